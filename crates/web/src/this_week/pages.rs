//! Puts a mentor's first page together: what to do now, what comes, whom they host, whom to ask.
//!
//! Owns the order of the page. It never reckons: standings do.

use actions::{
    access::SeatKind,
    booking::catch_up::Ahead,
    this_week::{Side, ThisWeek},
};
use domain::{
    Date, Timestamp,
    ledger::History,
    programme::HalfTerm,
    standing::{Nearness, Shown, Task},
};
use maud::{Markup, html};

use super::{
    around::{contacts, hours, students},
    sessions,
};
use crate::{
    parts::{
        empty,
        notice::{self, Tone},
        shell::{self, Frame},
        tag::{self, Tag},
        tasks::{self, Item},
        words,
    },
    reader::Reader,
    standing,
};

/// The address of the page.
pub const ADDRESS: &str = "/this-week";

/// A task with the side to which it belongs.
type Placed<'a> = (&'a Side, Task);

/// Draws the page.
#[must_use]
pub fn this_week(found: &ThisWeek, ahead: &Ahead, now: Timestamp, reader: &Reader) -> Markup {
    let lines = sessions::lines(found, ahead, now);
    let asks = sessions::asks(&lines);
    let tasks = sorted(found);
    let near_now = near(&tasks, Nearness::Now);
    let soon = near(&tasks, Nearness::Soon);
    let later = near(&tasks, Nearness::Later);
    let questions: Vec<&Side> = found.sides.iter().filter(|side| is_asked(side)).collect();
    let main = html! {
        p.caption { (caption(found)) }
        h1 { "This week" }
        @if found.sides.is_empty() {
            (empty::empty("No provider has listed you yet", &html! {
                "When a provider adds you as a mentor, what there is to do stands here. You need \
                 to do nothing for that."
            }))
        } @else {
            p.lead { (lead(found, &near_now, questions.len() + asks.len())) }
            @for side in &found.sides { (answered(side, found.day)) }
            @if !asks.is_empty() || !questions.is_empty() || !near_now.is_empty() {
                h2.unseen { "To do now" }
                (tasks::tasks(&[asks, asked(&questions, found), items(&near_now, found, ahead)].concat()))
            }
            (sessions::next(&lines))
            @if !soon.is_empty() {
                h2 { "In the next four weeks" }
                (tasks::tasks(&items(&soon, found, ahead)))
            }
            @if near_now.is_empty() && soon.is_empty() && !later.is_empty() {
                h2 { "Next" }
                (tasks::tasks(&items(&later[..1], found, ahead)))
                @if later.len() > 1 { (rest(&later[1..], found, ahead)) }
            } @else if !later.is_empty() {
                (rest(&later, found, ahead))
            }
            h2 { "Your student teachers" }
            (students(found))
            h2 { "Your hours" }
            (hours(found))
            h2 { "Somebody to ask" }
            (contacts(found))
        }
    };
    let only = match found.sides.as_slice() {
        [side] => Some(side.provider.as_ref()),
        _ => None,
    };
    let accents = found
        .sides
        .iter()
        .filter(|_| only.is_none())
        .filter_map(|side| shell::accent_of(&side.provider))
        .collect();
    shell::page(
        &Frame {
            title: "This week",
            provider: only,
            reader: Some(reader),
            seat: reader.seat(SeatKind::Mentor),
            here: "This week",
            switch: Vec::new(),
            accents,
        },
        &main,
    )
}

fn sorted(found: &ThisWeek) -> Vec<Placed<'_>> {
    let mut tasks: Vec<Placed> = found
        .sides
        .iter()
        .flat_map(|side| {
            side.standing
                .agenda()
                .into_iter()
                .map(move |task| (side, task))
        })
        .collect();
    tasks.sort_by_key(|(_, task)| (task.nearness, task.due_on.unwrap_or(Date::MAX)));
    tasks
}

fn near<'a>(tasks: &[Placed<'a>], nearness: Nearness) -> Vec<Placed<'a>> {
    tasks
        .iter()
        .filter(|(_, task)| task.nearness == nearness)
        .copied()
        .collect()
}

fn is_asked(side: &Side) -> bool {
    standing::history::asks(side.standing.history).is_some()
}

fn caption(found: &ThisWeek) -> Markup {
    let half_term = half_terms(found).iter().find(|term| term.holds(found.day));
    html! {
        (words::day(found.day))
        @if let Some(term) = half_term { ", " span.whole { "half term " (term.number) } }
    }
}

fn half_terms(found: &ThisWeek) -> &[HalfTerm] {
    let mut known = found.sides.iter().map(|side| side.standing.half_terms());
    known.find(|terms| !terms.is_empty()).unwrap_or_default()
}

