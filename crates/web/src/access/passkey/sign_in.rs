//! Lets somebody in by a passkey: nobody types who they are.
//!
//! Owns `/sign-in/passkey` and its answer. It never says whether a passkey is known.

use actions::{
    Platform,
    access::{passkey as deeds, sign_in::local},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use super::asked_of;
use crate::{
    access::{
        Visitor,
        sign_in::{framed, land},
    },
    error::PageError,
    parts::{
        address::Address,
        errors,
        form::{self, Typed},
    },
    person::sentence,
};

/// The way to it, beneath the form for an address.
#[must_use]
pub fn way(to: &str) -> Markup {
    html! {
        h2 { "Or use your passkey" }
        form.form method="post" action="/sign-in/passkey" {
            input type="hidden" name="to" value=(to);
            div.pick {
                input id="shared" name="shared" type="checkbox" value="yes";
                label for="shared" { "Others use this computer too" }
            }
            div.buttons { button.button.is-quiet type="submit" { "Use a passkey" } }
        }
    }
}

/// Nothing is asked by an address alone.
pub async fn away() -> Redirect {
    Redirect::to("/sign-in")
}

/// Asks the browser for any passkey of this place.
pub async fn begin(
    State(platform): State<Platform>,
    visitor: Visitor,
    typed: Typed,
) -> Result<Response, PageError> {
    asked(&platform, &visitor, typed).await
}

/// Takes its answer, or asks once more.
pub async fn finish(
    State(platform): State<Platform>,
    visitor: Visitor,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let device = visitor.device(typed.holds("shared", "yes"));
    let (key, answer) = (typed.text("question"), typed.text("answer"));
    let landed = deeds::sign_in(&platform, key, answer, &device).await;
    match landed {
        Ok(landed) => land(&platform, &visitor, &landed).await,
        Err(error) => {
            typed.fault("passkey", sentence(error)?);
            asked(&platform, &visitor, typed).await
        }
    }
}

async fn asked(
    platform: &Platform,
    visitor: &Visitor,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let to = local(typed.text("to")).map(str::to_owned);
    let begun = deeds::begin_sign_in(platform, to.as_deref(), &visitor.device).await;
    let begun = match begun {
        Ok(begun) => Some(begun),
        Err(error) => {
            typed.fault("passkey", sentence(error)?);
            None
        }
    };
    let main = html! {
        h1 { "Use a passkey" }
        (errors::summary(&typed))
        p.lead { "Your device asks for your finger, your face or its PIN." }
        @if let Some(begun) = &begun {
            form.form method="post" action="/sign-in/passkey/answer" id="passkey" data-passkey="use" data-options=(begun.options)
                data-now=[typed.is_sound().then_some("")] {
                input type="hidden" name="to" value=(to.as_deref().unwrap_or_default());
                (asked_of(begun, ""))
                @if typed.holds("shared", "yes") { input type="hidden" name="shared" value="yes"; }
                div.buttons {
                    (form::button("Use a passkey"))
                    a.target href=(Address::of("/sign-in").with("to", to.as_deref().unwrap_or_default())) { "Sign in by e-mail" }
                }
            }
        } @else {
            p id="passkey" { a.target href="/sign-in" { "Sign in by e-mail" } }
        }
    };
    let page = framed(&errors::title(&typed, "Use a passkey"), &main);
    Ok(if typed.is_sound() {
        page.into_response()
    } else {
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    })
}
