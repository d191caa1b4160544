//! Lists placements, and names, changes and ends who mentors during them.
//!
//! Owns the deeds on placements. It never decides how many mentors there may be: `domain` does.

mod change;
mod find;
mod gather;
mod group;
mod import;
mod kept;
mod known;
mod list;
mod mentor;
mod one;
mod own;
mod ready;
mod row;
mod take;
pub(crate) mod told;
mod trainees;
pub(crate) mod undo;

pub use change::{Changed, change, confirm_gate};
pub(crate) use gather::Kept;
pub use gather::{Gathered, Mentored, Row};
pub use import::import_placements;
pub use list::{Counts, Lack, Listed, Order, Question, When, list};
pub use mentor::{assign, end};
pub use one::{Detail, May, one};
pub use own::{Mine, of_student};
pub use ready::{Ready, readiness};
pub(crate) use row::COLUMNS;
pub use trainees::import_trainees;
