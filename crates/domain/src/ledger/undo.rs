//! Decides what takes an entry's place when the import that brought it is undone.
//!
//! Owns the word taken back. It never touches an entry that was corrected since.

use super::{Draft, Entry, How, Kind, Words};
use crate::Minutes;

/// Makes the entry that takes back another: what it replaced comes again, else no minutes.
///
/// # Rule
/// Product rule 4: nothing is deleted. An entry that confirmed one that waited gives way to the
/// waiting values again; any other to no minutes, known by the undo, so that a later import of
/// the same file finds its place free.
#[must_use]
pub fn taken_back(entry: &Entry, before: Option<&Entry>, reason: &str) -> Draft {
    let words = Words {
        reason: reason.to_owned(),
        stated_verifier: String::new(),
    };
    match before.filter(|before| before.minutes > Minutes::ZERO) {
        Some(before) => Draft {
            person: before.person,
            provider: before.provider,
            school: before.school,
            component: before.component.clone(),
            kind: before.kind,
            minutes: before.minutes,
            held_on: before.held_on,
            counts_for: before.counts_for,
            verified_by: before.verified_by,
            how: before.how,
            reference: before.reference.clone(),
            until: before.until,
            replaces: Some(entry.id),
            words: Words {
                stated_verifier: before.words.stated_verifier.clone(),
                ..words
            },
        },
        None => Draft {
            person: entry.person,
            provider: entry.provider,
            school: entry.school,
            component: entry.component.clone(),
            kind: entry.kind,
            minutes: Minutes::ZERO,
            held_on: entry.held_on,
            counts_for: entry.counts_for,
            verified_by: entry.verified_by,
            how: How::Undone,
            reference: entry.reference.clone(),
            until: entry.until.filter(|_| entry.kind == Kind::Recognised),
            replaces: Some(entry.id),
            words,
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    use super::*;
    use crate::{AcademicYear, ledger::EntryId, partnership::ProviderId, person::PersonId};

    fn entry(n: u128, minutes: i32, verified: bool) -> Entry {
        Entry {
            id: EntryId(Uuid::from_u128(n)),
            person: PersonId(Uuid::from_u128(1)),
            provider: ProviderId(Uuid::from_u128(2)),
            school: None,
            component: Some("coaching".into()),
            kind: Kind::Attended,
            minutes: Minutes(minutes),
            held_on: date(2025, 10, 1),
            counts_for: AcademicYear::containing(date(2025, 10, 1)),
            recorded_at: Timestamp::UNIX_EPOCH,
            recorded_by: PersonId::OPERATOR,
            verified_by: verified.then_some(PersonId(Uuid::from_u128(3))),
            how: How::Register,
            reference: "S1".into(),
            until: None,
            replaces: None,
            words: Words::default(),
        }
    }

    #[test]
    fn rule_04_an_entry_is_taken_back_by_one_of_no_minutes() {
        let taken = taken_back(&entry(7, 90, true), None, "wrong file");
        assert_eq!((taken.minutes, taken.how), (Minutes::ZERO, How::Undone));
        assert_eq!(taken.replaces, Some(EntryId(Uuid::from_u128(7))));
        assert_eq!(taken.words.reason, "wrong file");
        let zero = entry(6, 0, true);
        let again = taken_back(&entry(7, 90, true), Some(&zero), "wrong file");
        assert_eq!((again.minutes, again.how), (Minutes::ZERO, How::Undone));
    }

    #[test]
    fn an_entry_that_confirmed_another_gives_way_to_what_waited() {
        let waited = entry(6, 90, false);
        let taken = taken_back(&entry(7, 90, true), Some(&waited), "wrong file");
        assert_eq!((taken.minutes, taken.verified_by), (Minutes(90), None));
        assert_eq!(
            (taken.how, taken.replaces),
            (How::Register, Some(EntryId(Uuid::from_u128(7))))
        );
    }
}
