//! Tries how long a session holds, and for whom.
//!
//! Owns no words of its own. It never reads a clock.

use super::*;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + 60 * minute).expect("an instant of this century")
}

fn session() -> Session {
    Session {
        id: Uuid::from_u128(1),
        person: PersonId(Uuid::from_u128(2)),
        opened_at: at(0),
        seen_at: at(10),
        ends_at: at(100),
        idle: Minutes(30),
        strictness: Strictness::Office,
        how: How::Code,
        proof_ends_at: Some(at(10)),
        device: Device::default(),
        task: None,
        viewing: None,
        ended: None,
    }
}

#[test]
fn a_session_holds_until_it_rests_too_long_and_never_past_its_end() {
    let held = session();
    assert_eq!(held.holds(at(39), Strictness::Office), Ok(()));
    assert_eq!(held.holds(at(40), Strictness::Office), Err(Why::Idle));
    let used = Session {
        seen_at: at(99),
        ..session()
    };
    assert_eq!(used.holds(at(99), Strictness::Office), Ok(()));
    assert_eq!(used.holds(at(100), Strictness::Office), Err(Why::Over));
}

#[test]
fn other_rights_end_a_session_whichever_way_they_changed() {
    for other in [Strictness::Usual, Strictness::Administrator] {
        assert_eq!(session().holds(at(11), other), Err(Why::RightsChanged));
    }
}

#[test]
fn a_session_that_was_ended_says_why_before_anything_else() {
    let ended = Session {
        ended: Some((at(5), Why::SignedOut)),
        ..session()
    };
    assert_eq!(ended.holds(at(500), Strictness::Usual), Err(Why::SignedOut));
}

#[test]
fn a_task_s_session_opens_its_own_page_and_what_lies_beneath() {
    let task = Session {
        task: Some("/standing/y75/history".to_owned()),
        ..session()
    };
    assert!(task.opens("/standing/y75/history"));
    assert!(task.opens("/standing/y75/history/confirm"));
    for other in ["/standing/y75", "/", "/standing/y75/history2", ""] {
        assert!(!task.opens(other), "{other}");
        assert!(session().opens(other));
    }
}

#[test]
fn a_proof_is_fresh_for_so_long_and_no_longer() {
    assert!(session().is_proved(at(9)));
    assert!(!session().is_proved(at(10)));
    let never = Session {
        proof_ends_at: None,
        ..session()
    };
    assert!(!never.is_proved(at(0)));
}

#[test]
fn the_strictest_role_decides() {
    let roles = [Role::GeneralMentor, Role::PartnershipOfficer];
    assert_eq!(Strictness::strictest(roles.into_iter()), Strictness::Office);
    assert_eq!(Strictness::strictest(std::iter::empty()), Strictness::Usual);
    let (mild, strict) = (
        Limits {
            idle: Minutes(100),
            absolute: Minutes(200),
        },
        Limits {
            idle: Minutes(10),
            absolute: Minutes(300),
        },
    );
    let both = Limits {
        idle: Minutes(10),
        absolute: Minutes(200),
    };
    assert_eq!(mild.and(strict), both);
}

#[test]
fn every_word_of_a_table_is_read_back() {
    for (how, code) in How::ALL {
        assert_eq!((How::read(code), how.code()), (Some(how), code));
    }
    for (why, code) in Why::ALL {
        assert_eq!((Why::read(code), why.code()), (Some(why), code));
    }
    for (strictness, code) in Strictness::ALL {
        assert_eq!(
            (Strictness::read(code), strictness.code()),
            (Some(strictness), code)
        );
    }
}

#[test]
fn a_device_is_told_in_words() {
    let device = |agent: &str| Device {
        agent: agent.to_owned(),
        ..Device::default()
    };
    let phone = device(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
    );
    assert_eq!(phone.told(), "Safari on iPhone");
    let desk = device("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0");
    assert_eq!(desk.told(), "Edge on Windows");
    assert_eq!(device("").told(), "A browser that does not say its name");
    assert_eq!(device(&"a".repeat(5_000)).cut().agent.len(), AGENT_KEPT);
}