/// What the week asks, in one or two sentences.
fn lead(found: &ThisWeek, now: &[Placed], questions: usize) -> Markup {
    let overdue = now
        .iter()
        .filter(|(_, task)| task.shown == Shown::Overdue)
        .count();
    let many = now.len() + questions;
    let nearest = now
        .iter()
        .filter_map(|(_, task)| task.due_on)
        .find(|due| *due >= found.day);
    if found.sides.iter().all(|side| side.standing.is_holiday()) && questions == 0 {
        let back = half_terms(found)
            .iter()
            .map(|term| term.from)
            .filter(|from| *from > found.day)
            .min();
        return html! {
            "It is the holidays, and nothing is asked of you."
            @if let Some(back) = back { " Term begins again on " (words::day(back)) "." }
        };
    }
    html! {
        @match many {
            0 => "Nothing is owed this week. Thank you.",
            1 => { strong { "One thing" } " to do now" },
            many => { strong { (many) " things" } " to do now" },
        }
        @if many > 0 {
            @if overdue > 0 { ", " strong { (overdue) " overdue" } }
            "."
            @if let Some(due) = nearest { " The next day to keep is " (words::day(due)) "." }
        }
    }
}

fn asked(sides: &[&Side], found: &ThisWeek) -> Vec<Item> {
    sides
        .iter()
        .map(|side| Item {
            action: html! { (standing::history::asks(side.standing.history).unwrap_or_default()) },
            address: standing::history::address(&side.provider),
            facts: html! {
                "for " (side.provider.name) ", about 2 minutes. Until you have, nothing of it is \
                 called overdue."
            },
            state: Some(tag::tag(Tag::Of(Shown::NotYetConfirmed))),
            accent: accent(side, found),
        })
        .collect()
}

fn items(tasks: &[Placed], found: &ThisWeek, ahead: &Ahead) -> Vec<Item> {
    tasks
        .iter()
        .map(|(side, task)| item(side, task, found, ahead))
        .collect()
}

fn item(side: &Side, task: &Task, found: &ThisWeek, ahead: &Ahead) -> Item {
    let training = standing::pages::address(&side.provider);
    let (action, address) = match task.row {
        Some(at) => (
            standing::components::action(&side.standing, &side.standing.components[at]),
            format!(
                "{training}#{}",
                standing::components::place(&side.standing, at)
            ),
        ),
        None => (html! { "Any verified training" }, training),
    };
    let state = match task.shown {
        Shown::NotYetDue => None,
        shown => Some(tag::tag(Tag::Of(shown))),
    };
    Item {
        action,
        address,
        facts: html! {
            "for " (side.provider.name) ", " strong { (words::amount(task.left)) }
            (by(task, found.day))
            @if task.is_one_of_many && task.row.is_some() {
                ". Another part would count as well"
            }
            (sessions::book(side, task, ahead))
        },
        state,
        accent: accent(side, found),
    }
}

fn by(task: &Task, day: Date) -> Markup {
    html! {
        @match (task.shown, task.due_on) {
            (Shown::WhenHosting, _) => ", when you next host a student teacher",
            (Shown::NotYetConfirmed, Some(due)) => { ", its time was until " (words::day(due)) }
            (_, Some(due)) if due < day => { ", it was due by " (words::day(due)) }
            (_, Some(due)) => { ", by " strong { (words::day(due)) } }
            (_, None) => "",
        }
    }
}

/// Where several providers stand side by side, each task bears its provider's colour.
pub(super) fn accent(side: &Side, found: &ThisWeek) -> Option<String> {
    let several = found.sides.len() > 1;
    let accent = shell::accent_of(&side.provider).filter(|_| several);
    accent.map(|accent| accent.class())
}

fn rest(later: &[Placed], found: &ThisWeek, ahead: &Ahead) -> Markup {
    html! {
        details.later {
            summary {
                @match later.len() {
                    1 => "One thing later in the year",
                    many => { (many) " things later in the year" },
                }
            }
            (tasks::tasks(&items(later, found, ahead)))
        }
    }
}

/// What the mentor said of an earlier record, while it is new or still open.
fn answered(side: &Side, today: Date) -> Markup {
    let name = &side.provider.name;
    let address = standing::history::address(&side.provider);
    match side.standing.history {
        History::Confirmed { on } if on == today => notice::notice(
            Tone::Waiting,
            &html! { p { "You have confirmed what " (name) " knew of you already. Thank you." } },
        ),
        History::Questioned { on } => notice::notice(
            Tone::Waiting,
            &html! {
                p {
                    "You told " (name) " on " (words::day(on)) " that your record is not right. \
                     The partnership office reads it and puts it right; until then nothing is \
                     called overdue. "
                    a href=(address) { "See or change your answer" }
                }
            },
        ),
        _ => html! {},
    }
}
