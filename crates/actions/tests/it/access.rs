//! Tries every deed as every role: on what is theirs, and on what is somebody else's.
//!
//! Owns a second telling of who may do what, so that the first cannot change unseen. It never asks the first.

mod deeds;
mod session;
mod sign_in;

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::{ProviderId, Urn},
    person::{Membership, PersonId, Role},
};
use jiff::civil::date;
use uuid::Uuid;

use crate::world::TODAY;

/// Roles in the order of [`Role::ALL`]: `-` nothing, `o` their own, `s` their school, `p` their provider,
/// `a` everywhere.
///
/// General mentor, lead mentor, professional mentor, headteacher, supporting teacher, student
/// teacher, partnership officer, programme lead, head of ITE, business manager, support administrator.
const EXPECTED: [(Deed, &str); 35] = [
    (Deed::ImportSchools, "-----------"),
    (Deed::ImportProviders, "-----------"),
    (Deed::ImportProgramme, "-------p---"),
    (Deed::ImportPeople, "------p----"),
    (Deed::ReadPeople, "-p----ppp--"),
    (Deed::ChangePerson, "------p----"),
    (Deed::MergePeople, "------p----"),
    (Deed::SaveView, "-p----ppp--"),
    (Deed::ReadSchools, "-pss--ppps-"),
    (Deed::SetSchoolArea, "------p----"),
    (Deed::ImportAttendance, "------p----"),
    (Deed::ReadImports, "------p----"),
    (Deed::UndoImport, "------p----"),
    (Deed::RecordEntry, "------p----"),
    (Deed::CorrectEntry, "------p----"),
    (Deed::StrikeOutWords, "------p----"),
    (Deed::ReadBook, "------ppp--"),
    (Deed::VerifyBook, "------ppp--"),
    (Deed::ReadStanding, "opss--ppps-"),
    (Deed::ReadStandings, "-pss--ppps-"),
    (Deed::ReadReadiness, "------ppp--"),
    (Deed::ReadPolicy, "aaaaaaaaaaa"),
    (Deed::PreviewPolicy, "-p----ppp-a"),
    (Deed::ConfirmHistory, "o----------"),
    (Deed::NudgeMentors, "-ps---p----"),
    (Deed::SetPolicy, "----------a"),
    (Deed::SetOwnPolicy, "-------pp-a"),
    (Deed::ImportTrainees, "------p----"),
    (Deed::ImportPlacements, "------p----"),
    (Deed::ReadPlacements, "-pss--ppps-"),
    (Deed::ReadPlacement, "opss-oppps-"),
    (Deed::AssignMentor, "--s---p----"),
    (Deed::ChangePlacement, "------p----"),
    (Deed::ConfirmGate, "------p----"),
    // Signing in.
    (Deed::EndSession, "ooooooooooa"),
];

/// How far a role's leave goes, by the second telling.
fn reach(deed: Deed, role: Role) -> char {
    let (_, row) = EXPECTED.iter().find(|(known, _)| *known == deed).unwrap();
    let at = Role::ALL.iter().position(|known| *known == role).unwrap();
    row.chars().nth(at).unwrap()
}

const ME: PersonId = PersonId(Uuid::from_u128(1));
const ANOTHER: PersonId = PersonId(Uuid::from_u128(2));
const MY_SCHOOL: Urn = Urn(100_001);
const OTHER_SCHOOL: Urn = Urn(100_002);
const MY_PROVIDER: ProviderId = ProviderId(Uuid::from_u128(3));
const OTHER_PROVIDER: ProviderId = ProviderId(Uuid::from_u128(4));

fn actor(role: Role, from: Option<Date>, until: Option<Date>) -> Actor {
    Actor {
        person: ME,
        memberships: vec![Membership {
            person: ME,
            provider: MY_PROVIDER,
            role,
            school: Some(MY_SCHOOL),
            subject: None,
            school_phase: None,
            from,
            until,
        }],
        today: TODAY,
    }
}

/// Every mixture of own and other, with the reaches that include it.
fn objects() -> Vec<(Object, &'static str)> {
    let object = |person, school, provider| Object {
        person: Some(person),
        school: Some(school),
        provider: Some(provider),
    };
    vec![
        (object(ME, MY_SCHOOL, MY_PROVIDER), "aosp"),
        (object(ME, OTHER_SCHOOL, MY_PROVIDER), "aop"),
        (object(ME, MY_SCHOOL, OTHER_PROVIDER), "ao"),
        (object(ME, OTHER_SCHOOL, OTHER_PROVIDER), "ao"),
        (object(ANOTHER, MY_SCHOOL, MY_PROVIDER), "asp"),
        (object(ANOTHER, OTHER_SCHOOL, MY_PROVIDER), "ap"),
        (object(ANOTHER, MY_SCHOOL, OTHER_PROVIDER), "a"),
        (object(ANOTHER, OTHER_SCHOOL, OTHER_PROVIDER), "a"),
        (Object::default(), "a"),
    ]
}

#[test]
fn every_deed_is_told_twice_and_both_tellings_have_every_role() {
    assert_eq!(EXPECTED.len(), Deed::ALL.len());
    for (deed, _) in Deed::ALL {
        let rows: Vec<_> = EXPECTED
            .iter()
            .filter(|(known, _)| *known == deed)
            .collect();
        assert_eq!(rows.len(), 1, "{deed:?}");
        assert_eq!(rows[0].1.len(), Role::ALL.len(), "{deed:?}");
    }
}

#[test]
fn every_deed_reaches_as_far_as_the_role_and_no_further() {
    for (deed, _) in Deed::ALL {
        for role in Role::ALL {
            for (object, within) in objects() {
                let may = actor(role, None, None).may(deed, object).is_ok();
                let expected = within.contains(reach(deed, role));
                assert_eq!(may, expected, "{deed:?} as {role:?} on {object:?}");
            }
        }
    }
}

#[test]
fn a_role_that_has_ended_or_has_not_begun_reaches_nothing() {
    let (yesterday, tomorrow) = (date(2025, 11, 17), date(2025, 11, 19));
    for (deed, _) in Deed::ALL {
        for role in Role::ALL {
            for (object, within) in objects() {
                let ended = actor(role, None, Some(yesterday));
                let to_come = actor(role, Some(tomorrow), None);
                assert!(ended.may(deed, object).is_err(), "{deed:?} {role:?}");
                assert!(to_come.may(deed, object).is_err(), "{deed:?} {role:?}");
                let last_day = actor(role, Some(TODAY), Some(TODAY));
                assert_eq!(
                    last_day.may(deed, object).is_ok(),
                    within.contains(reach(deed, role))
                );
            }
        }
    }
}

#[test]
fn nobody_without_a_role_may_do_anything_and_the_operator_may_do_everything() {
    let nobody = Actor {
        person: ME,
        memberships: Vec::new(),
        today: TODAY,
    };
    for (deed, _) in Deed::ALL {
        for (object, _) in objects() {
            assert!(nobody.may(deed, object).is_err());
            assert!(Actor::operator(TODAY).may(deed, object).is_ok());
        }
    }
}
