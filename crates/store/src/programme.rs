//! Remembers the versions of programmes: `programme_version`.
//!
//! Owns this table. It never reads a programme file.

use domain::{Timestamp, partnership::ProviderId, person::PersonId, programme::Programme};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const KEEP: &str = "insert into programme_version
    (id, provider_id, code, understood, file, recorded_at, recorded_by)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (provider_id, code) do update set
     understood = excluded.understood,
     file = excluded.file,
     recorded_at = excluded.recorded_at,
     recorded_by = excluded.recorded_by";
const OF_PROVIDER: &str = "select id, understood from programme_version where provider_id = $1";

pub(crate) const CONSTANTS: [&str; 2] = [KEEP, OF_PROVIDER];

/// A version as it was taken in.
#[derive(Debug, Clone)]
pub struct Version<'a> {
    /// The record's own number.
    pub id: Uuid,
    /// Whose it is.
    pub provider: ProviderId,
    /// As it was understood.
    pub programme: &'a Programme,
    /// The file, to the letter.
    pub file: &'a str,
    /// When.
    pub recorded_at: Timestamp,
    /// Who took it in.
    pub recorded_by: PersonId,
}

/// Keeps a version; one of the same code gives way to it.
///
/// # Errors
/// When the engine fails.
pub async fn keep(tx: &mut Tx, version: &Version<'_>) -> Result<(), StoreError> {
    let understood = serde_json::to_string(version.programme)
        .map_err(|_| impossible("programme_version", "understood", version.id))?;
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(version.id)
        .bind(version.provider.0)
        .bind(&version.programme.code)
        .bind(&understood)
        .bind(version.file)
        .bind(version.recorded_at.as_microsecond())
        .bind(version.recorded_by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the versions of a provider's programme in the order in which they bind.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn versions(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Programme>, StoreError> {
    let rows: Vec<(Uuid, String)> = run!(tx, |connection| sqlx::query_as(OF_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    let mut found = rows
        .into_iter()
        .map(|(id, understood)| {
            serde_json::from_str(&understood)
                .map_err(|_| impossible("programme_version", "understood", id))
        })
        .collect::<Result<Vec<Programme>, StoreError>>()?;
    found.sort_by(|a, b| (a.from, &a.code).cmp(&(b.from, &b.code)));
    Ok(found)
}
