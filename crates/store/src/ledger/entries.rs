//! Reads entries whole, as people are shown them.
//!
//! Owns no table of its own. It never leaves out a corrected entry.

use std::cmp::Reverse;

use domain::{
    Timestamp,
    ledger::{Entry, EntryId, How, Words},
    partnership::ProviderId,
    person::PersonId,
};
use uuid::Uuid;

use super::{
    columns,
    facts::{Pieces, facts},
    read::instant,
    walk::EntryRow,
};
use crate::{StoreError, Tx};

const ENTRIES: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.provider_id = $1 and e.person_id = $2 and e.recorded_at < $3
    order by e.held_on desc, e.number desc"
);
/// Ends with what the codes and the free words are, after how many letters each has.
const ENTRIES_OF: &str = concat!(
    "select e.id, e.provider_id, e.recorded_by, e.verified_by, e.replaces_id, ",
    facts!(),
    " || '|' || cast(e.recorded_at as text) || '|' || e.how
     || '|' || cast(length(e.component) as text) || '|' || cast(length(e.reference) as text)
     || '|' || cast(length(coalesce(w.reason, '')) as text)
     || '|' || e.component || e.reference || coalesce(w.reason, '') || coalesce(w.stated_verifier, '')
    from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.person_id = $1"
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

const RECORDED_BY: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.recorded_by = $1 and e.provider_id = $2
    order by e.number desc
    limit $3"
);

pub(super) const CONSTANTS: [&str; 5] = [ENTRIES, ENTRIES_OF, ENTRY, WAITING, RECORDED_BY];

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
    let rows: Vec<PackedRow> = run!(tx, |connection| sqlx::query_as(ENTRIES_OF)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    let found: Result<Vec<(i64, Entry)>, StoreError> =
        rows.iter().map(|row| unpacked(person, row)).collect();
    let mut found = found?;
    found.sort_by_key(|(number, entry)| Reverse((entry.held_on, *number)));
    Ok(found.into_iter().map(|(_, entry)| entry).collect())
}

/// An entry of a person: its own number, the provider, who recorded, verified it and what it
/// replaces, and the rest as one text.
type PackedRow = (Uuid, Uuid, Uuid, Option<Uuid>, Option<Uuid>, String);

fn unpacked(person: PersonId, row: &PackedRow) -> Result<(i64, Entry), StoreError> {
    let (id, provider, recorded_by, verified_by, replaces, text) = row;
    let mut pieces = Pieces::of(text);
    let facts = pieces.facts()?;
    let recorded_at = instant(pieces.next("recorded_at")?);
    let how = How::of(pieces.next("how")?);
    let component = pieces.read("component")?;
    let reference = pieces.read("reference")?;
    let reason = pieces.read("reason")?;
    let component = pieces.letters(component);
    let entry = Entry {
        id: EntryId(*id),
        person,
        provider: ProviderId(*provider),
        school: facts.school,
        component: (!component.is_empty()).then(|| component.to_owned()),
        kind: facts.kind,
        minutes: facts.minutes,
        held_on: facts.held_on,
        counts_for: facts.counts_for,
        recorded_at: recorded_at.ok_or_else(|| pieces.wrong("recorded_at"))?,
        recorded_by: PersonId(*recorded_by),
        verified_by: verified_by.map(PersonId),
        how: how.ok_or_else(|| pieces.wrong("how"))?,
        reference: pieces.letters(reference).to_owned(),
        until: facts.until,
        replaces: replaces.map(EntryId),
        words: Words {
            reason: pieces.letters(reason).to_owned(),
            stated_verifier: pieces.rest().to_owned(),
        },
    };
    Ok((facts.number, entry))
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

/// Reads what somebody recorded in a provider's book, the newest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn recorded_by(
    tx: &mut Tx,
    provider: ProviderId,
    by: PersonId,
    most: i64,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(RECORDED_BY)
        .bind(by.0)
        .bind(provider.0)
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(row.sealed()?.entry))
        .collect()
}
