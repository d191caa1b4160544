//! Keeps the stretch of time whose minutes count together: an initial track, or one refresher year.
//!
//! Owns the words `Period` and `Lapse`. It never counts for claims.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use jiff::civil::Date;

use super::{
    Facts, Rules,
    figures::{self, Figures},
};
use crate::{
    AcademicYear, Minutes,
    ledger::Line,
    placement::Hosting,
    policy::{Term, Value, names},
    programme::{Programme, Track, Whom},
};

/// The lines and rules of one track from its beginning.
pub(super) struct Period<'a> {
    pub track: Track,
    /// The first verified line or placement.
    pub began: Option<Date>,
    /// Verified lines of the period, by day.
    pub lines: Vec<&'a Line>,
    pub facts: &'a Facts<'a>,
    pub rules: &'a Rules<'a>,
    /// The first day whose requirement matters.
    starts: Option<Date>,
    asked_on: Date,
    /// For each version that was asked: the component to which each line belongs.
    places: RefCell<Vec<(String, Places)>>,
}

/// For each line, the component to which it belongs, by its place in the programme.
pub(super) type Places = Rc<[Option<usize>]>;

/// Whether a mentor became new again, and since when.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lapse {
    pub new_from: Option<Date>,
    pub years: Option<i32>,
}

impl<'a> Period<'a> {
    /// The initial track: everything since the mentor began, or became new again.
    pub fn initial(
        verified: &[&'a Line],
        facts: &'a Facts<'a>,
        rules: &'a Rules<'a>,
        new_from: Option<Date>,
        day: Date,
    ) -> Period<'a> {
        let lines = since(verified, new_from);
        let began = began(&lines, facts.hostings, new_from, day);
        Period {
            track: Track::Initial,
            began,
            lines,
            facts,
            rules,
            starts: began,
            asked_on: day,
            places: RefCell::default(),
        }
    }

    /// The refresher of one academic year, if the programme in force has that track.
    pub fn refresher(
        verified: &[&'a Line],
        facts: &'a Facts<'a>,
        rules: &'a Rules<'a>,
        year: AcademicYear,
        day: Date,
    ) -> Option<Period<'a>> {
        let first = year.first_day();
        let lines = since(verified, Some(first));
        let began = began(&lines, facts.hostings, Some(first), day);
        let period = Period {
            track: Track::Refresher,
            began,
            lines,
            facts,
            rules,
            starts: Some(first),
            asked_on: day,
            places: RefCell::default(),
        };
        let in_force = rules.versions.in_force(whom(facts, day), day)?;
        in_force.has(Track::Refresher).then_some(period)
    }

    /// The same stretch of time by other rules.
    pub fn by(&self, rules: &'a Rules<'a>) -> Period<'a> {
        Period {
            track: self.track,
            began: self.began,
            lines: self.lines.clone(),
            facts: self.facts,
            rules,
            starts: self.starts,
            asked_on: self.asked_on,
            places: RefCell::default(),
        }
    }

    /// The version that asks something on a day.
    pub fn programme(&self, day: Date) -> Option<&'a Arc<Programme>> {
        let whom = whom(self.facts, day);
        self.rules
            .versions
            .asking(self.track, whom, self.began, day)
    }

    /// The national minimum in force on a day.
    pub fn minimum(&self, day: Date) -> Option<Term<'a>> {
        self.rules.policies.on(self.minimum_name(), None, day)
    }

    /// Reckons the figures as they were on a day.
    pub fn figures(&self, day: Date) -> Figures {
        figures::reckon(self, self.programme(day).map(Arc::as_ref), day)
    }

    /// The component of a version to which each line belongs, found once.
    pub fn places(&self, programme: &Programme) -> Places {
        let code = &programme.code;
        if let Some((_, known)) = self.places.borrow().iter().find(|(of, _)| of == code) {
            return known.clone();
        }
        let place = |line: &&Line| programme.place_of(line.component.as_deref()?);
        let found: Places = self.lines.iter().map(place).collect();
        self.places.borrow_mut().push((code.clone(), found.clone()));
        found
    }

    /// The first day on which nothing remained.
    ///
    /// # Rule
    /// Between two changes of rule, and while no recognition ends, what remains can only fall:
    /// a stretch that ends with something left is passed over whole.
    pub fn met_on(&self) -> Option<Date> {
        let starts = self.starts?;
        let ends = self
            .lines
            .iter()
            .filter_map(|line| line.until?.tomorrow().ok());
        let mut stretches: Vec<Date> = self.rule_changes().chain(ends).collect();
        stretches.push(starts);
        stretches.retain(|day| (starts..=self.asked_on).contains(day));
        stretches.sort_unstable();
        stretches.dedup();
        let met = |day: &Date| self.figures(*day).remaining == Some(Minutes::ZERO);
        stretches.iter().enumerate().find_map(|(at, first)| {
            let next = stretches.get(at + 1).and_then(|next| next.yesterday().ok());
            let last = next.unwrap_or(self.asked_on);
            if !met(&last) {
                return None;
            }
            let held = self.lines.iter().map(|line| line.held_on);
            let mut days: Vec<Date> = held.filter(|day| (*first..=last).contains(day)).collect();
            days.insert(0, *first);
            let met_at = days.partition_point(|day| !met(day));
            days.get(met_at).copied()
        })
    }

    /// The last day on which a rule changed what is required, with what was required before and is since.
    pub fn last_change(&self) -> Option<(Date, Option<Minutes>, Option<Minutes>)> {
        let starts = self.starts?;
        let mut days: Vec<Date> = self
            .rule_changes()
            .filter(|day| *day > starts && *day <= self.asked_on)
            .collect();
        days.sort_unstable();
        days.into_iter().rev().find_map(|day| {
            let before = self.figures(day.yesterday().ok()?).required;
            let after = self.figures(day).required;
            (before != after).then_some((day, before, after))
        })
    }

    fn minimum_name(&self) -> &'static str {
        match self.track {
            Track::Initial => names::INITIAL_REQUIRED,
            Track::Refresher => names::REFRESHER_REQUIRED,
        }
    }

    fn rule_changes(&self) -> impl Iterator<Item = Date> + '_ {
        let minimum = self.rules.policies.series(self.minimum_name(), None);
        let versions = self.rules.versions.all().iter().map(|version| version.from);
        let hosted = self.facts.hostings.iter().map(|hosting| hosting.from);
        minimum
            .into_iter()
            .flat_map(|series| series.changes())
            .chain(versions)
            .chain(hosted.filter(|_| self.rules.versions.ask_by_course()))
    }
}

