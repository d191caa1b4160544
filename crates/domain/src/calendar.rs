//! Keeps the year as the field counts it, and UK local days.
//!
//! Owns the word `AcademicYear`. It never asks what day it is.

use std::fmt;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, Time, date},
    tz::{self, TimeZone},
};
use serde::{Deserialize, Serialize};

use crate::Minutes;

/// No record of this kind is older; an earlier day is a slip of the keyboard.
pub const EARLIEST_RECORD: Date = date(1990, 9, 1);

static LONDON: TimeZone = tz::get!("Europe/London");

/// Runs from 1 September to 31 August.
///
/// # Rule
/// Product rule 18. The department names years in the same way, "2025 to 2026".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AcademicYear(i16);

impl AcademicYear {
    /// Names the year that starts on 1 September of `year`.
    ///
    /// # Refuses
    /// Years outside 1900 to 2200, which no record of this kind can carry.
    #[must_use]
    pub fn starting(year: i16) -> Option<AcademicYear> {
        (1900..=2200).contains(&year).then_some(AcademicYear(year))
    }

    /// Finds the year that contains a day.
    #[must_use]
    pub fn containing(day: Date) -> AcademicYear {
        AcademicYear(if day.month() >= 9 {
            day.year()
        } else {
            day.year() - 1
        })
    }

    /// The calendar year in which it starts.
    #[must_use]
    pub fn starts_in(self) -> i16 {
        self.0
    }

    /// 1 September.
    #[must_use]
    pub fn first_day(self) -> Date {
        date(self.0, 9, 1)
    }

    /// 31 August.
    #[must_use]
    pub fn last_day(self) -> Date {
        date(self.0 + 1, 8, 31)
    }

    /// The year after.
    #[must_use]
    pub fn next(self) -> AcademicYear {
        AcademicYear(self.0 + 1)
    }

    /// Says whether a day falls in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        AcademicYear::containing(day) == self
    }

    /// Finds the day with this month and day of the month inside the year.
    ///
    /// # Refuses
    /// A day that does not exist, such as 29 February of a year without one.
    #[must_use]
    pub fn day(self, month: i8, day: i8) -> Option<Date> {
        let year = if month >= 9 { self.0 } else { self.0 + 1 };
        Date::new(year, month, day).ok()
    }
}

impl fmt::Display for AcademicYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.0, self.0 + 1)
    }
}

/// The zone of every local day and hour.
#[must_use]
pub fn london() -> TimeZone {
    LONDON.clone()
}

/// The UK local day on which an instant falls.
#[must_use]
pub fn uk_day(instant: Timestamp) -> Date {
    instant.to_zoned(LONDON.clone()).date()
}

/// Tells the UK time of day of an instant, as pages do: "09:05".
#[must_use]
pub fn uk_time(instant: Timestamp) -> String {
    let zoned = instant.to_zoned(LONDON.clone());
    zoned.strftime("%H:%M").to_string()
}

/// The UK local day and time of an instant.
#[must_use]
pub fn uk_clock(instant: Timestamp) -> (Date, Time) {
    let local = instant.to_zoned(LONDON.clone()).datetime();
    (local.date(), local.time())
}

/// Tells the UK time of day of an instant as people say it: "4:30pm", "9am".
#[must_use]
pub fn uk_hour(instant: Timestamp) -> String {
    let (_, time) = uk_clock(instant);
    let shape = if time.minute() == 0 {
        "%-I%P"
    } else {
        "%-I:%M%P"
    };
    time.strftime(shape).to_string()
}

/// The instant of a UK local day and time; none for an hour that the clocks leave out.
#[must_use]
pub fn uk_instant(local: DateTime) -> Option<Timestamp> {
    let zoned = local.to_zoned(LONDON.clone()).ok()?;
    (zoned.datetime() == local).then(|| zoned.timestamp())
}

/// The UK time of day of an instant, in whole minutes after midnight.
#[must_use]
pub fn uk_minutes(instant: Timestamp) -> Minutes {
    let local = instant.to_zoned(LONDON.clone());
    Minutes(i32::from(local.hour()) * 60 + i32::from(local.minute()))
}

/// The instant at which a UK local day has a time of day; one that the clocks skip is the next there is.
///
/// # Units
/// Whole minutes after midnight.
#[must_use]
pub fn uk_time_on(day: Date, time: Minutes) -> Timestamp {
    day.at(0, 0, 0, 0)
        .checked_add(i64::from(time.0).minutes())
        .and_then(|local| local.to_zoned(LONDON.clone()))
        .map_or(Timestamp::MAX, |local| local.timestamp())
}

/// The first instant after a UK local day has ended.
#[must_use]
pub fn after_uk_day(day: Date) -> Timestamp {
    day.checked_add(1.day())
        .and_then(|next| next.to_zoned(LONDON.clone()))
        .map_or(Timestamp::MAX, |start| start.timestamp())
}

/// Tells a day as pages do: "4 December 2025".
#[must_use]
pub fn told(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Tells a day with its name: "Thursday 4 December 2025".
#[must_use]
pub fn named(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// The name of a day in the week: "Thursday".
#[must_use]
pub fn weekday_told(day: Date) -> String {
    day.strftime("%A").to_string()
}

/// Tells an instant in UK time as messages do: "10:15am on Tuesday 18 November".
#[must_use]
pub fn moment(instant: Timestamp) -> String {
    let local = instant.to_zoned(LONDON.clone());
    local.strftime("%-I:%M%P on %A %-d %B").to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_moment_is_told_in_uk_time() {
        let summer: Timestamp = "2026-06-16T12:05:00Z".parse().expect("an instant");
        assert_eq!(moment(summer), "1:05pm on Tuesday 16 June");
        assert_eq!(uk_hour(summer), "1:05pm");
        assert_eq!(named(uk_day(summer)), "Tuesday 16 June 2026");
    }

    #[test]
    fn an_hour_that_the_clocks_leave_out_is_no_instant() {
        let spring = date(2026, 3, 29);
        assert_eq!(uk_instant(spring.at(1, 30, 0, 0)), None);
        let after = uk_instant(spring.at(9, 0, 0, 0)).expect("an instant");
        assert_eq!(
            (after.to_string(), uk_hour(after)),
            ("2026-03-29T08:00:00Z".to_owned(), "9am".to_owned())
        );
    }

    use super::*;

    #[test]
    fn rule_18_the_academic_year_turns_on_1_september() {
        let year = AcademicYear::containing(date(2025, 8, 31));
        assert_eq!(year.to_string(), "2024 to 2025");
        assert_eq!(AcademicYear::containing(date(2025, 9, 1)), year.next());
        assert_eq!(year.day(7, 31), Some(date(2025, 7, 31)));
        assert_eq!(year.day(11, 5), Some(date(2024, 11, 5)));
    }

    #[test]
    fn rule_18_a_summer_day_ends_an_hour_earlier_by_the_worlds_clock() {
        assert_eq!(
            after_uk_day(date(2025, 7, 1)).to_string(),
            "2025-07-01T23:00:00Z"
        );
        assert_eq!(
            after_uk_day(date(2025, 12, 1)).to_string(),
            "2025-12-02T00:00:00Z"
        );
        let late: Timestamp = "2025-07-01T23:30:00Z".parse().expect("a written instant");
        assert_eq!(uk_day(late), date(2025, 7, 2));
        assert_eq!(uk_time(late), "00:30");
    }
}
