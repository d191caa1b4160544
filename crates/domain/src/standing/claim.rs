//! Reckons what the schools can claim for a year: whole hours, at each school, under the cap.
//!
//! Owns the word `Claim`. It never counts recognised minutes, nor knows what was claimed before.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::{Rules, period::Period};
use crate::{
    AcademicYear, Minutes,
    ledger::{Kind, Line},
    policy::{Term, Value, names},
    programme::Track,
};

/// What can be claimed for one mentor from one provider for one year.
pub(super) struct Claim<'a> {
    pub hours: i32,
    pub rounding_loss: Minutes,
    pub over_cap: Minutes,
    pub cap: Option<Term<'a>>,
}

/// Reckons a claim.
///
/// # Rule
/// Product rule 5. Each component counts up to its length, and again only where it is repeatable;
/// minutes without a component count. Rounded down at each school, summed, at most the cap.
/// Where no cap is known there is no grant, and nothing can be claimed; a cap that is expressly
/// none limits nothing.
pub(super) fn reckon<'a>(
    period: &Period<'a>,
    verified: &[&Line],
    rules: &Rules<'a>,
    year: AcademicYear,
    day: Date,
) -> Claim<'a> {
    let lines: Vec<&Line> = match period.track {
        Track::Initial => period.lines.clone(),
        Track::Refresher => verified
            .iter()
            .filter(|line| line.counts_for == year)
            .copied()
            .collect(),
    };
    // A claim goes by what everybody is asked: a waiver takes nothing from what was attended.
    let asked = period.programme(day);
    let programme = asked.and_then(|asked| {
        let mut all = rules.versions.all().iter();
        all.find(|version| version.code == asked.code)
    });
    let mut left: HashMap<&str, Minutes> = HashMap::new();
    let mut by_school: BTreeMap<_, Minutes> = BTreeMap::new();
    for line in lines
        .into_iter()
        .filter(|line| line.kind != Kind::Recognised)
    {
        let component = line.component.as_deref().and_then(|code| {
            let here =
                programme.and_then(|version| Some(&version.components[version.place_of(code)?]));
            here.or_else(|| rules.versions.component(code))
        });
        let counted = match component {
            None => line.minutes,
            Some(component) if component.repeatable => line.minutes.min(component.minutes),
            Some(component) => {
                let left = left.entry(&component.code).or_insert(component.minutes);
                let counted = line.minutes.min(*left);
                *left = left.less(counted);
                counted
            }
        };
        if line.counts_for == year {
            *by_school.entry(line.school).or_default() += counted;
        }
    }
    let cap_name = match period.track {
        Track::Initial => names::INITIAL_CLAIMABLE,
        Track::Refresher => names::REFRESHER_CLAIMABLE,
    };
    let cap = rules.policies.on(cap_name, None, day);
    let most = match cap.as_ref().map(|term| &term.row.value) {
        Some(Value::None) => i32::MAX,
        Some(value) => value.minutes().unwrap_or_default().whole_hours(),
        None => 0,
    };
    let hours: i32 = by_school
        .values()
        .map(|minutes| minutes.whole_hours())
        .sum();
    Claim {
        hours: hours.min(most),
        rounding_loss: by_school
            .values()
            .map(|minutes| Minutes(minutes.0 % 60))
            .sum(),
        over_cap: Minutes::hours(hours.saturating_sub(most).max(0)),
        cap,
    }
}
