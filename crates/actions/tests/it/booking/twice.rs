//! Tries that nobody holds places at the same hour, releases themself, or is granted an hour on two days.
//!
//! Owns no session of its own. It never gives a place.

use actions::booking::{
    catch_up::book_instead,
    offer::{Change, change},
    place::{self, settle_all, stay, withdraw},
    register::{close, reopen},
    release::{self, Answer},
};
use domain::{
    Minutes,
    access::Actor,
    booking::{
        Session, SessionId, State,
        register::{Attendance, Mark, Source},
    },
    person::{Membership, Role},
    placement::{Mentoring, MentoringId},
};
use jiff::civil::date;

use super::{
    booked, offered as begun,
    place::{a_session, books, mentors, offered, state},
    register::{hall, total},
};
use crate::{
    placement::{placed, student},
    world::{World, on_each, refusal},
};

/// Moves a session to another day at the same hours.
async fn moves(world: &World, session: SessionId, seen: i64, day: i8) -> Result<usize, String> {
    let moved = Change::Moved {
        held_on: date(2025, 12, day),
        hours: a_session().hours,
        reason: "The host is ill.".to_owned(),
    };
    let (platform, office) = (&world.platform, world.operator());
    let done = change(platform, &office, platform.number(), session, seen, &moved).await;
    done.map_err(|error| error.to_string())
}

async fn gives_up(world: &World, session: SessionId, actor: &Actor) {
    let platform = &world.platform;
    let (once, person) = (platform.number(), actor.person);
    withdraw(platform, actor, once, session, person, "Ill")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_place_that_is_proposed_is_not_taken_beside_another_at_the_same_hour() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let (first, second) = (offered(world, 1).await, offered(world, 2).await);
        books(world, first, &who[0]).await;
        assert_eq!(books(world, first, &who[1]).await, State::Waiting);
        assert_eq!(books(world, second, &who[1]).await, State::Confirmed);
        gives_up(world, first, &who[0]).await;
        assert_eq!(state(world, first, &who[1]).await, Some(State::Proposed));
        let platform = &world.platform;
        let taken = place::take(platform, &who[1], platform.number(), first).await;
        assert!(refusal(taken).contains("same hours"));
        gives_up(world, second, &who[1]).await;
        let taken = place::take(platform, &who[1], platform.number(), first).await;
        assert_eq!(taken.unwrap(), State::Confirmed);
    })
    .await;
}

#[tokio::test]
async fn nobody_stays_at_a_moved_session_beside_another_at_its_new_hour_or_once_it_has_begun() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let (first, second) = (offered(world, 2).await, offered(world, 2).await);
        books(world, first, &who[0]).await;
        moves(world, first, 0, 4).await.unwrap();
        moves(world, second, 0, 4).await.unwrap();
        assert_eq!(books(world, second, &who[0]).await, State::Confirmed);
        let platform = &world.platform;
        let stays = stay(platform, &who[0], platform.number(), first).await;
        assert!(refusal(stays).contains("same hours"));
        gives_up(world, second, &who[0]).await;
        world.wind(date(2025, 12, 5));
        let late = stay(platform, &who[0], platform.number(), first).await;
        assert!(refusal(late).contains("began"));
    })
    .await;
}

#[tokio::test]
async fn a_session_whose_register_was_closed_is_neither_moved_nor_called_off() {
    on_each(async |world| {
        mentors(world, 1).await;
        let host = world.person("1000000").await;
        let session = begun(world, host).await;
        let (platform, office) = (&world.platform, world.operator());
        close(
            platform,
            &office,
            platform.number(),
            session.id,
            Minutes(120),
        )
        .await
        .unwrap();
        let sentence = moves(world, session.id, session.version, 4)
            .await
            .unwrap_err();
        assert!(sentence.contains("minutes rest on its day"), "{sentence}");
        reopen(
            platform,
            &office,
            platform.number(),
            session.id,
            "One more.",
        )
        .await
        .unwrap();
        let sentence = moves(world, session.id, session.version, 4)
            .await
            .unwrap_err();
        assert!(sentence.contains("minutes rest on its day"), "{sentence}");
    })
    .await;
}

