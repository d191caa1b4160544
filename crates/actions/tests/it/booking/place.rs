//! Tries how a session is offered and booked, who waits, and who is next.
//!
//! Owns a session that anybody at the first school may book. It never lets a school release anybody.

use std::{collections::HashMap, sync::Arc};

use actions::{
    access,
    booking::{
        list,
        offer::{self, Offered},
        place::{book, settle_all, take, withdraw},
    },
};
use domain::{
    Minutes,
    access::Actor,
    booking::{Audience, Hours, Kept, SessionId, State},
    person::Role,
};
use jiff::civil::{date, time};

use crate::world::{World, is_forbidden, mentor, on_each, refusal};

/// A live session after school.
pub fn a_session() -> Offered {
    Offered {
        component: "professional-behaviours".to_owned(),
        title: "Giving feedback".to_owned(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(60),
        held_on: date(2025, 11, 27),
        also_on: Vec::new(),
        hours: Hours {
            from: time(16, 30, 0, 0),
            until: time(17, 30, 0, 0),
        },
        place: String::new(),
        link: "https://meet.example/feedback".to_owned(),
        host: "lea@birch.example".to_owned(),
        capacity: 2,
        series: String::new(),
        audience: Audience::default(),
        shared_with: Vec::new(),
        co_hosts: Vec::new(),
        kept: Vec::new(),
    }
}

/// Offers a session with so many places.
pub async fn offered(world: &World, capacity: i64) -> SessionId {
    offered_as(
        world,
        &Offered {
            capacity,
            ..a_session()
        },
    )
    .await
}

pub(super) async fn offered_as(world: &World, new: &Offered) -> SessionId {
    let (platform, actor) = (&world.platform, world.operator());
    offer::offer(platform, &actor, platform.number(), "Y75", new)
        .await
        .unwrap()
}

/// So many mentors of the first school, as they act.
pub async fn mentors(world: &World, many: usize) -> Vec<Actor> {
    let host = ",Lea,Vers,lea@birch.example,lead_mentor,,,,2024-09-01,\n";
    world.people("Y75", host).await;
    let mut actors = Vec::new();
    for place in 0..many {
        let trn = format!("10{place:05}");
        world
            .people(
                "Y75",
                &mentor(&trn, &format!("Ada{place}"), "Khan", 100_001),
            )
            .await;
        let person = world.person(&trn).await;
        actors.push(access::actor(&world.platform, person).await.unwrap());
    }
    actors
}

pub async fn books(world: &World, session: SessionId, actor: &Actor) -> State {
    let (platform, once) = (&world.platform, world.platform.number());
    book(platform, actor, once, session, actor.person, "")
        .await
        .unwrap()
}

pub async fn state(world: &World, session: SessionId, actor: &Actor) -> Option<State> {
    let shown = list::session(&world.platform, actor, session)
        .await
        .unwrap();
    shown.own.map(|own| own.state)
}

#[tokio::test]
async fn who_comes_first_has_a_place_and_the_others_wait_in_order() {
    on_each(async |world| {
        let who = mentors(world, 4).await;
        let session = offered(world, 2).await;
        let mut states = Vec::new();
        for actor in &who {
            states.push(books(world, session, actor).await);
        }
        use State::{Confirmed, Waiting};
        assert_eq!(states, [Confirmed, Confirmed, Waiting, Waiting]);
        let last = list::session(&world.platform, &who[3], session)
            .await
            .unwrap();
        assert_eq!((last.in_line, last.room, last.taken), (Some((2, 2)), 0, 2));
        assert!(last.session.link.is_empty() && last.holders.is_none());
        let first = list::session(&world.platform, &who[0], session)
            .await
            .unwrap();
        assert_eq!(first.session.link, "https://meet.example/feedback");
        let own = list::own(&world.platform, &who[0]).await.unwrap();
        assert_eq!(own.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_place_given_up_is_offered_to_whoever_is_next_and_goes_on_when_the_offer_ends() {
    on_each(async |world| {
        let who = mentors(world, 4).await;
        let session = offered(world, 1).await;
        for actor in &who {
            books(world, session, actor).await;
        }
        let platform = &world.platform;
        let (once, person) = (platform.number(), who[0].person);
        let blank = withdraw(platform, &who[0], once, session, person, "  ").await;
        assert!(refusal(blank).starts_with("Say in a few words why"));
        withdraw(platform, &who[0], once, session, person, "A trip that day")
            .await
            .unwrap();
        assert_eq!(state(world, session, &who[0]).await, None);
        assert_eq!(state(world, session, &who[1]).await, Some(State::Proposed));
        assert_eq!(state(world, session, &who[2]).await, Some(State::Waiting));
        let early = take(platform, &who[2], platform.number(), session).await;
        assert!(refusal(early).contains("not offered to you any more"));

        world.wind(date(2025, 11, 20));
        assert_eq!(settle_all(platform).await.unwrap(), 2);
        assert_eq!(state(world, session, &who[1]).await, None);
        let actor = access::actor(platform, who[2].person).await.unwrap();
        let taken = take(platform, &actor, platform.number(), session)
            .await
            .unwrap();
        assert_eq!(taken, State::Confirmed);
        assert_eq!(settle_all(platform).await.unwrap(), 0);
        assert_eq!(state(world, session, &who[3]).await, Some(State::Waiting));
    })
    .await;
}

#[tokio::test]
async fn a_double_press_books_once_and_a_second_booking_is_refused() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let (platform, actor) = (&world.platform, &who[0]);
        let session = offered(world, 3).await;
        let once = platform.number();
        for _ in 0..2 {
            let booked = book(
                platform,
                actor,
                once,
                session,
                actor.person,
                "A seat near the front",
            )
            .await;
            assert_eq!(booked.unwrap(), State::Confirmed);
        }
        let again = book(
            platform,
            actor,
            platform.number(),
            session,
            actor.person,
            "",
        )
        .await;
        assert!(refusal(again).contains("a booking for this session already"));
        let shown = list::session(platform, actor, session).await.unwrap();
        assert_eq!(shown.taken, 1);
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let read = list::bookings(platform, &office, session).await.unwrap();
        assert_eq!(read.len(), 1);
        assert!(
            read[0].booking.needs.is_empty(),
            "only the hosts read what somebody needs"
        );
    })
    .await;
}

#[tokio::test]
async fn two_sessions_at_one_time_are_not_both_booked() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let session = offered(world, 3).await;
        let other = offered(world, 3).await;
        books(world, session, &who[0]).await;
        let (platform, actor) = (&world.platform, &who[0]);
        let clash = book(platform, actor, platform.number(), other, actor.person, "").await;
        assert!(refusal(clash).contains("Giving feedback"));
    })
    .await;
}

