//! Asks for a fresh proof of who somebody is, and goes on with what they were doing: nothing typed is lost.
//!
//! Owns the page `/access/proof`. It never does the deed itself: the browser sends it again.

mod onward;
mod passkey;

use actions::{
    Platform,
    access::{
        passkey::has_any,
        proof::{addresses, prove, send},
    },
};
use axum::{
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use domain::access::session::Session;
use maud::{Markup, html};

use super::{kept::OURS, own::framed};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
    },
    person::sentence,
    reader::Reader,
};

/// Where the page sends what it carries.
pub(super) const ADDRESS: &str = "/access/proof";

/// The fields of this page that go on with it from one step to the next.
const CARRIED: [&str; 2] = ["proof-to", "proof-how"];

/// Shows the page in the place of an answer, with everything that was typed.
pub(super) async fn instead(platform: &Platform, parts: &mut Parts, typed: Typed) -> Response {
    let asked = parts.uri.path_and_query();
    let typed = typed
        .with("proof-to", asked.map_or("/", |asked| asked.as_str()))
        .with("proof-how", parts.method.as_str());
    match Reader::from_request_parts(parts, platform).await {
        Ok(reader) => match first(platform, &reader, &typed).await {
            Ok(page) => (StatusCode::FORBIDDEN, page).into_response(),
            Err(error) => error.into_response(),
        },
        Err(away) => away,
    }
}

async fn first(platform: &Platform, reader: &Reader, typed: &Typed) -> Result<Markup, PageError> {
    let person = reader.actor().person;
    let ways = Ways {
        addresses: addresses(platform, person).await?,
        passkey: has_any(platform, person).await?,
    };
    Ok(page(reader, typed, &ways))
}

/// By what somebody can prove who they are.
#[derive(Default)]
struct Ways {
    /// A code to one of these addresses, told in part.
    addresses: Vec<String>,
    /// A passkey.
    passkey: bool,
}

/// What was typed before this page, and where it goes on.
fn carried(typed: &Typed) -> Markup {
    let is_ours = |name: &str| OURS.iter().any(|ours| name.starts_with(ours));
    html! {
        @for (name, value) in typed.pairs() {
            @if !is_ours(name) || CARRIED.contains(&name) {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}

/// Sends a code, or takes one and goes on.
pub(super) async fn go_on(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let session = reader.session.clone().ok_or(PageError::NotFound)?;
    if ["passkey", "answer"].contains(&typed.text("proof-step")) {
        return passkey::go_on(&platform, &reader, &session, typed).await;
    }
    if typed.text("proof-step") == "again" {
        return Ok(first(&platform, &reader, &typed).await?.into_response());
    }
    if typed.text("proof-step") == "send" {
        let chosen = typed.text("proof-address").parse().unwrap_or_default();
        match send(&platform, &session, chosen).await {
            Ok(handle) => {
                let typed = typed.with("proof-handle", handle);
                return Ok(page(&reader, &typed, &Ways::default()).into_response());
            }
            Err(error) => typed.fault("proof-address", sentence(error)?),
        }
        let page = first(&platform, &reader, &typed).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    match taken(&platform, &session, &mut typed).await? {
        true => Ok(onward::on(&reader, &typed)),
        false => {
            let page = page(&reader, &typed, &Ways::default());
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn taken(
    platform: &Platform,
    session: &Session,
    typed: &mut Typed,
) -> Result<bool, PageError> {
    if !typed.needs("proof-code", "Type the six digits of the message.") {
        return Ok(false);
    }
    let (handle, code) = (typed.text("proof-handle"), typed.text("proof-code"));
    match prove(platform, session, handle, code).await {
        Ok(()) => Ok(true),
        Err(error) => {
            typed.fault("proof-code", sentence(error)?);
            Ok(false)
        }
    }
}

fn page(reader: &Reader, typed: &Typed, ways: &Ways) -> Markup {
    let sent = !typed.text("proof-handle").is_empty();
    let offers: Vec<Offer> = ways
        .addresses
        .iter()
        .enumerate()
        .map(|(at, address)| Offer::of(at.to_string(), address))
        .collect();
    let main = html! {
        h1 { "Is it you?" }
        (errors::summary(typed))
        p.lead {
            "What you are about to do concerns people’s data or their rights, or how you sign in, so \
             we ask for a proof of this moment. What you typed is kept, and goes on from here."
        }
        @if ways.passkey && !sent {
            form.form method="post" action="/access/proof" {
                (carried(typed))
                div.buttons {
                    button.button type="submit" name="proof-step" value="passkey" { "Use a passkey" }
                }
            }
        }
        form.form method="post" action="/access/proof" {
            (carried(typed))
            @if sent {
                input type="hidden" name="proof-handle" value=(typed.text("proof-handle"));
                (form::digits(&Field::of(typed, "proof-code", "Six digits")
                    .hint("From the message that we have just sent.")
                    .autocomplete("one-time-code")
                    .wide(8)))
                div.buttons {
                    button.button type="submit" name="proof-step" value="check" { "Go on" }
                }
            } @else if offers.is_empty() {
                p { "We know no address of yours to which a code could go. The partnership office can add one." }
            } @else {
                @let chosen = typed.clone().with("proof-address", "0");
                @let words = if ways.passkey { "Or send a code to" } else { "Send the code to" };
                (form::choice(&Field::of(&chosen, "proof-address", words), &offers))
                div.buttons {
                    button.button.is-quiet[ways.passkey] type="submit" name="proof-step" value="send" { "Send me a code" }
                }
            }
        }
    };
    framed(reader, &errors::title(typed, "Is it you?"), &main)
}
