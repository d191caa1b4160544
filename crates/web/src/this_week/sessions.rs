//! Says what a mentor's sessions ask of them: what they missed, what is offered, what comes next.
//!
//! Owns the wording of these lines. It never says who missed anything: `booking` does.

use actions::{
    booking::catch_up::Ahead,
    this_week::{Side, ThisWeek},
};
use domain::{
    Timestamp,
    booking::{
        State,
        catch_up::{self, Line, Missed, Own},
    },
    calendar::{moment, uk_hour},
    programme::{Need, Programme},
    standing::{self, Row, Task},
};
use maud::{Markup, html};

use super::pages::accent;
use crate::{
    booking,
    parts::{tasks::Item, words},
};

/// A line with the booking that it is about.
pub(super) struct Asked<'a> {
    own: &'a Own,
    line: Line,
    accent: Option<String>,
}

/// Lists the lines of all sides, what was missed first.
pub(super) fn lines<'a>(found: &ThisWeek, ahead: &'a Ahead, now: Timestamp) -> Vec<Asked<'a>> {
    let side = |own: &Own| {
        let mut sides = found.sides.iter();
        sides.find(|side| side.provider.id == own.provider)
    };
    let is_met = |own: &Own| side(own).is_some_and(|side| met(side, &own.component));
    let all = catch_up::lines(&ahead.own, is_met, now);
    all.into_iter()
        .map(|(own, line)| Asked {
            accent: side(own).and_then(|side| accent(side, found)),
            own,
            line,
        })
        .collect()
}

/// Whether nothing is left of a component.
fn met(side: &Side, component: &str) -> bool {
    let standing = &side.standing;
    let Some(programme) = standing.programme.as_deref() else {
        return false;
    };
    let mut rows = standing.components.iter();
    rows.any(|row| row.state == standing::State::Met && codes(programme, row).contains(&component))
}

/// The components that a row stands for: of a group every member.
fn codes<'a>(programme: &'a Programme, row: &Row) -> Vec<&'a str> {
    let part = row.part(programme);
    match &part.need {
        Need::OneOf(_) => {
            let all = programme.components.iter();
            let group = all.filter(|one| one.need == part.need);
            group.map(|one| one.code.as_str()).collect()
        }
        _ => vec![part.code.as_str()],
    }
}

/// What is to be done about sessions now.
pub(super) fn asks(lines: &[Asked]) -> Vec<Item> {
    let asks = lines
        .iter()
        .filter(|one| !matches!(one.line, Line::Coming(_)));
    asks.map(item).collect()
}

fn item(one: &Asked) -> Item {
    let own = one.own;
    let title = &own.title;
    let day = html! { (words::day(own.held_on)) ", " (uk_hour(own.starts_at)) };
    let (action, facts) = match one.line {
        Line::Missed(Missed::Absent) => (
            html! { "You missed “" (title) "”: choose another day" },
            html! { "it was on " (day) },
        ),
        Line::Missed(Missed::Apologies) => (
            html! { "You could not come to “" (title) "”: choose another day" },
            html! { "it was on " (day) },
        ),
        Line::Missed(Missed::Declined) => (
            html! { "Your school could not release you for “" (title) "”: choose another day" },
            html! { "on " (day) },
        ),
        Line::Missed(Missed::CalledOff) => (
            html! { "“" (title) "” was called off: choose another day" },
            html! { "it was to be on " (day) },
        ),
        Line::Missed(Missed::Moved) => (
            html! { "“" (title) "” was moved: stay, or choose another day" },
            html! { "it is now on " (day) "; your place is kept until you choose" },
        ),
        Line::Offered(until) => (
            html! { "A place in “" (title) "” is offered to you: take it, or let it go" },
            html! { "yours until " strong { (moment(until)) } "; it is on " (day) },
        ),
        Line::Coming(_) => (html! { (title) }, day),
    };
    Item {
        action,
        address: booking::address(own.session),
        facts,
        state: None,
        accent: one.accent.clone(),
    }
}

/// The sessions of the nearest day on which the mentor has a place.
pub(super) fn next(lines: &[Asked]) -> Markup {
    let coming: Vec<(&Own, State)> = lines
        .iter()
        .filter_map(|one| match one.line {
            Line::Coming(state) => Some((one.own, state)),
            _ => None,
        })
        .collect();
    if coming.is_empty() {
        return html! {};
    }
    html! {
        h2 { @if coming.len() == 1 { "Your next session" } @else { "Your next sessions" } }
        ul.plain {
            @for (own, state) in coming {
                li.plain-line {
                    p.row-title { a.target href=(booking::address(own.session)) { (own.title) } }
                    p.row-more.is-plain {
                        (words::day(own.held_on)) ", " (uk_hour(own.starts_at)) ": "
                        @if state == State::Held { "a place is held until your school releases you" }
                        @else { "you have a place" }
                    }
                }
            }
        }
    }
}

/// The way to book, where sessions of a task's component are offered and none of them is booked.
pub(super) fn book(side: &Side, task: &Task, ahead: &Ahead) -> Markup {
    let standing = &side.standing;
    let Some((at, programme)) = task.row.zip(standing.programme.as_deref()) else {
        return html! {};
    };
    let codes = codes(programme, &standing.components[at]);
    let provider = side.provider.id;
    let booked = ahead.own.iter().any(|own| {
        let same = own.provider == provider && codes.contains(&own.component.as_str());
        same && own.state.stands() && !own.is_closed && !own.cancelled
    });
    let is_open = |code: &&&str| ahead.open.contains(&(provider, (**code).to_owned()));
    let Some(code) = codes.iter().find(is_open).filter(|_| !booked) else {
        return html! {};
    };
    html! { ". " a href={ (booking::list::ADDRESS) "?component=" (code) } { "Book a place" } }
}
