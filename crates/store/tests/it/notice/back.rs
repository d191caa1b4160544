//! Tries what is taken back before it went, and whose mail did not arrive.
//! Owns the words of these messages.
//! Never sends anything.

use domain::{
    notice::{
        Message, MessageKind, MessageState,
        budget::Mailed,
        inbox::{NewNotice, NoticeKind, Weight},
    },
    person::{Membership, PersonId, Role},
};
use jiff::civil::date;
use store::{
    Tx,
    notice::{
        inbox::{
            self, decide_again, hold, left, mail, tell, told_to, waiting, weight, withdraw,
            withdraw_all, withdraw_from, withdraw_of_a_kind,
        },
        outbox::{
            self, failed, lease, letters, outdated, outdated_by, put_off, queue, sent, take_back,
            troubled, troubled_one, write_anew,
        },
    },
    person::{
        NewMembership, add_email, add_membership, came_back, emails_of, mail_arrives,
        mail_came_back,
    },
};
use uuid::Uuid;

use crate::{
    made::{number, person, provider, read, second, write},
    on_both,
};

fn message(n: u32, whom: PersonId) -> Message {
    Message {
        id: number(n),
        to: format!("mentor{n}@school.example"),
        person: Some(whom),
        provider: None,
        kind: MessageKind::Notice,
        subject: "Your place".to_owned(),
        text: "You have a place.".to_owned(),
        html: "<p>You have a place.</p>".to_owned(),
        calendar: Some("BEGIN:VCALENDAR\r\n".to_owned()),
        useless_after: None,
    }
}

/// Tells somebody about records, all in one mail.
async fn mailed(tx: &mut Tx, n: u32, whom: PersonId, about: &[Uuid]) {
    let mut notices = Vec::new();
    for (at, about) in about.iter().enumerate() {
        let new = NewNotice {
            about: Some(*about),
            ..NewNotice::to(whom, NoticeKind::Booked, format!("key {n} {at}"))
        };
        let id = number(n * 100 + u32::try_from(at).expect("few"));
        tell(tx, id, second(1), &new).await.expect("told");
        notices.push(id);
    }
    queue(tx, second(1), &message(n, whom))
        .await
        .expect("queued");
    let sent = Mailed {
        at: second(1),
        weight: Weight::Awaited,
    };
    mail(tx, number(n), whom, sent, &notices)
        .await
        .expect("kept");
}

