//! Lists past imports, and tells of one what it changed and which rows it refused.
//!
//! Owns the deed `ReadImports` and the words `Past` and `One`. It never changes anything.

use std::collections::HashMap;

use domain::{
    Timestamp,
    access::{Actor, Deed, Object},
    audit::import::{Counts, Kind, RowState, State},
    partnership::Provider,
    person::{Person, PersonId},
};
use store::{
    Tx,
    audit::import::{self, Change, Import, Row},
};
use uuid::Uuid;

use super::undo::entry_words;
use crate::{
    ActionError, Platform,
    partnership::holder,
    person::{Index, change, undo::words},
    placement::told,
};

/// One past import, as pages tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Its number.
    pub id: Uuid,
    /// What it brought.
    pub kind: Kind,
    /// The file's name.
    pub file_name: String,
    /// The SHA-256 of the file, in hexadecimal.
    pub file_hash: String,
    /// What became of it.
    pub state: State,
    /// When it came.
    pub received_at: Timestamp,
    /// Who brought it.
    pub received_by: String,
    /// What its rows came to.
    pub counts: Counts,
    /// What was pointed out on the way.
    pub notes: Vec<String>,
    /// When, by whom and why it was undone.
    pub undone: Option<(Timestamp, String, String)>,
}

/// Past imports that concern a provider.
#[derive(Debug, Clone)]
pub struct Imports {
    /// The provider.
    pub provider: Provider,
    /// Those asked for, newest first.
    pub list: Vec<Past>,
    /// How many there are.
    pub count: u64,
}

/// One import with everything that can be told of it.
#[derive(Debug, Clone)]
pub struct One {
    /// The provider.
    pub provider: Provider,
    /// The import.
    pub past: Past,
    /// The first of what it changed, in words.
    pub changes: Vec<String>,
    /// How many things it changed.
    pub changed: u64,
    /// The names of the file's columns.
    pub columns: Vec<String>,
    /// The rows that were refused.
    pub rows: Vec<Refused>,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The row as a spreadsheet shows it.
    pub number: u64,
    /// The column at fault, where it is one.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// Its cells, in the order of the columns.
    pub fields: Vec<String>,
    /// Whether it names nobody who is known.
    pub unmatched: bool,
    /// What became of it.
    pub state: RowState,
}

/// Changes that are told in words.
const TOLD: u32 = 100;

/// Lists the imports that concern a provider, newest first.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn imports(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    limit: u32,
    after: u32,
) -> Result<Imports, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = readable(&mut tx, actor, provider).await?;
    let (list, count) = import::imports(
        &mut tx,
        provider.id,
        platform.known_before(),
        (limit, after),
    )
    .await?;
    let names = names(&mut tx).await?;
    Ok(Imports {
        provider,
        list: list.into_iter().map(|run| past(run, &names)).collect(),
        count,
    })
}

/// Tells of one import what it changed and which rows it refused.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such import with this provider, or the store fails.
pub async fn import(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    id: Uuid,
) -> Result<One, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = readable(&mut tx, actor, provider).await?;
    let run = find(&mut tx, &provider, id).await?;
    let names = names(&mut tx).await?;
    let changes = import::changes(&mut tx, id, i64::MIN, TOLD).await?;
    let tally = import::tally(&mut tx, id).await?;
    let rows = import::rows(&mut tx, id).await?;
    let told = match changes.is_empty() {
        true => Vec::new(),
        false => in_words(&mut tx, &provider, id, &changes).await?,
    };
    Ok(One {
        columns: super::run::texts(&run.columns),
        past: past(run, &names),
        changes: told,
        changed: tally.iter().map(|(_, count, _)| count).sum(),
        rows: rows.into_iter().map(refused).collect(),
        provider,
    })
}

/// A provider whose imports the actor may read.
pub(super) async fn readable(
    tx: &mut Tx,
    actor: &Actor,
    code: &str,
) -> Result<Provider, ActionError> {
    let provider = holder(tx, code).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadImports, object)?;
    Ok(provider)
}

/// An import that is this provider's, or everybody's.
pub(super) async fn find(
    tx: &mut Tx,
    provider: &Provider,
    id: Uuid,
) -> Result<Import, ActionError> {
    let found = import::import(tx, id).await?;
    found
        .filter(|run| run.provider.is_none_or(|whose| whose == provider.id))
        .ok_or_else(|| ActionError::NotFound(format!("There is no import {id} here.")))
}

async fn names(tx: &mut Tx) -> Result<HashMap<PersonId, String>, ActionError> {
    let people = store::person::people(tx).await?;
    Ok(people
        .into_iter()
        .map(|person| (person.id, person.name()))
        .collect())
}

/// One import, with the names of who brought and undid it.
pub(super) async fn single(tx: &mut Tx, run: Import) -> Result<Past, ActionError> {
    Ok(past(run, &names(tx).await?))
}

fn past(run: Import, names: &HashMap<PersonId, String>) -> Past {
    let name = |person: PersonId| match names.get(&person) {
        Some(name) => name.clone(),
        None => "The operator of this machine".to_owned(),
    };
    let undone = run.undone_at.zip(run.undone_by);
    Past {
        id: run.id,
        kind: run.kind,
        file_name: run.file_name,
        file_hash: run.file_hash,
        state: run.state,
        received_at: run.received_at,
        received_by: name(run.received_by),
        counts: run.counts,
        notes: super::run::texts(&run.notes),
        undone: undone.map(|(at, by)| (at, name(by), run.reason.unwrap_or_default())),
    }
}

pub(crate) fn refused(row: Row) -> Refused {
    Refused {
        number: row.number,
        column: row.column,
        problem: row.problem,
        fields: super::run::texts(&row.fields),
        unmatched: row.unmatched,
        state: row.state,
    }
}

async fn in_words(
    tx: &mut Tx,
    provider: &Provider,
    id: Uuid,
    changes: &[Change],
) -> Result<Vec<String>, ActionError> {
    let index = Index::read(tx, provider.id).await?;
    let first = changes.first().map_or(0, |change| change.number - 1);
    let last = changes.last().map_or(0, |change| change.number);
    let entries: HashMap<Uuid, String> = store::ledger::brought_entries(tx, id, first, last)
        .await?
        .iter()
        .map(|entry| (entry.id.0, entry_words(&index, entry)))
        .collect();
    Ok(changes
        .iter()
        .filter_map(|change| match change.capability.as_str() {
            "ledger_entry" => entries.get(&change.subject).cloned(),
            _ => person_words(&index, change),
        })
        .collect())
}

fn person_words(index: &Index, changed: &Change) -> Option<String> {
    let person = || index.person(PersonId(changed.subject)).map(Person::name);
    let after = changed.after.as_deref();
    Some(match changed.capability.as_str() {
        change::MEMBERSHIP => {
            let told = words(index, &after.and_then(change::membership_from)?);
            match changed.before {
                None => format!("{told}: added"),
                Some(_) => format!("{told}: changed"),
            }
        }
        change::RECORD => format!("{}: a new record", person()?),
        change::NAME => format!("{}: renamed", person()?),
        change::TRN => format!("{}: TRN {} added", person()?, after?),
        change::EMAIL => format!("{}: an e-mail address added", person()?),
        change::REFERENCE => format!("{}: reference {} added", person()?, after?),
        told::RECORD => {
            let placement = told::from_json(after?)?;
            crate::placement::undo::words(index, &placement)
        }
        told::MENTOR => "A mentor of a placement".to_owned(),
        crate::programme::run::VERSION => after?.to_owned(),
        told::STUDENT => "What is known of a student teacher".to_owned(),
        _ => return None,
    })
}
