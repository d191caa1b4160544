//! Lists where somebody is signed in, and ends it.
//!
//! Owns no deed of its own. It never opens anything.

use domain::{
    access::{
        Actor, Deed, Object,
        session::{Session, Why},
    },
    person::PersonId,
};
use store::access::session as kept;
use uuid::Uuid;

use super::note;
use crate::{ActionError, Platform, platform::deed_once};

/// Lists where somebody is signed in, the last used first.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn devices(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<Session>, ActionError> {
    actor.may(Deed::EndSession, theirs(person))?;
    let now = platform.now();
    let mut tx = platform.store.glance().await?;
    let mut running = kept::running(&mut tx, person, now).await?;
    running.retain(|session| session.holds(now, session.strictness).is_ok());
    Ok(running)
}

/// Ends one session of somebody.
///
/// # Refuses
/// When this is not the actor's to do, or their last proof is stale.
/// # Errors
/// When there is no such session of theirs, or the store fails.
pub async fn end(
    platform: &Platform,
    actor: &Actor,
    (person, session): (PersonId, Uuid),
    once: Uuid,
) -> Result<(), ActionError> {
    actor.may(Deed::EndSession, theirs(person))?;
    actor.proves()?;
    let why = why(actor, person);
    let done = deed_once!(platform, actor, once, |tx| {
        let found = kept::one(tx, session).await?;
        if found.is_none_or(|found| found.person != person) {
            return Err(ActionError::NotFound(
                "There is no such device here.".to_owned(),
            ));
        }
        kept::end(tx, session, platform.now(), why).await?;
        note(platform, tx, actor, person, "one device signed out").await?;
        String::new()
    });
    done.map(|_| ())
}

/// Ends every session of somebody but one, or all where none is named. Says how many they were.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn end_all(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    but: Option<Uuid>,
    once: Uuid,
) -> Result<u64, ActionError> {
    actor.may(Deed::EndSession, theirs(person))?;
    actor.proves()?;
    let why = why(actor, person);
    let done = deed_once!(platform, actor, once, |tx| {
        let ended = kept::end_all(tx, person, but, platform.now(), why).await?;
        let told = match but {
            Some(_) => "every other device signed out",
            None => "every device signed out",
        };
        note(platform, tx, actor, person, told).await?;
        ended.to_string()
    });
    Ok(done?.parse().unwrap_or_default())
}

fn theirs(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

fn why(actor: &Actor, person: PersonId) -> Why {
    if actor.person == person {
        Why::EndedElsewhere
    } else {
        Why::Ended
    }
}
