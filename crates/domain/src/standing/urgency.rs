//! Says how urgent a standing is, so that a list begins with whoever needs it first.
//!
//! Owns the word `Urgency`. It never ranks people by how well they do.

use std::cmp::{Ordering, Reverse};

use jiff::civil::Date;

use super::{Asked, Row, Standing, State};
use crate::{Minutes, programme::Track};

/// How urgent a standing is: the most overdue minutes first, then the earliest due day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Urgency {
    /// What is left of everything whose time has passed.
    pub overdue: Minutes,
    /// The earliest day on which something falls due of which anything is left.
    pub due_on: Option<Date>,
}

impl Ord for Urgency {
    fn cmp(&self, other: &Urgency) -> Ordering {
        let key = |urgency: &Urgency| {
            let due_on = urgency.due_on.unwrap_or(Date::MAX);
            (Reverse(urgency.overdue), due_on)
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Urgency {
    fn partial_cmp(&self, other: &Urgency) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Standing {
    /// Reckons how urgent this standing is.
    ///
    /// # Units
    /// Whole minutes.
    /// # Rule
    /// On the initial track what is left of each overdue component; on the refresher, where any
    /// minutes count, all that is left once one is overdue. Where nothing is left, nothing is due.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        let left = self.remaining.unwrap_or_default();
        if left == Minutes::ZERO {
            return Urgency::default();
        }
        let overdue: Minutes = self
            .owed()
            .filter(|row| row.state == State::Overdue)
            .map(|row| row.remaining.unwrap_or(left))
            .sum();
        Urgency {
            overdue: overdue.min(left),
            due_on: self.owed().filter_map(|row| row.due_on).min(),
        }
    }

    /// Lists the components of which something is asked and left, in file order.
    pub fn owed(&self) -> impl Iterator<Item = &Row> {
        let asked = |row: &&Row| row.asked != Asked::Optional || self.track == Track::Refresher;
        let open = |row: &&Row| row.state != State::Met;
        let any_left = self.remaining.is_some_and(|left| left > Minutes::ZERO);
        self.components
            .iter()
            .filter(asked)
            .filter(open)
            .filter(move |_| any_left)
    }

    /// Where the standing as a whole is on its way; nothing where the provider alone judges.
    ///
    /// # Rule
    /// The most pressing of what is owed; met where nothing is left.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        if self.remaining? == Minutes::ZERO {
            return Some(State::Met);
        }
        let owes = |state| self.owed().any(|row| row.state == state);
        Some(if owes(State::Overdue) {
            State::Overdue
        } else if owes(State::Due) {
            State::Due
        } else {
            State::NotYetDue
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{AcademicYear, standing::of_nothing};

    fn row(asked: Asked, left: Option<i32>, state: State, due_on: Option<Date>) -> Row {
        Row {
            component: 0,
            asked,
            done: Minutes::ZERO,
            recognised: Minutes::ZERO,
            remaining: left.map(Minutes),
            state,
            due_on,
        }
    }

    fn standing(track: Track, remaining: Option<i32>, components: Vec<Row>) -> Standing {
        let day = date(2025, 11, 18);
        Standing {
            track,
            remaining: remaining.map(Minutes),
            components,
            ..of_nothing(day, AcademicYear::containing(day))
        }
    }

    #[test]
    fn what_is_left_of_overdue_components_adds_up_and_the_earliest_day_is_told() {
        use Asked::*;
        let rows = vec![
            row(Required, Some(60), State::Overdue, Some(date(2025, 10, 24))),
            row(OneOf, Some(30), State::Overdue, Some(date(2025, 10, 20))),
            row(Required, Some(90), State::Due, Some(date(2025, 12, 19))),
            row(Required, Some(0), State::Met, Some(date(2025, 9, 1))),
            row(Optional, None, State::NotYetDue, None),
        ];
        let found = standing(Track::Initial, Some(180), rows);
        assert_eq!(
            found.urgency(),
            Urgency {
                overdue: Minutes(90),
                due_on: Some(date(2025, 10, 20)),
            }
        );
        assert_eq!(found.state(), Some(State::Overdue));
        assert_eq!(found.owed().count(), 3);
    }

    #[test]
    fn a_refresher_is_overdue_by_all_that_is_left() {
        let season = Some(date(2026, 7, 31));
        let rows = vec![
            row(Asked::Optional, None, State::Overdue, season),
            row(Asked::Optional, None, State::Overdue, season),
        ];
        let found = standing(Track::Refresher, Some(120), rows.clone());
        assert_eq!(found.urgency().overdue, Minutes(120));
        let done = standing(Track::Refresher, Some(0), rows);
        assert_eq!(done.urgency(), Urgency::default());
        assert_eq!(done.state(), Some(State::Met));
    }

    #[test]
    fn where_the_provider_judges_nothing_is_urgent() {
        let found = standing(Track::Initial, None, Vec::new());
        assert_eq!(found.urgency(), Urgency::default());
        assert_eq!(found.state(), None);
    }

    #[test]
    fn the_most_overdue_come_first_then_the_earliest_day_and_those_without_one_last() {
        let urgency = |overdue, due_on| Urgency {
            overdue: Minutes(overdue),
            due_on,
        };
        let ordered = [
            urgency(90, None),
            urgency(60, Some(date(2025, 10, 1))),
            urgency(60, Some(date(2025, 10, 2))),
            urgency(0, Some(date(2025, 9, 1))),
            urgency(0, None),
        ];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort();
        assert_eq!(sorted, ordered);
    }
}
