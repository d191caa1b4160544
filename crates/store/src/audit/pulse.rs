//! Says in one look whether anything has changed anywhere.
//!
//! Owns the word `Pulse`. It never says what changed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared, WeakShared},
};

use crate::{Store, StoreError};

const PULSE: &str = "select
    (select cast(coalesce(sum(revision), 0) as bigint) from audit_revision
     where capability <> 'session'),
    (select cast(coalesce(sum(entries), 0) as bigint) from ledger_book),
    (select cast(coalesce(sum(revision), 0) as bigint) from audit_revision
     where capability = 'session')";

pub(crate) const CONSTANTS: [&str; 1] = [PULSE];

/// How often anything changed anywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pulse {
    /// Counts and touches of every capability.
    pub changes: i64,
    /// Entries of every book.
    pub entries: i64,
}

/// The pulse, and how many sessions were ended or changed: no record rests on those.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beat {
    /// How often any record changed.
    pub pulse: Pulse,
    /// How often sessions were ended or changed.
    pub sessions: i64,
}

/// The pulse as it is felt: whoever comes while somebody feels it waits for the next time, which
/// serves all who came before it began.
#[derive(Debug, Default)]
pub(crate) struct Pulses(Mutex<Turns>);

/// One time of feeling it, for all who wait for it; nothing where that failed.
type Feeling = Shared<BoxFuture<'static, Option<Beat>>>;

/// The same, for as long as anybody waits for it: whoever leaves must not leave a connection behind.
type Awaited = WeakShared<BoxFuture<'static, Option<Beat>>>;

#[derive(Debug, Default)]
struct Turns {
    /// The time that has not begun: whoever comes may still join.
    coming: Option<Awaited>,
    /// The time that was asked for last.
    last: Option<Awaited>,
}

impl Pulses {
    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, store: &Store) -> Feeling {
        let mut turns = self.turns();
        if let Some(coming) = turns.coming.as_ref().and_then(Awaited::upgrade) {
            return coming;
        }
        let before = turns.last.as_ref().and_then(Awaited::upgrade);
        let store = store.clone();
        let feeling = async move {
            if let Some(before) = before {
                before.await;
            }
            store.pulses.turns().coming = None;
            feel(&store).await.ok()
        };
        let feeling = feeling.boxed().shared();
        turns.coming = feeling.downgrade();
        turns.last = feeling.downgrade();
        feeling
    }
}

/// Feels the pulse: what was kept since it last beat still holds.
///
/// It looks before a transaction begins, so that what is then read is as new or newer. It is felt
/// once for all who ask at the same time.
///
/// # Errors
/// When the engine fails.
pub async fn pulse(store: &Store) -> Result<Pulse, StoreError> {
    Ok(beat(store).await?.pulse)
}

/// Feels the pulse together with that of sessions, at the price of one.
///
/// # Errors
/// When the engine fails.
pub async fn beat(store: &Store) -> Result<Beat, StoreError> {
    let feeling = store.pulses.next(store);
    match feeling.await {
        Some(beat) => Ok(beat),
        None => feel(store).await,
    }
}

async fn feel(store: &Store) -> Result<Beat, StoreError> {
    let tx = &mut store.glance().await?;
    let (changes, entries, sessions): (i64, i64, i64) =
        run!(tx, |connection| sqlx::query_as(PULSE)
            .fetch_one(connection)
            .await?);
    Ok(Beat {
        pulse: Pulse { changes, entries },
        sessions,
    })
}
