//! Shows an office what did not arrive of what went to its people, and has it sent again.
//!
//! Owns the deed `ResendToPeople` and the word `Trouble`. It never tells what a message says.

use domain::{
    access::{Actor, Deed, Object},
    person::PersonId,
};
use store::notice::outbox::{Letter, troubled, troubled_one};
use uuid::Uuid;

use super::returned::again;
use crate::{
    ActionError, Platform, audit::names as people_named, partnership::holder, platform::deed_once,
};

/// How many are listed.
const LISTED: i64 = 100;

/// A message that did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// How it fares.
    pub letter: Letter,
    /// Whose address it is, by name; blank where nobody is known by it.
    pub name: String,
}

/// Lists what did not arrive, the newest first: what a provider's office wrote or a deed with it owed, and
/// what went to its people with no provider named.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn troubles(
    platform: &Platform,
    actor: &Actor,
    code: &str,
) -> Result<Vec<Trouble>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadWritten, object)?;
    let found = troubled(&mut tx, provider.id, platform.today(), LISTED).await?;
    let people: Vec<PersonId> = found.iter().filter_map(|one| one.person).collect();
    let names = people_named(&mut tx, people.into_iter()).await?;
    let name = |letter: &Letter| {
        let person = letter.person?;
        names.get(&person).cloned()
    };
    Ok(found
        .into_iter()
        .map(|letter| Trouble {
            name: name(&letter).unwrap_or_default(),
            letter,
        })
        .collect())
}

/// Has one of them sent again, at once.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, the message is not among those, or the store fails.
pub async fn resend_to_people(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    code: &str,
    message: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        let object = Object {
            provider: Some(provider.id),
            ..Object::default()
        };
        actor.may(Deed::ResendToPeople, object)?;
        let found = troubled_one(tx, provider.id, platform.today(), message).await?;
        if found.is_none() || !again(platform, tx, message).await? {
            return Err(ActionError::NotFound(
                "This message no longer waits.".to_owned(),
            ));
        }
        let (deed, subject) = (Deed::ResendToPeople, message.to_string());
        let told = "a message is sent again";
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}
