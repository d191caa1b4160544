//! Keeps who mentors whom, where and when.
//!
//! Owns the words `Placement`, `StudentTeacher`, `Mentoring` and `Hosting`. It never says how the
//! student teacher is doing.

mod hosting;
mod mentoring;
mod moved;
mod refusal;
mod student;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use hosting::{Hosting, hosting};
pub use mentoring::{
    Alarm, Change, Manner, Mentoring, MentoringId, alarm, assign, dates_fit, end, mentoring, on_day,
};
pub use moved::{Moved, moved};
pub use refusal::Refusal;
pub use student::{StudentTeacher, StudentTeacherId, left_on, student_teacher};

use crate::{
    partnership::{ProviderId, Urn},
    person::PersonId,
};

/// A stretch of a student teacher's course: the first, second, third.
pub type Stage = u8;

/// The stages that a course has.
pub const STAGES: std::ops::RangeInclusive<Stage> = 1..=3;

/// Tells one placement from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlacementId(pub Uuid);

/// Whether the provider has confirmed in writing that its suitability checks are done.
///
/// # Rule
/// Only that it was confirmed, and when: what the checks say stays with the provider.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gate {
    /// Nothing is confirmed yet.
    #[default]
    Open,
    /// The provider has confirmed.
    Confirmed {
        /// On which day.
        on: Date,
        /// Who recorded it.
        by: PersonId,
    },
}

/// One student teacher's time in one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The record's own number.
    pub id: PlacementId,
    /// The provider whose student teacher it is.
    pub provider: ProviderId,
    /// The student teacher.
    pub student: PersonId,
    /// The course during this placement, where it was stated; else that of the student teacher.
    pub course: Option<String>,
    /// The route during this placement, where it was stated; else that of the student teacher.
    pub route: Option<String>,
    /// The provider's own name of the block.
    pub block: Option<String>,
    /// The stage of the course.
    pub stage: Option<Stage>,
    /// The school.
    pub school: Urn,
    /// The lead mentor who looks after it.
    pub lead_mentor: Option<PersonId>,
    /// The first day.
    pub from: Date,
    /// The last day; nothing until it is known.
    pub until: Option<Date>,
    /// The start gate.
    pub gate: Gate,
}

impl Placement {
    /// The last day, however far away where none is known.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.until.unwrap_or(Date::MAX)
    }

    /// Says whether it runs on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.overlaps(day, day)
    }

    /// Says whether it runs on any day from the first to the last, both included.
    #[must_use]
    pub fn overlaps(&self, first: Date, last: Date) -> bool {
        self.from <= last && self.last_day() >= first
    }
}

/// Tells a placement with its mentors, as it stands, in few letters: another state has others.
#[must_use]
pub fn seen(placement: &Placement, mentorings: &[Mentoring]) -> String {
    let told = format!("{placement:?}{mentorings:?}");
    let hash = Sha256::digest(told.as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Builds a placement for tests and samples, with the gate open and nothing known but its days.
#[must_use]
pub fn placement(student: PersonId, school: Urn, from: Date, until: Option<Date>) -> Placement {
    Placement {
        id: PlacementId(Uuid::nil()),
        provider: ProviderId(Uuid::nil()),
        student,
        course: None,
        route: None,
        block: None,
        stage: None,
        school,
        lead_mentor: None,
        from,
        until,
        gate: Gate::Open,
    }
}
