//! Tries the links of tasks: one page, no more right than it, and a fresh one by a press.
//!
//! Owns the task that is asked for. It never opens another page.

use actions::access::{
    session::{Entrance, enter},
    sign_in::{Landed, look, press, send_fresh},
    task::{Task, write},
};
use domain::{
    access::{
        session::How,
        ticket::{Purpose, Void},
    },
    person::PersonId,
};

use super::sign_in::{amina, device, mailbox, secret};
use crate::world::{World, on_each};

const TASK: Task = Task {
    path: "/standing/y75/history",
    subject: "Look at the record of your earlier training",
    words: "York St John brought in what you did before. Is it right?",
    action: "Look at your record",
};

async fn written(world: &World, whom: PersonId, task: Task<'_>) -> bool {
    let mut tx = world.store.write().await.unwrap();
    let by = PersonId::OPERATOR;
    let sent = write(&world.platform, &mut tx, by, whom, task)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    sent
}

#[tokio::test]
async fn the_link_of_a_task_opens_its_page_and_carries_no_more_right() {
    on_each(async |world| {
        let amina = amina(world).await;
        assert!(written(world, amina, TASK).await);
        let message = mailbox(world).await.pop().unwrap();
        assert!(message.contains("Look at your record"));
        let (platform, from) = (&world.platform, device("192.0.2.7"));
        let Landed::In {
            opened,
            purpose,
            to,
        } = press(platform, &secret(&message), &from).await.unwrap()
        else {
            panic!("not in");
        };
        assert_eq!((purpose, to.as_deref()), (Purpose::Task, Some(TASK.path)));
        let Entrance::Open(entered) = enter(platform, &opened.secret).await.unwrap() else {
            panic!("not signed in");
        };
        let session = &entered.session;
        assert_eq!((session.how, session.proof_ends_at), (How::Task, None));
        assert!(session.opens(TASK.path));
        for other in [
            "/",
            "/access",
            "/this-week",
            "/standing/y75",
            "/standing/l51/history",
        ] {
            assert!(!session.opens(other), "{other}");
        }
        world.wind_to("2025-11-18T10:30:00Z");
        let over = enter(platform, &opened.secret).await.unwrap();
        assert!(
            matches!(over, Entrance::Over(_)),
            "half an hour without a request"
        );
    })
    .await;
}

#[tokio::test]
async fn a_lapsed_task_is_sent_afresh_for_the_same_page_by_one_press() {
    on_each(async |world| {
        let amina = amina(world).await;
        assert!(written(world, amina, TASK).await);
        let old = secret(&mailbox(world).await.pop().unwrap());
        world.wind_to("2025-11-25T10:00:00Z");
        let (platform, from) = (&world.platform, device("192.0.2.7"));
        let link = look(platform, &old).await.unwrap();
        assert_eq!((link.state, link.can_be_fresh), (Err(Void::Lapsed), true));
        send_fresh(platform, &old, &from).await.unwrap();
        let sent = mailbox(world).await;
        let fresh = sent
            .iter()
            .map(|sent| secret(sent))
            .find(|one| *one != old)
            .unwrap();
        let landed = press(platform, &fresh, &from).await.unwrap();
        assert!(matches!(landed, Landed::In { to: Some(to), .. } if to == TASK.path));
    })
    .await;
}

#[tokio::test]
async fn no_task_is_sent_for_a_page_of_another_house_or_to_nobody() {
    on_each(async |world| {
        let amina = amina(world).await;
        let away = Task {
            path: "//evil.example",
            ..TASK
        };
        assert!(!written(world, amina, away).await);
        let row = "1000009,Zoe,Young,,general_mentor,100002,,,2024-09-01,\n";
        world.people("Y75", row).await;
        let zoe = world.person("1000009").await;
        assert!(
            !written(world, zoe, TASK).await,
            "no address of hers is known"
        );
        assert_eq!(mailbox(world).await.len(), 0);
    })
    .await;
}
