//! Lists the entries of a book, for a person or those that wait.
//!
//! Owns the deed `ReadBook`. It never leaves out a corrected entry of a person.

use std::collections::HashMap;

use domain::{
    access::{Actor, Deed, Object},
    ledger::{Entry, EntryId},
    partnership::Provider,
    person::{PersonId, Trn},
};
use store::Tx;

use crate::{ActionError, Platform, partnership::holder};

/// An entry with the names that people need beside it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The entry.
    pub entry: Entry,
    /// Whose it is.
    pub name: String,
    /// The component's title.
    pub title: Option<String>,
    /// The school's name.
    pub school_name: Option<String>,
    /// Who vouches for it.
    pub verifier: Option<String>,
    /// The entry that replaced it.
    pub replaced_by: Option<EntryId>,
}

/// Lists the entries of one person newest first, or those of everybody that wait for a verifier.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code or the number, or the store fails.
pub async fn list(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    mentor: Option<Trn>,
    waiting_alone: bool,
) -> Result<Vec<Listed>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    actor.may(
        Deed::ReadBook,
        Object {
            provider: Some(provider.id),
            ..Object::default()
        },
    )?;
    let mut entries = match mentor {
        None => store::ledger::waiting(&mut tx, provider.id).await?,
        Some(trn) => {
            let people = store::person::people(&mut tx).await?;
            let person = people.iter().find(|person| person.trn == Some(trn));
            let person = person
                .ok_or_else(|| ActionError::NotFound(format!("Nobody here has TRN {trn}.")))?;
            store::ledger::entries(&mut tx, provider.id, person.id).await?
        }
    };
    let replaced: Vec<EntryId> = entries.iter().filter_map(|entry| entry.replaces).collect();
    if waiting_alone {
        entries.retain(|entry| entry.verified_by.is_none() && !replaced.contains(&entry.id));
    }
    listed(platform, &mut tx, &provider, entries).await
}

/// Puts the names that people need beside entries.
pub async fn listed(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    entries: Vec<Entry>,
) -> Result<Vec<Listed>, ActionError> {
    let rules = platform.rules(tx, provider).await?;
    let replaced: HashMap<EntryId, EntryId> = entries
        .iter()
        .filter_map(|entry| Some((entry.replaces?, entry.id)))
        .collect();
    let mut names: HashMap<PersonId, String> =
        HashMap::from([(PersonId::OPERATOR, "the partnership office".to_owned())]);
    let mut schools = HashMap::new();
    for entry in &entries {
        for person in [Some(entry.person), entry.verified_by]
            .into_iter()
            .flatten()
        {
            if let std::collections::hash_map::Entry::Vacant(place) = names.entry(person) {
                let found = store::person::person(tx, person).await?;
                place.insert(found.map(|person| person.name()).unwrap_or_default());
            }
        }
        if let Some(urn) = entry.school
            && let std::collections::hash_map::Entry::Vacant(place) = schools.entry(urn)
        {
            let found = store::partnership::school(tx, urn).await?;
            place.insert(found.and_then(|school| school.name));
        }
    }
    let verifier = |entry: &Entry| {
        let stated = &entry.words.stated_verifier;
        let known = names.get(&entry.verified_by?).cloned()?;
        Some(if stated.is_empty() {
            known
        } else {
            format!("{stated} (as stated; taken in by {known})")
        })
    };
    Ok(entries
        .into_iter()
        .map(|entry| Listed {
            name: names.get(&entry.person).cloned().unwrap_or_default(),
            title: entry
                .component
                .as_deref()
                .and_then(|code| rules.versions.component(code))
                .map(|component| component.title.clone()),
            school_name: entry
                .school
                .and_then(|urn| schools.get(&urn).cloned().flatten()),
            verifier: verifier(&entry),
            replaced_by: replaced.get(&entry.id).copied(),
            entry,
        })
        .collect())
}
