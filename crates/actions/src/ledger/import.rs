//! Takes in a file of attendance, in pieces, each in one transaction.
//!
//! Owns the deed `ImportAttendance`. It never enters an attendance twice.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use domain::{
    Date, Minutes,
    access::{Actor, Deed, Object},
    audit::import as audit,
    ledger::{Draft, EntryId, Kind, Refusal},
    partnership::{Provider, ProviderId, Urn},
    person::PersonId,
    policy::names,
};
use formats::table::Table;
use store::Tx;

use super::{
    attendance::{COLUMNS, Reader},
    days::{Days, Tried},
    judge::{Read, confirms, judge, located, once, refused, vouched, vouchers},
};
use crate::{
    ActionError, Platform,
    import::{Fate, Given, Listener, Manner, Pieces, Report, Run, Taken, Taker, introduce, many},
    partnership::{file_name, holder},
    person::Index,
};

/// Takes in attendance into a provider's book.
///
/// # Rule
/// Product rules 3, 8 and 9. The same attendance with the same minutes changes nothing, so
/// that an import that was cut short is taken up by running it again.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the file is not such a file, nobody has the code, or the store fails.
pub async fn import_attendance(
    platform: &Platform,
    actor: &Actor,
    file: &Path,
    provider: &str,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<Report, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    actor.may(
        Deed::ImportAttendance,
        Object {
            provider: Some(provider.id),
            ..Object::default()
        },
    )?;
    let table = Table::open(file, &COLUMNS)?;
    let name = file_name(file);
    let schools: HashSet<Urn> = store::partnership::urns(&mut tx)
        .await?
        .into_iter()
        .collect();
    let index = Index::read(&mut tx, provider.id).await?;
    let providers = store::partnership::providers(&mut tx).await?;
    let rules = platform.rules(&mut tx, &provider).await?;
    drop(tx);

    let today = platform.today();
    let reader = Reader::new(
        &table,
        &provider,
        &rules.versions,
        &rules.policies,
        &schools,
        (actor.person, today),
    )?;
    let run = Run::begin(
        platform,
        actor,
        audit::Kind::Attendance,
        Some(provider.id),
        (&name, &table),
        manner,
    )
    .await?;
    let day_limit = rules
        .policies
        .on(names::DAY_FLAGGED, None, today)
        .and_then(|term| term.row.value.minutes());
    introduce(&table, &mut run.ear(listener));
    let mut taking = Taking {
        platform,
        actor,
        provider: &provider,
        holders: providers
            .into_iter()
            .map(|known| (known.id, known.name))
            .collect(),
        reader,
        index,
        day_limit,
        run: &run,
        dry_run: manner.dry_run,
        tried: Tried::default(),
    };
    let pieces = Pieces {
        platform,
        actor,
        provider: provider.id,
        deed: Deed::ImportAttendance,
        name,
        dry_run: manner.dry_run,
    };
    let report = pieces.take_in(&table, &mut taking, &run, listener).await?;
    run.finish(platform, actor, &report, listener).await?;
    Ok(report)
}

struct Taking<'a> {
    platform: &'a Platform,
    actor: &'a Actor,
    provider: &'a Provider,
    holders: HashMap<ProviderId, String>,
    reader: Reader<'a>,
    index: Index,
    day_limit: Option<Minutes>,
    run: &'a Run,
    dry_run: bool,
    /// In a dry run it stands for what earlier pieces would have brought.
    tried: Tried,
}

impl Taker for Taking<'_> {
    type Piece = Vec<Read>;

    /// Some 100 ms of the writer's time.
    const ROWS: usize = 1_000;

    fn read(&self, rows: Vec<Given>) -> Vec<Read> {
        let read = |row: Given| match row {
            Ok(row) => (self.reader.read(&row, &self.index), Some(row)),
            Err(problem) => (Err(problem), None),
        };
        rows.into_iter().map(read).collect()
    }

    async fn take(&mut self, tx: &mut Tx, piece: &Vec<Read>) -> Result<Taken, ActionError> {
        let mut tried = match self.dry_run {
            true => std::mem::take(&mut self.tried),
            false => Tried::default(),
        };
        let taken = self.once(tx, piece, &mut tried).await?;
        self.tried = tried;
        Ok(taken)
    }

    fn forget(&mut self) {
        self.tried = Tried::default();
    }
}

