//! Remembers placements: `placement_record`.
//!
//! Owns this table. It never lists one that was set aside.

use domain::{
    Timestamp,
    partnership::{ProviderId, Urn},
    person::{Person, PersonId},
    placement::{Gate, Placement, PlacementId},
};
use jiff_sqlx::{Date as Day, ToSqlx};
use uuid::Uuid;

use super::{stage_from, urn_from};
use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into placement_record
    (id, provider_id, student_id, course, route, block, stage, school_urn, lead_mentor_id,
        from_on, until_on, gate_on, gate_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const CHANGE: &str = "update placement_record
    set course = $2, route = $3, block = $4, stage = $5, school_urn = $6, lead_mentor_id = $7,
        from_on = $8, until_on = $9, gate_on = $10, gate_by = $11
    where id = $1";
const SET_ASIDE: &str = "update placement_record set set_aside_at = $2 where id = $1";
const ONE: &str = "select id, provider_id, student_id, course, route, block, stage, school_urn,
        lead_mentor_id, from_on, until_on, gate_on, gate_by
    from placement_record
    where id = $1 and set_aside_at is null";
const WITH_PROVIDER: &str = "select id, provider_id, student_id, course, route, block, stage,
        school_urn, lead_mentor_id, from_on, until_on, gate_on, gate_by
    from placement_record
    where provider_id = $1 and set_aside_at is null
    order by from_on, id";
const OF_STUDENT: &str = "select id, provider_id, student_id, course, route, block, stage,
        school_urn, lead_mentor_id, from_on, until_on, gate_on, gate_by
    from placement_record
    where student_id = $1 and set_aside_at is null
    order by from_on, id";
const WHOSE: &str = "select placement_id from placement_mentor
    where id = $1 and set_aside_at is null";
const PEOPLE: &str = "select id, trn, first_name, last_name
    from person_record
    where id in (
        select student_id from placement_record where provider_id = $1 and set_aside_at is null
        union
        select lead_mentor_id from placement_record where provider_id = $1 and set_aside_at is null
        union
        select m.mentor_id
        from placement_mentor m
        join placement_record r on r.id = m.placement_id
        where r.provider_id = $1 and m.set_aside_at is null and r.set_aside_at is null)";

const SCHOOLS: &str = "select urn, coalesce(name, '')
    from partnership_school
    where urn in (
        select school_urn from placement_record where provider_id = $1 and set_aside_at is null)
    order by urn";

pub(crate) const CONSTANTS: [&str; 9] = [
    ADD,
    CHANGE,
    SET_ASIDE,
    ONE,
    WITH_PROVIDER,
    OF_STUDENT,
    WHOSE,
    PEOPLE,
    SCHOOLS,
];

type Found = (
    Uuid,
    Uuid,
    Uuid,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i32>,
    i64,
    Option<Uuid>,
    Day,
    Option<Day>,
    Option<Day>,
    Option<Uuid>,
);

/// Keeps a new placement.
///
/// # Errors
/// When the same placement is kept already, or the engine fails.
pub async fn add(tx: &mut Tx, placement: &Placement) -> Result<(), StoreError> {
    let (gate_on, gate_by) = gate_columns(placement.gate);
    run!(tx, |connection| sqlx::query(ADD)
        .bind(placement.id.0)
        .bind(placement.provider.0)
        .bind(placement.student.0)
        .bind(placement.course.as_deref())
        .bind(placement.route.as_deref())
        .bind(placement.block.as_deref())
        .bind(placement.stage.map(i32::from))
        .bind(i64::from(placement.school.0))
        .bind(placement.lead_mentor.map(|person| person.0))
        .bind(placement.from.to_sqlx())
        .bind(placement.until.map(ToSqlx::to_sqlx))
        .bind(gate_on)
        .bind(gate_by)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps a placement as it is now. Its provider and student teacher stay.
///
/// # Errors
/// When it would begin as another does, or the engine fails.
pub async fn change(tx: &mut Tx, placement: &Placement) -> Result<(), StoreError> {
    let (gate_on, gate_by) = gate_columns(placement.gate);
    run!(tx, |connection| sqlx::query(CHANGE)
        .bind(placement.id.0)
        .bind(placement.course.as_deref())
        .bind(placement.route.as_deref())
        .bind(placement.block.as_deref())
        .bind(placement.stage.map(i32::from))
        .bind(i64::from(placement.school.0))
        .bind(placement.lead_mentor.map(|person| person.0))
        .bind(placement.from.to_sqlx())
        .bind(placement.until.map(ToSqlx::to_sqlx))
        .bind(gate_on)
        .bind(gate_by)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Sets a placement aside, or takes it up again.
///
/// # Errors
/// When it is taken up again and meanwhile the same was kept, or the engine fails.
pub async fn set_aside(
    tx: &mut Tx,
    placement: PlacementId,
    at: Option<Timestamp>,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SET_ASIDE)
        .bind(placement.0)
        .bind(at.map(Timestamp::as_microsecond))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Finds one placement.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn placement(
    tx: &mut Tx,
    placement: PlacementId,
) -> Result<Option<Placement>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(placement.0)
        .fetch_optional(connection)
        .await?);
    row.map(placement_from).transpose()
}

/// Lists the placements of a provider, the earliest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn placements(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Placement>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(WITH_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(placement_from).collect()
}

/// Lists the placements of one student teacher with any provider, the earliest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn placements_of(tx: &mut Tx, student: PersonId) -> Result<Vec<Placement>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF_STUDENT)
        .bind(student.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(placement_from).collect()
}

/// Finds the placement during which a mentor's time falls.
///
/// # Errors
/// When the engine fails.
pub async fn whose(
    tx: &mut Tx,
    mentoring: domain::placement::MentoringId,
) -> Result<Option<PlacementId>, StoreError> {
    let row: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(WHOSE)
        .bind(mentoring.0)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(placement,)| PlacementId(placement)))
}

/// Lists everyone who has a part in a placement of a provider.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn people(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<crate::person::Found> = run!(tx, |connection| sqlx::query_as(PEOPLE)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(crate::person::person_from).collect()
}

/// Lists the schools of a provider's placements with their names.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn schools(tx: &mut Tx, provider: ProviderId) -> Result<Vec<(Urn, String)>, StoreError> {
    let rows: Vec<(i64, String)> = run!(tx, |connection| sqlx::query_as(SCHOOLS)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(urn, name)| {
            let read = u32::try_from(urn).map(Urn);
            let urn = read.map_err(|_| impossible("partnership_school", "urn", urn))?;
            Ok((urn, name))
        })
        .collect()
}

fn gate_columns(gate: Gate) -> (Option<Day>, Option<Uuid>) {
    match gate {
        Gate::Open => (None, None),
        Gate::Confirmed { on, by } => (Some(on.to_sqlx()), Some(by.0)),
    }
}

fn placement_from(row: Found) -> Result<Placement, StoreError> {
    let (id, provider, student, course, route, block, stage, urn, lead, from, until, on, by) = row;
    let gate = match (on, by) {
        (None, None) => Gate::Open,
        (Some(on), Some(by)) => Gate::Confirmed {
            on: on.to_jiff(),
            by: PersonId(by),
        },
        _ => return Err(impossible("placement_record", "gate_on", id)),
    };
    Ok(Placement {
        id: PlacementId(id),
        provider: ProviderId(provider),
        student: PersonId(student),
        course,
        route,
        block,
        stage: stage_from(stage, id)?,
        school: urn_from(urn, "placement_record", id)?,
        lead_mentor: lead.map(PersonId),
        from: from.to_jiff(),
        until: until.map(Day::to_jiff),
        gate,
    })
}
