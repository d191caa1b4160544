//! Keeps who gets a place, who waits, and who is next.
//!
//! Owns the words `Kept` and `Seeker`. It never gives more places than there are.

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{Booking, Refusal, Session, State};
use crate::partnership::{ProviderId, Urn};

/// Places kept for the mentors of one provider or of one school until the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// For which provider, if for one.
    pub provider: Option<ProviderId>,
    /// For which school, if for one.
    pub school: Option<Urn>,
    /// How many.
    pub places: i64,
    /// The last day on which they are kept.
    pub until: Date,
}

/// Somebody who would like a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeker {
    /// The provider that will hold their hour.
    pub provider: ProviderId,
    /// Their school, where it is known.
    pub school: Option<Urn>,
}

impl Kept {
    fn is_for(&self, who: Seeker) -> bool {
        self.provider
            .is_some_and(|provider| provider == who.provider)
            || self.school.is_some() && self.school == who.school
    }
}

impl Booking {
    fn seeker(&self) -> Seeker {
        Seeker {
            provider: self.provider,
            school: self.school,
        }
    }
}

/// Those who take a place.
#[must_use]
pub fn takers(bookings: &[Booking]) -> Vec<Seeker> {
    let taking = bookings.iter().filter(|one| one.state.takes_a_place());
    taking.map(Booking::seeker).collect()
}

/// Counts the places that somebody could have now, beside those who take one.
///
/// # Rule
/// Places that are kept for others, and that those have not taken yet, are not among them.
#[must_use]
pub fn room(session: &Session, takers: &[Seeker], kept: &[Kept], who: Seeker, today: Date) -> i64 {
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let kept_for_others: i64 = kept
        .iter()
        .filter(|kept| today <= kept.until && !kept.is_for(who))
        .map(|kept| {
            let used = takers.iter().filter(|one| kept.is_for(**one)).count();
            (kept.places - count(used)).max(0)
        })
        .sum();
    (session.capacity - count(takers.len()) - kept_for_others).max(0)
}

/// Moves the waiting list on: offers that ended go, and whoever is next is proposed what is free.
///
/// Returns the bookings that are changed by it, each with its version raised.
///
/// # Rule
/// One person at a time is proposed a place, in the order in which they came, until the offer ends or
/// the session begins. Whoever lets an offer end is off the list.
#[must_use]
pub fn settle(
    session: &Session,
    bookings: &[Booking],
    kept: &[Kept],
    now: Timestamp,
    today: Date,
    offer_lasts: SignedDuration,
) -> Vec<Booking> {
    let over = session.cancelled || session.starts_at <= now;
    let mut all = bookings.to_vec();
    let mut changed = Vec::new();
    for booking in &mut all {
        let ended = booking.offer_ends_at.is_none_or(|ends| ends <= now);
        if booking.state == State::Proposed && (ended || over) {
            booking.turn(State::Withdrawn);
            "The offer ended.".clone_into(&mut booking.reason);
            changed.push(booking.id);
        }
    }
    let mut takers = takers(&all);
    let waiting = all
        .iter_mut()
        .filter(|booking| !over && booking.state == State::Waiting);
    for booking in waiting {
        let who = booking.seeker();
        if room(session, &takers, kept, who, today) > 0 {
            let ends = now.saturating_add(offer_lasts).unwrap_or(now);
            booking.turn(State::Proposed);
            booking.offer_ends_at = Some(ends.min(session.starts_at));
            changed.push(booking.id);
            takers.push(who);
        }
    }
    all.retain(|booking| changed.contains(&booking.id));
    all
}

/// Asks whether a session may be booked at all.
///
/// # Refuses
/// When it was called off or has begun.
pub fn may_book(session: &Session, now: Timestamp) -> Result<(), Refusal> {
    if session.cancelled {
        return Err(Refusal::Cancelled);
    }
    match session.starts_at <= now {
        true => Err(Refusal::Begun(session.starts_at)),
        false => Ok(()),
    }
}

/// The provider that holds the hour of somebody who attends.
///
/// # Rule
/// The provider of the mentor's placement on the day, where it is one of those that offer or share
/// the session; the host's where there is none, or where several place with them.
#[must_use]
pub fn holder(host: ProviderId, shares: &[ProviderId], placing: &[ProviderId]) -> ProviderId {
    let mut among: Vec<ProviderId> = placing
        .iter()
        .copied()
        .filter(|provider| *provider == host || shares.contains(provider))
        .collect();
    among.sort_unstable();
    among.dedup();
    match among.as_slice() {
        [one] => *one,
        _ => host,
    }
}

/// Where somebody stands on the list: first is 1, of how many.
#[must_use]
pub fn in_line(bookings: &[Booking], own: &Booking) -> Option<(usize, usize)> {
    let waiting = || bookings.iter().filter(|one| one.state == State::Waiting);
    let before = waiting().filter(|one| one.number < own.number).count();
    (own.state == State::Waiting).then(|| (before + 1, waiting().count()))
}

#[cfg(test)]
mod tests;
