//! Shows where a partnership stands as a whole.
//!
//! Owns the overview. It never counts: what is counted is given.

pub mod pages;
mod pictures;
pub mod quality;
pub mod routes;

pub use routes::routes;
