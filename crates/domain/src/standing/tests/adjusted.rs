//! Tries what is said of somebody who is asked less than everybody.

use jiff::Timestamp;
use uuid::Uuid;

use super::*;
use crate::{partnership::ProviderId, person::PersonId, programme::Ground};

#[test]
fn what_everybody_is_asked_is_told_beside_what_was_decided_for_one() {
    let mut case = Case::of("Y75", two_units()).attended("pedagogy", 60, date(2025, 9, 10));
    let day = date(2025, 11, 18);
    let usual = case.on(day);
    case.adjustments.push(Adjustment {
        id: Uuid::from_u128(1),
        person: PersonId(Uuid::from_u128(2)),
        provider: ProviderId(Uuid::from_u128(3)),
        component: "pedagogy".to_owned(),
        minutes: Minutes(120),
        ground: Ground::ALL[0].0,
        words: "She began in January.".to_owned(),
        from: day,
        until: None,
        by: PersonId(Uuid::from_u128(4)),
        at: Timestamp::UNIX_EPOCH,
    });
    let asked_less = case.on(day);
    assert_eq!(
        (usual.required, asked_less.required),
        (Some(Minutes(360)), Some(Minutes(300)))
    );
    let by_programme = |standing: &Standing| {
        let mut reasons = standing.reasons.iter();
        reasons.find_map(|reason| match reason {
            Reason::Programme(programme, asked) => Some((programme.code.clone(), *asked)),
            _ => None,
        })
    };
    assert_eq!(by_programme(&asked_less), by_programme(&usual));
    let changed = |standing: &Standing| {
        let is_change = |reason: &&Reason| matches!(reason, Reason::Changed { .. });
        standing
            .reasons
            .iter()
            .filter(is_change)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(changed(&asked_less), changed(&usual), "no rule has changed");
    let decided = |reason: &Reason| matches!(reason, Reason::Adjusted { .. });
    assert_eq!(
        asked_less.reasons.iter().filter(|one| decided(one)).count(),
        1
    );
}
