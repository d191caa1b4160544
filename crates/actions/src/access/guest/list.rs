//! Lists the guests of a provider, and shows one with everything that was given.
//!
//! Owns the words `Guests`, `Listed` and `Shown`. It never says what a record holds.

use std::collections::HashMap;

use domain::{
    Date, Timestamp,
    access::{
        Actor, Deed,
        guest::{Given, Guest},
    },
    partnership::Provider,
};
use uuid::Uuid;

use super::{Within, guest_of, name, ours, within};
use crate::{ActionError, Platform, audit::names};

/// The guests of a provider: who reads now first, then who will, then who did.
#[derive(Debug, Clone)]
pub struct Guests {
    /// The provider.
    pub provider: Provider,
    /// The guests.
    pub list: Vec<Listed>,
}

/// One guest of a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The guest.
    pub guest: Guest,
    /// Their name.
    pub name: String,
    /// Whether they read today.
    pub given: Given,
    /// Placements in the sample.
    pub placements: i64,
    /// Mentors in the sample.
    pub people: i64,
}

/// Lists the guests of a provider, past ones too.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such provider, or the store fails.
pub async fn guests(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
) -> Result<Guests, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = ours(&mut tx, actor, Deed::ReadGuests, provider).await?;
    let all = store::access::guest::with_provider(&mut tx, provider.id).await?;
    let names = names(&mut tx, all.iter().map(|guest| guest.person)).await?;
    let counts = store::access::guest::counts(&mut tx, provider.id).await?;
    let counts: HashMap<_, _> = counts
        .into_iter()
        .map(|(sample, placements, people)| (sample, (placements, people)))
        .collect();
    let today = platform.today();
    let listed = all.into_iter().map(|guest| {
        let (placements, people) = counts.get(&guest.sample).copied().unwrap_or_default();
        Listed {
            name: name(&names, guest.person),
            given: guest.on(today),
            placements,
            people,
            guest,
        }
    });
    let mut list: Vec<Listed> = listed.collect();
    list.sort_by_key(|one| one.given);
    Ok(Guests { provider, list })
}

/// One guest with everything that was given.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The provider.
    pub provider: Provider,
    /// The guest.
    pub guest: Guest,
    /// Their name.
    pub name: String,
    /// Whether they read today.
    pub given: Given,
    /// What they may read.
    pub within: Within,
    /// Who made the sample.
    pub made_by: String,
    /// Who ended it before its last day.
    pub ended_by: Option<String>,
    /// What was done with it: when, by whom, what; the newest first.
    pub told: Vec<(Timestamp, String, String)>,
    /// The day on which things stand.
    pub day: Date,
}

/// Shows one guest.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such provider or guest, or the store fails.
pub async fn one(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    id: Uuid,
) -> Result<Shown, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = ours(&mut tx, actor, Deed::ReadGuests, provider).await?;
    let guest = guest_of(&mut tx, &provider, id).await?;
    let sample = store::access::sampled(&mut tx, guest.sample).await?;
    let within = within(platform, &mut tx, &provider, &sample).await?;
    let mut notes = store::audit::notes_about(&mut tx, &guest.person.0.to_string()).await?;
    notes.retain(|note| {
        note.provider == Some(provider.id)
            && matches!(note.deed, Deed::InviteGuest | Deed::ChangeGuest)
    });
    let ended_by = guest.ended.map(|(_, by)| by);
    let people = notes.iter().map(|note| note.done_by);
    let people = people.chain([guest.person, guest.made_by]).chain(ended_by);
    let names = names(&mut tx, people).await?;
    let day = platform.today();
    let told = notes
        .into_iter()
        .map(|note| (note.noted_at, name(&names, note.done_by), note.told));
    Ok(Shown {
        name: name(&names, guest.person),
        given: guest.on(day),
        made_by: name(&names, guest.made_by),
        ended_by: ended_by.map(|by| name(&names, by)),
        told: told.collect(),
        provider,
        guest,
        within,
        day,
    })
}
