//! Says in one look whether anything has changed anywhere.
//!
//! Owns the word `Pulse`. It never says what changed.

use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::lock::Mutex;

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

/// The pulse as it was last felt: whoever comes while somebody feels it waits for the next time,
/// which then serves all who came before it began.
#[derive(Debug, Default)]
pub(crate) struct Pulses {
    came: AtomicU64,
    felt: Mutex<Felt>,
}

#[derive(Debug, Default)]
struct Felt {
    /// How many had come when it was felt.
    for_all_until: u64,
    pulse: Pulse,
}

/// Feels the pulse: what was kept since it last beat still holds.
///
/// It looks before a transaction begins, so that what is then read is as new or newer.
///
/// # Errors
/// When the engine fails.
pub async fn pulse(store: &Store) -> Result<Pulse, StoreError> {
    let pulses = &store.pulses;
    let mine = pulses.came.fetch_add(1, Ordering::SeqCst) + 1;
    let mut felt = pulses.felt.lock().await;
    if felt.for_all_until < mine {
        let for_all_until = pulses.came.load(Ordering::SeqCst);
        let pulse = feel(store).await?;
        *felt = Felt {
            for_all_until,
            pulse,
        };
    }
    Ok(felt.pulse)
}

async fn feel(store: &Store) -> Result<Pulse, StoreError> {
    let tx = &mut store.glance().await?;
    let (changes, entries): (i64, i64) = run!(tx, |connection| sqlx::query_as(PULSE)
        .fetch_one(connection)
        .await?);
    Ok(Pulse { changes, entries })
}
