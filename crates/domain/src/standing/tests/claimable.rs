//! Tries what the schools can claim.

use jiff::civil::date;

use super::*;
use crate::programme::Track;

#[test]
fn rule_05_hours_are_rounded_down_at_each_school_and_the_loss_is_shown() {
    let case = Case::of("L51", vec![fifteen_and_five()])
        .attended("mentoring", 90, date(2024, 11, 14))
        .line("coaching", 90, date(2024, 11, 21), |line| {
            line.school = Some(Urn(100_002))
        });
    let standing = case.on(date(2024, 12, 1));
    assert_eq!(
        (standing.claimable_hours, standing.rounding_loss),
        (2, Minutes(60))
    );
}

#[test]
fn rule_17_fifteen_hours_fifty_minutes_are_fifteen_claimable_hours() {
    let case = Case::of("X99", vec![]).attended("", 950, date(2024, 12, 1));
    let standing = case.on(date(2024, 12, 2));
    assert_eq!(
        (standing.claimable_hours, standing.rounding_loss),
        (15, Minutes(50))
    );
}

#[test]
fn rule_05_the_cap_of_the_track_limits_the_claim_and_the_rest_is_told() {
    let case = Case::of("X99", vec![]).attended("", 1230, date(2025, 10, 1));
    let standing = case.on(date(2025, 11, 18));
    assert_eq!(standing.claimable_hours, 16);
    assert_eq!(
        (standing.over_cap, standing.rounding_loss),
        (Minutes::hours(4), Minutes(30))
    );
    assert!(
        standing
            .reasons
            .iter()
            .any(|reason| reason.told().value == "claims not known")
    );
}

#[test]
fn a_component_is_claimed_up_to_its_length_and_a_repeat_is_not() {
    let case = Case::of("L51", vec![fifteen_and_five()])
        .attended("mentoring", 120, date(2024, 11, 14))
        .attended("mentoring", 60, date(2025, 10, 1))
        .attended("cognitive-science", 60, date(2025, 10, 2))
        .attended("subject-knowledge-english", 60, date(2025, 10, 3))
        .attended("subject-knowledge-mathematics", 60, date(2025, 10, 4));
    assert_eq!(case.on(date(2025, 8, 31)).claimable_hours, 1);
    assert_eq!(case.on(date(2025, 11, 18)).claimable_hours, 3);
}

#[test]
fn training_for_the_coming_year_moves_claimable_hours_alone() {
    let case =
        Case::of("L51", vec![fifteen_and_five()]).line("itap-1", 60, date(2025, 7, 3), |line| {
            line.counts_for = line.counts_for.next()
        });
    let summer = case.on(date(2025, 7, 31));
    assert_eq!((summer.done, summer.claimable_hours), (Minutes(60), 0));
    let autumn = case.on(date(2025, 9, 30));
    assert_eq!((autumn.done, autumn.claimable_hours), (Minutes(60), 1));
}

#[test]
fn rule_06_recognised_minutes_are_never_claimable() {
    let case = Case::of("L51", vec![fifteen_and_five()]).recognised(
        "coaching",
        90,
        date(2024, 11, 20),
        None,
    );
    assert_eq!(case.on(date(2024, 12, 1)).claimable_hours, 0);
}

#[test]
fn rule_07_a_refresher_year_is_claimed_under_the_refreshers_cap() {
    let case = Case::of("Y75", two_units())
        .attended("pedagogy", 180, date(2025, 3, 1))
        .attended("assessment", 180, date(2025, 4, 1))
        .attended("pedagogy", 180, date(2025, 10, 1))
        .attended("assessment", 180, date(2025, 10, 2))
        .attended("live-1", 60, date(2025, 10, 3));
    let standing = case.on(date(2025, 11, 18));
    assert_eq!(
        (standing.track, standing.claimable_hours),
        (Track::Refresher, 6)
    );
    assert_eq!(standing.over_cap, Minutes(60));
}
