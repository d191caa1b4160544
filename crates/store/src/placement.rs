//! Remembers who mentors whom, where and when: `placement_student_teacher`, `placement_record`,
//! `placement_mentor`.
//!
//! Owns these tables. It never forgets a row: what is undone is set aside.

mod hand;
mod mentor;
mod record;
mod student;

use std::{collections::HashMap, sync::Arc};

use domain::{
    Date,
    partnership::{ProviderId, Urn},
    person::PersonId,
    placement::{Hosting, PlacementId, Stage, left_on},
};
use jiff_sqlx::Date as Day;
use uuid::Uuid;

pub(crate) use hand::CONSTANTS as HAND_CONSTANTS;
pub use hand::{hand_led, hand_mentoring, hand_placement, hand_student, mentored_by, providers_of};
pub(crate) use mentor::CONSTANTS as MENTOR_CONSTANTS;
pub use mentor::{
    add_mentoring, end_mentoring, mentorings, mentorings_of, move_mentoring, set_mentoring_aside,
};
pub(crate) use record::CONSTANTS as RECORD_CONSTANTS;
pub use record::{
    add, change, people, placement, placements, placements_of, schools, set_aside, whose,
};
pub(crate) use student::CONSTANTS as STUDENT_CONSTANTS;
pub use student::{add_student, change_student, set_student_aside, student, students};

use crate::{StoreError, Tx, error::impossible};

const HOSTINGS: &str = "select m.mentor_id, r.id, r.student_id, r.school_urn,
        m.from_on, m.until_on, r.from_on, r.until_on, r.stage,
        coalesce(r.course, s.course), coalesce(r.route, s.route),
        s.deferred_on, s.returned_on, s.withdrawn_on, r.lead_mentor_id
    from placement_mentor m
    join placement_record r on r.id = m.placement_id
    left join placement_student_teacher s
        on s.provider_id = r.provider_id and s.person_id = r.student_id and s.set_aside_at is null
    where r.provider_id = $1 and m.set_aside_at is null and r.set_aside_at is null
    order by m.from_on, r.id";

const HOSTINGS_OF: &str = "select m.mentor_id, r.id, r.student_id, r.school_urn,
        m.from_on, m.until_on, r.from_on, r.until_on, r.stage,
        coalesce(r.course, s.course), coalesce(r.route, s.route),
        s.deferred_on, s.returned_on, s.withdrawn_on, r.lead_mentor_id
    from placement_mentor m
    join placement_record r on r.id = m.placement_id
    left join placement_student_teacher s
        on s.provider_id = r.provider_id and s.person_id = r.student_id and s.set_aside_at is null
    where m.mentor_id = $2 and r.provider_id = $1
        and m.set_aside_at is null and r.set_aside_at is null
    order by m.from_on, r.id";

pub(crate) const CONSTANTS: [&str; 2] = [HOSTINGS, HOSTINGS_OF];

/// One student teacher's time with one mentor, with who and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosted {
    /// The placement.
    pub placement: PlacementId,
    /// The student teacher.
    pub student: PersonId,
    /// The school.
    pub school: Urn,
    /// Who assures the placement's mentors.
    pub lead_mentor: Option<PersonId>,
    /// What the mentor's standing needs to know of it.
    pub hosting: Hosting,
}

type Found = (
    Uuid,
    Uuid,
    Uuid,
    i64,
    Day,
    Option<Day>,
    Day,
    Option<Day>,
    Option<i32>,
    Option<String>,
    Option<String>,
    Option<Day>,
    Option<Day>,
    Option<Day>,
    Option<Uuid>,
);

/// Lists whom every mentor of a provider hosts, hosted and will host, the earliest first.
///
/// # Rule
/// A mentor's time begins and ends within the placement, and ends when the student teacher leaves.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn hostings(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<HashMap<PersonId, Vec<Hosted>>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(HOSTINGS)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    let mut hostings: HashMap<PersonId, Vec<Hosted>> = HashMap::new();
    let mut told = Told::default();
    for row in rows {
        let mentor = PersonId(row.0);
        let hosted = told.hosted(row)?;
        hostings.entry(mentor).or_default().extend(hosted);
    }
    hostings.retain(|_, theirs| !theirs.is_empty());
    Ok(hostings)
}

/// Lists whom one mentor hosts, hosted and will host with a provider, the earliest first.
///
/// # Rule
/// As in [`hostings`].
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn hostings_of(
    tx: &mut Tx,
    provider: ProviderId,
    mentor: PersonId,
) -> Result<Vec<Hosted>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(HOSTINGS_OF)
        .bind(provider.0)
        .bind(mentor.0)
        .fetch_all(connection)
        .await?);
    let mut told = Told::default();
    let hosted: Result<Vec<Option<Hosted>>, StoreError> =
        rows.into_iter().map(|row| told.hosted(row)).collect();
    Ok(hosted?.into_iter().flatten().collect())
}

/// Courses and routes, each kept once however many student teachers are on it.
#[derive(Default)]
struct Told(HashMap<String, Arc<str>>);

impl Told {
    fn once(&mut self, text: Option<String>) -> Option<Arc<str>> {
        let text = text?;
        let kept = self
            .0
            .entry(text)
            .or_insert_with_key(|text| text.as_str().into());
        Some(kept.clone())
    }

    fn hosted(&mut self, row: Found) -> Result<Option<Hosted>, StoreError> {
        let (
            _,
            id,
            student,
            urn,
            from,
            until,
            begins,
            ends,
            stage,
            course,
            route,
            off,
            back,
            gone,
            lead,
        ) = row;
        let day = |day: Option<Day>| day.map(Day::to_jiff);
        let left = left_on(day(off), day(back), day(gone)).map(|left| {
            // The day of leaving is no day of teaching any more.
            left.yesterday().unwrap_or(Date::MIN)
        });
        let ends = [day(until), day(ends), left].into_iter().flatten().min();
        let hosting = Hosting {
            from: from.to_jiff().max(begins.to_jiff()),
            until: ends.unwrap_or(Date::MAX),
            stage: stage_from(stage, id)?,
            course: self.once(course),
            route: self.once(route),
        };
        Ok((hosting.from <= hosting.until).then_some(Hosted {
            placement: PlacementId(id),
            student: PersonId(student),
            school: urn_from(urn, "placement_record", id)?,
            lead_mentor: lead.map(PersonId),
            hosting,
        }))
    }
}

fn stage_from(stage: Option<i32>, id: Uuid) -> Result<Option<Stage>, StoreError> {
    stage
        .map(Stage::try_from)
        .transpose()
        .map_err(|_| impossible("placement_record", "stage", id))
}

fn urn_from(urn: i64, table: &'static str, id: Uuid) -> Result<Urn, StoreError> {
    u32::try_from(urn)
        .map(Urn)
        .map_err(|_| impossible(table, "school_urn", id))
}
