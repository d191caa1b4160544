//! Tries who gets a place.

use jiff::{ToSpan, civil::date};
use uuid::Uuid;

use super::*;
use crate::{
    Minutes,
    booking::{Audience, BookingId, SessionId},
    person::PersonId,
    programme::Mode,
};

const TODAY: Date = date(2025, 11, 18);

fn now() -> Timestamp {
    "2025-11-18T10:00:00Z".parse().expect("an instant")
}

fn provider(number: u128) -> ProviderId {
    ProviderId(Uuid::from_u128(number))
}

fn session(capacity: i64) -> Session {
    Session {
        id: SessionId(Uuid::from_u128(1)),
        provider: provider(1),
        component: "pedagogy".to_owned(),
        title: "Pedagogy".to_owned(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(60),
        mode: Mode::Live,
        held_on: date(2025, 11, 20),
        starts_at: "2025-11-20T16:00:00Z".parse().expect("an instant"),
        ends_at: "2025-11-20T17:00:00Z".parse().expect("an instant"),
        place: String::new(),
        link: String::new(),
        host: PersonId(Uuid::from_u128(99)),
        capacity,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    }
}

fn booking(number: i64, state: State) -> Booking {
    let whose = u128::try_from(number).expect("from 1");
    Booking {
        id: BookingId(Uuid::from_u128(whose)),
        session: SessionId(Uuid::from_u128(1)),
        person: PersonId(Uuid::from_u128(100 + whose)),
        provider: provider(1),
        school: None,
        state,
        number,
        in_school_time: false,
        offer_ends_at: (state == State::Proposed).then(|| now() + 2.hours()),
        needs: String::new(),
        reason: String::new(),
        booked_at: now(),
        booked_by: PersonId(Uuid::from_u128(100 + whose)),
        released: None,
        version: 0,
    }
}

fn states(changed: &[Booking]) -> Vec<(i64, State)> {
    changed.iter().map(|one| (one.number, one.state)).collect()
}

fn settled(session: &Session, all: &[Booking], kept: &[Kept], at: Timestamp) -> Vec<(i64, State)> {
    states(&settle(
        session,
        all,
        kept,
        at,
        TODAY,
        SignedDuration::from_hours(24),
    ))
}

#[test]
fn a_free_place_is_proposed_to_whoever_came_first_and_to_nobody_else() {
    let all = [
        booking(1, State::Withdrawn),
        booking(2, State::Confirmed),
        booking(3, State::Waiting),
        booking(4, State::Waiting),
    ];
    assert_eq!(
        settled(&session(2), &all, &[], now()),
        [(3, State::Proposed)]
    );
    assert_eq!(settled(&session(1), &all, &[], now()), []);
    assert_eq!(in_line(&all, &all[3]), Some((2, 2)));
    assert_eq!(in_line(&all, &all[1]), None);
}

#[test]
fn an_offer_ends_by_itself_and_the_place_goes_on_the_same_moment() {
    let all = [booking(1, State::Proposed), booking(2, State::Waiting)];
    let later = now() + 2.hours();
    assert_eq!(settled(&session(1), &all, &[], now()), []);
    assert_eq!(
        settled(&session(1), &all, &[], later),
        [(1, State::Withdrawn), (2, State::Proposed)]
    );
}

#[test]
fn an_offer_ends_with_the_start_at_the_latest_and_nobody_is_proposed_a_place_after_it() {
    let all = [booking(1, State::Waiting)];
    let changed = settle(
        &session(1),
        &all,
        &[],
        now(),
        TODAY,
        SignedDuration::from_hours(24 * 30),
    );
    assert_eq!(changed[0].offer_ends_at, Some(session(1).starts_at));
    assert_eq!(settled(&session(1), &all, &[], session(1).starts_at), []);
}

#[test]
fn a_kept_place_is_for_those_for_whom_it_is_kept_until_its_day_is_over() {
    let kept = [Kept {
        provider: Some(provider(2)),
        school: None,
        places: 2,
        until: TODAY,
    }];
    let theirs = Seeker {
        provider: provider(2),
        school: None,
    };
    let ours = Seeker {
        provider: provider(1),
        school: None,
    };
    let counted =
        |bookings: &[Booking], who, today| room(&session(3), &takers(bookings), &kept, who, today);
    assert_eq!(counted(&[], ours, TODAY), 1);
    assert_eq!(counted(&[], theirs, TODAY), 3);
    let tomorrow = date(2025, 11, 19);
    assert_eq!(counted(&[], ours, tomorrow), 3);
    let taken = Booking {
        provider: provider(2),
        ..booking(1, State::Held)
    };
    assert_eq!(counted(&[taken], ours, TODAY), 1);
}

#[test]
fn nobody_books_what_was_called_off_or_has_begun() {
    let off = Session {
        cancelled: true,
        ..session(1)
    };
    let begun = session(1).starts_at;
    assert_eq!(may_book(&off, now()), Err(Refusal::Cancelled));
    assert_eq!(may_book(&session(1), begun), Err(Refusal::Begun(begun)));
    assert_eq!(may_book(&session(1), now()), Ok(()));
}

#[test]
fn the_hour_is_held_by_the_one_provider_that_places_with_the_mentor_or_else_by_the_host() {
    let (host, other, third) = (provider(1), provider(2), provider(3));
    assert_eq!(holder(host, &[other], &[other, other]), other);
    assert_eq!(holder(host, &[other], &[host, other]), host);
    assert_eq!(holder(host, &[other], &[]), host);
    assert_eq!(holder(host, &[other], &[third]), host);
    assert_eq!(holder(host, &[other], &[third, other]), other);
}