async fn states(tx: &mut Tx) -> Vec<(Uuid, MessageState)> {
    let found = letters(tx, None, 9).await.expect("read");
    let mut all: Vec<_> = found.iter().map(|one| (one.id, one.state)).collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

/// Takes back whatever tells of a record what no longer holds. Says how many messages that were.
async fn unsent(tx: &mut Tx, about: Uuid, at: i64) -> usize {
    let mut many = 0;
    for one in outdated_by(tx, about).await.expect("read") {
        if take_back(tx, one, second(at)).await.expect("kept") {
            decide_again(tx, one, second(at)).await.expect("kept");
            many += 1;
        }
    }
    many
}

#[tokio::test]
async fn a_mail_is_taken_back_with_what_no_longer_holds_and_the_rest_of_it_waits_for_another() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let (ours, theirs) = (number(900), number(901));
        mailed(&mut tx, 21, amina, &[ours]).await;
        mailed(&mut tx, 22, ben, &[ours, theirs]).await;
        mailed(&mut tx, 23, ben, &[theirs]).await;
        let gone = withdraw_all(&mut tx, ours, second(2)).await;
        assert_eq!(gone.expect("kept"), 2, "of everybody");
        let found = outdated(&mut tx, second(2)).await.expect("read");
        assert_eq!(found, [number(21), number(22)]);
        assert_eq!(unsent(&mut tx, ours, 2).await, 2);
        assert!(outdated(&mut tx, second(2)).await.expect("read").is_empty());
        use MessageState::{Lapsed, Waiting};
        let found = states(&mut tx).await;
        let expected = [(21, Lapsed), (22, Lapsed), (23, Waiting)];
        assert_eq!(found, expected.map(|(n, state)| (number(n), state)));

        assert!(waiting(&mut tx, amina).await.expect("read").is_empty());
        let again = waiting(&mut tx, ben).await.expect("read");
        let again: Vec<Uuid> = again.iter().map(|one| one.id).collect();
        assert_eq!(again, [number(2201)], "what still holds");
        let due = inbox::due(&mut tx, second(2), 9).await.expect("read");
        assert_eq!(due, [ben]);
        let spent = inbox::mailed(&mut tx, ben, second(0), second(2))
            .await
            .expect("read");
        assert_eq!(spent.len(), 1, "what never went is no mail");
        left(&mut tx, number(23), second(2)).await.expect("kept");
        let spent = inbox::mailed(&mut tx, ben, second(0), second(9)).await;
        assert_eq!(spent.expect("read")[0].at, second(2), "when it left");
        assert!(hold(&mut tx, number(2201)).await.expect("held"));
        let gone = withdraw(&mut tx, theirs, ben, second(3)).await;
        assert_eq!(gone.expect("kept"), 2);
        assert!(!hold(&mut tx, number(2201)).await.expect("held"));
        tx.commit().await.expect("kept");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_sends_at_that_moment_is_taken_back_once_it_is_due_again() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let ours = number(900);
        mailed(&mut tx, 21, amina, &[ours]).await;
        let weighs = weight(&mut tx, number(21)).await.expect("read");
        assert_eq!(weighs, Some(Weight::Awaited));
        assert_eq!(weight(&mut tx, number(22)).await.expect("read"), None);
        let taken = lease(&mut tx, number(77), second(2), second(60), 9).await;
        assert_eq!(taken.expect("leased").len(), 1);
        withdraw_all(&mut tx, ours, second(3)).await.expect("kept");
        assert_eq!(unsent(&mut tx, ours, 3).await, 0, "it is on its way");
        assert!(outdated(&mut tx, second(3)).await.expect("read").is_empty());
        let back = put_off(&mut tx, number(21), number(77), second(9)).await;
        assert!(back.expect("kept"));
        let late = inbox::mailed(&mut tx, amina, second(0), second(4)).await;
        assert_eq!(late.expect("read")[0].at, second(4), "it has not gone yet");
        let other = put_off(&mut tx, number(21), number(77), second(9)).await;
        assert!(!other.expect("kept"), "no longer this lease's to say");
        assert!(outdated(&mut tx, second(8)).await.expect("read").is_empty());
        assert_eq!(
            outdated(&mut tx, second(9)).await.expect("read"),
            [number(21)]
        );
        tx.commit().await.expect("kept");
    })
    .await;
}

#[tokio::test]
async fn what_was_told_is_withdrawn_by_its_kind_from_everybody_or_from_one() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let later = number(902);
        mailed(&mut tx, 23, amina, &[later]).await;
        mailed(&mut tx, 24, ben, &[later]).await;
        for (kind, many) in [(NoticeKind::CatchUp, 0), (NoticeKind::Booked, 1)] {
            let gone = withdraw_from(&mut tx, later, kind, ben, second(4)).await;
            assert_eq!(gone.expect("kept"), many);
        }
        for (kind, many) in [(NoticeKind::CatchUp, 0), (NoticeKind::Booked, 1)] {
            let gone = withdraw_of_a_kind(&mut tx, later, kind, second(4)).await;
            assert_eq!(gone.expect("kept"), many, "one stood");
        }
        let told = told_to(&mut tx, ben).await.expect("read");
        assert!(told.iter().all(|one| one.withdrawn_at.is_some()));
        tx.commit().await.expect("kept");
    })
    .await;
}

#[tokio::test]
async fn an_address_from_which_mail_came_back_stands_last_until_mail_arrives() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        for address in ["a@ash.example", "b@ash.example"] {
            add_email(&mut tx, amina, address).await.expect("added");
        }
        let marked = mail_came_back(&mut tx, "a@ash.example", second(9)).await;
        assert!(marked.expect("kept"));
        let nobody = mail_came_back(&mut tx, "nobody@ash.example", second(9)).await;
        assert!(!nobody.expect("kept"));
        tx.commit().await.expect("kept");
        let mut tx = write(store).await;
        let all = emails_of(&mut tx, amina).await.expect("read");
        assert_eq!(all, ["b@ash.example", "a@ash.example"]);
        let back = came_back(&mut tx, amina).await.expect("read");
        assert_eq!(back, [("a@ash.example".to_owned(), second(9))]);
        for doubted in [true, false] {
            let found = mail_arrives(&mut tx, "a@ash.example").await;
            assert_eq!(found.expect("kept"), doubted);
        }
        assert_eq!(came_back(&mut tx, amina).await.expect("read"), []);
    })
    .await;
}

