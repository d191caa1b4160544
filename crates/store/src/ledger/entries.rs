//! Reads entries whole, as people are shown them.
//!
//! Owns no table of its own. It never leaves out a corrected entry.

use domain::{
    Timestamp,
    ledger::{Entry, EntryId},
    partnership::ProviderId,
    person::PersonId,
};

use super::{columns, walk::EntryRow};
use crate::{StoreError, Tx};

const ENTRIES: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.provider_id = $1 and e.person_id = $2 and e.recorded_at < $3
    order by e.held_on desc, e.number desc"
);
const ENTRIES_OF: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.person_id = $1
    order by e.held_on desc, e.number desc"
);
const ENTRY: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.id = $1"
);
const WAITING: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.provider_id = $1 and e.minutes > 0 and e.verified_by is null and e.recorded_at < $2 and not exists (
     select 1 from ledger_entry newer where newer.replaces_id = e.id and newer.recorded_at < $2)
    order by e.held_on, e.number"
);

pub(super) const CONSTANTS: [&str; 4] = [ENTRIES, ENTRIES_OF, ENTRY, WAITING];

/// Reads the entries of a person with a provider that were known before an instant, newest first, corrected
/// ones too.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn entries(
    tx: &mut Tx,
    provider: ProviderId,
    person: PersonId,
    known_before: Timestamp,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(ENTRIES)
        .bind(provider.0)
        .bind(person.0)
        .bind(known_before.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(row.sealed()?.entry))
        .collect()
}

/// Reads all entries of a person in every book, newest first, corrected ones too.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn entries_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(ENTRIES_OF)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(row.sealed()?.entry))
        .collect()
}

/// Finds one entry.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn entry(tx: &mut Tx, id: EntryId) -> Result<Option<Entry>, StoreError> {
    let row: Option<EntryRow> = run!(tx, |connection| sqlx::query_as(ENTRY)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    row.map(|row| Ok(row.sealed()?.entry)).transpose()
}

/// Reads the entries of a book that waited, before an instant, for somebody to vouch for them.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn waiting(
    tx: &mut Tx,
    provider: ProviderId,
    known_before: Timestamp,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(WAITING)
        .bind(provider.0)
        .bind(known_before.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(row.sealed()?.entry))
        .collect()
}
