//! Shows somebody's passkeys, and adds, names and takes them away; offers the first one, once and calmly.
//!
//! Owns the page `/access/passkeys`. It never speaks to a device: a script of the page does.

pub mod sign_in;

use actions::{
    ActionError, Platform,
    access::{
        passkey::{self as deeds, Begun, Wanted},
        sign_in::local,
    },
};
use axum::{
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{
        passkey::{LONGEST_NAME, Passkey},
        session::Device,
    },
    calendar::moment,
};
use maud::{Markup, html};

use super::{cookie, own::framed};
use crate::{
    asset,
    error::PageError,
    parts::{
        empty, errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        summary::{self, Answer},
    },
    person::sentence,
    reader::Reader,
};

/// Where one's passkeys stand.
const ADDRESS: &str = "/access/passkeys";

/// What a form bears by which a browser asks a passkey: the question, room for its answer, and words.
pub(super) fn asked_of(begun: &Begun, prefix: &str) -> Markup {
    html! {
        input type="hidden" name={ (prefix) "question" } value=(begun.key);
        input type="hidden" name={ (prefix) "answer" } value="" data-passkey-answer;
        // The script takes these words away, and says its own here.
        p role="status" data-passkey-said {
            "Passkeys need script, which this browser does not run. A code by e-mail does the same."
        }
        script src=(asset::passkey_script_address()) defer {}
    }
}

/// The offer of a first passkey: one line, a moment after signing in, and never again after a no.
#[must_use]
pub fn offer(reader: &Reader) -> Markup {
    html! {
        aside.offer aria-label="A passkey" {
            div.room {
                p { "Sign in without a message next time:" }
                a href=(ADDRESS) { "Add a passkey to this device" }
                form method="post" action="/access/passkeys/not-now" {
                    input type="hidden" name="to" value=(reader.address);
                    button.offer-no type="submit" { "No, thank you" }
                }
            }
        }
    }
}

/// Keeps that nobody wants to be asked again on this browser.
pub(super) async fn not_now(State(platform): State<Platform>, typed: Typed) -> Response {
    let to = local(typed.text("to")).unwrap_or("/").to_owned();
    let no = [(header::SET_COOKIE, cookie::keep_no_offer(&platform.doors))];
    (no, Redirect::to(&to)).into_response()
}

/// Shows one's passkeys.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed = Typed::default();
    let done = Typed::of(asked).text("done").to_owned();
    Ok(page(&platform, &reader, &typed, &done)
        .await?
        .into_response())
}

/// Asks the browser for a new one.
pub(super) async fn begin(
    State(platform): State<Platform>,
    reader: Reader,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    match deeds::begin(&platform, actor, actor.person).await {
        Ok(begun) => {
            let device = reader.session.as_ref().map(|session| &session.device);
            let called = device.map(Device::told).unwrap_or_default();
            let typed = Typed::default().with("name", called);
            Ok(to_make(&platform, &reader, &typed, &begun).into_response())
        }
        Err(error) => refused(&platform, &reader, error).await,
    }
}

