//! Reads what was done and who has looked, and walks the chains of notes.
//!
//! Owns the deed `ReadAudit`, and the words `Readings` and `Trail`. It never changes a note.

mod list;
mod readings;
mod verify;

pub(crate) use list::names;
pub use list::{Asked, Opened, Trail, Trails, notes, notes_as_file};
pub(crate) use readings::Readings;
pub use verify::{Chain, verify};
