//! Opens the demo: the front page, and stepping into a mentor's place.
//!
//! Owns `/` and `/demo/step-in`, and the word `Stepped`. It never stands where real people sign in.

pub mod pages;
mod routes;

pub use routes::{Stepped, routes};
