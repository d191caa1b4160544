//! Writes what an import changed of a person as JSON, and reads it again.
//!
//! Owns the form in which a membership is kept beside an import. It never touches the record itself.

use domain::{
    partnership::{ProviderId, SchoolPhase, Urn},
    person::{Membership, PersonId, Role},
};
use serde_json::{Value, json};

/// The table in which memberships stand.
pub(crate) const MEMBERSHIP: &str = "person_membership";
/// A number that somebody got.
pub(crate) const TRN: &str = "person_trn";
/// A name that somebody has.
pub(crate) const NAME: &str = "person_name";
/// An address that somebody got.
pub(crate) const EMAIL: &str = "person_email";
/// What a provider calls somebody.
pub(crate) const REFERENCE: &str = "person_reference";
/// A record that is new.
pub(crate) const RECORD: &str = "person_record";

/// A membership as JSON.
pub(crate) fn membership(held: &Membership) -> String {
    json!({
        "person": held.person,
        "provider": held.provider,
        "role": held.role.code(),
        "school": held.school.map(|urn| urn.0),
        "subject": held.subject,
        "school_phase": held.school_phase.map(SchoolPhase::code),
        "from": held.from,
        "until": held.until,
    })
    .to_string()
}

/// A membership from JSON.
pub(crate) fn membership_from(text: &str) -> Option<Membership> {
    let value: Value = serde_json::from_str(text).ok()?;
    let number = |name: &str| value[name].as_str()?.parse().ok();
    let day = |name: &str| value[name].as_str().and_then(|day| day.parse().ok());
    let school = value["school"].as_u64().map(u32::try_from).transpose();
    Some(Membership {
        person: PersonId(number("person")?),
        provider: ProviderId(number("provider")?),
        role: Role::read(value["role"].as_str()?)?,
        school: school.ok()?.map(Urn),
        scope: None,
        subject: value["subject"].as_str().map(str::to_owned),
        school_phase: value["school_phase"].as_str().and_then(SchoolPhase::read),
        from: day("from"),
        until: day("until"),
    })
}

/// A name as JSON: given and family name.
pub(crate) fn name(first_name: &str, last_name: &str) -> String {
    json!([first_name, last_name]).to_string()
}

/// A name from JSON.
pub(crate) fn name_from(text: &str) -> Option<(String, String)> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_membership_comes_back_as_it_was() {
        let held = Membership {
            person: PersonId(Uuid::from_u128(7)),
            provider: ProviderId(Uuid::from_u128(8)),
            role: Role::GeneralMentor,
            school: Some(Urn(100_001)),
            scope: None,
            subject: Some("history".to_owned()),
            school_phase: Some(SchoolPhase::Secondary),
            from: Some(date(2024, 9, 1)),
            until: None,
        };
        assert_eq!(membership_from(&membership(&held)), Some(held.clone()));
        let bare = Membership {
            school: None,
            subject: None,
            school_phase: None,
            from: None,
            until: Some(date(2026, 8, 31)),
            ..held
        };
        assert_eq!(membership_from(&membership(&bare)), Some(bare));
        let named = Some(("Siân".to_owned(), "O’Connor".to_owned()));
        assert_eq!(name_from(&name("Siân", "O’Connor")), named);
    }
}
