//! Answers the address of the overview.
//!
//! Owns `/insight/{provider}`. It never tells whether a partnership exists that is not the reader's.

use actions::Platform;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};

use super::{pages, quality};
use crate::{door::Door, error::PageError, parts::address::Address, reader::Reader};

/// The routes of the overview.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/insight/{provider}", get(overview))
        .route(
            "/insight/{provider}/quality",
            get(quality::show).post(quality::mend),
        )
}

async fn overview(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    if door.ending.is_some() {
        return Err(PageError::NotFound);
    }
    let overview = actions::insight::overview(&platform, reader.actor(), &door.code).await?;
    let asked = Address::of(door.of("insight")).asking(&door.question);
    let page = asked.asked().find(|(name, _)| *name == "page");
    let page = page.and_then(|(_, page)| page.parse().ok()).unwrap_or(1);
    Ok(pages::overview(&overview, &reader, page).into_response())
}
