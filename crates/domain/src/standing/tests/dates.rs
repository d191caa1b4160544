//! Tries when a requirement is met, a component due, and a mentor new again.

use jiff::civil::date;

use super::*;
use crate::{programme::Track, standing::State};

#[test]
fn a_requirement_can_be_met_by_a_rule_rather_than_an_entry() {
    let mut programme = fifteen_and_five();
    programme.components.truncate(6);
    let case = Case::of("L51", vec![programme.clone()]);
    let case = programme.components.iter().fold(case, |case, part| {
        case.attended(&part.code, part.minutes.0, date(2024, 10, 1))
    });
    assert_eq!(
        case.on(date(2024, 11, 12)).remaining,
        Some(Minutes(1200 - 660))
    );
    let after = case.on(date(2024, 11, 20));
    assert_eq!(after.met_on, Some(date(2024, 11, 13)));
    assert!(
        after
            .reasons
            .iter()
            .any(|reason| reason.told().value.contains("because the rule changed"))
    );
}

#[test]
fn a_half_term_component_is_due_inside_its_half_term_and_overdue_after_it() {
    let case = Case::of("Y75", two_units()).hosting(date(2024, 9, 9), date(2025, 7, 4), None);
    let state = |day| row(&case.on(day), "assessment").state;
    assert_eq!(state(date(2024, 11, 13)), State::Due);
    assert_eq!(state(date(2024, 12, 20)), State::Due);
    assert_eq!(state(date(2024, 12, 21)), State::Overdue);
    assert_eq!(
        row(&case.on(date(2024, 12, 1)), "assessment").due_on,
        Some(date(2024, 12, 20))
    );
}

#[test]
fn without_a_student_teacher_nothing_is_overdue() {
    let case = Case::of("Y75", two_units()).attended("pedagogy", 60, date(2024, 11, 14));
    let standing = case.on(date(2025, 3, 1));
    assert!(
        standing
            .components
            .iter()
            .all(|row| row.state != State::Overdue)
    );
    assert_eq!(row(&standing, "assessment").state, State::Due);
}

#[test]
fn a_stage_that_is_not_hosted_is_never_due_and_lowers_nothing() {
    let case = Case::of("L51", vec![fifteen_and_five()]).hosting(
        date(2025, 1, 6),
        date(2025, 3, 28),
        Some(2),
    );
    let standing = case.on(date(2025, 4, 1));
    assert_eq!(row(&standing, "processes").state, State::NotYetDue);
    assert_eq!(row(&standing, "processes").due_on, None);
    let hosted = row(&standing, "observation-2a");
    assert_eq!(
        (hosted.state, hosted.due_on),
        (State::Overdue, Some(date(2025, 3, 28)))
    );
    assert_eq!(standing.required, Some(Minutes(900)));
}

#[test]
fn a_component_without_a_time_of_its_own_is_overdue_after_31_july() {
    let case =
        Case::of("L51", vec![fifteen_and_five()]).hosting(date(2025, 1, 6), date(2025, 7, 4), None);
    assert_eq!(
        row(&case.on(date(2025, 7, 31)), "mentoring").state,
        State::NotYetDue
    );
    assert_eq!(
        row(&case.on(date(2025, 8, 1)), "mentoring").state,
        State::Overdue
    );
}

#[test]
fn the_next_step_is_the_most_pressing_component() {
    let case = Case::of("Y75", two_units()).hosting(date(2024, 9, 9), date(2025, 7, 4), None);
    let standing = case.on(date(2024, 11, 20));
    let step = standing.next_step.clone().expect("something is left");
    assert_eq!(step.row, 0);
    assert_eq!(step.why, "It was due by 25 October 2024; 3 h is left.");
    let done = case
        .attended("pedagogy", 180, date(2024, 11, 20))
        .on(date(2024, 11, 20));
    assert_eq!(done.next_step.map(|step| step.row), Some(1));
}

