//! Lays a standing out by component, one row each, a group as one.
//!
//! Owns the words `Row` and `Asked`. It never adds rows up: the figures do.

use jiff::civil::Date;

use super::{
    State, due,
    figures::{self, Figures, Tally},
    period::Period,
};
use crate::{
    Minutes,
    programme::{Component, Need, Programme, Track},
};

/// Whether a row is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// By itself.
    Required,
    /// By nobody.
    Optional,
    /// As one of a group.
    OneOf,
}

impl Asked {
    /// The word used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Asked::Required => "required",
            Asked::Optional => "optional",
            Asked::OneOf => "one_of",
        }
    }
}

/// Where a mentor stands with one component, or one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The component, by its place in the programme; for a group the member that counts.
    pub component: u16,
    /// Whether it is asked for.
    pub asked: Asked,
    /// Verified minutes that count.
    pub done: Minutes,
    /// Recognised minutes that fill what is left.
    pub recognised: Minutes,
    /// What is left; nothing where nobody asks for this one in particular.
    pub remaining: Option<Minutes>,
    /// Where it is on its way.
    pub state: State,
    /// The day on which it falls due.
    pub due_on: Option<Date>,
}

impl Row {
    /// The component, or for a group the member that counts.
    #[must_use]
    pub fn part<'a>(&self, programme: &'a Programme) -> &'a Component {
        &programme.components[usize::from(self.component)]
    }

    /// The code of the component or of the group.
    #[must_use]
    pub fn code<'a>(&self, programme: &'a Programme) -> &'a str {
        let part = self.part(programme);
        match (&part.need, self.asked) {
            (Need::OneOf(group), Asked::OneOf) => group,
            _ => &part.code,
        }
    }

    /// The title of the component or of the group.
    #[must_use]
    pub fn title<'a>(&self, programme: &'a Programme) -> &'a str {
        let part = self.part(programme);
        match (&part.need, self.asked) {
            (Need::OneOf(group), Asked::OneOf) => programme.group_title(group),
            _ => &part.title,
        }
    }
}

/// Lays out the components that apply, in file order; a group stands where its first member does.
pub(super) fn of(period: &Period, programme: &Programme, figures: &Figures, day: Date) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut groups: Vec<&str> = Vec::new();
    for (at, component) in programme.components.iter().enumerate() {
        if !figures::applies(period, component) {
            continue;
        }
        let (at, asked) = match &component.need {
            Need::OneOf(group) if groups.contains(&group.as_str()) => continue,
            Need::OneOf(group) => {
                groups.push(group);
                let fullest = figures::fullest(period, programme, &figures.tallies, group);
                (fullest.unwrap_or(at), Asked::OneOf)
            }
            Need::Required if period.track == Track::Initial => (at, Asked::Required),
            Need::Required | Need::Optional => (at, Asked::Optional),
        };
        rows.push(row(period, programme, figures, at, asked, day));
    }
    rows
}

fn row(
    period: &Period,
    programme: &Programme,
    figures: &Figures,
    at: usize,
    asked: Asked,
    day: Date,
) -> Row {
    let component = &programme.components[at];
    let tally: &Tally = &figures.tallies[at];
    let counts = asked != Asked::Optional || period.track == Track::Refresher;
    let done = tally.done(component, period.track);
    let recognised = if counts {
        tally.filled(component, period.track)
    } else {
        Minutes::ZERO
    };
    let left = component.minutes.less(done + recognised);
    let initial = period.track == Track::Initial;
    let all_met = figures.remaining == Some(Minutes::ZERO);
    let (open, due_on) = due::of(period, programme, component, day);
    let state = match asked {
        _ if left == Minutes::ZERO => State::Met,
        Asked::Optional if initial => State::NotYetDue,
        _ if !initial && all_met => State::NotYetDue,
        _ => open,
    };
    Row {
        component: u16::try_from(at).unwrap_or(u16::MAX),
        asked,
        done,
        recognised,
        remaining: (initial && asked != Asked::Optional).then_some(left),
        state,
        due_on: if asked == Asked::Optional && period.track == Track::Initial {
            None
        } else {
            due_on
        },
    }
}
