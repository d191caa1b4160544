//! Tries the links of tasks: one page, no more right than it, and a fresh one by a press.
//!
//! Owns the task that is asked for. It never opens another page.

use std::slice::from_ref;

use actions::{
    access::{
        invite::invite_mentor,
        session::{Entrance, enter},
        sign_in::{Landed, look, press, send_fresh},
        task::{Task, write},
    },
    notice::{Chosen, remind},
    placement::one,
};
use domain::{
    access::{
        session::How,
        ticket::{Purpose, Void},
    },
    person::{PersonId, Role},
};

use super::sign_in::{amina, device, mailbox, secret};
use crate::{
    our_mentors::{AMINA, BEN, filled},
    world::{World, is_forbidden, on_each},
};

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

#[tokio::test]
async fn a_reminder_names_what_is_overdue_opens_that_page_alone_and_is_sent_once_a_week() {
    on_each(async |world| {
        filled(world).await;
        let platform = &world.platform;
        let here = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let amina = Chosen {
            provider: "Y75".to_owned(),
            mentor: world.person(AMINA).await,
        };
        let ben = Chosen {
            provider: "Y75".to_owned(),
            mentor: world.person(BEN).await,
        };
        let once = platform.number();
        let both = [amina.clone(), ben];
        assert!(is_forbidden(&remind(platform, &here, once, &both).await));
        assert!(mailbox(world).await.is_empty(), "nothing was sent");
        for _ in 0..2 {
            let sent = remind(platform, &here, once, from_ref(&amina)).await;
            assert_eq!(sent.unwrap(), 1);
        }
        let sent = mailbox(world).await;
        assert_eq!(sent.len(), 1, "sent twice, it is done once");
        assert!(sent[0].contains("“Models of mentoring and coaching”, due"));
        assert!(sent[0].contains("See my training"));
        let again = remind(platform, &here, platform.number(), from_ref(&amina)).await;
        assert_eq!(again.unwrap(), 0, "once a week");

        let landed = press(platform, &secret(&sent[0]), &device("192.0.2.7")).await;
        let Landed::In { opened, to, .. } = landed.unwrap() else {
            panic!("not in");
        };
        assert_eq!(to.as_deref(), Some("/standing/y75"));
        let Entrance::Open(entered) = enter(platform, &opened.secret).await.unwrap() else {
            panic!("not signed in");
        };
        assert_eq!(entered.session.person, amina.mentor);
        assert!(entered.session.opens("/standing/y75"));
        assert!(!entered.session.opens("/person/y75"));
        let notes = world.notes().await;
        let told = notes
            .iter()
            .filter(|note| note.told == "sent a message about their training");
        assert_eq!(told.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_mentor_of_a_placement_who_has_never_signed_in_is_invited_to_it() {
    on_each(async |world| {
        filled(world).await;
        let platform = &world.platform;
        let here = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let amina = world.person(AMINA).await;
        let mut tx = world.store.read().await.unwrap();
        let held = store::placement::mentored_by(&mut tx, amina).await.unwrap();
        drop(tx);
        let placement = held[0].0;
        let shown = one(platform, &here, placement).await.unwrap();
        assert_eq!(shown.not_yet_here, [amina]);
        let lead = world.actor(Role::LeadMentor, "Y75", None).await;
        let shown = one(platform, &lead, placement).await.unwrap();
        assert!(shown.not_yet_here.is_empty(), "not theirs to invite");
        let once = platform.number();
        assert!(is_forbidden(
            &invite_mentor(platform, &lead, once, placement, amina).await
        ));
        let ben = world.person(BEN).await;
        assert!(
            invite_mentor(platform, &here, once, placement, ben)
                .await
                .is_err()
        );
        for _ in 0..2 {
            invite_mentor(platform, &here, once, placement, amina)
                .await
                .unwrap();
        }
        let sent = mailbox(world).await;
        assert_eq!(sent.len(), 1);
        let landed = press(platform, &secret(&sent[0]), &device("192.0.2.7")).await;
        let Landed::In { purpose, to, .. } = landed.unwrap() else {
            panic!("not in");
        };
        let there = format!("/placement/y75/{}", placement.0);
        assert_eq!((purpose, to), (Purpose::Invitation, Some(there)));
        let shown = one(platform, &here, placement).await.unwrap();
        assert!(shown.not_yet_here.is_empty(), "she has signed in");
    })
    .await;
}
