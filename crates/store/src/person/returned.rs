//! Remembers from which addresses mail came back.
//!
//! Owns no table of its own. It never takes an address away.

use domain::{Timestamp, person::PersonId};

use crate::{StoreError, Tx, error::impossible};

const MARK: &str = "update person_email set returned_at = $2 where address = $1";
const CLEAR: &str = "update person_email set returned_at = null
    where address = $1 and returned_at is not null";
const RETURNED: &str = "select address, returned_at
    from person_email
    where person_id = $1 and returned_at is not null
    order by address";

pub(crate) const CONSTANTS: [&str; 3] = [MARK, CLEAR, RETURNED];

/// Keeps that mail to an address came back. Says whether it is anybody's.
///
/// # Errors
/// When the engine fails.
pub async fn mail_came_back(
    tx: &mut Tx,
    address: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(MARK)
        .bind(address)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected())
        > 0)
}

/// Keeps that an address is right: mail arrived there, or its owner says so. Says whether it was in
/// doubt.
///
/// # Errors
/// When the engine fails.
pub async fn mail_arrives(tx: &mut Tx, address: &str) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(CLEAR)
        .bind(address)
        .execute(connection)
        .await?
        .rows_affected())
        > 0)
}

/// Lists the addresses of one person from which mail came back, and when.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn came_back(
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<(String, Timestamp)>, StoreError> {
    let rows: Vec<(String, i64)> = run!(tx, |connection| sqlx::query_as(RETURNED)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(address, at)| {
            let at = Timestamp::from_microsecond(at);
            let at = at.map_err(|_| impossible("person_email", "returned_at", person.0))?;
            Ok((address, at))
        })
        .collect()
}
