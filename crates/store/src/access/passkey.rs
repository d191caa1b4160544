//! Remembers which passkeys are whose: `access_passkey`; and what was asked of them: `access_passkey_question`.
//!
//! Owns these tables. It never keeps the key of a question, only its hash, and never a secret of a passkey.

use domain::{
    Timestamp,
    access::passkey::{Passkey, Purpose, Question},
    person::PersonId,
};
use uuid::Uuid;

use super::Hash;
use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into access_passkey
    (id, person_id, credential_id, handle, credential, name, made_at, used_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (credential_id) do nothing";

const OF: &str = "select id, person_id, credential_id, handle, credential, name, made_at, used_at
    from access_passkey
    where person_id = $1
    order by made_at, id";

const LOCK: &str = "update access_passkey set name = name where credential_id = $1
    returning id, person_id, credential_id, handle, credential, name, made_at, used_at";

const USED: &str = "update access_passkey set credential = $2, used_at = $3 where id = $1";

const NAME: &str = "update access_passkey set name = $3 where id = $1 and person_id = $2";

const REMOVE: &str = "delete from access_passkey where id = $1 and person_id = $2";

const ASK: &str = "insert into access_passkey_question
    (id, key_hash, purpose, person_id, session_id, state, goes_to, ends_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

const TAKE: &str = "delete from access_passkey_question where key_hash = $1
    returning id, purpose, person_id, session_id, state, goes_to, ends_at";

const FORGET: &str = "delete from access_passkey_question where ends_at <= $1";

const HAND: &str = "update access_passkey set person_id = $2 where person_id = $1";

const HAND_QUESTIONS: &str = "delete from access_passkey_question where person_id = $1";

pub(crate) const CONSTANTS: [&str; 11] = [
    ADD,
    OF,
    LOCK,
    USED,
    NAME,
    REMOVE,
    ASK,
    TAKE,
    FORGET,
    HAND,
    HAND_QUESTIONS,
];

/// Keeps a new passkey, unless it is known already. Says whether it was not.
///
/// # Errors
/// When the engine fails.
pub async fn add(tx: &mut Tx, passkey: &Passkey) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(ADD)
        .bind(passkey.id)
        .bind(passkey.person.0)
        .bind(passkey.credential_id.as_slice())
        .bind(passkey.handle)
        .bind(&passkey.credential)
        .bind(&passkey.name)
        .bind(passkey.made_at.as_microsecond())
        .bind(passkey.used_at.map(Timestamp::as_microsecond))
        .execute(connection)
        .await?
        .rows_affected())
        == 1)
}

type Row = (Uuid, Uuid, Vec<u8>, Uuid, String, String, i64, Option<i64>);

fn passkey(row: Row) -> Result<Passkey, StoreError> {
    let (id, person, credential_id, handle, credential, name, made, used) = row;
    let at = |micros, column| {
        let wrong = |_| impossible("access_passkey", column, id);
        Timestamp::from_microsecond(micros).map_err(wrong)
    };
    Ok(Passkey {
        id,
        person: PersonId(person),
        credential_id,
        handle,
        credential,
        name,
        made_at: at(made, "made_at")?,
        used_at: used.map(|micros| at(micros, "used_at")).transpose()?,
    })
}

/// Lists somebody's passkeys, the oldest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<Passkey>, StoreError> {
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(OF)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(passkey).collect()
}

/// Finds a passkey by its number on its device, and keeps others from it until the deed is done.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn lock(tx: &mut Tx, credential_id: &[u8]) -> Result<Option<Passkey>, StoreError> {
    let row: Option<Row> = run!(tx, |connection| sqlx::query_as(LOCK)
        .bind(credential_id)
        .fetch_optional(connection)
        .await?);
    row.map(passkey).transpose()
}

/// Keeps that a passkey was used, and how often it now counts.
///
/// # Errors
/// When the engine fails.
pub async fn used(
    tx: &mut Tx,
    id: Uuid,
    credential: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(USED)
        .bind(id)
        .bind(credential)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Calls a passkey of somebody's otherwise. Says whether there is one.
///
/// # Errors
/// When the engine fails.
pub async fn name(tx: &mut Tx, id: Uuid, person: PersonId, name: &str) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(NAME)
        .bind(id)
        .bind(person.0)
        .bind(name)
        .execute(connection)
        .await?
        .rows_affected())
        == 1)
}

/// Takes a passkey of somebody's away. Says whether there was one.
///
/// # Errors
/// When the engine fails.
pub async fn remove(tx: &mut Tx, id: Uuid, person: PersonId) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(REMOVE)
        .bind(id)
        .bind(person.0)
        .execute(connection)
        .await?
        .rows_affected())
        == 1)
}

/// Keeps a question until its answer comes.
///
/// # Errors
/// When the engine fails.
pub async fn ask(tx: &mut Tx, question: &Question, key: &Hash) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ASK)
        .bind(question.id)
        .bind(key.as_slice())
        .bind(question.purpose.code())
        .bind(question.person.map(|person| person.0))
        .bind(question.session)
        .bind(&question.state)
        .bind(question.to.as_deref())
        .bind(question.ends_at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Asked = (
    Uuid,
    String,
    Option<Uuid>,
    Option<Uuid>,
    String,
    Option<String>,
    i64,
);

/// Takes a question away with its answer: whoever comes at the same moment finds nothing.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn take(tx: &mut Tx, key: &Hash) -> Result<Option<Question>, StoreError> {
    let row: Option<Asked> = run!(tx, |connection| sqlx::query_as(TAKE)
        .bind(key.as_slice())
        .fetch_optional(connection)
        .await?);
    let Some((id, purpose, person, session, state, to, ends)) = row else {
        return Ok(None);
    };
    let wrong = |column| impossible("access_passkey_question", column, id);
    Ok(Some(Question {
        id,
        purpose: Purpose::read(&purpose).ok_or_else(|| wrong("purpose"))?,
        person: person.map(PersonId),
        session,
        state,
        to,
        ends_at: Timestamp::from_microsecond(ends).map_err(|_| wrong("ends_at"))?,
    }))
}

/// Forgets the questions to which no answer is taken any more.
///
/// # Errors
/// When the engine fails.
pub async fn forget(tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FORGET)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands the passkeys of one record to another of the same person; what it was asked is void.
///
/// # Errors
/// When the engine fails.
pub async fn hand(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| {
        sqlx::query(HAND)
            .bind(from.0)
            .bind(to.0)
            .execute(&mut *connection)
            .await?;
        sqlx::query(HAND_QUESTIONS)
            .bind(from.0)
            .execute(&mut *connection)
            .await
            .map(|_| ())?;
    });
    Ok(())
}
