//! Records an entry by hand, and corrects one, each with a last look before it is kept.
//!
//! Owns `/ledger`. It never changes an entry: a correction stands beside it.

mod correct;
mod fields;
pub mod partner;
mod record;

use actions::Platform;
use axum::{Router, routing::get};

/// The routes of the ledger.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route(
            "/ledger/{provider}/record",
            get(record::ask).post(record::keep),
        )
        .route(
            "/ledger/{provider}/delivered",
            get(partner::show).post(partner::find),
        )
        .route(
            "/ledger/{provider}/{entry}/correct",
            get(correct::ask).post(correct::keep),
        )
}
