//! Puts a platform together whose clock began at noon of one day, and goes on from there.
//!
//! Owns that day. It never reads what time it really is, only how much has passed.

use std::sync::Arc;

use actions::{Platform, Surroundings};
use domain::Timestamp;
use store::Store;

use crate::measure::now;

/// A platform on a store.
pub fn platform(store: &Store) -> Platform {
    let noon: Timestamp = "2025-11-18T12:00:00Z".parse().expect("a written instant");
    let began = now();
    let surroundings = Surroundings {
        now: Arc::new(move || noon + began.elapsed()),
        chance: Arc::new(|bytes| {
            #[expect(
                clippy::disallowed_methods,
                reason = "a bench needs numbers that differ"
            )]
            getrandom::fill(bytes).expect("chance");
        }),
    };
    Platform::new(store.clone(), surroundings).expect("sound policies")
}
