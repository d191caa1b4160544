//! Says what imports are and what they came to.
//!
//! Owns the wording of kinds, states and counts. It never reckons.

use actions::import::Past;
use domain::{
    Timestamp,
    audit::import::{Counts, Kind, State},
    calendar::{uk_day, uk_time},
};
use maud::{Markup, html};

use crate::parts::words;

/// What a file of a kind brings.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Attendance => "Attendance",
        Kind::People => "People and their roles",
        Kind::Trainees => "Student teachers",
        Kind::Placements => "Placements",
        Kind::Schools => "Register of schools",
        Kind::Providers => "List of providers",
        Kind::Programme => "Programme",
    }
}

/// What helps to choose a kind.
pub fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Attendance => {
            "Registers, sign-in sheets and logs: one row for each person and session."
        }
        Kind::People => "One row for each person and role, with school and days.",
        Kind::Trainees => {
            "The export of the national register of trainees. Columns that placing nobody needs are not read."
        }
        Kind::Placements => "Who is placed where, with which mentors, from when to when.",
        Kind::Schools | Kind::Providers | Kind::Programme => "Taken in by whoever runs Alongside.",
    }
}

/// What became of an import.
pub fn state(state: State) -> &'static str {
    match state {
        State::Previewed => "Waits for your yes",
        State::Begun => "Cut short: take the same file in again",
        State::TakenIn => "Taken in",
        State::Undone => "Undone",
        State::Dropped => "Dropped",
        State::LetGo => "Not decided; the file is no longer kept",
    }
}

/// What the rows came to, in one line.
pub fn counts(counts: Counts) -> String {
    let of = |count: u64| words::count(usize::try_from(count).unwrap_or(usize::MAX));
    let mut told = Vec::new();
    match (counts.new, counts.changed) {
        (0, 0) => told.push("nothing new".to_owned()),
        (0, _) => {}
        (new, _) => told.push(format!("{} new", of(new))),
    }
    if counts.changed > 0 {
        told.push(format!("{} changed", of(counts.changed)));
    }
    if counts.unchanged > 0 {
        told.push(format!("{} known already", of(counts.unchanged)));
    }
    if counts.refused > 0 {
        told.push(format!("{} left out", of(counts.refused)));
    }
    told.join(", ")
}

/// What an import came to, of how much: "26 rows: 22 new, 4 left out".
pub fn came_to(past: &Past) -> String {
    let counts = past.counts;
    let of = match past.kind {
        Kind::Programme => {
            words::count(usize::try_from(counts.rows).unwrap_or(usize::MAX)) + " components"
        }
        _ => rows(counts.rows),
    };
    format!("{of}: {}", self::counts(counts))
}

/// A number of rows in words.
pub fn rows(count: u64) -> String {
    let told = words::count(usize::try_from(count).unwrap_or(usize::MAX));
    match count {
        1 => format!("{told} row"),
        _ => format!("{told} rows"),
    }
}

/// The day of an instant, and the time of that day.
pub fn at(instant: Timestamp) -> Markup {
    html! { (words::day(uk_day(instant))) " " span.whole { "at " (uk_time(instant)) } }
}
