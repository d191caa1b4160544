//! Shows a mentor what there is to do, over all their providers.
//!
//! Owns the address `/this-week`. It never shows anyone a page that is not theirs.

mod around;
pub mod pages;
mod sessions;

use actions::Platform;
use axum::{Router, extract::State, routing::get};
use maud::Markup;

use crate::{error::PageError, reader::Reader};

/// The routes of the page.
pub fn routes() -> Router<Platform> {
    Router::new().route("/this-week", get(this_week))
}

async fn this_week(State(platform): State<Platform>, reader: Reader) -> Result<Markup, PageError> {
    let (found, ahead) = actions::this_week::this_week(&platform, reader.actor()).await?;
    Ok(pages::this_week(&found, &ahead, platform.now(), &reader))
}
