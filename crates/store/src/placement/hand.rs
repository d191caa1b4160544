//! Hands what one record has to do with placements to another record of the same person.
//!
//! Owns no table of its own. It never changes what a placement says but whose it is.

use domain::{
    person::PersonId,
    placement::{Mentoring, MentoringId, PlacementId, StudentTeacherId},
};
use uuid::Uuid;

use super::mentor::{Found, mentoring_from};
use crate::{StoreError, Tx};

const STUDENT: &str = "update placement_student_teacher set person_id = $2 where id = $1";
const PLACEMENT: &str = "update placement_record set student_id = $2 where id = $1";
const MENTORING: &str =
    "update placement_mentor set placement_id = $2, mentor_id = $3 where id = $1";
const LED: &str = "update placement_record set lead_mentor_id = $2 where lead_mentor_id = $1";
const MENTORED: &str = "select m.id, m.placement_id, m.mentor_id, m.from_on, m.until_on
    from placement_mentor m
    join placement_record r on r.id = m.placement_id
    where m.mentor_id = $1 and m.set_aside_at is null and r.set_aside_at is null
    order by m.from_on, m.id";
const PROVIDERS: &str = "select provider_id from placement_student_teacher
    where person_id = $1 and set_aside_at is null
    union
    select provider_id from placement_record
    where (student_id = $1 or lead_mentor_id = $1) and set_aside_at is null
    union
    select r.provider_id from placement_record r
    join placement_mentor m on m.placement_id = r.id
    where m.mentor_id = $1 and m.set_aside_at is null and r.set_aside_at is null";

pub(crate) const CONSTANTS: [&str; 6] = [STUDENT, PLACEMENT, MENTORING, LED, MENTORED, PROVIDERS];

/// Hands what is known of a student teacher to another record.
///
/// # Errors
/// When the provider knows that one as a student teacher already, or the engine fails.
pub async fn hand_student(
    tx: &mut Tx,
    student: StudentTeacherId,
    to: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(STUDENT)
        .bind(student.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands a placement to another record of its student teacher.
///
/// # Errors
/// When that one has the same placement already, or the engine fails.
pub async fn hand_placement(
    tx: &mut Tx,
    placement: PlacementId,
    to: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(PLACEMENT)
        .bind(placement.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands a mentor's time to a placement and to a record of the mentor.
///
/// # Errors
/// When the same time is kept there already, or the engine fails.
pub async fn hand_mentoring(
    tx: &mut Tx,
    mentoring: MentoringId,
    placement: PlacementId,
    to: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(MENTORING)
        .bind(mentoring.0)
        .bind(placement.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands every placement that somebody looks after as the lead mentor to another record of theirs.
///
/// # Errors
/// When the engine fails.
pub async fn hand_led(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<u64, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(LED)
        .bind(from.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?))
}

/// Lists every time of one mentor with any placement of any provider, the earliest first.
///
/// # Errors
/// When the engine fails.
pub async fn mentored_by(
    tx: &mut Tx,
    mentor: PersonId,
) -> Result<Vec<(PlacementId, Mentoring)>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(MENTORED)
        .bind(mentor.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(mentoring_from).collect())
}

/// Lists the providers in whose placements somebody has a part.
///
/// # Errors
/// When the engine fails.
pub async fn providers_of(
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<domain::partnership::ProviderId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(PROVIDERS)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    let known = |(provider,)| domain::partnership::ProviderId(provider);
    Ok(rows.into_iter().map(known).collect())
}
