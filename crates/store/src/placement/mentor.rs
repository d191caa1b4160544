//! Remembers who mentors during a placement: `placement_mentor`.
//!
//! Owns this table. It never decides how many there may be.

use domain::{
    Date, Timestamp,
    partnership::ProviderId,
    person::PersonId,
    placement::{Mentoring, MentoringId, PlacementId},
};
use jiff_sqlx::{Date as Day, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx};

const ADD: &str = "insert into placement_mentor
    (id, placement_id, mentor_id, from_on, until_on)
    values ($1, $2, $3, $4, $5)";
const END: &str = "update placement_mentor set until_on = $2 where id = $1";
const MOVE: &str = "update placement_mentor set from_on = $2 where id = $1";
const SET_ASIDE: &str = "update placement_mentor set set_aside_at = $2 where id = $1";
const OF_PLACEMENT: &str = "select id, placement_id, mentor_id, from_on, until_on
    from placement_mentor
    where placement_id = $1 and set_aside_at is null
    order by from_on, id";
const WITH_PROVIDER: &str = "select m.id, m.placement_id, m.mentor_id, m.from_on, m.until_on
    from placement_mentor m
    join placement_record r on r.id = m.placement_id
    where r.provider_id = $1 and m.set_aside_at is null and r.set_aside_at is null
    order by m.from_on, m.id";

pub(crate) const CONSTANTS: [&str; 6] = [ADD, END, MOVE, SET_ASIDE, OF_PLACEMENT, WITH_PROVIDER];

pub(super) type Found = (Uuid, Uuid, Uuid, Day, Option<Day>);

/// Keeps a mentor's time with a placement.
///
/// # Errors
/// When the same time is kept already, or the engine fails.
pub async fn add_mentoring(
    tx: &mut Tx,
    placement: PlacementId,
    mentoring: &Mentoring,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD)
        .bind(mentoring.id.0)
        .bind(placement.0)
        .bind(mentoring.mentor.0)
        .bind(mentoring.from.to_sqlx())
        .bind(mentoring.until.map(ToSqlx::to_sqlx))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps another last day of a mentor's time.
///
/// # Errors
/// When the engine fails.
pub async fn end_mentoring(
    tx: &mut Tx,
    mentoring: MentoringId,
    until: Option<Date>,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(END)
        .bind(mentoring.0)
        .bind(until.map(ToSqlx::to_sqlx))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps another first day of a mentor's time.
///
/// # Errors
/// When the same time is kept already, or the engine fails.
pub async fn move_mentoring(
    tx: &mut Tx,
    mentoring: MentoringId,
    from: Date,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(MOVE)
        .bind(mentoring.0)
        .bind(from.to_sqlx())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Sets a mentor's time aside, or takes it up again.
///
/// # Errors
/// When it is taken up again and meanwhile the same time was kept, or the engine fails.
pub async fn set_mentoring_aside(
    tx: &mut Tx,
    mentoring: MentoringId,
    at: Option<Timestamp>,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SET_ASIDE)
        .bind(mentoring.0)
        .bind(at.map(Timestamp::as_microsecond))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists who mentors and mentored during one placement, the earliest first.
///
/// # Errors
/// When the engine fails.
pub async fn mentorings_of(
    tx: &mut Tx,
    placement: PlacementId,
) -> Result<Vec<Mentoring>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF_PLACEMENT)
        .bind(placement.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|row| mentoring_from(row).1).collect())
}

/// Lists who mentors and mentored during any placement of a provider, the earliest first.
///
/// # Errors
/// When the engine fails.
pub async fn mentorings(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<(PlacementId, Mentoring)>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(WITH_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(mentoring_from).collect())
}

pub(super) fn mentoring_from(
    (id, placement, mentor, from, until): Found,
) -> (PlacementId, Mentoring) {
    let mentoring = Mentoring {
        id: MentoringId(id),
        mentor: PersonId(mentor),
        from: from.to_jiff(),
        until: until.map(Day::to_jiff),
    };
    (PlacementId(placement), mentoring)
}
