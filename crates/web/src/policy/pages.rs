//! Puts the page of the rules together, heading by heading, and the frame around each of its pages.
//!
//! Owns the order of the page. It never shows what another provider set for itself here.

use actions::{
    access::{Seat, SeatKind},
    export::{
        Ending, Export, export,
        spreadsheet::{Cell, List},
    },
    policy::{Chooser, Held, Rule, Rules},
};
use domain::{Date, policy::Confidence};
use maud::{Markup, html};

use super::said;
use crate::{
    error::PageError,
    parts::{
        address::Address,
        empty, errors, file,
        form::{self, Field, Offer, Typed},
        shell::{self, Frame},
        table::{self, Column, Line, Table},
        tag::{self, Tag},
        words,
    },
    reader::Reader,
};

const COLUMNS: [Column; 4] = [
    Column::plain("Rule"),
    Column::plain("Value"),
    Column::plain("Since"),
    Column::named("Source"),
];

/// The address of the rules.
pub const ADDRESS: &str = "/policy";

/// The address of one rule.
#[must_use]
pub fn address(name: &str) -> String {
    format!("{ADDRESS}/{name}")
}

/// The address of what changes on a day.
#[must_use]
pub fn changes_on(day: Option<Date>) -> String {
    match day {
        Some(day) => format!("{ADDRESS}/changes?on={day}"),
        None => format!("{ADDRESS}/changes"),
    }
}

/// Puts a page about rules into its frame.
pub(super) fn framed(reader: &Reader, title: &str, main: &Markup) -> Markup {
    let seat = seat(reader);
    shell::page(
        &Frame {
            title,
            provider: seat
                .filter(|seat| seat.kind != SeatKind::Administrator)
                .and_then(Seat::provider),
            reader: Some(reader),
            seat,
            here: "Rules",
            ..Frame::default()
        },
        main,
    )
}

/// The seat at which somebody looks after rules, else their first.
fn seat(reader: &Reader) -> Option<&Seat> {
    let mut by_care = [SeatKind::Administrator, SeatKind::Office].into_iter();
    by_care
        .find_map(|kind| reader.seat(kind))
        .or_else(|| reader.seats().first())
}

/// What the page of the rules shows beside the rules.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// What was asked.
    pub typed: &'a Typed,
    /// The address of the page with everything that it asks.
    pub of: &'a Address,
    /// Whether the reader may see whom a change touches.
    pub may_preview: bool,
}

/// Draws the rules in force on a day.
#[must_use]
pub fn rules(rules: &Rules, shown: Shown, reader: &Reader) -> Markup {
    let title = "The rules";
    let main = html! {
        (errors::summary(shown.typed))
        p.caption { "In force on " (words::day(rules.on)) }
        h1 { (title) }
        p.lead {
            "Every number that Alongside uses, since when it holds, and where it was read."
        }
        (narrowed(shown.typed, &rules.choosers))
        p.quiet {
            strong { (words::count(rules.shown)) }
            @if rules.shown < rules.all { " of " (words::count(rules.all)) }
            @if rules.shown == 1 { " rule. " } @else { " rules. " }
            @if shown.may_preview {
                a href=(changes_on(Some(rules.on))) { "What changes on a day, and for whom?" }
            }
        }
        ul.buttons { (file::offer(shown.of)) }
        @if rules.sections.is_empty() {
            (empty::empty("No rule holds these words", &html! {
                "Try fewer words, or " a href=(ADDRESS) { "see all rules" } "."
            }))
        }
        @for section in &rules.sections {
            h2 { (section.about) }
            (table::table(&Table {
                caption: &section.about,
                columns: &COLUMNS,
                lines: section.rules.iter().map(|rule| line(rule, rules.on)).collect(),
            }))
        }
    };
    framed(reader, &errors::title(shown.typed, title), &main)
}

/// The rules that are shown, as a file.
pub(super) fn list(rules: &Rules, ending: Ending) -> Result<Export, PageError> {
    let columns = [
        "name",
        "title",
        "about",
        "provider",
        "value",
        "from",
        "until",
        "source",
        "confidence",
        "note",
    ];
    let mut rows = Vec::new();
    for rule in rules.sections.iter().flat_map(|section| &section.rules) {
        let everybody = rule.everybody.iter().map(|held| (None, held));
        let own = rule.own.iter().map(|(chooser, held)| (Some(chooser), held));
        for (chooser, held) in everybody.chain(own) {
            let row = &held.row;
            rows.push(vec![
                Cell::text(&rule.titled.name),
                Cell::text(&rule.titled.title),
                Cell::text(&rule.titled.about),
                Cell::from(chooser.map(|chooser| chooser.code.clone())),
                Cell::text(said::words(&row.value)),
                Cell::Day(row.from),
                Cell::from(held.until),
                Cell::text(&row.source),
                Cell::text(row.confidence.code()),
                Cell::from(row.note.clone()),
            ]);
        }
    }
    let list = List {
        title: "Rules".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows,
    };
    Ok(export(&list, "Rules", rules.on, ending)?)
}

fn narrowed(typed: &Typed, choosers: &[Chooser]) -> Markup {
    let offers: Vec<Offer> = choosers
        .iter()
        .map(|chooser| Offer::of(chooser.code.to_lowercase(), &chooser.name))
        .collect();
    html! {
        form.filters method="get" action=(ADDRESS) role="search" aria-label="Narrow the rules" {
            div.field.is-search {
                label for="words" { "Words in the rule" }
                input id="words" name="q" type="search" value=(typed.text("q")) autocomplete="off";
            }
            (form::select(
                &Field::of(typed, "provider", "Own choices of"),
                Some("All providers"),
                &offers,
            ))
            (form::date(&Field::of(typed, "on", "In force on")))
            div.buttons { (form::button("Show")) }
        }
    }
}

fn line(rule: &Rule, on: Date) -> Line {
    let titled = &rule.titled;
    let to = format!("{}?on={on}", address(&titled.name));
    let own = |chooser: &Chooser, held: &Held| {
        html! { p.row-more { (chooser.name) ": " strong { (said::short(&held.row.value)) } } }
    };
    let held = rule.everybody.as_ref();
    Line {
        id: titled.name.clone(),
        class: None,
        head: html! {
            p.row-title { a href=(to) { (titled.title) } }
            @for (chooser, held) in &rule.own { (own(chooser, held)) }
        },
        cells: vec![
            Some(match held {
                Some(held) => html! { strong { (said::short(&held.row.value)) } },
                None if rule.own.is_empty() => html! { span.quiet { "No value on this day" } },
                None => html! { span.quiet { "Each provider’s own" } },
            }),
            held.map(|held| words::short_day(held.row.from)),
            held.map(|held| {
                html! {
                    span.small { (first_of(&held.row.source)) }
                    @if held.row.confidence == Confidence::Provisional { " " (tag::tag(Tag::Provisional)) }
                }
            }),
        ],
    }
}

/// The first of several sources, and how many more there are.
fn first_of(source: &str) -> String {
    let mut sources = source.split("; ");
    let first = said::begun(sources.next().unwrap_or_default());
    match sources.count() {
        0 => first,
        more => format!("{first}; and {more} more"),
    }
}
