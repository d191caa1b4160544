//! Asks for an address, then for the code that was sent to it.
//!
//! Owns these two pages. It never says whether an address is known.

use actions::{
    Platform,
    access::{
        identity::Issuers,
        passkey::{is_possible, is_worth_offering},
        session,
        sign_in::{self, Landed, local},
    },
};
use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::access::{address::is_role_mailbox, session::Why, ticket::Purpose};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Visitor, cookie, identity, passkey};
use crate::{
    error::PageError,
    parts::{
        address::Address,
        errors,
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
    },
    person::sentence,
};

/// What the door was asked: where the visitor wanted to go, and why they are here.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    to: String,
    #[serde(default)]
    why: String,
}

/// Shows the form for an address.
pub async fn ask(
    State(platform): State<Platform>,
    issuers: Option<Extension<Issuers>>,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Markup {
    let issuers = issuers
        .map(|Extension(issuers)| issuers)
        .unwrap_or_default();
    let wish = wish.map_or_else(|_| Wish::default(), |Query(wish)| wish);
    let typed = Typed::default().with("to", local(&wish.to).unwrap_or_default());
    page(&platform, &typed, why(&wish.why), &issuers)
}

/// Why somebody has to sign in, in a sentence.
pub(super) fn why(code: &str) -> Option<&'static str> {
    match code {
        "file" => Some(
            "Your sign-in had ended, so the file was not taken in. Sign in, then choose it once more.",
        ),
        "task" => {
            Some("The link that you opened leads to one task alone. Sign in to see the rest.")
        }
        code => Why::read(code).map(Why::told),
    }
}

/// Sends a message, and shows where its code is typed.
pub async fn send(
    State(platform): State<Platform>,
    issuers: Option<Extension<Issuers>>,
    visitor: Visitor,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let issuers = issuers
        .map(|Extension(issuers)| issuers)
        .unwrap_or_default();
    if typed.needs("email", "Type your work e-mail address.") {
        let email = typed.text("email").to_owned();
        let to = local(typed.text("to"));
        let asked = sign_in::ask(&platform, &email, to, visitor.handle(), &visitor.device).await;
        match asked {
            Ok(asked) => {
                let kept = cookie::keep_asked(&asked.handle, &email, &platform.doors);
                let kept = [(header::SET_COOKIE, kept)];
                return Ok((kept, Redirect::to("/sign-in/code")).into_response());
            }
            Err(error) => typed.fault("email", sentence(error)?),
        }
    }
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        page(&platform, &typed, None, &issuers),
    )
        .into_response())
}

fn page(platform: &Platform, typed: &Typed, why: Option<&str>, issuers: &Issuers) -> Markup {
    let main = html! {
        h1 { "Sign in" }
        (errors::summary(typed))
        @if let Some(why) = why { (notice::notice(Tone::Look, &html! { p { (why) } })) }
        form.form method="post" action="/sign-in" {
            input type="hidden" name="to" value=(typed.text("to"));
            (form::email(&Field::of(typed, "email", "Your work e-mail address")
                .hint("We send a link and a six-digit code. There is no password.")
                .autocomplete("username")))
            div.buttons { (form::button("Send me a link and a code")) }
        }
        @if is_possible(platform) { (passkey::sign_in::way(typed.text("to"))) }
        (identity::ways(issuers, typed.text("to")))
        details.choices {
            summary { "If messages do not reach you" }
            p {
                "Some schools hold messages back for a while. Look into the quarantine or the folder \
                 of unwanted mail. The professional mentor of your school, or the partnership office, \
                 can also print a code for you: point the camera of a phone at it, and you are in."
            }
        }
        details.choices {
            summary { "If you have no account" }
            p {
                "An invitation is the account. Your school’s professional mentor or the partnership \
                 office of your provider sends it to your work address."
            }
        }
    };
    framed(&errors::title(typed, "Sign in"), &main)
}

/// A page for somebody who is not signed in.
pub(super) fn framed(title: &str, main: &Markup) -> Markup {
    let frame = Frame {
        title,
        ..Frame::default()
    };
    shell::page(&frame, main)
}

/// Shows the form for a code.
pub async fn ask_code(visitor: Visitor) -> Response {
    match &visitor.asked {
        Some((_, address)) => code_page(&Typed::default(), address).into_response(),
        None => Redirect::to("/sign-in").into_response(),
    }
}

