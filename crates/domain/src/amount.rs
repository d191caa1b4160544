//! Keeps the units in which everything is counted.
//!
//! Owns the words `Minutes` and `Pence`. It never rounds: whole hours are made where they are claimed.

use std::{fmt, iter::Sum, ops};

use serde::{Deserialize, Serialize};

/// Counts time in whole minutes.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Minutes(pub i32);

impl Minutes {
    /// No time at all.
    pub const ZERO: Minutes = Minutes(0);

    /// Counts whole hours as minutes.
    #[must_use]
    pub const fn hours(hours: i32) -> Minutes {
        Minutes(hours * 60)
    }

    /// Says how many whole hours fit, rounding down.
    #[must_use]
    pub const fn whole_hours(self) -> i32 {
        self.0.div_euclid(60)
    }

    /// Takes away, but never below nothing.
    #[must_use]
    pub fn less(self, other: Minutes) -> Minutes {
        Minutes((self.0 - other.0).max(0))
    }
}

impl ops::Add for Minutes {
    type Output = Minutes;
    fn add(self, other: Minutes) -> Minutes {
        Minutes(self.0 + other.0)
    }
}

impl ops::AddAssign for Minutes {
    fn add_assign(&mut self, other: Minutes) {
        self.0 += other.0;
    }
}

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Minutes>>(parts: I) -> Minutes {
        Minutes(parts.map(|part| part.0).sum())
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(f, "{minutes} min"),
            (hours, 0) => write!(f, "{hours} h"),
            (hours, minutes) => write!(f, "{hours} h {minutes} min"),
        }
    }
}

/// Counts money in pence.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Pence(pub i64);

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "£{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_17_minutes_are_told_in_hours_and_minutes_and_rounded_nowhere() {
        assert_eq!(Minutes(950).to_string(), "15 h 50 min");
        assert_eq!(Minutes(50).to_string(), "50 min");
        assert_eq!(Minutes::hours(6).to_string(), "6 h");
        assert_eq!(Minutes(950).whole_hours(), 15);
        assert_eq!(Pence(4380).to_string(), "£43.80");
    }

    #[test]
    fn taking_away_never_goes_below_nothing() {
        assert_eq!(Minutes(30).less(Minutes(45)), Minutes::ZERO);
    }
}
