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
        inbox::{mail, tell, told_to, withdraw, withdraw_all, withdraw_of_a_kind},
        outbox::{failed, lease, letters, queue, take_back, troubled, troubled_one},
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

#[tokio::test]
async fn a_mail_lapses_once_all_that_it_tells_was_taken_back_and_not_before() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let (ours, theirs) = (number(900), number(901));
        mailed(&mut tx, 21, amina, &[ours]).await;
        mailed(&mut tx, 22, ben, &[ours, theirs]).await;
        let gone = withdraw_all(&mut tx, ours, second(2)).await;
        assert_eq!(gone.expect("kept"), 2, "of everybody");
        assert_eq!(take_back(&mut tx, ours, second(2)).await.expect("kept"), 1);
        use MessageState::{Lapsed, Waiting};
        let found = states(&mut tx).await;
        assert_eq!(found, [(number(21), Lapsed), (number(22), Waiting)]);
        let gone = withdraw(&mut tx, theirs, ben, second(3)).await;
        assert_eq!(gone.expect("kept"), 1);
        let one = take_back(&mut tx, theirs, second(3)).await;
        assert_eq!(one.expect("kept"), 1);
        let told = told_to(&mut tx, ben).await.expect("read");
        assert!(told.iter().all(|one| one.withdrawn_at.is_some()));
        let later = number(902);
        mailed(&mut tx, 23, amina, &[later]).await;
        for (kind, many) in [(NoticeKind::CatchUp, 0), (NoticeKind::Booked, 1)] {
            let gone = withdraw_of_a_kind(&mut tx, later, kind, second(4)).await;
            assert_eq!(gone.expect("kept"), many);
        }
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
