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
use crate::{error::PageError, reader::Reader};

/// The routes of the training page.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/standing", get(first))
        .route("/standing/{provider}", get(training))
        .merge(history::routes())
        .route("/standing/{provider}/{person}", get(another))
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
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    if !is_code(&code) {
        return Err(PageError::NotFound);
    }
    if code != code.to_lowercase() {
        let lower = format!("/standing/{}", code.to_lowercase());
        return Ok(Redirect::permanent(&lower).into_response());
    }
    let code = Provider::code_from(&code);
    let person = reader.actor().person;
    let training = actions::standing::training(&platform, reader.actor(), person, &code).await?;
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
        .filter(|_| is_code(&code))
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

/// The department's codes are short: letters and digits.
pub(crate) fn is_code(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_alphanumeric())
}
