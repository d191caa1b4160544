//! Gives a partner who delivers training one page: find a mentor, record the hours, see what was recorded.
//!
//! Owns the page `/ledger/{provider}/delivered`. It never lists people.

use actions::{
    ActionError, Platform,
    ledger::{Listed, Recorded, look_up, recorded},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::partnership::Provider;
use maud::{Markup, html};

use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        address::Address,
        empty, errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

/// The address of the page.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/ledger/{}/delivered", provider.code.to_lowercase())
}

/// Shows the page.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let found = mine(&platform, &reader, &door).await?;
    let asked = Address::of("").asking(&door.question);
    let done = asked.value("done") == "recorded";
    Ok(page(&found, &Typed::default(), done, &reader).into_response())
}

/// Finds a mentor and leads to the form, or says that nobody is found so.
pub async fn find(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let found = mine(&platform, &reader, &door).await?;
    if typed.needs(
        "mentor",
        "Type the whole TRN or the whole work e-mail address.",
    ) {
        match look_up(&platform, reader.actor(), &door.code, typed.text("mentor")).await {
            Ok(person) => {
                let code = door.code.to_lowercase();
                let to = format!("/ledger/{code}/record?person={}", person.0);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(ActionError::Refused(refusal)) => typed.fault("mentor", refusal.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&found, &typed, false, &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn mine(platform: &Platform, reader: &Reader, door: &Door) -> Result<Recorded, PageError> {
    let by = reader.actor().person;
    Ok(recorded(platform, reader.actor(), &door.code, by).await?)
}

const COLUMNS: [Column; 3] = [
    Column::plain("Mentor"),
    Column::plain("Training"),
    Column::named("Time"),
];

fn page(found: &Recorded, typed: &Typed, done: bool, reader: &Reader) -> Markup {
    let main = html! {
        h1 { "Record hours" }
        (errors::summary(typed))
        @if done { (notice::notice(Tone::Done, &html! { p { "The entry is kept." } })) }
        p.lead { "For a mentor whom you trained, in the book of " (found.provider.name) "." }
        form.form method="post" action=(address(&found.provider)) {
            (form::text(&Field::of(typed, "mentor", "The mentor’s TRN or work e-mail address")
                .hint("The whole of it, as on your register. Nobody is listed here, so that nobody is found by chance.")))
            div.buttons { (form::button("Find the mentor")) }
        }
        h2 { "What you recorded" }
        @if found.list.is_empty() {
            (empty::empty("Nothing yet", &html! { "Each entry that you keep stands here." }))
        } @else {
            (table::table(&Table {
                caption: "What you recorded, the newest first",
                columns: &COLUMNS,
                lines: found.list.iter().map(line).collect(),
            }))
        }
    };
    let title = errors::title(typed, "Record hours");
    let frame = Frame {
        title: &title,
        provider: Some(&found.provider),
        reader: Some(reader),
        seat: door::seat(reader, &found.provider),
        here: "Record hours",
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn line(listed: &Listed) -> Line {
    let entry = &listed.entry;
    Line {
        id: format!("entry-{}", entry.id.0),
        class: None,
        head: html! { p.row-title { (listed.name) } p.row-more { (words::day(entry.held_on)) } },
        cells: vec![
            Some(html! {
                (listed.title.as_deref().unwrap_or("Training outside the programme"))
                p.row-more {
                    @match &listed.verifier {
                        Some(verifier) => { "vouched for by " (verifier) }
                        None => { "waits for somebody to vouch for it" }
                    }
                }
            }),
            Some(html! { (words::amount(entry.minutes)) }),
        ],
    }
}
