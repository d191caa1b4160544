//! Tries what is required, done, recognised and remaining.

use jiff::civil::date;

use super::*;
use crate::{
    programme::Track,
    standing::{Asked, State},
};

#[test]
fn rule_11_the_requirement_falls_from_20_to_15_hours_on_13_november_2024() {
    let case =
        Case::of("L51", vec![fifteen_and_five()]).attended("mentoring", 90, date(2024, 10, 1));
    let before = case.on(date(2024, 11, 12));
    assert_eq!(
        (before.required, before.done),
        (Some(Minutes(1200)), Minutes(90))
    );
    assert!(before.programme.is_none() && before.components.is_empty());
    let after = case.on(date(2024, 11, 13));
    assert_eq!(
        (after.required, after.remaining),
        (Some(Minutes(900)), Some(Minutes(810)))
    );
    assert_eq!(after.optional_done, Minutes::ZERO);
    let told: Vec<_> = after
        .reasons
        .iter()
        .map(|reason| reason.told().value)
        .collect();
    assert!(
        told.iter()
            .any(|value| value.contains("20 h until the day before, 15 h")),
        "{told:?}"
    );
}

#[test]
fn without_programme_and_minimum_nothing_is_reckoned_but_what_was_done() {
    let case = Case::of("X99", vec![]).attended("", 75, date(2024, 11, 20));
    let standing = case.on(date(2024, 12, 1));
    assert_eq!(
        (standing.required, standing.remaining, standing.met_on),
        (None, None, None)
    );
    assert_eq!(standing.done, Minutes(75));
    assert!(
        standing
            .reasons
            .iter()
            .any(|reason| reason.told().value.contains("as the provider judges"))
    );
}

#[test]
fn attendances_add_up_to_the_length_and_the_rest_is_optional() {
    let case = Case::of("L51", vec![fifteen_and_five()])
        .attended("mentoring", 50, date(2024, 11, 14))
        .attended("mentoring", 30, date(2024, 11, 21))
        .attended("mentoring", 30, date(2024, 11, 28))
        .attended("inclusive-mentoring-1", 60, date(2024, 12, 1))
        .attended("", 20, date(2024, 12, 2));
    let standing = case.on(date(2024, 12, 3));
    assert_eq!(
        (standing.done, standing.optional_done),
        (Minutes(90), Minutes(20 + 60 + 20))
    );
    let mentoring = row(&standing, "mentoring");
    assert_eq!(
        (mentoring.done, mentoring.remaining, mentoring.state),
        (Minutes(90), Some(Minutes(0)), State::Met)
    );
    let optional = row(&standing, "inclusive-mentoring-1");
    assert_eq!(
        (optional.asked, optional.remaining, optional.state),
        (Asked::Optional, None, State::Met)
    );
}

#[test]
fn rule_09_a_choice_counts_once_and_counts_its_fullest_member() {
    let case = Case::of("L51", vec![fifteen_and_five()])
        .attended("subject-knowledge-english", 30, date(2024, 11, 14))
        .attended("subject-knowledge-mathematics", 60, date(2024, 11, 21));
    let standing = case.on(date(2024, 12, 1));
    assert_eq!(
        (standing.done, standing.optional_done),
        (Minutes(60), Minutes(30))
    );
    let group = row(&standing, "subject-knowledge");
    assert_eq!((group.asked, group.done), (Asked::OneOf, Minutes(60)));
    let part = group.part(standing.programme.as_ref().expect("in force"));
    assert_eq!(part.code, "subject-knowledge-mathematics");
    let tie = Case::of("L51", vec![fifteen_and_five()])
        .attended("subject-knowledge-mathematics", 60, date(2024, 11, 14))
        .attended("subject-knowledge-english", 60, date(2024, 11, 21))
        .on(date(2024, 12, 1));
    let part = row(&tie, "subject-knowledge").component;
    assert_eq!(
        tie.programme
            .as_ref()
            .map(|p| p.components[usize::from(part)].code.as_str()),
        Some("subject-knowledge-mathematics")
    );
}

#[test]
fn rule_06_recognised_minutes_fill_what_is_left_and_later_attendance_shrinks_them() {
    let case = Case::of("L51", vec![fifteen_and_five()]).recognised(
        "coaching",
        60,
        date(2024, 11, 20),
        None,
    );
    let standing = case.on(date(2024, 12, 1));
    assert_eq!(
        (standing.required, standing.recognised),
        (Some(Minutes(900)), Minutes(60))
    );
    assert_eq!(
        (standing.remaining, standing.claimable_hours),
        (Some(Minutes(840)), 0)
    );
    assert_eq!(case.on(date(2024, 11, 19)).recognised, Minutes::ZERO);
    let later = case
        .attended("coaching", 70, date(2024, 12, 2))
        .on(date(2024, 12, 3));
    let coaching = row(&later, "coaching");
    assert_eq!(
        (coaching.done, coaching.recognised, coaching.remaining),
        (Minutes(70), Minutes(20), Some(Minutes(0)))
    );
}

#[test]
fn rule_06_a_recognition_ends_on_its_last_day() {
    let case = Case::of("L51", vec![fifteen_and_five()]).recognised(
        "coaching",
        90,
        date(2024, 11, 20),
        Some(date(2025, 1, 31)),
    );
    assert_eq!(case.on(date(2025, 1, 31)).recognised, Minutes(90));
    assert_eq!(case.on(date(2025, 2, 1)).recognised, Minutes::ZERO);
}

