//! Puts the page of one rule together: what holds, its line through time, and what was set here.
//!
//! Owns the order of the page. It never reckons.

use actions::policy::{Change, Chooser, History, Line};
use domain::{Date, calendar::uk_day};
use maud::{Markup, html};

use super::{
    pages::{self, framed},
    said,
};
use crate::{
    parts::{
        empty,
        history::{self, Stretch},
        table::{self, Column, Table},
        words,
    },
    reader::Reader,
};

const CHANGES: [Column; 4] = [
    Column::plain("Value"),
    Column::plain("Days"),
    Column::named("Set by"),
    Column::named("What became of it"),
];

/// Draws one rule.
#[must_use]
pub fn rule(rule: &History, done: Option<&str>, reader: &Reader) -> Markup {
    let titled = &rule.titled;
    let main = html! {
        p.caption { a href=(pages::ADDRESS) { "Rules" } ": " (titled.about) }
        @if let Some(done) = done { div.notice role="status" { p { (done) } } }
        h1 { (titled.title) }
        p.lead { (titled.says) }
        @if !titled.who.is_empty() { p.quiet { "It concerns: " (titled.who) "." } }
        @if rule.lines.is_empty() {
            (empty::empty("No value is known", &html! {
                "Alongside knows this rule by name, and no text yet that gives it a value."
            }))
        }
        @for line in &rule.lines { (through_time(rule, line)) }
        (set_here(rule))
        p.quiet.small { "Its name in files and exports: " code { (titled.name) } }
    };
    framed(reader, &titled.title, &main)
}

fn through_time(rule: &History, line: &Line) -> Markup {
    let (id, name) = match &line.chooser {
        Some(chooser) => (
            format!("of-{}", chooser.code.to_lowercase()),
            chooser.name.as_str(),
        ),
        None => ("everybody".to_owned(), "For everybody"),
    };
    let stretches = line.stretches.iter().map(|stretch| Stretch {
        from: stretch.from,
        until: stretch.until,
        height: said::height(&stretch.row.value),
        value: said::whole(&stretch.row.value),
        source: said::source(&stretch.row),
    });
    html! {
        h2 id=(id) { (name) }
        (now(line, rule.on))
        (history::history(&history::History {
            id,
            name,
            on: rule.on,
            stretches: stretches.collect(),
        }))
    }
}

fn now(line: &Line, on: Date) -> Markup {
    let held = line
        .stretches
        .iter()
        .find(|stretch| stretch.from <= on && stretch.until.is_none_or(|until| until >= on));
    html! {
        p {
            "On " (words::day(on)) ": "
            @match held {
                Some(held) => strong { (said::short(&held.row.value)) },
                None => span.quiet { "no value" },
            }
            "."
        }
    }
}

fn set_here(rule: &History) -> Markup {
    let name = &rule.titled.name;
    html! {
        @if rule.may_set || !rule.may_set_for.is_empty() || !rule.changes.is_empty() {
            h2 #set { "Set here" }
            @if rule.changes.is_empty() {
                p { "Nobody has set a value here: the values above come with Alongside." }
            } @else {
                (table::table(&Table {
                    caption: "Values that were set here, the last first",
                    columns: &CHANGES,
                    lines: rule.changes.iter().map(|change| line(name, change)).collect(),
                }))
            }
            div.buttons {
                @if rule.may_set { (set(name, None)) }
                @for chooser in &rule.may_set_for { (set(name, Some(chooser))) }
            }
        }
    }
}

fn set(name: &str, chooser: Option<&Chooser>) -> Markup {
    let of = pages::address(name);
    match chooser {
        None => html! { a.button href={ (of) "/set" } { "Set a value for everybody" } },
        Some(chooser) => html! {
            a.button.is-quiet href={ (of) "/set?provider=" (chooser.code.to_lowercase()) } {
                "Set a value for " (chooser.name)
            }
        },
    }
}

fn line(name: &str, change: &Change) -> table::Line {
    let version = &change.version;
    let row = &version.row;
    let undo = format!("{}/undo/{}", pages::address(name), version.id);
    table::Line {
        id: format!("set-{}", version.id),
        class: version.withdrawn.is_some().then_some("is-replaced"),
        head: html! {
            p.row-title { (said::short(&row.value)) }
            p.row-more {
                @match &change.chooser {
                    Some(chooser) => (chooser.name),
                    None => "For everybody",
                }
            }
        },
        cells: vec![
            words::days(Some(row.from), row.until),
            Some(stroke(&version.set)),
            Some(match &version.withdrawn {
                Some(withdrawn) => html! {
                    @if version.replaced_by.is_some() { "Replaced" } @else { "Taken back" }
                    " by " (stroke(withdrawn))
                },
                None if change.may_undo => html! {
                    a.target href=(undo) {
                        "Undo" span.unseen { " " (said::short(&row.value)) " from " (row.from) }
                    }
                },
                None => html! { "In its place" },
            }),
        ],
    }
}

fn stroke(stroke: &actions::policy::Stroke) -> Markup {
    html! {
        (stroke.name.as_deref().unwrap_or("the operator")) ", "
        (words::short_day(uk_day(stroke.at)))
        @if let Some(because) = &stroke.because { p.row-more { (because) } }
    }
}
