//! Asks for a map as a file, and shows its difference before anything is kept.
//!
//! Owns the words `TakeIn` and `Brought`. It never keeps a map that nobody has looked at.

use actions::{ActionError, Platform, prior_learning::Change};
use axum::{
    extract::Multipart,
    http::header,
    response::{IntoResponse, Response},
};
use domain::partnership::Provider;
use maud::{Markup, html};
use uuid::Uuid;

use crate::{
    audit::brought,
    door,
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Typed},
        shell::{self, Frame},
        upload,
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
        p.lead { "You see every difference before anything is kept." }
        form.form method="post" action={ (home) "/import" } enctype="multipart/form-data" {
            (upload::of(&Field::of(typed, "file", "The file").hint("As the other provider downloaded it: its name ends in .toml."), ".toml,.txt,text/plain"))
            (form::words(&Field::of(typed, "map", "Or its text").hint("Paste all of it. It begins with map = 1."), 12))
            div.buttons { (form::button("Show what would change")) }
        }
    };
    of.page(&errors::title(typed, heading), reader, &main)
}

/// What a form brought: a file, or its text.
pub(super) struct Brought {
    typed: Typed,
    text: String,
    field: &'static str,
}

impl Brought {
    /// Reads a form. A file that is no text has none of a map either, and is told to be no map.
    pub(super) async fn of(form: Multipart) -> Result<Brought, PageError> {
        let (typed, _, bytes) = brought(form).await?;
        let (text, field) = if bytes.is_empty() {
            (typed.text("map").to_owned(), "map")
        } else {
            (String::from_utf8_lossy(&bytes).into_owned(), "file")
        };
        Ok(Brought {
            typed,
            text: text.trim_start_matches('\u{feff}').to_owned(),
            field,
        })
    }

    /// The key of the press that keeps it, once its difference was read.
    pub(super) fn to_keep(&self) -> Result<Option<Uuid>, PageError> {
        match self.typed.text("step") {
            "keep" => self.typed.once().map(Some),
            _ => Ok(None),
        }
    }

    /// The text of the map.
    ///
    /// # Errors
    /// With a sentence, when there is none.
    pub(super) fn text(&self) -> Result<&str, ActionError> {
        match self.text.trim() {
            "" => Err(ActionError::Unreadable(
                "Choose the file of the map, or paste its text.".to_owned(),
            )),
            _ => Ok(&self.text),
        }
    }

    /// What was typed, with what is wrong where it was.
    pub(super) fn refused(mut self, sentence: String) -> Typed {
        self.typed.fault(self.field, sentence);
        self.typed
    }
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
            form method="post" action={ (home) "/import" } enctype="multipart/form-data" {
                (form::once(platform.number()))
                input type="hidden" name="step" value="keep";
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
