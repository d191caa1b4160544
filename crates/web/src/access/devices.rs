//! Shows where somebody is signed in, and ends it there.
//!
//! Owns the page `/access/devices`. It never shows a network address of anybody else.

use actions::{Platform, access::session};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Redirect, Response},
};
use domain::{access::session::Session, calendar::moment};
use maud::{Markup, html};
use serde::Deserialize;

use super::own::framed;
use crate::{
    error::PageError,
    parts::{
        form::{self, Typed},
        notice::{self, Tone},
        summary::{self, Answer},
    },
    reader::Reader,
};

#[derive(Default, Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

/// Shows the page.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Response, PageError> {
    let done = done.map_or_else(|_| Done::default(), |Query(done)| done);
    let person = reader.actor().person;
    let devices = session::devices(&platform, reader.actor(), person).await?;
    let page = page(&platform, &reader, &devices, !done.done.is_empty());
    Ok(page.into_response())
}

/// Ends one.
pub(super) async fn end(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Redirect, PageError> {
    let chosen = typed.number("session").ok_or(PageError::NotFound)?;
    let (actor, once) = (reader.actor(), typed.once()?);
    session::end(&platform, actor, (actor.person, chosen), once).await?;
    Ok(Redirect::to("/access/devices?done=ended"))
}

/// Ends all but the one in use.
pub(super) async fn end_others(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Redirect, PageError> {
    let (actor, once) = (reader.actor(), typed.once()?);
    let here = reader.session.as_ref().map(|session| session.id);
    session::end_all(&platform, actor, actor.person, here, once).await?;
    Ok(Redirect::to("/access/devices?done=ended"))
}

/// Draws the page.
#[must_use]
pub fn page(platform: &Platform, reader: &Reader, devices: &[Session], done: bool) -> Markup {
    let here = reader.session.as_ref().map(|session| session.id);
    let others = devices.iter().filter(|one| Some(one.id) != here).count();
    let main = html! {
        p.caption { a href="/access" { "Your account" } }
        h1 { "Where you are signed in" }
        @if done {
            (notice::notice(Tone::Done, &html! { p { "Signed out there. Whoever uses that device is asked to sign in again." } }))
        }
        @if devices.is_empty() {
            p.lead { "Nowhere. In this demo you took somebody’s place without signing in." }
        } @else {
            p { "If you do not know one of these, end it: the device is signed out at once." }
        }
        @for device in devices { (one(platform, device, Some(device.id) == here)) }
        @if others > 1 {
            form.form method="post" action="/access/devices/end-others" {
                (form::once(platform.number()))
                div.buttons { (form::button("End all others")) }
            }
        }
    };
    framed(reader, "Where you are signed in", &main)
}

/// Offers to end every other sign-in, where something of one's own sign-in has just changed.
pub(super) fn offer(platform: &Platform) -> Markup {
    html! {
        form.form method="post" action="/access/devices/end-others" {
            (form::once(platform.number()))
            p {
                "Did you change it because somebody else may have signed in as you? Then end every                  other sign-in of yours: only this device stays."
            }
            div.buttons {
                button.button.is-quiet type="submit" { "End all other sign-ins" }
            }
        }
    }
}

fn one(platform: &Platform, session: &Session, here: bool) -> Markup {
    let device = &session.device;
    let mut answers = vec![
        Answer::of(
            "Signed in",
            html! { (moment(session.opened_at)) ", " (session.how.told()) },
        ),
        Answer::of("Last used", html! { (moment(session.seen_at)) }),
    ];
    if !device.address.is_empty() {
        answers.push(Answer::of("Network address", html! { (device.address) }));
    }
    answers.push(Answer::of(
        "Ends",
        html! {
            "By " (moment(session.ends_at)) @if device.shared { ", or when the browser is closed: others use it too" }
        },
    ));
    html! {
        section.device aria-labelledby={ "device-" (session.id) } {
            h2 id={ "device-" (session.id) } {
                (device.told()) @if here { ": this one" }
            }
            (summary::summary(&answers))
            @if !here {
                form method="post" action="/access/devices/end" {
                    (form::once(platform.number()))
                    input type="hidden" name="session" value=(session.id);
                    button.button.is-quiet type="submit" {
                        "End it" span.unseen { ": " (device.told()) }
                    }
                }
            }
        }
    }
}
