//! Takes in, corrects, lists and verifies minutes.
//!
//! Owns the deeds `ImportAttendance`, `CorrectEntry`, `StrikeOutWords`, `ReadBook` and `VerifyBook`.
//! It never writes without the book's lock.

mod attendance;
mod correct;
mod days;
mod import;
mod list;
mod verify;

pub use correct::{correct, strike_out};
pub use import::import_attendance;
pub use list::{Listed, list, listed};
pub use verify::{Book, verify};
