//! Shows what a link is for, and uses it when somebody presses.
//!
//! Owns `/sign-in/{secret}`. Opening it changes nothing: programs that open links by themselves use none up.

use actions::{
    Platform,
    access::sign_in::{self, Landed, Link},
    feedback,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::ticket::{Purpose, Void},
    feedback::POINTS,
};
use maud::{Markup, html};

use super::{
    Visitor,
    sign_in::{framed, land, shared},
};
use crate::{
    error::PageError,
    parts::form::{self, Typed},
};

/// Shows what a link is for.
pub async fn ask(
    State(platform): State<Platform>,
    Path(secret): Path<String>,
) -> Result<Markup, PageError> {
    let link = sign_in::look(&platform, &secret).await?;
    Ok(match link.state {
        Ok(()) => open(&secret, &link),
        Err(void) => closed(&secret, link.can_be_fresh, void),
    })
}

/// Uses a link.
pub async fn press(
    State(platform): State<Platform>,
    Path(secret): Path<String>,
    visitor: Visitor,
    typed: Typed,
) -> Result<Response, PageError> {
    let device = visitor.device(typed.holds("shared", "yes"));
    match sign_in::press(&platform, &secret, &device).await? {
        Landed::Void(void) => {
            let link = sign_in::look(&platform, &secret).await?;
            let page = closed(&secret, link.can_be_fresh, void);
            Ok((StatusCode::GONE, page).into_response())
        }
        Landed::In {
            opened,
            purpose,
            to: Some(to),
        } => {
            let answers = purpose == Purpose::Task;
            let answered = answers && feedback::press(&platform, opened.person, &to).await?;
            let to = match answered {
                true => format!("{to}?done=answered"),
                false => to,
            };
            let landed = Landed::In {
                opened,
                purpose,
                to: Some(to),
            };
            land(&platform, &visitor, &landed).await
        }
        landed => land(&platform, &visitor, &landed).await,
    }
}

/// Sends a fresh link in the place of an old one.
pub async fn fresh(
    State(platform): State<Platform>,
    Path(secret): Path<String>,
    visitor: Visitor,
) -> Result<Redirect, PageError> {
    sign_in::send_fresh(&platform, &secret, &visitor.device).await?;
    Ok(Redirect::to("/sign-in/sent"))
}

/// Says that a fresh link is on its way.
pub async fn sent() -> Markup {
    let main = html! {
        h1 { "A fresh link is on its way" }
        p.lead { "It goes to the address to which the old one went. Open it on any device." }
        p { a.target href="/sign-in" { "Sign in another way" } }
    };
    framed("A fresh link is on its way", &main)
}

fn open(secret: &str, link: &Link) -> Markup {
    let (heading, words) = match link.purpose {
        Purpose::Invitation => ("You are invited", "Come in"),
        Purpose::Task => ("Your task is ready", "Open the task"),
        _ => ("Sign in", "Sign in"),
    };
    let (heading, words) = match link.to.as_deref().and_then(feedback::named_by) {
        Some((_, point)) if link.purpose == Purpose::Task => (
            "How useful was it?",
            format!("Send my answer: {}", said(point)),
        ),
        _ => (heading, words.to_owned()),
    };
    let main = html! {
        h1 { (heading) }
        p.lead {
            @match link.purpose {
                Purpose::Task => { "This link opens one task for " strong { (link.name) } ", and nothing else." }
                Purpose::Invitation => { "This link lets " strong { (link.name) } " in. No password is needed, now or later." }
                _ => { "This link signs in " strong { (link.name) } "." }
            }
        }
        form.form method="post" action={ "/sign-in/" (secret) } {
            (shared(&Typed::default()))
            div.buttons { (form::button(&words)) }
        }
        p.quiet { "If that is not you, close this page: nothing has happened yet." }
    };
    framed(heading, &main)
}

/// What a point of the first question is called.
fn said(point: i64) -> &'static str {
    let mut points = POINTS.iter().zip(1..);
    points
        .find(|(_, known)| *known == point)
        .map_or("", |(words, _)| words)
}

fn closed(secret: &str, can_be_fresh: bool, void: Void) -> Markup {
    let heading = match void {
        Void::Used => "This link has been used",
        Void::Lapsed | Void::TooManyTries => "This link no longer works",
    };
    let main = html! {
        h1 { (heading) }
        p.lead {
            @match void {
                Void::Used => "Each link lets somebody in once. If that was you, on this device, just go on.",
                Void::Lapsed | Void::TooManyTries => "Links work for a while only, so that nobody finds an old one and comes in with it.",
            }
        }
        @if can_be_fresh {
            form.form method="post" action={ "/sign-in/" (secret) "/fresh" } {
                div.buttons {
                    (form::button("Send me a fresh link"))
                    a.target href="/" { "Go on" }
                }
            }
        } @else {
            p { "Ask whoever printed it for another, or " a href="/sign-in" { "sign in by e-mail" } "." }
            p { a.target href="/" { "Go on" } }
        }
    };
    framed(heading, &main)
}
