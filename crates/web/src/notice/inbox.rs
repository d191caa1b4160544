//! Shows somebody their inbox and one message of it, and leads to what it asks.
//!
//! Owns `/notice`. It never shows anybody else's.

use actions::{
    Platform,
    notice::{self, Told},
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    calendar::{moment, uk_day, uk_time},
    notice::inbox::Notice,
    partnership::Provider,
};
use maud::{Markup, html};
use uuid::Uuid;

use super::choose;
use crate::{
    error::PageError,
    parts::{
        empty,
        form::{self, Typed},
        notice::{self as note, Tone},
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

/// Where the inbox stands.
pub const INBOX: &str = "/notice";

/// Shows the inbox.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
) -> Result<Markup, PageError> {
    let told = notice::inbox(&platform, reader.actor(), reader.actor().person).await?;
    let unread = told
        .notices
        .iter()
        .filter(|one| one.read_at.is_none())
        .count();
    let main = html! {
        h1 { "Messages" }
        p.lead {
            @match unread {
                0 => "You have read everything.",
                1 => "One message is new.",
                many => { (many) " messages are new." }
            }
        }
        @if told.notices.is_empty() {
            (empty::empty("No message yet", &html! {
                "What concerns your sessions and your training stands here, whether or not it comes by mail."
            }))
        } @else {
            ul.plain {
                @for one in &told.notices { (line(one, &told, &reader)) }
            }
        }
        @if unread > 1 {
            form method="post" action="/notice/read" {
                (form::once(platform.number()))
                p.buttons { button.button.is-quiet type="submit" { "Mark everything as read" } }
            }
        }
        p { a.target href=(choose::ADDRESS) { "Choose which mail you get, and when" } }
    };
    Ok(framed(&reader, None, "Messages", &main))
}

fn line(one: &Notice, told: &Told, reader: &Reader) -> Markup {
    let provider = told
        .providers
        .iter()
        .find(|known| Some(known.id) == one.provider);
    html! {
        li.plain-line {
            p.row-title {
                a href={ (INBOX) "/" (one.id) } {
                    (one.subject)
                }
            }
            p.row-more {
                @if one.read_at.is_none() { strong { "New. " } }
                time datetime=(one.written_at) { (when(one, reader)) }
                @if let Some(provider) = provider { ", " (provider.name) }
                @if one.acted_at.is_some() { ", done" }
            }
        }
    }
}

/// The hour on the day itself, else the day.
fn when(one: &Notice, reader: &Reader) -> String {
    let day = uk_day(one.written_at);
    if day == reader.today {
        return format!("today at {}", uk_time(one.written_at));
    }
    words::told(day)
}

/// Shows one message, which is read from then on.
pub(super) async fn one(
    State(platform): State<Platform>,
    mut reader: Reader,
    Path(id): Path<String>,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let id = number(&id)?;
    let reads = !reader.is_seen_by_another() && question.as_deref() != Some("done=unread");
    let (told, provider) = notice::one(&platform, reader.actor(), id, reads).await?;
    if reads && told.read_at.is_none() && told.withdrawn_at.is_none() {
        // The head of the page counts what is new beside this one.
        reader.unread = (reader.unread - 1).max(0);
    }
    let main = html! {
        p.caption { a href=(INBOX) { "Messages" } }
        h1 { (told.subject) }
        @if question.as_deref() == Some("done=unread") {
            (note::notice(Tone::Done, &html! { p { "It stands among the new ones again." } }))
        }
        @if told.withdrawn_at.is_some() {
            (note::notice(Tone::Look, &html! { p { "This holds no more." } }))
        }
        @for part in told.words.split("\n\n").filter(|part| !part.trim().is_empty()) {
            p { @for (at, line) in part.lines().enumerate() { @if at > 0 { br; } (line) } }
        }
        @if !told.path.is_empty() && told.withdrawn_at.is_none() {
            form method="post" action={ (INBOX) "/" (told.id) "/open" } {
                (form::once(platform.number()))
                div.buttons { (form::button(&told.action)) }
            }
        }
        p.quiet {
            (told.why) " "
            @if !told.ask.is_empty() { "If you have a question, ask " strong { (told.ask) } ". " }
            "Written at " (moment(told.written_at)) "."
        }
        form method="post" action={ (INBOX) "/" (told.id) "/mark" } {
            (form::once(platform.number()))
            div.buttons { button.button.is-quiet type="submit" { "Mark as unread" } }
        }
        p { a.target href=(choose::ADDRESS) { "Choose which mail you get, and when" } }
    };
    Ok(framed(&reader, provider.as_ref(), &told.subject, &main))
}

fn number(text: &str) -> Result<Uuid, PageError> {
    Uuid::try_parse(text).map_err(|_| PageError::NotFound)
}

/// Leads to what a message asks.
pub(super) async fn open(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let id = number(&id)?;
    let to = notice::press(&platform, reader.actor(), typed.once()?, id).await?;
    Ok(Redirect::to(&to).into_response())
}

/// Marks a message as unread.
pub(super) async fn mark(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let id = number(&id)?;
    notice::mark(&platform, reader.actor(), typed.once()?, id, false).await?;
    Ok(Redirect::to(&format!("{INBOX}/{id}?done=unread")).into_response())
}

/// Marks everything as read.
pub(super) async fn mark_all(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    notice::mark_all(&platform, actor, typed.once()?, actor.person).await?;
    Ok(Redirect::to(INBOX).into_response())
}

/// Puts a page of somebody's own messages into its frame.
pub(super) fn framed(
    reader: &Reader,
    provider: Option<&Provider>,
    title: &str,
    main: &Markup,
) -> Markup {
    let frame = Frame {
        title,
        provider,
        reader: Some(reader),
        seat: reader.seats().first(),
        here: "Messages",
        ..Frame::default()
    };
    shell::page(&frame, main)
}
