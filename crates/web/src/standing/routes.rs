//! Answers the addresses of the training page.
//!
//! Owns `/standing` and `/standing/{provider}`. It never tells whether a page exists that is not the reader's.

use actions::Platform;
use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::partnership::Provider;
use maud::Markup;

use super::{history, pages};
use crate::{error::PageError, reader::Reader};

/// The routes of the training page.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/standing", get(first))
        .route("/standing/{provider}", get(training))
        .merge(history::routes())
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

/// The department's codes are short: letters and digits.
fn is_code(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_alphanumeric())
}
