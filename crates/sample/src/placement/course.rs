//! Lists the stretches of each partnership's year, and the days between which they run.
//!
//! Owns the word `Stretch`. It never places anybody.

use domain::{AcademicYear, Date, placement::Stage};
use jiff::{ToSpan, civil::Weekday};

use crate::partnership::Home::{self, Liverpool, York};

/// One stretch of a course in a school.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub block: &'static str,
    pub stage: Stage,
    /// Whether it is spent in the second school.
    pub elsewhere: bool,
    from: (i8, i8),
    until: (i8, i8),
}

const fn stretch(
    block: &'static str,
    stage: Stage,
    elsewhere: bool,
    from: (i8, i8),
    until: (i8, i8),
) -> Stretch {
    Stretch {
        block,
        stage,
        elsewhere,
        from,
        until,
    }
}

const OF_YORK: [Stretch; 3] = [
    stretch("Block A", 1, false, (9, 29), (12, 19)),
    stretch("Block B", 2, true, (1, 12), (3, 27)),
    stretch("Block C", 3, false, (4, 20), (7, 10)),
];

const OF_LIVERPOOL: [Stretch; 3] = [
    stretch("Phase 1", 1, false, (9, 22), (10, 24)),
    stretch("Phase 2", 2, false, (11, 3), (1, 30)),
    stretch("Phase 3", 3, true, (2, 23), (6, 12)),
];

/// The stretches of a partnership's year.
pub(super) fn stretches(home: Home) -> &'static [Stretch] {
    match home {
        York => &OF_YORK,
        Liverpool => &OF_LIVERPOOL,
    }
}

impl Stretch {
    /// The Monday on which it begins, and the Friday on which it ends, in a year.
    pub fn days(&self, year: AcademicYear) -> Option<(Date, Date)> {
        let from = year.day(self.from.0, self.from.1)?;
        let until = year.day(self.until.0, self.until.1)?;
        Some((
            in_week(from, Weekday::Monday),
            in_week(until, Weekday::Friday),
        ))
    }
}

/// A day of the week in which a working day stands; a weekend belongs to the week after.
fn in_week(day: Date, wanted: Weekday) -> Date {
    let mut monday = day;
    while monday.weekday() != Weekday::Monday {
        let weekend = matches!(monday.weekday(), Weekday::Saturday | Weekday::Sunday);
        monday = monday.saturating_add(if weekend { 1.day() } else { -1.day() });
    }
    monday.saturating_add(i64::from(wanted.to_monday_zero_offset()).days())
}
