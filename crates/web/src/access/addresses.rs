//! Shows somebody's own addresses, adds one by a code that went there, takes one away, and says from
//! which of them mail came back.
//!
//! Owns the page `/access/addresses`. It never shows anybody else's.

use actions::{
    Platform,
    access::address::{ask_for, came_back as back_from, confirm, drop, own_addresses, say_right},
};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Timestamp, calendar::uk_day};
use maud::{Markup, html};
use serde::Deserialize;

use super::{devices, own::framed};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        words,
    },
    person::sentence,
    reader::Reader,
};

#[derive(Default, Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

const DONE: [(&str, &str); 3] = [
    (
        "added",
        "The address is added: you can sign in with it too.",
    ),
    ("dropped", "The address is taken away."),
    (
        "right",
        "Thank you. A message is on its way there, to see whether mail arrives.",
    ),
];

/// The address of the page.
const ADDRESS: &str = "/access/addresses";

/// Says on every page that mail came back, until it is mended.
pub fn came_back(reader: &Reader) -> Markup {
    let Some(address) = reader.returned.as_deref() else {
        return html! {};
    };
    html! {
        @if !reader.address.starts_with(ADDRESS) {
            aside.offer aria-label="Your mail" {
                div.room {
                    p { "Mail to " (address) " came back." }
                    a href=(ADDRESS) { "Confirm or mend your address" }
                }
            }
        }
    }
}

/// Shows the page.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Response, PageError> {
    let done = done.map_or_else(|_| Done::default(), |Query(done)| done);
    let done = DONE.iter().find(|(word, _)| *word == done.done);
    let typed = Typed::default();
    let page = drawn(&platform, &reader, &typed, done.map(|(_, told)| *told)).await?;
    Ok(page.into_response())
}

/// Sends a code to a new address, and shows where it is typed.
pub(super) async fn add(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    if typed.needs("email", "Type the address that you want to add.") {
        let email = typed.text("email").to_owned();
        match ask_for(&platform, reader.actor(), &email).await {
            Ok(handle) => {
                let typed = typed.with("handle", handle);
                return Ok(code_page(&reader, &typed).into_response());
            }
            Err(error) => typed.fault("email", sentence(error)?),
        }
    }
    let page = drawn(&platform, &reader, &typed, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Takes the code.
pub(super) async fn prove(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    if typed.needs("code", "Type the six digits of the message.") {
        let (handle, code) = (typed.text("handle"), typed.text("code"));
        match confirm(&platform, reader.actor(), handle, code).await {
            Ok(()) => return Ok(Redirect::to("/access/addresses?done=added").into_response()),
            Err(error) => typed.fault("code", sentence(error)?),
        }
    }
    let page = code_page(&reader, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Takes somebody's word that an address is right.
pub(super) async fn right(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    let address = typed.text("address");
    say_right(&platform, reader.actor(), typed.once()?, address).await?;
    Ok(Redirect::to(&format!("{ADDRESS}?done=right")).into_response())
}

/// Takes one away.
pub(super) async fn take_away(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let gone = typed.text("gone").to_owned();
    match drop(&platform, reader.actor(), once, &gone).await {
        Ok(()) => Ok(Redirect::to("/access/addresses?done=dropped").into_response()),
        Err(error) => {
            typed.fault("email", sentence(error)?);
            let page = drawn(&platform, &reader, &typed, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn drawn(
    platform: &Platform,
    reader: &Reader,
    typed: &Typed,
    done: Option<&str>,
) -> Result<Markup, PageError> {
    let person = reader.actor().person;
    let all = own_addresses(platform, reader.actor(), person).await?;
    let back = back_from(platform, reader.actor(), person).await?;
    Ok(page(platform, reader, (&all, &back), typed, done))
}

fn page(
    platform: &Platform,
    reader: &Reader,
    (all, back): (&[String], &[(String, Timestamp)]),
    typed: &Typed,
    done: Option<&str>,
) -> Markup {
    let title = "Your addresses";
    let main = html! {
        p.caption { a href="/access" { "Your account" } }
        h1 { (title) }
        (errors::summary(typed))
        @if let Some(done) = done {
            (notice::notice(Tone::Done, &html! { p { (done) } }))
            @if reader.session.is_some() { (devices::offer(platform)) }
        }
        p.lead {
            "You can sign in with each of these. When you change school, add the new address before \
             the old one ends: everything that is kept of you stays."
        }
        ul {
            @for address in all {
                li {
                    (address)
                    @if let Some((_, at)) = back.iter().find(|(known, _)| known == address) {
                        p { strong { "Mail to this address came back" } " on " (words::told(uk_day(*at))) ". If it is wrong or has ended, add the right one below, and take this one away." }
                        form method="post" action={ (ADDRESS) "/right" } {
                            (form::once(platform.number()))
                            input type="hidden" name="address" value=(address);
                            button.button.is-quiet type="submit" { "It is right: try it again" span.unseen { " " (address) } }
                        }
                    }
                    @if all.len() > 1 {
                        form method="post" action="/access/addresses/drop" {
                            (form::once(platform.number()))
                            input type="hidden" name="gone" value=(address);
                            button.button.is-quiet type="submit" { "Take away" span.unseen { " " (address) } }
                        }
                    }
                }
            }
        }
        h2 { "Add an address" }
        form.form method="post" action="/access/addresses" {
            (form::email(&Field::of(typed, "email", "Another work address of yours")
                .hint("We send a code there, to see that it is yours.")
                .autocomplete("email")))
            div.buttons { (form::button("Send a code there")) }
        }
    };
    framed(reader, &errors::title(typed, title), &main)
}

fn code_page(reader: &Reader, typed: &Typed) -> Markup {
    let main = html! {
        h1 { "Confirm the address" }
        (errors::summary(typed))
        p.lead { "We sent a code to " strong { (typed.text("email")) } "." }
        form.form method="post" action="/access/addresses/code" {
            input type="hidden" name="email" value=(typed.text("email"));
            input type="hidden" name="handle" value=(typed.text("handle"));
            (form::digits(&Field::of(typed, "code", "Six digits").autocomplete("one-time-code").wide(8)))
            div.buttons {
                (form::button("Add the address"))
                a.target href="/access/addresses" { "Leave it" }
            }
        }
    };
    framed(reader, &errors::title(typed, "Confirm the address"), &main)
}
