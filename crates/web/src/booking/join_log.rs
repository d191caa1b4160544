//! Brings the log of an online meeting, and asks who the names are that are nobody certain.
//!
//! Owns `/booking/{session}/join-log`. It never offers anybody from outside the session's providers.

use actions::{
    ActionError, Platform,
    booking::join_log::{Asked, Queue, answer, bring, queue},
};
use axum::{
    extract::{Multipart, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::person::PersonId;
use maud::{Markup, html};

use super::{framed, session, when};
use crate::{
    audit::brought,
    error::PageError,
    parts::{
        address::Address,
        errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        upload, words,
    },
    reader::Reader,
};

/// Shows the names that wait, and the form that brings a log.
pub async fn show(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
) -> Result<Response, PageError> {
    let found = queue(&platform, reader.actor(), session(&word)?).await?;
    Ok(page(&platform, &reader, &found, &Typed::default()).into_response())
}

/// Takes a log in.
pub async fn keep(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
    form: Multipart,
) -> Result<Response, PageError> {
    let id = session(&word)?;
    let found = queue(&platform, reader.actor(), id).await?;
    let (mut typed, _, bytes) = brought(form).await?;
    match bring(&platform, reader.actor(), id, &bytes).await {
        Ok(done) => {
            let to = format!(
                "/booking/{word}/join-log?names={}&certain={}",
                done.names, done.certain
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActionError::Unreadable(sentence)) => {
            typed.fault("file", sentence);
            let page = page(&platform, &reader, &found, &typed);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Keeps who a name is.
pub async fn say(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (session(&word)?, typed.once()?);
    let name = (typed.text("name"), typed.text("email"));
    let person = typed.number("person").map(PersonId);
    if person.is_none() && typed.text("person") != "nobody" {
        return Err(PageError::NotFound);
    }
    answer(&platform, reader.actor(), once, id, name, person).await?;
    Ok(Redirect::to(&format!("/booking/{word}/join-log")).into_response())
}

fn page(platform: &Platform, reader: &Reader, found: &Queue, typed: &Typed) -> Markup {
    let id = found.session.id.0;
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    let asked = Address::of("").asking(question.unwrap_or_default());
    let number = |name: &str| asked.value(name).parse::<usize>().unwrap_or_default();
    let main = html! {
        p.caption { a href={ "/booking/" (id) "/register" } { "Register: " (found.session.title) } }
        h1 { "The log of the meeting" }
        p.lead { (when(&found.session)) }
        (errors::summary(typed))
        @if number("names") > 0 {
            (notice::notice(Tone::Done, &html! {
                p { (number("certain")) " of " (words::counted(number("names"), "name is", "names are")) " somebody certain, and on the register." }
            }))
        }
        @if !found.asked.is_empty() {
            h2 { "Who is this?" }
            ul.plain { @for one in &found.asked { (ask(platform, found, one)) } }
        }
        h2 { "Bring a log" }
        form.form method="post" action={ "/booking/" (id) "/join-log" } enctype="multipart/form-data" {
            (upload::file(&Field::of(typed, "file", "The file").hint(
                "The attendance report of Teams, or the participants of Zoom, as CSV and as it comes. The same file twice changes nothing.",
            )))
            div.buttons { (form::button("Bring it")) }
        }
    };
    let title = errors::title(typed, "The log of the meeting");
    framed(reader, &found.provider, &title, &main)
}

fn ask(platform: &Platform, found: &Queue, one: &Asked) -> Markup {
    html! {
        li.plain-line {
            p.row-title { "“" (one.name) "”" }
            p.row-more { (one.email) " " (words::amount(one.minutes)) }
            form method="post" action={ "/booking/" (found.session.id.0) "/join-log/answer" } {
                (form::once(platform.number()))
                input type="hidden" name="name" value=(one.name);
                input type="hidden" name="email" value=(one.email);
                div.buttons {
                    @for person in &one.likely {
                        button.button.is-quiet type="submit" name="person" value=(person.id.0) { (person.name()) }
                    }
                    button.button.is-quiet type="submit" name="person" value="nobody" { "Nobody of ours" }
                }
            }
        }
    }
}
