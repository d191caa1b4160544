//! Remembers what a provider knows of its student teachers: `placement_student_teacher`.
//!
//! Owns this table. It never keeps more of them than placing them needs.

use domain::{
    AcademicYear, Timestamp,
    partnership::{ProviderId, SchoolPhase, Urn},
    person::PersonId,
    placement::{StudentTeacher, StudentTeacherId},
};
use jiff_sqlx::{Date as Day, ToSqlx};
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into placement_student_teacher
    (id, provider_id, person_id, reference, status, course, route, intake, subject, school_phase,
        started_on, expected_end_on, deferred_on, returned_on, withdrawn_on,
        partner_urn, employing_urn, stated_schools)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
const CHANGE: &str = "update placement_student_teacher
    set reference = $2, status = $3, course = $4, route = $5, intake = $6, subject = $7,
        school_phase = $8, started_on = $9, expected_end_on = $10, deferred_on = $11,
        returned_on = $12, withdrawn_on = $13, partner_urn = $14, employing_urn = $15,
        stated_schools = $16
    where id = $1";
const SET_ASIDE: &str = "update placement_student_teacher set set_aside_at = $2 where id = $1";
const WITH_PROVIDER: &str = "select id, provider_id, person_id, reference, status, course, route,
        intake, subject, school_phase, started_on, expected_end_on, deferred_on, returned_on,
        withdrawn_on, partner_urn, employing_urn, stated_schools
    from placement_student_teacher
    where provider_id = $1 and set_aside_at is null
    order by id";
const ONE: &str = "select id, provider_id, person_id, reference, status, course, route,
        intake, subject, school_phase, started_on, expected_end_on, deferred_on, returned_on,
        withdrawn_on, partner_urn, employing_urn, stated_schools
    from placement_student_teacher
    where provider_id = $1 and person_id = $2 and set_aside_at is null";

pub(crate) const CONSTANTS: [&str; 5] = [ADD, CHANGE, SET_ASIDE, WITH_PROVIDER, ONE];

struct Found {
    id: Uuid,
    provider_id: Uuid,
    person_id: Uuid,
    reference: Option<String>,
    status: Option<String>,
    course: Option<String>,
    route: Option<String>,
    intake: Option<i32>,
    subject: Option<String>,
    school_phase: Option<String>,
    started_on: Option<Day>,
    expected_end_on: Option<Day>,
    deferred_on: Option<Day>,
    returned_on: Option<Day>,
    withdrawn_on: Option<Day>,
    partner_urn: Option<i64>,
    employing_urn: Option<i64>,
    stated_schools: Option<String>,
}

impl<'r, R> FromRow<'r, R> for Found
where
    R: Row,
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    Option<i32>: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<Day>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Found, sqlx::Error> {
        Ok(Found {
            id: row.try_get(0)?,
            provider_id: row.try_get(1)?,
            person_id: row.try_get(2)?,
            reference: row.try_get(3)?,
            status: row.try_get(4)?,
            course: row.try_get(5)?,
            route: row.try_get(6)?,
            intake: row.try_get(7)?,
            subject: row.try_get(8)?,
            school_phase: row.try_get(9)?,
            started_on: row.try_get(10)?,
            expected_end_on: row.try_get(11)?,
            deferred_on: row.try_get(12)?,
            returned_on: row.try_get(13)?,
            withdrawn_on: row.try_get(14)?,
            partner_urn: row.try_get(15)?,
            employing_urn: row.try_get(16)?,
            stated_schools: row.try_get(17)?,
        })
    }
}

