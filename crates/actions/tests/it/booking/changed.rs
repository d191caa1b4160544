//! Tries what of a session can be told otherwise once it was offered.
//!
//! Owns a session with a colleague, a kept place and a list. It never moves one.

use actions::booking::{
    list,
    offer::{Change, Given, Offered, change, given},
    place::book,
};
use domain::{
    Minutes,
    booking::{Audience, Kept, Refusal, SessionId, State},
    partnership::SchoolPhase,
};
use jiff::civil::date;

use super::place::{a_session, books, mentors, offered, offered_as, state};
use crate::world::{World, on_each, refusal};

async fn read(world: &World, session: SessionId) -> Given {
    given(&world.platform, &world.operator(), session)
        .await
        .unwrap()
}

async fn done(world: &World, session: SessionId, new: &Change) -> Result<usize, String> {
    let (platform, office) = (&world.platform, world.operator());
    let seen = read(world, session).await.session.version;
    let done = change(platform, &office, platform.number(), session, seen, new).await;
    match done {
        Ok(many) => Ok(many),
        refused => Err(refusal(refused)),
    }
}

fn words(title: &str, materials: &str) -> Change {
    Change::Words {
        title: title.to_owned(),
        series: "Thursdays".to_owned(),
        about: "How to say it.".to_owned(),
        materials: materials.to_owned(),
    }
}

#[tokio::test]
async fn what_a_session_is_and_whom_it_is_for_changes_and_nobody_loses_a_place() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let session = offered(world, 5).await;
        books(world, session, &who[0]).await;
        let new = words("Giving better feedback", "https://slides.example/1");
        assert_eq!(done(world, session, &new).await, Ok(0));
        let theirs = Audience {
            school_phase: Some(SchoolPhase::Secondary),
            ..Audience::default()
        };
        let meant = Change::Audience(theirs.clone());
        assert_eq!(done(world, session, &meant).await, Ok(0));
        let found = read(world, session).await;
        let now = &found.session;
        assert_eq!(
            (now.title.as_str(), now.series.as_str(), now.version),
            ("Giving better feedback", "Thursdays", 2)
        );
        assert_eq!(now.materials, "https://slides.example/1");
        assert_eq!((&now.audience, found.taken), (&theirs, 1));
        assert_eq!(state(world, session, &who[0]).await, Some(State::Confirmed));
        for (slip, sentence) in [
            (words(" ", ""), "Give the session a title"),
            (words(&"a".repeat(301), ""), "at most 300 letters"),
            (words("a", &"b".repeat(4_001)), "at most 4,000 letters"),
        ] {
            let said = done(world, session, &slip).await.unwrap_err();
            assert!(said.contains(sentence), "{said}");
        }
        assert_eq!(read(world, session).await.session.version, 2);
    })
    .await;
}

#[tokio::test]
async fn hosts_change_and_the_colleague_reads_what_whoever_books_needs() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let colleague = ",Cora,Host,cora@birch.example,lead_mentor,,,,2024-09-01,\n";
        world.people("Y75", colleague).await;
        let new = Offered {
            co_hosts: vec!["cora@birch.example".to_owned()],
            ..a_session()
        };
        let session = offered_as(world, &new).await;
        let (platform, once) = (&world.platform, world.platform.number());
        let needs = "A step-free way in.";
        book(platform, &who[0], once, session, who[0].person, needs)
            .await
            .unwrap();
        let found = read(world, session).await;
        assert_eq!(found.host, "lea@birch.example");
        assert_eq!(found.co_hosts, ["cora@birch.example"]);
        let mut tx = world.store.read().await.unwrap();
        let of = store::person::with_email(&mut tx, "cora@birch.example").await;
        let cora = of.unwrap().unwrap();
        drop(tx);
        let cora = actions::access::actor(platform, cora).await.unwrap();
        let needed = async || {
            let shown = list::session(platform, &cora, session).await.unwrap();
            shown.holders.map(|all| all[0].booking.needs.clone())
        };
        assert_eq!(needed().await.as_deref(), Some(needs));
        let swapped = Change::Hosts {
            host: "cora@birch.example".to_owned(),
            co_hosts: Vec::new(),
        };
        assert_eq!(done(world, session, &swapped).await, Ok(0));
        assert_eq!(needed().await.as_deref(), Some(needs));
        let found = read(world, session).await;
        assert_eq!(
            (found.host.as_str(), found.co_hosts.len()),
            ("cora@birch.example", 0)
        );
        let nobody = Change::Hosts {
            host: "nobody@nowhere.example".to_owned(),
            co_hosts: Vec::new(),
        };
        let said = done(world, session, &nobody).await.unwrap_err();
        assert!(said.contains("Nobody here has this address"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_kept_place_that_is_kept_no_longer_goes_to_whoever_waits() {
    on_each(async |world| {
        let who = mentors(world, 3).await;
        let kept = |places| Kept {
            provider: None,
            school: Some(domain::partnership::Urn(100_002)),
            places,
            until: date(2025, 11, 26),
        };
        let new = Offered {
            kept: vec![kept(1)],
            ..a_session()
        };
        let session = offered_as(world, &new).await;
        assert_eq!(books(world, session, &who[0]).await, State::Confirmed);
        assert_eq!(books(world, session, &who[1]).await, State::Waiting);
        let too_many = Change::Kept(vec![kept(2), kept(1)]);
        let said = done(world, session, &too_many).await.unwrap_err();
        assert!(
            said.contains("More places are kept than there are"),
            "{said}"
        );
        assert_eq!(
            read(world, session).await.kept,
            [("100002".to_owned(), kept(1))]
        );
        assert_eq!(done(world, session, &Change::Kept(Vec::new())).await, Ok(0));
        assert_eq!(state(world, session, &who[1]).await, Some(State::Proposed));
        assert_eq!(read(world, session).await.kept, []);
    })
    .await;
}

#[tokio::test]
async fn fewer_places_than_are_taken_are_refused_and_a_provider_joins_by_its_code() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let session = offered(world, 2).await;
        for actor in &who {
            books(world, session, actor).await;
        }
        let fewer = done(world, session, &Change::Capacity(1)).await;
        assert_eq!(fewer.unwrap_err(), Refusal::Places.to_string());
        let unknown = Change::Shared(vec!["Z99".to_owned()]);
        let said = done(world, session, &unknown).await.unwrap_err();
        assert!(said.contains("no provider of this code"), "{said}");
        let codes = vec!["l51".to_owned(), "Y75".to_owned()];
        for _ in 0..2 {
            assert_eq!(
                done(world, session, &Change::Shared(codes.clone())).await,
                Ok(0)
            );
            assert_eq!(read(world, session).await.shared_with, ["L51"]);
        }
    })
    .await;
}

#[tokio::test]
async fn of_a_session_whose_register_was_closed_only_the_words_change() {
    on_each(async |world| {
        let (session, _, host) = super::register::hosting(world, 2).await;
        let platform = &world.platform;
        let once = platform.number();
        actions::booking::register::close(platform, &host, once, session.id, Minutes(120))
            .await
            .unwrap();
        let late = done(world, session.id, &Change::Capacity(9)).await;
        assert_eq!(late.unwrap_err(), Refusal::Registered.to_string());
        let slides = words("Coaching", "https://slides.example/2");
        assert_eq!(done(world, session.id, &slides).await, Ok(0));
        assert_eq!(
            read(world, session.id).await.session.materials,
            "https://slides.example/2"
        );
    })
    .await;
}
