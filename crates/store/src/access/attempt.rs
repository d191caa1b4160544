//! Remembers how often something was tried in a window of time, over all copies of the program.
//!
//! Owns `access_attempt`. It never knows who tried: a subject is a hash.

use domain::Timestamp;

use super::Hash;
use crate::{StoreError, Tx};

const COUNT: &str = "insert into access_attempt (kind, subject, window_at, attempts)
    values ($1, $2, $3, 1)
    on conflict (kind, subject, window_at)
     do update set attempts = access_attempt.attempts + 1
    returning attempts";
const ATTEMPTS: &str = "select attempts from access_attempt
    where kind = $1 and subject = $2 and window_at = $3";
const FORGET: &str = "delete from access_attempt where window_at < $1";

pub(crate) const CONSTANTS: [&str; 3] = [COUNT, ATTEMPTS, FORGET];

/// Counts one more attempt, and says how many there are now in the window that began then.
///
/// # Errors
/// When the engine fails.
pub async fn count_attempt(
    tx: &mut Tx,
    kind: &str,
    subject: &Hash,
    window_at: Timestamp,
) -> Result<i64, StoreError> {
    let (attempts,): (i64,) = run!(tx, |connection| sqlx::query_as(COUNT)
        .bind(kind)
        .bind(subject.as_slice())
        .bind(window_at.as_microsecond())
        .fetch_one(connection)
        .await?);
    Ok(attempts)
}

/// Says how many attempts there were in the window that began then.
///
/// # Errors
/// When the engine fails.
pub async fn attempts(
    tx: &mut Tx,
    kind: &str,
    subject: &Hash,
    window_at: Timestamp,
) -> Result<i64, StoreError> {
    let found: Option<(i64,)> = run!(tx, |connection| sqlx::query_as(ATTEMPTS)
        .bind(kind)
        .bind(subject.as_slice())
        .bind(window_at.as_microsecond())
        .fetch_optional(connection)
        .await?);
    Ok(found.map_or(0, |(attempts,)| attempts))
}

/// Forgets the windows that began before an instant.
///
/// # Errors
/// When the engine fails.
pub async fn forget_attempts(tx: &mut Tx, before: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FORGET)
        .bind(before.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
