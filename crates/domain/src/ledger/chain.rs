//! Keeps each provider's book tamper-evident: every entry seals the one before it.
//!
//! Owns the words `Link`, `Head` and `Fault`. It never repairs a book.

use sha2::{Digest, Sha256};

use super::{Entry, EntryId, Words};

/// The hash of an entry and of everything before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Link(pub [u8; 32]);

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Link {
    type Err = ();
    fn from_str(text: &str) -> Result<Link, ()> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(());
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).map_err(|_| ())?;
        }
        Ok(Link(bytes))
    }
}

/// Where a book ends: how many entries, and the last link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Head {
    /// How many entries.
    pub entries: i64,
    /// The link of the last; all zeros for an empty book.
    pub link: Link,
}

impl Head {
    /// Seals the next entry and moves on to it.
    #[must_use]
    pub fn next(self, entry: &Entry, words: Link) -> Head {
        let number = self.entries + 1;
        Head {
            entries: number,
            link: seal(self.link, number, entry, words),
        }
    }
}

/// Hashes free text with its salt, so that the text can be struck out and the chain still holds.
#[must_use]
pub fn salted(words: &Words, salt: [u8; 16]) -> Link {
    let mut hash = Sha256::new();
    hash.update(salt);
    text(&mut hash, &words.reason);
    text(&mut hash, &words.stated_verifier);
    Link(hash.finalize().into())
}

fn seal(before: Link, number: i64, entry: &Entry, words: Link) -> Link {
    let mut hash = Sha256::new();
    hash.update(b"alongside ledger entry 1");
    hash.update(before.0);
    hash.update(number.to_be_bytes());
    hash.update(entry.id.0.as_bytes());
    hash.update(entry.person.0.as_bytes());
    hash.update(entry.provider.0.as_bytes());
    hash.update([u8::from(entry.school.is_some())]);
    hash.update(entry.school.map_or(0, |school| school.0).to_be_bytes());
    text(&mut hash, entry.component.as_deref().unwrap_or_default());
    text(&mut hash, entry.kind.code());
    hash.update(entry.minutes.0.to_be_bytes());
    text(&mut hash, &entry.held_on.to_string());
    hash.update(entry.counts_for.starts_in().to_be_bytes());
    hash.update(entry.recorded_at.as_microsecond().to_be_bytes());
    hash.update(entry.recorded_by.0.as_bytes());
    maybe(
        &mut hash,
        entry.verified_by.map(|person| person.0.into_bytes()),
    );
    text(&mut hash, entry.how.code());
    text(&mut hash, &entry.reference);
    text(
        &mut hash,
        &entry.until.map(|day| day.to_string()).unwrap_or_default(),
    );
    maybe(&mut hash, entry.replaces.map(|old| old.0.into_bytes()));
    hash.update(words.0);
    Link(hash.finalize().into())
}

fn text(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_be_bytes());
    hash.update(text);
}

fn maybe(hash: &mut Sha256, bytes: Option<[u8; 16]>) {
    hash.update([u8::from(bytes.is_some())]);
    hash.update(bytes.unwrap_or_default());
}

/// An entry as it is found in a book.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Its number in the book.
    pub number: i64,
    /// The entry.
    pub entry: Entry,
    /// The salted hash of its words.
    pub words: Link,
    /// The salt and the words, unless they were struck out or there were none.
    pub told: Option<([u8; 16], Words)>,
    /// The link that was written with it.
    pub link: Link,
}

/// What is wrong with a book, at the first entry at which it shows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A field differs from what was sealed.
    #[error("Entry {0} (number {1}) was altered: it no longer matches its seal.")]
    Altered(uuid::Uuid, i64),
    /// A field holds what no entry can hold.
    #[error("Entry number {0} was altered: its {1} holds what no entry can hold.")]
    Unreadable(i64, &'static str),
    /// The words beside it differ from what was sealed.
    #[error(
        "The words beside entry {0} (number {1}) were altered: they no longer match their seal."
    )]
    WordsAltered(uuid::Uuid, i64),
    /// A number is missing.
    #[error("Entry number {missing} was removed; the next is {next} (number {number}).")]
    Removed {
        /// The number that is missing.
        missing: i64,
        /// The entry found in its place.
        next: uuid::Uuid,
        /// Its number.
        number: i64,
    },
    /// Not in the book's count.
    #[error("Entry {0} (number {1}) was inserted: the book counts {2} entries.")]
    Inserted(uuid::Uuid, i64, i64),
    /// The end is missing.
    #[error(
        "The book counts {counted} entries but ends after {found}: the last ones were removed."
    )]
    CutShort {
        /// What the book says.
        counted: i64,
        /// What is there.
        found: i64,
    },
    /// A head without entries.
    #[error("The book counts no entries but has a head: every entry was removed.")]
    Emptied,
    /// The last link is not the book's.
    #[error("The book's head does not match its last entry, {0} (number {1}).")]
    OtherHead(uuid::Uuid, i64),
}

/// Walks a book from its first entry, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Walk {
    head: Head,
    last: Option<EntryId>,
    wanted: Option<Link>,
    found_wanted: bool,
}

impl Walk {
    /// Starts before the first entry, looking out for a head kept outside.
    #[must_use]
    pub fn new(wanted: Option<Link>) -> Walk {
        Walk {
            wanted,
            ..Walk::default()
        }
    }

    /// Says whether the head kept outside was passed.
    #[must_use]
    pub fn found_wanted(&self) -> bool {
        self.found_wanted
    }

    /// Checks the next entry.
    ///
    /// # Errors
    /// The first fault.
    pub fn step(&mut self, sealed: &Sealed, book: Head) -> Result<(), Fault> {
        let id = sealed.entry.id.0;
        let expected = self.head.entries + 1;
        if sealed.number > book.entries || sealed.number < expected {
            return Err(Fault::Inserted(id, sealed.number, book.entries));
        }
        if sealed.number != expected {
            return Err(Fault::Removed {
                missing: expected,
                next: id,
                number: sealed.number,
            });
        }
        let next = self.head.next(&sealed.entry, sealed.words);
        if next.link != sealed.link {
            return Err(Fault::Altered(id, sealed.number));
        }
        if sealed
            .told
            .as_ref()
            .is_some_and(|(salt, words)| salted(words, *salt) != sealed.words)
        {
            return Err(Fault::WordsAltered(id, sealed.number));
        }
        self.head = next;
        self.last = Some(sealed.entry.id);
        self.found_wanted |= self.wanted == Some(next.link);
        Ok(())
    }

    /// Checks that the walk ended where the book ends.
    ///
    /// # Errors
    /// When the tail is missing or the head is another.
    pub fn end(&self, book: Head) -> Result<(), Fault> {
        if self.head.entries < book.entries {
            return Err(Fault::CutShort {
                counted: book.entries,
                found: self.head.entries,
            });
        }
        match self.last {
            _ if self.head.link == book.link => Ok(()),
            Some(last) => Err(Fault::OtherHead(last.0, self.head.entries)),
            None => Err(Fault::Emptied),
        }
    }
}
