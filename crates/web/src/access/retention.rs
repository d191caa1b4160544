//! Shows what is kept how long and what is due, and lets go of it by one press.
//!
//! Owns the page `/access/retention`. It never lets go of anything without a press.

use actions::{
    Platform,
    access::retention::{Kept, let_go, retention},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::Date;
use maud::{Markup, html};

use crate::{
    error::PageError,
    parts::{
        form::{self, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

/// Where the page stands.
pub const ADDRESS: &str = "/access/retention";

/// Shows the page.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let asked = Typed::of(asked);
    let on: Option<Date> = asked.text("on").parse().ok();
    let all = retention(&platform, reader.actor(), on).await?;
    let gone: Option<u64> = asked.text("gone").parse().ok();
    Ok(page(&platform, &reader, &all, on, gone).into_response())
}

/// Lets go of what is due.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    let gone = let_go(&platform, reader.actor(), typed.once()?).await?;
    Ok(Redirect::to(&format!("{ADDRESS}?gone={gone}")).into_response())
}

const COLUMNS: [Column; 4] = [
    Column::plain("What"),
    Column::named("Kept for"),
    Column::named("Due if before"),
    Column::named("Due"),
];

fn page(
    platform: &Platform,
    reader: &Reader,
    all: &[Kept],
    on: Option<Date>,
    gone: Option<u64>,
) -> Markup {
    let due: u64 = all.iter().map(|kept| kept.due).sum();
    let main = html! {
        p.caption { a href=(super::erasure::ALL) { "Forgetting" } }
        h1 { "What is kept how long" }
        @if let Some(gone) = gone {
            (notice::notice(Tone::Done, &html! {
                p { @if gone == 0 { "Nothing was due." } @else { "Gone: " (gone) ", and a note says of what." } }
            }))
        }
        p.lead {
            @if let Some(on) = on { "As it would be on " (words::day(on)) ": " }
            @if due == 0 { "nothing is due." } @else { strong { (due) } " in all are due. Nothing goes before you press." }
        }
        (table::table(&Table {
            caption: "What is kept for a while",
            columns: &COLUMNS,
            lines: all.iter().enumerate().map(|(at, kept)| line(at, kept)).collect(),
        }))
        p.quiet {
            "Recorded minutes, notes of deeds and placements stay. A name goes as an erasure does: the \
             minutes stay those of an erased person. How long each is kept is a dated rule: "
            a href="/policy" { "the rules" } "."
        }
        @if on.is_none() && due > 0 {
            form.form method="post" action=(ADDRESS) {
                (form::once(platform.number()))
                div.buttons { (form::button("Let go of what is due")) }
            }
        }
        form.form method="get" action=(ADDRESS) {
            @let typed = Typed::default().with("on", on.map(|on| on.to_string()).unwrap_or_default());
            (form::text(&form::Field::of(&typed, "on", "See what would be due on another day").hint("As 2027-09-01.").wide(12)))
            div.buttons { (form::button("Show it")) }
        }
    };
    shell::page(
        &Frame {
            title: "What is kept how long",
            reader: Some(reader),
            seat: reader.seat(actions::access::SeatKind::Administrator),
            here: "Forgetting",
            ..Frame::default()
        },
        &main,
    )
}

fn line(at: usize, kept: &Kept) -> Line {
    let mut what = kept.what.chars();
    let first = what.next().map(|first| first.to_uppercase().to_string());
    Line {
        id: format!("kept-{at}"),
        class: None,
        head: html! {
            p.row-title { (first.unwrap_or_default()) (what.as_str()) }
        },
        cells: vec![
            Some(html! {
                a href={ "/policy/" (kept.policy) } {
                    @match &kept.term { Some(term) => (term.words), None => "Good" }
                }
            }),
            kept.term.as_ref().map(|term| words::day(term.before)),
            Some(html! {
                (kept.due)
                @if !kept.first.is_empty() {
                    details.choices {
                        summary { "The first by number" }
                        @for id in &kept.first { p.row-more { code { (id) } } }
                    }
                }
            }),
        ],
    }
}
