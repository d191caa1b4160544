//! Shows what would have been sent: in the demo nothing is.
//!
//! Owns `/demo/mail`. It never stands where real people sign in.

use actions::Platform;
use axum::{
    extract::{Path, Query, State},
    response::{Html, IntoResponse, Response},
};
use domain::notice::Message;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    error::PageError,
    parts::{
        address::Address,
        empty,
        pages::{self, Pages},
        shell::{self, Frame},
    },
};

/// How many messages stand whole on a page.
const PAGE: usize = 10;

/// Which page of the list is asked for, counted from 1.
#[derive(Deserialize)]
pub(super) struct Asked {
    page: Option<String>,
}

/// Shows the messages, the newest first.
pub(super) async fn show(
    State(platform): State<Platform>,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let messages = actions::notice::would_be_sent(&platform).await?;
    let page = asked.page.and_then(|page| page.parse().ok()).unwrap_or(1);
    Ok(list(&messages, page))
}

/// Shows one message as a page, as the mail program of its reader would.
pub(super) async fn one(
    State(platform): State<Platform>,
    Path(id): Path<Uuid>,
) -> Result<Response, PageError> {
    let messages = actions::notice::would_be_sent(&platform).await?;
    let found = messages.into_iter().find(|message| message.id == id);
    let message = found.ok_or(PageError::NotFound)?;
    Ok(Html(message.html).into_response())
}

fn list(messages: &[Message], page: usize) -> Markup {
    let of = Address::of("/demo/mail");
    let pages = Pages {
        of: &of,
        what: ("message", "messages"),
        page,
        size: PAGE,
        count: messages.len(),
    };
    let main = html! {
        p.caption { a href="/" { "Front page of the demo" } }
        h1 { "Mail that would have been sent" }
        p.lead { "In the demo nothing leaves this machine. Each message stands here as its reader would have got it, the newest first." }
        @if messages.is_empty() {
            (empty::empty("No message yet", &html! {
                "Sign in by e-mail, or invite somebody: the message then stands here."
            }))
        }
        @for message in &messages[pages.range()] {
            section.letter id={ "message-" (message.id) } {
                h2 { (message.subject) }
                p.quiet { "To " (message.to) " · " a href={ "/demo/mail/" (message.id) } { "as a page" span.unseen { ": " (message.subject) } } }
                @if message.calendar.is_some() { p.quiet { "With it goes the entry of a calendar: session.ics." } }
                @for part in message.text.split("\n\n") {
                    p { @for (at, line) in part.lines().enumerate() {
                        @if at > 0 { br; }
                        (linked(line))
                    } }
                }
            }
        }
        (pages::pages(&pages))
    };
    shell::page(
        &Frame {
            title: "Mail that would have been sent",
            ..Frame::default()
        },
        &main,
    )
}

/// A line that is an address can be pressed.
fn linked(line: &str) -> Markup {
    let line = line.trim();
    let path = ["http://", "https://"].iter().find_map(|scheme| {
        let rest = line.strip_prefix(scheme)?;
        Some(&rest[rest.find('/')?..])
    });
    match path.filter(|_| !line.contains(char::is_whitespace)) {
        Some(path) => html! { a href=(path) { (line) } },
        None => html! { (line) },
    }
}
