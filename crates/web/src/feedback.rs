//! Asks two questions about a session, and shows a host what was said, without names.
//!
//! Owns `/feedback`. It never changes anything when a link is opened.

mod answer;
mod heard;
mod provider;
mod routes;

pub use provider::address;
pub use routes::routes;

use domain::booking::SessionId;
use uuid::Uuid;

use crate::error::PageError;

fn session(text: &str) -> Result<SessionId, PageError> {
    let number = Uuid::try_parse(text).map_err(|_| PageError::NotFound)?;
    Ok(SessionId(number))
}

/// The page on which a host reads what was said of a session.
#[must_use]
pub fn heard_address(session: SessionId) -> String {
    format!("/feedback/{}/heard", session.0)
}
