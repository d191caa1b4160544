//! Answers the addresses of schools.
//!
//! Owns the order of what is done on a request. It never draws.

use actions::{Platform, partnership::school};
use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::partnership::Urn;

use super::{list, one};
use crate::{door::Door, error::PageError, reader::Reader};

/// The routes of schools.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/partnership/{provider}", get(list::show))
        .route("/partnership/{provider}/{urn}", get(one_school))
}

async fn one_school(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, urn)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let urn = urn.parse().map(Urn).map_err(|_| PageError::NotFound)?;
    let page = school(&platform, reader.actor(), &door.code, urn).await?;
    Ok(one::page(&page, &reader).into_response())
}
