//! Tries what is remembered of inboxes: what people are told, what they chose, and what was written to many.
//! Owns no words of its own.
//! Never decides what goes when.

use domain::{
    notice::{
        Message, MessageKind, MessageState,
        budget::{Choices, Mailed, Remind},
        inbox::{NewNotice, NoticeKind, Weight},
        template::Template,
    },
    person::PersonId,
};
use store::{
    Tx,
    notice::{
        choice::{choices, choose, hand_choices},
        inbox::{
            acted, due, hand_notices, inbox, leave, look_again, mail, mailed, mark, mark_all,
            notice, opened, tell, told_to, unread, waiting, withdraw,
        },
        outbox::queue,
        send::{Kept, Send, keep_send, keep_template, reached, sends, templates},
    },
};
use uuid::Uuid;

use crate::{
    made::{CLERK, number, person, provider, read, second, write},
    on_both,
};

/// Tells somebody something under a key. Says its number.
async fn told(tx: &mut Tx, n: u32, whom: PersonId, kind: NoticeKind) -> Uuid {
    let new = NewNotice {
        subject: format!("About {n}"),
        about: Some(number(900)),
        useless_after: Some(second(5_000)),
        ..NewNotice::to(whom, kind, format!("key {n}"))
    };
    let id = number(n);
    let told = tell(tx, id, second(i64::from(n)), &new).await;
    assert!(told.expect("told"), "{n}");
    id
}

#[tokio::test]
async fn nobody_is_told_twice_under_one_key_and_what_is_read_is_kept() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let one = told(&mut tx, 11, amina, NoticeKind::Booked).await;
        let two = told(&mut tx, 12, amina, NoticeKind::Nudge).await;
        told(&mut tx, 13, ben, NoticeKind::Nudge).await;
        let again = NewNotice::to(amina, NoticeKind::Nudge, "key 12");
        let again = tell(&mut tx, number(14), second(99), &again).await;
        assert!(!again.expect("asked"), "told before");

        let found = inbox(&mut tx, amina, 10).await.expect("read");
        let ids: Vec<Uuid> = found.iter().map(|notice| notice.id).collect();
        assert_eq!(ids, [two, one], "the newest first");
        assert_eq!(inbox(&mut tx, amina, 1).await.expect("read").len(), 1);
        assert_eq!(unread(&mut tx, amina).await.expect("counted"), 2);
        mark(&mut tx, one, Some(second(20))).await.expect("kept");
        mark(&mut tx, one, Some(second(21))).await.expect("kept");
        let found = notice(&mut tx, one).await.expect("read").expect("there");
        assert_eq!(found.read_at, Some(second(20)), "the first time");
        mark(&mut tx, one, None).await.expect("kept");
        acted(&mut tx, two, second(22)).await.expect("kept");
        let found = notice(&mut tx, two).await.expect("read").expect("there");
        assert_eq!(
            (found.read_at, found.acted_at),
            (Some(second(22)), Some(second(22)))
        );
        assert_eq!(mark_all(&mut tx, amina, second(23)).await.expect("kept"), 1);
        assert_eq!(unread(&mut tx, amina).await.expect("counted"), 0);
        assert_eq!(unread(&mut tx, ben).await.expect("counted"), 1);
        assert!(notice(&mut tx, number(99)).await.expect("read").is_none());
    })
    .await;
}

