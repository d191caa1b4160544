//! Tries scopes, one's own right, and that nobody judges the school that employs them.
//!
//! Owns one actor with any memberships. It never tries the whole table: `actions` does.

use jiff::civil::date;
use uuid::Uuid;

use super::*;

const ME: PersonId = PersonId(Uuid::from_u128(1));
const ANOTHER: PersonId = PersonId(Uuid::from_u128(2));
const OURS: ProviderId = ProviderId(Uuid::from_u128(3));
const THEIRS: ProviderId = ProviderId(Uuid::from_u128(4));
const TODAY: Date = date(2025, 11, 18);

fn held(role: Role, school: Option<u32>, scope: Option<Scope>) -> Membership {
    Membership {
        person: ME,
        provider: OURS,
        role,
        school: school.map(Urn),
        scope,
        subject: None,
        school_phase: None,
        from: None,
        until: Some(TODAY),
    }
}

fn actor(memberships: Vec<Membership>) -> Actor {
    Actor {
        person: ME,
        memberships,
        today: TODAY,
        proof: Proof::Waived,
        stands_in: Vec::new(),
        session: None,
    }
}

fn at(school: u32) -> Object {
    Object {
        person: Some(ANOTHER),
        school: Some(Urn(school)),
        provider: Some(OURS),
        placement: None,
    }
}

#[test]
fn a_trust_reaches_the_schools_that_the_register_gives_it_and_no_other() {
    let trust = Trust {
        code: "2044".to_owned(),
        schools: vec![Urn(1), Urn(2)],
    };
    let actor = actor(vec![held(Role::Trust, None, Some(Scope::Trust(trust)))]);
    assert!(actor.may(Deed::ReadStanding, at(2)).is_ok());
    assert!(actor.may(Deed::ReadStanding, at(3)).is_err());
    let elsewhere = Object {
        provider: Some(THEIRS),
        ..at(2)
    };
    assert!(actor.may(Deed::ReadStanding, elsewhere).is_err());
    let nowhere = Object {
        school: None,
        ..at(2)
    };
    assert!(actor.may(Deed::ReadStandings, nowhere).is_err());
}

#[test]
fn a_guest_reads_the_people_and_placements_of_the_sample_and_no_others() {
    let sampled = PlacementId(Uuid::from_u128(7));
    let sample = Sample {
        id: SampleId(Uuid::from_u128(6)),
        people: vec![ANOTHER],
        placements: vec![sampled],
    };
    let guest = held(Role::Inspector, None, Some(Scope::Sample(sample)));
    let guest = actor(vec![guest]);
    assert!(guest.may(Deed::ReadStanding, at(1)).is_ok());
    let of = |person, placement| Object {
        person,
        placement,
        ..at(1)
    };
    assert!(
        guest
            .may(Deed::ReadStanding, of(Some(PersonId(OURS.0)), None))
            .is_err()
    );
    assert!(
        guest
            .may(Deed::ReadPlacement, of(None, Some(sampled)))
            .is_ok()
    );
    let other = PlacementId(Uuid::from_u128(8));
    assert!(
        guest
            .may(Deed::ReadPlacement, of(Some(ANOTHER), Some(other)))
            .is_err(),
        "a sampled person does not open a placement that is not in the sample"
    );
    assert!(
        guest.may(Deed::ReadStandings, at(1)).is_err(),
        "no lists beyond it"
    );
}

#[test]
fn a_guest_may_only_read_but_for_what_is_their_own() {
    for (deed, _) in Deed::ALL {
        for role in Role::GUESTS {
            let may = !matches!(reach(deed, role), Reach::Nothing | Reach::Own);
            assert!(!may || deed.only_reads(), "{deed:?} as {role:?}");
        }
    }
}

#[test]
fn a_lead_mentor_whom_a_school_employs_judges_every_school_but_that_one() {
    let lead = held(Role::LeadMentor, None, None);
    let teacher = held(Role::GeneralMentor, Some(1), None);
    let both = actor(vec![lead.clone(), teacher.clone()]);
    let judges = |actor: &Actor, school| actor.reaches(Deed::ReadStanding, at(school), true);
    assert!(!judges(&both, 1) && judges(&both, 2));
    assert!(judges(&actor(vec![lead.clone()]), 1), "nobody employs them");
    let unknown = Object {
        school: None,
        ..at(1)
    };
    assert!(
        !both.reaches(Deed::ReadStanding, unknown, true),
        "where the school is not known, it may be theirs"
    );
    assert!(
        both.reaches(Deed::ReadStanding, at(1), false),
        "what does not judge stays theirs"
    );
    let left = Membership {
        until: Some(date(2025, 11, 17)),
        ..teacher.clone()
    };
    assert!(
        judges(&actor(vec![lead.clone(), left]), 1),
        "they have left"
    );
    let for_another_provider = Membership {
        provider: THEIRS,
        ..teacher
    };
    assert!(
        !judges(&actor(vec![lead, for_another_provider]), 1),
        "the school employs them, whoever it works with"
    );
}

#[test]
fn what_is_held_about_somebody_is_theirs_to_read_when_every_role_has_ended() {
    let me = actor(Vec::new());
    let of = |person| Object {
        person: Some(person),
        ..Object::default()
    };
    assert!(me.may(Deed::ReadOwnRecord, of(ME)).is_ok());
    assert!(me.may(Deed::ReadOwnRecord, of(ANOTHER)).is_err());
}

#[test]
fn every_deed_is_told_in_one_sentence_under_a_capability() {
    for (deed, _) in Deed::ALL {
        let words = deed.words();
        assert!(
            words.ends_with('.') && words.matches('.').count() == 1,
            "{words}"
        );
        assert!(Capability::ALL.contains(&deed.capability()));
    }
}
