//! Records one entry by hand, checked as a row of a file is.
//!
//! Owns the deed `RecordEntry` and the words `Statement` and `LongDay`. It never writes without a reason.

use domain::{
    Date, Minutes,
    access::{Actor, Deed, Object},
    ledger::{self, Draft, EntryId, How, Kind, Refusal, Words},
    partnership::{Provider, Urn},
    person::{self, Person, PersonId},
    policy::names,
};
use store::Tx;
use uuid::Uuid;

use super::{attendance::early_season, correct::refuse_held_elsewhere, partner::keep_within};
use crate::{ActionError, Platform, partnership::holder, platform::deed_once, standing::Rulebook};

/// What somebody states: who trained, on what, when, for how long, and who vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Entry")]
pub struct Statement {
    pub person: PersonId,
    pub component: Option<String>,
    pub kind: Kind,
    pub minutes: Minutes,
    pub held_on: Date,
    pub school: Option<Urn>,
    pub verified_by: Option<PersonId>,
    pub how: How,
    pub reference: String,
    pub reason: String,
}

/// A day with more minutes, over all books, than a working day has: pointed out, not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LongDay {
    /// What the day would have.
    pub total: Minutes,
    /// Above what it is unusual.
    pub limit: Minutes,
}

/// An entry that was tried and not kept.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// What would be kept.
    pub draft: Draft,
    /// Whether the day would grow long.
    pub long_day: Option<LongDay>,
}

/// Tries a statement and keeps nothing.
///
/// # Refuses
/// As [`record`] does.
/// # Errors
/// As [`record`] has.
pub async fn weigh(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    statement: &Statement,
) -> Result<Weighed, ActionError> {
    let mut tx = platform.store.write().await?;
    let (provider, rules) = book(platform, &mut tx, actor, provider).await?;
    let (whose, verifier) = (statement.person, statement.verified_by);
    keep_within(&mut tx, actor, &provider, whose, verifier).await?;
    let draft = drafted(platform, &mut tx, &provider, &rules, statement).await?;
    let long_day = long_day(&mut tx, &rules, &draft, None, platform.today()).await?;
    Ok(Weighed { draft, long_day })
}

/// Records an entry: sent twice, it is kept once. Says its number.
///
/// # Rule
/// Product rules 1 to 3: once per attendance, held by one provider, vouched for by somebody else.
///
/// # Refuses
/// When this is not the actor's to do, without a reason, or with the first rule that says no.
/// # Errors
/// When nobody has the code or the number, or the store fails.
pub async fn record(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    provider: &str,
    statement: &Statement,
) -> Result<EntryId, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let (provider, rules) = book(platform, tx, actor, provider).await?;
        let (whose, verifier) = (statement.person, statement.verified_by);
        keep_within(tx, actor, &provider, whose, verifier).await?;
        let head = store::ledger::lock_book(tx, provider.id).await?;
        let draft = drafted(platform, tx, &provider, &rules, statement).await?;
        let id = EntryId(platform.number());
        let told = draft.minutes.to_string();
        let subject = id.0.to_string();
        let entries = vec![(id, platform.salt(), draft)];
        let (now, by) = (platform.now(), actor.person);
        store::ledger::append(tx, head, provider.id, entries, now, by).await?;
        let (deed, of) = (Deed::RecordEntry, Some(provider.id));
        platform.note(tx, actor, deed, of, &subject, told).await?;
        subject
    });
    done.map(number)
}

/// The number of the entry that a deed answered with.
pub(super) fn number(answer: String) -> EntryId {
    EntryId(Uuid::try_parse(&answer).unwrap_or_default())
}

async fn book(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    provider: &str,
) -> Result<(Provider, std::sync::Arc<Rulebook>), ActionError> {
    let provider = holder(tx, provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::RecordEntry, object)?;
    let rules = platform.rules(tx, &provider).await?;
    Ok((provider, rules))
}

