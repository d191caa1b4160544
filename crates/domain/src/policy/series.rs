//! Keeps the history of one name as a line without holes.
//!
//! Owns the words `Series` and `Term`. It never mixes two names or two providers.

use std::sync::Arc;

use jiff::{ToSpan, civil::Date};

use super::{Fault, Row};
use crate::calendar::told;

/// The history of one name.
#[derive(Debug, Clone)]
pub struct Series {
    rows: Vec<Arc<Row>>,
}

/// A row with the days on which it really holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Term<'a> {
    /// The row.
    pub row: &'a Arc<Row>,
    /// The last day before another row takes its place; nothing means until further notice.
    pub until: Option<Date>,
}

impl Series {
    /// Puts rows of one name in order.
    ///
    /// # Errors
    /// Overlaps and gaps among the rows of the files, and overlaps among an administrator's own.
    pub(super) fn new(mut rows: Vec<Row>) -> Result<Series, Vec<Fault>> {
        rows.sort_by_key(|row| (row.from, row.origin.is_own()));
        let mut faults = Vec::new();
        for own in [false, true] {
            let side: Vec<&Row> = rows
                .iter()
                .filter(|row| (row.origin.is_own()) == own)
                .collect();
            for pair in side.windows(2) {
                faults.extend(between(pair[0], pair[1], own));
            }
        }
        if faults.is_empty() {
            Ok(Series {
                rows: rows.into_iter().map(Arc::new).collect(),
            })
        } else {
            Err(faults)
        }
    }

    /// The row in force on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<Term<'_>> {
        let row = self.in_force(day)?;
        Some(Term {
            row,
            until: self.holds_until(row, day),
        })
    }

    /// Every row, first to last.
    #[must_use]
    pub fn rows(&self) -> &[Arc<Row>] {
        &self.rows
    }

    /// The same history as if nothing had begun or ended on a day.
    pub(super) fn as_if_nothing_changed(&self, day: Date) -> Series {
        let eve = day.yesterday().ok();
        let stayed = |row: &Arc<Row>| match row.until {
            Some(until) if Some(until) == eve => Arc::new(Row {
                until: None,
                ..Row::clone(row)
            }),
            _ => row.clone(),
        };
        let rows = self.rows.iter().filter(|row| row.from != day);
        Series {
            rows: rows.map(stayed).collect(),
        }
    }

    /// The days on which another row comes into force.
    pub fn changes(&self) -> impl Iterator<Item = Date> + '_ {
        let starts = self.rows.iter().map(|row| row.from);
        starts.chain(
            self.rows
                .iter()
                .filter_map(|row| row.until?.checked_add(1.day()).ok()),
        )
    }

    fn in_force(&self, day: Date) -> Option<&Arc<Row>> {
        let begun = self.rows.partition_point(|row| row.from <= day);
        self.rows[..begun]
            .iter()
            .rev()
            .find(|row| row.until.is_none_or(|until| until >= day))
    }

    fn holds_until(&self, row: &Arc<Row>, day: Date) -> Option<Date> {
        let next = self
            .rows
            .iter()
            .map(|other| other.from)
            .filter(|from| *from > day)
            .min();
        let before_next = next.and_then(|from| from.checked_sub(1.day()).ok());
        match (row.until, before_next) {
            (Some(until), Some(before)) => Some(until.min(before)),
            (until, before) => until.or(before),
        }
    }
}

fn between(earlier: &Row, later: &Row, own: bool) -> Option<Fault> {
    let at = later.origin.to_string();
    if earlier.from == later.from || earlier.until.is_some_and(|until| until >= later.from) {
        return Some(Fault {
            at,
            problem: format!(
                "two values of {} overlap on {}; the other stands in {}.",
                later.of,
                told(later.from),
                earlier.origin
            ),
        });
    }
    let day_after = earlier.until?.checked_add(1.day()).ok()?;
    (!own && day_after < later.from).then(|| Fault {
        at,
        problem: format!(
            "{} has a gap from {} to the day before {}; say none = true for those days if there is no value.",
            later.of,
            told(day_after),
            told(later.from)
        ),
    })
}
