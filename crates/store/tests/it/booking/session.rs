//! Tries what is remembered of sessions, of who holds a place and of who waits.
//! Owns a session and two people.
//! Never decides who is next.

use domain::{
    Minutes,
    booking::{Audience, Booking, BookingId, Kept, Seeker, Session, SessionId, State},
    partnership::{ProviderId, SchoolPhase, Urn},
    person::PersonId,
    programme::{Mode, Track},
};
use jiff::civil::date;
use store::{Conflict, StoreError, Tx, booking};

use crate::{
    made::{CLERK, number, person, provider, second, write},
    on_both,
};

pub async fn offered(tx: &mut Tx, provider: ProviderId, host: PersonId) -> Session {
    let session = Session {
        id: SessionId(number(50)),
        provider,
        component: "coaching".to_owned(),
        title: "Coaching".to_owned(),
        about: "How to ask".to_owned(),
        materials: "A pen".to_owned(),
        minutes: Minutes(90),
        mode: Mode::Live,
        held_on: date(2025, 12, 4),
        starts_at: second(1_000),
        ends_at: second(8_000),
        place: String::new(),
        link: "https://meet.example/1".to_owned(),
        host,
        capacity: 2,
        series: "Thursdays".to_owned(),
        audience: Audience {
            course: Some("PGCE".to_owned()),
            track: Some(Track::Initial),
            subject: Some("mathematics".to_owned()),
            school_phase: Some(SchoolPhase::Primary),
        },
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    booking::offer(tx, &session, second(1), CLERK)
        .await
        .expect("offered");
    session
}

pub fn booked(n: u32, session: &Session, person: PersonId, state: State) -> Booking {
    Booking {
        id: BookingId(number(n)),
        session: session.id,
        person,
        provider: session.provider,
        school: Some(Urn(100_001)),
        state,
        number: i64::from(n),
        in_school_time: true,
        offer_ends_at: Some(second(500)),
        needs: "A ramp".to_owned(),
        reason: String::new(),
        booked_at: second(2),
        booked_by: CLERK,
        released: Some((second(3), CLERK)),
        version: 0,
    }
}

#[tokio::test]
async fn a_session_is_read_back_as_it_was_offered_and_changed_once_from_each_version() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "Y75").await;
        let host = person(&mut tx, 2).await;
        let mut session = offered(&mut tx, ours, host).await;
        let found = booking::session(&mut tx, session.id).await.expect("read");
        assert_eq!(found.as_ref(), Some(&session));
        assert_eq!(
            booking::lock(&mut tx, session.id).await.expect("held"),
            found
        );
        session.cancelled = true;
        session.version = 1;
        "Ill".clone_into(&mut session.reason);
        let unknown = booking::lock_as(&mut tx, &session).await;
        assert!(!unknown.expect("held"), "it is of another version");
        let changed = booking::change_session(&mut tx, &session, 0, second(9)).await;
        assert!(changed.expect("changed"));
        let again = booking::change_session(&mut tx, &session, 0, second(9)).await;
        assert!(!again.expect("refused"), "the version before is gone");
        let known = booking::lock_as(&mut tx, &session).await;
        assert!(known.expect("held"));
        assert_eq!(
            booking::session(&mut tx, session.id).await.expect("read"),
            Some(session)
        );
        let none = booking::session(&mut tx, SessionId(number(99))).await;
        assert_eq!(none.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn a_session_is_listed_for_whoever_offers_shares_hosts_or_books_it() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "Y75").await;
        let theirs = provider(&mut tx, 2, "L51").await;
        let [host, second_host, mentor] = [
            person(&mut tx, 3).await,
            person(&mut tx, 4).await,
            person(&mut tx, 5).await,
        ];
        let session = offered(&mut tx, ours, host).await;
        let (from, until) = (date(2025, 12, 4), date(2025, 12, 4));
        let none = booking::offered_by(&mut tx, theirs, from, until).await;
        assert!(none.expect("read").is_empty());
        booking::share(&mut tx, session.id, theirs, None)
            .await
            .expect("shared");
        booking::share(&mut tx, session.id, theirs, Some("feedback"))
            .await
            .expect("shared again");
        let shares = booking::shares(&mut tx, session.id).await.expect("read");
        assert_eq!(shares, [(theirs, Some("feedback".to_owned()))]);
        booking::name_hosts(&mut tx, session.id, &[second_host, second_host])
            .await
            .expect("named");
        assert_eq!(
            booking::hosts(&mut tx, session.id).await.expect("read"),
            [second_host]
        );
        booking::name_hosts(&mut tx, session.id, &[host])
            .await
            .expect("named instead");
        let instead = booking::hosts(&mut tx, session.id).await;
        assert_eq!(instead.expect("read"), [host]);
        booking::name_hosts(&mut tx, session.id, &[second_host])
            .await
            .expect("named again");
        for provider in [ours, theirs] {
            let listed = booking::offered_by(&mut tx, provider, from, until).await;
            assert_eq!(listed.expect("read").len(), 1);
        }
        for host in [host, second_host] {
            let listed = booking::hosted_by(&mut tx, host, from, until).await;
            assert_eq!(listed.expect("read").len(), 1);
        }
        assert!(
            booking::sessions(&mut tx, mentor)
                .await
                .expect("read")
                .is_empty()
        );
        let own = booked(60, &session, mentor, State::Waiting);
        booking::add(&mut tx, &own).await.expect("booked");
        assert_eq!(
            booking::sessions(&mut tx, mentor).await.expect("read"),
            [session]
        );
    })
    .await;
}

