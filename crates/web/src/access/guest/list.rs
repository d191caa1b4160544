//! Lists the guests of a provider: who reads now, who will, and who did.
//!
//! Owns the page `/access/guests/{provider}`. It never shows what a record holds.

use actions::{
    Platform,
    access::guest::{Guests, Listed, guests},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::access::guest::Given;
use maud::{Markup, html};

use super::{address, address_of, counted, framed, opened};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        empty,
        notice::{self, Tone},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

const COLUMNS: [Column; 3] = [
    Column::plain("Guest"),
    Column::plain("Days"),
    Column::plain("Sample"),
];

/// Shows the page.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let found = guests(&platform, reader.actor(), &door.code).await?;
    let asked = Address::of("").asking(&door.question);
    Ok(page(&found, asked.value("done"), &reader).into_response())
}

fn page(found: &Guests, done: &str, reader: &Reader) -> Markup {
    let main = html! {
        h1 { "Guests" }
        @if done == "invited" {
            (notice::notice(Tone::Done, &html! { p { "The invitation is on its way. It is their account: one press, and they read the sample." } }))
        }
        p.lead {
            "External examiners, inspectors and reviewers read a sample for a time. They change \
             nothing, see nobody else, and what they open is noted."
        }
        p { a.button href={ (address(&found.provider)) "/new" } { "Invite a guest" } }
        @for (given, heading) in [(Given::Now, "Reading now"), (Given::ToCome, "To come"), (Given::Past, "Past")] {
            @let those: Vec<&Listed> = found.list.iter().filter(|one| one.given == given).collect();
            @if !those.is_empty() {
                h2 { (heading) }
                (table::table(&Table {
                    caption: heading,
                    columns: &COLUMNS,
                    lines: those.into_iter().map(|one| line(found, one)).collect(),
                }))
            }
        }
        @if found.list.is_empty() {
            (empty::empty("No guest yet", &html! {
                "When an examiner or an inspector comes, invite them here with the records that they are to read."
            }))
        }
    };
    framed(reader, &found.provider, "Guests", &main)
}

fn line(found: &Guests, one: &Listed) -> Line {
    let guest = &one.guest;
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    Line {
        id: format!("guest-{}", guest.id),
        class: None,
        head: html! {
            p.row-title { a.target href=(address_of(&found.provider, guest.id)) { (one.name) } }
            p.row-more { (guest.role.usual_label()) ": " (guest.purpose) }
        },
        cells: vec![
            Some(html! {
                @match &guest.ended {
                    Some(_) => { "Ended early" }
                    None => { @if let Some(days) = words::days(guest.from, guest.until) { (days) } }
                }
            }),
            Some(html! {
                (counted(count(one.placements), count(one.people)))
                p.row-more { a href=(opened(&found.provider, Some(guest.id))) { "What they opened" span.unseen { ": " (one.name) } } }
            }),
        ],
    }
}
