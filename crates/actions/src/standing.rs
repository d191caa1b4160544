//! Gathers what standings need, reckons them, and keeps the newest in memory.
//!
//! Owns the deeds `ReadStanding` and `ReadStandings`. It never stores a standing.

mod gather;
mod kept;
mod list;
mod training;

pub use gather::Mentor;
pub(crate) use gather::gather;
pub(crate) use kept::Kept;
pub use kept::Rulebook;
pub use list::{Question, Row, Standings, list};
pub use training::{Training, providers_of, standing_of, training};
