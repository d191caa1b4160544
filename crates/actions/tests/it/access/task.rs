//! Tries the links of tasks: one page, no more right than it, and a fresh one by a press.
//!
//! Owns the task that somebody is told of. It never opens another page.

use std::slice::from_ref;

use actions::{
    access::{
        invite::invite_mentor,
        session::{Entrance, enter},
        sign_in::{Landed, look, press, send_fresh},
    },
    notice::{Chosen, remind, round, tell},
    placement::one,
};
use domain::{
    access::{
        session::How,
        ticket::{Purpose, Void},
    },
    notice::inbox::{NewNotice, Notice, NoticeKind},
    person::{PersonId, Role},
};

use super::sign_in::{amina, device, mailbox, secret};
use crate::{
    our_mentors::{AMINA, BEN, filled},
    world::{World, is_forbidden, on_each},
};

/// The page of the task.
const PATH: &str = "/standing/y75/history";

/// Tells somebody of a task that cannot wait, so that a mail goes at once.
async fn written(world: &World, whom: PersonId, path: &str) {
    let mut tx = world.store.write().await.unwrap();
    let new = NewNotice {
        subject: "Look at the record of your earlier training".to_owned(),
        words: "York St John brought in what you did before. Is it right?".to_owned(),
        path: path.to_owned(),
        action: "Look at your record".to_owned(),
        ..NewNotice::to(whom, NoticeKind::CalledOff, "task")
    };
    assert!(tell(&world.platform, &mut tx, &new).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_link_of_a_task_opens_its_page_and_carries_no_more_right() {
    on_each(async |world| {
        let amina = amina(world).await;
        written(world, amina, PATH).await;
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
        assert_eq!((purpose, to.as_deref()), (Purpose::Task, Some(PATH)));
        let Entrance::Open(entered) = enter(platform, &opened.secret).await.unwrap() else {
            panic!("not signed in");
        };
        let session = &entered.session;
        assert_eq!((session.how, session.proof_ends_at), (How::Task, None));
        assert!(session.opens(PATH));
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
        written(world, amina, PATH).await;
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
        assert!(matches!(landed, Landed::In { to: Some(to), .. } if to == PATH));
    })
    .await;
}

#[tokio::test]
async fn no_link_of_a_task_leads_to_another_house_and_no_mail_goes_to_nobody() {
    on_each(async |world| {
        let amina = amina(world).await;
        written(world, amina, "//evil.example").await;
        let sent = mailbox(world).await.pop().unwrap();
        assert!(
            !sent.contains("/sign-in/") && !sent.contains("evil"),
            "{sent}"
        );
        let row = "1000009,Zoe,Young,,general_mentor,100002,,,2024-09-01,\n";
        world.people("Y75", row).await;
        let zoe = world.person("1000009").await;
        written(world, zoe, PATH).await;
        assert_eq!(mailbox(world).await.len(), 1, "no address of hers is known");
    })
    .await;
}

/// What stands in somebody's inbox.
async fn told(world: &World, person: PersonId) -> Vec<Notice> {
    let mut tx = world.store.read().await.unwrap();
    let told = store::notice::inbox::told_to(&mut tx, person).await;
    told.unwrap()
}

#[tokio::test]
async fn a_reminder_names_what_is_overdue_opens_that_page_alone_and_is_told_once_a_week() {
    on_each(async |world| {
        filled(world).await;
        world.wind_to("2025-11-18T10:00:00Z");
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
        assert!(told(world, amina.mentor).await.is_empty(), "nobody is told");
        for _ in 0..2 {
            let sent = remind(platform, &here, once, from_ref(&amina)).await;
            assert_eq!(sent.unwrap(), 1);
        }
        let found = told(world, amina.mentor).await;
        assert_eq!(found.len(), 1, "sent twice, it is done once");
        assert_eq!(found[0].kind, NoticeKind::Nudge);
        let words = &found[0].words;
        assert!(
            words.contains("“Models of mentoring and coaching”, due"),
            "{words}"
        );
        assert!(!found[0].ask.is_empty() && found[0].why.contains(&found[0].ask));
        let again = remind(platform, &here, platform.number(), from_ref(&amina)).await;
        assert_eq!(again.unwrap(), 0, "once a week");

        round(platform).await.unwrap();
        assert!(
            mailbox(world).await.is_empty(),
            "it can wait for their digest"
        );
        world.wind_to("2025-11-24T08:00:00Z");
        round(platform).await.unwrap();
        let sent = mailbox(world).await;
        assert_eq!(sent.len(), 1);
        assert!(sent[0].contains("See my training"));
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
