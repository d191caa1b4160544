//! Takes in people and what they are, and finds them again.
//!
//! Owns the deed `ImportPeople`. It never joins two records on its own.

pub(crate) mod change;
mod find;
mod import;
mod index;
mod row;
pub(crate) mod undo;

pub use import::import_people;
pub(crate) use index::Index;
pub(crate) use row::{date, trn, urn};
