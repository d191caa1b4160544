//! Writes what an import changed of placements as JSON, and reads it again.
//!
//! Owns the words under which changes to placements are kept beside an import. It never touches the records.

use serde::{Serialize, de::DeserializeOwned};

/// What a provider knows of a student teacher.
pub(crate) const STUDENT: &str = "placement_student_teacher";
/// A placement.
pub(crate) const RECORD: &str = "placement_record";
/// A mentor's time with a placement: beside it stands which placement.
pub(crate) const MENTOR: &str = "placement_mentor";

/// A record as JSON.
pub(crate) fn json(record: &impl Serialize) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

/// A record from JSON.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use domain::{
        partnership::{ProviderId, Urn},
        person::PersonId,
        placement::{
            Gate, Mentoring, Placement, PlacementId, StudentTeacher, mentoring, placement,
            student_teacher,
        },
    };
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_record_comes_back_as_it_was() {
        let person = PersonId(Uuid::from_u128(1));
        let mut student = student_teacher(person, ProviderId(Uuid::from_u128(2)));
        student.intake = domain::AcademicYear::starting(2025);
        student.employing_school = Some(Urn(100_001));
        let read: Option<StudentTeacher> = from_json(&json(&student));
        assert_eq!(read, Some(student));
        let mut autumn = placement(person, Urn(100_001), date(2025, 9, 15), None);
        autumn.gate = Gate::Confirmed {
            on: date(2025, 9, 1),
            by: person,
        };
        let read: Option<Placement> = from_json(&json(&autumn));
        assert_eq!(read, Some(autumn.clone()));
        let held = (autumn.id, mentoring(person, date(2025, 9, 15), None));
        let read: Option<(PlacementId, Mentoring)> = from_json(&json(&held));
        assert_eq!(read, Some(held));
    }
}
