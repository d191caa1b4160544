//! Reads what was done and who has looked, and walks the chains of notes.
//!
//! Owns the deed `ReadAudit`, and the words `Readings` and `Trail`. It never changes a note.

mod list;
mod named;
mod readings;
mod verify;

pub use list::{Asked, Opened, Place, Trail, Trails, notes, notes_as_file};
pub(crate) use named::{names, people, with_names};
pub(crate) use readings::Readings;
pub use verify::{Chain, verify};
