//! Asks a mentor how they see themself on the four standards, and what would help.
//!
//! Owns the page `/prior-learning/you`. It never asks for more than an answer a line.

use actions::{Platform, prior_learning};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::prior_learning::{Audit, RATINGS, STANDARDS};
use maud::{Markup, html};

use super::{ADDRESS, own::frame};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        shell,
    },
    person::sentence,
    reader::Reader,
};

const FIELDS: [&str; 4] = ["qualities", "teaching", "professionalism", "partnership"];

/// Asks.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
) -> Result<Markup, PageError> {
    let actor = reader.actor();
    let found = prior_learning::brought(&platform, actor, actor.person).await?;
    let mut typed = Typed::default().with("help", &found.audit.help);
    for (field, rating) in FIELDS.iter().zip(found.audit.ratings) {
        if rating > 0 {
            typed = typed.with(*field, rating);
        }
    }
    Ok(page(&platform, &typed, &reader))
}

/// Keeps the answers.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let audit = Audit {
        person: actor.person,
        ratings: FIELDS.map(|field| typed.text(field).parse().unwrap_or_default()),
        help: typed.text("help").to_owned(),
    };
    let done = prior_learning::keep_audit(&platform, actor, typed.once()?, &audit).await;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{ADDRESS}?done=you")).into_response()),
        Err(error) => {
            typed.fault("help", sentence(error)?);
            let page = page(&platform, &typed, &reader);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(platform: &Platform, typed: &Typed, reader: &Reader) -> Markup {
    let offers: Vec<Offer> = RATINGS
        .iter()
        .zip(1..)
        .map(|(words, rating)| Offer::of(rating.to_string(), *words))
        .collect();
    let heading = "How do you see yourself as a mentor?";
    let main = html! {
        p.caption { a href=(ADDRESS) { "What you bring with you" } }
        h1 { (heading) }
        (errors::summary(typed))
        p.lead { "Against the four national standards for mentors. Answer as many as you like: it helps to plan, and judges nobody." }
        form.form data-answer method="post" action={ (ADDRESS) "/you" } {
            (form::once(platform.number()))
            @for (field, standard) in FIELDS.iter().zip(STANDARDS) {
                (form::choice(&Field::of(typed, field, standard), &offers))
            }
            (form::words(&Field::of(typed, "help", "What would help you most?").hint("You can leave this blank. Please name no pupil."), 3))
            div.buttons { (form::button("Keep my answers")) }
        }
    };
    let title = errors::title(typed, heading);
    shell::page(&frame(&title, reader), &main)
}
