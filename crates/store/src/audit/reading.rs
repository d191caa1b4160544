//! Remembers who opened which record of somebody else's: `audit_reading`.
//!
//! Owns that table. It never says whose reading is noted: `actions` does.

use domain::{
    Timestamp,
    audit::reading::{Kind, Reading},
    partnership::ProviderId,
    person::PersonId,
};
use jiff_sqlx::{Date, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const KEEP: &str = "insert into audit_reading
    (provider_id, reader_id, kind, record_id, about_id, read_on, readings, last_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (reader_id, kind, record_id, read_on, provider_id) do update
    set readings = audit_reading.readings + excluded.readings, last_at = excluded.last_at";
const ABOUT: &str =
    "select provider_id, reader_id, kind, record_id, about_id, read_on, readings, last_at
    from audit_reading
    where about_id = $1
    order by last_at desc, reader_id, kind, record_id
    limit $2";
const BY: &str =
    "select provider_id, reader_id, kind, record_id, about_id, read_on, readings, last_at
    from audit_reading
    where reader_id = $1
    order by last_at desc, kind, record_id
    limit $2";
const BY_WITH_PROVIDER: &str =
    "select provider_id, reader_id, kind, record_id, about_id, read_on, readings, last_at
    from audit_reading
    where reader_id = $1 and provider_id = $3
    order by last_at desc, kind, record_id
    limit $2";
const WITH_PROVIDER: &str =
    "select provider_id, reader_id, kind, record_id, about_id, read_on, readings, last_at
    from audit_reading
    where provider_id = $1
    order by last_at desc, reader_id, kind, record_id
    limit $2";

pub(crate) const CONSTANTS: [&str; 5] = [KEEP, ABOUT, BY, BY_WITH_PROVIDER, WITH_PROVIDER];

/// Keeps a reading, or adds to what was read on the day already.
///
/// # Errors
/// When the engine fails.
pub async fn keep_reading(tx: &mut Tx, reading: &Reading) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(reading.provider.0)
        .bind(reading.reader.0)
        .bind(reading.kind.code())
        .bind(reading.record)
        .bind(reading.about.map(|person| person.0))
        .bind(reading.on.to_sqlx())
        .bind(reading.readings)
        .bind(reading.last_at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Found = (Uuid, Uuid, String, Uuid, Option<Uuid>, Date, i64, i64);

async fn readings(
    tx: &mut Tx,
    statement: &'static str,
    of: Uuid,
    most: i64,
) -> Result<Vec<Reading>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(reading_from).collect()
}

/// Lists who opened records about somebody, last to first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn readings_about(
    tx: &mut Tx,
    person: PersonId,
    most: i64,
) -> Result<Vec<Reading>, StoreError> {
    readings(tx, ABOUT, person.0, most).await
}

/// Lists what somebody opened, last to first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn readings_by(
    tx: &mut Tx,
    reader: PersonId,
    most: i64,
) -> Result<Vec<Reading>, StoreError> {
    readings(tx, BY, reader.0, most).await
}

/// Lists what somebody opened with one provider, last to first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn readings_by_with(
    tx: &mut Tx,
    reader: PersonId,
    provider: ProviderId,
    most: i64,
) -> Result<Vec<Reading>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(BY_WITH_PROVIDER)
        .bind(reader.0)
        .bind(most)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(reading_from).collect()
}

/// Lists what was opened with a provider, last to first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn readings_with(
    tx: &mut Tx,
    provider: ProviderId,
    most: i64,
) -> Result<Vec<Reading>, StoreError> {
    readings(tx, WITH_PROVIDER, provider.0, most).await
}

fn reading_from(row: Found) -> Result<Reading, StoreError> {
    let (provider, reader, kind, record, about, on, readings, last_at) = row;
    let wrong = |column| impossible("audit_reading", column, record);
    Ok(Reading {
        provider: ProviderId(provider),
        reader: PersonId(reader),
        kind: Kind::read(&kind).ok_or_else(|| wrong("kind"))?,
        record,
        about: about.map(PersonId),
        on: on.to_jiff(),
        readings,
        last_at: Timestamp::from_microsecond(last_at).map_err(|_| wrong("last_at"))?,
    })
}
