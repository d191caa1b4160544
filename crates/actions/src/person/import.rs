//! Takes in a file of people, in pieces.
//!
//! Owns the deed `ImportPeople`. It never changes a number that another row gave, nor a name in silence.

use std::{collections::HashSet, path::Path};

use domain::{
    access::{Actor, Deed, Object},
    audit::import as audit,
    partnership::{Provider, Urn},
    person::{Membership, Person, PersonId},
};
use formats::table::{Row, RowProblem, Table};
use store::{Tx, person::NewMembership};

use super::{
    Index, change,
    find::find,
    row::{COLUMNS, Places, Stated},
};
use crate::{
    ActionError, Platform,
    import::{Fate, Heard, Listener, Manner, Report, Run, introduce, many, settle},
    partnership::holder,
};

/// Rows that are kept in one transaction.
const PIECE: usize = 250;

/// Takes in people and their memberships with one provider.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the file is not such a file, nobody has the code, or the store fails.
pub async fn import_people(
    platform: &Platform,
    actor: &Actor,
    file: &Path,
    provider: &str,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<Report, ActionError> {
    let (provider, schools) = {
        let mut tx = platform.store.read().await?;
        let provider = holder(&mut tx, provider).await?;
        actor.may(
            Deed::ImportPeople,
            Object {
                provider: Some(provider.id),
                ..Object::default()
            },
        )?;
        let schools: HashSet<Urn> = store::partnership::urns(&mut tx)
            .await?
            .into_iter()
            .collect();
        (provider, schools)
    };
    let table = Table::open(file, &COLUMNS)?;
    let name = crate::partnership::file_name(file);
    let run = Run::begin(
        platform,
        actor,
        audit::Kind::People,
        Some(provider.id),
        (&name, &table),
        manner,
    )
    .await?;
    let mut ear = run.ear(listener);
    introduce(&table, &mut ear);
    let mut taking = Taking {
        platform,
        actor,
        provider: &provider,
        schools,
        places: Places::of(&table),
        run: &run,
        name,
        index: None,
        manner,
    };
    let mut rows = table.rows();
    let mut report = Report::default();
    loop {
        let piece: Vec<_> = rows.by_ref().take(PIECE).collect();
        if piece.is_empty() {
            break;
        }
        let (fates, notes) = taking.piece(&piece).await?;
        settle(fates, notes, &mut report, &mut ear);
        ear(Heard::Progress(report.rows, table.records()));
    }
    drop(ear);
    run.finish(platform, actor, &report, listener).await?;
    Ok(report)
}

struct Taking<'a> {
    platform: &'a Platform,
    actor: &'a Actor,
    provider: &'a Provider,
    schools: HashSet<Urn>,
    places: Places,
    run: &'a Run,
    name: String,
    /// Everyone as of a revision, kept up to date; read anew when another deed came between.
    index: Option<(i64, Index)>,
    manner: Manner,
}

