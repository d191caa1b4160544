//! Decides how a placement goes on when the school where it runs gives way to another.
//!
//! Owns the word `Moved`. It never changes what was before the day.

use jiff::civil::Date;

use super::{Mentoring, Placement};
use crate::partnership::Urn;

/// How a placement goes on at another school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// It is over: nothing moves.
    Over,
    /// It has yet to begin: it begins at the other school.
    Whole(Placement),
    /// It runs: what was stays, and another begins on the day.
    Parted {
        /// The last day at the school before.
        until: Date,
        /// The placement at the other school; it has the number of the one before.
        goes_on: Placement,
        /// Those who mentor on, with the days at the other school.
        mentorings: Vec<Mentoring>,
    },
}

/// Decides how a placement goes on at another school from a day.
///
/// # Rule
/// Nothing that was is changed: days before stay with the school before. The course, the stage,
/// the mentors and the start gate go on as they are.
#[must_use]
pub fn moved(placement: &Placement, mentorings: &[Mentoring], to: Urn, day: Date) -> Moved {
    if placement.last_day() < day {
        return Moved::Over;
    }
    let there = Placement {
        school: to,
        ..placement.clone()
    };
    match day.yesterday() {
        Ok(until) if placement.from < day => Moved::Parted {
            until,
            goes_on: Placement { from: day, ..there },
            mentorings: mentorings
                .iter()
                .filter(|held| held.until.is_none_or(|last| last >= day))
                .map(|held| Mentoring {
                    from: held.from.max(day),
                    ..*held
                })
                .collect(),
        },
        _ => Moved::Whole(there),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        person::PersonId,
        placement::{MentoringId, placement},
    };

    const DAY: Date = date(2025, 11, 18);

    fn mentoring(n: u128, from: Date, until: Option<Date>) -> Mentoring {
        Mentoring {
            id: MentoringId(Uuid::from_u128(n)),
            mentor: PersonId(Uuid::from_u128(n)),
            from,
            until,
        }
    }

    #[test]
    fn what_runs_is_parted_at_the_day_and_its_mentors_go_on() {
        let student = PersonId(Uuid::from_u128(1));
        let runs = placement(student, Urn(1), date(2025, 9, 8), Some(date(2026, 2, 1)));
        let mentors = [
            mentoring(1, date(2025, 9, 8), Some(date(2025, 10, 1))),
            mentoring(2, date(2025, 10, 2), None),
            mentoring(3, date(2026, 1, 5), None),
        ];
        let Moved::Parted {
            until,
            goes_on,
            mentorings,
        } = moved(&runs, &mentors, Urn(2), DAY)
        else {
            panic!("it runs");
        };
        assert_eq!(until, date(2025, 11, 17));
        assert_eq!((goes_on.school, goes_on.from), (Urn(2), DAY));
        assert_eq!(goes_on.until, runs.until);
        let from: Vec<Date> = mentorings.iter().map(|held| held.from).collect();
        assert_eq!(from, [DAY, date(2026, 1, 5)]);
    }

    #[test]
    fn what_has_yet_to_begin_moves_whole_and_what_is_over_stays() {
        let student = PersonId(Uuid::from_u128(1));
        for from in [DAY, date(2026, 1, 5)] {
            let later = placement(student, Urn(1), from, None);
            let Moved::Whole(there) = moved(&later, &[], Urn(2), DAY) else {
                panic!("it has yet to begin");
            };
            assert_eq!((there.school, there.from), (Urn(2), from));
        }
        let over = placement(student, Urn(1), date(2025, 9, 8), Some(date(2025, 11, 17)));
        assert_eq!(moved(&over, &[], Urn(2), DAY), Moved::Over);
    }
}
