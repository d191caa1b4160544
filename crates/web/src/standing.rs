//! Shows where a mentor stands: the training page.
//!
//! Owns the address `/standing`. It never shows anyone a page that is not theirs.

pub mod components;
pub mod entries;
pub mod figures;
pub mod history;
pub mod pages;
mod routes;
pub mod stretch;
pub mod voice;
pub mod year;

pub use routes::routes;