#[tokio::test]
async fn a_professional_mentor_books_those_of_their_school_and_nobody_else() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        world
            .people("Y75", &mentor("1000900", "Eve", "Low", 100_002))
            .await;
        let session = offered(world, 3).await;
        let platform = &world.platform;
        let seat = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let booked = book(
            platform,
            &seat,
            platform.number(),
            session,
            who[0].person,
            "",
        )
        .await;
        assert_eq!(booked.unwrap(), State::Confirmed);
        let eve = world.person("1000900").await;
        let other = book(platform, &seat, platform.number(), session, eve, "").await;
        assert!(is_forbidden(&other));
        let given_up = withdraw(
            platform,
            &seat,
            platform.number(),
            session,
            who[0].person,
            "She is needed here",
        )
        .await;
        assert!(given_up.is_ok());
    })
    .await;
}

#[tokio::test]
async fn places_kept_for_another_provider_are_not_given_away_before_their_day_is_over() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let kept = Kept {
            provider: Some(world.provider("L51").await),
            school: None,
            places: 1,
            until: date(2025, 11, 20),
        };
        let new = Offered {
            shared_with: vec!["L51".to_owned()],
            kept: vec![kept],
            ..a_session()
        };
        let session = offered_as(world, &new).await;
        assert_eq!(books(world, session, &who[0]).await, State::Confirmed);
        assert_eq!(books(world, session, &who[1]).await, State::Waiting);
        world.wind(date(2025, 11, 21));
        assert_eq!(settle_all(&world.platform).await.unwrap(), 1);
        assert_eq!(state(world, session, &who[1]).await, Some(State::Proposed));
    })
    .await;
}

#[tokio::test]
async fn five_hundred_at_once_for_forty_places_get_forty_and_the_rest_wait_in_order() {
    on_each(async |world| {
        let people = super::register::hall(world, 500).await;
        mentors(world, 0).await;
        let session = offered(world, 40).await;
        let platform = Arc::new(world.platform.clone());
        // However slow the machine is, nobody waits longer for a connection than the store lets them.
        let door = Arc::new(tokio::sync::Semaphore::new(64));
        let rush: Vec<_> = people
            .into_iter()
            .map(|person| {
                let (platform, door) = (platform.clone(), door.clone());
                tokio::spawn(async move {
                    let _in = door.acquire().await.unwrap();
                    let actor = access::actor(&platform, person).await.unwrap();
                    let once = platform.number();
                    let state = book(&platform, &actor, once, session, person, "").await;
                    (person, state.unwrap())
                })
            })
            .collect();
        let mut told = HashMap::new();
        for one in rush {
            let (person, state) = one.await.unwrap();
            told.insert(person, state);
        }
        let mut tx = world.store.read().await.unwrap();
        let all = store::booking::bookings(&mut tx, session).await.unwrap();
        let numbers: Vec<i64> = all.iter().map(|one| one.number).collect();
        assert_eq!(numbers, (1..=500).collect::<Vec<i64>>());
        for (place, one) in all.iter().enumerate() {
            let state = if place < 40 {
                State::Confirmed
            } else {
                State::Waiting
            };
            assert_eq!(one.state, state, "place {place}");
            assert_eq!(told.remove(&one.person), Some(state), "place {place}");
        }
        assert!(told.is_empty(), "somebody is lost");
    })
    .await;
}
