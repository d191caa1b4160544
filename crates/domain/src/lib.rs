//! What is true: the words, rules and decisions of a mentoring partnership.
//!
//! Owns every noun of the field. It never reads a clock, a file, a database or a random number.

pub mod access;
pub mod amount;
pub mod audit;
pub mod booking;
pub mod calendar;
pub mod feedback;
pub mod insight;
pub mod ledger;
pub mod notice;
pub mod partnership;
pub mod person;
pub mod placement;
pub mod policy;
pub mod prior_learning;
pub mod programme;
pub mod refusal;
pub mod standing;

pub use amount::{Minutes, Pence};
pub use calendar::AcademicYear;
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use refusal::Refusal;