/// Lets somebody in by a code, or shows the form again.
pub async fn type_code(
    State(platform): State<Platform>,
    visitor: Visitor,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let Some((handle, address)) = &visitor.asked else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    if typed.needs("code", "Type the six digits of the message.") {
        let device = visitor.device(typed.holds("shared", "yes"));
        let code = typed.text("code").to_owned();
        match sign_in::type_code(&platform, handle, &code, &device).await {
            Ok(landed) => return land(&platform, &visitor, &landed).await,
            Err(error) => typed.fault("code", sentence(error)?),
        }
    }
    let page = code_page(&typed, address);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Gives the browser its session, ends the one that it had, and leads to where its person wanted to go.
pub(super) async fn land(
    platform: &Platform,
    visitor: &Visitor,
    landed: &Landed,
) -> Result<Response, PageError> {
    let Landed::In {
        opened,
        purpose,
        to,
    } = landed
    else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    if let Some(before) = &visitor.secret {
        session::sign_out(platform, before).await?;
    }
    let to = to.as_deref().unwrap_or("/");
    let to = match purpose {
        // A guest's name is known: whoever invited them gave it.
        Purpose::Invitation if to != super::guest::OWN => {
            Address::of("/access/who").with("to", to).to_string()
        }
        _ => to.to_owned(),
    };
    let is_offered = visitor.offer != Some(false)
        && *purpose != Purpose::Task
        && opened.lasts.is_some()
        && is_worth_offering(platform, opened.person).await?;
    let mut cookies = vec![
        (header::SET_COOKIE, cookie::keep(opened, &platform.doors)),
        (header::SET_COOKIE, cookie::drop_asked(&platform.doors)),
    ];
    if is_offered {
        cookies.push((header::SET_COOKIE, cookie::keep_offer(&platform.doors)));
    }
    let cookies = AppendHeaders(cookies);
    Ok((cookies, Redirect::to(&to)).into_response())
}

/// Asks whether others use this computer too.
pub(super) fn shared(typed: &Typed) -> Markup {
    let offer = Offer::of("yes", "Others use this computer too")
        .hint("You are signed out when nobody uses it for a quarter of an hour, or when the browser is closed.");
    form::several(
        &Field::of(typed, "shared", "This device"),
        std::slice::from_ref(&offer),
    )
}

fn code_page(typed: &Typed, address: &str) -> Markup {
    let main = html! {
        h1 { "Look into your mail" }
        (errors::summary(typed))
        p.lead {
            "If we know " strong { (address) } ", a message is on its way. Press the link in it, on \
             any device, or type its code here."
        }
        @if is_role_mailbox(address) {
            (notice::notice(Tone::Look, &html! {
                p {
                    "This looks like a mailbox that several people read. What you do here is recorded \
                     under your own name, so an account belongs to one person: use your own work \
                     address if you have one, or ask the partnership office to add it."
                }
            }))
        }
        form.form method="post" action="/sign-in/code" {
            (form::digits(&Field::of(typed, "code", "Six digits")
                .hint("Such as 123 456. They work once, for a quarter of an hour.")
                .autocomplete("one-time-code")
                .wide(8)))
            (shared(typed))
            div.buttons {
                (form::button("Sign in"))
                a.target href="/sign-in" { "Use another address, or send again" }
            }
        }
        details.choices {
            summary { "Nothing arrives" }
            p {
                "Check the address above, and the folder of unwanted mail. If it is the address under \
                 which your partnership knows you and nothing comes within five minutes, ask your \
                 school’s professional mentor or the partnership office to print a code for you."
            }
        }
    };
    framed(&errors::title(typed, "Look into your mail"), &main)
}

const FORGET: (HeaderName, HeaderValue) = (
    HeaderName::from_static("clear-site-data"),
    HeaderValue::from_static("\"cache\", \"storage\""),
);

/// Signs out, and has the browser forget what it kept.
pub async fn sign_out(
    State(platform): State<Platform>,
    visitor: Visitor,
) -> Result<Response, PageError> {
    if let Some(secret) = &visitor.secret {
        session::sign_out(&platform, secret).await?;
    }
    let dropped = [(header::SET_COOKIE, cookie::drop(&platform.doors))];
    let to = Redirect::to("/sign-in?why=signed_out");
    Ok((dropped, [FORGET], to).into_response())
}
