//! Keeps what a session costs a school in cover, and what it brings in grant.
//!
//! Owns the words `Note` and `Grant`. It never pays anybody.

use crate::{Minutes, Pence};

/// What a mentor's claim stands at before a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Whole hours that can be claimed for the year so far.
    pub hours: i32,
    /// Minutes beyond them that rounding down leaves.
    pub left_over: Minutes,
    /// The most that can be claimed in the year, in whole hours; none where nothing limits it.
    pub cap: Option<i32>,
    /// Minutes of sessions that they booked before this one and are still to come.
    pub to_come: Minutes,
}

/// What a session would add to the grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Whole hours that it would add.
    pub hours: i32,
    /// Their worth, where the hourly rate is known.
    pub worth: Option<Pence>,
    /// Minutes of it that lie beyond the year's cap and bring nothing.
    pub over_cap: Minutes,
}

/// Reckons what a session would add.
///
/// # Rule
/// Only whole hours are claimed, so a session can complete an hour that others began. What is booked
/// already counts before it. Beyond the year's cap nothing is paid.
/// # Units
/// Whole minutes in, whole hours out.
#[must_use]
pub fn grant(claim: Claim, session: Minutes, rate: Option<Pence>) -> Grant {
    let before = claim.hours * 60 + claim.left_over.0 + claim.to_come.0;
    let after = before + session.0;
    let cap = claim.cap.unwrap_or(i32::MAX / 60);
    let whole = |minutes: i32| (minutes / 60).min(cap);
    let hours = whole(after) - whole(before);
    let over_cap = (after - (cap * 60).max(before)).max(0);
    Grant {
        hours,
        worth: rate.map(|rate| Pence(rate.0 * i64::from(hours))),
        over_cap: Minutes(over_cap),
    }
}

/// What cover costs at the school's own rate.
#[must_use]
pub fn cost(half_days: i64, half_day: Pence) -> Pence {
    Pence(half_days * half_day.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Option<Pence> = Some(Pence(3_400));

    fn claim(hours: i32, left_over: i32, cap: i32) -> Claim {
        Claim {
            hours,
            left_over: Minutes(left_over),
            cap: Some(cap),
            to_come: Minutes(0),
        }
    }

    #[test]
    fn whole_hours_are_paid_and_a_session_may_complete_one() {
        let first = grant(claim(0, 0, 16), Minutes(90), RATE);
        assert_eq!((first.hours, first.worth), (1, Some(Pence(3_400))));
        let second = grant(claim(1, 30, 16), Minutes(90), RATE);
        assert_eq!((second.hours, second.worth), (2, Some(Pence(6_800))));
        let unknown = grant(claim(1, 30, 16), Minutes(90), None);
        assert_eq!(unknown.worth, None);
    }

    #[test]
    fn beyond_the_cap_nothing_is_paid_and_it_is_told_before_anyone_books() {
        let last = grant(claim(15, 0, 16), Minutes(120), RATE);
        assert_eq!((last.hours, last.over_cap), (1, Minutes(60)));
        let beyond = grant(claim(16, 0, 16), Minutes(90), RATE);
        assert_eq!((beyond.hours, beyond.over_cap), (0, Minutes(90)));
        let booked = Claim {
            to_come: Minutes(120),
            ..claim(14, 0, 16)
        };
        assert_eq!(grant(booked, Minutes(60), RATE).over_cap, Minutes(60));
    }

    #[test]
    fn cover_is_paid_by_half_days() {
        assert_eq!(cost(2, Pence(9_550)), Pence(19_100));
        assert_eq!(cost(0, Pence(9_550)), Pence(0));
    }
}
