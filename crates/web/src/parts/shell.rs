//! Draws the frame that every page shares.
//!
//! Owns the word `Frame`. It never knows what the page is about.

use domain::{Date, partnership::Provider};
use maud::{DOCTYPE, Markup, html};

use super::words;
use crate::{
    accent::{Accent, Colour},
    asset,
};

/// What stands around a page.
#[derive(Debug, Clone, Default)]
pub struct Frame<'a> {
    /// The page's own title.
    pub title: &'a str,
    /// The provider whose page it is.
    pub provider: Option<&'a Provider>,
    /// The person who reads it.
    pub person: Option<String>,
    /// The providers between whom the reader can switch, this one included, with their addresses.
    pub switch: Vec<Switch<'a>>,
    /// The day of the demo's clock.
    pub demo_day: Option<Date>,
    /// Further colours that the page shows.
    pub accents: Vec<Accent>,
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

/// A provider's accent, if its colour can be read.
#[must_use]
pub fn accent_of(provider: &Provider) -> Option<Accent> {
    provider
        .colour
        .as_deref()
        .and_then(Colour::read)
        .map(Accent::of)
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
                link rel="stylesheet" href=(asset::stylesheet_address());
                @for accent in accent.iter().chain(&frame.accents) {
                    link rel="stylesheet" href=(accent.address());
                }
                link rel="icon" href="/static/icon.svg" type="image/svg+xml";
            }
            body {
                header {
                    a.skip href="#main" { "Skip to the main part" }
                    @if let Some(day) = frame.demo_day { (demo_notice(day)) }
                    div.band {
                        div.room {
                            p.band-name { (band) }
                            @if let Some(person) = &frame.person { p.band-person { (person) } }
                        }
                    }
                    @if frame.switch.len() > 1 { (switch(&frame.switch)) }
                }
                main.room #main tabindex="-1" { (main) }
                footer.foot {
                    div.room {
                        p { "Alongside: every figure shows its reasons." }
                        @if frame.demo_day.is_some() {
                            a href="/style" { "The parts of these pages" }
                        }
                    }
                }
            }
        }
    }
}

fn demo_notice(day: Date) -> Markup {
    html! {
        div.demo {
            div.room {
                p { strong { "Demo." } " Every person here is invented. It is " (words::day(day)) "." }
                a href="/" { "Front page of the demo" }
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
