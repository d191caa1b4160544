//! Shows the code of a session on the host's screen, and the page at which people check in.
//!
//! Owns `/booking/{session}/check-in` and `/booking/{session}/here`. It never checks in by an address
//! alone: a press does.

use actions::{
    ActionError, Platform,
    booking::check_in::{Arrived, arriving, check_in, screen as shown},
};
use axum::{
    extract::{Path, State},
    http::{HeaderName, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::{framed, session, when};
use crate::{
    error::PageError,
    parts::{
        address::Address,
        errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        qr,
    },
    reader::Reader,
};

/// Shows the code; the page comes again by itself when it changes.
pub async fn screen(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
) -> Result<Response, PageError> {
    let found = shown(&platform, reader.actor(), session(&word)?).await?;
    let here = format!("/booking/{word}/here");
    let main = html! {
        p.caption { a href={ "/booking/" (word) "/register" } { "Register" } }
        h1 { "Check in: " (found.session.title) }
        @if let Some(code) = &found.code {
            div.check-in {
                (qr::qr(&platform.doors.address(&format!("{here}?code={code}")), "Scan to check in"))
                div {
                    p.lead { "Scan it. Or open the session in Alongside, press “Check in”, and type" }
                    p.code { (&code[..3]) " " (&code[3..]) }
                    p { "It changes every 30 seconds; the one before still works." }
                    p.lead { strong { (found.there) } " are here, of " (found.booked) " who booked" }
                    p { small { (platform.doors.address(&here)) } }
                }
            }
        } @else {
            (notice::notice(Tone::Waiting, &html! {
                p { "People can check in from shortly before the session until it ends, while its register is open." }
                p { (when(&found.session)) }
            }))
        }
    };
    let page = framed(&reader, &found.provider, "Check in", &main);
    let again = found.lasts.clamp(1, 30).to_string();
    Ok(([(HeaderName::from_static("refresh"), again)], page).into_response())
}

/// Asks for the code; one that was scanned stands there already.
pub async fn ask(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
) -> Result<Response, PageError> {
    let found = arriving(&platform, reader.actor(), session(&word)?).await?;
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    let asked = Address::of("").asking(question.unwrap_or_default());
    let typed = Typed::default().with("code", asked.value("code"));
    Ok(page(&reader, &found, &typed).into_response())
}

/// Checks the reader in, or shows the form again with what is wrong.
pub async fn keep(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let id = session(&word)?;
    let (actor, code) = (reader.actor(), typed.text("code").to_owned());
    match check_in(&platform, actor, actor.person, id, &code).await {
        Ok(()) => Ok(Redirect::to(&format!("/booking/{word}/here")).into_response()),
        Err(ActionError::Refused(refusal)) => {
            typed.fault("code", refusal.to_string());
            let found = arriving(&platform, actor, id).await?;
            let page = page(&reader, &found, &typed);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(reader: &Reader, found: &Arrived, typed: &Typed) -> Markup {
    let main = html! {
        p.caption { (when(&found.session)) }
        h1 { (found.session.title) }
        (errors::summary(typed))
        @if let Some(since) = found.since {
            (notice::notice(Tone::Done, &html! {
                p { "You are checked in since " (domain::calendar::uk_time(since)) "." }
                p { "Your minutes are granted when the host closes the register." }
            }))
        } @else if found.is_open {
            form.form method="post" action={ "/booking/" (found.session.id.0) "/here" } {
                (form::text(&Field::of(typed, "code", "The code on the screen")
                    .hint("Six letters and digits. They change every 30 seconds.").wide(8)))
                div.buttons { (form::button("I am here")) }
            }
        } @else {
            (notice::notice(Tone::Waiting, &html! {
                p { "You can check in from shortly before the session until it ends." }
            }))
        }
    };
    let title = errors::title(typed, "Check in");
    framed(reader, &found.provider, &title, &main)
}
