//! Remembers imports, what each changed and which rows were refused: `audit_import`,
//! `audit_import_change`, `audit_import_row`.
//!
//! Owns these tables. It never says what a change means.

mod change;
mod preview;
mod row;

use domain::{
    Timestamp,
    audit::import::{Counts, Kind, State},
    partnership::ProviderId,
    person::PersonId,
};
use sqlx::{ColumnIndex, Decode, FromRow, Type};
use uuid::Uuid;

pub use change::{Change, add_changes, changes, last_changes, tally};
pub use preview::{keep_preview, preview};
pub use row::{Row, add_rows, clear_rows, open_rows, row, rows, settle_row};

use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into audit_import
    (id, provider_id, kind, file_name, file_hash, columns, state, received_at, received_by,
     rows_read, rows_new, rows_changed, rows_unchanged, rows_refused, notes)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const MOVE: &str = "update audit_import
    set state = $3, file = null, preview = null
    where id = $1 and state = $2";
const FINISH: &str = "update audit_import
    set state = 'taken_in', finished_at = $2, columns = $3, rows_read = $4, rows_new = $5,
     rows_changed = $6, rows_unchanged = $7, rows_refused = $8, notes = $9
    where id = $1";
const COUNT_SETTLED: &str = "update audit_import
    set rows_refused = rows_refused - 1, rows_new = rows_new + $2, rows_changed = rows_changed + $3,
     rows_unchanged = rows_unchanged + $4
    where id = $1 and rows_refused > 0";
const UNDO: &str = "update audit_import
    set state = 'undone', undone_at = $2, undone_by = $3, reason = $4
    where id = $1 and state in ('taken_in', 'begun')";

macro_rules! columns {
    () => {
        "select id, provider_id, kind, file_name, file_hash, columns, state, received_at, received_by,
         rows_read, rows_new, rows_changed, rows_unchanged, rows_refused, notes, finished_at,
         undone_at, undone_by, reason
         from audit_import"
    };
}

const ONE: &str = concat!(columns!(), " where id = $1");
const ALL: &str = concat!(
    columns!(),
    " where (provider_id = $1 or provider_id is null) and received_at < $2
    order by received_at desc, id desc
    limit $3 offset $4"
);
const UNDECIDED: &str = concat!(
    columns!(),
    " where state = 'previewed'
    order by received_at, id"
);
const COUNT: &str = "select cast(count(*) as bigint) from audit_import
    where (provider_id = $1 or provider_id is null) and received_at < $2";

pub(crate) fn constants() -> Vec<String> {
    [
        ADD,
        MOVE,
        FINISH,
        COUNT_SETTLED,
        UNDO,
        ONE,
        ALL,
        UNDECIDED,
        COUNT,
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(change::constants())
    .chain(preview::CONSTANTS.map(str::to_owned))
    .chain(row::constants())
    .collect()
}

/// One import, as it is remembered. Lists are kept as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its own number.
    pub id: Uuid,
    /// Whose it is; the registers are everybody's.
    pub provider: Option<ProviderId>,
    /// What it brings.
    pub kind: Kind,
    /// The file's name, without its folders.
    pub file_name: String,
    /// The SHA-256 of the file, in hexadecimal.
    pub file_hash: String,
    /// The names of the file's columns.
    pub columns: String,
    /// What became of it.
    pub state: State,
    /// When it came.
    pub received_at: Timestamp,
    /// Who brought it.
    pub received_by: PersonId,
    /// What its rows came to.
    pub counts: Counts,
    /// What was pointed out on the way.
    pub notes: String,
    /// When it was taken in.
    pub finished_at: Option<Timestamp>,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// Who undid it.
    pub undone_by: Option<PersonId>,
    /// Why it was undone.
    pub reason: Option<String>,
}

struct Found {
    id: Uuid,
    provider_id: Option<Uuid>,
    kind: String,
    file_name: String,
    file_hash: String,
    columns: String,
    state: String,
    received_at: i64,
    received_by: Uuid,
    rows_read: i64,
    rows_new: i64,
    rows_changed: i64,
    rows_unchanged: i64,
    rows_refused: i64,
    notes: String,
    finished_at: Option<i64>,
    undone_at: Option<i64>,
    undone_by: Option<Uuid>,
    reason: Option<String>,
}

impl<'r, R: sqlx::Row> FromRow<'r, R> for Found
where
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Found, sqlx::Error> {
        Ok(Found {
            id: row.try_get(0)?,
            provider_id: row.try_get(1)?,
            kind: row.try_get(2)?,
            file_name: row.try_get(3)?,
            file_hash: row.try_get(4)?,
            columns: row.try_get(5)?,
            state: row.try_get(6)?,
            received_at: row.try_get(7)?,
            received_by: row.try_get(8)?,
            rows_read: row.try_get(9)?,
            rows_new: row.try_get(10)?,
            rows_changed: row.try_get(11)?,
            rows_unchanged: row.try_get(12)?,
            rows_refused: row.try_get(13)?,
            notes: row.try_get(14)?,
            finished_at: row.try_get(15)?,
            undone_at: row.try_get(16)?,
            undone_by: row.try_get(17)?,
            reason: row.try_get(18)?,
        })
    }
}

