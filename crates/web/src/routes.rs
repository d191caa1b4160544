//! Gathers the routes of every capability, one line each.
//!
//! Owns the list of doors. It never answers one itself.

use actions::Platform;
use axum::{Router, http::StatusCode};

use crate::{asset, error, guard, standing};

/// The demo: open to all who can reach it, with invented people.
pub fn demo(platform: Platform) -> Router {
    let routes = Router::new()
        .merge(crate::demo::routes())
        .merge(standing::routes())
        .merge(asset::routes())
        .fallback(async || StatusCode::NOT_FOUND)
        .with_state(platform.clone());
    guard::around(routes, error::reference(&platform))
}
