//! Lets the office name sessions that may be attended instead of another.
//!
//! Owns `/booking/{session}/instead`. It never books anybody.

use actions::{
    Platform,
    booking::named::{self, Named},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    booking::{Session, SessionId},
    calendar::{told, uk_hour},
};
use maud::{Markup, html};

use super::{framed, one::address, session, when};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        words,
    },
    reader::Reader,
};

/// Shows what is named, and what could be.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Path(word): Path<String>,
) -> Result<Markup, PageError> {
    let found = named::named(&platform, reader.actor(), session(&word)?).await?;
    Ok(page(&platform, &reader, &found, &Typed::default()))
}

/// Names one, or names it no more.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    Path(word): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (session(&word)?, typed.once()?);
    let Some(other) = typed.number("instead").map(SessionId) else {
        typed.fault("instead", "Choose a session.");
        let found = named::named(&platform, reader.actor(), id).await?;
        let page = page(&platform, &reader, &found, &typed);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let is_named = typed.text("do") != "remove";
    named::name(&platform, reader.actor(), once, (id, other), is_named).await?;
    Ok(Redirect::to(&format!("{}/instead", address(id))).into_response())
}

fn page(platform: &Platform, reader: &Reader, found: &Named, typed: &Typed) -> Markup {
    let here = format!("{}/instead", address(found.session.id));
    let offers: Vec<Offer> = found.others.iter().map(offer).collect();
    let main = html! {
        p.caption { a href=(address(found.session.id)) { (found.session.title) } }
        h1 { "What may be attended instead" }
        p.lead { (when(&found.session)) }
        (errors::summary(typed))
        p {
            "Whoever misses this session is offered every other that trains the same part of the programme. "
            "Name here what else counts: whoever missed this one and comes there meets this part, not the other."
        }
        @if !found.named.is_empty() {
            ul.plain {
                @for one in &found.named {
                    li.plain-line {
                        p.row-title { a href=(address(one.id)) { (one.title) } }
                        p.row-more { (words::day(one.held_on)) ", " (uk_hour(one.starts_at)) }
                        form method="post" action=(here) {
                            (form::once(platform.number()))
                            input type="hidden" name="do" value="remove";
                            div.buttons { button.button.is-quiet type="submit" name="instead" value=(one.id.0) { "It counts no more" span.unseen { ": " (one.title) } } }
                        }
                    }
                }
            }
        }
        @if offers.is_empty() { p { "No other session to come could be named." } }
        @else {
            form.form method="post" action=(here) {
                (form::once(platform.number()))
                (form::select(&Field::of(typed, "instead", "Another session that counts"), Some("Choose"), &offers))
                div.buttons { (form::button("Name it")) }
            }
        }
    };
    let title = errors::title(typed, "What may be attended instead");
    framed(reader, &found.provider, &title, &main)
}

fn offer(one: &Session) -> Offer {
    let label = format!("{}, {}", one.title, told(one.held_on));
    Offer::of(one.id.0.to_string(), label)
}