#[tokio::test]
async fn a_provider_sees_what_failed_of_its_own_and_to_its_people_and_of_no_other() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "Y75").await;
        let theirs = provider(&mut tx, 12, "L51").await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let held = Membership {
            person: amina,
            provider: ours,
            role: Role::GeneralMentor,
            school: None,
            subject: None,
            school_phase: None,
            scope: None,
            from: None,
            until: Some(date(2026, 7, 31)),
        };
        let held = NewMembership {
            id: number(31),
            membership: held,
        };
        add_membership(&mut tx, &held).await.expect("kept");
        for (n, whom, of) in [
            (21, amina, None),
            (22, ben, Some(ours)),
            (23, ben, None),
            (24, amina, Some(theirs)),
            (25, amina, None),
        ] {
            let one = Message {
                provider: of,
                ..message(n, whom)
            };
            queue(&mut tx, second(i64::from(n)), &one)
                .await
                .expect("queued");
        }
        let leased = lease(&mut tx, number(77), second(30), second(90), 4).await;
        for (at, one) in leased.expect("leased").iter().enumerate() {
            let next = (at % 2 == 0).then(|| second(100));
            let kept = failed(&mut tx, one.message.id, number(77), next, "No.").await;
            assert!(kept.expect("kept"));
        }
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let found = troubled(&mut tx, ours, date(2025, 11, 18), 9)
            .await
            .expect("read");
        let numbers: Vec<Uuid> = found.iter().map(|one| one.id).collect();
        assert_eq!(numbers, [number(22), number(21)], "the newest first");
        assert_eq!(found[1].failure, "No.");
        let left = troubled(&mut tx, ours, date(2026, 8, 1), 9).await;
        let left = left.expect("read");
        assert_eq!(left.len(), 1, "who has left is nobody's to see");
        for (n, is_theirs) in [
            (21, true),
            (22, true),
            (23, false),
            (24, false),
            (25, false),
        ] {
            let one = troubled_one(&mut tx, ours, date(2025, 11, 18), number(n)).await;
            let one = one.expect("read");
            assert_eq!(one.is_some(), is_theirs, "{n}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_came_back_is_kept_once_and_told_anew_only_where_an_inbox_tells_it() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        mailed(&mut tx, 21, amina, &[number(51)]).await;
        queue(&mut tx, second(1), &message(22, amina))
            .await
            .expect("queued");
        let early = outbox::came_back(&mut tx, number(21), "No.").await;
        assert_eq!(early.expect("read"), None, "it has not gone yet");
        lease(&mut tx, number(77), second(2), second(90), 4)
            .await
            .expect("leased");
        for (n, is_told) in [(21, true), (22, false)] {
            let kept = sent(&mut tx, number(n), number(77), second(3)).await;
            assert!(kept.expect("kept"));
            let found = outbox::came_back(&mut tx, number(n), "No.").await;
            let whose = (format!("mentor{n}@school.example"), Some(amina));
            assert_eq!(found.expect("kept"), Some(whose));
            let twice = outbox::came_back(&mut tx, number(n), "No.").await;
            assert_eq!(twice.expect("read"), None);
            let given_up = letters(&mut tx, Some(MessageState::GivenUp), 9).await;
            let given_up = given_up.expect("read");
            assert_eq!(
                (given_up[0].failure.as_str(), given_up[0].can_go_again),
                ("No.", is_told)
            );
            let again = outbox::again(&mut tx, number(n), second(4)).await;
            assert!(!again.expect("read"), "its words are gone");
            assert_eq!(write_anew(&mut tx, number(n)).await.expect("kept"), is_told);
        }
    })
    .await;
}
