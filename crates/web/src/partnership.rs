//! Shows the schools of a partnership, and one of them with who works and learns there.
//!
//! Owns `/partnership`. It never shows a school to whom it does not concern.

mod list;
mod map;
mod one;
mod routes;

pub use routes::routes;

use domain::partnership::{Provider, Urn};

/// The address of the schools of a partnership.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/partnership/{}", provider.code.to_lowercase())
}

/// The address of one school's page.
#[must_use]
pub fn page(provider: &Provider, urn: Urn) -> String {
    format!("{}/{urn}", address(provider))
}
