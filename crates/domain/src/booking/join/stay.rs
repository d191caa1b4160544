//! Adds up for how long somebody was in a meeting.
//!
//! Owns the words `Stay` and `Joined`. It never knows who is meant.

use jiff::Timestamp;

use crate::Minutes;

/// From when to when somebody was in the meeting.
pub type Stay = (Timestamp, Timestamp);

/// One name in a join log, with every stay under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// As they called themselves.
    pub name: String,
    /// The address that the meeting knew; may be empty.
    pub email: String,
    /// Their stays.
    pub stays: Vec<Stay>,
    /// The minutes that the log states, where it tells no hours.
    pub stated: Option<Minutes>,
}

impl Joined {
    /// Adds what a later log tells of the same name: a stay that is told again is there once, and of
    /// minutes without hours the later count.
    pub fn add(&mut self, later: &Joined) {
        self.stays.extend(&later.stays);
        self.stays.sort_unstable();
        self.stays.dedup();
        self.stated = later.stated.or(self.stated);
    }
}

/// Adds stays up as a union, within the hours of the session.
///
/// # Units
/// Whole minutes, a begun half counted as one.
#[must_use]
pub fn union(stays: &[Stay], within: Stay) -> Minutes {
    let mut all: Vec<(i64, i64)> = stays
        .iter()
        .map(|(from, until)| {
            (
                from.as_second().max(within.0.as_second()),
                until.as_second().min(within.1.as_second()),
            )
        })
        .filter(|(from, until)| from < until)
        .collect();
    all.sort_unstable();
    let mut seconds = 0;
    let mut reached = i64::MIN;
    for (from, until) in all {
        let from = from.max(reached);
        if until > from {
            seconds += until - from;
            reached = until;
        }
    }
    Minutes(i32::try_from((seconds + 30) / 60).unwrap_or(i32::MAX))
}

/// For how long somebody was there who came under these names, within the hours of the session.
///
/// # Rule
/// The union of every stay, so that two devices at once count once. Where a name has minutes and no
/// hours, nobody can say that they were others: the longest counts.
#[must_use]
pub fn there<'a>(names: impl IntoIterator<Item = &'a Joined>, within: Stay) -> Minutes {
    let (mut stays, mut stated) = (Vec::new(), Minutes::ZERO);
    for one in names {
        stays.extend(&one.stays);
        if let Some(minutes) = one.stated.filter(|_| one.stays.is_empty()) {
            stated = stated.max(minutes);
        }
    }
    let whole = union(&[within], within);
    union(&stays, within).max(stated.min(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_763_000_000 + minute * 60).expect("an instant of this century")
    }

    #[test]
    fn several_joins_and_leaves_add_up_as_a_union_within_the_session() {
        let whole = (at(0), at(60));
        let stays = [
            (at(-10), at(20)),
            (at(10), at(30)),
            (at(40), at(90)),
            (at(50), at(45)),
        ];
        assert_eq!(union(&stays, whole), Minutes(50));
        assert_eq!(union(&[(at(70), at(90))], whole), Minutes(0));
        assert_eq!(union(&[], whole), Minutes(0));
    }

    fn joined(stays: &[Stay], stated: Option<i32>) -> Joined {
        Joined {
            name: String::new(),
            email: String::new(),
            stays: stays.to_vec(),
            stated: stated.map(Minutes),
        }
    }

    #[test]
    fn two_devices_at_once_count_once_and_minutes_without_hours_never_add_up() {
        let whole = (at(0), at(60));
        let first = joined(&[(at(0), at(40))], None);
        let second = joined(&[(at(10), at(50))], None);
        assert_eq!(there([&first, &second], whole), Minutes(50));
        let (short, long) = (joined(&[], Some(20)), joined(&[], Some(45)));
        assert_eq!(there([&short, &long], whole), Minutes(45));
        assert_eq!(there([&first, &long], whole), Minutes(45));
        assert_eq!(there([&joined(&[], Some(500))], whole), Minutes(60));
        assert_eq!(there([], whole), Minutes(0));
    }

    #[test]
    fn a_second_log_adds_its_stays_and_the_same_log_adds_nothing() {
        let mut one = joined(&[(at(30), at(60))], None);
        let early = joined(&[(at(0), at(20))], None);
        for _ in 0..2 {
            one.add(&early);
            assert_eq!(one.stays, [(at(0), at(20)), (at(30), at(60))]);
        }
        let mut stated = joined(&[], Some(30));
        stated.add(&joined(&[], Some(40)));
        assert_eq!(stated.stated, Some(Minutes(40)));
    }
}
