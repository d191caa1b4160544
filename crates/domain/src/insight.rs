//! Says whether a mentor is ready for the month in which they host, and what stands between.
//!
//! Owns the words `Month`, `Readiness` and gap. It never says how anybody teaches or mentors.

use jiff::civil::Date;

use crate::{
    placement::{Hosting, Stage},
    programme::Track,
    standing::{Row, Standing, State},
};

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
}

impl Month {
    /// The month that contains a day.
    #[must_use]
    pub fn containing(day: Date) -> Month {
        Month {
            from: day.first_of_month(),
            until: day.last_of_month(),
        }
    }

    /// Says whether a student teacher is hosted on any of its days.
    #[must_use]
    pub fn hosts(&self, hosting: &Hosting) -> bool {
        hosting.from <= self.until && hosting.until >= self.from
    }
}

/// Whether a mentor is ready for the month in which they host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Readiness {
    /// Nothing asked of them by the month's end is left.
    Ready,
    /// Something is left, as far as a record says that they have not confirmed.
    NotYetConfirmed,
    /// Something is left.
    NotReady,
}

impl Readiness {
    /// Every answer with the word used in addresses.
    pub const ALL: [(Readiness, &'static str); 3] = [
        (Readiness::Ready, "ready"),
        (Readiness::NotYetConfirmed, "not-yet-confirmed"),
        (Readiness::NotReady, "not-ready"),
    ];

    /// The word used in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = Readiness::ALL.into_iter().find(|(known, _)| *known == self);
        found.map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<Readiness> {
        let found = Readiness::ALL.into_iter().find(|(_, known)| *known == code);
        found.map(|(readiness, _)| readiness)
    }
}

/// Says whether a mentor is ready for a month; nothing where they host nobody in it.
///
/// # Rule
/// Ready where nothing asked of them by the month's last day is left.
/// The page `docs/capabilities/insight.md` tells it in full.
#[must_use]
pub fn readiness(standing: &Standing, hostings: &[Hosting], month: Month) -> Option<Readiness> {
    hostings.iter().find(|hosting| month.hosts(hosting))?;
    Some(match gaps(standing, month).next() {
        None => Readiness::Ready,
        Some(_) if !standing.history.is_settled() => Readiness::NotYetConfirmed,
        Some(_) => Readiness::NotReady,
    })
}

/// Lists what is asked of a mentor by the end of a month and left, in file order.
///
/// # Rule
/// On the refresher any minutes count, so that nothing is a gap while a chance is still ahead.
pub fn gaps(standing: &Standing, month: Month) -> impl Iterator<Item = &Row> {
    let asked_by_then = move |row: &Row| {
        row.state == State::Overdue || row.due_on.is_some_and(|day| day <= month.until)
    };
    let ahead = standing.track == Track::Refresher
        && standing.owed().any(|row| !asked_by_then(row))
        && standing.owed().all(|row| row.state != State::Overdue);
    standing
        .owed()
        .filter(move |row| !ahead && asked_by_then(row))
}

/// Lists the stages that are hosted in a month, each once, those without a stage last.
#[must_use]
pub fn stages(hostings: &[Hosting], month: Month) -> Vec<Option<Stage>> {
    let mut stages: Vec<Option<Stage>> = hostings
        .iter()
        .filter(|hosting| month.hosts(hosting))
        .map(|hosting| hosting.stage)
        .collect();
    stages.sort_unstable_by_key(|stage| (stage.is_none(), *stage));
    stages.dedup();
    stages
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        AcademicYear, Minutes,
        ledger::History,
        placement::hosting,
        standing::{Asked, of_nothing},
    };

    const NOVEMBER: Month = Month {
        from: date(2025, 11, 1),
        until: date(2025, 11, 30),
    };

    fn row(state: State, due_on: Date) -> Row {
        Row {
            component: 0,
            asked: Asked::Required,
            done: Minutes::ZERO,
            recognised: Minutes::ZERO,
            remaining: Some(Minutes(60)),
            state,
            due_on: Some(due_on),
        }
    }

