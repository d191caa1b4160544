//! Finds out who is acting.
//!
//! Owns no deed yet but this. It never decides what they may do: the table in `domain` does.

use domain::{access::Actor, person::PersonId};

use crate::{ActionError, Platform};

/// Loads somebody with everything that they are.
///
/// # Errors
/// When nobody has this number, or the store fails.
pub async fn actor(platform: &Platform, person: PersonId) -> Result<Actor, ActionError> {
    let mut tx = platform.store.read().await?;
    store::person::person(&mut tx, person)
        .await?
        .ok_or_else(|| ActionError::NotFound("There is no such person here.".to_owned()))?;
    let held = store::person::memberships_of(&mut tx, person).await?;
    Ok(Actor {
        person,
        memberships: held.into_iter().map(|held| held.membership).collect(),
        today: platform.today(),
    })
}
