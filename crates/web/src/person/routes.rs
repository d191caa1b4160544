//! Answers the addresses of people.
//!
//! Owns the order of what is done on a request. It never draws.

use actions::{ActionError, Platform};
use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::person::PersonId;
use uuid::Uuid;

use super::{change, list, merge, one, role, views};
use crate::{door::Door, error::PageError, reader::Reader};

/// The routes of people.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/person/{provider}", get(list::show))
        .route("/person/{provider}/view", post(views::save))
        .route("/person/{provider}/view/drop", post(views::drop))
        .route(
            "/person/{provider}/merge",
            get(merge::ask).post(merge::keep),
        )
        .route("/person/{provider}/{person}", get(person))
        .route(
            "/person/{provider}/{person}/change",
            get(change::ask).post(change::keep),
        )
        .route(
            "/person/{provider}/{person}/role",
            get(role::ask).post(role::keep),
        )
        .route(
            "/person/{provider}/{person}/role/{membership}",
            get(role::ask_end).post(role::end),
        )
}

async fn person(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let person = number(&person)?;
    let (actor, code) = (reader.actor(), door.code.as_str());
    if let Some(kept) = actions::person::joined_into(&platform, actor, code, person).await? {
        let to = format!("{}/{}", door.of("person"), kept.0);
        return Ok(Redirect::to(&to).into_response());
    }
    let known = actions::person::known(&platform, reader.actor(), &door.code, person).await?;
    Ok(one::page(&known, &reader, &door.question).into_response())
}

/// Reads the number of a person from an address.
pub fn number(text: &str) -> Result<PersonId, PageError> {
    let number = Uuid::try_parse(text).map_err(|_| PageError::NotFound)?;
    Ok(PersonId(number))
}

/// The sentence of a refusal to show beside a form; anything else is a page of its own.
pub fn sentence(error: ActionError) -> Result<String, PageError> {
    match error {
        ActionError::Refused(refusal) => Ok(refusal.to_string()),
        ActionError::Unreadable(sentence) => Ok(sentence),
        other => Err(other.into()),
    }
}
