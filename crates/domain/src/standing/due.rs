//! Says when a component falls due, and whether its time has come or passed.
//!
//! Owns the rule that nothing is overdue without a student teacher. It never lowers what is required.

use jiff::civil::Date;

use super::{State, period::Period};
use crate::{
    AcademicYear,
    policy::{Value, names},
    programme::{Component, Programme, Track, When},
};

/// When a component falls due, and where that leaves a mentor who has not done it.
///
/// # Rule
/// Due inside its half term or stage; overdue after it; without either, overdue after the
/// season's last day (`training.season`). A stage that is not hosted is never due that year.
/// Without a placement nothing is overdue. A refresher asks for any minutes, so that no single
/// component of it is overdue before the season ends: one whose time has passed can be made up
/// until then, and comes after those still ahead.
pub(super) fn of(
    period: &Period,
    programme: &Programme,
    component: &Component,
    day: Date,
) -> (State, Option<Date>) {
    let year = AcademicYear::containing(day);
    let season_ends = season_ends(period, year, day);
    let window = match component.when {
        Some(When::Stage(stage)) => match stage_hosted(period, year, stage) {
            Some(window) => Some(window),
            None => return (State::NotYetDue, None),
        },
        Some(When::HalfTerm(number)) => programme
            .half_term(number)
            .map(|half_term| (half_term.from, half_term.until)),
        Some(When::On(day)) => Some((day, day)),
        None => None,
    };
    let hosting = period
        .facts
        .hostings
        .iter()
        .any(|placement| placement.is_in(year) && placement.from <= day);
    let passed = if hosting { State::Overdue } else { State::Due };
    let state = match (window, season_ends) {
        (Some((from, _)), _) if day < from => State::NotYetDue,
        (Some((_, until)), _) if day <= until => State::Due,
        (_, Some(ends)) if period.track == Track::Refresher || window.is_none() => {
            if day <= ends {
                State::NotYetDue
            } else {
                passed
            }
        }
        (Some(_), _) => passed,
        (None, _) => State::NotYetDue,
    };
    let due_on = match period.track {
        Track::Refresher => {
            let ahead = window.map(|(_, until)| until).filter(|until| *until >= day);
            ahead.or(season_ends)
        }
        Track::Initial => window.map(|(_, until)| until).or(season_ends),
    };
    (state, due_on)
}

fn season_ends(period: &Period, year: AcademicYear, day: Date) -> Option<Date> {
    let term =
        period
            .rules
            .policies
            .on(names::TRAINING_SEASON, Some(period.rules.provider), day)?;
    match term.row.value {
        Value::Season(season) => year.day(season.closes.0, season.closes.1),
        _ => None,
    }
}

fn stage_hosted(period: &Period, year: AcademicYear, stage: u8) -> Option<(Date, Date)> {
    let hosted = period
        .facts
        .hostings
        .iter()
        .filter(|placement| placement.stage == Some(stage) && placement.is_in(year));
    let from = hosted.clone().map(|placement| placement.from).min()?;
    Some((from, hosted.map(|placement| placement.until).max()?))
}
