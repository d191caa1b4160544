//! Remembers the minutes: `ledger_book`, `ledger_entry`, `ledger_words`, `ledger_reference`,
//! and what mentors answered about earlier records: `ledger_history`.
//!
//! Owns these tables. It only ever adds entries, and strikes out words when told to.

mod among;
mod append;
mod brought;
mod entries;
mod facts;
mod hand;
mod history;
mod read;
mod walk;

pub use among::lines_among;
pub(crate) use append::link_from;
pub use append::{append, claim_references, lock_book, release_reference, strike_out};
pub use brought::{
    Brought, brought, brought_and_corrected, brought_and_standing, brought_entries,
    release_references_of, replaced_by_import,
};
pub use entries::{entries, entries_of, entry, recorded_by, waiting};
pub use hand::{hand_references, references_held};
pub use history::{Answered, answer_history, history_answers, history_answers_of, questioned};
pub use read::{Held, lines, lines_of, on_these_days};
pub use walk::{book, books, sealed};

/// The columns of an entry, in the order in which they are read.
macro_rules! columns {
    () => {
        "e.id, e.provider_id, e.number, e.person_id, e.school_urn, e.component, e.kind, e.minutes,
         e.held_on, e.counts_for, e.recorded_at, e.recorded_by, e.verified_by, e.how, e.reference,
         e.until_on, e.replaces_id, e.words_hash, e.link, w.salt, w.reason, w.stated_verifier"
    };
}
pub(crate) use columns;

/// Every statement of this capability, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    let brought = brought::CONSTANTS.map(str::to_owned).to_vec();
    [
        among::constants(),
        append::constants(),
        brought,
        entries::CONSTANTS.map(str::to_owned).to_vec(),
        hand::CONSTANTS.map(str::to_owned).to_vec(),
        history::constants(),
        read::constants(),
        walk::constants(),
    ]
    .concat()
}
