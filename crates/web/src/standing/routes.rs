//! Answers the addresses of the training page.
//!
//! Owns `/standing`, `/standing/{provider}` and `/standing/{provider}/{person}`. It never tells whether a page exists that is not the reader's.

use actions::Platform;
use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{partnership::Provider, person::PersonId};
use maud::Markup;
use uuid::Uuid;

use super::{history, pages};
use crate::{
    booking,
    door::{self, Door},
    error::PageError,
    reader::Reader,
};

/// The routes of the training page.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/standing", get(first))
        .route("/standing/{provider}", get(training))
        .merge(history::routes())
        .route("/standing/{provider}/{person}", get(another))
        .route("/standing/{provider}/plan.pdf", get(booking::own_plan))
        .route(
            "/standing/{provider}/{person}/plan.pdf",
            get(booking::another_plan),
        )
}

async fn first(State(platform): State<Platform>, reader: Reader) -> Result<Response, PageError> {
    let person = reader.actor().person;
    let providers = actions::standing::providers_of(&platform, reader.actor(), person).await?;
    Ok(match providers.first() {
        Some(provider) => Redirect::to(&pages::address(provider)).into_response(),
        None => pages::nobody(&reader).into_response(),
    })
}

async fn training(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    if door.ending.is_some() {
        return Err(PageError::NotFound);
    }
    let person = reader.actor().person;
    let training =
        actions::standing::training(&platform, reader.actor(), person, &door.code).await?;
    let page: Markup = pages::training(&training, &reader);
    Ok(page.into_response())
}

async fn another(
    State(platform): State<Platform>,
    reader: Reader,
    Path((code, person)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let known = Uuid::try_parse(&person).ok().map(PersonId);
    let person = known
        .filter(|_| door::is_code(&code))
        .ok_or(PageError::NotFound)?;
    let upper = Provider::code_from(&code);
    let training = actions::standing::training(&platform, reader.actor(), person, &upper).await?;
    let person = training.person.id;
    let address = if person == reader.actor().person {
        pages::address(&training.provider)
    } else {
        pages::address_of(&training.provider, person)
    };
    if reader.address != address {
        return Ok(Redirect::permanent(&address).into_response());
    }
    Ok(pages::training(&training, &reader).into_response())
}
