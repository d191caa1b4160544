//! Shows a guest what they may read, until when, and each record of the sample.
//!
//! Owns the page `/access/guest`. It never names anybody before the first day or after the last.

use actions::{
    Platform,
    access::guest::{Mine, mine},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::access::guest::Given;
use maud::{Markup, html};

use super::{framed_own, opened, sampled};
use crate::{
    error::PageError,
    parts::{
        notice::{self, Tone},
        words,
    },
    reader::Reader,
};

/// Shows the page; whoever was never a guest does not know of it.
pub async fn show(State(platform): State<Platform>, reader: Reader) -> Result<Response, PageError> {
    let all = mine(&platform, reader.actor(), reader.actor().person).await?;
    if all.is_empty() {
        return Err(PageError::NotFound);
    }
    Ok(page(&all, &reader).into_response())
}

fn page(all: &[Mine], reader: &Reader) -> Markup {
    let now: Vec<&Mine> = all.iter().filter(|one| one.given == Given::Now).collect();
    let other = all.iter().filter(|one| one.given != Given::Now);
    let main = html! {
        h1 { "What you may read" }
        @if now.is_empty() {
            p.lead { "There is nothing for you to read today." }
        } @else {
            p.lead {
                "These records, and no others, only to read. What you open is noted: you and the \
                 partnership see the same list."
            }
        }
        @for one in &now {
            section aria-labelledby={ "given-" (one.guest.id) } {
                h2 id={ "given-" (one.guest.id) } { (one.provider.name) }
                p {
                    (one.guest.purpose) ". You read as " (one.label.to_lowercase())
                    @if let Some(until) = one.guest.until { " until " strong { (words::day(until)) } }
                    "."
                }
                (sampled(&one.provider, &one.within))
                p { a.target href=(opened(&one.provider, None)) { "What you have opened" } }
            }
        }
        @for one in other { (not_now(one)) }
    };
    let provider = now.first().map(|one| &one.provider);
    let title = ("What you may read", "What you may read");
    framed_own(reader, provider, title, &main)
}

/// A sample that begins later, or whose time is over.
fn not_now(one: &Mine) -> Markup {
    let guest = &one.guest;
    match one.given {
        Given::ToCome => notice::notice(
            Tone::Waiting,
            &html! {
                p { strong { (one.provider.name) ": " (guest.purpose) "." } }
                p {
                    @if let Some(from) = guest.from { "You can read from " (words::day(from)) " on" }
                    @if let Some(until) = guest.until { ", until " (words::day(until)) }
                    ". Come back then: you are signed in already."
                }
            },
        ),
        _ => notice::notice(
            Tone::Look,
            &html! {
                p { strong { (one.provider.name) ": " (guest.purpose) "." } }
                p {
                    "Your time to read this is over"
                    @if let (None, Some(until)) = (&guest.ended, guest.until) { ", since " (words::day(until)) }
                    ". Thank you for your care. If you need to look once more, ask the partnership \
                     office: they can invite you again."
                }
                p { a.target href=(opened(&one.provider, None)) { "What you opened" } }
            },
        ),
    }
}
