//! Remembers who is signed in, on which device, and until when.
//!
//! Owns `access_session`. It never decides whether a session still holds.

use domain::{
    Minutes, Timestamp,
    access::session::{Device, How, Session, Strictness, Why},
    person::PersonId,
};
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};
use uuid::Uuid;

use super::Hash;
use crate::{StoreError, Tx, audit::count_up, error::impossible};

const ADD: &str = "insert into access_session
    (id, secret_hash, person_id, opened_at, seen_at, ends_at, idle_minutes, strictness, how,
     proof_ends_at, agent, address, is_shared, task)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
macro_rules! columns {
    () => {
        "select id, person_id, opened_at, seen_at, ends_at, idle_minutes, strictness, how, proof_ends_at,
         agent, address, is_shared, task, ended_at, ended_why, viewing_id
         from access_session"
    };
}
const BY_SECRET: &str = concat!(columns!(), " where secret_hash = $1");
const ONE: &str = concat!(columns!(), " where id = $1");
const RUNNING: &str = concat!(
    columns!(),
    " where person_id = $1 and ended_at is null and ends_at > $2
    order by seen_at desc, id"
);
const SEEN: &str = "update access_session set seen_at = $2
    where id = $1 and seen_at < $2 and ended_at is null";
const PROVED: &str = "update access_session set proof_ends_at = $2
    where id = $1 and ended_at is null";
const VIEW: &str = "update access_session set viewing_id = $2
    where id = $1 and ended_at is null";
const END: &str = "update access_session set ended_at = $2, ended_why = $3
    where id = $1 and ended_at is null";
const END_ALL: &str = "update access_session set ended_at = $2, ended_why = $3
    where person_id = $1 and id <> $4 and ended_at is null";

const EVER: &str = "select count(*) from access_session where person_id = $1";

pub(crate) const CONSTANTS: [&str; 10] = [
    EVER, ADD, BY_SECRET, ONE, RUNNING, SEEN, PROVED, VIEW, END, END_ALL,
];

/// What is counted up when a session ends or changes, so that no memory goes on believing in it.
const CHANGED: &str = "session";

struct Found {
    id: Uuid,
    person_id: Uuid,
    opened_at: i64,
    seen_at: i64,
    ends_at: i64,
    idle_minutes: i64,
    strictness: String,
    how: String,
    proof_ends_at: Option<i64>,
    agent: String,
    address: String,
    is_shared: bool,
    task: Option<String>,
    ended_at: Option<i64>,
    ended_why: Option<String>,
    viewing_id: Option<Uuid>,
}

impl<'r, R: Row> FromRow<'r, R> for Found
where
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Found, sqlx::Error> {
        Ok(Found {
            id: row.try_get(0)?,
            person_id: row.try_get(1)?,
            opened_at: row.try_get(2)?,
            seen_at: row.try_get(3)?,
            ends_at: row.try_get(4)?,
            idle_minutes: row.try_get(5)?,
            strictness: row.try_get(6)?,
            how: row.try_get(7)?,
            proof_ends_at: row.try_get(8)?,
            agent: row.try_get(9)?,
            address: row.try_get(10)?,
            is_shared: row.try_get(11)?,
            task: row.try_get(12)?,
            ended_at: row.try_get(13)?,
            ended_why: row.try_get(14)?,
            viewing_id: row.try_get(15)?,
        })
    }
}

impl Found {
    fn session(self) -> Result<Session, StoreError> {
        let id = self.id;
        let wrong = |column| impossible("access_session", column, id);
        let at =
            |micros: i64, column| Timestamp::from_microsecond(micros).map_err(|_| wrong(column));
        let ended = match (self.ended_at, self.ended_why) {
            (Some(when), Some(why)) => Some((
                at(when, "ended_at")?,
                Why::read(&why).ok_or_else(|| wrong("ended_why"))?,
            )),
            _ => None,
        };
        let proof_ends_at = self.proof_ends_at.map(|when| at(when, "proof_ends_at"));
        Ok(Session {
            id,
            person: PersonId(self.person_id),
            opened_at: at(self.opened_at, "opened_at")?,
            seen_at: at(self.seen_at, "seen_at")?,
            ends_at: at(self.ends_at, "ends_at")?,
            idle: Minutes(i32::try_from(self.idle_minutes).map_err(|_| wrong("idle_minutes"))?),
            strictness: Strictness::read(&self.strictness).ok_or_else(|| wrong("strictness"))?,
            how: How::read(&self.how).ok_or_else(|| wrong("how"))?,
            proof_ends_at: proof_ends_at.transpose()?,
            device: Device {
                agent: self.agent,
                address: self.address,
                shared: self.is_shared,
            },
            task: self.task,
            viewing: self.viewing_id.map(PersonId),
            ended,
        })
    }
}

