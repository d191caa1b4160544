//! Settles a row that was refused: says who is meant or mends a cell and takes it in, or sets it aside.
//!
//! Owns the words `Waiting` and `Settled`. It never takes in what the import itself would refuse.

use std::collections::HashMap;

use domain::{
    access::{Actor, Object},
    audit::import::{Refusal, RowState, State},
    partnership::{Provider, Urn},
    person::PersonId,
};
use formats::table::written;
use store::{
    Tx,
    audit::import::{self, Import},
};
use uuid::Uuid;

use super::{
    Manner, Past, Refused, Suggestion, Under,
    past::{find, readable, refused, single},
    run::texts,
    suggest::Crowd,
    upload::{Heeded, bring, laid},
};
use crate::{ActionError, Platform, person::Index, platform::deed_once};

/// Rows for which suggestions are made at once.
const SUGGESTED: usize = 20;

/// A row that waits to be settled, with who may be meant.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The row.
    pub row: Refused,
    /// Who may be meant, the likeliest first; for rows that name nobody who is known.
    pub suggestions: Vec<Suggestion>,
}

/// One row with everything needed to settle it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The provider.
    pub provider: Provider,
    /// The import in which it came.
    pub past: Past,
    /// The names of the file's columns.
    pub columns: Vec<String>,
    /// The row and who may be meant.
    pub waiting: Waiting,
    /// Who was found by what was typed.
    pub found: Vec<Suggestion>,
}

/// What came of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It was taken in.
    TakenIn,
    /// It is still refused: the column, where it is one, and the sentence.
    Refused(Option<String>, String),
}

/// The rows of an import that wait, the first of them with suggestions.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such import with this provider, or the store fails.
pub async fn waiting(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    id: Uuid,
) -> Result<Vec<Waiting>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = readable(&mut tx, actor, provider).await?;
    let run = find(&mut tx, &provider, id).await?;
    let rows = import::rows(&mut tx, id).await?;
    let open: Vec<Refused> = rows
        .into_iter()
        .filter(|row| row.state == RowState::Open)
        .map(refused)
        .collect();
    if !open.iter().any(|row| row.unmatched) {
        let plain = |row| Waiting {
            row,
            suggestions: Vec::new(),
        };
        return Ok(open.into_iter().map(plain).collect());
    }
    let (index, schools) = known(&mut tx, &provider).await?;
    let crowd = Crowd::of(&index, &schools, provider.id);
    let columns = texts(&run.columns);
    Ok(open
        .into_iter()
        .enumerate()
        .map(|(at, row)| Waiting {
            suggestions: match row.unmatched && at < SUGGESTED {
                true => crowd.suggest(&columns, &row.fields),
                false => Vec::new(),
            },
            row,
        })
        .collect())
}

async fn known(
    tx: &mut Tx,
    provider: &Provider,
) -> Result<(Index, HashMap<Urn, String>), ActionError> {
    let index = Index::read(tx, provider.id).await?;
    let schools = store::partnership::briefs(tx, provider.id).await?;
    let named = schools
        .into_iter()
        .filter_map(|school| Some((school.urn, school.name?)));
    Ok((index, named.collect()))
}

/// Reads one refused row, with who may be meant and whom a search finds.
///
/// # Refuses
/// When this is not the actor's to do, or the row is settled already.
/// # Errors
/// When there is no such row with this provider, or the store fails.
pub async fn row(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    (id, number): (Uuid, u64),
    search: &str,
) -> Result<Asked, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = readable(&mut tx, actor, provider).await?;
    let (run, row) = open(&mut tx, &provider, id, number).await?;
    let (index, schools) = known(&mut tx, &provider).await?;
    let crowd = Crowd::of(&index, &schools, provider.id);
    let columns = texts(&run.columns);
    let waiting = Waiting {
        suggestions: match row.unmatched {
            true => crowd.suggest(&columns, &row.fields),
            false => Vec::new(),
        },
        row,
    };
    Ok(Asked {
        past: single(&mut tx, run).await?,
        columns,
        waiting,
        found: crowd.search(search),
        provider,
    })
}

