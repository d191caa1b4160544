//! Tries what is seen: statuses, headings, words and headers.
//!
//! Owns the test binary of this crate. It never compares a whole page.

mod access;
mod booking;
mod crawl;
mod demo;
mod door;
mod ledger;
mod made;
mod outside;
mod partnership;
mod person;
mod placement;
mod seen;
mod standing;
mod whole;