/// Keeps a new session under the hash of its secret.
///
/// # Errors
/// When the engine fails.
pub async fn add(tx: &mut Tx, session: &Session, secret: &Hash) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD)
        .bind(session.id)
        .bind(secret.as_slice())
        .bind(session.person.0)
        .bind(session.opened_at.as_microsecond())
        .bind(session.seen_at.as_microsecond())
        .bind(session.ends_at.as_microsecond())
        .bind(i64::from(session.idle.0))
        .bind(session.strictness.code())
        .bind(session.how.code())
        .bind(session.proof_ends_at.map(Timestamp::as_microsecond))
        .bind(&session.device.agent)
        .bind(&session.device.address)
        .bind(session.device.shared)
        .bind(session.task.as_deref())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Finds the session of a secret, ended ones too.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn by_secret(tx: &mut Tx, secret: &Hash) -> Result<Option<Session>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(BY_SECRET)
        .bind(secret.as_slice())
        .fetch_optional(connection)
        .await?);
    row.map(Found::session).transpose()
}

/// Finds one session by its number, ended ones too.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn one(tx: &mut Tx, id: Uuid) -> Result<Option<Session>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id)
        .fetch_optional(connection)
        .await?);
    row.map(Found::session).transpose()
}

/// Says whether somebody has ever signed in.
///
/// # Errors
/// When the engine fails.
pub async fn ever(tx: &mut Tx, person: PersonId) -> Result<bool, StoreError> {
    let (sessions,): (i64,) = run!(tx, |connection| sqlx::query_as(EVER)
        .bind(person.0)
        .fetch_one(connection)
        .await?);
    Ok(sessions > 0)
}

/// Lists the sessions of somebody that were not ended and whose end has not come, the last used first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn running(
    tx: &mut Tx,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(RUNNING)
        .bind(person.0)
        .bind(now.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(Found::session).collect()
}

/// Keeps when a session was last used.
///
/// # Errors
/// When the engine fails.
pub async fn seen(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SEEN)
        .bind(id)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps until when a proof of who somebody is is fresh.
///
/// # Errors
/// When the engine fails.
pub async fn proved(tx: &mut Tx, id: Uuid, until: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(PROVED)
        .bind(id)
        .bind(until.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    count_up(tx, CHANGED, None).await
}

/// Keeps whose pages a session looks at: its own person's again where nobody is named.
///
/// # Errors
/// When the engine fails.
pub async fn view(tx: &mut Tx, id: Uuid, whose: Option<PersonId>) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(VIEW)
        .bind(id)
        .bind(whose.map(|whose| whose.0))
        .execute(connection)
        .await
        .map(|_| ())?);
    count_up(tx, CHANGED, None).await
}

/// Ends a session. Says whether it was running.
///
/// # Errors
/// When the engine fails.
pub async fn end(tx: &mut Tx, id: Uuid, now: Timestamp, why: Why) -> Result<bool, StoreError> {
    let ended = run!(tx, |connection| sqlx::query(END)
        .bind(id)
        .bind(now.as_microsecond())
        .bind(why.code())
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    if ended > 0 {
        count_up(tx, CHANGED, None).await?;
    }
    Ok(ended > 0)
}

/// Ends every session of somebody but one, or all where none is named. Says how many they were.
///
/// # Errors
/// When the engine fails.
pub async fn end_all(
    tx: &mut Tx,
    person: PersonId,
    but: Option<Uuid>,
    now: Timestamp,
    why: Why,
) -> Result<u64, StoreError> {
    let ended = run!(tx, |connection| sqlx::query(END_ALL)
        .bind(person.0)
        .bind(now.as_microsecond())
        .bind(why.code())
        .bind(but.unwrap_or(Uuid::nil()))
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    if ended > 0 {
        count_up(tx, CHANGED, None).await?;
    }
    Ok(ended)
}