async fn open(
    tx: &mut Tx,
    provider: &Provider,
    id: Uuid,
    number: u64,
) -> Result<(Import, Refused), ActionError> {
    let run = find(tx, provider, id).await?;
    let row = import::row(tx, id, number).await?;
    let row = row.ok_or_else(|| ActionError::NotFound("There is no such row.".to_owned()))?;
    if run.state != State::TakenIn || row.state != RowState::Open {
        return Err(Refusal::RowSettled.into());
    }
    Ok((run, refused(row)))
}

/// Takes in a row whose cells were mended, or of which somebody said who is meant. It comes in
/// by the same rules, as part of its import.
///
/// # Refuses
/// When this is not the actor's to do, or the row is settled already.
/// # Errors
/// When there is no such row with this provider, or the store fails.
pub async fn settle_row(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    (id, number): (Uuid, u64),
    cells: Option<Vec<String>>,
    meant: Option<PersonId>,
) -> Result<Settled, ActionError> {
    let (run, row) = {
        let mut tx = platform.store.read().await?;
        let provider = readable(&mut tx, actor, provider).await?;
        let object = Object {
            provider: Some(provider.id),
            ..Object::default()
        };
        let (run, row) = open(&mut tx, &provider, id, number).await?;
        actor.may(run.kind.deed(), object)?;
        (run, row)
    };
    let (columns, cells) = mended(texts(&run.columns), cells.unwrap_or(row.fields), meant);
    let file = laid(&run.file_name, &written(&[columns, cells]))?;
    let manner = Manner {
        dry_run: false,
        under: Under::Row(id, number),
    };
    let mut heeded = Heeded::default();
    let mut ear = heeded.ear();
    bring(platform, actor, run.kind, provider, &file, manner, &mut ear).await?;
    drop(ear);
    Ok(match heeded.refused.into_iter().next() {
        Some(problem) => Settled::Refused(problem.column, problem.sentence),
        None => Settled::TakenIn,
    })
}

/// A row with as many cells as there are columns, that names whoever is meant.
fn mended(
    mut columns: Vec<String>,
    mut cells: Vec<String>,
    meant: Option<PersonId>,
) -> (Vec<String>, Vec<String>) {
    cells.resize(columns.len(), String::new());
    let Some(person) = meant else {
        return (columns, cells);
    };
    let mut named = false;
    for (column, cell) in columns.iter().zip(&mut cells) {
        match column.trim().to_lowercase().as_str() {
            "trn" | "email" => cell.clear(),
            "person" => {
                *cell = person.0.to_string();
                named = true;
            }
            _ => {}
        }
    }
    if !named {
        columns.push("person".to_owned());
        cells.push(person.0.to_string());
    }
    (columns, cells)
}

/// Sets a row aside that nobody wants. Its cells stay with the import.
///
/// # Refuses
/// When this is not the actor's to do, or the row is settled already.
/// # Errors
/// When there is no such row with this provider, or the store fails.
pub async fn set_row_aside(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    (id, number): (Uuid, u64),
    once: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = readable(tx, actor, provider).await?;
        let (run, _) = open(tx, &provider, id, number).await?;
        let object = Object {
            provider: Some(provider.id),
            ..Object::default()
        };
        actor.may(run.kind.deed(), object)?;
        let (now, state) = (platform.now(), RowState::SetAside);
        import::settle_row(tx, id, number, state, now, actor.person).await?;
        let (subject, told) = (id.to_string(), format!("row {number} set aside"));
        let deed = run.kind.deed();
        platform
            .note(tx, actor, deed, Some(provider.id), subject, &told)
            .await?;
        told
    });
    done.map(|_: String| ())
}

/// The refused rows of an import that still wait, as a file: the same columns, and the problem.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such import with this provider, or the store fails.
pub async fn refused_file(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    id: Uuid,
) -> Result<Vec<u8>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = readable(&mut tx, actor, provider).await?;
    let run = find(&mut tx, &provider, id).await?;
    let rows = import::rows(&mut tx, id).await?;
    let mut columns = texts(&run.columns);
    columns.push("problem".to_owned());
    let mut lines = vec![columns];
    for row in rows.into_iter().filter(|row| row.state == RowState::Open) {
        let row = refused(row);
        let mut cells = row.fields;
        cells.push(match row.column {
            Some(column) => format!("{column}: {}", row.problem),
            None => row.problem,
        });
        lines.push(cells);
    }
    Ok(written(&lines))
}