impl Taking<'_> {
    async fn once(
        &self,
        tx: &mut Tx,
        piece: &[Read],
        pending: &mut Tried,
    ) -> Result<Taken, ActionError> {
        let head = store::ledger::lock_book(tx, self.provider.id).await?;
        let wanted: HashSet<(PersonId, Date)> = piece
            .iter()
            .filter_map(|(draft, _)| {
                draft
                    .as_ref()
                    .ok()
                    .map(|draft| (draft.person, draft.held_on))
            })
            .collect();
        let mut wanted: Vec<_> = wanted.into_iter().collect();
        wanted.sort_unstable();
        let mut days = Days::of(store::ledger::on_these_days(tx, &wanted).await?);
        days.add(pending);

        let vouchers = vouchers(piece);
        let mut judged: Vec<Result<Draft, Fate>> = piece
            .iter()
            .map(|(draft, _)| match draft {
                Err(problem) => Err(Fate::Refused(problem.clone())),
                Ok(draft) => judge(&vouched(draft, &vouchers), &days, pending),
            })
            .collect();
        self.refuse_held_elsewhere(tx, piece, &mut judged, pending)
            .await?;

        let mut notes = Vec::new();
        let mut fates = Vec::with_capacity(piece.len());
        let mut entering = Vec::new();
        let mut totals = days.totals;
        for (judged, (_, row)) in judged.into_iter().zip(piece) {
            let number = row.as_ref().map_or(0, |row| row.number);
            fates.push(match judged {
                Err(Fate::Refused(problem)) => Fate::Refused(located(problem, row.as_ref())),
                Err(fate) => fate,
                Ok(draft) => {
                    notes.extend(self.flag(&draft, &mut totals, &mut pending.totals, number));
                    let fate = if confirms(&draft) {
                        Fate::Changed
                    } else {
                        Fate::New
                    };
                    self.run.tell(|| self.told(&draft, number));
                    let id = EntryId(self.platform.number());
                    entering.push((id, self.platform.salt(), draft));
                    fate
                }
            });
        }
        let mut told = None;
        if !entering.is_empty() {
            told = Some(many(entering.len(), "entry", "entries"));
            self.run
                .entered(tx, entering.iter().map(|(id, ..)| *id))
                .await?;
            let (now, by) = (self.platform.now(), self.actor.person);
            store::ledger::append(tx, head, self.provider.id, entering, now, by).await?;
        }
        Ok(Taken { fates, notes, told })
    }

    /// Refuses hours that another provider holds. A recognition holds none, and may rest on them.
    async fn refuse_held_elsewhere(
        &self,
        tx: &mut Tx,
        piece: &[Read],
        judged: &mut [Result<Draft, Fate>],
        pending: &mut Tried,
    ) -> Result<(), ActionError> {
        let holds = |draft: &&Draft| draft.kind != Kind::Recognised && !draft.reference.is_empty();
        let mut claimed: Vec<(PersonId, String)> = judged
            .iter()
            .filter_map(|judged| judged.as_ref().ok())
            .filter(holds)
            .map(|draft| (draft.person, draft.reference.clone()))
            .collect();
        claimed.sort();
        claimed.dedup();
        let elsewhere: HashMap<(PersonId, String), ProviderId> =
            store::ledger::claim_references(tx, self.provider.id, &claimed)
                .await?
                .into_iter()
                .filter(|(.., holder)| *holder != self.provider.id)
                .map(|(person, reference, holder)| ((person, reference), holder))
                .collect();
        for (slot, (draft, _)) in judged.iter_mut().zip(piece) {
            let Some(draft) = draft.as_ref().ok().filter(holds) else {
                continue;
            };
            let key = (draft.person, draft.reference.clone());
            if let Some(holder) = elsewhere.get(&key) {
                pending.entered.remove(&once(draft));
                let holder = self.holders.get(holder).cloned().unwrap_or_default();
                let refusal = Refusal::HeldElsewhere {
                    reference: key.1,
                    holder,
                };
                *slot = Err(refused(refusal.to_string(), Some("reference")));
            }
        }
        Ok(())
    }

    /// A row in words, for whoever looks at the preview.
    fn told(&self, draft: &Draft, number: u64) -> String {
        let name = self.index.person(draft.person);
        let what = draft.component.as_deref();
        format!(
            "Row {number}: {}, {}, {} on {}{}",
            name.map(domain::person::Person::name).unwrap_or_default(),
            what.unwrap_or("outside the programme"),
            draft.minutes,
            domain::calendar::told(draft.held_on),
            match draft.verified_by {
                Some(_) if confirms(draft) => ", which confirms what waited",
                Some(_) => "",
                None => ", which waits for someone to confirm it",
            }
        )
    }

    /// Points out a day with more minutes, over all books, than a working day has.
    fn flag(
        &self,
        draft: &Draft,
        totals: &mut HashMap<(PersonId, Date), Minutes>,
        tried: &mut HashMap<(PersonId, Date), Minutes>,
        number: u64,
    ) -> Option<String> {
        if draft.kind == Kind::Recognised || confirms(draft) {
            return None;
        }
        let day = (draft.person, draft.held_on);
        *tried.entry(day).or_default() += draft.minutes;
        let total = totals.entry(day).or_default();
        *total += draft.minutes;
        let limit = self.day_limit.filter(|limit| *total > *limit)?;
        let name = self
            .index
            .person(draft.person)
            .map(domain::person::Person::name);
        Some(format!(
            "Row {number}: {} now has {total} on {}, over all providers. More than {limit} in one day is unusual; please check.",
            name.unwrap_or_default(),
            domain::calendar::told(draft.held_on),
        ))
    }
}
