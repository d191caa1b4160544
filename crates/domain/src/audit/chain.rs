//! Keeps the notes of each provider tamper-evident: every note seals the one before it.
//!
//! Owns the words `Chained` and `Fault` of notes. It never repairs a chain.

pub mod struck;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Note;
use crate::ledger::Link;

/// Where a chain ends: how many notes, and the last link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Head {
    /// How many notes.
    pub notes: i64,
    /// The link of the last; all zeros for an empty chain.
    pub link: Link,
}

impl Head {
    /// Seals the next note and moves on to it.
    #[must_use]
    pub fn next(self, note: &Note) -> Head {
        let number = self.notes + 1;
        Head {
            notes: number,
            link: seal(self.link, number, note),
        }
    }
}

fn seal(before: Link, number: i64, note: &Note) -> Link {
    let mut hash = Sha256::new();
    hash.update(b"alongside audit note 1");
    hash.update(before.0);
    hash.update(number.to_be_bytes());
    hash.update(note.id.as_bytes());
    hash.update(note.noted_at.as_microsecond().to_be_bytes());
    hash.update(note.done_by.0.as_bytes());
    text(&mut hash, note.deed.code());
    maybe(&mut hash, note.provider.map(|provider| provider.0));
    text(&mut hash, &note.subject);
    text(&mut hash, &note.told);
    maybe(&mut hash, note.session);
    Link(hash.finalize().into())
}

fn text(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_be_bytes());
    hash.update(text);
}

fn maybe(hash: &mut Sha256, number: Option<Uuid>) {
    hash.update([u8::from(number.is_some())]);
    hash.update(number.unwrap_or_default().as_bytes());
}

/// A note as it is found in a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chained {
    /// Its number in the chain.
    pub number: i64,
    /// The note.
    pub note: Note,
    /// The link that was written with it.
    pub link: Link,
}

/// What is wrong with a chain, at the first note at which it shows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A field differs from what was sealed.
    #[error("Note {0} (number {1}) was altered: it no longer matches its seal.")]
    Altered(Uuid, i64),
    /// A field holds what no note can hold.
    #[error("Note number {0} was altered: its {1} holds what no note can hold.")]
    Unreadable(i64, &'static str),
    /// A number is missing.
    #[error("Note number {0} was removed; the next is {1}.")]
    Removed(i64, Uuid),
    /// Not in the chain's count.
    #[error("Note {0} (number {1}) was inserted: the chain counts {2} notes.")]
    Inserted(Uuid, i64, i64),
    /// The end is missing.
    #[error("The chain counts {0} notes but ends after {1}: the last ones were removed.")]
    CutShort(i64, i64),
    /// The last link is not the chain's.
    #[error("The head of the chain does not match its last note, number {0}.")]
    OtherHead(i64),
}

/// Walks a chain from its first note, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Walk {
    head: Head,
    wanted: Option<Link>,
    found_wanted: bool,
    struck: struck::Open,
}

impl Walk {
    /// Starts before the first note, looking out for a head kept outside.
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

    /// Checks the next note.
    ///
    /// # Errors
    /// The first fault.
    pub fn step(&mut self, found: &Chained, chain: Head) -> Result<(), Fault> {
        let expected = self.head.notes + 1;
        if found.number > chain.notes || found.number < expected {
            return Err(Fault::Inserted(found.note.id, found.number, chain.notes));
        }
        if found.number != expected {
            return Err(Fault::Removed(expected, found.note.id));
        }
        let next = self.head.next(&found.note);
        if next.link != found.link && !self.struck.take(found) {
            return Err(Fault::Altered(found.note.id, found.number));
        }
        self.struck.vouch(&found.note)?;
        self.head = Head {
            notes: found.number,
            link: found.link,
        };
        self.found_wanted |= self.wanted == Some(found.link);
        Ok(())
    }

    /// Checks that the walk ended where the chain ends.
    ///
    /// # Errors
    /// When the tail is missing or the head is another.
    pub fn end(&self, chain: Head) -> Result<(), Fault> {
        if self.head.notes < chain.notes {
            return Err(Fault::CutShort(chain.notes, self.head.notes));
        }
        match self.struck.end() {
            Some(fault) => Err(fault),
            None if self.head.link == chain.link => Ok(()),
            None => Err(Fault::OtherHead(self.head.notes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{access::Deed, person::PersonId};

    fn chain(many: i64) -> (Vec<Chained>, Head) {
        let mut head = Head::default();
        let notes = (1..=many).map(|number| {
            let note = Note {
                id: Uuid::from_u128(number.unsigned_abs().into()),
                noted_at: Timestamp::UNIX_EPOCH,
                done_by: PersonId::OPERATOR,
                deed: Deed::ChangePerson,
                provider: None,
                subject: format!("thing {number}"),
                told: "first name changed".to_owned(),
                session: None,
            };
            head = head.next(&note);
            Chained {
                number,
                note,
                link: head.link,
            }
        });
        (notes.collect(), head)
    }

    fn walked(notes: &[Chained], head: Head) -> Result<(), Fault> {
        let mut walk = Walk::new(None);
        for note in notes {
            walk.step(note, head)?;
        }
        walk.end(head)
    }

    #[test]
    fn a_chain_holds_and_every_field_is_sealed() {
        let (notes, head) = chain(3);
        assert_eq!(walked(&notes, head), Ok(()));
        let altered: [fn(&mut Note); 8] = [
            |note| note.id = Uuid::from_u128(9),
            |note| note.noted_at = Timestamp::MAX,
            |note| note.done_by = PersonId(Uuid::from_u128(7)),
            |note| note.deed = Deed::MergePeople,
            |note| note.provider = Some(crate::partnership::ProviderId(Uuid::nil())),
            |note| note.subject.push('!'),
            |note| note.told.clear(),
            |note| note.session = Some(Uuid::nil()),
        ];
        for alter in altered {
            let mut notes = notes.clone();
            alter(&mut notes[1].note);
            assert_eq!(
                walked(&notes, head),
                Err(Fault::Altered(notes[1].note.id, 2))
            );
        }
    }

    #[test]
    fn what_was_removed_or_slipped_in_shows() {
        let (notes, head) = chain(3);
        let without = [notes[0].clone(), notes[2].clone()];
        assert_eq!(
            walked(&without, head),
            Err(Fault::Removed(2, notes[2].note.id))
        );
        assert_eq!(walked(&notes[..2], head), Err(Fault::CutShort(3, 2)));
        let (_, shorter) = chain(2);
        assert_eq!(
            walked(&notes, shorter),
            Err(Fault::Inserted(notes[2].note.id, 3, 2))
        );
        let other = Head {
            link: Link([1; 32]),
            ..head
        };
        assert_eq!(walked(&notes, other), Err(Fault::OtherHead(3)));
    }

    #[test]
    fn a_head_kept_outside_is_met_on_the_way_or_not_at_all() {
        let (notes, head) = chain(3);
        for (wanted, met) in [(notes[1].link, true), (Link([1; 32]), false)] {
            let mut walk = Walk::new(Some(wanted));
            for note in &notes {
                walk.step(note, head).expect("it holds");
            }
            assert_eq!(walk.found_wanted(), met);
        }
    }
}
