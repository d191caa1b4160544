//! Keeps how a school lets a teacher go to a session in school time.
//!
//! Owns the words `SchoolDay`, `Holiday`, `Permission` and `Refusal`. It never covers a lesson.

use jiff::civil::{Date, Time, Weekday};
use uuid::Uuid;

use super::{Booking, Session, State};
use crate::{Minutes, calendar::uk_clock, partnership::Urn, programme::Mode};

/// From when to when a school day runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchoolDay {
    /// When it begins, in minutes since midnight.
    pub begins: Minutes,
    /// When it ends, in minutes since midnight.
    pub ends: Minutes,
}

/// Days on which a school is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Its number.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl Holiday {
    /// Whether a day falls in it.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// On which days of the week somebody works; Monday to Friday where nobody says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingDays([bool; 7]);

impl Default for WorkingDays {
    fn default() -> WorkingDays {
        WorkingDays([true, true, true, true, true, false, false])
    }
}

impl WorkingDays {
    /// Reads seven marks from Monday on, `x` for a day of work and `-` for one without.
    #[must_use]
    pub fn read(code: &str) -> Option<WorkingDays> {
        let marks: Vec<char> = code.chars().collect();
        let marks: [char; 7] = marks.try_into().ok()?;
        let sound = marks.iter().all(|mark| matches!(mark, 'x' | '-'));
        sound.then(|| WorkingDays(marks.map(|mark| mark == 'x')))
    }

    /// The marks that are kept.
    #[must_use]
    pub fn code(self) -> String {
        let marks = self.0.iter();
        marks.map(|works| if *works { 'x' } else { '-' }).collect()
    }

    /// Whether a day of the week is a day of work.
    #[must_use]
    pub fn works_on(self, day: Weekday) -> bool {
        self.0[usize::try_from(day.to_monday_zero_offset()).unwrap_or_default()]
    }
}

/// A school's word that its teachers may go, without being asked each time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// Its number.
    pub id: Uuid,
    /// Which school gives it.
    pub school: Urn,
    /// To sessions held in which way; to every one if none is named.
    pub mode: Option<Mode>,
    /// The first day of the sessions.
    pub from: Date,
    /// The last day of the sessions.
    pub until: Date,
}

impl Permission {
    /// Whether it covers a session.
    #[must_use]
    pub fn covers(&self, session: &Session) -> bool {
        let days = self.from <= session.held_on && session.held_on <= self.until;
        days && self.mode.is_none_or(|mode| mode == session.mode)
    }
}

/// Why a booking was not released or declined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It does not wait for the school.
    #[error("This booking does not wait for the school any more: somebody answered before you.")]
    NotHeld,
    /// The session is off.
    #[error("The session was called off, so there is nothing to release.")]
    CalledOff,
    /// Nobody releases themself.
    #[error("Your own time is released by somebody else of your school.")]
    OwnTime,
    /// It was declined without a reason.
    #[error("Say why in a few words: the mentor reads it and can choose another day.")]
    WithoutReason,
    /// The days are in the wrong order.
    #[error("The last day lies before the first one.")]
    DaysInWrongOrder,
    /// A cost of cover that cannot be.
    #[error("Give what half a day of cover costs in pounds, such as 95 or 95.50.")]
    Cost,
}

/// Whether a session takes somebody out of school: the school then releases them.
///
/// # Rule
/// Any of it falls between the school's hours, on a day on which they work and the school is open.
#[must_use]
pub fn in_school_time(
    session: &Session,
    day: SchoolDay,
    works: WorkingDays,
    closed: &[Holiday],
) -> bool {
    let open = works.works_on(session.held_on.weekday())
        && !closed.iter().any(|holiday| holiday.holds(session.held_on));
    let (starts, ends) = hours(session);
    open && starts < day.ends.0 && ends > day.begins.0
}

/// The state of a place that was just taken.
#[must_use]
pub fn first_state(session: &Session, in_school_time: bool, standing: &[Permission]) -> State {
    let covered = standing.iter().any(|permission| permission.covers(session));
    if in_school_time && !covered {
        State::Held
    } else {
        State::Confirmed
    }
}

/// How many half days somebody is away from school: none, one or two.
///
/// # Rule
/// The middle of the school day divides it. Whoever is away for any part of a half is away for it.
#[must_use]
pub fn half_days(session: &Session, day: SchoolDay) -> i64 {
    let middle = i32::midpoint(day.begins.0, day.ends.0);
    let (starts, ends) = hours(session);
    let away = |from: i32, until: i32| i64::from(starts < until && ends > from);
    away(day.begins.0, middle) + away(middle, day.ends.0)
}

/// When a session starts and ends, in minutes since the midnight before its day.
fn hours(session: &Session) -> (i32, i32) {
    let minutes = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
    let (first, starts) = uk_clock(session.starts_at);
    let (last, ends) = uk_clock(session.ends_at);
    let later = if last > first { 24 * 60 } else { 0 };
    (minutes(starts), minutes(ends) + later)
}

