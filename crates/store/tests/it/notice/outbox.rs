//! Tries what is remembered of messages: each waits with its deed, and is one copy's to send.
//! Owns the message that these tests send.
//! Never sends anything.

use domain::{
    Timestamp,
    notice::{Message, MessageKind, MessageState},
};
use store::{
    Store,
    notice::outbox::{
        again, counts, due, failed, hand_messages, lease, let_lapse, letters, longest_due, queue,
        sent, waiting,
    },
};
use uuid::Uuid;

use crate::{
    made::{number, person, provider, read, second, write},
    on_both,
};

const OURS: Uuid = number(901);
const THEIRS: Uuid = number(902);

fn message(n: u32, useless_after: Option<Timestamp>) -> Message {
    Message {
        id: number(n),
        to: format!("mentor{n}@school.example"),
        person: None,
        provider: None,
        kind: MessageKind::SignIn,
        subject: "Your link".to_owned(),
        text: format!("Press: {n}"),
        html: format!("<p>Press: {n}</p>"),
        calendar: None,
        useless_after,
    }
}

async fn queued(store: &Store, messages: &[Message]) {
    let mut tx = write(store).await;
    for message in messages {
        queue(&mut tx, second(0), message).await.expect("queued");
    }
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_message_waits_with_all_that_it_is_until_it_is_sent_and_then_without_its_words() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let whole = Message {
            person: Some(person(&mut tx, 1).await),
            provider: Some(provider(&mut tx, 11, "L51").await),
            calendar: Some("BEGIN:VCALENDAR\r\n".to_owned()),
            ..message(21, Some(second(900)))
        };
        tx.commit().await.expect("kept");
        queued(store, std::slice::from_ref(&whole)).await;
        assert_eq!(
            due(&mut read(store).await, second(0)).await.expect("read"),
            1
        );
        let shown = waiting(&mut read(store).await, 9).await.expect("read");
        assert_eq!(shown, std::slice::from_ref(&whole));

        let mut tx = write(store).await;
        let leased = lease(&mut tx, OURS, second(1), second(61), 9).await;
        let leased = leased.expect("leased");
        assert_eq!((&leased[0].message, leased[0].tries), (&whole, 0));
        assert!(
            sent(&mut tx, whole.id, OURS, second(2))
                .await
                .expect("kept")
        );
        assert!(
            !sent(&mut tx, whole.id, OURS, second(2))
                .await
                .expect("kept"),
            "once"
        );
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = letters(&mut tx, None, 9).await.expect("read");
        assert_eq!(found[0].state, MessageState::Sent);
        assert_eq!((found[0].sent_at, found[0].tries), (Some(second(2)), 1));
        assert_eq!((&found[0].to, found[0].person), (&whole.to, whole.person));
        assert!(waiting(&mut tx, 9).await.expect("read").is_empty());
        let counted = counts(&mut tx).await.expect("read");
        assert_eq!(counted, [(MessageState::Sent, 1)]);
    })
    .await;
}

#[tokio::test]
async fn a_message_is_one_copy_s_to_send_until_its_lease_ends() {
    on_both(async |store| {
        queued(
            store,
            &[message(21, None), message(22, None), message(23, None)],
        )
        .await;
        let mut tx = write(store).await;
        let first = lease(&mut tx, OURS, second(1), second(61), 2)
            .await
            .expect("leased");
        tx.commit().await.expect("kept");
        let mut tx = write(store).await;
        let second_copy = lease(&mut tx, THEIRS, second(1), second(61), 9).await;
        let second_copy = second_copy.expect("leased");
        tx.commit().await.expect("kept");
        assert_eq!((first.len(), second_copy.len()), (2, 1));
        let given = first[0].message.id;
        assert_ne!(given, second_copy[0].message.id);
        assert_eq!(
            due(&mut read(store).await, second(2)).await.expect("read"),
            0
        );

        // The first copy ended without a word.
        let mut tx = write(store).await;
        let anew = lease(&mut tx, THEIRS, second(62), second(122), 9)
            .await
            .expect("leased");
        assert_eq!(anew.len(), 3);
        assert!(
            !sent(&mut tx, given, OURS, second(63)).await.expect("kept"),
            "too late"
        );
        assert!(
            sent(&mut tx, given, THEIRS, second(63))
                .await
                .expect("kept")
        );
        tx.commit().await.expect("kept");
    })
    .await;
}

