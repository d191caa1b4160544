//! Chooses what a mentor does best next, and says why.
//!
//! Owns the word `NextStep`. It never books anything.

use jiff::civil::Date;

use super::{Asked, Row, Shown, State};
use crate::{Minutes, calendar::told, ledger::History, programme::Programme};

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The row, by its place among the components.
    pub row: usize,
    /// Why, in a sentence.
    pub why: String,
}

/// Chooses the most pressing row: overdue, then due, then to come; the earliest first.
pub(super) fn of(
    rows: &[Row],
    programme: &Programme,
    day: Date,
    history: History,
) -> Option<NextStep> {
    let open = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.state != State::Met);
    let asked = open.clone().filter(|(_, row)| row.remaining.is_some());
    let candidates: Vec<_> = if asked.clone().next().is_some() {
        asked.collect()
    } else {
        open.collect()
    };
    let (at, row) = candidates.into_iter().min_by_key(|(at, row)| {
        let urgency = match row.state {
            State::Overdue => 0,
            State::Due => 1,
            State::NotYetDue | State::Met => 2,
        };
        (urgency, row.due_on.unwrap_or(Date::MAX), *at)
    })?;
    Some(NextStep {
        row: at,
        why: why(row, programme, day, history),
    })
}

fn why(row: &Row, programme: &Programme, today: Date, history: History) -> String {
    let part = row.part(programme);
    let left = row
        .remaining
        .unwrap_or_else(|| part.minutes.less(row.done + row.recognised));
    let what = match row.asked {
        Asked::OneOf if row.done + row.recognised == Minutes::ZERO => format!("choose one, {left}"),
        Asked::Optional => format!("{left} of it would count"),
        _ => format!("{left} is left"),
    };
    match (Shown::of(row.state, row.due_on, today, history), row.due_on) {
        (Shown::Overdue, Some(day)) => format!("It was due by {}; {what}.", told(day)),
        (Shown::NotYetConfirmed, Some(day)) => format!(
            "Its time was until {}. It is not yet confirmed whether the record of your earlier \
             training is whole; {what}.",
            told(day)
        ),
        (Shown::WhenHosting, Some(day)) => format!(
            "Its time was until {}. Nothing is overdue while you host no student teacher; {what}.",
            told(day)
        ),
        (Shown::Due, Some(day)) => format!("It falls now, by {}; {what}.", told(day)),
        (_, Some(day)) => format!("It comes next, by {}; {what}.", told(day)),
        (_, None) => format!("It comes next; {what}."),
    }
}