async fn drafted(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    rules: &Rulebook,
    statement: &Statement,
) -> Result<Draft, ActionError> {
    let person = someone(tx, statement.person, "person").await?;
    if statement.reason.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    if let Some(verifier) = statement.verified_by {
        someone(tx, verifier, "verifier").await?;
    }
    if let Some(code) = &statement.component
        && !rules.versions.knows(code)
    {
        return Err(Refusal::UnknownComponent(code.clone()).into());
    }
    let early = early_season(&rules.policies, &provider.code, statement.held_on);
    let draft = Draft {
        person: person.id,
        provider: provider.id,
        school: school(tx, &person, provider, statement).await?,
        component: statement.component.clone(),
        kind: statement.kind,
        minutes: statement.minutes,
        held_on: statement.held_on,
        counts_for: ledger::counts_for(statement.held_on, None, early)?,
        verified_by: statement.verified_by,
        how: statement.how,
        reference: statement.reference.trim().to_owned(),
        until: None,
        replaces: None,
        words: Words {
            reason: statement.reason.trim().to_owned(),
            stated_verifier: String::new(),
        },
    };
    let portable = draft
        .component
        .as_deref()
        .is_some_and(|code| rules.versions.is_portable(code));
    ledger::check(&draft, platform.today(), portable)?;
    refuse_entered(tx, &draft).await?;
    refuse_held_elsewhere(tx, &draft).await?;
    Ok(draft)
}

async fn someone(tx: &mut Tx, id: PersonId, what: &str) -> Result<Person, ActionError> {
    let found = store::person::person(tx, id).await?;
    found.ok_or_else(|| ActionError::NotFound(format!("There is no such {what} here.")))
}

/// The school as stated, else the one of their memberships on that day.
async fn school(
    tx: &mut Tx,
    person: &Person,
    provider: &Provider,
    statement: &Statement,
) -> Result<Option<Urn>, ActionError> {
    if let Some(urn) = statement.school {
        return match store::partnership::school(tx, urn).await? {
            Some(school) => Ok(Some(school.urn)),
            None => Err(Refusal::UnknownSchool(urn).into()),
        };
    }
    let held = store::person::memberships_of(tx, person.id).await?;
    let all = held.iter().map(|held| &held.membership);
    person::school_on(all, provider.id, statement.held_on).map_err(|several| {
        ActionError::Unreadable(format!(
            "{} {several}. Choose the one at which the minutes were worked.",
            person.name()
        ))
    })
}

/// Refuses an attendance that is there already, and says what is there.
async fn refuse_entered(tx: &mut Tx, draft: &Draft) -> Result<(), ActionError> {
    let days = [(draft.person, draft.held_on)];
    let held = store::ledger::on_these_days(tx, &days).await?;
    let there = held
        .iter()
        .filter(|held| {
            held.provider == draft.provider
                && held.component == draft.component.as_deref().unwrap_or_default()
                && held.reference == draft.reference
        })
        .max_by_key(|held| !held.replaced);
    let Some(there) = there else { return Ok(()) };
    let what = match &draft.component {
        Some(code) => format!("\"{code}\""),
        None => "Training outside the programme".to_owned(),
    };
    let refusal = if there.minutes == draft.minutes && !there.replaced {
        Refusal::AlreadyEntered
    } else {
        Refusal::OtherMinutes {
            what,
            held_on: draft.held_on,
            there: there.minutes,
        }
    };
    Err(refusal.into())
}

/// Reckons what a day would have over all books with a draft, the entry that it replaces left out.
pub(super) async fn long_day(
    tx: &mut Tx,
    rules: &Rulebook,
    draft: &Draft,
    old: Option<EntryId>,
    today: Date,
) -> Result<Option<LongDay>, ActionError> {
    let term = rules.policies.on(names::DAY_FLAGGED, None, today);
    let limit = term.and_then(|term| term.row.value.minutes());
    let Some(limit) = limit.filter(|_| draft.kind != Kind::Recognised) else {
        return Ok(None);
    };
    let days = [(draft.person, draft.held_on)];
    let held = store::ledger::on_these_days(tx, &days).await?;
    let there: Minutes = held
        .iter()
        .filter(|held| !held.replaced && !held.recognised && Some(held.id) != old)
        .map(|held| held.minutes)
        .sum();
    let total = there + draft.minutes;
    Ok((total > limit).then_some(LongDay { total, limit }))
}
