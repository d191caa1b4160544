//! Keeps the one test binary of `actions`: each module tries the deeds of the capability of its name.
//!
//! Owns the world in which they are tried. It never reads the machine's clock or another test's leftovers.

#![expect(
    clippy::unwrap_used,
    reason = "what a test prepares is there; where it is not, the line says enough"
)]

mod access;
mod audit;
mod booking;
mod booking_release;
mod feedback;
mod insight;
mod ledger;
mod notice;
mod our_mentors;
mod partnership;
mod person;
mod placement;
mod policy;
mod policy_cases;
mod prior_learning;
mod programme;
mod search;
mod standing;
mod world;
