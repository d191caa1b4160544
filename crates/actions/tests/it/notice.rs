//! Tries the outbox as whoever sends from it meets it: batches, failures, and what is of no more use.
//! Owns the message that waits.
//! Never sends anything.

mod held;
mod inbox;
mod lived;
mod returned;
mod segment;
mod write;
mod year;

use actions::notice::{Fared, batch, longest_due, outbox, queue, resend, settle, try_mail};
use domain::{
    notice::{
        Message, MessageKind, MessageState,
        inbox::{NewNotice, NoticeKind},
        template::Template,
    },
    person::{PersonId, Role},
};
use uuid::Uuid;

use crate::world::{World, on_each};

/// Queues a message, as a deed would. Says its number.
pub async fn queued(world: &World) -> Uuid {
    let message = Message {
        id: world.platform.number(),
        to: "amina@school.example".to_owned(),
        person: None,
        provider: None,
        kind: MessageKind::Told,
        subject: "Told".to_owned(),
        text: "Told".to_owned(),
        html: "<p>Told</p>".to_owned(),
        calendar: None,
        useless_after: None,
    };
    let mut tx = world.store.write().await.unwrap();
    queue(&mut tx, world.platform.now(), &message)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    message.id
}

/// Refuses a message to a mentor of York St John for good, as a mail server would. Says its number.
pub async fn came_back(world: &World) -> Uuid {
    let message = Message {
        id: world.platform.number(),
        to: "amina@school.example".to_owned(),
        person: None,
        provider: Some(world.provider("Y75").await),
        kind: MessageKind::Told,
        subject: "Told".to_owned(),
        text: "Told".to_owned(),
        html: "<p>Told</p>".to_owned(),
        calendar: None,
        useless_after: None,
    };
    let mut tx = world.store.write().await.unwrap();
    queue(&mut tx, world.platform.now(), &message)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    loop {
        let given = batch(&world.platform).await.unwrap();
        for leased in &given.messages {
            let no = Fared::Never("The mail server refused the message for good.".to_owned());
            settle(&world.platform, &given, leased, &no).await.unwrap();
        }
        if given.messages.is_empty() {
            return message.id;
        }
    }
}

/// What a test tells somebody.
pub fn new(person: PersonId, kind: NoticeKind, key: &str) -> NewNotice {
    NewNotice {
        subject: format!("About {key}"),
        words: "Something to know.\n\nAnd more.".to_owned(),
        why: "You get this because you mentor.".to_owned(),
        ask: "Siân Probert".to_owned(),
        path: "/standing/y75".to_owned(),
        action: "See my training".to_owned(),
        ..NewNotice::to(person, kind, key)
    }
}

/// Tells somebody something that can wait, once. Says its number.
pub async fn told(world: &World, person: PersonId) -> Uuid {
    let mut tx = world.store.write().await.unwrap();
    let new = new(person, NoticeKind::Nudge, "told");
    actions::notice::tell(&world.platform, &mut tx, &new)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let told = store::notice::inbox::told_to(&mut tx, person)
        .await
        .unwrap();
    told[0].id
}

/// Words that can go to anybody.
pub fn words() -> Template {
    Template {
        subject: "Hello {first_name}".to_owned(),
        words: "Dear {name}, thank you. {sender}".to_owned(),
    }
}

#[tokio::test]
async fn a_message_is_given_out_once_and_its_sending_is_kept() {
    on_each(async |world| {
        let platform = &world.platform;
        assert!(batch(platform).await.unwrap().messages.is_empty());
        queued(world).await;
        assert!(longest_due(platform).await.unwrap().is_some());
        let given = batch(platform).await.unwrap();
        assert_eq!(given.messages.len(), 1);
        assert!(batch(platform).await.unwrap().messages.is_empty(), "once");
        settle(platform, &given, &given.messages[0], &Fared::Sent)
            .await
            .unwrap();
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let found = outbox(platform, &noor, None).await.unwrap();
        assert_eq!(found.counts, [(MessageState::Sent, 1)]);
        assert_eq!(longest_due(platform).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_taken_waits_and_what_is_refused_is_given_up_until_somebody_tries_again() {
    on_each(async |world| {
        let platform = &world.platform;
        let id = queued(world).await;
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let given = batch(platform).await.unwrap();
        let later = Fared::Later("it is full".to_owned());
        settle(platform, &given, &given.messages[0], &later)
            .await
            .unwrap();
        let found = outbox(platform, &noor, None).await.unwrap();
        assert_eq!(found.waiting[0].failure, "it is full");
        assert!(found.waiting[0].next_at > platform.now());
        assert!(
            batch(platform).await.unwrap().messages.is_empty(),
            "it waits"
        );

        resend(platform, &noor, platform.number(), id)
            .await
            .unwrap();
        let given = batch(platform).await.unwrap();
        let never = Fared::Never("nobody lives there".to_owned());
        settle(platform, &given, &given.messages[0], &never)
            .await
            .unwrap();
        let found = outbox(platform, &noor, None).await.unwrap();
        assert_eq!(found.given_up.len(), 1);
        assert!(batch(platform).await.unwrap().messages.is_empty());
        let nothing = resend(platform, &noor, platform.number(), platform.number()).await;
        assert!(nothing.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_message_that_tries_the_mail_is_queued_once_and_only_to_an_address() {
    on_each(async |world| {
        let platform = &world.platform;
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let once = platform.number();
        for _ in 0..2 {
            try_mail(platform, &noor, once, "noor@support.example")
                .await
                .unwrap();
        }
        let found = outbox(platform, &noor, None).await.unwrap();
        assert_eq!(
            (found.waiting.len(), found.waiting[0].kind),
            (1, MessageKind::Checked)
        );
        assert!(
            try_mail(platform, &noor, platform.number(), "noor")
                .await
                .is_err()
        );
        let note = world.notes().await.pop().unwrap();
        assert!(!note.told.contains('@'), "{note:?}");
    })
    .await;
}
