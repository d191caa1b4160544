//! Keeps sessions that people attend, and who holds a place in them.
//!
//! Owns the words `Session`, `Booking` and `State`. It never grants a minute by itself.

mod audience;
pub mod catch_up;
pub mod check_in;
pub mod clash;
pub mod cover;
pub mod join;
mod place;
mod refusal;
pub mod register;
pub mod release;
#[cfg(test)]
mod sample;
mod time;

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

pub use audience::{Audience, Mentor};
pub use place::{Kept, Seeker, holder, in_line, may_book, room, settle, takers};
pub use refusal::Refusal;
pub use time::{Hours, at};

use crate::{
    Minutes,
    partnership::{ProviderId, Urn},
    person::PersonId,
    programme::Mode,
};

/// The number of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub Uuid);

/// The number of a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookingId(pub Uuid);

/// Training that a provider offers on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: SessionId,
    /// The provider that offers it.
    pub provider: ProviderId,
    /// The code of the component of that provider's programme.
    pub component: String,
    /// Its title.
    pub title: String,
    /// What it covers, in a few sentences; may be empty.
    pub about: String,
    /// What to bring, read or open; may be empty.
    pub materials: String,
    /// Its length as offered, breaks left out.
    pub minutes: Minutes,
    /// How it is held.
    pub mode: Mode,
    /// The UK local day.
    pub held_on: Date,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Where it is held; empty for one that is joined by a link.
    pub place: String,
    /// The link by which it is joined; empty for one that is held in a place.
    pub link: String,
    /// Who holds it.
    pub host: PersonId,
    /// How many people have room.
    pub capacity: i64,
    /// The name of the series to which it belongs; may be empty.
    pub series: String,
    /// For whom it is meant.
    pub audience: Audience,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Rises by one with every change of day, hour, place or state, from 0: a calendar's sequence.
    pub version: i64,
    /// Why it was moved or called off; may be empty.
    pub reason: String,
}

/// How far a booking has come.
///
/// # Rule
/// Whoever waits is proposed a place when one is free, and takes it before the offer ends. In school
/// time a place is held until the school releases the teacher; then it is confirmed. When a session
/// is called off or moved, whoever held a place is to choose again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// On the waiting list.
    Waiting,
    /// A free place is offered, until an hour.
    Proposed,
    /// A place is taken, and the school has not released the teacher yet.
    Held,
    /// A place is taken.
    Confirmed,
    /// Given up.
    Withdrawn,
    /// The school did not release the teacher.
    Declined,
    /// The session was moved or called off, and the person has not chosen again yet; the place is theirs until then.
    ToChoose,
}

impl State {
    const ALL: [(State, &'static str); 7] = [
        (State::Waiting, "waiting"),
        (State::Proposed, "proposed"),
        (State::Held, "held"),
        (State::Confirmed, "confirmed"),
        (State::Withdrawn, "withdrawn"),
        (State::Declined, "declined"),
        (State::ToChoose, "to_choose"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        State::ALL
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<State> {
        State::ALL
            .into_iter()
            .find(|(_, known)| *known == code)
            .map(|(state, _)| state)
    }

    /// Whether it takes a place up.
    #[must_use]
    pub fn takes_a_place(self) -> bool {
        matches!(
            self,
            State::Proposed | State::Held | State::Confirmed | State::ToChoose
        )
    }

    /// Whether it still stands.
    #[must_use]
    pub fn stands(self) -> bool {
        !matches!(self, State::Withdrawn | State::Declined)
    }
}

/// One person's booking of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Its number.
    pub id: BookingId,
    /// Of which session.
    pub session: SessionId,
    /// Whose it is.
    pub person: PersonId,
    /// The provider that will hold the hour: of the person's placement that day, or else the host.
    pub provider: ProviderId,
    /// The school that releases them, where it is known.
    pub school: Option<Urn>,
    /// How far it has come.
    pub state: State,
    /// Its place in the order in which bookings came, from 1.
    pub number: i64,
    /// Whether it falls in school time, so that the school releases them.
    pub in_school_time: bool,
    /// Until when a proposed place may be taken.
    pub offer_ends_at: Option<Timestamp>,
    /// What they need in order to take part, as they told it; for the host's eyes.
    pub needs: String,
    /// Why it was withdrawn or declined; may be empty.
    pub reason: String,
    /// When it was made.
    pub booked_at: Timestamp,
    /// Who made it.
    pub booked_by: PersonId,
    /// When the school released them, and who did.
    pub released: Option<(Timestamp, PersonId)>,
    /// Rises by one with every change, from 0.
    pub version: i64,
}

impl Booking {
    /// Brings it into another state; an offer that stood is over.
    pub fn turn(&mut self, state: State) {
        self.state = state;
        self.offer_ends_at = None;
        self.version += 1;
    }
}
