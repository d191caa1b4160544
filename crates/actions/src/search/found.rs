//! Keeps what a search found, as pages show it.
//!
//! Owns the words `Results`, `Best` and `Found`. It never searches.

use domain::{
    Minutes,
    partnership::{Provider, Urn},
    person::Person,
};

/// Things of one kind that are shown at a time.
pub const AT_ONCE: usize = 20;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// People, the best first.
    pub people: Best<FoundPerson>,
    /// Schools, those of the reader's partnerships first.
    pub schools: Best<FoundSchool>,
    /// Sessions of the programmes with which the reader works.
    pub sessions: Best<FoundSession>,
    /// Rules.
    pub rules: Best<FoundRule>,
}

impl Results {
    /// Says whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.all == 0
            && self.schools.all == 0
            && self.sessions.all == 0
            && self.rules.all == 0
    }
}

/// The best of what was found of one kind.
#[derive(Debug, Clone)]
pub struct Best<T> {
    /// The best, at most [`AT_ONCE`].
    pub best: Vec<T>,
    /// How many there are that the reader may know of.
    pub all: usize,
}

impl<T> Default for Best<T> {
    fn default() -> Best<T> {
        Best {
            best: Vec::new(),
            all: 0,
        }
    }
}

/// A person.
#[derive(Debug, Clone)]
pub struct FoundPerson {
    /// Who.
    pub person: Person,
    /// With whom.
    pub provider: Provider,
    /// What they are on the day, as the provider calls it; else what they were.
    pub roles: Vec<String>,
    /// Whether they train as a mentor with the provider.
    pub mentors: bool,
    /// Whether the reader knows of them from a placement alone.
    pub by_placement: bool,
    /// Where.
    pub school: Option<String>,
    /// Whether that has ended.
    pub has_left: bool,
}

/// A school.
#[derive(Debug, Clone)]
pub struct FoundSchool {
    /// Its number.
    pub urn: Urn,
    /// Its name.
    pub name: String,
    /// Town and postcode.
    pub place: String,
    /// The provider in whose partnership it is, if it is in one of the reader's.
    pub provider: Option<Provider>,
}

/// A session.
#[derive(Debug, Clone)]
pub struct FoundSession {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Whose programme it is in.
    pub provider: Provider,
    /// The programme's title.
    pub programme: String,
    /// Its length.
    pub minutes: Minutes,
    /// Whether the initial track asks for it.
    pub is_initial: bool,
}

/// A rule.
#[derive(Debug, Clone)]
pub struct FoundRule {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What it says.
    pub says: String,
}
