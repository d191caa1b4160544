//! Tries where mentors stand: who is listed, on which day, by which rules, from memory or afresh.
//!
//! Owns no words. It never reckons: what it expects is written by hand.

mod list;
mod memory;
mod page;
mod rules;
mod splice;
