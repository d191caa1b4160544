//! Shows the rules: in force on a day, through time, what changes and for whom; and sets one's own.
//!
//! Owns `/policy`. It never reckons, and never words a rule itself.

mod changes;
mod effect;
mod forms;
mod one;
pub mod pages;
mod routes;
mod said;
mod setting;

pub use routes::routes;
