//! Tries how long people stay signed in, and what ends it.
//!
//! Owns the way to a session of one's own. It never reads a cookie.

use actions::{
    Platform,
    access::{
        self,
        session::{Entered, Entrance, Opened, devices, end, end_all, enter, open, sign_out},
    },
};
use domain::{
    access::session::{Device, How, Why},
    person::PersonId,
};

use crate::world::{World, is_forbidden, mentor, on_each, refusal};

const AMINA: &str = "1000001";
const OFFICER: &str = "1000003";

/// A mentor and somebody of the office, mid-morning of a Tuesday.
async fn people(world: &World) -> (PersonId, PersonId) {
    let office = format!("{OFFICER},Olu,Ade,,partnership_officer,,,,2024-09-01,2025-11-18\n");
    let amina = mentor(AMINA, "Amina", "Khan", 100_001);
    world.people("Y75", &format!("{amina}{office}")).await;
    world.wind_to("2025-11-18T10:00:00Z");
    (world.person(AMINA).await, world.person(OFFICER).await)
}

async fn opened(world: &World, person: PersonId, shared: bool) -> Opened {
    let device = Device {
        agent: "Firefox on Linux".to_owned(),
        address: "192.0.2.7".to_owned(),
        shared,
    };
    let mut tx = world.store.write().await.unwrap();
    let done = open(&world.platform, &mut tx, person, How::Code, &device).await;
    tx.commit().await.unwrap();
    done.unwrap()
}

async fn entered(platform: &Platform, secret: &str) -> Entered {
    match enter(platform, secret).await.unwrap() {
        Entrance::Open(entered) => entered,
        other => panic!("not signed in: {other:?}"),
    }
}

async fn over(platform: &Platform, secret: &str) -> Why {
    match enter(platform, secret).await.unwrap() {
        Entrance::Over(why) => why,
        other => panic!("not over: {other:?}"),
    }
}

#[tokio::test]
async fn a_secret_opens_its_session_and_no_other_text_does() {
    on_each(async |world| {
        let (amina, _) = people(world).await;
        let opened = opened(world, amina, false).await;
        for _ in 0..2 {
            let entered = entered(&world.platform, &opened.secret).await;
            assert_eq!(entered.reader.person.id, amina);
            assert_eq!(entered.session.id, opened.session);
        }
        let upper = opened.secret.to_uppercase();
        let long = opened.secret.repeat(100);
        let number = opened.session.to_string();
        for wrong in ["", "x", &upper[..63], &opened.secret[1..], &long, &number] {
            let found = enter(&world.platform, wrong).await.unwrap();
            assert!(matches!(found, Entrance::Nobody), "{wrong}");
        }
        let held = world.store.read().await;
        let kept = store::scratch::texts(&mut held.unwrap(), "access_session", "agent").await;
        assert!(!kept.unwrap().contains(&opened.secret));
    })
    .await;
}

#[tokio::test]
async fn an_officer_who_leaves_the_desk_is_signed_out_and_a_mentor_is_not() {
    on_each(async |world| {
        let (amina, officer) = people(world).await;
        let (hers, his) = (
            opened(world, amina, false).await,
            opened(world, officer, false).await,
        );
        world.wind_to("2025-11-18T13:59:00Z");
        entered(&world.platform, &his.secret).await;
        world.wind_to("2025-11-18T17:58:00Z");
        entered(&world.platform, &his.secret).await;
        world.wind_to("2025-11-18T21:58:00Z");
        assert_eq!(over(&world.platform, &his.secret).await, Why::Idle);
        assert_eq!(over(&world.cold(), &his.secret).await, Why::Idle);
        world.wind_to("2025-11-25T09:59:00Z");
        entered(&world.platform, &hers.secret).await;
        world.wind_to("2025-12-02T09:59:00Z");
        assert_eq!(over(&world.platform, &hers.secret).await, Why::Idle);
    })
    .await;
}

#[tokio::test]
async fn nobody_stays_signed_in_past_the_end_however_busy_they_are() {
    on_each(async |world| {
        let (amina, _) = people(world).await;
        let opened = opened(world, amina, true).await;
        assert_eq!(opened.lasts, None, "a shared computer forgets");
        for instant in [
            "10:14", "10:28", "10:42", "10:56", "11:10", "11:24", "11:38", "11:52",
        ] {
            world.wind_to(&format!("2025-11-18T{instant}:00Z"));
            entered(&world.platform, &opened.secret).await;
        }
        world.wind_to("2025-11-18T12:00:00Z");
        assert_eq!(over(&world.platform, &opened.secret).await, Why::Over);
    })
    .await;
}

#[tokio::test]
async fn a_change_of_rights_ends_what_was_opened_with_the_old_ones() {
    on_each(async |world| {
        let (amina, officer) = people(world).await;
        let (hers, his) = (
            opened(world, amina, false).await,
            opened(world, officer, false).await,
        );
        let role = "1000001,Amina,Khan,,partnership_officer,,,,2024-09-01,\n";
        world.people("Y75", role).await;
        assert_eq!(
            over(&world.platform, &hers.secret).await,
            Why::RightsChanged
        );
        entered(&world.platform, &his.secret).await;
        world.wind_to("2025-11-19T00:30:00Z");
        let mut tx = world.store.write().await.unwrap();
        let now = world.platform.now();
        store::access::session::seen(&mut tx, his.session, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            over(&world.cold(), &his.secret).await,
            Why::RightsChanged,
            "the last day of the role is over"
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_signs_out_is_out_on_every_copy_of_the_program() {
    on_each(async |world| {
        let (amina, _) = people(world).await;
        let opened = opened(world, amina, false).await;
        let other = world.cold();
        entered(&other, &opened.secret).await;
        entered(&world.platform, &opened.secret).await;
        for _ in 0..2 {
            sign_out(&world.platform, &opened.secret).await.unwrap();
        }
        assert_eq!(over(&other, &opened.secret).await, Why::SignedOut);
        let notes = world.notes().await;
        let told = notes.iter().filter(|note| note.told == "signed out");
        assert_eq!(told.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn devices_are_listed_and_ended_by_their_owner_and_an_administrator_alone() {
    on_each(async |world| {
        let (amina, officer) = people(world).await;
        let (phone, desk) = (
            opened(world, amina, false).await,
            opened(world, amina, true).await,
        );
        let platform = &world.platform;
        let own = access::actor(platform, amina).await.unwrap();
        let other = access::actor(platform, officer).await.unwrap();
        assert_eq!(devices(platform, &own, amina).await.unwrap().len(), 2);
        assert!(is_forbidden(&devices(platform, &other, amina).await));
        let once = platform.number();
        let wrong = end(platform, &other, (amina, desk.session), once).await;
        assert!(is_forbidden(&wrong));
        let theirs = end(platform, &other, (officer, desk.session), once).await;
        assert_eq!(refusal(theirs), "There is no such device here.");
        for _ in 0..2 {
            end(platform, &own, (amina, desk.session), once)
                .await
                .unwrap();
        }
        assert_eq!(over(platform, &desk.secret).await, Why::EndedElsewhere);
        entered(platform, &phone.secret).await;
        let (once, but) = (platform.number(), Some(phone.session));
        let ended = end_all(platform, &own, amina, but, once).await.unwrap();
        assert_eq!(ended, 0, "no other is left");
        entered(platform, &phone.secret).await;
        let once = platform.number();
        let ended = end_all(platform, &world.operator(), amina, None, once).await;
        assert_eq!(ended.unwrap(), 1);
        assert_eq!(over(platform, &phone.secret).await, Why::Ended);
    })
    .await;
}
