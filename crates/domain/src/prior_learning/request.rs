//! Keeps the question whether an item may stand in for a component.
//!
//! Owns the words `Request` and `Stage`. It never answers it.

use jiff::{Unit, civil::Date};

use super::{Item, ItemId, Refusal, RequestId};
use crate::{
    Minutes,
    partnership::ProviderId,
    person::PersonId,
    programme::{Component, Reach},
};

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Being written; seen by the mentor alone.
    Draft,
    /// Waits for a decision.
    Open,
    /// Waits for the mentor, who was asked something.
    Asked,
    /// Decided on.
    Decided,
    /// Decided on, and waits for a second person.
    Appealed,
    /// Taken back by the mentor, or a decision by the office.
    Withdrawn,
}

impl Stage {
    const ALL: [(Stage, &'static str); 6] = [
        (Stage::Draft, "draft"),
        (Stage::Open, "open"),
        (Stage::Asked, "asked"),
        (Stage::Decided, "decided"),
        (Stage::Appealed, "appealed"),
        (Stage::Withdrawn, "withdrawn"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        Stage::ALL
            .iter()
            .find(|(stage, _)| *stage == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Stage> {
        Stage::ALL
            .into_iter()
            .find(|(_, known)| *known == code)
            .map(|(stage, _)| stage)
    }

    /// Whether a reviewer may decide.
    #[must_use]
    pub fn waits_for_a_reviewer(self) -> bool {
        matches!(self, Stage::Open | Stage::Appealed)
    }
}

/// One item put forward for one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its number.
    pub id: RequestId,
    /// The item.
    pub item: ItemId,
    /// Whose it is.
    pub person: PersonId,
    /// The provider that is asked.
    pub provider: ProviderId,
    /// The code of the component for which it is to stand in.
    pub component: String,
    /// How much of it.
    pub claimed: Minutes,
    /// How the mentor used it, in a sentence.
    pub used: String,
    /// How far it has come.
    pub stage: Stage,
    /// The day on which it was sent.
    pub asked_on: Option<Date>,
    /// Rises by one with every change, from 0.
    pub version: i64,
}

/// The most letters of the mentor's sentence.
const LETTERS: usize = 600;

/// Checks a request before it is sent.
///
/// # Rule
/// Product rule 9: only portable components can be recognised, and never more than the item is long.
///
/// # Refuses
/// A local component, more minutes than the item has or none, a sentence that is missing or too long.
pub fn requested(request: &Request, item: &Item, component: &Component) -> Result<(), Refusal> {
    if component.reach == Reach::Local {
        return Err(Refusal::LocalComponent(component.title.clone()));
    }
    if request.claimed <= Minutes::ZERO {
        return Err(Refusal::Length(item.minutes));
    }
    if request.claimed > item.minutes {
        return Err(Refusal::MoreThanTheItem(item.minutes));
    }
    match request.used.trim().chars().count() {
        0 => Err(Refusal::Missing("in a sentence how you have used it")),
        letters if letters > LETTERS => Err(Refusal::TooLong("how you have used it", LETTERS)),
        _ => Ok(()),
    }
}

/// How many days a request has waited, weekends included.
///
/// # Units
/// Whole days; 0 on the day on which it was sent, and before.
#[must_use]
pub fn days_waiting(asked_on: Date, today: Date) -> i32 {
    let waited = today.since((Unit::Day, asked_on));
    waited.map_or(0, |span| span.get_days().max(0))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_request_waits_whole_days_over_a_clock_change_and_never_less_than_none() {
        assert_eq!(days_waiting(date(2025, 10, 20), date(2025, 11, 18)), 29);
        assert_eq!(days_waiting(date(2025, 11, 18), date(2025, 11, 18)), 0);
        assert_eq!(days_waiting(date(2025, 11, 19), date(2025, 11, 18)), 0);
    }

    #[test]
    fn every_stage_is_read_as_it_was_written() {
        for (stage, code) in Stage::ALL {
            assert_eq!(Stage::read(code), Some(stage));
            assert_eq!(stage.code(), code);
        }
        assert_eq!(Stage::read("lost"), None);
    }
}
