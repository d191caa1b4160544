//! Keeps the words that a file of attendance may use.
//!
//! Owns the lists told to whoever used another. It never reads a row.

use domain::ledger::How;

/// How minutes in a file came to be known; only an undo says of itself that it was one.
pub(super) fn how(text: &str) -> Option<How> {
    How::read(text).filter(|how| *how != How::Undone)
}

/// The kinds of minutes that a file may name.
pub(crate) const KINDS: [&str; 6] = [
    "attended",
    "completed",
    "in-school",
    "visit",
    "community",
    "recognised",
];
/// The ways of knowing that a file may name.
pub(crate) const HOWS: [&str; 7] = [
    "register",
    "code",
    "join-log",
    "lead-mentor",
    "completion",
    "import",
    "decision",
];
