//! Gathers the addresses of everybody, for files that list people.
//!
//! Owns the word `Emails`. It never shows an address to whom people are not shown.

use std::collections::HashMap;

use domain::{
    access::{Actor, Deed, Object},
    person::PersonId,
};
use formats::spreadsheet::Cell;

use crate::{ActionError, Platform, partnership::holder};

/// The addresses by person, each person's in order.
#[derive(Debug, Clone, Default)]
pub struct Emails(HashMap<PersonId, Vec<String>>);

impl Emails {
    /// The cell of a file: every address of somebody.
    pub(crate) fn cell(&self, person: PersonId) -> Cell {
        self.0.get(&person).map(|known| known.join(", ")).into()
    }
}

/// Gathers the addresses with one question, however many people there are.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn emails(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
) -> Result<Emails, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadPeople, object)?;
    let mut found: HashMap<PersonId, Vec<String>> = HashMap::new();
    for (address, person) in store::person::emails(&mut tx).await? {
        found.entry(person).or_default().push(address);
    }
    for known in found.values_mut() {
        known.sort_unstable();
    }
    Ok(Emails(found))
}