#[tokio::test]
async fn two_copies_that_ask_at_once_are_given_no_message_twice() {
    on_both(async |store| {
        let all: Vec<Message> = (100..140).map(|n| message(n, None)).collect();
        queued(store, &all).await;
        let copy = |name: Uuid| async move {
            let mut given = Vec::new();
            for _ in 0..20 {
                let mut tx = write(store).await;
                let leased = lease(&mut tx, name, second(1), second(61), 3).await;
                given.extend(
                    leased
                        .expect("leased")
                        .into_iter()
                        .map(|one| one.message.id),
                );
                tx.commit().await.expect("kept");
            }
            given
        };
        let (mut one, other) = tokio::join!(copy(OURS), copy(THEIRS));
        one.extend(other);
        one.sort();
        let wanted: Vec<Uuid> = all.iter().map(|message| message.id).collect();
        assert_eq!(one, wanted);
    })
    .await;
}

#[tokio::test]
async fn a_failed_message_waits_and_is_given_up_and_can_be_tried_again() {
    on_both(async |store| {
        queued(store, &[message(21, None)]).await;
        let mut tx = write(store).await;
        lease(&mut tx, OURS, second(1), second(61), 9)
            .await
            .expect("leased");
        let next = Some(second(30));
        let kept = failed(&mut tx, number(21), OURS, next, "it is full").await;
        assert!(kept.expect("kept"));
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        assert_eq!(longest_due(&mut tx, second(29)).await.expect("read"), None);
        assert_eq!(longest_due(&mut tx, second(99)).await.expect("read"), next);
        let found = letters(&mut tx, Some(MessageState::Waiting), 9)
            .await
            .expect("read");
        assert_eq!(
            (found[0].failure.as_str(), found[0].tries),
            ("it is full", 1)
        );
        drop(tx);

        let mut tx = write(store).await;
        let leased = lease(&mut tx, OURS, second(30), second(90), 9)
            .await
            .expect("leased");
        assert_eq!(leased[0].tries, 1);
        let kept = failed(&mut tx, number(21), OURS, None, "nobody lives there").await;
        assert!(kept.expect("kept"));
        let kept = failed(&mut tx, number(21), OURS, None, "again").await;
        assert!(!kept.expect("kept"), "the lease is over");
        assert!(again(&mut tx, number(21), second(100)).await.expect("kept"));
        assert!(
            !again(&mut tx, number(99), second(100)).await.expect("kept"),
            "no such"
        );
        tx.commit().await.expect("kept");
        let found = letters(&mut read(store).await, None, 9)
            .await
            .expect("read");
        assert_eq!((found[0].state, found[0].tries), (MessageState::Waiting, 0));
        assert_eq!(
            waiting(&mut read(store).await, 9)
                .await
                .expect("read")
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_of_no_more_use_is_not_sent_and_loses_its_words() {
    on_both(async |store| {
        queued(store, &[message(21, Some(second(900))), message(22, None)]).await;
        let mut tx = write(store).await;
        let leased = lease(&mut tx, OURS, second(900), second(960), 9)
            .await
            .expect("leased");
        assert_eq!(leased.len(), 1, "the other came too late");
        assert_eq!(let_lapse(&mut tx, second(899)).await.expect("kept"), 0);
        assert_eq!(let_lapse(&mut tx, second(900)).await.expect("kept"), 1);
        assert!(!again(&mut tx, number(21), second(901)).await.expect("kept"));
        tx.commit().await.expect("kept");
        let found = letters(&mut read(store).await, Some(MessageState::Lapsed), 9).await;
        assert_eq!(found.expect("read").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_messages_of_one_record_are_handed_to_another_of_the_same_person() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        tx.commit().await.expect("kept");
        let theirs = Message {
            person: Some(amina),
            ..message(21, None)
        };
        queued(store, &[theirs]).await;
        let mut tx = write(store).await;
        hand_messages(&mut tx, amina, ben).await.expect("handed");
        let found = letters(&mut tx, None, 9).await.expect("read");
        assert_eq!(found[0].person, Some(ben));
    })
    .await;
}
