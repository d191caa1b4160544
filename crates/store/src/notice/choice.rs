//! Remembers what people chose for their own mail: `notice_choice`.
//!
//! Owns this table. It never says what holds for whoever has not chosen.

use domain::{
    Timestamp,
    notice::budget::{Choices, Remind},
    person::PersonId,
};

use crate::{StoreError, Tx, error::impossible};

const OF: &str = "select remind, digest_on, routine, any_hour, in_holidays
    from notice_choice
    where person_id = $1";
const KEEP: &str = "insert into notice_choice
    (person_id, remind, digest_on, routine, any_hour, in_holidays, changed_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (person_id) do update
    set remind = excluded.remind, digest_on = excluded.digest_on, routine = excluded.routine,
        any_hour = excluded.any_hour, in_holidays = excluded.in_holidays,
        changed_at = excluded.changed_at";
const HAND: &str = "update notice_choice
    set person_id = $2
    where person_id = $1 and not exists (
        select 1 from notice_choice other where other.person_id = $2)";
const LEAVE: &str = "delete from notice_choice where person_id = $1";

pub(crate) const CONSTANTS: [&str; 4] = [OF, KEEP, HAND, LEAVE];

/// Finds what somebody chose.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn choices(tx: &mut Tx, person: PersonId) -> Result<Option<Choices>, StoreError> {
    let row: Option<(String, i64, bool, bool, bool)> = run!(tx, |connection| sqlx::query_as(OF)
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    row.map(|(remind, digest_on, routine, any_hour, in_holidays)| {
        let wrong = |column| impossible("notice_choice", column, person.0);
        Ok(Choices {
            remind: Remind::read(&remind).ok_or_else(|| wrong("remind"))?,
            digest_on: i8::try_from(digest_on).map_err(|_| wrong("digest_on"))?,
            routine,
            any_hour,
            in_holidays,
        })
    })
    .transpose()
}

/// Keeps what somebody chose.
///
/// # Errors
/// When the engine fails.
pub async fn choose(
    tx: &mut Tx,
    person: PersonId,
    choices: &Choices,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(person.0)
        .bind(choices.remind.code())
        .bind(i64::from(choices.digest_on))
        .bind(choices.routine)
        .bind(choices.any_hour)
        .bind(choices.in_holidays)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands the choices of one record to another of the same person that has none.
///
/// # Errors
/// When the engine fails.
pub async fn hand_choices(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(HAND)
        .bind(from.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    run!(tx, |connection| sqlx::query(LEAVE)
        .bind(from.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
