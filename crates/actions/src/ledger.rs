//! Takes in, corrects, lists and verifies minutes.
//!
//! Owns the deeds `ImportAttendance`, `RecordEntry`, `CorrectEntry`, `StrikeOutWords`, `ConfirmHistory`,
//! `ReadBook`, `VerifyBook` and `ReadRecorded`.
//! It never writes without the book's lock.

mod attendance;
mod correct;
mod days;
mod history;
mod import;
mod judge;
mod list;
mod partner;
mod record;
mod sheet;
mod undo;
mod verify;
mod words;

pub(crate) use attendance::{COLUMNS, early_season};
pub use correct::{correct, correct_once, strike_out, weigh_correction};
pub use history::answer_history;
pub use import::import_attendance;
pub use list::{Listed, list, listed};
pub(crate) use list::{beside, whom};
pub use partner::{Recorded, look_up, recorded};
pub use record::{LongDay, Statement, Weighed, record, weigh};
pub use sheet::{Offered, Vouchers, correcting, recording, verifier};
pub(crate) use undo::take_back;
pub use verify::{Book, verify};
pub(crate) use words::{HOWS, KINDS};
