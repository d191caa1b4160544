//! Keeps the minutes: what may be entered, corrected, and what counts once.
//!
//! Owns the words `Entry`, `Kind`, `How` and `Refusal`. It never edits: a correction is a new entry.

mod chain;
mod draft;
mod history;
mod merge;
mod refusal;
mod undo;

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use chain::{Fault, Head, Link, Sealed, Walk, salted};
pub use draft::{Correction, Draft, amend, check, counts_for, minutes};
pub use history::{Answer, History, LONGEST_WORDS, Unanswerable, is_news};
pub use merge::{Carried, carry, current};
pub use refusal::Refusal;
pub use undo::taken_back;

use crate::{
    AcademicYear, Minutes,
    partnership::{ProviderId, Urn},
    person::PersonId,
};

/// Tells one entry from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub Uuid);

/// What the minutes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the words are the field's own and stand in docs/words.md"
)]
pub enum Kind {
    Attended,
    Completed,
    InSchool,
    Visit,
    Community,
    Recognised,
}

impl Kind {
    const ALL: [(Kind, &'static str); 6] = [
        (Kind::Attended, "attended"),
        (Kind::Completed, "completed"),
        (Kind::InSchool, "in-school"),
        (Kind::Visit, "visit"),
        (Kind::Community, "community"),
        (Kind::Recognised, "recognised"),
    ];

    /// The word used in files and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        word(&Kind::ALL, self)
    }

    /// Finds the word exactly as it is kept.
    #[must_use]
    pub fn of(code: &str) -> Option<Kind> {
        exact(&Kind::ALL, code)
    }

    /// Reads the word as people write it.
    #[must_use]
    pub fn read(text: &str) -> Option<Kind> {
        read(&Kind::ALL, text)
    }
}

/// How the minutes came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the words are the field's own and stand in docs/words.md"
)]
pub enum How {
    Register,
    Code,
    JoinLog,
    LeadMentor,
    Completion,
    Import,
    Decision,
    Undone,
}

impl How {
    const ALL: [(How, &'static str); 8] = [
        (How::Register, "register"),
        (How::Code, "code"),
        (How::JoinLog, "join-log"),
        (How::LeadMentor, "lead-mentor"),
        (How::Completion, "completion"),
        (How::Import, "import"),
        (How::Decision, "decision"),
        (How::Undone, "undone"),
    ];

    /// The word used in files and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        word(&How::ALL, self)
    }

    /// Finds the word exactly as it is kept.
    #[must_use]
    pub fn of(code: &str) -> Option<How> {
        exact(&How::ALL, code)
    }

    /// Reads the word as people write it.
    #[must_use]
    pub fn read(text: &str) -> Option<How> {
        read(&How::ALL, text)
    }
}

fn word<T: Copy + PartialEq>(all: &[(T, &'static str)], wanted: T) -> &'static str {
    all.iter()
        .find(|(item, _)| *item == wanted)
        .map_or("", |(_, code)| code)
}

fn exact<T: Copy>(all: &[(T, &'static str)], code: &str) -> Option<T> {
    all.iter()
        .find(|(_, known)| *known == code)
        .map(|(item, _)| *item)
}

fn read<T: Copy>(all: &[(T, &'static str)], text: &str) -> Option<T> {
    exact(all, &text.trim().to_lowercase().replace([' ', '_'], "-"))
}

/// One line of a provider's book. Never changed once written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The entry's own number.
    pub id: EntryId,
    /// Whose minutes they are.
    pub person: PersonId,
    /// The provider that holds them.
    pub provider: ProviderId,
    /// The school at which the person worked.
    pub school: Option<Urn>,
    /// Code of the component, or none.
    pub component: Option<String>,
    /// What they are.
    pub kind: Kind,
    /// How many.
    pub minutes: Minutes,
    /// The day on which they were held, or decided.
    pub held_on: Date,
    /// The year for which they can be claimed.
    pub counts_for: AcademicYear,
    /// When this entry was written.
    pub recorded_at: Timestamp,
    /// Who wrote it.
    pub recorded_by: PersonId,
    /// Who vouches for them; nobody yet means that they wait and count nowhere.
    pub verified_by: Option<PersonId>,
    /// How they came to be known.
    pub how: How,
    /// What they rest on: a session, a certificate. Blank is a value.
    pub reference: String,
    /// The last day on which a recognition holds.
    pub until: Option<Date>,
    /// The entry that this one replaces.
    pub replaces: Option<EntryId>,
    /// Words that may be struck out later: why, and a verifier's name as stated.
    pub words: Words,
}

/// Free text beside an entry. The chain holds its salted hash alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Why the entry was made or corrected.
    pub reason: String,
    /// The verifier as the file named them, where they are not known here.
    pub stated_verifier: String,
}

impl Words {
    /// Says whether there is anything to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reason.is_empty() && self.stated_verifier.is_empty()
    }
}

/// What a standing needs to know of an entry that counts today: one that nothing replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Code of the component, or none.
    pub component: Option<Arc<str>>,
    /// What the minutes are.
    pub kind: Kind,
    /// How many.
    pub minutes: Minutes,
    /// The day on which they were held, or decided.
    pub held_on: Date,
    /// The year for which they can be claimed.
    pub counts_for: AcademicYear,
    /// The school at which the person worked.
    pub school: Option<Urn>,
    /// The last day on which a recognition holds.
    pub until: Option<Date>,
    /// Whether somebody vouches for them.
    pub verified: bool,
    /// Whether they were taken from a file of earlier records.
    pub imported: bool,
    /// When they were taken from it; nothing where they took the place of others.
    pub brought_at: Option<Timestamp>,
}

/// What makes two entries the same attendance.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Once {
    /// Whose.
    pub person: PersonId,
    /// Of which component, blank for none.
    pub component: String,
    /// On which day.
    pub held_on: Date,
    /// Resting on what, blank for nothing.
    pub reference: String,
}
