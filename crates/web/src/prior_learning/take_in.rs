//! Asks for a map as a file, and shows its difference before anything is kept.
//!
//! Owns the word `TakeIn`. It never keeps a map that nobody has looked at.

use actions::{Platform, prior_learning::Change};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::partnership::Provider;
use maud::{Markup, html};

use crate::{
    door,
    parts::{
        errors,
        form::{self, Field, Typed},
        shell::{self, Frame},
        words::counted,
    },
    reader::Reader,
};

/// Into which map a file is taken.
pub(super) struct TakeIn<'a> {
    /// The provider that takes it in.
    pub(super) provider: &'a Provider,
    /// The page of the map, and what it is called.
    pub(super) home: (String, &'a str),
    /// What is said before anything is kept: for whom it will hold.
    pub(super) holds: &'a str,
}

impl TakeIn<'_> {
    fn page(&self, title: &str, reader: &Reader, main: &Markup) -> Markup {
        shell::page(&frame(title, self.provider, reader), main)
    }
}

/// The frame of every page of maps.
pub(super) fn frame<'a>(title: &'a str, provider: &'a Provider, reader: &'a Reader) -> Frame<'a> {
    Frame {
        title,
        provider: Some(provider),
        reader: Some(reader),
        seat: door::seat(reader, provider),
        here: "Map of agreements",
        ..Frame::default()
    }
}

/// Asks for the file.
pub(super) fn ask(of: &TakeIn, typed: &Typed, reader: &Reader) -> Markup {
    let heading = "Take a map in";
    let (home, name) = &of.home;
    let main = html! {
        p.caption { a href=(home) { (name) } }
        h1 { (heading) }
        (errors::summary(typed))
        p.lead { "Open the file in any editor, copy all of it, and put it here. You see every difference before anything is kept." }
        form.form method="post" action={ (home) "/import" } {
            (form::words(&Field::of(typed, "map", "The map").hint("It begins with map = 1."), 12))
            div.buttons { (form::button("Show what would change")) }
        }
    };
    of.page(&errors::title(typed, heading), reader, &main)
}

/// Shows what a file would change, and asks whether it is kept.
pub(super) fn weighed(
    platform: &Platform,
    of: &TakeIn,
    (change, text): (&Change, &str),
    reader: &Reader,
) -> Markup {
    let heading = "What this map would change";
    let home = &of.home.0;
    let main = html! {
        p.caption { a href={ (home) "/import" } { "Take a map in" } }
        h1 { (heading) }
        @if change.lines.is_empty() {
            p.lead { "Nothing: everything in it is known already." }
        } @else {
            p.lead { (counted(change.lines.len(), "line", "lines")) " would be new or otherwise. " (change.same) " stay as they are. Nothing that was agreed before goes." }
            p { (of.holds) }
            ul.plain { @for line in &change.lines { li.plain-line { (line) } } }
        }
        @if !change.left_out.is_empty() {
            h2 { "Left out" }
            ul.plain { @for line in &change.left_out { li.plain-line { (line) } } }
        }
        @if !change.lines.is_empty() {
            form method="post" action={ (home) "/keep" } {
                (form::once(platform.number()))
                input type="hidden" name="map" value=(text);
                div.buttons { (form::button("Take it in")) }
            }
        }
        p { a.target href=(home) { "Leave the map as it is" } }
    };
    of.page(heading, reader, &main)
}

/// Hands a map out as a file.
pub(super) fn file(name: &str, text: String) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/toml; charset=utf-8".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.toml\""),
        ),
    ];
    (headers, text).into_response()
}
