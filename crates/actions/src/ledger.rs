//! Takes in, corrects, lists and verifies minutes.
//!
//! Owns the deeds `ImportAttendance`, `CorrectEntry`, `StrikeOutWords`, `ConfirmHistory`,
//! `ReadBook` and `VerifyBook`.
//! It never writes without the book's lock.

mod attendance;
mod correct;
mod days;
mod history;
mod import;
mod judge;
mod list;
mod undo;
mod verify;
mod words;

pub use correct::{correct, strike_out};
pub use history::answer_history;
pub use import::import_attendance;
pub use list::{Listed, list, listed};
pub(crate) use undo::take_back;
pub use verify::{Book, verify};
