//! Tells the stories of the cast and of the traps, line by line.
//!
//! Owns these lines. It never leaves a day or a minute to the seed.

use jiff::civil::date;

use super::story::{
    Line,
    Turn::{ComingYear, Corrected, Plain, Recognised, Resting, Waiting},
};
use crate::{
    partnership::Home::{Liverpool, York},
    traps,
};

/// The stories told by hand.
pub(crate) struct Own {
    pub amina: &'static [Line],
    pub tom: &'static [Line],
    pub held_elsewhere: &'static [Line],
    pub fifteen_fifty: &'static [Line],
    pub rule_changed: &'static [Line],
    pub corrected: &'static [Line],
    pub waiting: &'static [Line],
    pub long_day: &'static [Line],
    pub expires: &'static [Line],
    pub coming_year: &'static [Line],
    pub clock_change: &'static [Line],
    /// What stands on the second record of one who was entered twice.
    pub twice: &'static [Line],
}

type On = (i16, i8, i8);

const fn york(component: &'static str, minutes: i32, (year, month, day): On) -> Line {
    Line {
        home: York,
        component,
        minutes,
        on: date(year, month, day),
        turn: Plain,
    }
}

const fn liverpool(component: &'static str, minutes: i32, on: On) -> Line {
    Line {
        home: Liverpool,
        ..york(component, minutes, on)
    }
}

const fn with(turn: super::story::Turn, line: Line) -> Line {
    Line { turn, ..line }
}

#[rustfmt::skip]
pub(crate) const OWN: Own = Own {
    amina: &[
        liverpool("processes", 120, (2025, 9, 18)),
        liverpool("mentoring", 90, (2025, 9, 30)),
        liverpool("itap-1", 60, (2025, 10, 7)),
        with(Recognised("Edge Hill University, certificate of 12 June 2025", date(2027, 8, 31)), liverpool("coaching", 60, (2025, 10, 14))),
        liverpool("subject-knowledge-english", 60, (2025, 10, 21)),
        liverpool("itap-2", 60, (2025, 11, 4)),
        liverpool("observation-2a", 120, (2025, 11, 6)),
        liverpool("itap-3", 60, (2025, 11, 11)),
    ],
    tom: &[
        york("conference-1", 360, (2025, 10, 8)),
        york("models-of-mentoring", 60, (2025, 10, 15)),
    ],
    held_elsewhere: &[
        liverpool("processes", 120, (2025, 9, 25)),
        with(Resting(traps::HELD_REFERENCE), liverpool("mentoring", 90, (2025, 10, 2))),
        york("conference-1", 360, (2025, 10, 8)),
        with(Recognised(traps::HELD_REFERENCE, date(2027, 8, 31)), york("models-of-mentoring", 60, (2025, 10, 20))),
    ],
    fifteen_fifty: &[
        york("models-of-mentoring", 60, (2025, 10, 2)),
        york("conference-1", 360, (2025, 10, 8)),
        york("professional-behaviours", 60, (2025, 11, 5)),
        york("behaviour-and-high-expectations", 60, (2025, 11, 6)),
        york("conference-2", 360, (2025, 11, 12)),
        york("pedagogy", 50, (2025, 11, 13)),
    ],
    rule_changed: &[
        liverpool("processes", 120, (2024, 10, 1)),
        liverpool("mentoring", 90, (2024, 10, 8)),
        liverpool("itap-1", 60, (2024, 10, 17)),
        liverpool("coaching", 90, (2024, 11, 6)),
        liverpool("observation-2a", 120, (2024, 12, 5)),
        liverpool("subject-knowledge-science", 60, (2025, 1, 23)),
        liverpool("itap-2", 60, (2025, 2, 6)),
        liverpool("itap-3", 60, (2025, 3, 13)),
        liverpool("observation-3a", 120, (2025, 3, 20)),
        liverpool("inclusive-mentoring-1", 60, (2025, 5, 15)),
        liverpool("progress-and-assessment", 120, (2025, 6, 5)),
        liverpool("live-1", 60, (2025, 9, 23)),
        liverpool("live-2", 60, (2025, 11, 4)),
    ],
    corrected: &[
        york("models-of-mentoring", 60, (2024, 10, 1)),
        york("conference-1", 360, (2024, 10, 9)),
        with(Corrected(300, date(2024, 12, 3), "Left at two o’clock: the register shows five hours."), york("conference-2", 360, (2024, 11, 13))),
        york("professional-behaviours", 60, (2024, 12, 4)),
        york("behaviour-and-high-expectations", 60, (2025, 1, 29)),
        york("appraisal-visit", 120, (2025, 3, 11)),
    ],
    waiting: &[
        liverpool("processes", 120, (2025, 10, 2)),
        liverpool("mentoring", 90, (2025, 10, 16)),
        with(Waiting, liverpool("coaching", 90, (2025, 11, 10))),
    ],
    long_day: &[
        liverpool("processes", 120, (2025, 9, 30)),
        york("conference-1", 360, (2025, 10, 8)),
        liverpool("mentoring", 90, (2025, 10, 8)),
        liverpool("coaching", 90, (2025, 10, 8)),
    ],
    expires: &[
        with(Recognised("National professional qualification, 2023", traps::EXPIRES_ON), york("models-of-mentoring", 60, (2025, 9, 24))),
        york("conference-1", 360, (2025, 10, 8)),
    ],
    coming_year: &[
        with(ComingYear, liverpool("processes", 120, (2025, 7, 8))),
        with(ComingYear, liverpool("mentoring", 90, (2025, 7, 9))),
        liverpool("itap-1", 60, (2025, 10, 9)),
    ],
    clock_change: &[
        liverpool("processes", 120, (2024, 10, 3)),
        liverpool("mentoring", 90, (2024, 10, 17)),
        liverpool("coaching", 90, (2025, 3, 30)),
        liverpool("itap-1", 60, (2025, 10, 26)),
    ],
    twice: &[
        york("curriculum", 60, (2025, 10, 22)),
        york("pedagogy", 60, (2025, 11, 5)),
    ],
};
