//! Lets somebody ask to be erased, and shows how far that is.
//!
//! Owns `/access/erasure`; the pages of offices and of whoever erases stand below it. It never erases
//! anything by itself.

pub mod all;
pub mod offices;

use actions::{
    Platform,
    access::erasure::{Told, ask_erasure, own_erasure, take_back_erasure},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    calendar::uk_day,
    partnership::Provider,
    person::erasure::{Answer, Stand},
};
use maud::{Markup, html};

use super::own::framed;
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Typed},
        notice::{self, Tone},
        words,
    },
    person::sentence,
    reader::Reader,
};

/// One's own page.
pub const OWN: &str = "/access/erasure";

/// The page of whoever erases.
pub const ALL: &str = "/access/erasures";

/// The page of a provider's office.
#[must_use]
pub fn office(provider: &Provider) -> String {
    format!("{OWN}/{}", provider.code.to_lowercase())
}

/// Shows the page.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
) -> Result<Response, PageError> {
    let page = drawn(&platform, &reader, &Typed::default()).await?;
    Ok(page.into_response())
}

/// Asks, or takes it back.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let (actor, once) = (reader.actor(), typed.once()?);
    let done = match typed.text("step") {
        "ask" => ask_erasure(&platform, actor, once, actor.person).await,
        "back" => take_back_erasure(&platform, actor, once, actor.person).await,
        _ => return Err(PageError::NotFound),
    };
    match done {
        Ok(()) => Ok(Redirect::to(OWN).into_response()),
        Err(error) => {
            typed.fault("step", sentence(error)?);
            let page = drawn(&platform, &reader, &typed).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn drawn(platform: &Platform, reader: &Reader, typed: &Typed) -> Result<Markup, PageError> {
    let actor = reader.actor();
    let told = own_erasure(platform, actor, actor.person).await?;
    let has_role = actor
        .memberships
        .iter()
        .any(|held| held.until.is_none_or(|until| until >= actor.today));
    let main = html! {
        p.caption { a href=(super::me::ADDRESS) { "Who sees what about me" } }
        h1 { "Ask to be erased" }
        (errors::summary(typed))
        @match &told {
            Some(told) => (asked(platform, told)),
            None => (asking(platform, has_role)),
        }
        h2 { "What goes, and what stays" }
        ul.permit-list {
            li { strong { "Goes: " } "your name, TRN, addresses and references, what you teach, your ways in, lists and drafts, messages to you, free words beside your hours, and your name where files or notes tell it." }
            li { strong { "Stays: " } "recorded minutes with their day, school and subject, and which placements there were, under the name “Erased person”. Sums that schools and providers answer for rest on them, and nobody can tell any more whose they were." }
            li { strong { "Backups " } "are overwritten in their turn, within weeks." }
        }
        p { a.target href="/access/me.json" { "Take everything away as a file first" } }
    };
    Ok(framed(
        reader,
        &errors::title(typed, "Ask to be erased"),
        &main,
    ))
}

fn asking(platform: &Platform, has_role: bool) -> Markup {
    html! {
        @if has_role {
            (notice::notice(Tone::Look, &html! {
                p { "You have a role today. You can ask already; nothing goes before your roles have ended, which the partnership office sees to." }
            }))
        }
        p.lead {
            "Each provider that holds a record of you is asked whether something stands against it, such \
             as a claim that is being sampled. Then everything that tells who you are goes, for good."
        }
        form.form method="post" action=(OWN) {
            (form::once(platform.number()))
            div.buttons { (form::step("Ask to be erased", "ask")) }
        }
    }
}

fn asked(platform: &Platform, told: &Told) -> Markup {
    html! {
        (notice::notice(Tone::Waiting, &html! {
            p {
                "You asked on " (words::day(uk_day(told.request.asked_at))) ". "
                (stands(told))
            }
        }))
        h2 { "What the offices say" }
        (said(told))
        form.form method="post" action=(OWN) {
            (form::once(platform.number()))
            div.buttons { (form::step("Take it back", "back")) }
        }
    }
}

/// How far a request is, in a sentence.
fn stands(told: &Told) -> Markup {
    html! {
        @match told.stand {
            Stand::Waits(until) => { "The offices have until " (words::day(until)) " to answer." }
            Stand::HeldBack => { "An office says that something stands against it." }
            Stand::Ready => { "Nothing stands against it." }
        }
        @if told.has_role { " A role is still held: it has to end first." }
    }
}

/// What each office says.
fn said(told: &Told) -> Markup {
    html! {
        @if told.said.is_empty() { p { "No provider holds anything." } }
        dl.permit-told {
            @for said in &told.said {
                dt { (said.provider.name) }
                dd { (answered(said.answer.as_ref())) }
            }
        }
    }
}

fn answered(answer: Option<&Answer>) -> Markup {
    html! {
        @match answer {
            None => "Nothing yet.",
            Some(answer) => {
                @match &answer.against {
                    None => "Nothing stands against it.",
                    Some(why) => { "Something stands against it: “" (why) "”" }
                }
                p.row-more { (words::day(uk_day(answer.at))) }
            }
        }
    }
}
