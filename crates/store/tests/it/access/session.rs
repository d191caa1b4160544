//! Tries what is remembered of who is signed in.
//! Owns the session that each test starts from.
//! Never decides whether a session still holds.

use domain::{
    Minutes,
    access::session::{Device, How, Session, Strictness, Why},
    person::PersonId,
};
use store::{
    access::session::{add, by_secret, end, end_all, one, proved, running, seen, view},
    audit::beat,
};

use crate::{
    made::{number, person, read, second, write},
    on_both,
};

/// A session of somebody, from the first second to the thousandth.
fn session(n: u32, person: PersonId) -> Session {
    Session {
        id: number(n),
        person,
        opened_at: second(0),
        seen_at: second(i64::from(n)),
        ends_at: second(1_000),
        idle: Minutes(10),
        strictness: Strictness::Office,
        how: How::Link,
        proof_ends_at: None,
        device: Device {
            agent: "Firefox".to_owned(),
            address: "192.0.2.7".to_owned(),
            shared: true,
        },
        task: Some("/standing/y75".to_owned()),
        viewing: None,
        ended: None,
    }
}

#[tokio::test]
async fn a_session_comes_back_by_its_secret_and_by_its_number() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let whole = session(21, amina);
        add(&mut tx, &whole, &[1; 32]).await.expect("kept");
        let bare = Session {
            task: None,
            device: Device::default(),
            ..session(22, amina)
        };
        add(&mut tx, &bare, &[2; 32]).await.expect("kept");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = by_secret(&mut tx, &[1; 32]).await.expect("read");
        assert_eq!(found, Some(whole));
        let found = one(&mut tx, number(22)).await.expect("read");
        assert_eq!(found, Some(bare));
        assert_eq!(by_secret(&mut tx, &[3; 32]).await.expect("read"), None);
        assert_eq!(one(&mut tx, number(23)).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn use_and_proof_are_kept_and_use_never_goes_back() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        add(&mut tx, &session(21, amina), &[1; 32])
            .await
            .expect("kept");
        for at in [300, 200] {
            seen(&mut tx, number(21), second(at)).await.expect("kept");
        }
        proved(&mut tx, number(21), second(250))
            .await
            .expect("kept");
        let found = one(&mut tx, number(21))
            .await
            .expect("read")
            .expect("there");
        assert_eq!(
            (found.seen_at, found.proof_ends_at),
            (second(300), Some(second(250)))
        );
    })
    .await;
}

#[tokio::test]
async fn whose_pages_are_looked_at_is_kept_and_taken_back() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let whole = session(21, amina);
        add(&mut tx, &whole, &[1; 32]).await.expect("kept");
        for whose in [Some(ben), None] {
            view(&mut tx, number(21), whose).await.expect("kept");
            let found = one(&mut tx, number(21)).await.expect("read");
            assert_eq!(found.expect("there").viewing, whose);
        }
    })
    .await;
}

#[tokio::test]
async fn an_ended_session_says_when_and_why_and_ends_once() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        add(&mut tx, &session(21, amina), &[1; 32])
            .await
            .expect("kept");
        let ended = end(&mut tx, number(21), second(40), Why::SignedOut).await;
        assert!(ended.expect("ended"));
        let again = end(&mut tx, number(21), second(50), Why::Idle).await;
        assert!(!again.expect("asked"));
        seen(&mut tx, number(21), second(60)).await.expect("asked");
        let found = one(&mut tx, number(21))
            .await
            .expect("read")
            .expect("there");
        assert_eq!(found.ended, Some((second(40), Why::SignedOut)));
        assert_eq!(found.seen_at, second(21));
    })
    .await;
}

#[tokio::test]
async fn every_other_session_of_one_person_ends_and_nobody_else_s() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        for (n, who) in [(21, amina), (22, amina), (23, amina), (24, ben)] {
            let secret = [u8::try_from(n).expect("small"); 32];
            add(&mut tx, &session(n, who), &secret).await.expect("kept");
        }
        let mine = running(&mut tx, amina, second(500)).await.expect("read");
        let ids: Vec<_> = mine.iter().map(|session| session.id).collect();
        assert_eq!(
            ids,
            [number(23), number(22), number(21)],
            "the last used first"
        );
        let but = Some(number(22));
        let ended = end_all(&mut tx, amina, but, second(30), Why::EndedElsewhere).await;
        assert_eq!(ended.expect("ended"), 2);
        let left = running(&mut tx, amina, second(500)).await.expect("read");
        assert_eq!(left.len(), 1);
        let all = end_all(&mut tx, amina, None, second(31), Why::Ended).await;
        assert_eq!(all.expect("ended"), 1);
        assert_eq!(
            running(&mut tx, ben, second(500))
                .await
                .expect("read")
                .len(),
            1
        );
        let late = running(&mut tx, ben, second(1_000)).await.expect("read");
        assert_eq!(late, [], "its end has come");
    })
    .await;
}

#[tokio::test]
async fn sessions_have_a_pulse_of_their_own_and_disturb_no_record() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        tx.commit().await.expect("kept");
        let before = beat(store).await.expect("felt");

        let mut tx = write(store).await;
        add(&mut tx, &session(21, amina), &[1; 32])
            .await
            .expect("kept");
        tx.commit().await.expect("kept");
        assert_eq!(beat(store).await.expect("felt"), before, "nobody knew it");

        let mut tx = write(store).await;
        let revision = store::audit::changes(&mut tx).await.expect("read");
        end(&mut tx, number(21), second(40), Why::SignedOut)
            .await
            .expect("ended");
        let after = store::audit::changes(&mut tx).await.expect("read");
        assert_eq!(after, revision);
        tx.commit().await.expect("kept");
        let after = beat(store).await.expect("felt");
        assert_eq!(after.pulse, before.pulse);
        assert_eq!(after.sessions, before.sessions + 1);
    })
    .await;
}
