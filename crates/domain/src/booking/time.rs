//! Keeps when a session is, in UK local time, by a day and two hours.
//!
//! Owns the word `Hours`. It never asks what time it is now.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::{AmbiguousOffset, TimeZone},
};

use super::Refusal;
use crate::calendar::london;

/// From when to when within one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// The first minute.
    pub from: Time,
    /// The minute at which it is over.
    pub until: Time,
}

/// Turns a UK local day and hours into two instants.
///
/// # Rule
/// An hour that comes twice, in the night in which the clocks go back, is the first of the two.
///
/// # Refuses
/// An hour that does not exist because the clocks go forward, and an end before the start.
pub fn at(day: Date, hours: Hours) -> Result<(Timestamp, Timestamp), Refusal> {
    if hours.until <= hours.from {
        return Err(Refusal::EndsBeforeStart);
    }
    Ok((
        instant(&london(), day, hours.from)?,
        instant(&london(), day, hours.until)?,
    ))
}

fn instant(zone: &TimeZone, day: Date, time: Time) -> Result<Timestamp, Refusal> {
    let local = zone.to_ambiguous_timestamp(day.to_datetime(time));
    if let AmbiguousOffset::Gap { .. } = local.offset() {
        return Err(Refusal::NoSuchHour);
    }
    local.earlier().map_err(|_| Refusal::NoSuchHour)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn hours(from: (i8, i8), until: (i8, i8)) -> Hours {
        Hours {
            from: time(from.0, from.1, 0, 0),
            until: time(until.0, until.1, 0, 0),
        }
    }

    #[test]
    fn a_session_across_the_night_of_the_clocks_is_told_by_its_local_hours() {
        let spring = at(date(2026, 3, 29), hours((0, 30), (2, 30))).expect("both exist");
        assert_eq!((spring.1.as_second() - spring.0.as_second()) / 60, 60);
        let autumn = at(date(2025, 10, 26), hours((0, 30), (2, 30))).expect("both exist");
        assert_eq!((autumn.1.as_second() - autumn.0.as_second()) / 60, 180);
    }

    #[test]
    fn an_hour_that_does_not_exist_is_refused_and_one_that_comes_twice_is_the_first() {
        let missing = at(date(2026, 3, 29), hours((1, 30), (4, 0)));
        assert_eq!(missing, Err(Refusal::NoSuchHour));
        let twice = at(date(2025, 10, 26), hours((1, 30), (4, 0))).expect("it exists");
        assert_eq!(twice.0.to_string(), "2025-10-26T00:30:00Z");
        let ends = at(date(2025, 11, 20), hours((16, 0), (15, 0)));
        assert_eq!(ends, Err(Refusal::EndsBeforeStart));
    }
}