#[tokio::test]
async fn what_waits_goes_in_one_mail_and_nothing_that_was_withdrawn_does() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let one = told(&mut tx, 11, amina, NoticeKind::Booked).await;
        let two = told(&mut tx, 12, amina, NoticeKind::Nudge).await;
        let gone = told(&mut tx, 13, ben, NoticeKind::Reminder).await;
        assert_eq!(due(&mut tx, second(12), 9).await.expect("read"), [amina]);
        assert_eq!(
            due(&mut tx, second(13), 9).await.expect("read"),
            [amina, ben]
        );
        assert_eq!(
            withdraw(&mut tx, number(900), ben, second(14))
                .await
                .expect("kept"),
            1
        );
        assert_eq!(due(&mut tx, second(13), 9).await.expect("read"), [amina]);
        assert!(waiting(&mut tx, ben).await.expect("read").is_empty());
        assert!(inbox(&mut tx, ben, 9).await.expect("read").is_empty());
        let all = told_to(&mut tx, ben).await.expect("read");
        assert_eq!((all[0].id, all[0].withdrawn_at), (gone, Some(second(14))));
        assert_eq!(all[0].useless_after, Some(second(5_000)));

        let waits = waiting(&mut tx, amina).await.expect("read");
        assert_eq!(
            waits.iter().map(|one| one.weight).collect::<Vec<_>>(),
            [Weight::Awaited, Weight::Routine]
        );
        assert_eq!(waits[0].useless_after, Some(second(5_000)));
        look_again(&mut tx, two, second(500)).await.expect("kept");
        let sent = Mailed {
            at: second(30),
            weight: Weight::Awaited,
        };
        mail(&mut tx, number(40), amina, sent, &[one])
            .await
            .expect("kept");
        assert!(due(&mut tx, second(499), 9).await.expect("read").is_empty());
        assert_eq!(due(&mut tx, second(500), 9).await.expect("read"), [amina]);
        leave(&mut tx, two, false).await.expect("kept");
        assert!(waiting(&mut tx, amina).await.expect("read").is_empty());
        opened(&mut tx, amina, "", second(600)).await.expect("kept");
        let found = notice(&mut tx, one).await.expect("read").expect("there");
        assert_eq!(found.acted_at, Some(second(600)), "its mail led there");
        let found = notice(&mut tx, two).await.expect("read").expect("there");
        assert_eq!(found.acted_at, None, "it was in no mail");
        assert_eq!(
            mailed(&mut tx, amina, second(30), second(90))
                .await
                .expect("read"),
            [sent]
        );
        assert!(
            mailed(&mut tx, amina, second(31), second(90))
                .await
                .expect("read")
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn what_two_records_were_told_and_chose_becomes_one_persons() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        told(&mut tx, 11, amina, NoticeKind::Booked).await;
        told(&mut tx, 12, ben, NoticeKind::Nudge).await;
        let double = NewNotice::to(ben, NoticeKind::Booked, "key 11");
        tell(&mut tx, number(13), second(13), &double)
            .await
            .expect("told");
        let sent = Mailed {
            at: second(30),
            weight: Weight::Routine,
        };
        mail(&mut tx, number(40), ben, sent, &[number(12)])
            .await
            .expect("kept");
        hand_notices(&mut tx, ben, amina).await.expect("handed");
        assert_eq!(
            told_to(&mut tx, amina).await.expect("read").len(),
            2,
            "once each"
        );
        assert!(told_to(&mut tx, ben).await.expect("read").is_empty());
        assert_eq!(
            mailed(&mut tx, amina, second(0), second(90))
                .await
                .expect("read"),
            [sent]
        );

        assert_eq!(choices(&mut tx, ben).await.expect("read"), None);
        let never = Choices {
            remind: Remind::Never,
            any_hour: true,
            ..Choices::default()
        };
        for chosen in [Choices::default(), never] {
            choose(&mut tx, ben, &chosen, second(50))
                .await
                .expect("kept");
        }
        assert_eq!(choices(&mut tx, ben).await.expect("read"), Some(never));
        hand_choices(&mut tx, ben, amina).await.expect("handed");
        assert_eq!(choices(&mut tx, amina).await.expect("read"), Some(never));
        assert_eq!(choices(&mut tx, ben).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn what_was_written_to_many_tells_who_has_it_and_how_its_mail_fares() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 8, "L51").await,
            provider(&mut tx, 9, "Y75").await,
        );
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let words = Template {
            subject: "Hello".to_owned(),
            words: "Words".to_owned(),
        };
        let send = Send {
            id: number(70),
            template: words.clone(),
            question: "state=overdue".to_owned(),
            people: 2,
            sent_at: second(10),
            sent_by: CLERK,
            read: 0,
            acted: 0,
        };
        keep_send(&mut tx, ours, &send).await.expect("kept");
        for (n, whom) in [(71, amina), (72, ben)] {
            let new = NewNotice {
                send: Some(send.id),
                ..NewNotice::to(whom, NoticeKind::Written, "written")
            };
            tell(&mut tx, number(n), second(11), &new)
                .await
                .expect("told");
        }
        let message = Message {
            id: number(80),
            to: "amina@school.example".to_owned(),
            person: Some(amina),
            provider: None,
            kind: MessageKind::Digest,
            subject: "Your week".to_owned(),
            text: "Words".to_owned(),
            html: "<p>Words</p>".to_owned(),
            calendar: None,
            useless_after: None,
        };
        queue(&mut tx, second(12), &message).await.expect("queued");
        let sent = Mailed {
            at: second(12),
            weight: Weight::Routine,
        };
        mail(&mut tx, message.id, amina, sent, &[number(71)])
            .await
            .expect("kept");
        mark(&mut tx, number(71), Some(second(13)))
            .await
            .expect("kept");

        let found = sends(&mut tx, ours, 9).await.expect("read");
        assert_eq!(
            found,
            [Send {
                read: 1,
                ..send.clone()
            }]
        );
        assert!(sends(&mut tx, theirs, 9).await.expect("read").is_empty());
        let found = reached(&mut tx, send.id).await.expect("read");
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].person, found[0].mail, found[0].waits),
            (amina, Some(MessageState::Waiting), false)
        );
        assert_eq!(
            (found[1].person, found[1].mail, found[1].waits),
            (ben, None, true)
        );

        let kept = Kept {
            id: number(90),
            name: "Thanks".to_owned(),
            template: words,
        };
        for n in [90, 91] {
            let kept = Kept {
                id: number(n),
                ..kept.clone()
            };
            keep_template(&mut tx, ours, &kept, (CLERK, second(20)))
                .await
                .expect("kept");
        }
        assert_eq!(templates(&mut tx, ours).await.expect("read"), [kept]);
        assert!(templates(&mut tx, theirs).await.expect("read").is_empty());
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        assert_eq!(unread(&mut tx, amina).await.expect("counted"), 0);
    })
    .await;
}
