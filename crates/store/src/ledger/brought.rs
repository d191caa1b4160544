//! Reads what an import brought into a book, so that it can be taken back.
//!
//! Owns no table of its own. It never takes anything back itself.

use domain::{Minutes, ledger::Entry, partnership::ProviderId};
use uuid::Uuid;

use super::{columns, walk::EntryRow};
use crate::{StoreError, Tx};

/// The entries that an import brought, joined to what it is known to have changed.
macro_rules! brought {
    () => {
        " from audit_import_change c
         join ledger_entry e on e.id = c.subject_id
         left join ledger_words w on w.entry_id = e.id
         where c.import_id = $1 and c.capability = 'ledger_entry'"
    };
}

/// Says that an import did not bring the entry of this name.
macro_rules! of_others {
    ($entry:literal) => {
        concat!(
            "not exists (select 1 from audit_import_change b
              where b.import_id = $1 and b.subject_id = ",
            $entry,
            ".id)"
        )
    };
}

/// Says that something else than the import itself took the entry's place.
macro_rules! corrected {
    () => {
        concat!(
            "exists (select 1 from ledger_entry newer where newer.replaces_id = e.id and ",
            of_others!("newer"),
            ")"
        )
    };
}

/// Says that nothing took the entry's place.
macro_rules! stands {
    () => {
        "not exists (select 1 from ledger_entry newer where newer.replaces_id = e.id)"
    };
}

const STANDING: &str = concat!(
    "select ",
    columns!(),
    brought!(),
    " and c.number > $2 and c.number <= $3 and ",
    stands!(),
    " order by c.number"
);
const ALL: &str = concat!(
    "select ",
    columns!(),
    brought!(),
    " and c.number > $2 and c.number <= $3 order by c.number"
);
const CORRECTED: &str = concat!(
    "select ",
    columns!(),
    brought!(),
    " and ",
    corrected!(),
    " order by c.number limit $2"
);
const REPLACED: &str = concat!(
    "select ",
    columns!(),
    " from audit_import_change c
     join ledger_entry ours on ours.id = c.subject_id
     join ledger_entry e on e.id = ours.replaces_id
     left join ledger_words w on w.entry_id = e.id
     where c.import_id = $1 and c.capability = 'ledger_entry' and c.number > $2 and c.number <= $3
     and ",
    of_others!("e")
);
const TALLY: &str = concat!(
    "select cast(coalesce(sum(case when ",
    stands!(),
    " then 1 else 0 end), 0) as bigint),
     cast(coalesce(sum(case when ",
    stands!(),
    " then e.minutes else 0 end), 0) as bigint),
     cast(count(distinct e.person_id) as bigint),
     cast(coalesce(sum(case when ",
    corrected!(),
    " then 1 else 0 end), 0) as bigint)",
    brought!()
);
const RELEASE: &str = "delete from ledger_reference
    where provider_id = $2 and exists (
     select 1 from audit_import_change c
     join ledger_entry ours on ours.id = c.subject_id
     where c.import_id = $1 and c.capability = 'ledger_entry'
      and ours.person_id = ledger_reference.person_id and ours.reference = ledger_reference.reference)
     and not exists (
     select 1 from ledger_entry e
     where e.person_id = ledger_reference.person_id and e.provider_id = $2
      and e.reference = ledger_reference.reference
      and e.minutes > 0 and e.kind <> 'recognised' and not exists (
       select 1 from ledger_entry newer where newer.replaces_id = e.id))";

pub(super) const CONSTANTS: [&str; 6] = [STANDING, ALL, CORRECTED, REPLACED, TALLY, RELEASE];

/// How much an import brought, and how much of it still stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    /// Entries whose place nothing took.
    pub standing: u64,
    /// Their minutes.
    pub minutes: Minutes,
    /// People whom the entries are about.
    pub people: u64,
    /// Entries that were corrected since.
    pub corrected: u64,
}

async fn read(
    tx: &mut Tx,
    sql: &'static str,
    import: Uuid,
    after: i64,
    until: i64,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(sql)
        .bind(import)
        .bind(after)
        .bind(until)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(row.sealed()?.entry))
        .collect()
}

/// Reads the entries that an import brought and that still stand: those of the changes after one
/// number, up to another.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn brought_and_standing(
    tx: &mut Tx,
    import: Uuid,
    after: i64,
    until: i64,
) -> Result<Vec<Entry>, StoreError> {
    read(tx, STANDING, import, after, until).await
}

/// Reads all entries that an import brought, for the same changes.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn brought_entries(
    tx: &mut Tx,
    import: Uuid,
    after: i64,
    until: i64,
) -> Result<Vec<Entry>, StoreError> {
    read(tx, ALL, import, after, until).await
}

/// Reads the entries whose place those of an import took, for the same changes.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn replaced_by_import(
    tx: &mut Tx,
    import: Uuid,
    after: i64,
    until: i64,
) -> Result<Vec<Entry>, StoreError> {
    read(tx, REPLACED, import, after, until).await
}

/// Reads entries that an import brought and that were corrected since: the first so many.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn brought_and_corrected(
    tx: &mut Tx,
    import: Uuid,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(CORRECTED)
        .bind(import)
        .bind(i64::from(limit))
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(row.sealed()?.entry))
        .collect()
}

/// Says how much an import brought, and how much of it still stands.
///
/// # Errors
/// When the engine fails.
pub async fn brought(tx: &mut Tx, import: Uuid) -> Result<Brought, StoreError> {
    let (standing, minutes, people, corrected): (i64, i64, i64, i64) =
        run!(tx, |connection| sqlx::query_as(TALLY)
            .bind(import)
            .fetch_one(connection)
            .await?);
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(Brought {
        standing: count(standing),
        minutes: Minutes(i32::try_from(minutes).unwrap_or(i32::MAX)),
        people: count(people),
        corrected: count(corrected),
    })
}

/// Gives back the references of what an import brought, where no minutes of the provider rest on
/// them any more.
///
/// # Errors
/// When the engine fails.
pub async fn release_references_of(
    tx: &mut Tx,
    import: Uuid,
    provider: ProviderId,
) -> Result<u64, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(RELEASE)
        .bind(import)
        .bind(provider.0)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?))
}
