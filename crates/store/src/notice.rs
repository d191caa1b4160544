//! Remembers who was nudged: `notice_nudge`; what people are told, in `inbox`, what they chose, in
//! `choice`, what was written to many, in `send`; and what waits to be sent, in `outbox`.
//!
//! Owns these tables. It never sends anything.

pub mod choice;
pub mod inbox;
pub mod outbox;
pub mod send;

use std::collections::HashMap;

use domain::{Timestamp, partnership::ProviderId, person::PersonId};
use uuid::Uuid;

pub(crate) use choice::CONSTANTS as CHOICE_CONSTANTS;
pub(crate) use inbox::{CONSTANTS as INBOX_CONSTANTS, MAIL_CONSTANTS};
pub(crate) use outbox::{BACK_CONSTANTS, CONSTANTS as OUTBOX_CONSTANTS, LETTER_CONSTANTS};
pub(crate) use send::CONSTANTS as SEND_CONSTANTS;

use crate::{StoreError, Tx, error::impossible};

const NUDGE: &str = "insert into notice_nudge (id, provider_id, person_id, nudged_at, nudged_by)
    values ($1, $2, $3, $4, $5)";
const NUDGED: &str = "select person_id, max(nudged_at)
    from notice_nudge
    where provider_id = $1
    group by person_id";

const HAND: &str = "update notice_nudge set person_id = $2 where person_id = $1";

pub(crate) const CONSTANTS: [&str; 3] = [NUDGE, NUDGED, HAND];

/// Somebody who was written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nudge {
    /// The record's own number.
    pub id: Uuid,
    /// About the training with which provider.
    pub provider: ProviderId,
    /// Who was written to.
    pub person: PersonId,
    /// When.
    pub nudged_at: Timestamp,
    /// By whom.
    pub nudged_by: PersonId,
}

/// Keeps that somebody was nudged.
///
/// # Errors
/// When the engine fails.
pub async fn keep_nudge(tx: &mut Tx, nudge: &Nudge) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(NUDGE)
        .bind(nudge.id)
        .bind(nudge.provider.0)
        .bind(nudge.person.0)
        .bind(nudge.nudged_at.as_microsecond())
        .bind(nudge.nudged_by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands the nudges of one record to another of the same person.
///
/// # Errors
/// When the engine fails.
pub async fn hand_nudges(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(HAND)
        .bind(from.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Says when each was last nudged about their training with a provider.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn nudged(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<HashMap<PersonId, Timestamp>, StoreError> {
    let rows: Vec<(Uuid, i64)> = run!(tx, |connection| sqlx::query_as(NUDGED)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(person, at)| {
            let at = Timestamp::from_microsecond(at)
                .map_err(|_| impossible("notice_nudge", "nudged_at", person))?;
            Ok((PersonId(person), at))
        })
        .collect()
}
