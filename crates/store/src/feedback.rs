//! Remembers who was asked about a session, what they answered, and what was done about it.
//!
//! Owns the tables `feedback_...`. It never decides what may be shown.

use domain::{
    Timestamp,
    booking::SessionId,
    feedback::{Answer, Followed},
    person::PersonId,
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const ASK: &str = "insert into feedback_ask (session_id, person_id, asked_at)
    values ($1, $2, $3)
    on conflict (session_id, person_id) do nothing";
const ASKED: &str = "select person_id
    from feedback_ask
    where session_id = $1
    order by person_id";
const ASKED_OF: &str = "select session_id
    from feedback_ask
    where person_id = $1
    order by asked_at desc, session_id";
const UNASK: &str = "delete from feedback_ask
    where session_id = $1 and person_id not in (
        select person_id from feedback_answer where session_id = $1)
    returning person_id";
const ANSWER: &str = "insert into feedback_answer
    (id, session_id, person_id, scale, words, answered_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (session_id, person_id) do update
    set scale = excluded.scale, words = excluded.words, answered_at = excluded.answered_at";
const ANSWERS: &str = "select id, session_id, person_id, scale, words, answered_at
    from feedback_answer
    where session_id = $1
    order by id";
const ANSWERS_OF: &str = "select id, session_id, person_id, scale, words, answered_at
    from feedback_answer
    where person_id = $1
    order by answered_at desc, id";
const THEMES: &str = "select t.answer_id, t.theme
    from feedback_theme t
    join feedback_answer a on a.id = t.answer_id
    where a.session_id = $1
    order by t.theme, t.answer_id";
const NO_THEMES: &str = "delete from feedback_theme where answer_id = $1";
const THEME: &str = "insert into feedback_theme (answer_id, theme) values ($1, $2)";
const FOLLOW: &str = "insert into feedback_followed (id, session_id, said, did, told_at, told_by)
    values ($1, $2, $3, $4, $5, $6)";
const FOLLOWED: &str = "select id, session_id, said, did, told_at, told_by
    from feedback_followed
    where session_id = $1
    order by told_at, id";
const HAND_ASKED: &str = "update feedback_ask
    set person_id = $2
    where person_id = $1 and session_id not in (
        select session_id from feedback_ask where person_id = $2)";
const HAND_ANSWERS: &str = "update feedback_answer
    set person_id = $2
    where person_id = $1 and session_id not in (
        select session_id from feedback_answer where person_id = $2)";
const LEAVE_ASKED: &str = "delete from feedback_ask where person_id = $1";
const LEAVE_THEMES: &str = "delete from feedback_theme
    where answer_id in (select id from feedback_answer where person_id = $1)";
const LEAVE_ANSWERS: &str = "delete from feedback_answer where person_id = $1";

pub(crate) const CONSTANTS: [&str; 17] = [
    ASK,
    ASKED,
    ASKED_OF,
    UNASK,
    ANSWER,
    ANSWERS,
    ANSWERS_OF,
    THEMES,
    NO_THEMES,
    THEME,
    FOLLOW,
    FOLLOWED,
    HAND_ASKED,
    HAND_ANSWERS,
    LEAVE_ASKED,
    LEAVE_THEMES,
    LEAVE_ANSWERS,
];

/// Keeps that somebody is asked about a session. Says whether they were not before.
///
/// # Errors
/// When the engine fails.
pub async fn ask(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let asked = run!(tx, |connection| sqlx::query(ASK)
        .bind(session.0)
        .bind(person.0)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(asked == 1)
}

/// Keeps that whoever has not answered about a session is asked no more. Lists who.
///
/// # Errors
/// When the engine fails.
pub async fn unask(tx: &mut Tx, session: SessionId) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(UNASK)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(person,)| PersonId(person)).collect())
}

/// Lists who was asked about a session.
///
/// # Errors
/// When the engine fails.
pub async fn asked(tx: &mut Tx, session: SessionId) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(ASKED)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(person,)| PersonId(person)).collect())
}