/// For whom a version is sought on a day: whoever's time with them began last decides.
fn whom<'a>(facts: &Facts<'a>, day: Date) -> Whom<'a> {
    let begun = facts.hostings.iter().filter(|hosting| hosting.from <= day);
    Whom {
        school_phase: facts.school_phase,
        hosting: begun.max_by_key(|hosting| hosting.from),
    }
}

fn since<'a>(verified: &[&'a Line], first: Option<Date>) -> Vec<&'a Line> {
    let counts = |line: &&&Line| first.is_none_or(|first| line.held_on >= first);
    verified.iter().filter(counts).copied().collect()
}

fn began(lines: &[&Line], placements: &[Hosting], first: Option<Date>, day: Date) -> Option<Date> {
    let hosted = placements
        .iter()
        .filter(|placement| first.is_none_or(|first| placement.until >= first))
        .map(|placement| first.map_or(placement.from, |first| placement.from.max(first)))
        .filter(|from| *from <= day);
    lines.iter().map(|line| line.held_on).chain(hosted).min()
}

/// Finds out whether a mentor has become new again.
///
/// # Rule
/// A provider may say after how many whole academic years without a student teacher a mentor is
/// new again (`general_mentor.lapse`). Where no placement was ever recorded, verified training
/// stands in for one.
pub(super) fn lapse(verified: &[&Line], placements: &[Hosting], rules: &Rules, day: Date) -> Lapse {
    let Some(term) = rules.policies.on(names::LAPSE, Some(rules.provider), day) else {
        return Lapse::default();
    };
    let Value::Years(years) = term.row.value else {
        return Lapse::default();
    };
    let mut active: Vec<AcademicYear> = if placements.is_empty() {
        verified
            .iter()
            .map(|line| AcademicYear::containing(line.held_on))
            .collect()
    } else {
        placements
            .iter()
            .filter(|placement| placement.from <= day)
            .flat_map(|placement| {
                let last = AcademicYear::containing(placement.until.min(day));
                let first = AcademicYear::containing(placement.from);
                std::iter::successors(Some(first), move |year| (*year < last).then(|| year.next()))
            })
            .collect()
    };
    active.sort_unstable();
    active.dedup();
    let asked_in = AcademicYear::containing(day);
    let mut new_from = None;
    for (at, year) in active.iter().enumerate() {
        let resumed = active.get(at + 1).copied().unwrap_or(asked_in);
        let without = i32::from(resumed.starts_in()) - i32::from(year.starts_in()) - 1;
        if without >= years {
            let mut lapsed = year.next();
            (0..years).for_each(|_| lapsed = lapsed.next());
            new_from = Some(lapsed.first_day());
        }
    }
    Lapse {
        new_from,
        years: Some(years),
    }
}
