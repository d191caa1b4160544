//! Answers the addresses of feedback.
//!
//! Owns the order of the routes beneath `/feedback`. It never draws.

use actions::Platform;
use axum::{
    Router,
    routing::{get, post},
};

use super::{answer, heard, provider};

/// The routes of feedback.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/feedback/{session}", get(answer::ask).post(answer::keep))
        .route(
            "/feedback/{session}/{point}",
            get(answer::ask_with).post(answer::keep_with),
        )
        .route("/feedback/{session}/heard", get(heard::show))
        .route("/feedback/{session}/heard/theme", post(heard::collect))
        .route("/feedback/{session}/heard/follow", post(heard::follow))
        .route("/feedback/provider/{provider}", get(provider::show))
}
