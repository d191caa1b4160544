//! Asks for a fresh proof of who somebody is, and goes on with what they were doing: nothing typed is lost.
//!
//! Owns the page `/access/proof`. It never does the deed itself: the browser sends it again.

use actions::{
    Platform,
    access::{
        passkey,
        proof::{addresses, prove, send},
        sign_in::local,
    },
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::access::session::Session;
use maud::{Markup, html};

use super::{own::framed, passkey::asked_of};
use crate::{
    error::{AsksProof, PageError},
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
    },
    person::sentence,
    reader::Reader,
};

/// Fields of this page begin so, and are no part of what was typed before.
const OURS: &str = "proof-";

/// The most that is carried from a form: longer ones are refused before they come here.
const LONGEST: usize = 64 * 1024;

/// Lets a request through; where its answer asks for a proof, shows the page that takes one instead.
pub async fn asked(State(platform): State<Platform>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let is_form = parts.method == Method::POST
        && parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
            kind.as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        });
    let (kept, body) = if is_form {
        let Ok(bytes) = to_bytes(body, LONGEST).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        (bytes.clone(), Body::from(bytes))
    } else {
        (Bytes::new(), body)
    };
    let mut again = parts.clone();
    let answer = next.run(Request::from_parts(parts, body)).await;
    if answer.extensions().get::<AsksProof>().is_none() {
        return answer;
    }
    let asked = again
        .uri
        .path_and_query()
        .map_or("/", |asked| asked.as_str());
    let typed = Typed::of(pairs(&kept))
        .with("proof-to", asked)
        .with("proof-how", again.method.as_str());
    match <Reader as axum::extract::FromRequestParts<Platform>>::from_request_parts(
        &mut again, &platform,
    )
    .await
    {
        Ok(reader) => match first(&platform, &reader, &typed).await {
            Ok(page) => (StatusCode::FORBIDDEN, page).into_response(),
            Err(error) => error.into_response(),
        },
        Err(away) => away,
    }
}

fn pairs(body: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(body);
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| {
            let plain = crate::parts::address::plain;
            (plain(name), plain(value))
        })
        .collect()
}

async fn first(platform: &Platform, reader: &Reader, typed: &Typed) -> Result<Markup, PageError> {
    let person = reader.actor().person;
    let ways = Ways {
        addresses: addresses(platform, person).await?,
        passkey: passkey::has_any(platform, person).await?,
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

/// Asks for a passkey, or takes its answer and goes on.
async fn by_passkey(
    platform: &Platform,
    reader: &Reader,
    session: &Session,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let is_answer = typed.text("proof-step") == "answer";
    if is_answer {
        let (key, answer) = (typed.text("proof-question"), typed.text("proof-answer"));
        match passkey::prove(platform, session, key, answer).await {
            Ok(()) => return Ok(on(&typed)),
            Err(error) => typed.fault("proof-passkey", sentence(error)?),
        }
    }
    match passkey::begin_proof(platform, session).await {
        Ok(begun) if is_answer => {
            let page = passkey_page(reader, &typed, &begun);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Ok(begun) => Ok(passkey_page(reader, &typed, &begun).into_response()),
        Err(error) => {
            typed.fault("proof-address", sentence(error)?);
            let page = first(platform, reader, &typed).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn passkey_page(reader: &Reader, typed: &Typed, begun: &passkey::Begun) -> Markup {
    let now = typed.is_sound().then_some("");
    let main = html! {
        h1 { "Is it you?" }
        (errors::summary(typed))
        p.lead { "Your device asks for your finger, your face or its PIN. What you typed is kept, and goes on from here." }
        form.form method="post" action="/access/proof" id="proof-passkey" data-passkey="use" data-options=(begun.options) data-now=[now] {
            (carried(typed))
            (asked_of(begun, "proof-"))
            div.buttons {
                button.button type="submit" name="proof-step" value="answer" { "Use the passkey" }
            }
        }
        form.form method="post" action="/access/proof" {
            (carried(typed))
            div.buttons {
                button.button.is-quiet type="submit" name="proof-step" value="again" { "Use a code by e-mail" }
            }
        }
    };
    framed(reader, &errors::title(typed, "Is it you?"), &main)
}

/// What was typed before this page, and where it goes on.
fn carried(typed: &Typed) -> Markup {
    html! {
        @for (name, value) in typed.pairs() {
            @if !name.starts_with(OURS) || ["proof-to", "proof-how"].contains(&name) {
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
        return by_passkey(&platform, &reader, &session, typed).await;
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
        true => Ok(on(&typed)),
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

/// Has the browser do again what it did: a form with everything in it, a page as it was asked for.
fn on(typed: &Typed) -> Response {
    let to = local(typed.text("proof-to")).unwrap_or("/");
    if typed.text("proof-how") == "POST" {
        Redirect::temporary(to).into_response()
    } else {
        Redirect::to(to).into_response()
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
            "What you are about to do concerns other people or their rights, or how you sign in, so \
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
