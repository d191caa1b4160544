//! Remembers what each import changed, one row a change.
//!
//! Owns `audit_import_change`. It never reads what stands in a change.

use std::sync::LazyLock;

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::{
    StoreError, Tx,
    bulk::{pieces, placeholders, rows},
};

const COLUMNS: usize = 6;
const SOME: &str = "select number, capability, subject_id, before, after
    from audit_import_change
    where import_id = $1 and number > $2
    order by number
    limit $3";
const LAST: &str = "select number, capability, subject_id, before, after
    from audit_import_change
    where import_id = $1 and number < $2
    order by number desc
    limit $3";
const TALLY: &str = "select capability, cast(count(*) as bigint),
    cast(coalesce(sum(case when before is null then 1 else 0 end), 0) as bigint)
    from audit_import_change
    where import_id = $1
    group by capability
    order by capability";

static ADD: LazyLock<[String; 2]> = LazyLock::new(|| [add(1), add(rows(COLUMNS))]);

fn add(rows: usize) -> String {
    format!(
        "insert into audit_import_change (import_id, number, capability, subject_id, before, after)
         values {}",
        placeholders(rows, COLUMNS)
    )
}

pub(super) fn constants() -> Vec<String> {
    [SOME, LAST, TALLY]
        .map(str::to_owned)
        .into_iter()
        .chain(ADD.iter().cloned())
        .collect()
}

/// One thing that an import changed: which, and its values before and after as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its place among the changes of the import.
    pub number: i64,
    /// The table in which it stands.
    pub capability: String,
    /// Which row of it.
    pub subject: Uuid,
    /// What it was; nothing if it is new.
    pub before: Option<String>,
    /// What it became; nothing if the row itself says so.
    pub after: Option<String>,
}

/// Keeps changes of an import.
///
/// # Errors
/// When the engine fails.
pub async fn add_changes(tx: &mut Tx, import: Uuid, changes: &[Change]) -> Result<(), StoreError> {
    for piece in pieces(changes, rows(COLUMNS)) {
        let sql = &ADD[usize::from(piece.len() > 1)];
        run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(sql.as_str()));
            for change in piece {
                query = query
                    .bind(import)
                    .bind(change.number)
                    .bind(change.capability.as_str())
                    .bind(change.subject)
                    .bind(change.before.as_deref())
                    .bind(change.after.as_deref());
            }
            query.execute(connection).await.map(|_| ())?;
        });
    }
    Ok(())
}

/// Reads the changes of an import in order: so many after a number.
///
/// # Errors
/// When the engine fails.
pub async fn changes(
    tx: &mut Tx,
    import: Uuid,
    after: i64,
    limit: u32,
) -> Result<Vec<Change>, StoreError> {
    read(tx, SOME, import, after, limit).await
}

/// Reads the changes of an import from the last to the first: so many before a number.
///
/// # Errors
/// When the engine fails.
pub async fn last_changes(
    tx: &mut Tx,
    import: Uuid,
    before: i64,
    limit: u32,
) -> Result<Vec<Change>, StoreError> {
    read(tx, LAST, import, before, limit).await
}

async fn read(
    tx: &mut Tx,
    sql: &'static str,
    import: Uuid,
    bound: i64,
    limit: u32,
) -> Result<Vec<Change>, StoreError> {
    type Found = (i64, String, Uuid, Option<String>, Option<String>);
    let found: Vec<Found> = run!(tx, |connection| sqlx::query_as(sql)
        .bind(import)
        .bind(bound)
        .bind(i64::from(limit))
        .fetch_all(connection)
        .await?);
    Ok(found
        .into_iter()
        .map(|(number, capability, subject, before, after)| Change {
            number,
            capability,
            subject,
            before,
            after,
        })
        .collect())
}

/// Counts the changes of an import by table: how many, and how many of them new.
///
/// # Errors
/// When the engine fails.
pub async fn tally(tx: &mut Tx, import: Uuid) -> Result<Vec<(String, u64, u64)>, StoreError> {
    let found: Vec<(String, i64, i64)> = run!(tx, |connection| sqlx::query_as(TALLY)
        .bind(import)
        .fetch_all(connection)
        .await?);
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(found
        .into_iter()
        .map(|(capability, all, new)| (capability, count(all), count(new)))
        .collect())
}