async fn refused(
    platform: &Platform,
    reader: &Reader,
    error: ActionError,
) -> Result<Response, PageError> {
    let mut typed = Typed::default();
    typed.fault("add", sentence(error)?);
    let page = page(platform, reader, &typed, "").await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Keeps what the browser made, or asks once more.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let (actor, once) = (reader.actor(), typed.once()?);
    let wanted = Wanted {
        key: typed.text("question"),
        answer: typed.text("answer"),
        name: typed.text("name"),
    };
    let fault = match deeds::add(&platform, actor, actor.person, once, wanted).await {
        Ok(()) => {
            let no = [(header::SET_COOKIE, cookie::keep_no_offer(&platform.doors))];
            return Ok((no, Redirect::to("/access/passkeys?done=added")).into_response());
        }
        Err(error) => sentence(error)?,
    };
    typed.fault("name", fault);
    match deeds::begin(&platform, actor, actor.person).await {
        Ok(begun) => {
            let page = to_make(&platform, &reader, &typed, &begun);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => refused(&platform, &reader, error).await,
    }
}

fn to_make(platform: &Platform, reader: &Reader, typed: &Typed, begun: &Begun) -> Markup {
    let main = html! {
        p.caption { a href=(ADDRESS) { "Your passkeys" } }
        h1 { "Add a passkey" }
        (errors::summary(typed))
        p.lead {
            "Your device asks for your finger, your face or its PIN, and keeps the passkey. \
             Nothing of that comes to us: only that it was you."
        }
        form.form method="post" action="/access/passkeys/keep" data-passkey="make" data-options=(begun.options) {
            (form::once(platform.number()))
            (form::text(&Field::of(typed, "name", "What you call it")
                .hint("So that you know it again, such as My phone. At most 60 letters.")
                .autocomplete("off")))
            (asked_of(begun, ""))
            div.buttons {
                (form::button("Add the passkey"))
                a.target href=(ADDRESS) { "Leave it" }
            }
        }
    };
    framed(reader, &errors::title(typed, "Add a passkey"), &main)
}

/// Calls one otherwise.
pub(super) async fn name(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let one = typed.number("passkey").ok_or(PageError::NotFound)?;
    let (actor, once) = (reader.actor(), typed.once()?);
    let called = typed.text("name").to_owned();
    let done = deeds::name(&platform, actor, (actor.person, one), once, &called).await;
    match done {
        Ok(()) => Ok(Redirect::to("/access/passkeys?done=named").into_response()),
        Err(error) => {
            typed.fault(&field(one), sentence(error)?);
            let page = page(&platform, &reader, &typed, "").await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Takes one away.
pub(super) async fn remove(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Redirect, PageError> {
    let one = typed.number("passkey").ok_or(PageError::NotFound)?;
    let (actor, once) = (reader.actor(), typed.once()?);
    deeds::remove(&platform, actor, (actor.person, one), once).await?;
    Ok(Redirect::to("/access/passkeys?done=removed"))
}

/// The address on the page of the field for a passkey's name.
fn field(passkey: uuid::Uuid) -> String {
    format!("name-{}", passkey.simple())
}

async fn page(
    platform: &Platform,
    reader: &Reader,
    typed: &Typed,
    done: &str,
) -> Result<Markup, PageError> {
    let actor = reader.actor();
    let held = deeds::passkeys(platform, actor, actor.person).await?;
    let is_possible = deeds::is_possible(platform);
    let main = html! {
        p.caption { a href=(super::OWN) { "Your account" } }
        h1 { "Your passkeys" }
        (errors::summary(typed))
        @match done {
            "added" => (notice::notice(Tone::Done, &html! { p { "The passkey is added. Next time, press “Use a passkey” to sign in." } })),
            "named" => (notice::notice(Tone::Done, &html! { p { "The name is kept." } })),
            "removed" => (notice::notice(Tone::Done, &html! {
                p {
                    "The passkey opens nothing any more. If you lost the device, look at "
                    a href="/access/devices" { "where you are signed in" } " too, and end what is not yours."
                }
            })),
            _ => {}
        }
        p.lead {
            "A passkey signs you in with your finger, your face or the PIN of your device: no \
             message, no code, and nothing that could be guessed or passed on."
        }
        @if held.is_empty() {
            (empty::empty("You have no passkey yet", &html! {
                "Signing in by e-mail goes on working, with a passkey and without one."
            }))
        }
        @for passkey in &held { (one(platform, typed, passkey)) }
        @if is_possible {
            form.form method="post" action=(ADDRESS) id="add" {
                div.buttons {
                    (form::button(if held.is_empty() { "Add a passkey" } else { "Add another passkey" }))
                }
            }
        } @else {
            p { "Passkeys cannot be added at this address: an installation with a name of its own offers them." }
        }
    };
    Ok(framed(
        reader,
        &errors::title(typed, "Your passkeys"),
        &main,
    ))
}

fn one(platform: &Platform, typed: &Typed, passkey: &Passkey) -> Markup {
    let field = field(passkey.id);
    let fault = typed.fault_of(&field);
    let shown = if fault.is_some() {
        typed.text("name")
    } else {
        &passkey.name
    };
    let used = passkey.used_at.map(moment);
    html! {
        section.device aria-labelledby={ "passkey-" (passkey.id) } {
            h2 id={ "passkey-" (passkey.id) } { (passkey.name) }
            (summary::summary(&[
                Answer::of("Added", html! { (moment(passkey.made_at)) }),
                Answer::of("Last used", html! { (used.as_deref().unwrap_or("Not yet")) }),
            ]))
            details.choices open[fault.is_some()] {
                summary { "Call it something else" span.unseen { ": " (passkey.name) } }
                form.form method="post" action="/access/passkeys/name" {
                    (form::once(platform.number()))
                    input type="hidden" name="passkey" value=(passkey.id);
                    div.field.is-wrong[fault.is_some()] {
                        label for=(field) { "New name" }
                        @if let Some(fault) = fault {
                            p.fault id={ (field) "-fault" } { span.unseen { "Error: " } (fault) }
                        }
                        input id=(field) name="name" type="text" value=(shown) maxlength=(LONGEST_NAME) autocomplete="off"
                            aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| format!("{field}-fault"))];
                    }
                    div.buttons { button.button.is-quiet type="submit" { "Keep the name" } }
                }
            }
            form method="post" action="/access/passkeys/remove" {
                (form::once(platform.number()))
                input type="hidden" name="passkey" value=(passkey.id);
                button.button.is-quiet type="submit" { "Take it away" span.unseen { ": " (passkey.name) } }
            }
        }
    }
}
