//! Keeps who missed a session, what makes up for it, and what somebody's sessions ask of them now.
//!
//! Owns the words `Own`, `Missed` and `Line`. It never books anything.

use jiff::{Timestamp, civil::Date};

use super::{SessionId, State, register::Mark};
use crate::{AcademicYear, calendar::uk_day, partnership::ProviderId};

/// One booking of somebody's with its session, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Which session.
    pub session: SessionId,
    /// The provider that offers it.
    pub provider: ProviderId,
    /// The component that it trains.
    pub component: String,
    /// Its title.
    pub title: String,
    /// The UK local day.
    pub held_on: Date,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Whether it was called off.
    pub cancelled: bool,
    /// How far the booking has come.
    pub state: State,
    /// Until when a proposed place may be taken.
    pub offer_ends_at: Option<Timestamp>,
    /// When it was booked.
    pub booked_at: Timestamp,
    /// When the booking last changed.
    pub changed_at: Timestamp,
    /// What the register says of the person.
    pub mark: Option<Mark>,
    /// Whether the register is closed.
    pub is_closed: bool,
    /// A session of theirs that this one is named to stand in for.
    pub instead_of: Option<SessionId>,
}

/// Why somebody may attend another session instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// They had a place and were not there.
    Absent,
    /// They had a place and sent apologies.
    Apologies,
    /// Their school did not release them.
    Declined,
    /// It was called off.
    CalledOff,
    /// It was moved, and they have not chosen again.
    Moved,
}

/// What a session asks of somebody now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// They missed it, and nothing makes up for it yet.
    Missed(Missed),
    /// A place is offered until an hour.
    Offered(Timestamp),
    /// It comes, and this is how far their booking is.
    Coming(State),
}

impl Own {
    /// Says why they may attend another instead, if they may.
    ///
    /// # Rule
    /// Nobody was absent before the register is closed; then whoever has no mark was.
    #[must_use]
    pub fn missed(&self) -> Option<Missed> {
        match self.state {
            State::ToChoose if self.cancelled => Some(Missed::CalledOff),
            State::ToChoose => Some(Missed::Moved),
            State::Declined => Some(Missed::Declined),
            State::Held | State::Confirmed if self.is_closed => match self.mark {
                Some(mark) if mark.was_there() => None,
                Some(Mark::Apologies) => Some(Missed::Apologies),
                _ => Some(Missed::Absent),
            },
            _ => None,
        }
    }

    /// Whether it makes up for one that was missed.
    ///
    /// # Rule
    /// It trains the same component of the same provider, or is named to stand in for it; and it was
    /// booked once the other was missed.
    fn makes_up_for(&self, other: &Own) -> bool {
        let same = self.provider == other.provider && self.component == other.component;
        let since = match other.missed() {
            Some(Missed::Absent | Missed::Apologies) => other.ends_at,
            _ => other.changed_at,
        };
        self.session != other.session
            && (same || self.instead_of == Some(other.session))
            && self.state.stands()
            && self.missed().is_none()
            && self.booked_at >= since
    }
}

/// Lists what somebody's sessions ask of them now: what they missed, what is offered, what comes next.
///
/// # Rule
/// What was missed counts within the academic year, until something makes up for it or its component is
/// met. Of what comes, the sessions of the nearest day are told.
#[must_use]
pub fn lines(all: &[Own], is_met: impl Fn(&Own) -> bool, now: Timestamp) -> Vec<(&Own, Line)> {
    let year = AcademicYear::containing(uk_day(now));
    let of_the_year = |one: &&Own| AcademicYear::containing(one.held_on) == year;
    let mut found: Vec<(&Own, Line)> = all
        .iter()
        .filter(of_the_year)
        .filter_map(|one| Some((one, Line::Missed(one.missed()?))))
        .filter(|(one, _)| !is_met(one) && !all.iter().any(|other| other.makes_up_for(one)))
        .collect();
    let offered = all
        .iter()
        .filter(|one| one.state == State::Proposed && one.starts_at > now && !one.cancelled);
    found.extend(offered.filter_map(|one| {
        let ends = one.offer_ends_at.filter(|ends| *ends > now)?;
        Some((one, Line::Offered(ends)))
    }));
    let comes = |one: &&Own| {
        matches!(one.state, State::Held | State::Confirmed) && one.ends_at > now && !one.cancelled
    };
    let nearest = all.iter().filter(comes).map(|one| one.held_on).min();
    let next = all.iter().filter(comes);
    let next = next.filter(|one| Some(one.held_on) == nearest);
    found.extend(next.map(|one| (one, Line::Coming(one.state))));
    found
}

