//! Draws what was done with a provider, and who opened whose record; and hands it out as a file.
//!
//! Owns `/audit/{provider}`. It never changes a note.

use actions::{
    Platform,
    audit::{self, Asked, Trail, Trails},
};
use axum::{
    Router,
    extract::{Query, State},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{access::Deed, audit::reading::Kind, partnership::Provider};
use maud::{Markup, html};

use super::{framed, words::at};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        empty, file,
        filters::{self, By, Filters},
        form::{Offer, Typed},
        pages::{self, Pages},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

/// The route of the page and of its files.
pub fn routes() -> Router<Platform> {
    Router::new().route("/audit/{provider}", get(show))
}

/// The address of the page.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/audit/{}", provider.code.to_lowercase())
}

async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed = Typed::of(pairs);
    let asked = Asked {
        who: typed.text("q").to_owned(),
        deed: Deed::read(typed.text("deed")),
        subject: typed.text("on").to_owned(),
        from: typed.text("from").parse().ok(),
        until: typed.text("until").parse().ok(),
        page: typed.text("page").parse().unwrap_or(1),
    };
    let actor = reader.actor();
    if let Some(ending) = door.ending {
        reader.proves()?;
        let made = audit::notes_as_file(&platform, actor, &door.code, &asked, ending).await?;
        return Ok(file::answer(made));
    }
    let found = audit::notes(&platform, actor, &door.code, &asked).await?;
    let of = Address::of(address(&found.provider)).asking(&door.question);
    Ok(page(&found, &of, &reader).into_response())
}

const COLUMNS: [Column; 3] = [
    Column::plain("Deed"),
    Column::named("Done"),
    Column::named("On"),
];

const OPENED: [Column; 3] = [
    Column::plain("Who looked"),
    Column::named("At"),
    Column::named("When"),
];

fn page(found: &Trails, of: &Address, reader: &Reader) -> Markup {
    let pages = Pages {
        of,
        what: ("note", "notes"),
        page: found.asked.page.max(1),
        size: found.size,
        count: found.count,
    };
    let deeds = Deed::ALL.iter().filter(|(deed, _)| !deed.only_reads());
    let offers = deeds.map(|(deed, code)| Offer::of(*code, deed.words()));
    let main = html! {
        h1 { "What was done" }
        p.lead {
            "Every deed that changed something leaves a note: who, what, on what, when and from where. Notes are \
             only added, and each seals the one before it."
        }
        (filters::filters(&Filters {
            of,
            search: "Who did it: a full name or a TRN",
            by: vec![By { name: "deed", label: "Deed", all: "Every deed", offers: offers.collect() }],
        }))
        @if found.list.is_empty() {
            (empty::empty("Nothing fits", &html! { "Ask for less, or show all." }))
        } @else {
            p.quiet { (pages::shown(&pages)) ", newest first" }
            (table::table(&Table {
                caption: "Notes",
                columns: &COLUMNS,
                lines: found.list.iter().map(line).collect(),
            }))
            (pages::pages(&pages))
            ul.buttons { (file::offer(of)) }
        }
        h2 { "Who opened whose record" }
        p { "One line for a reader, a record and a day, the last first. Whoever it is about reads it too." }
        @if found.opened.is_empty() {
            p { "Nobody has opened a record of somebody else." }
        } @else {
            (table::table(&Table {
                caption: "Who opened whose record",
                columns: &OPENED,
                lines: found.opened.iter().enumerate().map(|(number, one)| Line {
                    id: format!("opened-{number}"),
                    class: None,
                    head: html! { p.row-title { (one.by) } },
                    cells: vec![
                        Some(html! { (kind(one.reading.kind)) " " (one.about) }),
                        Some(html! {
                            (words::day(one.reading.on))
                            @if one.reading.readings > 1 { p.row-more { (one.reading.readings) " times" } }
                        }),
                    ],
                }).collect(),
            }))
        }
    };
    framed(reader, &found.provider, "What was done", &main)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Standing => "The training page of",
        Kind::Person => "The record of",
        Kind::Placement => "A placement of",
    }
}

fn line(trail: &Trail) -> Line {
    let note = &trail.note;
    Line {
        id: format!("note-{}", note.id),
        class: None,
        head: html! {
            p.row-title { (note.deed.words().trim_end_matches('.')) }
            p.row-more { (trail.told) }
        },
        cells: vec![
            Some(html! {
                (at(note.noted_at))
                p.row-more { "by " (trail.by) }
                @if let Some(from) = &trail.from {
                    p.row-more {
                        (from.device)
                        @if let Some(address) = &from.address { ", " (address) }
                    }
                }
            }),
            Some(html! {
                @match &trail.on { Some(name) => { (name) }, None => { (note.subject) } }
            }),
        ],
    }
}