/// Keeps a new student teacher.
///
/// # Errors
/// When the provider knows them already, or the engine fails.
pub async fn add_student(tx: &mut Tx, student: &StudentTeacher) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD)
        .bind(student.id.0)
        .bind(student.provider.0)
        .bind(student.person.0)
        .bind(student.reference.as_deref())
        .bind(student.status.as_deref())
        .bind(student.course.as_deref())
        .bind(student.route.as_deref())
        .bind(student.intake.map(|year| i32::from(year.starts_in())))
        .bind(student.subject.as_deref())
        .bind(student.school_phase.map(SchoolPhase::code))
        .bind(student.started_on.map(ToSqlx::to_sqlx))
        .bind(student.expected_end_on.map(ToSqlx::to_sqlx))
        .bind(student.deferred_on.map(ToSqlx::to_sqlx))
        .bind(student.returned_on.map(ToSqlx::to_sqlx))
        .bind(student.withdrawn_on.map(ToSqlx::to_sqlx))
        .bind(student.training_partner.map(|urn| i64::from(urn.0)))
        .bind(student.employing_school.map(|urn| i64::from(urn.0)))
        .bind(student.stated_schools.as_deref())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps a student teacher as they are known now. Their person and provider stay.
///
/// # Errors
/// When the engine fails.
pub async fn change_student(tx: &mut Tx, student: &StudentTeacher) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(CHANGE)
        .bind(student.id.0)
        .bind(student.reference.as_deref())
        .bind(student.status.as_deref())
        .bind(student.course.as_deref())
        .bind(student.route.as_deref())
        .bind(student.intake.map(|year| i32::from(year.starts_in())))
        .bind(student.subject.as_deref())
        .bind(student.school_phase.map(SchoolPhase::code))
        .bind(student.started_on.map(ToSqlx::to_sqlx))
        .bind(student.expected_end_on.map(ToSqlx::to_sqlx))
        .bind(student.deferred_on.map(ToSqlx::to_sqlx))
        .bind(student.returned_on.map(ToSqlx::to_sqlx))
        .bind(student.withdrawn_on.map(ToSqlx::to_sqlx))
        .bind(student.training_partner.map(|urn| i64::from(urn.0)))
        .bind(student.employing_school.map(|urn| i64::from(urn.0)))
        .bind(student.stated_schools.as_deref())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Sets a student teacher aside, or takes them up again.
///
/// # Errors
/// When they are taken up again and meanwhile were kept anew, or the engine fails.
pub async fn set_student_aside(
    tx: &mut Tx,
    student: StudentTeacherId,
    at: Option<Timestamp>,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SET_ASIDE)
        .bind(student.0)
        .bind(at.map(Timestamp::as_microsecond))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the student teachers of a provider.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn students(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<StudentTeacher>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(WITH_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(student_from).collect()
}

/// Finds one student teacher of a provider.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn student(
    tx: &mut Tx,
    provider: ProviderId,
    person: PersonId,
) -> Result<Option<StudentTeacher>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(provider.0)
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    row.map(student_from).transpose()
}

fn student_from(row: Found) -> Result<StudentTeacher, StoreError> {
    let wrong = |column| impossible("placement_student_teacher", column, row.id);
    let urn = |urn: Option<i64>, column| {
        let read = urn.map(|urn| u32::try_from(urn).map(Urn)).transpose();
        read.map_err(|_| wrong(column))
    };
    let intake = row.intake.map(|year| {
        let year = i16::try_from(year).ok().and_then(AcademicYear::starting);
        year.ok_or_else(|| wrong("intake"))
    });
    let phase = row
        .school_phase
        .as_deref()
        .map(|phase| SchoolPhase::read(phase).ok_or_else(|| wrong("school_phase")));
    Ok(StudentTeacher {
        id: StudentTeacherId(row.id),
        person: PersonId(row.person_id),
        provider: ProviderId(row.provider_id),
        intake: intake.transpose()?,
        school_phase: phase.transpose()?,
        training_partner: urn(row.partner_urn, "partner_urn")?,
        employing_school: urn(row.employing_urn, "employing_urn")?,
        reference: row.reference,
        status: row.status,
        course: row.course,
        route: row.route,
        subject: row.subject,
        started_on: row.started_on.map(Day::to_jiff),
        expected_end_on: row.expected_end_on.map(Day::to_jiff),
        deferred_on: row.deferred_on.map(Day::to_jiff),
        returned_on: row.returned_on.map(Day::to_jiff),
        withdrawn_on: row.withdrawn_on.map(Day::to_jiff),
        stated_schools: row.stated_schools,
    })
}