/// Asks whether a booking can be released now.
///
/// # Refuses
/// When it does not wait for the school, or the session is off.
pub fn release(booking: &Booking, session: &Session) -> Result<State, Refusal> {
    waits(booking, session)?;
    Ok(State::Confirmed)
}

/// Asks whether a release can be declined for a reason.
///
/// # Refuses
/// When the booking does not wait for the school, and without a reason.
pub fn decline(booking: &Booking, session: &Session, reason: &str) -> Result<State, Refusal> {
    waits(booking, session)?;
    if reason.trim().is_empty() {
        return Err(Refusal::WithoutReason);
    }
    Ok(State::Declined)
}

fn waits(booking: &Booking, session: &Session) -> Result<(), Refusal> {
    if session.cancelled {
        return Err(Refusal::CalledOff);
    }
    if booking.state != State::Held {
        return Err(Refusal::NotHeld);
    }
    Ok(())
}

/// Asks whether days are in order.
///
/// # Refuses
/// When the last lies before the first.
pub fn in_order(from: Date, until: Date) -> Result<(), Refusal> {
    if until < from {
        return Err(Refusal::DaysInWrongOrder);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::booking::sample::{booking, session};

    const DAY: SchoolDay = SchoolDay {
        begins: Minutes(480),
        ends: Minutes(960),
    };

    #[test]
    fn a_session_after_school_asks_nobody() {
        let works = WorkingDays::default();
        let late = session(date(2025, 12, 4), (16, 30), (18, 0));
        assert!(!in_school_time(&late, DAY, works, &[]));
        assert_eq!(half_days(&late, DAY), 0);
        let early = session(date(2025, 12, 4), (15, 30), (17, 0));
        assert!(in_school_time(&early, DAY, works, &[]));
        assert_eq!(half_days(&early, DAY), 1);
        let saturday = session(date(2025, 12, 6), (10, 0), (12, 0));
        assert!(!in_school_time(&saturday, DAY, works, &[]));
    }

    #[test]
    fn a_whole_day_is_two_halves_in_summer_too() {
        let whole = session(date(2026, 6, 18), (9, 0), (15, 30));
        assert_eq!(half_days(&whole, DAY), 2);
        let morning = session(date(2026, 6, 18), (8, 0), (12, 0));
        assert_eq!(half_days(&morning, DAY), 1);
    }

    #[test]
    fn a_day_off_and_a_holiday_are_nobody_s_school_time() {
        let thursday = session(date(2025, 12, 4), (9, 0), (12, 0));
        let part_time = WorkingDays::read("xxx----").expect("seven marks");
        assert!(!in_school_time(&thursday, DAY, part_time, &[]));
        let holiday = Holiday {
            id: Uuid::nil(),
            title: "Training days".to_owned(),
            from: date(2025, 12, 4),
            until: date(2025, 12, 5),
        };
        let works = WorkingDays::default();
        assert!(!in_school_time(&thursday, DAY, works, &[holiday]));
        assert_eq!(WorkingDays::read("xxxxx"), None);
        assert_eq!(works.code(), "xxxxx--");
    }

    #[test]
    fn standing_permission_covers_its_kind_and_term_alone() {
        let thursday = session(date(2025, 12, 4), (9, 0), (12, 0));
        let given = |mode, until| Permission {
            id: Uuid::nil(),
            school: Urn(100_001),
            mode,
            from: date(2025, 9, 1),
            until,
        };
        let whole = given(None, date(2025, 12, 19));
        assert_eq!(first_state(&thursday, true, &[whole]), State::Confirmed);
        let over = given(None, date(2025, 12, 3));
        assert_eq!(first_state(&thursday, true, &[over]), State::Held);
        let other = given(Some(Mode::Live), date(2025, 12, 19));
        assert_eq!(first_state(&thursday, true, &[other]), State::Held);
        assert_eq!(first_state(&thursday, false, &[]), State::Confirmed);
    }

    #[test]
    fn a_booking_is_answered_once_and_declined_with_a_reason() {
        let thursday = session(date(2025, 12, 4), (9, 0), (12, 0));
        let held = booking(&thursday, State::Held);
        assert_eq!(release(&held, &thursday), Ok(State::Confirmed));
        assert_eq!(decline(&held, &thursday, " "), Err(Refusal::WithoutReason));
        assert_eq!(decline(&held, &thursday, "Ofsted"), Ok(State::Declined));
        let confirmed = booking(&thursday, State::Confirmed);
        assert_eq!(release(&confirmed, &thursday), Err(Refusal::NotHeld));
        let off = Session {
            cancelled: true,
            ..thursday
        };
        assert_eq!(release(&held, &off), Err(Refusal::CalledOff));
    }
}
