//! Gathers what standings need, reckons them, and keeps the newest in memory.
//!
//! Owns the deeds `ReadStanding` and `ReadStandings`. It never stores a standing.

mod columns;
mod gather;
mod kept;
mod list;
mod page;
mod row;
mod training;
mod whole;

pub use columns::{mentor_list, standing_list};
pub use gather::Mentor;
pub(crate) use gather::{gather, gather_one, gather_some};
pub(crate) use kept::Kept;
pub use kept::Rulebook;
pub use list::{Question, list};
pub use page::{Filter, ListQuestion, PER_PAGE, Page, Sort, page};
pub use row::Row;
pub(crate) use training::history_of;
pub use training::{Training, providers_of, standing_of, training};
pub use whole::Standings;
pub(crate) use whole::{everybody_of, now, whole};