#[tokio::test]
async fn a_link_is_whole_and_more_places_go_to_whoever_waits_at_once() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let session = offered(world, 1).await;
        books(world, session, &who[0]).await;
        assert_eq!(books(world, session, &who[1]).await, State::Waiting);
        let (platform, office) = (&world.platform, world.operator());
        for link in [
            "javascript:alert(1)",
            "http://meet.example/a",
            "meet.example",
        ] {
            let place = Change::Place {
                place: String::new(),
                link: link.to_owned(),
            };
            let done = change(platform, &office, platform.number(), session, 0, &place).await;
            assert!(refusal(done).contains("https://"), "{link}");
        }
        let two = Change::Capacity(2);
        change(platform, &office, platform.number(), session, 0, &two)
            .await
            .unwrap();
        assert_eq!(state(world, session, &who[1]).await, Some(State::Proposed));
    })
    .await;
}

#[tokio::test]
async fn whoever_waits_for_another_day_keeps_the_place_until_they_have_it() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let (first, second) = (offered(world, 2).await, offered(world, 1).await);
        books(world, first, &who[0]).await;
        books(world, second, &who[1]).await;
        moves(world, first, 0, 4).await.unwrap();
        let platform = &world.platform;
        let once = platform.number();
        let instead = book_instead(platform, &who[0], once, first, second).await;
        assert_eq!(instead.unwrap(), State::Waiting);
        assert_eq!(state(world, first, &who[0]).await, Some(State::ToChoose));
    })
    .await;
}

#[tokio::test]
async fn whoever_waits_is_told_that_the_session_was_moved() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let session = offered(world, 1).await;
        books(world, session, &who[0]).await;
        books(world, session, &who[1]).await;
        moves(world, session, 0, 4).await.unwrap();
        assert_eq!(settle_all(&world.platform).await.unwrap(), 0);
        let mut tx = world.store.read().await.unwrap();
        let told = store::notice::inbox::told_to(&mut tx, who[1].person)
            .await
            .unwrap();
        let stand = told.iter().filter(|one| one.withdrawn_at.is_none());
        let words: Vec<&str> = stand.map(|one| one.words.as_str()).collect();
        assert_eq!(words.len(), 1, "{words:?}");
        assert!(
            words[0].contains("You stay on the waiting list"),
            "{words:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_releases_themself() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let session = offered(world, 1).await;
        books(world, session, &who[0]).await;
        let mut tx = world.store.read().await.unwrap();
        let own = store::booking::bookings(&mut tx, session).await.unwrap();
        drop(tx);
        let school = own[0].school.unwrap();
        let mut actor = who[0].clone();
        actor.memberships.push(Membership {
            role: Role::ProfessionalMentor,
            school: Some(school),
            ..actor.memberships[0].clone()
        });
        let (platform, which) = (&world.platform, (school, own[0].id));
        let once = platform.number();
        let done = release::answer(platform, &actor, once, which, &Answer::Release).await;
        assert!(refusal(done).contains("somebody else of your school"));
    })
    .await;
}

#[tokio::test]
async fn an_hour_is_held_by_the_provider_of_the_placement_of_that_day_whoever_held_the_booking() {
    on_each(async |world| {
        let people = hall(world, 1).await;
        mentors(world, 1).await;
        let (ours, theirs) = (world.provider("Y75").await, world.provider("L51").await);
        let host = world.person("1000000").await;
        let session = Session {
            id: SessionId(world.platform.number()),
            provider: theirs,
            ..begun(world, host).await
        };
        student(world).await;
        let placement = placed(world).await;
        let mentoring = Mentoring {
            id: MentoringId(world.platform.number()),
            mentor: people[0],
            from: date(2025, 9, 15),
            until: None,
        };
        let there = Attendance {
            session: session.id,
            person: people[0],
            mark: Mark::Attended,
            minutes: None,
            source: Source::Grid,
            noted_at: world.platform.now(),
            noted_by: host,
        };
        let mut tx = world.store.write().await.unwrap();
        store::booking::offer(&mut tx, &session, world.platform.now(), host)
            .await
            .unwrap();
        store::booking::share(&mut tx, session.id, ours, None)
            .await
            .unwrap();
        store::placement::add_mentoring(&mut tx, placement, &mentoring)
            .await
            .unwrap();
        store::booking::register::note(&mut tx, &there)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        booked(world, &session, &people).await;
        let (platform, office) = (&world.platform, world.operator());
        close(
            platform,
            &office,
            platform.number(),
            session.id,
            Minutes(120),
        )
        .await
        .unwrap();
        assert_eq!(
            total(world, &people).await,
            120,
            "in the book of York St John"
        );
        let mut tx = world.store.read().await.unwrap();
        let after = world.platform.known_before();
        let lines = store::ledger::lines(&mut tx, theirs, after).await.unwrap();
        assert!(lines.is_empty(), "and in no other");
    })
    .await;
}
