//! Keeps a chain sound when words of notes are struck out: a later note vouches for what is left.
//!
//! Owns the word `Seal`. It never strikes anything out itself.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Chained, Fault, seal};
use crate::audit::Note;

const MARK: &str = "struck out with note ";
const SEAL: &str = "; struck notes sealed ";

/// The words that stand in the place of those that were struck out with a note.
#[must_use]
pub fn mark(by: Uuid) -> String {
    format!("{MARK}{by}")
}

/// The note with which words were struck out, where they were.
#[must_use]
pub fn by(told: &str) -> Option<Uuid> {
    told.strip_prefix(MARK)?.parse().ok()
}

/// Seals what is left of the notes whose words were struck out together.
#[derive(Debug, Clone, Default)]
pub struct Seal(Sha256);

impl Seal {
    /// Takes in the next note, with the mark in the place of its words.
    pub fn take(&mut self, left: &Chained) {
        self.0.update(seal(left.link, left.number, &left.note).0);
    }

    /// The end of what the striking note tells.
    #[must_use]
    pub fn told(self) -> String {
        let hash = self.0.finalize();
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{SEAL}{hash}")
    }
}

/// Notes that were struck and for which no later note has vouched yet.
#[derive(Debug, Default)]
pub(super) struct Open(Vec<(Uuid, Seal, Fault)>);

impl Open {
    /// Takes in a note that no longer matches its seal. Says whether its words were struck out.
    pub fn take(&mut self, found: &Chained) -> bool {
        let Some(by) = by(&found.note.told) else {
            return false;
        };
        let known = self.0.iter_mut().find(|(known, ..)| *known == by);
        match known {
            Some((_, seal, _)) => seal.take(found),
            None => {
                let mut seal = Seal::default();
                seal.take(found);
                let fault = Fault::Altered(found.note.id, found.number);
                self.0.push((by, seal, fault));
            }
        }
        true
    }

    /// Lets a later note vouch for those that were struck with it.
    pub fn vouch(&mut self, note: &Note) -> Result<(), Fault> {
        let Some(at) = self.0.iter().position(|(by, ..)| *by == note.id) else {
            return Ok(());
        };
        let (_, seal, fault) = self.0.remove(at);
        match note.told.ends_with(&seal.told()) {
            true => Ok(()),
            false => Err(fault),
        }
    }

    /// The first note for which nobody vouched.
    pub fn end(&self) -> Option<Fault> {
        self.0.first().map(|(.., fault)| fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{super::*, *};
    use crate::{access::Deed, person::PersonId};

    const STRIKING: Uuid = Uuid::from_u128(9);

    fn note(id: Uuid, deed: Deed, told: &str) -> Note {
        Note {
            id,
            noted_at: Timestamp::UNIX_EPOCH,
            done_by: PersonId::OPERATOR,
            deed,
            provider: None,
            subject: "somebody".to_owned(),
            told: told.to_owned(),
            session: None,
        }
    }

    /// Three notes, the second of which was struck out with a fourth.
    fn struck() -> (Vec<Chained>, Head) {
        let mut head = Head::default();
        let mut chain = Vec::new();
        let mut add = |chain: &mut Vec<Chained>, note: Note| {
            head = head.next(&note);
            chain.push(Chained {
                number: head.notes,
                note,
                link: head.link,
            });
            head
        };
        for (id, told) in [(1, "one"), (2, "Amina Khan"), (3, "three")] {
            add(
                &mut chain,
                note(Uuid::from_u128(id), Deed::MergePeople, told),
            );
        }
        chain[1].note.told = mark(STRIKING);
        let mut seal = Seal::default();
        seal.take(&chain[1]);
        let told = format!("1 note{}", seal.told());
        let head = add(&mut chain, note(STRIKING, Deed::ErasePerson, &told));
        (chain, head)
    }

    fn walked(chain: &[Chained], head: Head) -> Result<(), Fault> {
        let mut walk = Walk::new(None);
        for found in chain {
            walk.step(found, head)?;
        }
        walk.end(head)
    }

    #[test]
    fn words_that_a_later_note_struck_out_leave_the_chain_sound() {
        let (chain, head) = struck();
        assert_eq!(walked(&chain, head), Ok(()));
    }

    #[test]
    fn words_that_nobody_struck_out_by_a_deed_are_still_missed() {
        let (chain, _) = struck();
        let without = Head {
            notes: 3,
            link: chain[2].link,
        };
        let fault = Err(Fault::Altered(Uuid::from_u128(2), 2));
        assert_eq!(walked(&chain[..3], without), fault);
    }

    #[test]
    fn what_is_left_of_a_struck_note_is_sealed_field_by_field() {
        let (chain, head) = struck();
        let alter: [fn(&mut Chained); 3] = [
            |one| one.note.done_by = PersonId(Uuid::from_u128(7)),
            |one| one.note.deed = Deed::ChangePerson,
            |one| one.note.subject.push('!'),
        ];
        for alter in alter {
            let mut chain = chain.clone();
            alter(&mut chain[1]);
            assert!(walked(&chain, head).is_err());
        }
        let mut more = chain.clone();
        more[0].note.told = mark(STRIKING);
        assert!(walked(&more, head).is_err(), "one more was struck");
    }
}
