//! Asks a provider's office whether something stands against erasing somebody who asks for it.
//!
//! Owns `/access/erasure/{provider}`. It never shows a request that is not the provider's to answer.

use actions::{
    Platform,
    access::erasure::{Told, answer_erasure, erasures_with},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{calendar::uk_day, partnership::Provider};
use maud::{Markup, html};

use super::{answered, office, stands};
use crate::{
    door::Door,
    error::PageError,
    insight,
    parts::{
        empty, errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        words,
    },
    person::sentence,
    reader::Reader,
};

/// Shows the page.
pub(in crate::access) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let done = door.question == "done=answered";
    let page = drawn(&platform, &reader, &door, &Typed::default(), done).await?;
    Ok(page.into_response())
}

/// Keeps what the office says.
pub(in crate::access) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let request = typed.number("request").ok_or(PageError::NotFound)?;
    let field = format!("against-{request}");
    let why = typed.text(&field).to_owned();
    let against = match typed.text("step") {
        "agree" => None,
        "against" => Some(why.as_str()),
        _ => return Err(PageError::NotFound),
    };
    let asked = (door.code.as_str(), request);
    match answer_erasure(&platform, reader.actor(), once, asked, against).await {
        Ok(()) => {
            let to = format!("{}/{}?done=answered", super::OWN, door.code.to_lowercase());
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            typed.fault(&field, sentence(error)?);
            let page = drawn(&platform, &reader, &door, &typed, false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn drawn(
    platform: &Platform,
    reader: &Reader,
    door: &Door,
    typed: &Typed,
    done: bool,
) -> Result<Markup, PageError> {
    let (provider, all) = erasures_with(platform, reader.actor(), &door.code).await?;
    let main = html! {
        p.caption { a href=(insight::quality::address(&provider)) { "Data quality" } }
        h1 { "Who asks to be erased" }
        (errors::summary(typed))
        @if done { (notice::notice(Tone::Done, &html! { p { "Your answer is kept. You can change it until the record is erased." } })) }
        @if all.is_empty() {
            (empty::empty("Nobody asks", &html! {
                "When somebody of whom you hold a record asks to be erased, they stand here, with the days that you have to answer."
            }))
        } @else {
            p.lead { "Say whether something stands against it. If you say nothing in time, nothing does." }
            details.choices {
                summary { "What may stand against it" }
                p {
                    "A claim that is being made, sampled or disputed and needs the name, or a duty of yours \
                     under the grant’s conditions (UK GDPR, article 17(3)). Minutes and sums stay in any \
                     case, so that they are no reason by themselves. The person reads what you write."
                }
            }
        }
        @for told in &all { (one(platform, &provider, told, typed)) }
    };
    Ok(shell::page(
        &Frame {
            title: &errors::title(typed, "Who asks to be erased"),
            provider: Some(&provider),
            reader: Some(reader),
            seat: reader.office(&provider),
            here: "Data quality",
            ..Frame::default()
        },
        &main,
    ))
}

fn one(platform: &Platform, provider: &Provider, told: &Told, typed: &Typed) -> Markup {
    let request = told.request.id;
    let field = format!("against-{request}");
    let own = told
        .said
        .iter()
        .find(|said| said.provider.id == provider.id);
    let label = format!("What stands against erasing {}", told.name);
    html! {
        article.waits {
            h2 { a href=(crate::person::page(provider, told.request.person)) { (told.name) } }
            p { "Asked on " (words::day(uk_day(told.request.asked_at))) ". " (stands(told)) }
            @if told.has_role {
                p.quiet { "End their roles on their page once they have left." }
            }
            p { strong { "Your answer: " } (answered(own.and_then(|said| said.answer.as_ref()))) }
            form.form method="post" action=(office(provider)) {
                (form::once(platform.number()))
                input type="hidden" name="request" value=(request);
                div.buttons {
                    button.button type="submit" name="step" value="agree" {
                        "Nothing stands against it" span.unseen { ", " (told.name) }
                    }
                }
            }
            form.form method="post" action=(office(provider)) {
                (form::once(platform.number()))
                input type="hidden" name="request" value=(request);
                (form::words(&Field::of(typed, &field, &label).hint("Only where something does. The person reads it."), 2))
                div.buttons {
                    button.button.is-quiet type="submit" name="step" value="against" {
                        "This stands against it" span.unseen { ", " (told.name) }
                    }
                }
            }
        }
    }
}
