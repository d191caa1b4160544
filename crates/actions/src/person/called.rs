//! Keeps in memory what people are called whom pages name again and again.
//!
//! Owns no deed. It never answers from memory when anything has changed.

use std::{collections::HashMap, sync::Arc};

use domain::person::PersonId;
use store::{Tx, audit::Pulse};

use crate::{ActionError, Platform};

/// What people are called, asking the store only for those whom memory does not know.
pub(crate) async fn called(
    platform: &Platform,
    tx: &mut Tx,
    pulse: Pulse,
    people: impl Iterator<Item = PersonId>,
) -> Result<HashMap<PersonId, String>, ActionError> {
    let kept = &platform.kept.names;
    let mut names = HashMap::new();
    let mut unknown = Vec::new();
    for person in people {
        match kept.recall(&pulse.changes, &person) {
            Some(name) => drop(names.insert(person, name.as_str().to_owned())),
            None => unknown.push(person),
        }
    }
    unknown.sort_unstable();
    unknown.dedup();
    for person in store::person::named(tx, &unknown).await? {
        let name = person.name();
        kept.keep(pulse.changes, person.id, Arc::new(name.clone()));
        names.insert(person.id, name);
    }
    Ok(names)
}
