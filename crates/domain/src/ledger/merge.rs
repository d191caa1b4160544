//! Decides how the entries of one record become those of another record of the same person.
//!
//! Owns the word `Carried`. It never loses a minute but those that stand on both records.

use std::collections::HashSet;

use super::{Draft, Entry, EntryId, Words};
use crate::{Minutes, person::PersonId};

/// Why an entry was written again for the kept record.
const CARRIED: &str = "Carried over when two records of one person were joined.";
/// Why the minutes of an entry stand on the kept record alone.
const DOUBLED: &str =
    "The same minutes stood on both records of one person when they were joined: they count once.";
/// Why an entry waits again.
const OWN: &str =
    "Vouched for from another record of the same person: somebody else has to vouch for it.";

/// What is to be written when two records of one person are joined, within one book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// The entries that take the place of others, each naming the one that it replaces.
    pub drafts: Vec<Draft>,
    /// Entries that become the kept person's.
    pub entries: usize,
    /// Their minutes.
    pub minutes: Minutes,
    /// Entries that stand on both records, and count once from now on.
    pub doubles: usize,
    /// The minutes that were counted twice.
    pub doubled: Minutes,
    /// Entries that one record vouched for on the other: they wait again.
    pub waiting: usize,
}

/// Decides what is written so that the entries of one record become those of the kept one.
///
/// # Rule
/// Product rule 4: nothing is deleted; each entry that counts is replaced by one with the same
/// facts for the kept person. What stands on both records is one attendance: the same component,
/// day and reference; or the same component, day, minutes and kind where one of the two names no
/// reference. It stays with the kept record and comes to nothing on the other.
/// Product rule 3: nobody vouches for their own minutes, under either record.
#[must_use]
pub fn carry((kept, other): (PersonId, PersonId), theirs: &[Entry], others: &[Entry]) -> Carried {
    let (theirs, others) = (current(theirs), current(others));
    let doubles = doubles(&theirs, &others);
    let mut carried = Carried::default();
    for entry in others {
        if doubles.contains(&entry.id) {
            if entry.minutes > Minutes::ZERO {
                carried.doubles += 1;
                carried.doubled += entry.minutes;
                carried.drafts.push(Draft {
                    minutes: Minutes::ZERO,
                    ..again(entry, entry.person, DOUBLED)
                });
            }
            continue;
        }
        let own = entry.verified_by == Some(kept);
        carried.entries += 1;
        carried.minutes += entry.minutes;
        carried.waiting += usize::from(own);
        carried.drafts.push(Draft {
            verified_by: entry.verified_by.filter(|_| !own),
            ..again(entry, kept, if own { OWN } else { CARRIED })
        });
    }
    for entry in theirs {
        if entry.verified_by == Some(other) {
            carried.waiting += 1;
            carried.drafts.push(Draft {
                verified_by: None,
                ..again(entry, kept, OWN)
            });
        }
    }
    carried
}

/// Lists the entries whose place nothing took.
#[must_use]
pub fn current(entries: &[Entry]) -> Vec<&Entry> {
    let replaced: HashSet<EntryId> = entries.iter().filter_map(|entry| entry.replaces).collect();
    let mut standing: Vec<&Entry> = entries
        .iter()
        .filter(|entry| !replaced.contains(&entry.id))
        .collect();
    standing.sort_by_key(|entry| (entry.held_on, entry.recorded_at, entry.id));
    standing
}

fn doubles(theirs: &[&Entry], others: &[&Entry]) -> HashSet<EntryId> {
    let mut taken: HashSet<EntryId> = HashSet::new();
    let mut doubles = HashSet::new();
    let once = |one: &Entry, two: &Entry| {
        one.component == two.component
            && one.held_on == two.held_on
            && one.reference == two.reference
            && (one.minutes > Minutes::ZERO || two.minutes == Minutes::ZERO)
    };
    let alike = |one: &Entry, two: &Entry| {
        (&one.component, one.held_on, one.minutes, one.kind)
            == (&two.component, two.held_on, two.minutes, two.kind)
            && (one.reference.is_empty() || two.reference.is_empty())
            && one.minutes > Minutes::ZERO
    };
    for same in [&once as &dyn Fn(&Entry, &Entry) -> bool, &alike] {
        for other in others {
            let found = theirs
                .iter()
                .find(|one| !taken.contains(&one.id) && same(one, other));
            if let Some(one) = found.filter(|_| !doubles.contains(&other.id)) {
                taken.insert(one.id);
                doubles.insert(other.id);
            }
        }
    }
    doubles
}

