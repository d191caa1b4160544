//! Remembers which sign-in elsewhere is whose: `access_identity`; and what was asked there: `access_question`.
//!
//! Owns these tables. It never keeps the state of a question, only its hash.

use domain::{
    Timestamp,
    access::identity::{Link, Question},
    person::PersonId,
};
use uuid::Uuid;

use super::Hash;
use crate::{StoreError, Tx, error::impossible};

const ASK: &str = "insert into access_question
    (id, state_hash, provider, nonce, verifier, person_id, goes_to, made_at, ends_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const TAKE: &str = "delete from access_question where state_hash = $1
    returning id, provider, nonce, verifier, person_id, goes_to, made_at, ends_at";

const FORGET: &str = "delete from access_question where ends_at <= $1";

const LINK: &str = "insert into access_identity (id, issuer, subject, person_id, linked_at)
    values ($1, $2, $3, $4, $5)
    on conflict (issuer, subject) do nothing";

const LINKED: &str = "select person_id from access_identity where issuer = $1 and subject = $2";

const LINKS: &str = "select id, issuer, subject, person_id, linked_at
    from access_identity
    where person_id = $1
    order by linked_at, id";

const UNLINK: &str = "delete from access_identity where id = $1 and person_id = $2";

const HAND: &str = "update access_identity set person_id = $2 where person_id = $1";

const HAND_QUESTIONS: &str = "delete from access_question where person_id = $1";

pub(crate) const CONSTANTS: [&str; 9] = [
    ASK,
    TAKE,
    FORGET,
    LINK,
    LINKED,
    LINKS,
    UNLINK,
    HAND,
    HAND_QUESTIONS,
];

/// Keeps a question until its answer comes.
///
/// # Errors
/// When the engine fails.
pub async fn ask(tx: &mut Tx, question: &Question, state: &Hash) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ASK)
        .bind(question.id)
        .bind(state.as_slice())
        .bind(&question.provider)
        .bind(&question.nonce)
        .bind(&question.verifier)
        .bind(question.person.map(|person| person.0))
        .bind(question.to.as_deref())
        .bind(question.made_at.as_microsecond())
        .bind(question.ends_at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Asked = (
    Uuid,
    String,
    String,
    String,
    Option<Uuid>,
    Option<String>,
    i64,
    i64,
);

/// Takes a question away with its answer: whoever comes at the same moment finds nothing.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn take(tx: &mut Tx, state: &Hash) -> Result<Option<Question>, StoreError> {
    let row: Option<Asked> = run!(tx, |connection| sqlx::query_as(TAKE)
        .bind(state.as_slice())
        .fetch_optional(connection)
        .await?);
    let Some((id, provider, nonce, verifier, person, to, made, ends)) = row else {
        return Ok(None);
    };
    Ok(Some(Question {
        id,
        provider,
        nonce,
        verifier,
        person: person.map(PersonId),
        to,
        made_at: instant("access_question", made, id)?,
        ends_at: instant("access_question", ends, id)?,
    }))
}

fn instant(table: &'static str, micros: i64, id: Uuid) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| impossible(table, "instant", id))
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

/// Keeps whose a sign-in elsewhere is, unless it is somebody's already. Says whether it was not.
///
/// # Errors
/// When the engine fails.
pub async fn link(tx: &mut Tx, link: &Link) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(LINK)
        .bind(link.id)
        .bind(&link.issuer)
        .bind(&link.subject)
        .bind(link.person.0)
        .bind(link.linked_at.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected())
        == 1)
}

/// Finds whose a sign-in elsewhere is.
///
/// # Errors
/// When the engine fails.
pub async fn linked(
    tx: &mut Tx,
    issuer: &str,
    subject: &str,
) -> Result<Option<PersonId>, StoreError> {
    let row: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(LINKED)
        .bind(issuer)
        .bind(subject)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(person,)| PersonId(person)))
}

/// Lists the sign-ins elsewhere that are somebody's, in the order in which they were linked.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn links(tx: &mut Tx, person: PersonId) -> Result<Vec<Link>, StoreError> {
    let rows: Vec<(Uuid, String, String, Uuid, i64)> = run!(tx, |connection| {
        sqlx::query_as(LINKS)
            .bind(person.0)
            .fetch_all(connection)
            .await?
    });
    rows.into_iter()
        .map(|(id, issuer, subject, person, at)| {
            Ok(Link {
                id,
                issuer,
                subject,
                person: PersonId(person),
                linked_at: instant("access_identity", at, id)?,
            })
        })
        .collect()
}

/// Takes a link of somebody's away. Says whether there was one.
///
/// # Errors
/// When the engine fails.
pub async fn unlink(tx: &mut Tx, link: Uuid, person: PersonId) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(UNLINK)
        .bind(link)
        .bind(person.0)
        .execute(connection)
        .await?
        .rows_affected())
        == 1)
}

/// Hands the sign-ins of one record to another of the same person; what it asked is void.
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
