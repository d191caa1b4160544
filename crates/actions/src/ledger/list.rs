//! Lists the entries of a book, for a person or those that wait.
//!
//! Owns the deed `ReadBook`. It never leaves out a corrected entry of a person.

use std::collections::HashMap;

use domain::{
    access::{Actor, Deed, Object},
    ledger::{Entry, EntryId},
    partnership::{Provider, Urn},
    person::{PersonId, Trn},
};
use store::{Tx, partnership::Brief};

use crate::{ActionError, Platform, partnership::holder, standing::Rulebook};

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
        None => store::ledger::waiting(&mut tx, provider.id, platform.known_before()).await?,
        Some(trn) => {
            let people = store::person::people(&mut tx).await?;
            let person = people.iter().find(|person| person.trn == Some(trn));
            let person = person
                .ok_or_else(|| ActionError::NotFound(format!("Nobody here has TRN {trn}.")))?;
            store::ledger::entries(&mut tx, provider.id, person.id, platform.known_before()).await?
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
    let names = names(tx, &entries).await?;
    let schools = school_names(tx, &entries).await?;
    Ok(beside(entries, &rules, &names, |urn| {
        schools.get(&urn).cloned()
    }))
}

/// Whom an entry names: whose it is, and who vouches for it.
pub(crate) fn whom(entry: &Entry) -> impl Iterator<Item = PersonId> {
    [Some(entry.person), entry.verified_by]
        .into_iter()
        .flatten()
}

/// Puts names that are known beside entries.
pub(crate) fn beside(
    entries: Vec<Entry>,
    rules: &Rulebook,
    names: &HashMap<PersonId, String>,
    school_name: impl Fn(Urn) -> Option<String>,
) -> Vec<Listed> {
    let replaced: HashMap<EntryId, EntryId> = entries
        .iter()
        .filter_map(|entry| Some((entry.replaces?, entry.id)))
        .collect();
    let called = |person: PersonId| match person {
        PersonId::OPERATOR => Some("the partnership office".to_owned()),
        person => names.get(&person).cloned(),
    };
    let verifier = |entry: &Entry| {
        let stated = &entry.words.stated_verifier;
        let known = called(entry.verified_by?)?;
        Some(if stated.is_empty() {
            known
        } else {
            format!("{stated} (as stated; taken in by {known})")
        })
    };
    entries
        .into_iter()
        .map(|entry| Listed {
            name: called(entry.person).unwrap_or_default(),
            title: entry
                .component
                .as_deref()
                .and_then(|code| rules.versions.component(code))
                .map(|component| component.title.clone()),
            school_name: entry.school.and_then(&school_name),
            verifier: verifier(&entry),
            replaced_by: replaced.get(&entry.id).copied(),
            entry,
        })
        .collect()
}

/// People or schools that are looked for by name; where there are more, all of them are read at once.
const FEW: usize = 100;

/// Finds what everybody is called of whom entries speak, in as many questions as a page needs at most.
async fn names(tx: &mut Tx, entries: &[Entry]) -> Result<HashMap<PersonId, String>, ActionError> {
    let mut wanted: Vec<PersonId> = entries.iter().flat_map(whom).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let people = if wanted.len() > FEW {
        store::person::people(tx).await?
    } else {
        store::person::named(tx, &wanted).await?
    };
    Ok(people
        .into_iter()
        .map(|person| (person.id, person.name()))
        .collect())
}

/// Finds what every school is called of which entries speak.
async fn school_names(tx: &mut Tx, entries: &[Entry]) -> Result<HashMap<Urn, String>, ActionError> {
    let mut wanted: Vec<Urn> = entries.iter().filter_map(|entry| entry.school).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() > FEW {
        let all = store::partnership::school_names(tx).await?;
        return Ok(all.into_iter().collect());
    }
    let found: Vec<Brief> = store::partnership::briefs_of(tx, &wanted).await?;
    Ok(found
        .into_iter()
        .filter_map(|brief| Some((brief.urn, brief.name?)))
        .collect())
}
