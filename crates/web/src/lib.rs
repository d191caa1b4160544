//! What is seen: pages, parts and styles, as functions from values to markup.
//!
//! Owns the words `Frame`, `Part` and `PageError`. It never touches the database, and never reckons.

pub mod accent;
pub mod access;
pub mod asset;
pub mod audit;
pub mod booking;
pub mod demo;
pub mod feedback;
pub mod guard;
pub mod insight;
pub mod ledger;
pub mod notice;
pub mod our_mentors;
pub mod outside;
pub mod partnership;
pub mod parts;
pub mod person;
pub mod placement;
pub mod policy;
pub mod prior_learning;
pub mod reader;
pub mod search;
pub mod standing;
pub mod style;
pub mod this_week;
mod watch;

mod door;
mod error;
mod routes;

pub use error::{PageError, Reference};
pub use routes::{demo, installation, serve};
