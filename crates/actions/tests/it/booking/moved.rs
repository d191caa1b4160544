//! Tries how a session is moved or called off, and what cannot be offered.
//!
//! Owns no session of its own. It never gives a place.

use actions::booking::{
    offer::{self, Change, Offered, change},
    place::{book, settle_all, stay, withdraw},
};
use domain::{
    Minutes,
    booking::{Hours, Session, SessionId, State},
};
use jiff::civil::{date, time};

use super::place::{a_session, books, mentors, offered, state};
use crate::world::{World, on_each, refusal};

async fn known(world: &World, session: SessionId) -> Session {
    let mut tx = world.store.read().await.unwrap();
    let found = store::booking::session(&mut tx, session).await.unwrap();
    found.unwrap()
}

#[tokio::test]
async fn a_session_that_is_moved_lets_each_person_choose_again_and_keeps_their_place_until_then() {
    on_each(async |world| {
        let who = mentors(world, 3).await;
        let session = offered(world, 2).await;
        for actor in &who {
            books(world, session, actor).await;
        }
        let (platform, office) = (&world.platform, world.operator());
        let moved = Change::Moved {
            held_on: date(2025, 12, 4),
            hours: a_session().hours,
            reason: "The host is ill.".to_owned(),
        };
        let many = change(platform, &office, platform.number(), session, 0, &moved).await;
        assert_eq!(many.unwrap(), 2);
        assert_eq!(state(world, session, &who[0]).await, Some(State::ToChoose));
        assert_eq!(state(world, session, &who[2]).await, Some(State::Waiting));
        assert_eq!(
            settle_all(platform).await.unwrap(),
            0,
            "their places are kept"
        );
        let stays = stay(platform, &who[0], platform.number(), session).await;
        assert_eq!(stays.unwrap(), State::Confirmed);
        withdraw(
            platform,
            &who[1],
            platform.number(),
            session,
            who[1].person,
            "",
        )
        .await
        .unwrap();
        assert_eq!(state(world, session, &who[2]).await, Some(State::Proposed));
        assert_eq!(known(world, session).await.version, 1);
        let late = change(platform, &office, platform.number(), session, 0, &moved).await;
        assert!(refusal(late).contains("changed this session meanwhile"));
    })
    .await;
}

#[tokio::test]
async fn a_session_that_is_called_off_is_booked_by_nobody_and_tells_why() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let session = offered(world, 2).await;
        books(world, session, &who[0]).await;
        let (platform, office) = (&world.platform, world.operator());
        let blank = Change::Cancelled {
            reason: " ".to_owned(),
        };
        let silent = change(platform, &office, platform.number(), session, 0, &blank).await;
        assert!(refusal(silent).contains("Say why"));
        let off = Change::Cancelled {
            reason: "The hall is closed.".to_owned(),
        };
        change(platform, &office, platform.number(), session, 0, &off)
            .await
            .unwrap();
        assert_eq!(state(world, session, &who[0]).await, Some(State::ToChoose));
        let (actor, once) = (&who[1], platform.number());
        let booked = book(platform, actor, once, session, actor.person, "").await;
        assert!(refusal(booked).contains("called off"));
        let stays = stay(platform, &who[0], platform.number(), session).await;
        assert!(refusal(stays).contains("called off"));
        assert_eq!(known(world, session).await.reason, "The hall is closed.");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_offered_is_refused_with_a_sentence() {
    on_each(async |world| {
        mentors(world, 0).await;
        let (platform, actor) = (&world.platform, world.operator());
        let hours = |from, until| Hours {
            from: time(from, 30, 0, 0),
            until: time(until, 30, 0, 0),
        };
        let slips: [(Offered, &str); 7] = [
            (
                Offered {
                    component: "nothing".to_owned(),
                    ..a_session()
                },
                "Choose a component",
            ),
            (
                Offered {
                    held_on: date(2025, 11, 17),
                    ..a_session()
                },
                "in the past",
            ),
            (
                Offered {
                    held_on: date(2026, 3, 29),
                    hours: hours(1, 4),
                    ..a_session()
                },
                "clocks go forward",
            ),
            (
                Offered {
                    hours: hours(17, 16),
                    ..a_session()
                },
                "ends before it starts",
            ),
            (
                Offered {
                    minutes: Minutes(61),
                    ..a_session()
                },
                "more than the session lasts",
            ),
            (
                Offered {
                    capacity: 0,
                    ..a_session()
                },
                "number of places",
            ),
            (
                Offered {
                    link: "javascript:alert(1)".to_owned(),
                    ..a_session()
                },
                "begins with https://",
            ),
        ];
        for (new, words) in slips {
            let refused = offer::offer(platform, &actor, platform.number(), "Y75", &new).await;
            let sentence = refusal(refused);
            assert!(sentence.contains(words), "{sentence}");
        }
        let stranger = Offered {
            host: "nobody@nowhere.example".to_owned(),
            ..a_session()
        };
        let refused = offer::offer(platform, &actor, platform.number(), "Y75", &stranger).await;
        assert!(refusal(refused).contains("Nobody here has this address"));
    })
    .await;
}
