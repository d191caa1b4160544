//! Remembers who asked to be erased, and what the offices say to it.
//!
//! Owns `person_erasure` and `person_erasure_answer`. It never erases anything.

use domain::{
    Timestamp,
    partnership::ProviderId,
    person::{
        PersonId,
        erasure::{Answer, Request, State},
    },
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const ASK: &str = "insert into person_erasure (id, person_id, asked_at, state)
    values ($1, $2, $3, $4)
    on conflict do nothing";
const END: &str = "update person_erasure set state = $2, ended_at = $3, ended_by = $4
    where id = $1 and ended_at is null";
const SILENCE: &str = "update person_erasure_answer set against = ''
    where erasure_id = $1 and against is not null";
const ONE: &str = "select id, person_id, asked_at, state from person_erasure where id = $1";
const LAST_OF: &str = "select id, person_id, asked_at, state from person_erasure
    where person_id = $1
    order by asked_at desc, id desc
    limit 1";
const OPEN: &str = "select id, person_id, asked_at, state from person_erasure
    where ended_at is null
    order by asked_at, id";
const ANSWER: &str = "insert into person_erasure_answer
    (erasure_id, provider_id, answered_at, answered_by, against)
    values ($1, $2, $3, $4, $5)
    on conflict (erasure_id, provider_id) do update
     set answered_at = $3, answered_by = $4, against = $5";
const ANSWERS: &str = "select provider_id, answered_at, answered_by, against
    from person_erasure_answer
    where erasure_id = $1
    order by answered_at, provider_id";

const UNANSWERED: &str = "select cast(count(*) as bigint) from person_erasure e
    where e.ended_at is null
     and (e.person_id in (select person_id from person_membership where provider_id = $1)
      or e.person_id in (select person_id from ledger_entry where provider_id = $1))
     and not exists (
      select 1 from person_erasure_answer a
      where a.erasure_id = e.id and a.provider_id = $1)";

pub(crate) const CONSTANTS: [&str; 9] = [
    ASK, END, SILENCE, ONE, LAST_OF, OPEN, ANSWER, ANSWERS, UNANSWERED,
];

/// Counts the open requests of a provider's people to which its office has said nothing.
///
/// # Errors
/// When the engine fails.
pub async fn erasures_unanswered(tx: &mut Tx, provider: ProviderId) -> Result<u64, StoreError> {
    let (count,): (i64,) = run!(tx, |connection| sqlx::query_as(UNANSWERED)
        .bind(provider.0)
        .fetch_one(connection)
        .await?);
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Keeps a request. Says whether it is the only one that is open.
///
/// # Errors
/// When the engine fails.
pub async fn ask_erasure(tx: &mut Tx, request: &Request) -> Result<bool, StoreError> {
    let kept = run!(tx, |connection| sqlx::query(ASK)
        .bind(request.id)
        .bind(request.person.0)
        .bind(request.asked_at.as_microsecond())
        .bind(request.state.code())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(kept > 0)
}

/// Ends a request. The reasons of offices go with it. Says whether it was open.
///
/// # Errors
/// When the engine fails.
pub async fn end_erasure(
    tx: &mut Tx,
    id: Uuid,
    state: State,
    at: Timestamp,
    by: PersonId,
) -> Result<bool, StoreError> {
    let ended = run!(tx, |connection| {
        sqlx::query(SILENCE)
            .bind(id)
            .execute(&mut *connection)
            .await
            .map(|_| ())?;
        sqlx::query(END)
            .bind(id)
            .bind(state.code())
            .bind(at.as_microsecond())
            .bind(by.0)
            .execute(&mut *connection)
            .await?
            .rows_affected()
    });
    Ok(ended > 0)
}

type Found = (Uuid, Uuid, i64, String);

fn request_from((id, person, at, state): Found) -> Result<Request, StoreError> {
    let wrong = |column| impossible("person_erasure", column, id);
    Ok(Request {
        id,
        person: PersonId(person),
        asked_at: Timestamp::from_microsecond(at).map_err(|_| wrong("asked_at"))?,
        state: State::read(&state).ok_or_else(|| wrong("state"))?,
    })
}

/// Finds a request.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn erasure(tx: &mut Tx, id: Uuid) -> Result<Option<Request>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id)
        .fetch_optional(connection)
        .await?);
    row.map(request_from).transpose()
}

/// Finds the last request of somebody, open or not.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn erasure_of(tx: &mut Tx, person: PersonId) -> Result<Option<Request>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(LAST_OF)
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    row.map(request_from).transpose()
}

/// Lists the open requests, the longest waiting first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn open_erasures(tx: &mut Tx) -> Result<Vec<Request>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OPEN)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(request_from).collect()
}

/// Keeps what an office says; what it said before is gone.
///
/// # Errors
/// When the engine fails.
pub async fn answer_erasure(tx: &mut Tx, id: Uuid, answer: &Answer) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ANSWER)
        .bind(id)
        .bind(answer.provider.0)
        .bind(answer.at.as_microsecond())
        .bind(answer.by.0)
        .bind(answer.against.as_deref())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists what the offices say to a request.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn erasure_answers(tx: &mut Tx, id: Uuid) -> Result<Vec<Answer>, StoreError> {
    let rows: Vec<(Uuid, i64, Uuid, Option<String>)> = run!(tx, |connection| {
        sqlx::query_as(ANSWERS)
            .bind(id)
            .fetch_all(connection)
            .await?
    });
    rows.into_iter()
        .map(|(provider, at, by, against)| {
            let wrong = |_| impossible("person_erasure_answer", "answered_at", id);
            Ok(Answer {
                provider: ProviderId(provider),
                at: Timestamp::from_microsecond(at).map_err(wrong)?,
                by: PersonId(by),
                against,
            })
        })
        .collect()
}
