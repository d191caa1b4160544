//! Shows the people of a partnership, and one of them with everything that is kept.
//!
//! Owns `/person`. It never shows whom the reader may not know.

mod change;
mod list;
mod mentors;
mod merge;
mod one;
mod others;
mod role;
mod routes;
mod views;

pub use list::titled as framed;
pub use mentors::{choices, question as asked};
pub use routes::{number, routes, sentence};

use domain::{partnership::Provider, person::PersonId};

/// The address of the people of a partnership.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/person/{}", provider.code.to_lowercase())
}

/// The address of one person's page.
#[must_use]
pub fn page(provider: &Provider, person: PersonId) -> String {
    format!("{}/{}", address(provider), person.0)
}