impl Taking<'_> {
    async fn piece(
        &mut self,
        rows: &[Result<Row, RowProblem>],
    ) -> Result<(Vec<Fate>, Vec<String>), ActionError> {
        for _ in 0..4 {
            match self.once(rows).await {
                Err(error) if error.asks_again() => self.index = None,
                done => return done,
            }
        }
        self.once(rows).await
    }

    async fn once(
        &mut self,
        rows: &[Result<Row, RowProblem>],
    ) -> Result<(Vec<Fate>, Vec<String>), ActionError> {
        let mut tx = self.platform.store.write().await?;
        if self.keeps() {
            // For everybody: a mentor may be listed by a provider that holds entries of theirs.
            // First of all: whoever else takes in people waits until this piece is kept.
            store::audit::count_up(&mut tx, "person", None).await?;
        }
        let revision = store::audit::revision(&mut tx, self.provider.id).await?;
        let mut index = match self.index.take() {
            Some((known, index)) if known + 1 == revision || !self.keeps() => index,
            _ => Index::read(&mut tx, self.provider.id).await?,
        };
        let mut fates = Vec::with_capacity(rows.len());
        let mut notes = Vec::new();
        let mut kept = 0;
        for row in rows {
            let fate = match row {
                Err(problem) => Fate::Refused(problem.clone()),
                Ok(row) => match self.places.read(row) {
                    Err(problem) => Fate::Refused(problem),
                    Ok(stated) => {
                        self.row(&mut tx, &mut index, row, stated, &mut notes)
                            .await?
                    }
                },
            };
            kept += usize::from(matches!(fate, Fate::New | Fate::Changed));
            fates.push(fate);
        }
        if self.keeps() && kept > 0 {
            let told = format!("{} new or changed", many(kept, "row", "rows"));
            self.platform
                .note(
                    &mut tx,
                    self.actor,
                    Deed::ImportPeople,
                    Some(self.provider.id),
                    &self.name,
                    told,
                )
                .await?;
            tx.commit().await?;
            self.index = Some((revision, index));
        } else {
            self.index = Some((revision - 1, index));
        }
        Ok((fates, notes))
    }

    /// Says whether anything is to be kept: a dry run changes the index in memory alone, so that
    /// its later pieces see what its earlier ones would have brought.
    fn keeps(&self) -> bool {
        !self.manner.dry_run
    }

    async fn row(
        &self,
        tx: &mut Tx,
        index: &mut Index,
        row: &Row,
        stated: Stated,
        notes: &mut Vec<String>,
    ) -> Result<Fate, ActionError> {
        if let Some(urn) = stated.school.filter(|urn| !self.schools.contains(urn)) {
            return Ok(Fate::Refused(row.refuse_cell("school_urn", format!(
                "No school here has the number {urn}. Check it, or take in the register of schools first."
            ))));
        }
        let found = match find(index, row, &stated) {
            Ok(found) => found,
            Err(problem) => return Ok(Fate::Refused(problem)),
        };
        let (person, mut changed, new) = match found {
            Some(person) => (
                person.id,
                self.complete(tx, index, person, &stated).await?,
                false,
            ),
            None => {
                if let Some(other) = index
                    .named(&format!("{} {}", stated.first_name, stated.last_name))
                    .first()
                {
                    let trn = index.person(*other).and_then(|other| other.trn);
                    notes.push(format!(
                        "Row {}: somebody else of the name {} {} is known already{}. If they are one person, give the same TRN or e-mail.",
                        row.number, stated.first_name, stated.last_name,
                        trn.map(|trn| format!(", with TRN {trn}")).unwrap_or_default()
                    ));
                }
                (self.add(tx, index, &stated).await?, true, true)
            }
        };
        changed |= self.membership(tx, index, person, &stated).await?;
        if new || changed {
            self.run.tell(|| {
                let what = if new {
                    "a new person"
                } else {
                    "known, and changed"
                };
                format!(
                    "Row {}: {} {}, {}: {what}",
                    row.number,
                    stated.first_name,
                    stated.last_name,
                    stated.role.usual_label().to_lowercase(),
                )
            });
        }
        Ok(match (new, changed) {
            (true, _) => Fate::New,
            (false, true) => Fate::Changed,
            (false, false) => Fate::Unchanged,
        })
    }

    async fn add(
        &self,
        tx: &mut Tx,
        index: &mut Index,
        stated: &Stated,
    ) -> Result<PersonId, ActionError> {
        let person = Person {
            id: PersonId(self.platform.number()),
            trn: stated.trn,
            first_name: stated.first_name.clone(),
            last_name: stated.last_name.clone(),
        };
        if self.keeps() {
            store::person::add(tx, &person).await?;
        }
        let name = change::name(&person.first_name, &person.last_name);
        self.run
            .changed(tx, change::RECORD, person.id.0, None, Some(name))
            .await?;
        index.add(person.clone());
        self.complete(tx, index, person.clone(), stated).await?;
        Ok(person.id)
    }

    /// Keeps what a row knows of a person that was not known: number, address, reference.
    async fn complete(
        &self,
        tx: &mut Tx,
        index: &mut Index,
        person: Person,
        stated: &Stated,
    ) -> Result<bool, ActionError> {
        let mut changed = false;
        if !person.is_named(&stated.first_name, &stated.last_name) {
            let renamed = Person {
                first_name: stated.first_name.clone(),
                last_name: stated.last_name.clone(),
                ..person.clone()
            };
            if self.keeps() {
                store::person::rename(tx, &renamed).await?;
            }
            let before = Some(change::name(&person.first_name, &person.last_name));
            let after = Some(change::name(&renamed.first_name, &renamed.last_name));
            self.run
                .changed(tx, change::NAME, person.id.0, before, after)
                .await?;
            index.rename(person.id, &renamed.first_name, &renamed.last_name);
            changed = true;
        }
        if let (None, Some(trn)) = (person.trn, stated.trn) {
            if self.keeps() {
                store::person::set_trn(tx, person.id, &trn.to_string()).await?;
            }
            let given = Some(trn.to_string());
            self.run
                .changed(tx, change::TRN, person.id.0, None, given)
                .await?;
            index.set_trn(person.id, trn);
            changed = true;
        }
        if let Some(address) = stated
            .email
            .as_ref()
            .filter(|address| index.email(address).is_none())
        {
            if self.keeps() {
                store::person::add_email(tx, person.id, address).await?;
            }
            let given = Some(address.clone());
            self.run
                .changed(tx, change::EMAIL, person.id.0, None, given)
                .await?;
            index.add_email(address.clone(), person.id);
            changed = true;
        }
        if let Some(reference) = stated
            .reference
            .as_ref()
            .filter(|reference| index.reference(reference).is_none())
        {
            if self.keeps() {
                store::person::add_reference(tx, self.provider.id, reference, person.id).await?;
            }
            let given = Some(reference.clone());
            self.run
                .changed(tx, change::REFERENCE, person.id.0, None, given)
                .await?;
            index.add_reference(reference, person.id);
            changed = true;
        }
        Ok(changed)
    }

    async fn membership(
        &self,
        tx: &mut Tx,
        index: &mut Index,
        person: PersonId,
        stated: &Stated,
    ) -> Result<bool, ActionError> {
        let membership = Membership {
            person,
            provider: self.provider.id,
            role: stated.role,
            school: stated.school,
            subject: stated.subject.clone(),
            school_phase: stated.school_phase,
            from: stated.from,
            until: stated.until,
        };
        let same = |held: &&NewMembership| {
            let held = &held.membership;
            held.provider == membership.provider
                && held.role == membership.role
                && held.school == membership.school
                && held.from == membership.from
        };
        match index.memberships(person).iter().find(same) {
            Some(known) if known.membership == membership => Ok(false),
            Some(known) => {
                let before = Some(change::membership(&known.membership));
                let after = Some(change::membership(&membership));
                self.run
                    .changed(tx, change::MEMBERSHIP, known.id, before, after)
                    .await?;
                let changed = NewMembership {
                    id: known.id,
                    membership,
                };
                if self.keeps() {
                    store::person::change_membership(tx, &changed).await?;
                }
                index.change_membership(changed);
                Ok(true)
            }
            None => {
                let new = NewMembership {
                    id: self.platform.number(),
                    membership,
                };
                if self.keeps() {
                    store::person::add_membership(tx, &new).await?;
                }
                let after = Some(change::membership(&new.membership));
                self.run
                    .changed(tx, change::MEMBERSHIP, new.id, None, after)
                    .await?;
                index.add_membership(new);
                Ok(true)
            }
        }
    }
}