/// Lists the sessions about which somebody was asked, the latest first.
///
/// # Errors
/// When the engine fails.
pub async fn asked_of(tx: &mut Tx, person: PersonId) -> Result<Vec<SessionId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(ASKED_OF)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(id,)| SessionId(id)).collect())
}

/// Keeps an answer, in the place of an earlier one of the same person.
///
/// # Errors
/// When the engine fails.
pub async fn answer(tx: &mut Tx, answer: &Answer) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ANSWER)
        .bind(answer.id)
        .bind(answer.session.0)
        .bind(answer.person.0)
        .bind(answer.scale)
        .bind(&answer.words)
        .bind(answer.answered_at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the answers about a session.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn answers(tx: &mut Tx, session: SessionId) -> Result<Vec<Answer>, StoreError> {
    found(tx, ANSWERS, session.0).await
}

/// Lists the answers of a person, the latest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn answers_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Answer>, StoreError> {
    found(tx, ANSWERS_OF, person.0).await
}

type Found = (Uuid, Uuid, Uuid, i64, String, i64);

async fn found(tx: &mut Tx, statement: &'static str, of: Uuid) -> Result<Vec<Answer>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(id, session, person, scale, words, at)| {
            Ok(Answer {
                id,
                session: SessionId(session),
                person: PersonId(person),
                scale,
                words,
                answered_at: Timestamp::from_microsecond(at)
                    .map_err(|_| impossible("feedback_answer", "answered_at", id))?,
            })
        })
        .collect()
}

/// Lists the themes under which the answers about a session were collected.
///
/// # Errors
/// When the engine fails.
pub async fn themes(tx: &mut Tx, session: SessionId) -> Result<Vec<(Uuid, String)>, StoreError> {
    Ok(run!(tx, |connection| sqlx::query_as(THEMES)
        .bind(session.0)
        .fetch_all(connection)
        .await?))
}

/// Keeps the themes of an answer in the place of those that it had.
///
/// # Errors
/// When the engine fails.
pub async fn set_themes(tx: &mut Tx, answer: Uuid, themes: &[String]) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(NO_THEMES)
        .bind(answer)
        .execute(connection)
        .await
        .map(|_| ())?);
    for theme in themes {
        run!(tx, |connection| sqlx::query(THEME)
            .bind(answer)
            .bind(theme)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}

/// Keeps what was done about what was said.
///
/// # Errors
/// When the engine fails.
pub async fn follow(tx: &mut Tx, followed: &Followed) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FOLLOW)
        .bind(followed.id)
        .bind(followed.session.0)
        .bind(&followed.said)
        .bind(&followed.did)
        .bind(followed.told_at.as_microsecond())
        .bind(followed.told_by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type FoundFollowed = (Uuid, Uuid, String, String, i64, Uuid);

/// Lists what was done about what was said of a session, in its order.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn followed(tx: &mut Tx, session: SessionId) -> Result<Vec<Followed>, StoreError> {
    let rows: Vec<FoundFollowed> = run!(tx, |connection| sqlx::query_as(FOLLOWED)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(id, session, said, did, at, by)| {
            Ok(Followed {
                id,
                session: SessionId(session),
                said,
                did,
                told_at: Timestamp::from_microsecond(at)
                    .map_err(|_| impossible("feedback_followed", "told_at", id))?,
                told_by: PersonId(by),
            })
        })
        .collect()
}

/// Hands what one record was asked and answered to another of the same person; where both answered,
/// the answer of the record that stays stands.
///
/// # Errors
/// When the engine fails.
pub async fn hand(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    for statement in [HAND_ASKED, HAND_ANSWERS] {
        run!(tx, |connection| sqlx::query(statement)
            .bind(from.0)
            .bind(to.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    for statement in [LEAVE_ASKED, LEAVE_THEMES, LEAVE_ANSWERS] {
        run!(tx, |connection| sqlx::query(statement)
            .bind(from.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}
