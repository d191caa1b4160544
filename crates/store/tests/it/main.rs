//! Keeps the one test binary of `store`: each module tests the module of its name on every engine at hand.
//! Owns the fresh database that each test starts from.
//! Never reads another test's leftovers.

mod access;
mod audit;
mod booking;
mod booking_release;
mod engine;
mod feedback;
mod ledger;
mod made;
mod notice;
mod partnership;
mod person;
mod placement;
mod policy;
mod prior_learning;
mod programme;

use store::{
    Store,
    scratch::{Scratch, engines, scratch},
};

/// Runs a test on a fresh database of each engine: SQLite, and PostgreSQL where a server is named.
async fn on_both(test: impl AsyncFn(&Store)) {
    on_both_at(async |made| test(&made.store).await).await;
}

/// The same for a test that needs the address of its database.
async fn on_both_at(test: impl AsyncFn(&Scratch)) {
    for engine in engines() {
        eprintln!("On {engine:?}:");
        let made = scratch(engine).await.expect("a fresh database");
        test(&made).await;
        made.clear().await.expect("a database that can be cleared");
    }
}
