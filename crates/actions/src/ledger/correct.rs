//! Corrects an entry by replacing it, and strikes out words.
//!
//! Owns the deeds `CorrectEntry` and `StrikeOutWords`. It never changes an entry.

use std::sync::Arc;

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    ledger::{self, Correction, Draft, EntryId, Kind},
    partnership::Urn,
    person::PersonId,
};
use store::{StoreError, Tx};
use uuid::Uuid;

use super::{
    attendance::early_season,
    record::{Weighed, long_day, number},
};
use crate::{
    ActionError, Platform,
    platform::{deed, deed_once},
    standing::Rulebook,
};

/// Replaces an entry by one with other values. Says the new entry's number.
///
/// # Rule
/// Product rule 4: it replaces exactly one entry that nothing replaced yet, with reason and author.
///
/// # Refuses
/// When this is not the actor's to do, without a reason, or when a newer entry is there already.
/// # Errors
/// When there is no such entry, or the store fails.
pub async fn correct(
    platform: &Platform,
    actor: &Actor,
    entry: EntryId,
    correction: Correction,
) -> Result<EntryId, ActionError> {
    replaced(deed!(platform, |tx| {
        keep(platform, tx, actor, entry, &correction).await?
    }))
}

/// Does the same for a form: sent twice, the entry is replaced once.
///
/// # Refuses
/// As [`correct`] does.
/// # Errors
/// As [`correct`] has.
pub async fn correct_once(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    entry: EntryId,
    correction: Correction,
) -> Result<EntryId, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let id = keep(platform, tx, actor, entry, &correction).await?;
        id.0.to_string()
    });
    replaced(done.map(number))
}

/// Tries a correction and keeps nothing: what it would come to, and whether the day grows long.
///
/// # Refuses
/// As [`correct`] does.
/// # Errors
/// As [`correct`] has.
pub async fn weigh_correction(
    platform: &Platform,
    actor: &Actor,
    entry: EntryId,
    correction: &Correction,
) -> Result<Weighed, ActionError> {
    let mut tx = platform.store.write().await?;
    let (old, draft, rules) = drafted(platform, &mut tx, actor, entry, correction).await?;
    let long_day = long_day(&mut tx, &rules, &draft, Some(old.id), platform.today()).await?;
    Ok(Weighed { draft, long_day })
}

fn replaced(done: Result<EntryId, ActionError>) -> Result<EntryId, ActionError> {
    match done {
        Err(ActionError::Store {
            cause: StoreError::Conflict(store::Conflict::EntryReplaced),
            ..
        }) => Err(ledger::Refusal::AlreadyReplaced.into()),
        done => done,
    }
}

/// Fetches, asks leave and decides: the entry that would take the old one's place.
async fn drafted(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    entry: EntryId,
    correction: &Correction,
) -> Result<(ledger::Entry, Draft, Arc<Rulebook>), ActionError> {
    let old = find(tx, actor, Deed::CorrectEntry, entry).await?;
    let provider = provider(tx, &old).await?;
    let rules = platform.rules(tx, &provider).await?;
    let day = correction.held_on.unwrap_or(old.held_on);
    let early = early_season(&rules.policies, &provider.code, day);
    let draft = ledger::amend(&old, correction.clone(), early)?;
    refuse_unknown(tx, &old, &draft, &rules).await?;
    let portable = draft
        .component
        .as_deref()
        .is_some_and(|code| rules.versions.is_portable(code));
    ledger::check(&draft, platform.today(), portable)?;
    refuse_taken(tx, &old, &draft).await?;
    refuse_held_elsewhere(tx, &draft).await?;
    Ok((old, draft, rules))
}

async fn keep(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    entry: EntryId,
    correction: &Correction,
) -> Result<EntryId, ActionError> {
    let provider = find(tx, actor, Deed::CorrectEntry, entry).await?.provider;
    let head = store::ledger::lock_book(tx, provider).await?;
    let (old, draft, _) = drafted(platform, tx, actor, entry, correction).await?;
    let id = EntryId(platform.number());
    let told = said(&old, &draft);
    let nothing_left = draft.minutes == Minutes::ZERO;
    let entries = vec![(id, platform.salt(), draft)];
    let (now, by) = (platform.now(), actor.person);
    store::ledger::append(tx, head, provider, entries, now, by).await?;
    if nothing_left {
        store::ledger::release_reference(tx, provider, old.person, &old.reference).await?;
    }
    let subject = format!("{} replaces {}", id.0, old.id.0);
    let deed = Deed::CorrectEntry;
    platform
        .note(tx, actor, deed, Some(provider), subject, told)
        .await?;
    Ok(id)
}

