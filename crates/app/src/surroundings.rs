//! Keeps the one real clock and the one real source of chance.
//!
//! Owns both. Nobody else asks the machine for the time or for luck.

use std::sync::Arc;

use actions::{Chance, Surroundings};
use domain::Timestamp;

/// The machine's own clock and chance.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that winds the clock"
)]
pub fn real() -> Surroundings {
    Surroundings {
        now: Arc::new(Timestamp::now),
        chance: chance(),
    }
}

/// A clock that stands still, with the machine's own chance.
pub fn standing_at(now: Timestamp) -> Surroundings {
    Surroundings {
        now: Arc::new(move || now),
        chance: chance(),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that throws the dice"
)]
fn chance() -> Arc<Chance> {
    Arc::new(|bytes| getrandom::fill(bytes).expect("the machine has a source of chance"))
}
