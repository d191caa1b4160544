//! Lets guests see what they were given, and the office make, change and end it.
//!
//! Owns `/access/guest`, `/access/guests/...` and `/access/opened/...`. It never shows a guest more than the sample.

mod list;
mod log;
mod new;
mod one;
mod own;
mod sample;

use actions::{Platform, access::SeatKind};
use axum::{
    Router,
    routing::{get, post},
};
use domain::partnership::Provider;
use maud::{Markup, html};
use uuid::Uuid;

use crate::{
    door,
    error::PageError,
    parts::{
        address::Address,
        form::Offer,
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

/// Where a guest lands.
pub const OWN: &str = "/access/guest";

/// The routes of guests.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route(OWN, get(own::show))
        .route("/access/opened/{provider}", get(log::show))
        .route("/access/guests/{provider}", get(list::show))
        .route(
            "/access/guests/{provider}/new",
            get(new::ask).post(new::keep),
        )
        .route("/access/guests/{provider}/{guest}", get(one::show))
        .route(
            "/access/guests/{provider}/{guest}/sample",
            get(sample::ask).post(sample::keep),
        )
        .route("/access/guests/{provider}/{guest}/end", post(one::end))
}

/// The address of a provider's guests.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/access/guests/{}", provider.code.to_lowercase())
}

/// The address of one guest.
fn address_of(provider: &Provider, guest: Uuid) -> String {
    format!("{}/{guest}", address(provider))
}

/// The address of what was opened: by the reader, or by one guest.
#[must_use]
pub fn opened(provider: &Provider, guest: Option<Uuid>) -> Address {
    let of = Address::of(format!("/access/opened/{}", provider.code.to_lowercase()));
    match guest {
        Some(guest) => of.with("guest", guest),
        None => of,
    }
}

/// The number of a guest in an address.
fn number(text: &str) -> Result<Uuid, PageError> {
    Uuid::try_parse(text).map_err(|_| PageError::NotFound)
}

/// How many placements and mentors there are, in words.
fn counted(placements: usize, people: usize) -> String {
    let placements = words::counted(placements, "placement", "placements");
    let people = words::counted(people, "mentor", "mentors");
    format!("{placements} and {people}")
}

/// The placements and mentors that can be ticked.
fn offers(offered: &actions::access::guest::Offered) -> (Vec<Offer>, Vec<Offer>) {
    let placements = offered.placements.iter().map(|row| placement_offer(row));
    let people = offered.people.iter();
    let people = people.map(|one| Offer::of(one.id.0.to_string(), one.name()));
    (placements.collect(), people.collect())
}

/// One placement as an offer.
fn placement_offer(row: &actions::placement::Row) -> Offer {
    let stage = row.placement.stage.map(|stage| format!(", stage {stage}"));
    let hint = format!("{}{}", row.school_name, stage.unwrap_or_default());
    Offer::of(row.placement.id.0.to_string(), row.student.name()).hint(hint)
}

/// Puts a page about a provider's guests into its frame.
fn framed(reader: &Reader, provider: &Provider, title: &str, main: &Markup) -> Markup {
    let frame = Frame {
        title,
        provider: Some(provider),
        reader: Some(reader),
        seat: door::seat(reader, provider),
        here: "Guests",
        ..Frame::default()
    };
    shell::page(&frame, main)
}

/// Puts a guest's own page into its frame.
fn framed_own(
    reader: &Reader,
    provider: Option<&Provider>,
    (title, here): (&str, &str),
    main: &Markup,
) -> Markup {
    let frame = Frame {
        title,
        provider,
        reader: Some(reader),
        seat: reader.seat(SeatKind::Guest),
        here,
        ..Frame::default()
    };
    shell::page(&frame, main)
}

/// A guest's sample, each placement and mentor with the way to its page.
fn sampled(provider: &Provider, within: &actions::access::guest::Within) -> Markup {
    html! {
        @if !within.placements.is_empty() {
            h3 { (words::counted(within.placements.len(), "placement", "placements")) }
            ul.plain {
                @for row in &within.placements {
                    li.plain-line {
                        p.row-title {
                            a.target href={ (crate::placement::address(provider)) "/" (row.placement.id.0) } {
                                (row.student.name()) " at " (row.school_name)
                            }
                        }
                        @if let Some(days) = words::days(Some(row.placement.from), row.until()) {
                            p.row-more { (days) }
                        }
                    }
                }
            }
        }
        @if !within.people.is_empty() {
            h3 { "The training of " (words::counted(within.people.len(), "mentor", "mentors")) }
            ul.plain {
                @for person in &within.people {
                    li.plain-line {
                        a.target href=(crate::standing::pages::address_of(provider, person.id)) { (person.name()) }
                    }
                }
            }
        }
    }
}
