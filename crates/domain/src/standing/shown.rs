//! Chooses the word that pages and files show for a state.
//!
//! Owns the word `Shown`. It never says "overdue" of a record that its mentor has not confirmed.

use jiff::civil::Date;

use super::{Row, Standing, State};
use crate::ledger::History;

/// What pages and lists say of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// Nothing is left of it.
    Met,
    /// Its time has not come.
    NotYetDue,
    /// Its time is now.
    Due,
    /// Its time has passed while nobody was hosted: it waits for the next student teacher.
    WhenHosting,
    /// Its time has passed, as far as a record says that the mentor has not confirmed.
    NotYetConfirmed,
    /// Its time has passed.
    Overdue,
}

impl Shown {
    /// Every one, in the order in which a mentor meets them.
    pub const ALL: [Shown; 6] = [
        Shown::Met,
        Shown::NotYetDue,
        Shown::Due,
        Shown::WhenHosting,
        Shown::NotYetConfirmed,
        Shown::Overdue,
    ];

    /// Chooses the word.
    ///
    /// # Rule
    /// A wrong red on the first day is worse than a late one: until the mentor has confirmed the
    /// record that was brought in, a gap is "not yet confirmed".
    #[must_use]
    pub fn of(state: State, due_on: Option<Date>, day: Date, history: History) -> Shown {
        match state {
            State::Met => Shown::Met,
            State::NotYetDue => Shown::NotYetDue,
            State::Due if due_on.is_some_and(|due| due < day) => Shown::WhenHosting,
            State::Due => Shown::Due,
            State::Overdue if history.is_settled() => Shown::Overdue,
            State::Overdue => Shown::NotYetConfirmed,
        }
    }

    /// The words themselves.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Shown::Met => "Met",
            Shown::NotYetDue => "Not yet due",
            Shown::Due => "Due",
            Shown::WhenHosting => "When you next host",
            Shown::NotYetConfirmed => "Not yet confirmed",
            Shown::Overdue => "Overdue",
        }
    }
}

impl Shown {
    /// The word used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Shown::Met => "met",
            Shown::NotYetDue => "not_yet_due",
            Shown::Due => "due",
            Shown::WhenHosting => "when_hosting",
            Shown::NotYetConfirmed => "not_yet_confirmed",
            Shown::Overdue => "overdue",
        }
    }
}

impl Standing {
    /// What pages say of one of its rows.
    #[must_use]
    pub fn shown(&self, row: &Row) -> Shown {
        Shown::of(row.state, row.due_on, self.day, self.history)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const DAY: Date = date(2025, 11, 18);

    #[test]
    fn a_gap_in_a_record_that_nobody_confirmed_is_never_overdue() {
        let passed = Some(date(2025, 10, 24));
        let on = date(2025, 11, 10);
        let shown = |history| Shown::of(State::Overdue, passed, DAY, history);
        assert_eq!(shown(History::Unanswered), Shown::NotYetConfirmed);
        assert_eq!(shown(History::Questioned { on }), Shown::NotYetConfirmed);
        assert_eq!(shown(History::Confirmed { on }), Shown::Overdue);
        assert_eq!(shown(History::Nothing), Shown::Overdue);
    }

    #[test]
    fn what_passed_while_nobody_was_hosted_waits_for_the_next_student_teacher() {
        let shown = |due_on| Shown::of(State::Due, due_on, DAY, History::Nothing);
        assert_eq!(shown(Some(date(2025, 10, 24))), Shown::WhenHosting);
        assert_eq!(
            shown(Some(DAY)),
            Shown::Due,
            "the last day is still its time"
        );
        assert_eq!(shown(None), Shown::Due);
    }
}
