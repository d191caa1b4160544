//! Adds up what a track asks and what answers it on one day.
//!
//! Owns the words `Figures` and `Tally`. It never knows when a component is due.

use jiff::civil::Date;

use super::period::Period;
use crate::{
    Minutes,
    ledger::Kind,
    programme::{Component, Need, Programme, Reach, Track},
};

/// The sums of one day.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures {
    pub required: Option<Minutes>,
    pub done: Minutes,
    pub recognised: Minutes,
    pub remaining: Option<Minutes>,
    pub optional_done: Minutes,
    /// By component of the programme, in file order.
    pub tallies: Vec<Tally>,
    /// How far the national minimum lies above what the components ask.
    pub floor_gap: Minutes,
}

/// What answers one component.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// Verified minutes, however many.
    pub attended: Minutes,
    /// Verified minutes, each attendance up to the length.
    pub each_time: Minutes,
    /// Recognised minutes that hold on the day.
    pub recognised: Minutes,
    /// The first day on which anything was attended or recognised.
    pub first_on: Option<Date>,
}

impl Tally {
    /// Minutes that count: up to the length, and again up to it where doing it again counts again.
    pub fn done(&self, component: &Component, track: Track) -> Minutes {
        let again = component.repeatable && track == Track::Refresher;
        if again {
            self.each_time
        } else {
            self.attended.min(component.minutes)
        }
    }

    /// Recognised minutes that fill what is left of the length, on portable components alone.
    pub fn filled(&self, component: &Component, track: Track) -> Minutes {
        match component.reach {
            Reach::Portable => self
                .recognised
                .min(component.minutes.less(self.done(component, track))),
            Reach::Local => Minutes::ZERO,
        }
    }
}

/// Reckons the figures of a period on a day.
pub(super) fn reckon(period: &Period, programme: Option<&Programme>, day: Date) -> Figures {
    let minimum = period
        .minimum(day)
        .and_then(|term| term.row.value.minutes());
    let attended: Minutes = period
        .lines
        .iter()
        .filter(|line| line.held_on <= day && line.kind != Kind::Recognised)
        .map(|line| line.minutes)
        .sum();
    let Some(programme) = programme else {
        return Figures {
            required: minimum,
            done: attended,
            remaining: minimum.map(|minimum| minimum.less(attended)),
            ..Figures::default()
        };
    };
    let tallies = tallies(period, programme, day);
    let counting = counting(period, programme, &tallies);
    let sum = |of: &dyn Fn(usize, &Component) -> Minutes| -> Minutes {
        counting
            .iter()
            .map(|at| of(*at, &programme.components[*at]))
            .sum()
    };
    let asked = match period.track {
        Track::Initial => sum(&|_, component| component.minutes),
        Track::Refresher => programme.refresher.unwrap_or_default(),
    };
    let required = minimum.map_or(asked, |minimum| minimum.max(asked));
    let floor_gap = required.less(asked);
    let mut done = sum(&|at, component| tallies[at].done(component, period.track));
    done += floor_gap.min(attended.less(done));
    let filled = sum(&|at, component| tallies[at].filled(component, period.track));
    let recognised = filled.min(required.less(done));
    Figures {
        required: Some(required),
        done,
        recognised,
        remaining: Some(required.less(done + recognised)),
        optional_done: attended.less(done),
        tallies,
        floor_gap,
    }
}

/// Says which components of a programme are for this mentor on this track.
pub(super) fn applies(period: &Period, component: &Component) -> bool {
    component.is_on(period.track)
        && component.is_for(
            period.facts.subject,
            period.facts.school_phase,
            period.track,
        )
}

/// Chooses the member of a group that counts: the fullest, then the earliest, then the first in the file.
pub(super) fn fullest(
    period: &Period,
    programme: &Programme,
    tallies: &[Tally],
    group: &str,
) -> Option<usize> {
    let member = |component: &Component| {
        matches!(&component.need, Need::OneOf(of) if of == group) && applies(period, component)
    };
    let members = programme
        .components
        .iter()
        .enumerate()
        .filter(|(_, part)| member(part));
    members
        .min_by_key(|(at, component)| {
            let tally = &tallies[*at];
            let done = tally.done(component, period.track);
            let full = done + tally.filled(component, period.track);
            (-full.0, -done.0, tally.first_on.unwrap_or(Date::MAX), *at)
        })
        .map(|(at, _)| at)
}

fn counting(period: &Period, programme: &Programme, tallies: &[Tally]) -> Vec<usize> {
    let parts = programme.components.iter().enumerate();
    let fitting = parts.filter(|(_, component)| applies(period, component));
    let alone = fitting.filter(|(_, component)| match component.need {
        Need::Required => true,
        Need::Optional => period.track == Track::Refresher,
        Need::OneOf(_) => false,
    });
    let groups = programme
        .groups
        .iter()
        .filter_map(|group| fullest(period, programme, tallies, &group.code));
    alone.map(|(at, _)| at).chain(groups).collect()
}

fn tallies(period: &Period, programme: &Programme, day: Date) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); programme.components.len()];
    let places = period.places(programme);
    for (line, place) in period.lines.iter().zip(places.iter()) {
        let Some(at) = place.filter(|_| line.held_on <= day) else {
            continue;
        };
        let tally = &mut tallies[at];
        if line.kind != Kind::Recognised {
            tally.attended += line.minutes;
            tally.each_time += line.minutes.min(programme.components[at].minutes);
        } else if line.until.is_none_or(|until| until >= day) {
            tally.recognised += line.minutes;
        } else {
            continue;
        }
        tally.first_on = tally.first_on.or(Some(line.held_on));
    }
    tallies
}
