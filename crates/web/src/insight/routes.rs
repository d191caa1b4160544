//! Answers the address of the overview.
//!
//! Owns `/insight/{provider}`. It never tells whether a partnership exists that is not the reader's.

use actions::Platform;
use axum::{
    Router,
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::partnership::Provider;

use super::{pages, quality};
use crate::{error::PageError, parts::address::Address, reader::Reader, standing::is_code};

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
    Path(code): Path<String>,
    RawQuery(question): RawQuery,
) -> Result<Response, PageError> {
    if !is_code(&code) {
        return Err(PageError::NotFound);
    }
    let lower = code.to_lowercase();
    if code != lower {
        return Ok(Redirect::permanent(&format!("/insight/{lower}")).into_response());
    }
    let code = Provider::code_from(&code);
    let overview = actions::insight::overview(&platform, reader.actor(), &code).await?;
    let asked = Address::of(format!("/insight/{lower}")).asking(&question.unwrap_or_default());
    let page = asked.asked().find(|(name, _)| *name == "page");
    let page = page.and_then(|(_, page)| page.parse().ok()).unwrap_or(1);
    Ok(pages::overview(&overview, &reader, page).into_response())
}
