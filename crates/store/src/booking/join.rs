//! Remembers the names of a meeting's log that are nobody certain.
//!
//! Owns `booking_join`. It never says who somebody is.

use domain::{Minutes, Timestamp, booking::SessionId};

use crate::{StoreError, Tx};

const KEEP: &str = "insert into booking_join (session_id, name, email, minutes, brought_at)
    values ($1, $2, $3, $4, $5)
    on conflict (session_id, name, email) do nothing";
const OPEN: &str = "select name, email, minutes
    from booking_join
    where session_id = $1 and answered_at is null
    order by name, email";
const ANSWER: &str = "update booking_join
    set answered_at = $4
    where session_id = $1 and name = $2 and email = $3 and answered_at is null";
const FORGET: &str = "delete from booking_join
    where session_id = $1";

pub(crate) const CONSTANTS: [&str; 4] = [KEEP, OPEN, ANSWER, FORGET];

/// A name that is nobody certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// As they called themselves.
    pub name: String,
    /// The address that the meeting knew; may be empty.
    pub email: String,
    /// For how long they were there.
    pub minutes: Minutes,
}

/// Keeps a name that is to be answered. One that is known already stays as it is.
///
/// # Errors
/// When the engine fails.
pub async fn keep(
    tx: &mut Tx,
    session: SessionId,
    new: &Unsure,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(session.0)
        .bind(&new.name)
        .bind(&new.email)
        .bind(new.minutes.0)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the names of a session that nobody has answered.
///
/// # Errors
/// When the engine fails.
pub async fn open(tx: &mut Tx, session: SessionId) -> Result<Vec<Unsure>, StoreError> {
    let rows: Vec<(String, String, i32)> = run!(tx, |connection| sqlx::query_as(OPEN)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    Ok(rows
        .into_iter()
        .map(|(name, email, minutes)| Unsure {
            name,
            email,
            minutes: Minutes(minutes),
        })
        .collect())
}

/// Keeps that a name was answered. Says whether it was open.
///
/// # Errors
/// When the engine fails.
pub async fn answer(
    tx: &mut Tx,
    session: SessionId,
    (name, email): (&str, &str),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let answered = run!(tx, |connection| sqlx::query(ANSWER)
        .bind(session.0)
        .bind(name)
        .bind(email)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(answered > 0)
}

/// Forgets every name of a session.
///
/// # Errors
/// When the engine fails.
pub async fn forget(tx: &mut Tx, session: SessionId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FORGET)
        .bind(session.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
