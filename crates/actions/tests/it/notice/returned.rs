//! Tries mail that comes back after it was taken: it is shown, told anew, and believed only by its number.
//! Owns no words of its own.
//! Never sends anything.

use actions::{
    access::sign_in,
    notice::{Outbox, Returned, came_back, outbox, resend, round, tell},
};
use domain::{
    access::session::Device,
    notice::{MessageState, inbox::NoticeKind},
    person::{PersonId, Role},
};
use uuid::Uuid;

use super::{
    inbox::{amina, leaves},
    new,
};
use crate::world::{World, on_each, refusal};

const GONE: &str = "The mail came back: there is no such mailbox (5.1.1).";

fn returned(number: Uuid, for_good: bool) -> Returned {
    Returned {
        numbers: vec![Uuid::from_u128(1), number],
        why: GONE.to_owned(),
        for_good,
    }
}

async fn told(world: &World, person: PersonId, kind: NoticeKind, key: &str) {
    let mut tx = world.store.write().await.unwrap();
    let mut new = new(person, kind, key);
    new.about = Some(Uuid::from_u128(0xf1));
    tell(&world.platform, &mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
}

async fn seen(world: &World) -> Outbox {
    let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
    outbox(&world.platform, &noor, None).await.unwrap()
}

async fn marked(world: &World, person: PersonId) -> usize {
    let mut tx = world.store.read().await.unwrap();
    let found = store::person::came_back(&mut tx, person).await.unwrap();
    found.len()
}

/// Sends a mail about a session that was called off. Says its number.
async fn sent(world: &World, person: PersonId) -> Uuid {
    told(world, person, NoticeKind::CalledOff, "off").await;
    assert_eq!(leaves(world).await.len(), 1);
    seen(world).await.sent[0].id
}

#[tokio::test]
async fn what_came_back_is_shown_once_and_goes_again_when_somebody_asks_for_it() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        let number = sent(world, person).await;
        for ours in [true, false] {
            let found = came_back(platform, &returned(number, true)).await.unwrap();
            assert_eq!(found, ours, "read twice it changes nothing");
        }
        let shown = seen(world).await;
        let letter = &shown.given_up[0];
        assert_eq!((letter.id, letter.failure.as_str()), (number, GONE));
        assert!(letter.can_go_again);
        assert_eq!(marked(world, person).await, 1);
        round(platform).await.unwrap();
        assert!(leaves(world).await.is_empty(), "nobody asked for it");

        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        resend(platform, &noor, platform.number(), number)
            .await
            .unwrap();
        round(platform).await.unwrap();
        let again = leaves(world).await;
        assert_eq!((again.len(), again[0].1.as_str()), (1, "About off"));
        assert_eq!(marked(world, person).await, 0, "mail arrives there");
        let late = resend(platform, &noor, platform.number(), number).await;
        assert_eq!(refusal(late), "This message no longer waits.");
        let late = came_back(platform, &returned(number, true)).await.unwrap();
        assert!(!late, "another mail has told it since");
    })
    .await;
}

#[tokio::test]
async fn somebody_with_another_address_gets_it_there_at_once() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        let number = sent(world, person).await;
        let mut tx = world.store.write().await.unwrap();
        store::person::add_email(&mut tx, person, "amina@home.example")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        came_back(platform, &returned(number, true)).await.unwrap();
        round(platform).await.unwrap();
        assert_eq!(leaves(world).await.len(), 1);
        let sent = seen(world).await.sent;
        assert_eq!(sent[0].to, "amina@home.example");
    })
    .await;
}

#[tokio::test]
async fn what_holds_no_more_does_not_go_again() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        let number = sent(world, person).await;
        came_back(platform, &returned(number, true)).await.unwrap();
        let mut tx = world.store.write().await.unwrap();
        let about = Uuid::from_u128(0xf1);
        actions::notice::withdraw_all(platform, &mut tx, about)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        round(platform).await.unwrap();
        assert!(leaves(world).await.is_empty());
        assert!(
            seen(world).await.given_up.is_empty(),
            "nothing is left to mend"
        );
    })
    .await;
}

#[tokio::test]
async fn a_full_mailbox_says_nothing_of_the_address_and_a_link_is_not_sent_twice() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        let device = Device::default();
        sign_in::ask(platform, "amina@ashfield.example", None, None, &device)
            .await
            .unwrap();
        assert_eq!(leaves(world).await.len(), 1);
        let number = seen(world).await.sent[0].id;
        came_back(platform, &returned(number, false)).await.unwrap();
        assert_eq!(marked(world, person).await, 0);
        let letter = &seen(world).await.given_up[0];
        assert_eq!(
            (letter.state, letter.can_go_again),
            (MessageState::GivenUp, false)
        );
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let again = resend(platform, &noor, platform.number(), number).await;
        assert_eq!(refusal(again), "This message no longer waits.");
    })
    .await;
}
