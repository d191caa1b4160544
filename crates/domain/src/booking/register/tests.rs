//! Tries what a register grants, and to whom.
//!
//! Owns a session of an afternoon and the people in it. It never reads a clock.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    booking::{Audience, BookingId, State},
    programme::Mode,
};

const OURS: ProviderId = ProviderId(Uuid::from_u128(1));
const THEIRS: ProviderId = ProviderId(Uuid::from_u128(2));
const HOST: PersonId = PersonId(Uuid::from_u128(10));
const AMINA: PersonId = PersonId(Uuid::from_u128(11));
const BEN: PersonId = PersonId(Uuid::from_u128(12));
const SESSION: SessionId = SessionId(Uuid::from_u128(20));

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_763_000_000 + second).expect("an instant of this century")
}

fn session() -> Session {
    Session {
        id: SESSION,
        provider: OURS,
        component: "coaching".into(),
        title: "Coaching".into(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(120),
        mode: Mode::Conference,
        held_on: date(2025, 11, 13),
        starts_at: at(0),
        ends_at: at(7200),
        place: "Hall".into(),
        link: String::new(),
        host: HOST,
        capacity: 40,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    }
}

fn booking(person: PersonId, provider: ProviderId, number: i64) -> Booking {
    Booking {
        id: BookingId(Uuid::from_u128(100 + u128::from(number.unsigned_abs()))),
        session: SESSION,
        person,
        provider,
        school: Some(Urn(100_001)),
        state: State::Confirmed,
        number,
        in_school_time: false,
        offer_ends_at: None,
        needs: String::new(),
        reason: String::new(),
        booked_at: at(-9000),
        booked_by: person,
        released: None,
        version: 0,
    }
}

fn noted(person: PersonId, mark: Mark, minutes: Option<i32>) -> Attendance {
    Attendance {
        session: SESSION,
        person,
        mark,
        minutes: minutes.map(Minutes),
        source: Source::Grid,
        noted_at: at(60),
        noted_by: HOST,
    }
}

fn granted(noted: &[Attendance], held: i32, by: PersonId) -> Result<Vec<(PersonId, i32)>, Refusal> {
    let booked = [booking(AMINA, OURS, 1), booking(BEN, THEIRS, 2)];
    let closing = (at(7200), by);
    let given = grants(&session(), Minutes(held), &booked, noted, |_| OURS, closing)?;
    Ok(given
        .iter()
        .map(|one| (one.person, one.minutes.0))
        .collect())
}

#[test]
fn minutes_are_granted_as_held_and_as_attended_and_once_a_person() {
    let all = [
        noted(AMINA, Mark::Attended, None),
        noted(BEN, Mark::Part, Some(45)),
        noted(PersonId(Uuid::from_u128(13)), Mark::Absent, None),
        noted(PersonId(Uuid::from_u128(14)), Mark::Apologies, None),
    ];
    assert_eq!(granted(&all, 110, HOST), Ok(vec![(AMINA, 110), (BEN, 45)]));
    assert_eq!(granted(&all, 30, HOST), Ok(vec![(AMINA, 30), (BEN, 30)]));
}

#[test]
fn whoever_was_there_does_not_close_the_register() {
    let all = [noted(AMINA, Mark::Attended, None)];
    assert_eq!(granted(&all, 120, AMINA), Err(Refusal::OwnMinutes));
    let away = [noted(AMINA, Mark::Apologies, None)];
    assert_eq!(granted(&away, 120, AMINA), Ok(Vec::new()));
}

#[test]
fn nothing_is_granted_before_it_began_or_when_it_was_called_off_or_held_for_no_time() {
    let all = [noted(AMINA, Mark::Attended, None)];
    for held in [0, -5, 1441] {
        assert_eq!(granted(&all, held, HOST), Err(Refusal::HeldNoTime));
    }
    let early = grants(
        &session(),
        Minutes(120),
        &[],
        &all,
        |_| OURS,
        (at(-1), HOST),
    );
    assert_eq!(early, Err(Refusal::NotBegun));
    let off = Session {
        cancelled: true,
        ..session()
    };
    let off = grants(&off, Minutes(120), &[], &all, |_| OURS, (at(9), HOST));
    assert_eq!(off, Err(Refusal::CalledOff));
}

#[test]
fn a_mark_made_without_signal_bears_its_own_time_by_our_clock() {
    let (now, device) = (at(1000), at(400_000));
    let ten_minutes_ago = at(400_000 - 600);
    assert_eq!(settled(now, ten_minutes_ago, device), at(400));
    assert_eq!(settled(now, at(400_001), device), now);
    assert_eq!(settled(now, at(0), device), now);
}
