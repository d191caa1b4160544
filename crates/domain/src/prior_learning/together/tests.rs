//! Tries one plan over two providers by hand.

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::{
    AcademicYear,
    programme::{component, programme},
    standing::{State, of_nothing},
};

const DAY: Date = date(2025, 11, 18);

fn standing(code: &str, parts: &[(&str, i32)]) -> Standing {
    let mut made = programme(code, "2025-26", date(2025, 9, 1));
    made.components = parts
        .iter()
        .map(|(code, minutes)| component(code, *minutes))
        .collect();
    let row = |(at, part): (usize, &Component)| Row {
        component: u16::try_from(at).unwrap(),
        asked: Asked::Required,
        done: Minutes::ZERO,
        recognised: Minutes::ZERO,
        remaining: Some(part.minutes),
        state: State::Due,
        due_on: None,
    };
    Standing {
        remaining: Some(parts.iter().map(|(_, minutes)| Minutes(*minutes)).sum()),
        components: made.components.iter().enumerate().map(row).collect(),
        programme: Some(Arc::new(made)),
        ..of_nothing(DAY, AcademicYear::containing(DAY))
    }
}

fn agreed(share: u8) -> Equivalence {
    Equivalence {
        institution: "YORK  University".to_owned(),
        session: "MODELS".to_owned(),
        title: "Models".to_owned(),
        component: "mentoring".to_owned(),
        share,
        from: date(2024, 9, 1),
        until: None,
        agreed_by: "Helen Marsh".to_owned(),
        source: "Meeting of the group".to_owned(),
        version: 1,
    }
}

fn side<'a>(
    (name, code): (&'a str, &'a str),
    standing: &'a Standing,
    agreed: &'a [Equivalence],
) -> Side<'a> {
    Side {
        name,
        code,
        standing,
        subject: None,
        school_phase: None,
        agreed,
    }
}

const YORK: (&str, &str) = ("York University", "Y75");
const LIVERPOOL: (&str, &str) = ("Liverpool University", "L51");

#[test]
fn what_one_provider_teaches_is_taken_off_what_the_other_asks_and_the_plan_says_so() {
    let york = standing("Y75", &[("models", 60), ("pedagogy", 60)]);
    let liverpool = standing("L51", &[("mentoring", 90)]);
    let map = [agreed(100), agreed(50)];
    let sides = [side(YORK, &york, &[]), side(LIVERPOOL, &liverpool, &map)];
    let found = together(&sides, DAY);
    assert_eq!((found.total, found.saved()), (Minutes(150), Minutes(60)));
    let told: Vec<(usize, &str, i32, usize)> = found
        .pieces
        .iter()
        .map(|one| {
            (
                one.side,
                one.code.as_str(),
                one.minutes.0,
                one.stands_for.len(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (0, "models", 60, 1),
            (0, "pedagogy", 60, 0),
            (1, "mentoring", 30, 0)
        ]
    );
    assert_eq!(found.pieces[0].stands_for[0].minutes, Minutes(60));
}

#[test]
fn nothing_is_saved_by_what_is_no_longer_agreed_or_is_agreed_with_somebody_else() {
    let york = standing("Y75", &[("models", 60)]);
    let liverpool = standing("L51", &[("mentoring", 90)]);
    let ended = Equivalence {
        until: Some(date(2025, 8, 31)),
        ..agreed(100)
    };
    let elsewhere = Equivalence {
        institution: "Hope".to_owned(),
        ..agreed(100)
    };
    for map in [[ended], [elsewhere]] {
        let sides = [side(YORK, &york, &[]), side(LIVERPOOL, &liverpool, &map)];
        assert_eq!(together(&sides, DAY).saved(), Minutes::ZERO);
    }
}

#[test]
fn what_no_component_can_fill_is_told_apart() {
    let liverpool = Standing {
        programme: None,
        components: Vec::new(),
        ..standing("L51", &[("mentoring", 90)])
    };
    let found = together(&[side(LIVERPOOL, &liverpool, &[])], DAY);
    assert_eq!((found.total, found.missing), (Minutes::ZERO, Minutes(90)));
    assert!(found.pieces.is_empty() && found.exact);
}
