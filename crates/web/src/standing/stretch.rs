//! Puts the parts of a programme together by the time in which they fall.
//!
//! Owns the word `Stretch`. It never changes the order of a programme inside a stretch.

use domain::{
    Date,
    programme::{Programme, When},
    standing::{Row, Standing},
};
use maud::{Markup, html};

use crate::parts::words;

/// Rows that fall in the same time.
#[derive(Debug, Clone)]
pub struct Stretch<'a> {
    /// What it is called.
    pub name: String,
    /// What it is called, and when it is.
    pub heading: Markup,
    /// Whether it is now.
    pub is_now: bool,
    /// Its rows.
    pub rows: Vec<&'a Row>,
}

/// By what stretches are told apart, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fall {
    HalfTerm(u8),
    Stage(u8),
    On(Date),
    AnyTime,
}

/// Puts rows together: half terms, stages, set days, and any time, each in its order.
#[must_use]
pub fn stretches<'a>(
    rows: &[&'a Row],
    standing: &Standing,
    programme: &Programme,
) -> Vec<Stretch<'a>> {
    let mut by_fall: Vec<(Fall, Vec<&Row>)> = Vec::new();
    for row in rows {
        let fall = fall(row, programme);
        match by_fall.iter_mut().find(|(known, _)| *known == fall) {
            Some((_, found)) => found.push(row),
            None => by_fall.push((fall, vec![row])),
        }
    }
    by_fall.sort_by_key(|(fall, _)| *fall);
    by_fall
        .into_iter()
        .map(|(fall, rows)| {
            let until = rows.iter().filter_map(|row| row.due_on).max();
            let (heading, is_now) = heading(fall, until, standing, programme);
            Stretch {
                name: name(fall),
                heading,
                is_now,
                rows,
            }
        })
        .collect()
}

fn fall(row: &Row, programme: &Programme) -> Fall {
    match row.part(programme).when {
        Some(When::HalfTerm(number)) => Fall::HalfTerm(number),
        Some(When::Stage(stage)) => Fall::Stage(stage),
        Some(When::On(day)) => Fall::On(day),
        None => Fall::AnyTime,
    }
}

fn name(fall: Fall) -> String {
    match fall {
        Fall::HalfTerm(number) => format!("Parts of half term {number}"),
        Fall::Stage(stage) => format!("Parts of stage {stage}"),
        Fall::On(day) => format!("Parts of {}", words::told(day)),
        Fall::AnyTime => "Parts for any time".to_owned(),
    }
}

fn heading(
    fall: Fall,
    until: Option<Date>,
    standing: &Standing,
    programme: &Programme,
) -> (Markup, bool) {
    let day = standing.day;
    match fall {
        Fall::HalfTerm(number) => {
            let dated = programme.half_term(number);
            let is_now = dated.is_some_and(|dated| dated.holds(day));
            let heading = html! {
                "Half term " (number)
                @match dated {
                    Some(dated) if is_now => { ", now: until " (words::day(dated.until)) }
                    Some(dated) if dated.until < day => { ": it was until " (words::day(dated.until)) }
                    Some(dated) => { ": from " (words::day(dated.from)) }
                    None => "",
                }
            };
            (heading, is_now)
        }
        Fall::Stage(stage) => {
            let heading = html! {
                "Stage " (stage) " of a placement"
                @match until {
                    Some(until) if until >= day => { ": until " (words::day(until)) }
                    Some(until) => { ": it was until " (words::day(until)) }
                    None => ": when a student teacher is in it",
                }
            };
            (heading, false)
        }
        Fall::On(on) => (html! { (words::day(on)) }, on == day),
        Fall::AnyTime => (
            html! { "Any time" @if let Some(until) = until { ": by " (words::day(until)) } },
            false,
        ),
    }
}
