//! Draws the frame that every page shares.
//!
//! Owns the word `Frame`. It never knows what the page is about.

use actions::access::{Seat, SeatKind};
use domain::partnership::Provider;
use maud::{DOCTYPE, Markup, html};

use super::{address::Address, places, results, words};
use crate::{
    accent::Colour,
    access::{self, view_as},
    asset, notice,
    reader::Reader,
};

/// What stands around a page.
#[derive(Debug, Clone, Default)]
pub struct Frame<'a> {
    /// The page's own title.
    pub title: &'a str,
    /// The provider whose page it is.
    pub provider: Option<&'a Provider>,
    /// Who reads it.
    pub reader: Option<&'a Reader>,
    /// The seat at which they read it: its places stand in a row.
    pub seat: Option<&'a Seat>,
    /// The name of the place to which the page belongs.
    pub here: &'a str,
    /// The providers between whom the reader can switch, this one included, with their addresses.
    pub switch: Vec<Switch<'a>>,
    /// Further colours that the page shows.
    pub accents: Vec<Colour>,
}

/// A provider that one tap leads to.
#[derive(Debug, Clone)]
pub struct Switch<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where the tap leads.
    pub address: String,
    /// Whether the reader is there.
    pub here: bool,
}

/// A provider's accent by its colour, if that can be read.
#[must_use]
pub fn accent_of(provider: &Provider) -> Option<Colour> {
    provider.colour.as_deref().and_then(Colour::read)
}

/// Puts a page into its frame.
#[must_use]
pub fn page(frame: &Frame, main: &Markup) -> Markup {
    let accent = frame.provider.and_then(accent_of);
    let band = frame
        .provider
        .map_or("Alongside", |provider| &provider.name);
    html! {
        (DOCTYPE)
        html lang="en-GB" class=[accent.map(|accent| accent.class())] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (frame.title) " – " (band) }
                @for address in asset::stylesheet_addresses(&main.0) {
                    link rel="stylesheet" href=(address);
                }
                @for accent in accent.iter().chain(&frame.accents) {
                    link rel="stylesheet" href=(accent.address());
                }
                link rel="icon" href="/static/icon.svg" type="image/svg+xml";
                script src=(asset::script_address()) defer {}
            }
            body {
                header {
                    a.skip href="#main" { "Skip to the main part" }
                    @if let Some(reader) = frame.reader.filter(|reader| reader.demo) { (demo_notice(reader)) }
                    @if let Some(reader) = frame.reader.filter(|reader| reader.is_seen_by_another()) { (view_as::banner(reader)) }
                    div.band {
                        div.room {
                            p.band-name { (band) }
                            @if let Some(reader) = frame.reader {
                                div.band-you {
                                    p.band-person { a href=(notice::INBOX) { "Messages" @if reader.unread > 0 { " (" (reader.unread) span.unseen { " new" } ")" } } }
                                    p.band-person { a href="/access" { (reader.name()) } }
                                    @if reader.session.is_some() { (way_out()) }
                                }
                                (results::search_box("seek", &asked(reader), "Everything"))
                            }
                        }
                    }
                    @if let Some(reader) = frame.reader { (seats(reader, frame.seat)) }
                    @if let (Some(seat), Some(reader)) = (frame.seat, frame.reader) { (places::row(seat, frame.here, reader.actor())) }
                    @if frame.switch.len() > 1 { (switch(&frame.switch)) }
                    @if let Some(reader) = frame.reader.filter(|reader| !reader.is_seen_by_another()) { (access::addresses::came_back(reader)) }
                    @if let Some(reader) = frame.reader.filter(|reader| offers(reader)) { (access::passkey::offer(reader)) }
                }
                main.room #main tabindex="-1" { (main) }
                footer.foot {
                    div.room {
                        p { "Alongside: every figure shows its reasons." }
                        @if frame.reader.is_some() {
                            a href=(access::me::ADDRESS) { "Who sees what about me" }
                            a href=(access::permissions::ADDRESS) { "Who may do what" }
                            a href="/style" { "The parts of these pages" }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a first passkey is offered on this page: not where somebody sends a form or is busy with
/// their account.
fn offers(reader: &Reader) -> bool {
    reader.is_offered_a_passkey
        && !reader.is_seen_by_another()
        && reader.address != "/"
        && !reader.address.starts_with("/access")
}

/// The way out, in sight on every page.
fn way_out() -> Markup {
    html! {
        form.band-out method="post" action="/sign-out" { button type="submit" { "Sign out" } }
    }
}

/// What was searched for, on the page that shows what was found.
fn asked(reader: &Reader) -> String {
    let question = reader.address.strip_prefix("/search?").unwrap_or_default();
    let address = Address::of("/search").asking(question);
    let mut asked = address.asked();
    let found = asked.find(|(name, _)| *name == "q");
    found.map(|(_, words)| words.to_owned()).unwrap_or_default()
}

fn demo_notice(reader: &Reader) -> Markup {
    html! {
        div.demo {
            div.room {
                p { strong { "Demo." } " Every person here is invented. It is " (words::day(reader.today)) "." }
                a href="/" { "Front page of the demo" }
                a href={ (Address::of("/").with("back", &reader.address)) "#clock" } { "Move the clock" }
            }
        }
    }
}

fn switch(switch: &[Switch]) -> Markup {
    html! {
        nav.switch aria-label="Your providers" {
            ul.room {
                @for provider in switch {
                    li {
                        a href=(provider.address) aria-current=[provider.here.then_some("page")] {
                            (provider.name)
                        }
                    }
                }
            }
        }
    }
}

/// The seats between which somebody with several roles changes in one press.
fn seats(reader: &Reader, here: Option<&Seat>) -> Markup {
    let offered: Vec<(&Seat, String)> = reader
        .seats()
        .iter()
        .filter_map(|seat| Some((seat, places::home(seat)?)))
        .collect();
    html! {
        @if offered.len() > 1 {
            nav.switch aria-label="Your roles" {
                ul.room {
                    @for (seat, home) in &offered {
                        li {
                            a href=(home) aria-current=[(here == Some(*seat)).then_some("true")] {
                                (seat.label)
                                @if seat.kind == SeatKind::Office {
                                    @for provider in &seat.providers { ", " (provider.name) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