impl Found {
    fn import(self) -> Result<Import, StoreError> {
        let id = self.id;
        let wrong = |column| impossible("audit_import", column, id);
        let instant = |micros: Option<i64>, column| {
            let instant = micros.map(Timestamp::from_microsecond).transpose();
            instant.map_err(|_| wrong(column))
        };
        let count = |rows: i64, column| u64::try_from(rows).map_err(|_| wrong(column));
        Ok(Import {
            id,
            provider: self.provider_id.map(ProviderId),
            kind: Kind::read(&self.kind).ok_or_else(|| wrong("kind"))?,
            file_name: self.file_name,
            file_hash: self.file_hash,
            columns: self.columns,
            state: State::read(&self.state).ok_or_else(|| wrong("state"))?,
            received_at: Timestamp::from_microsecond(self.received_at)
                .map_err(|_| wrong("received_at"))?,
            received_by: PersonId(self.received_by),
            counts: Counts {
                rows: count(self.rows_read, "rows_read")?,
                new: count(self.rows_new, "rows_new")?,
                changed: count(self.rows_changed, "rows_changed")?,
                unchanged: count(self.rows_unchanged, "rows_unchanged")?,
                refused: count(self.rows_refused, "rows_refused")?,
            },
            notes: self.notes,
            finished_at: instant(self.finished_at, "finished_at")?,
            undone_at: instant(self.undone_at, "undone_at")?,
            undone_by: self.undone_by.map(PersonId),
            reason: self.reason,
        })
    }
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Keeps an import.
///
/// # Errors
/// When the engine fails.
pub async fn add(tx: &mut Tx, import: &Import) -> Result<(), StoreError> {
    let counts = import.counts;
    run!(tx, |connection| sqlx::query(ADD)
        .bind(import.id)
        .bind(import.provider.map(|provider| provider.0))
        .bind(import.kind.code())
        .bind(&import.file_name)
        .bind(&import.file_hash)
        .bind(&import.columns)
        .bind(import.state.code())
        .bind(import.received_at.as_microsecond())
        .bind(import.received_by.0)
        .bind(whole(counts.rows))
        .bind(whole(counts.new))
        .bind(whole(counts.changed))
        .bind(whole(counts.unchanged))
        .bind(whole(counts.refused))
        .bind(&import.notes)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Moves an import from one state to another and lets go of its file. Says whether it was in the first.
///
/// # Errors
/// When the engine fails.
pub async fn change_state(
    tx: &mut Tx,
    import: Uuid,
    from: State,
    to: State,
) -> Result<bool, StoreError> {
    let moved = run!(tx, |connection| sqlx::query(MOVE)
        .bind(import)
        .bind(from.code())
        .bind(to.code())
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    Ok(moved > 0)
}

/// Keeps what an import came to.
///
/// # Errors
/// When the engine fails.
pub async fn finish(
    tx: &mut Tx,
    import: Uuid,
    finished_at: Timestamp,
    columns: &str,
    counts: Counts,
    notes: &str,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FINISH)
        .bind(import)
        .bind(finished_at.as_microsecond())
        .bind(columns)
        .bind(whole(counts.rows))
        .bind(whole(counts.new))
        .bind(whole(counts.changed))
        .bind(whole(counts.unchanged))
        .bind(whole(counts.refused))
        .bind(notes)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Counts a refused row that came in after all as new, changed or unchanged.
///
/// # Errors
/// When the engine fails.
pub async fn count_settled(tx: &mut Tx, import: Uuid, row: Counts) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(COUNT_SETTLED)
        .bind(import)
        .bind(whole(row.new))
        .bind(whole(row.changed))
        .bind(whole(row.unchanged))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Marks an import as undone and holds it until the transaction ends. Says whether it was there to be undone.
///
/// # Errors
/// When the engine fails.
pub async fn undo(
    tx: &mut Tx,
    import: Uuid,
    undone_at: Timestamp,
    undone_by: PersonId,
    reason: &str,
) -> Result<bool, StoreError> {
    let undone = run!(tx, |connection| sqlx::query(UNDO)
        .bind(import)
        .bind(undone_at.as_microsecond())
        .bind(undone_by.0)
        .bind(reason)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    Ok(undone > 0)
}

/// Finds one import.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn import(tx: &mut Tx, import: Uuid) -> Result<Option<Import>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(import)
        .fetch_optional(connection)
        .await?);
    row.map(Found::import).transpose()
}

/// Lists the imports of everybody that are looked at and that nobody decided about, oldest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn undecided(tx: &mut Tx) -> Result<Vec<Import>, StoreError> {
    let found: Vec<Found> = run!(tx, |connection| sqlx::query_as(UNDECIDED)
        .fetch_all(connection)
        .await?);
    found.into_iter().map(Found::import).collect()
}

/// Lists the imports that concern a provider and came before an instant, newest first: so many after so many,
/// and how many there are.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn imports(
    tx: &mut Tx,
    provider: ProviderId,
    before: Timestamp,
    (limit, after): (u32, u32),
) -> Result<(Vec<Import>, u64), StoreError> {
    let (found, (count,)): (Vec<Found>, (i64,)) = run!(tx, |connection| {
        let found = sqlx::query_as(ALL)
            .bind(provider.0)
            .bind(before.as_microsecond())
            .bind(i64::from(limit))
            .bind(i64::from(after))
            .fetch_all(&mut *connection)
            .await?;
        let count = sqlx::query_as(COUNT)
            .bind(provider.0)
            .bind(before.as_microsecond())
            .fetch_one(&mut *connection)
            .await?;
        (found, count)
    });
    let found: Result<Vec<Import>, StoreError> = found.into_iter().map(Found::import).collect();
    Ok((found?, u64::try_from(count).unwrap_or_default()))
}
