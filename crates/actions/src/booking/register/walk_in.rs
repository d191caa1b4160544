//! Finds somebody who came without a booking, and puts them on the register.
//!
//! Owns no deed of its own: it is part of `KeepRegister`. It never shows anybody from outside the
//! providers of the session.

use std::collections::HashSet;

use domain::{
    access::{Actor, Deed},
    booking::{
        SessionId,
        register::{Attendance, Mark, Refusal, Source},
    },
    person::{Person, PersonId, fold},
};
use store::{Tx, booking::register as kept};
use uuid::Uuid;

use crate::{ActionError, Platform, person::address, platform::deed_once};

/// People who are shown for one name, at most.
const MOST: usize = 8;

/// Finds who somebody may be, by name, e-mail address or TRN, the nearest names first.
///
/// # Refuses
/// When this is not the actor's to do, or nobody of the session's providers is found.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn find_walk_in(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
    typed: &str,
) -> Result<Vec<Person>, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = super::asked(&mut tx, actor, Deed::KeepRegister, session).await?;
    let around = around(&mut tx, &session).await?;
    let exact = match (address(typed), typed.trim().parse()) {
        (Some(address), _) => Some(store::person::with_email(&mut tx, &address).await?),
        (None, Ok(trn)) => Some(store::person::with_trn(&mut tx, trn).await?),
        (None, Err(_)) => None,
    };
    let found: Vec<Person> = match exact {
        Some(person) => around
            .into_iter()
            .filter(|one| Some(one.id) == person)
            .collect(),
        None => named(around, typed),
    };
    if found.is_empty() {
        return Err(Refusal::UnknownWalkIn.into());
    }
    Ok(found)
}

fn named(around: Vec<Person>, typed: &str) -> Vec<Person> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    if typed.chars().count() < 2 {
        return Vec::new();
    }
    let mut found: Vec<(bool, String, Person)> = around
        .into_iter()
        .filter_map(|person| {
            let name = fold(&person.name());
            let has = |word: &&str| name.split_whitespace().any(|part| part.starts_with(word));
            words.iter().all(has).then(|| (name != typed, name, person))
        })
        .collect();
    found.sort_by(|one, other| (one.0, &one.1, one.2.id).cmp(&(other.0, &other.1, other.2.id)));
    found
        .into_iter()
        .map(|(.., person)| person)
        .take(MOST)
        .collect()
}

/// Everyone who takes part with a provider of the session, each once.
async fn around(
    tx: &mut Tx,
    session: &domain::booking::Session,
) -> Result<Vec<Person>, ActionError> {
    let mut all = Vec::new();
    let mut seen = HashSet::new();
    for provider in super::sharing(tx, session).await? {
        let people = store::person::with_provider(tx, provider).await?;
        all.extend(people.into_iter().filter(|person| seen.insert(person.id)));
    }
    Ok(all)
}

/// Puts somebody on the register as there: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, when the register is closed, for the actor themself, and for
/// somebody who takes part with none of the session's providers.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn add_walk_in(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    session: SessionId,
    person: PersonId,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let session = super::held(tx, actor, Deed::KeepRegister, session).await?;
        super::refuse_closed(tx, session.id).await?;
        if session.cancelled {
            return Err(Refusal::CalledOff.into());
        }
        if person == actor.person {
            return Err(Refusal::OwnMinutes.into());
        }
        let around = around(tx, &session).await?;
        if !around.iter().any(|one| one.id == person) {
            return Err(Refusal::UnknownWalkIn.into());
        }
        let new = Attendance {
            session: session.id,
            person,
            mark: Mark::Attended,
            minutes: None,
            source: Source::WalkIn,
            noted_at: platform.now(),
            noted_by: actor.person,
        };
        kept::note(tx, &new).await?;
        let (deed, of) = (Deed::KeepRegister, Some(session.provider));
        let subject = session.id.0.to_string();
        let told = format!("{} came without a booking", person.0);
        platform.note(tx, actor, deed, of, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}
