//! Hands out the picture beside the title of a page.
//!
//! Owns no address of its own. It never draws it.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{FOR_A_DAY, Files};

/// Gives it, for a day.
pub(super) async fn show() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, FOR_A_DAY),
    ];
    match Files::get("icon.svg") {
        Some(icon) => (headers, icon.data.into_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