/// Counts the booked places that somebody let pass without a word in an academic year.
#[must_use]
pub fn no_shows(all: &[Own], year: AcademicYear) -> usize {
    all.iter()
        .filter(|one| AcademicYear::containing(one.held_on) == year)
        .filter(|one| one.state == State::Confirmed && one.missed() == Some(Missed::Absent))
        .count()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use uuid::Uuid;

    use super::*;

    fn now() -> Timestamp {
        "2025-11-18T12:00:00Z".parse().expect("an instant")
    }

    fn own(number: u128, days: i64, state: State) -> Own {
        let starts_at = now() + (days * 24).hours();
        Own {
            session: SessionId(Uuid::from_u128(number)),
            provider: ProviderId(Uuid::from_u128(1)),
            component: "feedback".to_owned(),
            title: "Giving feedback".to_owned(),
            held_on: uk_day(starts_at),
            starts_at,
            ends_at: starts_at + 2.hours(),
            cancelled: false,
            state,
            offer_ends_at: None,
            booked_at: now() - 700.hours(),
            changed_at: now() - 700.hours(),
            mark: None,
            is_closed: false,
            instead_of: None,
        }
    }

    fn told(all: &[Own]) -> Vec<Line> {
        let found = lines(all, |_| false, now());
        found.into_iter().map(|(_, line)| line).collect()
    }

    #[test]
    fn nobody_missed_anything_before_the_register_is_closed() {
        let mut was = own(1, -5, State::Confirmed);
        assert_eq!(was.missed(), None);
        was.is_closed = true;
        assert_eq!(was.missed(), Some(Missed::Absent));
        was.mark = Some(Mark::Apologies);
        assert_eq!(was.missed(), Some(Missed::Apologies));
        was.mark = Some(Mark::Part);
        assert_eq!(was.missed(), None);
        let mut off = own(2, 5, State::ToChoose);
        assert_eq!(off.missed(), Some(Missed::Moved));
        off.cancelled = true;
        assert_eq!(off.missed(), Some(Missed::CalledOff));
        assert_eq!(own(3, 5, State::Declined).missed(), Some(Missed::Declined));
        assert_eq!(own(4, 5, State::Withdrawn).missed(), None);
    }

    #[test]
    fn what_is_booked_since_makes_up_for_it_and_what_was_booked_before_does_not() {
        let mut was = own(1, -5, State::Confirmed);
        was.is_closed = true;
        let mut next = own(2, 9, State::Confirmed);
        let missed = Line::Missed(Missed::Absent);
        let coming = Line::Coming(State::Confirmed);
        assert_eq!(told(&[was.clone(), next.clone()]), [missed, coming]);
        next.booked_at = now();
        assert_eq!(told(&[was.clone(), next.clone()]), [coming]);
        "visits".clone_into(&mut next.component);
        assert_eq!(told(&[was.clone(), next.clone()]), [missed, coming]);
        next.instead_of = Some(was.session);
        assert_eq!(told(&[was.clone(), next.clone()]), [coming]);
        next.state = State::Withdrawn;
        assert_eq!(told(&[was.clone(), next]), [missed]);
        assert_eq!(lines(&[was.clone()], |_| true, now()), []);
        let year = AcademicYear::containing(was.held_on);
        assert_eq!(no_shows(&[was], year), 1);
    }

    #[test]
    fn what_was_missed_last_year_is_let_be() {
        let mut was = own(1, -120, State::Confirmed);
        was.is_closed = true;
        assert_eq!(told(&[was]), []);
    }

    #[test]
    fn an_offer_is_told_until_it_ends_and_of_what_comes_the_nearest_day() {
        let mut offer = own(1, 3, State::Proposed);
        offer.offer_ends_at = Some(now() + 2.hours());
        let all = [
            own(2, 9, State::Confirmed),
            own(3, 4, State::Held),
            offer.clone(),
        ];
        let until = now() + 2.hours();
        let expected = [Line::Offered(until), Line::Coming(State::Held)];
        assert_eq!(told(&all), expected);
        offer.offer_ends_at = Some(now());
        assert_eq!(told(&[offer]), []);
    }
}
