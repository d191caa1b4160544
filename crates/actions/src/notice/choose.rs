//! Keeps which mail somebody wants, and when.
//!
//! Owns the deed `ChooseMail`. It never keeps back what cannot wait.

use domain::{
    access::{Actor, Deed, Object},
    notice::budget::{Budget, Choices},
    person::PersonId,
};
use uuid::Uuid;

use super::rest::budget;
use crate::{ActionError, Platform, platform::deed_once};

fn own(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

/// Reads what somebody chose, or what holds for whoever has not, and the budget within which it holds.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn choices(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<(Choices, Budget), ActionError> {
    actor.may(Deed::ReadInbox, own(person))?;
    let mut tx = platform.store.read().await?;
    let kept = store::notice::choice::choices(&mut tx, person).await?;
    let policies = platform.policies(&mut tx).await?;
    Ok((
        kept.unwrap_or_default(),
        budget(&policies, platform.today()),
    ))
}

/// Keeps what somebody chose. What waits is decided about anew.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn choose(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    person: PersonId,
    choices: &Choices,
) -> Result<(), ActionError> {
    actor.may(Deed::ChooseMail, own(person))?;
    let done = deed_once!(platform, actor, once, |tx| {
        let now = platform.now();
        store::notice::choice::choose(tx, person, choices, now).await?;
        for waits in store::notice::inbox::waiting(tx, person).await? {
            store::notice::inbox::look_again(tx, waits.id, now).await?;
        }
        let (deed, subject) = (Deed::ChooseMail, person.0.to_string());
        let told = "chose which mail comes, and when";
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}
