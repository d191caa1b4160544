//! What may be done, and by whom: every deed in five beats: fetch, ask leave, decide, keep, answer.
//!
//! Owns the word `Platform` and every deed. It never writes SQL and knows nothing of HTML.

pub mod access;
pub mod audit;
pub mod booking;
pub mod demo;
mod error;
pub mod export;
pub mod feedback;
pub mod import;
pub mod insight;
pub mod ledger;
pub mod notice;
pub mod our_mentors;
pub mod partnership;
pub mod person;
pub mod placement;
mod platform;
pub mod policy;
pub mod prior_learning;
pub mod programme;
mod remembered;
pub mod search;
pub mod standing;
pub mod this_week;

pub use error::ActionError;
pub use platform::{Chance, Doors, Platform, Surroundings};