#[test]
fn rule_09_nothing_is_recognised_on_a_local_component() {
    let standing = Case::of("L51", vec![fifteen_and_five()])
        .recognised("processes", 120, date(2024, 11, 20), None)
        .on(date(2024, 12, 1));
    assert_eq!(
        (standing.recognised, standing.remaining),
        (Minutes::ZERO, Some(Minutes(900)))
    );
}

#[test]
fn rule_03_an_entry_that_nobody_verified_counts_in_no_figure() {
    let standing = Case::of("L51", vec![fifteen_and_five()])
        .line("mentoring", 90, date(2024, 11, 20), |line| {
            line.verified = false
        })
        .on(date(2024, 12, 1));
    assert_eq!(
        (standing.done, standing.claimable_hours, standing.waiting),
        (Minutes::ZERO, 0, Minutes(90))
    );
}

#[test]
fn rule_12_an_initial_requirement_is_carried_over_the_turn_of_the_year() {
    let case = Case::of("Y75", two_units()).attended("pedagogy", 180, date(2025, 3, 1));
    let standing = case.on(date(2025, 11, 18));
    assert_eq!(
        (standing.track, standing.done, standing.remaining),
        (Track::Initial, Minutes(180), Some(Minutes(180)))
    );
    assert_eq!(
        standing.programme.as_ref().map(|p| p.code.as_str()),
        Some("2024-25")
    );
}

#[test]
fn a_refresher_follows_in_a_later_year_and_starts_afresh() {
    let case = Case::of("Y75", two_units())
        .attended("pedagogy", 180, date(2025, 3, 1))
        .attended("assessment", 180, date(2025, 4, 1));
    let same_year = case.on(date(2025, 8, 31));
    assert_eq!(
        (same_year.track, same_year.met_on),
        (Track::Initial, Some(date(2025, 4, 1)))
    );
    let next = case.on(date(2025, 9, 1));
    assert_eq!(
        (next.track, next.required, next.done),
        (Track::Refresher, Some(Minutes(360)), Minutes::ZERO)
    );
    assert_eq!(next.met_on, None);
    assert_eq!(row(&next, "live-1").remaining, None);
    let refreshed = case
        .attended("live-1", 60, date(2025, 10, 7))
        .attended("pedagogy", 180, date(2025, 11, 4))
        .attended("assessment", 180, date(2025, 11, 11))
        .on(date(2025, 11, 18));
    assert_eq!(
        (refreshed.done, refreshed.remaining),
        (Minutes(420), Some(Minutes(0)))
    );
    assert_eq!(refreshed.met_on, Some(date(2025, 11, 11)));
}

#[test]
fn without_a_refresher_track_a_mentor_stays_initial_and_met() {
    let mut programmes = two_units();
    programmes.truncate(1);
    let standing = Case::of("Y75", programmes)
        .attended("pedagogy", 180, date(2025, 3, 1))
        .attended("assessment", 180, date(2025, 4, 1))
        .on(date(2025, 11, 18));
    assert_eq!(
        (standing.track, standing.remaining),
        (Track::Initial, Some(Minutes(0)))
    );
    assert_eq!(standing.met_on, Some(date(2025, 4, 1)));
}

#[test]
fn minutes_carry_to_the_component_that_replaces_theirs() {
    let mut programmes = two_units();
    programmes[1].takes_over = true;
    programmes[1].components[0] = Component {
        replaces: vec!["pedagogy".into()],
        ..component("teaching", 200)
    };
    let standing = Case::of("Y75", programmes)
        .attended("pedagogy", 180, date(2025, 3, 1))
        .on(date(2025, 11, 18));
    let teaching = row(&standing, "teaching");
    assert_eq!(
        (teaching.done, teaching.remaining),
        (Minutes(180), Some(Minutes(20)))
    );
}

#[test]
fn a_national_minimum_is_a_floor_that_other_minutes_may_fill() {
    let mut programme = fifteen_and_five();
    programme.from = date(2024, 9, 1);
    let standing = Case::of("L51", vec![programme])
        .attended("mentoring", 90, date(2024, 10, 1))
        .attended("cognitive-science", 60, date(2024, 10, 2))
        .on(date(2024, 11, 12));
    assert_eq!(
        (standing.required, standing.done),
        (Some(Minutes(1200)), Minutes(150))
    );
    assert_eq!(
        (standing.remaining, standing.optional_done),
        (Some(Minutes(1050)), Minutes::ZERO)
    );
}

#[test]
fn in_a_refresher_one_attendance_counts_up_to_the_length_and_a_group_counts_once() {
    let mut programmes = two_units();
    let repeatable = |code| Component {
        repeatable: true,
        counts_for_refresher: true,
        ..component(code, 60)
    };
    let one_of = |code| Component {
        need: Need::OneOf("choice".into()),
        counts_for_refresher: true,
        ..component(code, 90)
    };
    programmes[1].groups = vec![Group {
        code: "choice".into(),
        title: "Choice".into(),
    }];
    programmes[1]
        .components
        .extend([repeatable("seminar"), one_of("g1"), one_of("g2")]);
    let standing = Case::of("Y75", programmes)
        .attended("pedagogy", 180, date(2025, 3, 1))
        .attended("assessment", 180, date(2025, 4, 1))
        .attended("seminar", 150, date(2025, 10, 1))
        .attended("seminar", 30, date(2025, 10, 8))
        .attended("g1", 60, date(2025, 10, 9))
        .attended("g2", 90, date(2025, 10, 10))
        .on(date(2025, 11, 18));
    assert_eq!(standing.done, Minutes(60 + 30 + 90));
    assert_eq!(standing.optional_done, Minutes(90 + 60));
    let group = row(&standing, "choice");
    assert_eq!(
        (group.asked, group.done, group.remaining),
        (Asked::OneOf, Minutes(90), None)
    );
}
