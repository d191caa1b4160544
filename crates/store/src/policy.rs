//! Remembers an administrator's own dated numbers: `policy_value`.
//!
//! Owns this table. It never overwrites a value, and never knows the files that are shipped.

use std::collections::HashMap;

use domain::{
    Timestamp,
    person::PersonId,
    policy::{Confidence, Kind, Origin, Row, Value},
};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into policy_value
    (id, name, kind, provider_code, value, from_on, until_on, source, confidence, note, because,
     recorded_at, recorded_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const REPLACE: &str = "update policy_value
    set withdrawn_at = $4, withdrawn_by = $5, withdrawn_because = $6, replaced_by = $7
    where name = $1 and coalesce(provider_code, '') = coalesce($2, '') and from_on = $3
     and withdrawn_at is null";
const WITHDRAW: &str = "update policy_value
    set withdrawn_at = $2, withdrawn_by = $3, withdrawn_because = $4
    where id = $1 and withdrawn_at is null";
const IN_FORCE: &str =
    "select id, name, kind, provider_code, value, from_on, until_on, source, confidence, note
    from policy_value
    where withdrawn_at is null";
const OF_ALL: &str =
    "select id, name, kind, provider_code, value, from_on, until_on, source, confidence, note
    from policy_value";
const STORY: &str = "select v.id, v.because, v.recorded_at, v.recorded_by,
     cast(setter.first_name || ' ' || setter.last_name as text),
     v.withdrawn_at, v.withdrawn_by, v.withdrawn_because, v.replaced_by,
     cast(taker.first_name || ' ' || taker.last_name as text)
    from policy_value v
    left join person_record setter on setter.id = v.recorded_by
    left join person_record taker on taker.id = v.withdrawn_by";

pub(crate) const CONSTANTS: [&str; 6] = [ADD, REPLACE, WITHDRAW, IN_FORCE, OF_ALL, STORY];

/// Who did something to a value, when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stroke {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// Their name, where there is a record of them.
    pub name: Option<String>,
    /// Why, where they said it.
    pub because: Option<String>,
}

/// A value that somebody set, whether or not it is still in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The record's own number.
    pub id: Uuid,
    /// What was set.
    pub row: Row,
    /// Who set it.
    pub set: Stroke,
    /// Who withdrew or replaced it.
    pub withdrawn: Option<Stroke>,
    /// The value that took its place.
    pub replaced_by: Option<Uuid>,
}

/// Keeps a row of one's own; one of the same name and day is withdrawn for it, and stays on record.
///
/// # Errors
/// When the engine fails.
pub async fn keep(
    tx: &mut Tx,
    id: Uuid,
    row: &Row,
    because: Option<&str>,
    recorded_at: Timestamp,
    recorded_by: PersonId,
) -> Result<(), StoreError> {
    let value = serde_json::to_string(&row.value)
        .map_err(|_| impossible("policy_value", "value", &row.of))?;
    run!(tx, |connection| sqlx::query(REPLACE)
        .bind(&row.of)
        .bind(row.provider.as_deref())
        .bind(row.from.to_sqlx())
        .bind(recorded_at.as_microsecond())
        .bind(recorded_by.0)
        .bind(because)
        .bind(id)
        .execute(connection)
        .await
        .map(|_| ())?);
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
        .bind(because)
        .bind(recorded_at.as_microsecond())
        .bind(recorded_by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Withdraws a row of one's own; it stays on record. Says whether it was in force.
///
/// # Errors
/// When the engine fails.
pub async fn withdraw(
    tx: &mut Tx,
    id: Uuid,
    because: &str,
    withdrawn_at: Timestamp,
    withdrawn_by: PersonId,
) -> Result<bool, StoreError> {
    let withdrawn = run!(tx, |connection| sqlx::query(WITHDRAW)
        .bind(id)
        .bind(withdrawn_at.as_microsecond())
        .bind(withdrawn_by.0)
        .bind(because)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    Ok(withdrawn > 0)
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

/// Lists every row of one's own in force by name, provider and day; everybody's before a provider's.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn rows(tx: &mut Tx) -> Result<Vec<Row>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(IN_FORCE)
        .fetch_all(connection)
        .await?);
    let mut found = rows
        .into_iter()
        .map(row_from)
        .collect::<Result<Vec<Row>, StoreError>>()?;
    found.sort_by(|a, b| (&a.of, &a.provider, a.from).cmp(&(&b.of, &b.provider, b.from)));
    Ok(found)
}

type Told = (
    Uuid,
    Option<String>,
    i64,
    Uuid,
    Option<String>,
    Option<i64>,
    Option<Uuid>,
    Option<String>,
    Option<Uuid>,
    Option<String>,
);

/// Lists every value that was ever set here, the last set first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn versions(tx: &mut Tx) -> Result<Vec<Version>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF_ALL)
        .fetch_all(connection)
        .await?);
    let told: Vec<Told> = run!(tx, |connection| sqlx::query_as(STORY)
        .fetch_all(connection)
        .await?);
    let mut told: HashMap<Uuid, Told> = told.into_iter().map(|told| (told.0, told)).collect();
    let mut versions = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.0;
        let told = told
            .remove(&id)
            .ok_or_else(|| impossible("policy_value", "id", id))?;
        versions.push(version(row_from(row)?, told)?);
    }
    versions.sort_by_key(|version| std::cmp::Reverse((version.set.at, version.id)));
    Ok(versions)
}

fn version(row: Row, told: Told) -> Result<Version, StoreError> {
    let (
        id,
        because,
        set_at,
        set_by,
        setter,
        taken_at,
        taken_by,
        taken_because,
        replaced_by,
        taker,
    ) = told;
    let instant = |column, micros| {
        Timestamp::from_microsecond(micros).map_err(|_| impossible("policy_value", column, id))
    };
    let withdrawn = match (taken_at, taken_by) {
        (Some(at), Some(by)) => Some(Stroke {
            at: instant("withdrawn_at", at)?,
            by: PersonId(by),
            name: taker,
            because: taken_because,
        }),
        _ => None,
    };
    Ok(Version {
        id,
        row,
        set: Stroke {
            at: instant("recorded_at", set_at)?,
            by: PersonId(set_by),
            name: setter,
            because,
        },
        withdrawn,
        replaced_by,
    })
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