/// What a correction changes: values of the record, and of words that they changed.
fn said(old: &ledger::Entry, new: &Draft) -> String {
    let school = |urn: Option<Urn>| urn.map(|urn| urn.to_string());
    let verifier = |person: Option<PersonId>| person.map(|by| by.0.to_string());
    let fields = [
        (
            "day",
            Some(old.held_on.to_string()),
            Some(new.held_on.to_string()),
        ),
        (
            "kind",
            Some(old.kind.code().to_owned()),
            Some(new.kind.code().to_owned()),
        ),
        ("component", old.component.clone(), new.component.clone()),
        ("school", school(old.school), school(new.school)),
        (
            "verified by",
            verifier(old.verified_by),
            verifier(new.verified_by),
        ),
    ];
    let mut told = format!("{} becomes {}", old.minutes, new.minutes);
    for (field, was, is) in fields {
        let or_none = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
        if was != is {
            told.push_str(&format!(
                "; {field} {}, before {}",
                or_none(is),
                or_none(was)
            ));
        }
    }
    told
}

/// Strikes out the free text beside an entry; the chain holds all the same. Says whether there was any.
///
/// # Refuses
/// When this is not the actor's to do, or no reason is given.
/// # Errors
/// When there is no such entry, or the store fails.
pub async fn strike_out(
    platform: &Platform,
    actor: &Actor,
    entry: EntryId,
    reason: &str,
) -> Result<bool, ActionError> {
    deed!(platform, |tx| {
        let old = find(tx, actor, Deed::StrikeOutWords, entry).await?;
        if reason.trim().is_empty() {
            return Err(ledger::Refusal::NoReason.into());
        }
        let struck = store::ledger::strike_out(tx, entry).await?;
        let provider = Some(old.provider);
        store::audit::touch(tx, provider, &[old.person]).await?;
        let (deed, subject) = (Deed::StrikeOutWords, old.id.0.to_string());
        platform
            .note(tx, actor, deed, provider, subject, reason)
            .await?;
        struck
    })
}

/// Refuses a component, a school or a verifier of whom nothing is known, unless it was there before.
async fn refuse_unknown(
    tx: &mut Tx,
    old: &ledger::Entry,
    draft: &Draft,
    rules: &Rulebook,
) -> Result<(), ActionError> {
    if let Some(code) = draft.component.as_deref()
        && draft.component != old.component
        && !rules.versions.knows(code)
    {
        return Err(ledger::Refusal::UnknownComponent(code.to_owned()).into());
    }
    if let Some(urn) = draft.school
        && draft.school != old.school
        && store::partnership::school(tx, urn).await?.is_none()
    {
        return Err(ledger::Refusal::UnknownSchool(urn).into());
    }
    match draft.verified_by {
        Some(person) if draft.verified_by != old.verified_by && person != PersonId::OPERATOR => {
            let known = store::person::person(tx, person).await?;
            let unknown = || ActionError::NotFound("There is no such verifier here.".to_owned());
            known.map(|_| ()).ok_or_else(unknown)
        }
        _ => Ok(()),
    }
}

/// Refuses a second correction of one entry, and values that another entry has already.
async fn refuse_taken(tx: &mut Tx, old: &ledger::Entry, draft: &Draft) -> Result<(), ActionError> {
    let days = [(old.person, old.held_on), (draft.person, draft.held_on)];
    let held = store::ledger::on_these_days(tx, &days).await?;
    if held.iter().any(|held| held.id == old.id && held.replaced) {
        return Err(ledger::Refusal::AlreadyReplaced.into());
    }
    let taken = held.iter().any(|held| {
        held.id != old.id
            && !held.replaced
            && held.held_on == draft.held_on
            && held.provider == draft.provider
            && held.component == draft.component.as_deref().unwrap_or_default()
            && held.reference == draft.reference
    });
    if taken {
        Err(ledger::Refusal::AlreadyEntered.into())
    } else {
        Ok(())
    }
}

/// Refuses to make a recognition of another provider's hour into an hour of one's own.
pub(super) async fn refuse_held_elsewhere(tx: &mut Tx, draft: &Draft) -> Result<(), ActionError> {
    if draft.kind == Kind::Recognised || draft.reference.is_empty() {
        return Ok(());
    }
    let claimed = [(draft.person, draft.reference.clone())];
    let holders = store::ledger::claim_references(tx, draft.provider, &claimed).await?;
    let other = holders
        .into_iter()
        .find(|(.., holder)| *holder != draft.provider);
    let Some((_, reference, holder)) = other else {
        return Ok(());
    };
    let providers = store::partnership::providers(tx).await?;
    let name = providers.into_iter().find(|known| known.id == holder);
    let holder = name.map(|known| known.name).unwrap_or_default();
    Err(ledger::Refusal::HeldElsewhere { reference, holder }.into())
}

async fn find(
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    id: EntryId,
) -> Result<ledger::Entry, ActionError> {
    let entry = store::ledger::entry(tx, id).await?;
    let entry =
        entry.ok_or_else(|| ActionError::NotFound(format!("There is no entry {}.", id.0)))?;
    actor.may(
        deed,
        Object {
            person: Some(entry.person),
            school: entry.school,
            provider: Some(entry.provider),
            ..Object::default()
        },
    )?;
    Ok(entry)
}

async fn provider(
    tx: &mut Tx,
    entry: &ledger::Entry,
) -> Result<domain::partnership::Provider, ActionError> {
    let providers = store::partnership::providers(tx).await?;
    providers
        .into_iter()
        .find(|provider| provider.id == entry.provider)
        .ok_or_else(|| ActionError::NotFound("The provider of this entry is gone.".to_owned()))
}
