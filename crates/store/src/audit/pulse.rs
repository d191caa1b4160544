//! Says in one look whether anything has changed anywhere.
//!
//! Owns the word `Pulse`. It never says what changed.

use crate::{Store, StoreError};

const PULSE: &str = "select
    (select cast(coalesce(sum(revision), 0) as bigint) from audit_revision),
    (select cast(coalesce(sum(entries), 0) as bigint) from ledger_book)";

pub(crate) const CONSTANTS: [&str; 1] = [PULSE];

/// How often anything changed anywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pulse {
    /// Counts and touches of every capability.
    pub changes: i64,
    /// Entries of every book.
    pub entries: i64,
}

/// Feels the pulse: what was kept since it last beat still holds.
///
/// It looks before a transaction begins, so that what is then read is as new or newer.
///
/// # Errors
/// When the engine fails.
pub async fn pulse(store: &Store) -> Result<Pulse, StoreError> {
    let (changes, entries): (i64, i64) = store.glance(PULSE).await?;
    Ok(Pulse { changes, entries })
}
