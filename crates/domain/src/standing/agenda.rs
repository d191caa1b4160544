//! Lists what a mentor has to do, nearest first, and says how near each task is.
//!
//! Owns the words `Task` and `Nearness`. It never adds to what the programme asks.

use jiff::{ToSpan, civil::Date};

use super::{Row, Shown, Standing, State};
use crate::{
    Minutes,
    programme::{HalfTerm, Track},
};

/// How near a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Its time is now, or has passed.
    Now,
    /// Its day is within four weeks.
    Soon,
    /// Further away, or without a day.
    Later,
}

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// The row that does it, by its place; nothing where any verified training does.
    pub row: Option<usize>,
    /// What is left of it.
    pub left: Minutes,
    /// The day by which it is asked.
    pub due_on: Option<Date>,
    /// What pages say of it.
    pub shown: Shown,
    /// How near it is.
    pub nearness: Nearness,
    /// Whether another part would do as well: a refresher asks for minutes, not for parts.
    pub is_one_of_many: bool,
}

impl Standing {
    /// Lists what there is to do, nearest first.
    ///
    /// # Rule
    /// On the initial track every required row that is not met, by its day. A refresher asks for
    /// minutes: the best next row stands for them. Outside the half terms nothing is near.
    #[must_use]
    pub fn agenda(&self) -> Vec<Task> {
        let Some(left) = self.remaining.filter(|left| *left > Minutes::ZERO) else {
            return Vec::new();
        };
        let named = |at: usize| self.components.get(at).map(|row| self.task(at, row));
        let mut tasks: Vec<Task> = if self.track == Track::Initial {
            let open = self.components.iter().enumerate();
            open.filter(|(_, row)| row.state != State::Met && row.remaining.is_some())
                .map(|(at, row)| self.task(at, row))
                .collect()
        } else {
            let next = self.next_step.as_ref().and_then(|next| named(next.row));
            next.into_iter()
                .map(|next| Task {
                    left: next.left.min(left),
                    is_one_of_many: true,
                    ..next
                })
                .collect()
        };
        if tasks.is_empty() {
            tasks.push(Task {
                row: None,
                left,
                due_on: None,
                shown: Shown::NotYetDue,
                nearness: Nearness::Later,
                is_one_of_many: true,
            });
        }
        tasks.sort_by_key(|one| (one.nearness, one.due_on.unwrap_or(Date::MAX), one.row));
        tasks
    }

    fn task(&self, at: usize, row: &Row) -> Task {
        let length = self
            .programme
            .as_deref()
            .map_or(Minutes::ZERO, |programme| row.part(programme).minutes);
        let left = row
            .remaining
            .unwrap_or_else(|| length.less(row.done + row.recognised));
        let shown = self.shown(row);
        Task {
            row: Some(at),
            left,
            due_on: row.due_on,
            shown,
            nearness: self.nearness(shown, row.due_on),
            is_one_of_many: false,
        }
    }

    fn nearness(&self, shown: Shown, due_on: Option<Date>) -> Nearness {
        let four_weeks = self.day.saturating_add(28.days());
        match shown {
            _ if self.is_holiday() => Nearness::Later,
            Shown::Overdue | Shown::NotYetConfirmed | Shown::Due => Nearness::Now,
            Shown::NotYetDue if due_on.is_some_and(|due| due <= four_weeks) => Nearness::Soon,
            Shown::NotYetDue | Shown::WhenHosting | Shown::Met => Nearness::Later,
        }
    }

    /// The half terms of the year, as far as any version dates them.
    #[must_use]
    pub fn half_terms(&self) -> &[HalfTerm] {
        let calendar = self.calendar.as_deref();
        calendar.map_or(&[], |version| &version.half_terms)
    }

    /// Says whether the day lies between two half terms of the year.
    #[must_use]
    pub fn is_holiday(&self) -> bool {
        let dated = self.half_terms();
        let begun = dated.iter().any(|half_term| half_term.from <= self.day);
        let to_come = dated.iter().any(|half_term| half_term.until >= self.day);
        let inside = dated.iter().any(|half_term| half_term.holds(self.day));
        begun && to_come && !inside
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::{
        programme::component,
        standing::tests::{Case, two_units},
    };

    use super::*;

    fn on(day: Date) -> Vec<(Minutes, Shown, Nearness, Option<Date>)> {
        let hosting = (date(2024, 9, 9), date(2025, 6, 20));
        let case = Case::of("Y75", two_units()[..1].to_vec())
            .hosting(hosting.0, hosting.1, Some(1))
            .attended("pedagogy", 60, date(2024, 10, 1));
        let owed = case.on(day).agenda();
        owed.iter()
            .map(|one| (one.left, one.shown, one.nearness, one.due_on))
            .collect()
    }

    #[test]
    fn what_is_owed_stands_nearest_first_with_what_is_left() {
        let first = Some(date(2024, 10, 25));
        let second = Some(date(2024, 12, 20));
        assert_eq!(
            on(date(2024, 11, 18)),
            [
                (Minutes(120), Shown::Overdue, Nearness::Now, first),
                (Minutes(180), Shown::Due, Nearness::Now, second),
            ]
        );
    }

    #[test]
    fn what_comes_within_four_weeks_is_near() {
        let mut year = two_units().swap_remove(0);
        year.components = vec![component("curriculum", 60)];
        let case = Case::of("Y75", vec![year]).attended("other", 60, date(2024, 11, 20));
        let nearness = |day| case.on(day).agenda()[0].nearness;
        assert_eq!(nearness(date(2025, 7, 2)), Nearness::Later);
        assert_eq!(
            nearness(date(2025, 7, 3)),
            Nearness::Soon,
            "31 July is near"
        );
    }

    #[test]
    fn nothing_is_near_in_the_holidays() {
        assert!(
            on(date(2024, 10, 30))
                .iter()
                .all(|one| one.2 == Nearness::Later)
        );
    }

    #[test]
    fn a_refresher_asks_for_minutes_and_names_the_best_next_part() {
        let done = Case::of("Y75", two_units())
            .hosting(date(2024, 9, 9), date(2026, 6, 20), Some(1))
            .attended("pedagogy", 180, date(2024, 10, 1))
            .attended("assessment", 180, date(2024, 11, 5));
        let standing = done.on(date(2025, 11, 18));
        assert_eq!(standing.track, Track::Refresher);
        let owed = standing.agenda();
        assert_eq!(owed.len(), 1);
        assert!(owed[0].is_one_of_many);
        let met = Case::of("Y75", two_units()[..1].to_vec())
            .attended("pedagogy", 180, date(2024, 10, 1))
            .attended("assessment", 180, date(2024, 11, 5));
        assert!(met.on(date(2024, 11, 18)).agenda().is_empty());
    }
}
