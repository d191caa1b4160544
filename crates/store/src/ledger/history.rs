//! Remembers what mentors answer about the record that was brought in for them: `ledger_history`.
//!
//! Owns this table. It never changes an answer: a later one stands beside it.

use std::collections::HashMap;

use domain::{Timestamp, ledger::Answer, partnership::ProviderId, person::PersonId};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const ANSWER: &str = "insert into ledger_history
    (id, provider_id, person_id, answered_at, answer, words)
    values ($1, $2, $3, $4, $5, $6)";
const ANSWERS: &str = "select h.id, h.provider_id, h.person_id, h.answered_at, h.answer, h.words
    from ledger_history h
    where h.provider_id = $1 and h.answered_at < $2
    order by h.answered_at, h.id";
const ANSWERS_OF: &str = "select h.id, h.provider_id, h.person_id, h.answered_at, h.answer, h.words
    from ledger_history h
    where h.provider_id = $1 and h.person_id = $2 and h.answered_at < $3
    order by h.answered_at, h.id";

pub(super) fn constants() -> Vec<String> {
    [ANSWER, ANSWERS, ANSWERS_OF].map(str::to_owned).to_vec()
}

/// What a mentor answered, with the instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The answer's own number.
    pub id: Uuid,
    /// With which provider.
    pub provider: ProviderId,
    /// Who.
    pub person: PersonId,
    /// When.
    pub answered_at: Timestamp,
    /// What.
    pub answer: Answer,
}

/// Keeps an answer.
///
/// # Errors
/// When the engine fails.
pub async fn answer_history(tx: &mut Tx, new: &Answered) -> Result<(), StoreError> {
    let (code, words) = match &new.answer {
        Answer::Confirmed => ("confirmed", ""),
        Answer::Questioned(words) => ("questioned", words.as_str()),
    };
    run!(tx, |connection| sqlx::query(ANSWER)
        .bind(new.id)
        .bind(new.provider.0)
        .bind(new.person.0)
        .bind(new.answered_at.as_microsecond())
        .bind(code)
        .bind(words)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Found = (Uuid, Uuid, Uuid, i64, String, String);

/// Reads what everybody answered last to a provider before an instant.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn history_answers(
    tx: &mut Tx,
    provider: ProviderId,
    known_before: Timestamp,
) -> Result<HashMap<PersonId, Answered>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(ANSWERS)
        .bind(provider.0)
        .bind(known_before.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| {
            let answered = answered_from(row)?;
            Ok((answered.person, answered))
        })
        .collect()
}

/// Reads what one person answered to a provider before an instant, first to last.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn history_answers_of(
    tx: &mut Tx,
    provider: ProviderId,
    person: PersonId,
    known_before: Timestamp,
) -> Result<Vec<Answered>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(ANSWERS_OF)
        .bind(provider.0)
        .bind(person.0)
        .bind(known_before.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(answered_from).collect()
}

/// Lists those whose last answer before an instant questions their record, the longest waiting first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn questioned(
    tx: &mut Tx,
    provider: ProviderId,
    known_before: Timestamp,
) -> Result<Vec<Answered>, StoreError> {
    let answers = history_answers(tx, provider, known_before).await?;
    let mut open: Vec<Answered> = answers
        .into_values()
        .filter(|answered| matches!(answered.answer, Answer::Questioned(_)))
        .collect();
    open.sort_by_key(|answered| (answered.answered_at, answered.id));
    Ok(open)
}

fn answered_from(row: Found) -> Result<Answered, StoreError> {
    let (id, provider, person, answered_at, code, words) = row;
    let wrong = |column| impossible("ledger_history", column, id);
    Ok(Answered {
        id,
        provider: ProviderId(provider),
        person: PersonId(person),
        answered_at: Timestamp::from_microsecond(answered_at).map_err(|_| wrong("answered_at"))?,
        answer: match code.as_str() {
            "confirmed" => Answer::Confirmed,
            "questioned" => Answer::Questioned(words),
            _ => return Err(wrong("answer")),
        },
    })
}
