//! Draws who may do what, in words: each deed with those who may, and how far.
//!
//! Owns the words for how far a leave goes. It never decides one.

use actions::{
    Platform,
    access::{self, Permissions, Row},
};
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{access::Reach, person::Role};
use maud::{Markup, html};

use crate::{
    error::PageError,
    parts::shell::{self, Frame},
    reader::Reader,
};

/// The address of the page.
pub const ADDRESS: &str = "/access/permissions";

/// The route of the page.
pub fn routes() -> Router<Platform> {
    Router::new().route(ADDRESS, get(table))
}

async fn table(State(platform): State<Platform>, reader: Reader) -> Result<Response, PageError> {
    let found = access::permissions(&platform, reader.actor()).await?;
    Ok(page(&found, &reader).into_response())
}

/// What each reach is called.
const REACHES: [(Reach, &str); 7] = [
    (Reach::Own, "on what is their own"),
    (Reach::Placement, "on the placement that they are named for"),
    (Reach::School, "at their own school"),
    (Reach::Trust, "at every school of their trust"),
    (
        Reach::Sample,
        "on the sample that they were invited to read, until the day it ends",
    ),
    (
        Reach::Provider,
        "in the whole partnership of their provider",
    ),
    (Reach::Everywhere, "for everybody alike"),
];

/// Draws the page.
pub fn page(found: &Permissions, reader: &Reader) -> Markup {
    let held: Vec<&str> = found
        .roles
        .iter()
        .filter(|(.., held)| *held)
        .map(|(_, label, _)| label.as_str())
        .collect();
    let main = html! {
        h1 { "Who may do what" }
        p.lead {
            "One table decides every deed here. The program asks it each time, before it reads \
             anything out, and its tests try every line of it. This page tells the same."
        }
        @if !held.is_empty() {
            p { "Your roles today: " strong { (held.join(", ")) } ". They are marked." }
        }
        nav.permit-jump aria-label="Parts of the table" {
            ul {
                @for (capability, rows) in &found.groups {
                    @if !rows.is_empty() {
                        li { a href={ "#" (anchor(capability.title())) } { (capability.title()) } }
                    }
                }
            }
        }
        @for (capability, rows) in &found.groups {
            @if !rows.is_empty() {
                section.permit aria-labelledby=(anchor(capability.title())) {
                    h2 id=(anchor(capability.title())) { (capability.title()) }
                    (deeds(&found.roles, rows))
                }
            }
        }
        h2 { "What holds beside the table" }
        ul.permit-list {
            li { "A role holds from its first day to its last. The day after, it reaches nothing." }
            li {
                "Whoever is away names a delegate for some days, who decides in their name and as far \
                 as they could: never about either of the two, and never through a further delegate."
            }
            li { "Everybody reads what is held about them, whatever has become of their roles." }
            li { "A lead mentor whom a school employs never judges anybody at that school." }
            li { "What somebody may not know of answers as if it were not there." }
            li {
                "The operator, who runs the program on its machine, may do everything at its \
                 command line, and each deed of theirs is noted like any other."
            }
        }
    };
    shell::page(
        &Frame {
            title: "Who may do what",
            reader: Some(reader),
            seat: reader.seats().first(),
            here: "Who may do what",
            ..Frame::default()
        },
        &main,
    )
}

/// Each deed with those who may.
fn deeds(roles: &[(Role, String, bool)], rows: &[Row]) -> Markup {
    html! {
        ul.permit-deeds {
            @for row in rows {
                li {
                    p.row-title { (row.deed.words()) }
                    @if row.deed.is_delegable() { p.row-more { "A delegate may do it for whoever is away." } }
                    @let groups = by_reach(roles, row);
                    @if groups.is_empty() {
                        p.row-more { "Only the operator, at the command line." }
                    } @else {
                        div {
                            @for (words, labels) in groups {
                                p.row-more { (labels) " – " (words) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Those who may, put together by how far they reach, the reader's own roles marked.
fn by_reach(roles: &[(Role, String, bool)], row: &Row) -> Vec<(&'static str, Markup)> {
    let of = |wanted: Reach| -> Vec<&(Role, String, bool)> {
        let both = roles.iter().zip(&row.reaches);
        both.filter(|(_, reach)| **reach == wanted)
            .map(|(role, _)| role)
            .collect()
    };
    REACHES
        .iter()
        .map(|(reach, words)| (*words, of(*reach)))
        .filter(|(_, those)| !those.is_empty())
        .map(|(words, those)| {
            let all = those.len() == roles.len();
            let labels = html! {
                @if all { "Everybody" } @else {
                    @for (at, (_, label, held)) in those.iter().enumerate() {
                        @if at > 0 { ", " }
                        @if *held { strong { (label) " (you)" } } @else { (label) }
                    }
                }
            };
            (words, labels)
        })
        .collect()
}

fn anchor(title: &str) -> String {
    domain::person::fold(title).replace(' ', "-")
}
