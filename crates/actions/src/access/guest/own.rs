//! Shows a guest what they were given to read, by whom it was asked, and until when.
//!
//! Owns the deed `ReadSample`. It never lists what lies within a sample whose days have not come or are over.

use domain::{
    access::{
        Actor, Deed, Object,
        guest::{Given, Guest},
    },
    partnership::Provider,
    person::PersonId,
};

use super::{Within, within};
use crate::{ActionError, Platform, partnership::partnerships};

/// One sample that somebody was given to read.
#[derive(Debug, Clone)]
pub struct Mine {
    /// With which provider.
    pub provider: Provider,
    /// What the provider calls the role.
    pub label: String,
    /// For what, from when and until when.
    pub guest: Guest,
    /// Whether it is read today.
    pub given: Given,
    /// What lies within it: nothing before its first day, and nothing after its last.
    pub within: Within,
}

/// Lists what somebody was given to read, what is read today first.
///
/// # Rule
/// Whose time is over, or has not begun, reads for what and until when it was, and nothing of anybody.
///
/// # Refuses
/// When it is somebody else's.
/// # Errors
/// When the store fails.
pub async fn mine(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<Mine>, ActionError> {
    let object = Object {
        person: Some(person),
        ..Object::default()
    };
    // Whose last day has passed has no role left to ask leave by, and reads their own past days.
    let may = actor.may(Deed::ReadSample, object);
    if actor.person != person {
        may?;
    }
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let mut tx = platform.store.read().await?;
    let mut all = Vec::new();
    for guest in store::access::guest::of_person(&mut tx, person).await? {
        let mut known = around.providers.iter();
        let Some(provider) = known.find(|one| one.id == guest.provider) else {
            continue;
        };
        let given = guest.on(platform.today());
        let read = match given {
            Given::Now if may.is_ok() => {
                let sample = store::access::sampled(&mut tx, guest.sample).await?;
                within(platform, &mut tx, provider, &sample).await?
            }
            _ => Within::default(),
        };
        all.push(Mine {
            provider: provider.as_ref().clone(),
            label: around.label(provider.id, guest.role),
            given,
            within: read,
            guest,
        });
    }
    all.sort_by_key(|one| one.given);
    Ok(all)
}