    fn standing(track: Track, components: Vec<Row>) -> Standing {
        let day = date(2025, 11, 18);
        Standing {
            track,
            remaining: Some(Minutes(60)),
            components,
            ..of_nothing(day, AcademicYear::containing(day))
        }
    }

    fn hosts() -> [Hosting; 1] {
        [hosting(date(2025, 11, 30), date(2026, 1, 30), Some(1))]
    }

    #[test]
    fn a_month_has_its_own_days() {
        assert_eq!(Month::containing(date(2025, 11, 18)), NOVEMBER);
        let february = Month::containing(date(2024, 2, 1));
        assert_eq!(february.until, date(2024, 2, 29));
    }

    #[test]
    fn whoever_hosts_nobody_in_the_month_is_not_counted() {
        let behind = standing(
            Track::Initial,
            vec![row(State::Overdue, date(2025, 10, 24))],
        );
        let later = [hosting(date(2025, 12, 1), date(2026, 1, 30), Some(1))];
        assert_eq!(readiness(&behind, &later, NOVEMBER), None);
        let before = [hosting(date(2025, 9, 1), date(2025, 10, 31), Some(1))];
        assert_eq!(readiness(&behind, &before, NOVEMBER), None);
        assert_eq!(
            readiness(&behind, &hosts(), NOVEMBER),
            Some(Readiness::NotReady),
            "one day of the month is enough"
        );
    }

    #[test]
    fn what_falls_due_after_the_month_leaves_a_mentor_ready() {
        let answer = |due_on| {
            let standing = standing(Track::Initial, vec![row(State::Due, due_on)]);
            readiness(&standing, &hosts(), NOVEMBER)
        };
        assert_eq!(answer(date(2025, 12, 1)), Some(Readiness::Ready));
        assert_eq!(answer(date(2025, 11, 30)), Some(Readiness::NotReady));
    }

    #[test]
    fn a_record_that_nobody_confirmed_makes_nobody_unready() {
        let unanswered = |standing: Standing| Standing {
            history: History::Unanswered,
            ..standing
        };
        let behind = standing(
            Track::Initial,
            vec![row(State::Overdue, date(2025, 10, 24))],
        );
        let answer = readiness(&unanswered(behind), &hosts(), NOVEMBER);
        assert_eq!(answer, Some(Readiness::NotYetConfirmed));
        let clear = standing(Track::Initial, vec![row(State::Due, date(2025, 12, 19))]);
        let answer = readiness(&unanswered(clear), &hosts(), NOVEMBER);
        assert_eq!(answer, Some(Readiness::Ready));
    }

    #[test]
    fn a_refresher_is_ready_while_a_chance_is_ahead() {
        let passed = row(State::NotYetDue, date(2025, 11, 21));
        let ahead = row(State::NotYetDue, date(2026, 2, 13));
        let answer = |rows| readiness(&standing(Track::Refresher, rows), &hosts(), NOVEMBER);
        assert_eq!(answer(vec![passed, ahead]), Some(Readiness::Ready));
        assert_eq!(answer(vec![passed, passed]), Some(Readiness::NotReady));
        let over = row(State::Overdue, date(2025, 7, 31));
        assert_eq!(answer(vec![over, ahead]), Some(Readiness::NotReady));
    }

    #[test]
    fn the_stages_of_a_month_are_told_once_each() {
        let hostings = [
            hosting(date(2025, 9, 1), date(2025, 11, 14), Some(2)),
            hosting(date(2025, 11, 17), date(2026, 1, 30), None),
            hosting(date(2025, 11, 17), date(2026, 1, 30), Some(1)),
            hosting(date(2025, 11, 17), date(2026, 1, 30), Some(1)),
            hosting(date(2025, 12, 1), date(2026, 1, 30), Some(3)),
        ];
        assert_eq!(stages(&hostings, NOVEMBER), [Some(1), Some(2), None]);
    }

    #[test]
    fn every_answer_is_read_as_it_is_written() {
        for (readiness, code) in Readiness::ALL {
            assert_eq!(readiness.code(), code);
            assert_eq!(Readiness::read(code), Some(readiness));
        }
    }
}
