//! Lets guests read a sample for a time, and tells them and the office what they opened.
//!
//! Owns the deeds `ReadGuests`, `InviteGuest`, `ChangeGuest` and `ReadSample`. It never lets a guest change anything.

mod choose;
mod list;
mod log;
mod make;
mod own;

use std::{collections::HashMap, sync::Arc};

use domain::{
    access::{Actor, Deed, Object, Sample, guest::Guest},
    partnership::Provider,
    person::{Person, PersonId},
};
use store::Tx;
use uuid::Uuid;

pub use choose::{Narrowed, Offered, offered};
pub use list::{Guests, Listed, Shown, guests, one};
pub use log::{Line, Log, log, log_as_file};
pub use make::{NewGuest, change, end, make, token};
pub use own::{Mine, mine};

use crate::{ActionError, Platform, partnership::holder, placement::Row};

/// What lies within a sample, with names.
#[derive(Debug, Clone, Default)]
pub struct Within {
    /// The placements, by the name of the student teacher.
    pub placements: Vec<Arc<Row>>,
    /// The mentors, by name.
    pub people: Vec<Person>,
}

/// Gathers what lies within a sample, in a fixed number of questions.
async fn within(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    sample: &Sample,
) -> Result<Within, ActionError> {
    let all = platform.every_placement(tx, provider.id).await?;
    let rows = all.rows.iter();
    let placements = rows
        .filter(|row| sample.placements.contains(&row.placement.id))
        .cloned()
        .collect();
    let mut people = store::person::named(tx, &sample.people).await?;
    people.sort_by_cached_key(|person| (person.listed_name(), person.id));
    Ok(Within { placements, people })
}

/// Finds the provider and asks leave for a deed on all of its guests.
async fn ours(
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    provider: &str,
) -> Result<Provider, ActionError> {
    let provider = holder(tx, provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(deed, object)?;
    Ok(provider)
}

/// Finds one guest of a provider.
async fn guest_of(tx: &mut Tx, provider: &Provider, id: Uuid) -> Result<Guest, ActionError> {
    let found = store::access::guest::one(tx, id).await?;
    let nothing = || ActionError::NotFound("There is no such guest.".to_owned());
    found
        .filter(|guest| guest.provider == provider.id)
        .ok_or_else(nothing)
}

/// A name among those that were looked up.
fn name(names: &HashMap<PersonId, String>, person: PersonId) -> String {
    let known = names.get(&person);
    known.cloned().unwrap_or_else(|| "Somebody".to_owned())
}
