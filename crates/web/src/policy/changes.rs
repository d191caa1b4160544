//! Puts the page together that tells what changes on a day, and for whom.
//!
//! Owns the order of the page. It never reckons.

use actions::policy::{Changes, Turn};
use domain::{Date, policy::Row};
use maud::{Markup, html};

use super::{
    effect,
    pages::{self, framed},
    said,
};
use crate::{
    parts::{
        address::Address,
        empty,
        form::{self, Field, Offer, Typed},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

const COLUMNS: [Column; 3] = [
    Column::plain("Rule"),
    Column::named("Until then"),
    Column::named("From then"),
];

/// Draws what changes on a day.
#[must_use]
pub(super) fn changes(changes: &Changes, of: &Address, reader: &Reader) -> Markup {
    let title = format!("What changes on {}", words::told(changes.on));
    let main = html! {
        p.caption { a href=(pages::ADDRESS) { "Rules" } ": what changes, and for whom" }
        h1 { (title) }
        (days(changes))
        @if changes.turns.is_empty() {
            h2.unseen { "What changes" }
            (empty::empty("No rule begins or ends on this day", &html! {
                "Choose one of the days above on which something changes."
            }))
        } @else {
            (table::table(&Table {
                caption: "Rules that begin or end on this day",
                columns: &COLUMNS,
                lines: changes.turns.iter().enumerate().map(line).collect(),
            }))
            (effect::effect(&changes.effect, of, reader))
            p.quiet.small {
                "Each mentor was reckoned twice on this day: by the rules as they are, and as if \
                 nothing had begun or ended on it. What somebody did on the day moves nothing here."
            }
        }
    };
    framed(reader, &title, &main)
}

fn days(changes: &Changes) -> Markup {
    let typed = Typed::default().with("on", changes.on);
    let offers: Vec<Offer> = changes
        .days
        .iter()
        .rev()
        .map(|day| Offer::of(day.to_string(), words::told(*day)))
        .collect();
    let before = changes.days.iter().rev().find(|day| **day < changes.on);
    let after = changes.days.iter().find(|day| **day > changes.on);
    let to = |day: &Date, words: &str| {
        html! { a.target href=(pages::changes_on(Some(*day))) { span { (words) (words::day(*day)) } } }
    };
    let other = (!changes.days.contains(&changes.on)).then_some("Another day");
    html! {
        form.filters method="get" action=(pages::changes_on(None)) {
            (form::select(&Field::of(&typed, "on", "Day on which rules change"), other, &offers))
            div.buttons { (form::button("Show")) }
        }
        p.either {
            @if let Some(day) = before { (to(day, "Before: ")) }
            @if before.is_some() && after.is_some() { " · " }
            @if let Some(day) = after { (to(day, "After: ")) }
        }
    }
}

fn line((at, turn): (usize, &Turn)) -> Line {
    let value = |row: Option<&Row>| match row {
        Some(row) => html! { strong { (said::short(&row.value)) } },
        None => html! { span.quiet { "No value" } },
    };
    Line {
        id: format!("turn-{at}"),
        class: None,
        head: html! {
            p.row-title { a href=(pages::address(&turn.titled.name)) { (turn.titled.title) } }
            @if let Some(chooser) = &turn.chooser { p.row-more { (chooser.name) } }
        },
        cells: vec![
            Some(value(turn.before.as_deref())),
            Some(html! {
                (value(turn.after.as_deref()))
                @if turn.before.as_deref().map(|row| &row.value)
                    == turn.after.as_deref().map(|row| &row.value) {
                    p.row-more { "The same, from another source" }
                }
            }),
        ],
    }
}
