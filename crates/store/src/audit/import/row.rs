//! Remembers the rows of an import that were refused, until each is settled.
//!
//! Owns `audit_import_row`. It never mends a row.

use std::sync::LazyLock;

use domain::{Timestamp, audit::import::RowState, partnership::ProviderId, person::PersonId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::{
    StoreError, Tx,
    bulk::{pieces, placeholders, rows as rows_of},
    error::impossible,
};

const COLUMNS: usize = 7;
const ALL: &str = "select import_id, number, column_name, problem, fields, unmatched, state
    from audit_import_row
    where import_id = $1
    order by number";
const ONE: &str = "select import_id, number, column_name, problem, fields, unmatched, state
    from audit_import_row
    where import_id = $1 and number = $2";
const OPEN: &str =
    "select r.import_id, r.number, r.column_name, r.problem, r.fields, r.unmatched, r.state,
     i.file_name
    from audit_import_row r
    join audit_import i on i.id = r.import_id
    where i.provider_id = $1 and i.state = 'taken_in' and r.state = 'open' and i.received_at < $2
    order by i.received_at desc, r.import_id, r.number";
const SETTLE: &str = "update audit_import_row
    set state = $3, settled_at = $4, settled_by = $5
    where import_id = $1 and number = $2 and state = 'open'";

const CLEAR: &str = "delete from audit_import_row where import_id = $1 and state = 'open'";

static ADD: LazyLock<[String; 2]> = LazyLock::new(|| [add(1), add(rows_of(COLUMNS))]);

fn add(rows: usize) -> String {
    format!(
        "insert into audit_import_row (import_id, number, column_name, problem, fields, unmatched, state)
         values {}
         on conflict (import_id, number) do nothing",
        placeholders(rows, COLUMNS)
    )
}

pub(super) fn constants() -> Vec<String> {
    [ALL, ONE, OPEN, SETTLE, CLEAR]
        .map(str::to_owned)
        .into_iter()
        .chain(ADD.iter().cloned())
        .collect()
}

/// A row that was refused. Its fields are kept as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The import in which it came.
    pub import: Uuid,
    /// The row as a spreadsheet shows it.
    pub number: u64,
    /// The column at fault, where it is one.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// Its cells, in the order of the columns.
    pub fields: String,
    /// Whether it names nobody who is known.
    pub unmatched: bool,
    /// What became of it.
    pub state: RowState,
}

type Found = (Uuid, i64, Option<String>, String, String, bool, String);
/// The same with the name of the file in which it came.
type Named = (
    Uuid,
    i64,
    Option<String>,
    String,
    String,
    bool,
    String,
    String,
);

fn row_from(found: Found) -> Result<Row, StoreError> {
    let (import, number, column, problem, fields, unmatched, state) = found;
    let wrong = |column| impossible("audit_import_row", column, import);
    Ok(Row {
        import,
        number: u64::try_from(number).map_err(|_| wrong("number"))?,
        column,
        problem,
        fields,
        unmatched,
        state: RowState::read(&state).ok_or_else(|| wrong("state"))?,
    })
}

fn place(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Keeps refused rows; a row that is kept already stays as it is.
///
/// # Errors
/// When the engine fails.
pub async fn add_rows(tx: &mut Tx, rows: &[Row]) -> Result<(), StoreError> {
    for piece in pieces(rows, rows_of(COLUMNS)) {
        let sql = &ADD[usize::from(piece.len() > 1)];
        run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(sql.as_str()));
            for row in piece {
                query = query
                    .bind(row.import)
                    .bind(place(row.number))
                    .bind(row.column.as_deref())
                    .bind(row.problem.as_str())
                    .bind(row.fields.as_str())
                    .bind(row.unmatched)
                    .bind(row.state.code());
            }
            query.execute(connection).await.map(|_| ())?;
        });
    }
    Ok(())
}

/// Clears the rows that a preview refused: the import itself refuses anew.
///
/// # Errors
/// When the engine fails.
pub async fn clear_rows(tx: &mut Tx, import: Uuid) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(CLEAR)
        .bind(import)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the refused rows of an import in the order of the file.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn rows(tx: &mut Tx, import: Uuid) -> Result<Vec<Row>, StoreError> {
    let found: Vec<Found> = run!(tx, |connection| sqlx::query_as(ALL)
        .bind(import)
        .fetch_all(connection)
        .await?);
    found.into_iter().map(row_from).collect()
}

/// Finds one refused row.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn row(tx: &mut Tx, import: Uuid, number: u64) -> Result<Option<Row>, StoreError> {
    let found: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(import)
        .bind(place(number))
        .fetch_optional(connection)
        .await?);
    found.map(row_from).transpose()
}

/// Lists the rows of all imports of a provider that wait to be settled and came before an instant,
/// each with the name of its file, those of the newest import first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn open_rows(
    tx: &mut Tx,
    provider: ProviderId,
    known_before: Timestamp,
) -> Result<Vec<(Row, String)>, StoreError> {
    let found: Vec<Named> = run!(tx, |connection| sqlx::query_as(OPEN)
        .bind(provider.0)
        .bind(known_before.as_microsecond())
        .fetch_all(connection)
        .await?);
    found
        .into_iter()
        .map(
            |(import, number, column, problem, fields, unmatched, state, file_name)| {
                let row = row_from((import, number, column, problem, fields, unmatched, state))?;
                Ok((row, file_name))
            },
        )
        .collect()
}

/// Settles a row that waits. Says whether it did.
///
/// # Errors
/// When the engine fails.
pub async fn settle_row(
    tx: &mut Tx,
    import: Uuid,
    number: u64,
    state: RowState,
    settled_at: Timestamp,
    settled_by: PersonId,
) -> Result<bool, StoreError> {
    let settled = run!(tx, |connection| sqlx::query(SETTLE)
        .bind(import)
        .bind(place(number))
        .bind(state.code())
        .bind(settled_at.as_microsecond())
        .bind(settled_by.0)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    Ok(settled > 0)
}
