//! Two partnerships at a believable scale, for tests, the demo and screenshots alike.
//!
//! Owns every invented person and school. It never uses chance or a clock: one seed, one world.

mod booking;
mod chance;
mod feedback;
mod fill;
mod guest;
mod ledger;
mod notice;
mod partnership;
mod person;
mod placement;
mod prior_learning;
pub mod traps;

use domain::Date;
use jiff::civil::date;

pub use fill::{Filled, fill};
pub use ledger::{Attendance, entry};
pub use partnership::{provider, provider_id, school};
pub use person::{Someone, WORTH_A_VISIT, mentor};
/// A fresh database for one test, for rooms that may not name the store.
pub use store::scratch;

/// The day on which the demo stands.
pub const TODAY: Date = date(2025, 11, 18);

/// The seed of the demo.
pub const SEED: u64 = 1841;
