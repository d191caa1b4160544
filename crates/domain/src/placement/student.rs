//! Keeps what a provider knows of somebody who learns to teach.
//!
//! Owns the word `StudentTeacher`. It never keeps who they are beyond what placing them needs.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AcademicYear,
    partnership::{ProviderId, SchoolPhase, Urn},
    person::PersonId,
};

/// Tells the record of one student teacher with one provider from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StudentTeacherId(pub Uuid);

/// Somebody who learns to teach, as one provider knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentTeacher {
    /// The record's own number.
    pub id: StudentTeacherId,
    /// Who.
    pub person: PersonId,
    /// With which provider.
    pub provider: ProviderId,
    /// What the provider calls them in its own records.
    pub reference: Option<String>,
    /// What the national register of trainees calls their state.
    pub status: Option<String>,
    /// The course, by the provider's own code.
    pub course: Option<String>,
    /// The route, by the code of the national register of trainees.
    pub route: Option<String>,
    /// The academic year in which they began.
    pub intake: Option<AcademicYear>,
    /// The subject, folded to lower case words joined by hyphens.
    pub subject: Option<String>,
    /// The phase that they learn to teach in.
    pub school_phase: Option<SchoolPhase>,
    /// The first day of training.
    pub started_on: Option<Date>,
    /// The day on which training is expected to end.
    pub expected_end_on: Option<Date>,
    /// The day from which training is put off.
    pub deferred_on: Option<Date>,
    /// The day on which training is taken up again.
    pub returned_on: Option<Date>,
    /// The day on which training was given up.
    pub withdrawn_on: Option<Date>,
    /// The school that is the training partner, if it is one.
    pub training_partner: Option<Urn>,
    /// The school that employs them, if one does.
    pub employing_school: Option<Urn>,
    /// The schools as the register states them, for information.
    pub stated_schools: Option<String>,
}

impl StudentTeacher {
    /// The day from which they are away for good or until further notice.
    #[must_use]
    pub fn left_on(&self) -> Option<Date> {
        left_on(self.deferred_on, self.returned_on, self.withdrawn_on)
    }

    /// The same, with what is not known taken from another record of the same student teacher.
    #[must_use]
    pub fn filled(self, other: StudentTeacher) -> StudentTeacher {
        StudentTeacher {
            reference: self.reference.or(other.reference),
            status: self.status.or(other.status),
            course: self.course.or(other.course),
            route: self.route.or(other.route),
            intake: self.intake.or(other.intake),
            subject: self.subject.or(other.subject),
            school_phase: self.school_phase.or(other.school_phase),
            started_on: self.started_on.or(other.started_on),
            expected_end_on: self.expected_end_on.or(other.expected_end_on),
            deferred_on: self.deferred_on.or(other.deferred_on),
            returned_on: self.returned_on.or(other.returned_on),
            withdrawn_on: self.withdrawn_on.or(other.withdrawn_on),
            training_partner: self.training_partner.or(other.training_partner),
            employing_school: self.employing_school.or(other.employing_school),
            stated_schools: self.stated_schools.or(other.stated_schools),
            ..self
        }
    }
}

/// The day from which somebody is away for good or until further notice.
///
/// # Rule
/// The day of withdrawal; else the day of a deferral from which nobody has returned.
#[must_use]
pub fn left_on(
    deferred_on: Option<Date>,
    returned_on: Option<Date>,
    withdrawn_on: Option<Date>,
) -> Option<Date> {
    let away = deferred_on.filter(|deferred| returned_on.is_none_or(|back| back < *deferred));
    away.into_iter().chain(withdrawn_on).min()
}

/// Builds a student teacher for tests and samples, of whom nothing is known.
#[must_use]
pub fn student_teacher(person: PersonId, provider: ProviderId) -> StudentTeacher {
    StudentTeacher {
        id: StudentTeacherId(Uuid::nil()),
        person,
        provider,
        reference: None,
        status: None,
        course: None,
        route: None,
        intake: None,
        subject: None,
        school_phase: None,
        started_on: None,
        expected_end_on: None,
        deferred_on: None,
        returned_on: None,
        withdrawn_on: None,
        training_partner: None,
        employing_school: None,
        stated_schools: None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn who_put_training_off_is_away_until_they_return() {
        let (autumn, spring) = (Some(date(2025, 10, 1)), Some(date(2026, 3, 1)));
        assert_eq!(left_on(autumn, None, None), autumn);
        assert_eq!(left_on(autumn, spring, None), None);
        assert_eq!(left_on(spring, autumn, None), spring, "put off once more");
    }

    #[test]
    fn what_one_record_does_not_know_is_taken_from_the_other() {
        let (one, two) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let provider = ProviderId(Uuid::nil());
        let mut kept = student_teacher(one, provider);
        kept.course = Some("PGCE".to_owned());
        let mut other = student_teacher(two, provider);
        other.course = Some("BA".to_owned());
        other.status = Some("training".to_owned());
        let filled = kept.filled(other);
        assert_eq!(
            (filled.person, filled.course.as_deref()),
            (one, Some("PGCE"))
        );
        assert_eq!(filled.status.as_deref(), Some("training"));
    }

    #[test]
    fn who_gave_training_up_is_away_for_good() {
        let (autumn, spring) = (Some(date(2025, 10, 1)), Some(date(2026, 3, 1)));
        assert_eq!(left_on(None, None, spring), spring);
        assert_eq!(left_on(autumn, None, spring), autumn);
        assert_eq!(left_on(None, None, None), None);
    }
}
