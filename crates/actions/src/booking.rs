//! Does what is done about sessions: offers, books, releases, and keeps who was there.
//!
//! A table of contents. Each deed stands in the room of its name.

pub mod book;
pub mod calendar;
pub mod catch_up;
pub mod check_in;
pub mod choice;
pub mod cover;
pub mod join_log;
pub mod list;
pub mod named;
pub mod offer;
pub mod paper;
pub mod place;
pub mod register;
pub mod release;
pub mod school;
pub mod several;
pub(crate) mod told;
