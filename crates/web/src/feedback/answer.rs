//! Asks how useful a session was, and what would have made it more so.
//!
//! Owns the form. It never keeps an answer before it is pressed.

use actions::{
    ActionError, Platform,
    feedback::{self, Asked},
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{booking::SessionId, calendar::told, feedback::POINTS};
use maud::{Markup, html};

use super::session;
use crate::{
    error::PageError,
    notice,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        notice::{self as note, Tone},
        shell::{self, Frame},
    },
    person::sentence,
    reader::Reader,
};

/// Asks.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let is_done = question.as_deref() == Some("done=answered");
    shown(&platform, &reader, session(&id)?, None, is_done).await
}

/// Asks with a point chosen, as a link of the message does.
pub(super) async fn ask_with(
    State(platform): State<Platform>,
    reader: Reader,
    Path((id, point)): Path<(String, String)>,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let point = read(&point)?;
    let is_done = question.as_deref() == Some("done=answered");
    shown(&platform, &reader, session(&id)?, Some(point), is_done).await
}

fn read(point: &str) -> Result<i64, PageError> {
    let point = point.parse().ok();
    let point = point.filter(|point| domain::feedback::SCALE.contains(point));
    point.ok_or(PageError::NotFound)
}

async fn shown(
    platform: &Platform,
    reader: &Reader,
    id: SessionId,
    point: Option<i64>,
    is_done: bool,
) -> Result<Markup, PageError> {
    let actor = reader.actor();
    let asked = feedback::asked(platform, actor, actor.person, id).await?;
    let before = asked.answer.as_ref();
    let scale = before.map(|one| one.scale).filter(|_| is_done).or(point);
    let scale = scale.or(before.map(|one| one.scale));
    let mut typed = Typed::default();
    if let Some(scale) = scale {
        typed = typed.with("scale", scale);
    }
    if let Some(before) = before {
        typed = typed.with("words", &before.words);
    }
    Ok(page(platform, &asked, &typed, (point, is_done), reader))
}

/// Keeps an answer.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    kept(&platform, &reader, session(&id)?, None, typed).await
}

/// Keeps an answer that began with a link of the message.
pub(super) async fn keep_with(
    State(platform): State<Platform>,
    reader: Reader,
    Path((id, point)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, PageError> {
    let point = read(&point)?;
    kept(&platform, &reader, session(&id)?, Some(point), typed).await
}

async fn kept(
    platform: &Platform,
    reader: &Reader,
    id: SessionId,
    point: Option<i64>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let of = (actor.person, id);
    let given = (typed.text("scale").parse().ok(), typed.text("words"));
    let done = feedback::answer(platform, actor, typed.once()?, of, given).await;
    match done {
        Ok(()) => {
            let to = format!("{}?done=answered", address(id, point));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let is_long = matches!(
                &error,
                ActionError::Refused(domain::Refusal::Feedback(
                    domain::feedback::Refusal::TooLong(_)
                ))
            );
            typed.fault(if is_long { "words" } else { "scale" }, sentence(error)?);
            let asked = feedback::asked(platform, actor, actor.person, id).await?;
            let page = page(platform, &asked, &typed, (point, false), reader);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The page on which the answer stands: beneath the point by whose link somebody came.
fn address(id: SessionId, point: Option<i64>) -> String {
    let page = feedback::address(id);
    match point {
        Some(point) => format!("{page}/{point}"),
        None => page,
    }
}

fn page(
    platform: &Platform,
    asked: &Asked,
    typed: &Typed,
    (point, is_done): (Option<i64>, bool),
    reader: &Reader,
) -> Markup {
    let session = &asked.session;
    let offers: Vec<Offer> = POINTS
        .iter()
        .zip(1..)
        .map(|(words, point)| Offer::of(point.to_string(), *words))
        .collect();
    let heading = format!("How useful was “{}”?", session.title);
    let main = html! {
        p.caption { a href=(notice::INBOX) { "Messages" } }
        h1 { (heading) }
        (errors::summary(typed))
        @if is_done {
            (note::notice(Tone::Done, &html! { p { "Thank you: your answer is kept. You can change it here." } }))
        }
        @for followed in &asked.followed {
            section.letter {
                h2 { "You said, we did" }
                p { strong { "You said: " } (followed.said) }
                p { strong { "We did: " } (followed.did) }
            }
        }
        p.lead { "You attended it on " (told(session.held_on)) "." }
        form.form data-answer method="post" action=(address(session.id, point)) {
            (form::once(platform.number()))
            (form::choice(&Field::of(typed, "scale", "How useful was it to you?"), &offers))
            (form::words(&Field::of(typed, "words", "What would have made it more useful?").hint("You can leave this blank. Please name nobody."), 4))
            div.buttons { (form::button(if asked.answer.is_some() { "Change my answer" } else { "Send my answer" })) }
        }
        p.quiet {
            "Your host reads what was said, never who said it, and nothing at all before "
            (asked.least) " have answered."
        }
    };
    let title = errors::title(typed, &heading);
    let frame = Frame {
        title: &title,
        reader: Some(reader),
        seat: reader.seats().first(),
        here: "Messages",
        ..Frame::default()
    };
    shell::page(&frame, &main)
}