/// The same facts once more, for a person, in the place of the old entry.
fn again(old: &Entry, person: PersonId, why: &str) -> Draft {
    let reason = match old.words.reason.as_str() {
        "" => why.to_owned(),
        before => format!("{before} {why}"),
    };
    Draft {
        person,
        provider: old.provider,
        school: old.school,
        component: old.component.clone(),
        kind: old.kind,
        minutes: old.minutes,
        held_on: old.held_on,
        counts_for: old.counts_for,
        verified_by: old.verified_by,
        how: old.how,
        reference: old.reference.clone(),
        until: old.until,
        replaces: Some(old.id),
        words: Words {
            reason,
            stated_verifier: old.words.stated_verifier.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    use super::*;
    use crate::{
        AcademicYear,
        ledger::{How, Kind},
        partnership::ProviderId,
    };

    const KEPT: PersonId = PersonId(Uuid::from_u128(1));
    const OTHER: PersonId = PersonId(Uuid::from_u128(2));

    fn entry(n: u128, person: PersonId, minutes: i32, day: i8, reference: &str) -> Entry {
        let held_on = date(2025, 10, day);
        Entry {
            id: EntryId(Uuid::from_u128(n)),
            person,
            provider: ProviderId(Uuid::from_u128(3)),
            school: None,
            component: Some("coaching".into()),
            kind: Kind::Attended,
            minutes: Minutes(minutes),
            held_on,
            counts_for: AcademicYear::containing(held_on),
            recorded_at: Timestamp::UNIX_EPOCH,
            recorded_by: PersonId::OPERATOR,
            verified_by: Some(PersonId(Uuid::from_u128(4))),
            how: How::Register,
            reference: reference.into(),
            until: None,
            replaces: None,
            words: Words::default(),
        }
    }

    fn sum(drafts: &[Draft]) -> i32 {
        drafts.iter().map(|draft| draft.minutes.0).sum()
    }

    #[test]
    fn rule_04_every_minute_is_written_again_for_the_kept_person_in_the_old_entry_s_place() {
        let mut corrected = entry(12, OTHER, 45, 2, "S2");
        corrected.replaces = Some(EntryId(Uuid::from_u128(11)));
        let others = [
            entry(10, OTHER, 90, 1, "S1"),
            entry(11, OTHER, 60, 2, "S2"),
            corrected,
        ];
        let told = carry((KEPT, OTHER), &[], &others);
        assert_eq!((told.entries, told.doubles), (2, 0));
        assert_eq!((told.minutes, sum(&told.drafts)), (Minutes(135), 135));
        assert!(told.drafts.iter().all(|draft| draft.person == KEPT));
        let replaced: Vec<_> = told
            .drafts
            .iter()
            .filter_map(|draft| draft.replaces)
            .collect();
        assert_eq!(replaced, [10, 12].map(|n| EntryId(Uuid::from_u128(n))));
    }

    #[test]
    fn what_stands_on_both_records_counts_once() {
        let theirs = [
            entry(1, KEPT, 90, 1, "S1"),
            entry(2, KEPT, 60, 2, ""),
            entry(3, KEPT, 30, 3, "A"),
        ];
        let others = [
            entry(11, OTHER, 80, 1, "S1"),
            entry(12, OTHER, 60, 2, "list"),
            entry(13, OTHER, 60, 2, "list 2"),
            entry(14, OTHER, 30, 3, "B"),
        ];
        let told = carry((KEPT, OTHER), &theirs, &others);
        assert_eq!((told.doubles, told.doubled), (2, Minutes(140)));
        assert_eq!((told.entries, told.minutes), (2, Minutes(90)));
        let nothing = told.drafts.iter().filter(|draft| draft.person == OTHER);
        assert!(nothing.clone().all(|draft| draft.minutes == Minutes::ZERO));
        assert_eq!(nothing.count(), 2);
    }

    #[test]
    fn an_entry_that_came_to_nothing_gives_no_minutes_up() {
        let theirs = [entry(1, KEPT, 0, 1, "S1")];
        let others = [entry(11, OTHER, 80, 1, "S1"), entry(12, OTHER, 0, 4, "S4")];
        let told = carry((KEPT, OTHER), &theirs, &others);
        assert_eq!((told.doubles, told.minutes), (0, Minutes(80)));
        assert_eq!(told.entries, 2, "that one was undone is known too");
    }

    #[test]
    fn rule_03_nobody_vouches_for_their_own_minutes_under_either_record() {
        let mut vouched = entry(1, KEPT, 90, 1, "S1");
        vouched.verified_by = Some(OTHER);
        let mut back = entry(11, OTHER, 60, 2, "S2");
        back.verified_by = Some(KEPT);
        let told = carry((KEPT, OTHER), &[vouched], &[back]);
        assert_eq!(told.waiting, 2);
        assert!(told.drafts.iter().all(|draft| draft.verified_by.is_none()));
        assert_eq!(sum(&told.drafts), 150);
    }

    #[test]
    fn whatever_two_records_hold_no_minute_is_lost_but_what_was_counted_twice() {
        for seed in 0..400_u64 {
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let mut next = |below: u64| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                (state >> 33) % below
            };
            let mut made = |first: u128, person| {
                let count = next(6);
                let all: Vec<Entry> = (0..count)
                    .map(|at| {
                        let minutes = i32::try_from(next(3) * 30).unwrap();
                        let day = i8::try_from(next(2) + 1).unwrap();
                        let reference = ["", "A", "B"][usize::try_from(next(3)).unwrap()];
                        entry(first + u128::from(at), person, minutes, day, reference)
                    })
                    .collect();
                all
            };
            let (theirs, others) = (made(100, KEPT), made(200, OTHER));
            let before: i32 = theirs.iter().chain(&others).map(|one| one.minutes.0).sum();
            let told = carry((KEPT, OTHER), &theirs, &others);
            let stands: i32 = theirs.iter().map(|one| one.minutes.0).sum();
            assert_eq!(
                stands + sum(&told.drafts),
                before - told.doubled.0,
                "{seed}"
            );
            let replaced: HashSet<_> = told.drafts.iter().map(|draft| draft.replaces).collect();
            assert_eq!(replaced.len(), told.drafts.len(), "each is replaced once");
        }
    }
}