#[test]
fn three_whole_years_without_a_student_teacher_make_a_mentor_new_again() {
    let mut manchester = two_units().remove(0);
    manchester.from = date(2019, 9, 1);
    let case = Case::of("M20", vec![manchester])
        .attended("pedagogy", 180, date(2020, 10, 1))
        .hosting(date(2020, 10, 1), date(2020, 12, 11), None)
        .hosting(date(2024, 10, 1), date(2024, 12, 11), None);
    let standing = case.on(date(2024, 11, 1));
    assert_eq!(
        (standing.track, standing.done),
        (Track::Initial, Minutes::ZERO)
    );
    assert!(
        standing
            .reasons
            .iter()
            .any(|reason| reason.told().rule == "new again")
    );
    let sooner = Case {
        hostings: vec![],
        ..case
    }
    .hosting(date(2020, 10, 1), date(2020, 12, 11), None)
    .hosting(date(2023, 10, 1), date(2023, 12, 11), None);
    assert_eq!(sooner.on(date(2023, 11, 1)).done, Minutes(180));
}

#[test]
fn a_provider_without_a_lapse_rule_never_makes_anyone_new_again() {
    let mut old = two_units().remove(0);
    old.from = date(2010, 9, 1);
    let standing = Case::of("Y75", vec![old])
        .attended("pedagogy", 180, date(2010, 10, 1))
        .on(date(2024, 12, 1));
    assert_eq!(standing.done, Minutes(180));
}

#[test]
fn a_refresher_sends_nobody_to_a_session_that_is_over() {
    let mut programmes = two_units();
    let live = |code, day| Component {
        when: Some(crate::programme::When::On(day)),
        tracks: vec![Track::Refresher],
        counts_for_refresher: true,
        ..component(code, 60)
    };
    programmes[1].components = vec![
        live("september", date(2025, 9, 23)),
        live("november", date(2025, 11, 18)),
        live("january", date(2026, 1, 6)),
    ];
    let case = Case::of("Y75", programmes)
        .attended("pedagogy", 180, date(2025, 3, 1))
        .attended("assessment", 180, date(2025, 4, 1));
    let next = |day| {
        let standing = case.on(day);
        let step = standing.next_step.clone().expect("something is left");
        let part = standing.components[step.row];
        (
            part.code(standing.programme.as_ref().expect("in force"))
                .to_owned(),
            part.state,
            part.due_on,
        )
    };
    let seen = next(date(2025, 11, 18));
    assert_eq!(
        seen,
        ("november".into(), State::Due, Some(date(2025, 11, 18)))
    );
    let seen = next(date(2025, 11, 19));
    assert_eq!(
        seen,
        ("january".into(), State::NotYetDue, Some(date(2026, 1, 6)))
    );
    assert_eq!(
        row(&case.on(date(2025, 11, 19)), "september").due_on,
        Some(date(2026, 7, 31))
    );
}

#[test]
fn the_programme_is_that_of_the_placement_begun_last() {
    let mut primary = programme("L51", "primary", date(2024, 9, 1));
    primary.audience.courses = vec!["PGCE-P".into()];
    primary.components = vec![component("phonics", 60)];
    let mut secondary = programme("L51", "secondary", date(2024, 9, 1));
    secondary.audience.courses = vec!["PGCE-S".into()];
    secondary.components = vec![component("subject", 120)];
    let mut case = Case::of("L51", vec![primary, secondary]);
    for (course, from) in [("PGCE-P", date(2025, 9, 15)), ("PGCE-S", date(2025, 11, 3))] {
        case.hostings.push(Hosting {
            course: Some(course.into()),
            ..hosting(from, date(2026, 2, 13), None)
        });
    }
    let asked = |day| {
        let standing = case.on(day);
        let programme = standing.programme.map(|programme| programme.code.clone());
        (programme, standing.required)
    };
    assert_eq!(
        asked(date(2025, 11, 2)),
        (Some("primary".to_owned()), Some(Minutes(60)))
    );
    assert_eq!(
        asked(date(2025, 11, 3)),
        (Some("secondary".to_owned()), Some(Minutes(120)))
    );
}
