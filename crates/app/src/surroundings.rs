//! Keeps the one real clock and the one real source of chance.
//!
//! Owns both. Nobody else asks the machine for the time or for luck.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

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

/// Winds a clock to an instant.
pub type Winder = Arc<dyn Fn(Timestamp) + Send + Sync>;

/// A clock that goes on from where it is wound, with the machine's own chance.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that winds the clock"
)]
pub fn wound_to(now: Timestamp) -> (Surroundings, Winder) {
    let ahead = Arc::new(AtomicI64::new(since_real(now)));
    let wound = ahead.clone();
    let surroundings = Surroundings {
        now: Arc::new(move || {
            let at = Timestamp::now().as_microsecond() + ahead.load(Ordering::Relaxed);
            Timestamp::from_microsecond(at).expect("it was wound to an instant")
        }),
        chance: chance(),
    };
    let wind = move |now: Timestamp| wound.store(since_real(now), Ordering::Relaxed);
    (surroundings, Arc::new(wind))
}

/// By how many microseconds an instant is ahead of the machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that winds the clock"
)]
fn since_real(instant: Timestamp) -> i64 {
    instant.as_microsecond() - Timestamp::now().as_microsecond()
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that throws the dice"
)]
fn chance() -> Arc<Chance> {
    Arc::new(|bytes| getrandom::fill(bytes).expect("the machine has a source of chance"))
}
