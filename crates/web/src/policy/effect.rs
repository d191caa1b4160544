//! Draws whom a rule touches: each mentor's figures before and after.
//!
//! Owns the shape of a figure that moves. It never lists whom the reader may not see.

use actions::{
    export::{
        Ending, Export, export,
        spreadsheet::{Cell, List},
    },
    policy::{Difference, Effect, Figures, Touched},
};
use domain::{
    Minutes,
    access::{Deed, Object},
    programme::Track,
};
use maud::{Markup, html};

use crate::{
    error::PageError,
    parts::{
        address::Address,
        file,
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

/// Names that are shown at once; the file holds all.
const AT_ONCE: usize = 20;

/// A column, and how its figure is told.
type Told = (Column, fn(&Figures) -> String);

/// The figures that can move, with what each is called.
const FIGURES: [Told; 4] = [
    (Column::named("Track"), |figures| {
        track(figures.track).to_owned()
    }),
    (Column::named("Required"), |figures| asked(figures.required)),
    (Column::named("Remaining"), |figures| {
        asked(figures.remaining)
    }),
    (Column::named("Can be claimed"), |figures| {
        format!("{} h", figures.claimable_hours)
    }),
];

/// Draws an effect; `of` is the address of the page, whose files list everybody.
pub(super) fn effect(effect: &Effect, of: &Address, reader: &Reader) -> Markup {
    let (touched, mentors) = (effect.touched(), effect.mentors());
    html! {
        h2 #whom { "Whom it touches" }
        p.lead {
            @match touched {
                0 => "Nobody’s figures differ",
                1 => { strong { "One mentor’s" } " figures differ" },
                touched => { strong { (words::count(touched)) " mentors’" } " figures differ" },
            }
            ", of " (words::count(mentors)) " reckoned as things stand on " (words::day(effect.on)) "."
        }
        @if touched > 0 {
            ul.buttons { (file::offer(of)) }
        }
        @for provider in &effect.providers { (provider_part(provider, effect.providers.len() > 1, reader)) }
    }
}

fn provider_part(touched: &Touched, several: bool, reader: &Reader) -> Markup {
    let people = &touched.people;
    let moving: Vec<_> = FIGURES
        .into_iter()
        .filter(|(_, of)| people.iter().any(|one| of(&one.before) != of(&one.after)))
        .collect();
    let names = moving.iter().map(|(column, _)| *column);
    let columns: Vec<Column> = std::iter::once(Column::plain("Mentor"))
        .chain(names)
        .collect();
    let object = Object {
        provider: Some(touched.provider.id),
        ..Object::default()
    };
    let may_open = reader.actor().may(Deed::ReadStanding, object).is_ok();
    html! {
        @if several || !people.is_empty() {
            h2 { (touched.provider.name) }
            p.quiet {
                @match people.len() {
                    0 => "Nobody, of ",
                    many => { (words::count(many)) " of " },
                }
                (words::count(touched.mentors))
                @if people.len() > AT_ONCE { ". The first " (AT_ONCE) " by name; the files hold all" }
                "."
            }
        }
        @if !people.is_empty() {
            (table::table(&Table {
                caption: &touched.provider.name,
                columns: &columns,
                lines: people
                    .iter()
                    .take(AT_ONCE)
                    .map(|one| Line {
                        cells: moving.iter().map(|(_, of)| moved(of(&one.before), of(&one.after))).collect(),
                        ..line(touched, one, may_open)
                    })
                    .collect(),
            }))
        }
    }
}

fn line(touched: &Touched, one: &Difference, may_open: bool) -> Line {
    let code = touched.provider.code.to_lowercase();
    let to = format!("/standing/{code}/{}", one.person.id.0);
    Line {
        id: format!("{code}-{}", one.person.id.0.simple()),
        class: None,
        head: html! {
            p.row-title {
                @if may_open { a href=(to) { (one.person.name()) } } @else { (one.person.name()) }
            }
        },
        cells: Vec::new(),
    }
}

/// A figure that moves; one that stays is left out.
fn moved(before: String, after: String) -> Option<Markup> {
    (before != after).then(|| {
        html! {
            span.unseen { "from " } span.whole { (before) }
            span aria-hidden="true" { " → " } span.unseen { " to " }
            strong.whole { (after) }
        }
    })
}

fn track(track: Track) -> &'static str {
    match track {
        Track::Initial => "Initial",
        Track::Refresher => "Refresher",
    }
}

fn asked(minutes: Option<Minutes>) -> String {
    minutes.map_or_else(
        || "as the provider judges".to_owned(),
        |minutes| minutes.to_string(),
    )
}

/// Everybody whom it touches, as a file.
pub(super) fn list(effect: &Effect, words: &str, ending: Ending) -> Result<Export, PageError> {
    let columns = [
        "provider",
        "trn",
        "last_name",
        "first_name",
        "school_urn",
        "track_before",
        "track_after",
        "required_minutes_before",
        "required_minutes_after",
        "remaining_minutes_before",
        "remaining_minutes_after",
        "claimable_hours_before",
        "claimable_hours_after",
    ];
    let minutes = |of: Option<Minutes>| Cell::from(of.map(|of| i64::from(of.0)));
    let mut rows = Vec::with_capacity(effect.touched());
    for touched in &effect.providers {
        for one in &touched.people {
            rows.push(vec![
                Cell::text(&touched.provider.code),
                Cell::from(one.person.trn.map(|trn| trn.to_string())),
                Cell::text(&one.person.last_name),
                Cell::text(&one.person.first_name),
                Cell::from(one.school.map(|urn| urn.to_string())),
                Cell::text(track(one.before.track)),
                Cell::text(track(one.after.track)),
                minutes(one.before.required),
                minutes(one.after.required),
                minutes(one.before.remaining),
                minutes(one.after.remaining),
                Cell::Number(i64::from(one.before.claimable_hours)),
                Cell::Number(i64::from(one.after.claimable_hours)),
            ]);
        }
    }
    let list = List {
        title: "Whom it touches".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows,
    };
    Ok(export(&list, words, effect.on, ending)?)
}
