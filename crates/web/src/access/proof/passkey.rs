//! Asks for a passkey as the proof, or takes its answer.
//!
//! Owns the step of the page in which a device is asked. It never keeps what the device answers.

use actions::{Platform, access::passkey};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::access::session::Session;
use maud::{Markup, html};

use super::{carried, first, onward};
use crate::{
    access::{own::framed, passkey::asked_of},
    error::PageError,
    parts::{errors, form::Typed},
    person::sentence,
    reader::Reader,
};

/// Asks for a passkey, or takes its answer and goes on.
pub(super) async fn go_on(
    platform: &Platform,
    reader: &Reader,
    session: &Session,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let is_answer = typed.text("proof-step") == "answer";
    if is_answer {
        let (key, answer) = (typed.text("proof-question"), typed.text("proof-answer"));
        match passkey::prove(platform, session, key, answer).await {
            Ok(()) => return Ok(onward::on(reader, &typed)),
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
