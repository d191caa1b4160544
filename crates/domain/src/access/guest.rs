//! Keeps what a guest was given to read, for how long, and how a sample is drawn so that anybody can draw it again.
//!
//! Owns the words `Guest`, `Given` and `Drawn`. It never says who may make a guest.

use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Refusal, SampleId};
use crate::{
    partnership::ProviderId,
    person::{PersonId, Role},
    placement::PlacementId,
};

/// Somebody who reads a sample for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The number of the membership by which they read.
    pub id: Uuid,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Which sample.
    pub sample: SampleId,
    /// With which provider.
    pub provider: ProviderId,
    /// What for.
    pub purpose: String,
    /// How it was drawn, where chance drew it.
    pub drawn: Option<Drawn>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub made_by: PersonId,
    /// When somebody ended it before its last day, and who.
    pub ended: Option<(Timestamp, PersonId)>,
}

/// Whether a guest reads on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Given {
    /// They read today.
    Now,
    /// They will.
    ToCome,
    /// They did.
    Past,
}

impl Guest {
    /// Says whether they read on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Given {
        if self.ended.is_some() || self.until.is_some_and(|until| until < day) {
            Given::Past
        } else if self.from.is_some_and(|from| from > day) {
            Given::ToCome
        } else {
            Given::Now
        }
    }
}

/// How a sample is drawn by chance: one in so many, by words that anybody may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The words.
    pub seed: String,
    /// Of how many one is taken.
    pub one_in: u32,
}

impl Drawn {
    /// Draws from what there is, one at least.
    ///
    /// # Rule
    /// Everything is put in the order of the SHA-256 of the words, a colon and its number; the first
    /// share is taken, rounded up. The same words draw the same sample from the same things, in
    /// whatever order they come.
    #[must_use]
    pub fn of(&self, all: &[PlacementId]) -> Vec<PlacementId> {
        let mut ordered: Vec<([u8; 32], PlacementId)> = all
            .iter()
            .map(|one| {
                let told = format!("{}:{}", self.seed.trim(), one.0);
                (Sha256::digest(told).into(), *one)
            })
            .collect();
        ordered.sort_unstable();
        ordered.dedup();
        let share = usize::try_from(self.one_in.max(1)).unwrap_or(usize::MAX);
        ordered.truncate(ordered.len().div_ceil(share));
        ordered.into_iter().map(|(_, one)| one).collect()
    }
}

/// Says whether a guest may read on these days.
///
/// # Rule
/// From today or later, to the last day, and for no more days than the dated value allows.
///
/// # Refuses
/// Days that are past, turned round, or too many.
pub fn lasts(from: Date, until: Date, today: Date, longest: i32) -> Result<(), Refusal> {
    if from < today || until < from {
        return Err(Refusal::GuestDays);
    }
    if (until - from).get_days() >= longest {
        return Err(Refusal::GuestTooLong(longest));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn numbers(many: u128) -> Vec<PlacementId> {
        (1..=many)
            .map(|one| PlacementId(Uuid::from_u128(one)))
            .collect()
    }

    fn drawn(seed: &str, one_in: u32) -> Drawn {
        Drawn {
            seed: seed.to_owned(),
            one_in,
        }
    }

    #[test]
    fn the_same_words_draw_the_same_sample_whatever_the_order() {
        let all = numbers(95);
        let mut turned = all.clone();
        turned.reverse();
        let tenth = drawn("autumn 2025", 10).of(&all);
        assert_eq!(tenth.len(), 10, "rounded up");
        assert_eq!(tenth, drawn(" autumn 2025 ", 10).of(&turned));
        assert_ne!(tenth, drawn("spring 2026", 10).of(&all));
        assert_eq!(drawn("x", 10).of(&numbers(3)).len(), 1);
        assert!(drawn("x", 10).of(&[]).is_empty());
        assert_eq!(drawn("x", 0).of(&numbers(3)).len(), 3);
    }

    #[test]
    fn a_guest_reads_on_days_to_come_and_not_for_too_many() {
        let today = date(2025, 11, 18);
        let until = |until| lasts(today, until, today, 92);
        assert_eq!(until(today), Ok(()));
        assert_eq!(until(date(2026, 2, 17)), Ok(()));
        assert_eq!(until(date(2026, 2, 18)), Err(Refusal::GuestTooLong(92)));
        assert_eq!(until(date(2025, 11, 17)), Err(Refusal::GuestDays));
        let yesterday = date(2025, 11, 17);
        let past = lasts(yesterday, today, today, 92);
        assert_eq!(past, Err(Refusal::GuestDays));
    }

    #[test]
    fn a_guest_reads_from_the_first_day_to_the_last_unless_ended() {
        let mut guest = Guest {
            id: Uuid::nil(),
            person: PersonId(Uuid::nil()),
            role: Role::Inspector,
            from: Some(date(2025, 11, 3)),
            until: Some(date(2025, 12, 19)),
            sample: SampleId(Uuid::nil()),
            provider: ProviderId(Uuid::nil()),
            purpose: String::new(),
            drawn: None,
            made_at: Timestamp::UNIX_EPOCH,
            made_by: PersonId::OPERATOR,
            ended: None,
        };
        assert_eq!(guest.on(date(2025, 11, 2)), Given::ToCome);
        assert_eq!(guest.on(date(2025, 11, 3)), Given::Now);
        assert_eq!(guest.on(date(2025, 12, 19)), Given::Now);
        assert_eq!(guest.on(date(2025, 12, 20)), Given::Past);
        guest.ended = Some((Timestamp::UNIX_EPOCH, PersonId::OPERATOR));
        assert_eq!(guest.on(date(2025, 11, 3)), Given::Past);
    }
}
