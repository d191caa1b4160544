//! Remembers an administrator's own dated numbers: `policy_value`.
//!
//! Owns this table. It never knows the files that are shipped.

use domain::{
    Timestamp,
    person::PersonId,
    policy::{Confidence, Kind, Origin, Row, Value},
};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into policy_value
    (id, name, kind, provider_code, value, from_on, until_on, source, confidence, note, recorded_at, recorded_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const CHANGE: &str = "update policy_value
    set kind = $4, value = $5, until_on = $6, source = $7, confidence = $8, note = $9,
     recorded_at = $10, recorded_by = $11
    where name = $1 and coalesce(provider_code, '') = coalesce($2, '') and from_on = $3";
const ALL: &str =
    "select id, name, kind, provider_code, value, from_on, until_on, source, confidence, note
    from policy_value";

pub(crate) const CONSTANTS: [&str; 3] = [ADD, CHANGE, ALL];

/// Keeps a row of one's own; one of the same name and day gives way to it.
///
/// # Errors
/// When the engine fails.
pub async fn keep(
    tx: &mut Tx,
    id: Uuid,
    row: &Row,
    recorded_at: Timestamp,
    recorded_by: PersonId,
) -> Result<(), StoreError> {
    let value = serde_json::to_string(&row.value)
        .map_err(|_| impossible("policy_value", "value", &row.of))?;
    let changed = run!(tx, |connection| sqlx::query(CHANGE)
        .bind(&row.of)
        .bind(row.provider.as_deref())
        .bind(row.from.to_sqlx())
        .bind(row.kind.code())
        .bind(&value)
        .bind(row.until.map(ToSqlx::to_sqlx))
        .bind(&row.source)
        .bind(row.confidence.code())
        .bind(row.note.as_deref())
        .bind(recorded_at.as_microsecond())
        .bind(recorded_by.0)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    if changed > 0 {
        return Ok(());
    }
    run!(tx, |connection| sqlx::query(ADD)
        .bind(id)
        .bind(&row.of)
        .bind(row.kind.code())
        .bind(row.provider.as_deref())
        .bind(&value)
        .bind(row.from.to_sqlx())
        .bind(row.until.map(ToSqlx::to_sqlx))
        .bind(&row.source)
        .bind(row.confidence.code())
        .bind(row.note.as_deref())
        .bind(recorded_at.as_microsecond())
        .bind(recorded_by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Found = (
    Uuid,
    String,
    String,
    Option<String>,
    String,
    jiff_sqlx::Date,
    Option<jiff_sqlx::Date>,
    String,
    String,
    Option<String>,
);

/// Lists every row of one's own by name, provider and day; everybody's before a provider's.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn rows(tx: &mut Tx) -> Result<Vec<Row>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(ALL)
        .fetch_all(connection)
        .await?);
    let mut found = rows
        .into_iter()
        .map(row_from)
        .collect::<Result<Vec<Row>, StoreError>>()?;
    found.sort_by(|a, b| (&a.of, &a.provider, a.from).cmp(&(&b.of, &b.provider, b.from)));
    Ok(found)
}

fn row_from(row: Found) -> Result<Row, StoreError> {
    let (id, of, kind, provider, value, from, until, source, confidence, note) = row;
    let wrong = |column| impossible("policy_value", column, id);
    let value: Value = serde_json::from_str(&value).map_err(|_| wrong("value"))?;
    Ok(Row {
        of,
        kind: Kind::read(&kind).ok_or_else(|| wrong("kind"))?,
        provider,
        value,
        from: from.to_jiff(),
        until: until.map(jiff_sqlx::Date::to_jiff),
        source,
        confidence: Confidence::read(&confidence).ok_or_else(|| wrong("confidence"))?,
        note,
        origin: Origin::Own,
    })
}
