//! Asks an administrator whose pages they want to look at, and why.
//!
//! Owns the page `/access/view`. Nothing can be changed while somebody looks.

use actions::{
    Platform,
    access::{
        session::{Entrance, enter},
        view_as::{begin, stop, whose},
    },
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::access::{Deed, Object};
use maud::{Markup, html};

use super::{Visitor, own::framed};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Typed},
    },
    person::sentence,
    reader::Reader,
};

fn ask_leave(reader: &Reader) -> Result<(), PageError> {
    let leave = reader.actor().may(Deed::ViewAs, Object::default());
    leave.map_err(|_| PageError::NotFound)
}

/// Shows the form.
pub(super) async fn ask(reader: Reader) -> Result<Response, PageError> {
    ask_leave(&reader)?;
    Ok(page(&reader, &Typed::default()).into_response())
}

/// Begins to look.
pub(super) async fn look(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    ask_leave(&reader)?;
    typed.needs("email", "Type the address of the person.");
    typed.needs("reason", "Say why: the person reads it.");
    if typed.is_sound() {
        let (email, reason) = (
            typed.text("email").to_owned(),
            typed.text("reason").to_owned(),
        );
        let session = reader.session.as_ref().map(|session| session.id);
        let done = async {
            let whom = whose(&platform, reader.actor(), &email).await?;
            begin(&platform, reader.actor(), session, whom, &reason).await
        };
        match done.await {
            Ok(()) => return Ok(Redirect::to("/").into_response()),
            Err(actions::ActionError::NotFound(sentence)) => typed.fault("email", sentence),
            Err(error) => typed.fault("email", sentence(error)?),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&reader, &typed)).into_response())
}

/// Goes back to one's own pages.
pub(super) async fn end(
    State(platform): State<Platform>,
    visitor: Visitor,
) -> Result<Redirect, PageError> {
    if let Some(secret) = &visitor.secret
        && let Entrance::Open(entered) = enter(&platform, secret).await?
    {
        stop(&platform, &entered.session).await?;
    }
    Ok(Redirect::to("/"))
}

fn page(reader: &Reader, typed: &Typed) -> Markup {
    let title = "See pages as somebody sees them";
    let main = html! {
        h1 { (title) }
        (errors::summary(typed))
        p.lead { "To help somebody who asked. You see what they see, and nothing can be changed." }
        p { "They are told by a message, with your name and the reason, and it is noted." }
        form.form method="post" action="/access/view" {
            (form::email(&Field::of(typed, "email", "Their e-mail address")))
            (form::text(&Field::of(typed, "reason", "The reason").hint("They read it in the message.")))
            div.buttons { (form::button("See their pages")) }
        }
    };
    framed(reader, &errors::title(typed, title), &main)
}

/// Says on every page whose pages these are, and leads back.
#[must_use]
pub fn banner(reader: &Reader) -> Markup {
    html! {
        div.demo {
            div.room {
                p { "You see these pages as " strong { (reader.name()) } " sees them. Nothing can be changed, and they were told." }
                form method="post" action="/access/view/stop" {
                    button.button.is-quiet type="submit" { "Go back to your own pages" }
                }
            }
        }
    }
}
