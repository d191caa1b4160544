//! Takes in people and what they are, finds them again, shows and changes them.
//!
//! Owns the deeds `ImportPeople`, `ReadPeople`, `ChangePerson`, `MergePeople` and `SaveView`.
//! It never joins two records on its own.

mod called;
pub(crate) mod change;
mod details;
mod emails;
mod find;
mod import;
mod index;
mod keep;
mod mentors;
mod merge;
mod one;
mod others;
mod row;
pub(crate) mod undo;
mod view;

pub(crate) use called::called;
pub use details::{Details, NewRole, add_role, change, details, end_role};
pub use emails::{Emails, emails};
pub use import::import_people;
pub(crate) use index::{Index, address};
pub(crate) use keep::Keeping;
pub use mentors::mentors;
pub use merge::{Pair, Side, joined_into, merge, pair, tell_apart};
pub use one::{Done, Known, known};
pub use others::{Asked, By, Group, People, Somebody, people};
pub(crate) use row::{COLUMNS, Stated, date, trn, urn};
pub use view::{View, drop_view, save_view, views};
