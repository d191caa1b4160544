//! Tries the mails that could not go at once: they wait for the hours, and tell what still holds alone.
//! Owns no words of its own.
//! Never sends anything.

use actions::notice::{Fared, batch, outbox, round, settle, tell, withdraw};
use domain::{
    booking::SessionId,
    notice::inbox::NoticeKind,
    person::{PersonId, Role},
};
use uuid::Uuid;

use super::{
    inbox::{amina, leaves},
    new,
};
use crate::world::{World, on_each};

/// The first of the sessions about which somebody is told.
const FIRST: SessionId = SessionId(Uuid::from_u128(0xf1));

/// Another one.
const SECOND: SessionId = SessionId(Uuid::from_u128(0xf2));

async fn told(world: &World, person: PersonId, kind: NoticeKind, about: SessionId) {
    let mut tx = world.store.write().await.unwrap();
    let mut new = new(person, kind, &about.0.simple().to_string()[30..]);
    new.about = Some(about.0);
    assert!(tell(&world.platform, &mut tx, &new).await.unwrap());
    tx.commit().await.unwrap();
}

async fn taken_back(world: &World, person: PersonId, about: SessionId) {
    let mut tx = world.store.write().await.unwrap();
    let gone = withdraw(&world.platform, &mut tx, person, about).await;
    assert_eq!(gone.unwrap(), 1);
    tx.commit().await.unwrap();
}

/// Tries what is due, which the mail server does not take now. Says how much that was.
async fn fails(world: &World) -> usize {
    let platform = &world.platform;
    let given = batch(platform).await.unwrap();
    for leased in &given.messages {
        let later = Fared::Later("It is full.".to_owned());
        settle(platform, &given, leased, &later).await.unwrap();
    }
    given.messages.len()
}

#[tokio::test]
async fn a_mail_that_is_tried_again_waits_for_the_hours_unless_it_is_essential() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-12-19T17:59:50Z");
        told(world, person, NoticeKind::Booked, FIRST).await;
        told(world, person, NoticeKind::CalledOff, SECOND).await;
        round(platform).await.unwrap();
        assert_eq!(fails(world).await, 2);
        world.wind_to("2025-12-19T18:00:30Z");
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(sent[0].1, "About f2", "a session that was called off");
        for still in ["2025-12-20T09:00:00Z", "2026-01-05T06:59:00Z"] {
            world.wind_to(still);
            assert!(leaves(world).await.is_empty(), "{still}");
        }
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let found = outbox(platform, &noor, None).await.unwrap();
        assert_eq!(found.waiting[0].failure, "It is full.", "tried once");
        world.wind_to("2026-01-05T07:00:00Z");
        assert_eq!(leaves(world).await.len(), 1, "term has begun");
    })
    .await;
}

#[tokio::test]
async fn a_mail_of_several_things_tells_anew_what_still_holds_alone() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-11-19T10:00:00Z");
        for about in [FIRST, SECOND] {
            told(world, person, NoticeKind::Booked, about).await;
        }
        round(platform).await.unwrap();
        taken_back(world, person, FIRST).await;
        assert!(leaves(world).await.is_empty(), "it was taken back");
        round(platform).await.unwrap();
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].1, "About f2");
        assert!(!sent[0].2.contains("f1"), "{}", sent[0].2);
        round(platform).await.unwrap();
        assert!(leaves(world).await.is_empty(), "never twice");
    })
    .await;
}

#[tokio::test]
async fn a_digest_that_was_taken_back_goes_on_the_same_day_with_the_rest() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-11-24T07:00:00Z");
        for about in [FIRST, SECOND] {
            told(world, person, NoticeKind::Written, about).await;
        }
        round(platform).await.unwrap();
        taken_back(world, person, SECOND).await;
        world.wind_to("2025-11-24T07:01:00Z");
        round(platform).await.unwrap();
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].1, "About f1", "what never went is not of this week");
    })
    .await;
}

#[tokio::test]
async fn what_is_withdrawn_while_it_is_tried_does_not_go_when_it_is_tried_again() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-11-19T10:00:00Z");
        for about in [FIRST, SECOND] {
            told(world, person, NoticeKind::Booked, about).await;
        }
        round(platform).await.unwrap();
        let given = batch(platform).await.unwrap();
        assert_eq!(given.messages.len(), 1);
        taken_back(world, person, SECOND).await;
        let later = Fared::Later("It is full.".to_owned());
        settle(platform, &given, &given.messages[0], &later)
            .await
            .unwrap();
        world.wind_to("2025-11-19T10:01:00Z");
        assert!(leaves(world).await.is_empty(), "it tells of what is gone");
        round(platform).await.unwrap();
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].1, "About f1");
    })
    .await;
}

#[tokio::test]
async fn a_digest_that_left_late_is_followed_by_another_a_week_later_and_no_sooner() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-11-24T17:59:50Z");
        told(world, person, NoticeKind::Written, FIRST).await;
        round(platform).await.unwrap();
        assert_eq!(fails(world).await, 1);
        world.wind_to("2025-11-25T07:00:00Z");
        assert_eq!(leaves(world).await.len(), 1, "a day late");
        told(world, person, NoticeKind::Written, SECOND).await;
        for (day, many) in [("2025-12-01T09:00:00Z", 0), ("2025-12-08T09:00:00Z", 1)] {
            world.wind_to(day);
            round(platform).await.unwrap();
            assert_eq!(leaves(world).await.len(), many, "{day}");
        }
    })
    .await;
}
