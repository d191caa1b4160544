//! Builds sessions and bookings for the tests of this room.
//!
//! Owns their everyday values. It is never built into the program.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Audience, Booking, BookingId, Session, SessionId, State};
use crate::{
    Minutes, Timestamp, calendar::uk_instant, partnership::ProviderId, person::PersonId,
    programme::Mode,
};

/// A session on a day, from an hour and a minute to another.
pub(super) fn session(day: Date, from: (i8, i8), until: (i8, i8)) -> Session {
    let at = |(hour, minute)| uk_instant(day.at(hour, minute, 0, 0)).expect("an hour that is");
    Session {
        id: SessionId(Uuid::from_u128(1)),
        provider: ProviderId(Uuid::from_u128(2)),
        component: "feedback".to_owned(),
        title: "Giving feedback".to_owned(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Conference,
        held_on: day,
        starts_at: at(from),
        ends_at: at(until),
        place: "De Grey Court".to_owned(),
        link: String::new(),
        host: PersonId(Uuid::from_u128(3)),
        capacity: 40,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    }
}

/// A booking of it.
pub(super) fn booking(of: &Session, state: State) -> Booking {
    Booking {
        id: BookingId(Uuid::from_u128(4)),
        session: of.id,
        person: PersonId(Uuid::from_u128(5)),
        provider: of.provider,
        school: None,
        state,
        number: 1,
        in_school_time: true,
        offer_ends_at: None,
        needs: String::new(),
        reason: String::new(),
        booked_at: Timestamp::UNIX_EPOCH,
        booked_by: PersonId(Uuid::from_u128(5)),
        released: None,
        version: 0,
    }
}