#[tokio::test]
async fn one_booking_of_a_person_stands_and_places_and_waits_are_counted() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "Y75").await;
        let [host, first, other] = [
            person(&mut tx, 3).await,
            person(&mut tx, 4).await,
            person(&mut tx, 5).await,
        ];
        let session = offered(&mut tx, ours, host).await;
        assert_eq!(
            booking::next_number(&mut tx, session.id)
                .await
                .expect("read"),
            1
        );
        let mut own = booked(60, &session, first, State::Held);
        booking::add(&mut tx, &own).await.expect("booked");
        let waits = booked(61, &session, other, State::Waiting);
        booking::add(&mut tx, &waits).await.expect("waits");
        assert_eq!(
            booking::next_number(&mut tx, session.id)
                .await
                .expect("read"),
            62
        );
        assert_eq!(booking::taken(&mut tx, session.id).await.expect("read"), 1);
        let takers = booking::takers(&mut tx, session.id).await.expect("read");
        let seeker = Seeker {
            provider: own.provider,
            school: own.school,
        };
        assert_eq!(takers, [seeker]);
        let places = booking::places(&mut tx, session.id, first, second(0)).await;
        let expected = booking::Places {
            next: 62,
            taken: 1,
            waiting: 1,
            ended: 0,
            is_booked: true,
        };
        assert_eq!(places.expect("read"), expected);
        let day = session.held_on;
        let counts = booking::counts(&mut tx, ours, day, day)
            .await
            .expect("read");
        assert_eq!(counts, [(session.id, 1, 1)]);
        let lists = booking::with_a_list(&mut tx, second(0))
            .await
            .expect("read");
        assert_eq!(lists, [session.id]);
        let begun = booking::with_a_list(&mut tx, second(1_000)).await;
        assert!(begun.expect("read").is_empty());
        assert_eq!(
            booking::one(&mut tx, own.id).await.expect("read").as_ref(),
            Some(&own)
        );
        let all = booking::bookings(&mut tx, session.id).await.expect("read");
        assert_eq!(all, [own.clone(), waits]);
        own.turn(State::Withdrawn);
        let kept = booking::change(&mut tx, &own, 0, second(9)).await;
        assert!(kept.expect("kept"));
        let stale = booking::change(&mut tx, &own, 0, second(9)).await;
        assert!(!stale.expect("refused"));
        let theirs = booking::of_person(&mut tx, first).await.expect("read");
        assert_eq!(theirs, [own]);
        let again = booked(62, &session, first, State::Confirmed);
        booking::add(&mut tx, &again)
            .await
            .expect("a second after the first was given up");
        let third = booked(63, &session, first, State::Waiting);
        let refused = booking::add(&mut tx, &third).await;
        assert!(matches!(
            refused,
            Err(StoreError::Conflict(Conflict::BookedAlready))
        ));
    })
    .await;
}

#[tokio::test]
async fn places_are_kept_for_a_provider_or_a_school() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "Y75").await;
        let host = person(&mut tx, 3).await;
        let session = offered(&mut tx, ours, host).await;
        let for_provider = Kept {
            provider: Some(ours),
            school: None,
            places: 1,
            until: date(2025, 11, 20),
        };
        let for_school = Kept {
            provider: None,
            school: Some(Urn(100_001)),
            places: 2,
            until: date(2025, 11, 21),
        };
        for (n, kept) in [(70, for_provider), (71, for_school)] {
            booking::keep(&mut tx, number(n), session.id, &kept)
                .await
                .expect("kept");
        }
        let known = booking::kept(&mut tx, session.id).await.expect("read");
        assert_eq!(known, [for_provider, for_school]);
        booking::free(&mut tx, session.id).await.expect("freed");
        let none = booking::kept(&mut tx, session.id).await.expect("read");
        assert_eq!(none, []);
    })
    .await;
}
