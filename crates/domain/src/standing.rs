//! Reckons where a mentor stands: required, done, recognised, remaining and claimable, with reasons.
//!
//! Owns the words `Standing`, `State` and `Reason`. It is computed and never stored.

mod agenda;
mod claim;
mod due;
mod figures;
mod next_step;
mod period;
mod reason;
mod rows;
mod shown;
#[cfg(test)]
mod tests;
mod urgency;

use std::{borrow::Cow, sync::Arc};

use jiff::civil::Date;

pub use agenda::{Nearness, Task};
pub use next_step::NextStep;
pub use reason::{Reason, Told};
pub use rows::{Asked, Row};
pub use shown::Shown;
pub use urgency::Urgency;

use crate::{
    AcademicYear, Minutes,
    ledger::{History, Kind, Line},
    partnership::SchoolPhase,
    placement::Hosting,
    policy::Policies,
    programme::{Adjustment, Programme, Track, Versions},
};

/// What is known of one mentor with one provider.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The subject taught.
    pub subject: Option<&'a str>,
    /// The phase taught, else the school's.
    pub school_phase: Option<SchoolPhase>,
    /// The lines of the provider's book that are theirs and that nothing replaces, by day.
    pub lines: &'a [Line],
    /// The student teachers whom they host with the provider, by first day.
    pub hostings: &'a [Hosting],
    /// How far the record can be relied on.
    pub history: History,
    /// What they are asked otherwise than everybody, by decisions that were not taken back.
    pub adjustments: &'a [Adjustment],
}

/// The rules by which a standing is reckoned.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The provider's code.
    pub provider: &'a str,
    /// Dated numbers.
    pub policies: &'a Policies,
    /// The provider's programme.
    pub versions: &'a Versions,
}

/// Where a component is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is left of it.
    Met,
    /// Its time has not come.
    NotYetDue,
    /// Its time is now, or has passed without a student teacher to need it.
    Due,
    /// Its time has passed.
    Overdue,
}

impl State {
    /// The word used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            State::Met => "met",
            State::NotYetDue => "not_yet_due",
            State::Due => "due",
            State::Overdue => "overdue",
        }
    }
}

/// Where a mentor stands with a provider on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The day asked about.
    pub day: Date,
    /// The academic year that contains it.
    pub academic_year: AcademicYear,
    /// The track that they are on in that year.
    pub track: Track,
    /// The version that asks something of them.
    pub programme: Option<Arc<Programme>>,
    /// The version that dates the half terms of the year, be it another's.
    pub calendar: Option<Arc<Programme>>,
    /// What is asked; nothing where the provider alone judges what is sufficient.
    pub required: Option<Minutes>,
    /// Verified minutes that count towards it.
    pub done: Minutes,
    /// Recognised minutes that fill what is left.
    pub recognised: Minutes,
    /// What is left.
    pub remaining: Option<Minutes>,
    /// Verified minutes beyond what is asked.
    pub optional_done: Minutes,
    /// Minutes that wait for somebody to vouch for them. They count in no figure.
    pub waiting: Minutes,
    /// Whole hours that the schools can claim for the year.
    pub claimable_hours: i32,
    /// What rounding down at each school loses.
    pub rounding_loss: Minutes,
    /// Whole hours beyond the cap, in minutes.
    pub over_cap: Minutes,
    /// The first day on which nothing remained.
    pub met_on: Option<Date>,
    /// How far the record can be relied on.
    pub history: History,
    /// Every component that applies, in file order.
    pub components: Vec<Row>,
    /// What to do next.
    pub next_step: Option<NextStep>,
    /// The rules and days that were used.
    pub reasons: Vec<Reason>,
}

/// Reckons where a mentor stands on a day.
///
/// # Units
/// Whole minutes; claimable time in whole hours.
/// # Rule
/// Product rules 5 to 12; the page `docs/capabilities/standing.md` tells them in full.
#[must_use]
pub fn of(facts: &Facts, rules: &Rules, day: Date) -> Standing {
    let academic_year = AcademicYear::containing(day);
    let verified: Vec<&Line> = facts
        .lines
        .iter()
        .filter(|line| line.verified && line.held_on <= day)
        .collect();
    let waiting = facts
        .lines
        .iter()
        .filter(|line| !line.verified && line.held_on <= day && line.kind != Kind::Recognised)
        .map(|line| line.minutes)
        .sum();

    let versions = rules.versions.adjusted(facts.adjustments, day);
    let usual = rules;
    let rules = &Rules {
        versions: &versions,
        ..*rules
    };
    let lapse = period::lapse(&verified, facts.hostings, rules, day);
    let initial = period::Period::initial(&verified, facts, rules, lapse.new_from, day);
    let initial_met_on = initial.met_on();
    let before_this_year = initial_met_on.is_some_and(|met| met < academic_year.first_day());
    let refresher = before_this_year
        .then(|| period::Period::refresher(&verified, facts, rules, academic_year, day))
        .flatten();
    let (period, met_on) = match refresher {
        Some(refresher) => {
            let met_on = refresher.met_on();
            (refresher, met_on)
        }
        None => (initial, initial_met_on),
    };

    let programme = period.programme(day).cloned();
    let figures = period.figures(day);
    let claim = claim::reckon(&period, &verified, usual, academic_year, day);
    let components = programme
        .as_deref()
        .map(|programme| rows::of(&period, programme, &figures, day))
        .unwrap_or_default();
    let next_step = programme
        .as_deref()
        .filter(|_| figures.remaining.is_some_and(|left| left > Minutes::ZERO))
        .and_then(|programme| next_step::of(&components, programme, day, facts.history));
    let usually = matches!(versions, Cow::Owned(_)).then(|| period.by(usual));
    let usually = usually.as_ref().unwrap_or(&period);
    let mut reasons = reason::gather(&period, &figures, usually, &claim, lapse, met_on, day);
    reasons.extend(reason::adjusted(facts.adjustments, usual.versions, day));
    Standing {
        day,
        academic_year,
        track: period.track,
        required: figures.required,
        done: figures.done,
        recognised: figures.recognised,
        remaining: figures.remaining,
        optional_done: figures.optional_done,
        waiting,
        claimable_hours: claim.hours,
        rounding_loss: claim.rounding_loss,
        over_cap: claim.over_cap,
        met_on: figures.required.and(met_on),
        history: facts.history,
        calendar: rules.versions.calendar(academic_year).cloned(),
        components,
        next_step,
        reasons,
        programme,
    }
}

/// A standing of somebody of whom nothing is known, for tests.
#[cfg(test)]
pub(crate) fn of_nothing(day: Date, academic_year: AcademicYear) -> Standing {
    Standing {
        day,
        academic_year,
        track: Track::Initial,
        programme: None,
        required: None,
        done: Minutes::ZERO,
        recognised: Minutes::ZERO,
        remaining: None,
        optional_done: Minutes::ZERO,
        waiting: Minutes::ZERO,
        claimable_hours: 0,
        rounding_loss: Minutes::ZERO,
        over_cap: Minutes::ZERO,
        met_on: None,
        history: History::Nothing,
        calendar: None,
        components: Vec::new(),
        next_step: None,
        reasons: Vec::new(),
    }
}
