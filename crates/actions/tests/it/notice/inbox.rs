//! Tries what people are told: what goes when, by their choices and the budget, and what never goes.
//! Owns no words of its own.
//! Never sends anything.

use actions::{
    access::sign_in,
    notice::{
        Fared, batch, choose, inbox, mark, mark_all, one, press, remind_of_sessions, round, settle,
        tell, unread, withdraw,
    },
};
use domain::{
    access::session::Device,
    booking::{Booking, BookingId, State, release::Holiday},
    notice::{
        MessageKind,
        budget::{Choices, Remind},
        inbox::NoticeKind,
    },
    partnership::Urn,
    person::{PersonId, Role},
};
use jiff::civil::date;

use super::new;
use crate::{
    feedback::{SESSION, session},
    world::{World, is_forbidden, on_each},
};

const AMINA: &str = "1000001,Amina,Khan,amina@ashfield.example,general_mentor,100001,,,,\n";

pub async fn amina(world: &World) -> PersonId {
    world.people("Y75", AMINA).await;
    world.person("1000001").await
}

async fn told(world: &World, person: PersonId, kind: NoticeKind, key: &str) -> bool {
    let mut tx = world.store.write().await.unwrap();
    let new = new(person, kind, key);
    let told = tell(&world.platform, &mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    told
}

/// The messages that are sent now: what each is for, its subject and its words.
pub async fn leaves(world: &World) -> Vec<(MessageKind, String, String)> {
    let given = batch(&world.platform).await.unwrap();
    for leased in &given.messages {
        settle(&world.platform, &given, leased, &Fared::Sent)
            .await
            .unwrap();
    }
    let all = given.messages.into_iter().map(|leased| leased.message);
    all.map(|one| (one.kind, one.subject, one.text)).collect()
}

#[tokio::test]
async fn what_cannot_wait_goes_in_the_same_deed_and_nobody_is_told_twice() {
    on_each(async |world| {
        let person = amina(world).await;
        world.wind_to("2025-12-24T23:30:00Z");
        assert!(told(world, person, NoticeKind::CalledOff, "off").await);
        assert!(
            !told(world, person, NoticeKind::CalledOff, "off").await,
            "told before"
        );
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1);
        let (kind, subject, text) = &sent[0];
        assert_eq!(
            (*kind, subject.as_str()),
            (MessageKind::Notice, "About off")
        );
        for part in [
            "You get this because you mentor.",
            "ask Siân Probert",
            "/sign-in/",
            "/notice/preferences",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn five_routine_messages_of_two_providers_become_one_digest_on_a_monday_morning() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-11-19T10:00:00Z");
        for key in ["a", "b", "c", "d", "e"] {
            told(world, person, NoticeKind::Written, key).await;
        }
        assert_eq!(round(platform).await.unwrap(), 1);
        assert!(leaves(world).await.is_empty(), "a Wednesday");
        assert_eq!(
            round(platform).await.unwrap(),
            0,
            "nothing to look at until Monday"
        );
        world.wind_to("2025-11-24T06:59:00Z");
        assert_eq!(round(platform).await.unwrap(), 0);
        world.wind_to("2025-11-24T07:00:00Z");
        assert_eq!(round(platform).await.unwrap(), 1);
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].1, "Your week: 5 messages in one");
        told(world, person, NoticeKind::Nudge, "f").await;
        round(platform).await.unwrap();
        assert!(leaves(world).await.is_empty(), "one a week");
        world.wind_to("2025-12-01T08:00:00Z");
        round(platform).await.unwrap();
        assert_eq!(leaves(world).await[0].1, "About f", "one speaks for itself");
    })
    .await;
}

#[tokio::test]
async fn what_is_awaited_waits_for_the_morning_and_for_the_end_of_the_holidays() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-12-24T10:00:00Z");
        told(world, person, NoticeKind::Booked, "booked").await;
        round(platform).await.unwrap();
        assert!(leaves(world).await.is_empty(), "holidays");
        let mut tx = world.store.write().await.unwrap();
        store::notice::choice::choose(
            &mut tx,
            person,
            &Choices {
                in_holidays: true,
                ..Choices::default()
            },
            platform.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        told(world, person, NoticeKind::Booked, "another").await;
        round(platform).await.unwrap();
        let sent = leaves(world).await;
        assert_eq!(
            sent[0].1, "2 messages about your sessions",
            "in one mail, as asked for"
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_goes_after_it_was_withdrawn() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-11-19T20:00:00Z");
        let mut tx = world.store.write().await.unwrap();
        let mut told = new(person, NoticeKind::Booked, "booked");
        told.about = Some(SESSION.0);
        tell(platform, &mut tx, &told).await.unwrap();
        assert_eq!(
            withdraw(platform, &mut tx, person, SESSION).await.unwrap(),
            1
        );
        tx.commit().await.unwrap();
        world.wind_to("2025-11-20T09:00:00Z");
        round(platform).await.unwrap();
        assert!(leaves(world).await.is_empty());
        let actor = actions::access::actor(platform, person).await.unwrap();
        assert!(
            inbox(platform, &actor, person)
                .await
                .unwrap()
                .notices
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn who_holds_a_place_is_reminded_once_on_the_day_that_they_chose() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        let host = world.actor(Role::LeadMentor, "Y75", None).await;
        world.wind_to("2025-10-20T08:00:00Z");
        let session = session(world, host.person).await;
        let booking = Booking {
            id: BookingId(platform.number()),
            session: SESSION,
            person,
            provider: session.provider,
            school: None,
            state: State::Confirmed,
            number: 1,
            in_school_time: false,
            offer_ends_at: None,
            needs: String::new(),
            reason: String::new(),
            booked_at: platform.now(),
            booked_by: person,
            released: None,
            version: 0,
        };
        let mut tx = world.store.write().await.unwrap();
        store::booking::add(&mut tx, &booking).await.unwrap();
        tx.commit().await.unwrap();
        world.wind_to("2025-10-30T09:00:00Z");
        assert_eq!(
            remind_of_sessions(platform).await.unwrap(),
            0,
            "a week before, not asked for"
        );
        world.wind_to("2025-11-05T09:00:00Z");
        assert_eq!(remind_of_sessions(platform).await.unwrap(), 1);
        assert_eq!(remind_of_sessions(platform).await.unwrap(), 0, "once");
        round(platform).await.unwrap();
        assert_eq!(leaves(world).await.len(), 1);

        let actor = actions::access::actor(platform, person).await.unwrap();
        let never = Choices {
            remind: Remind::Never,
            ..Choices::default()
        };
        choose(platform, &actor, platform.number(), person, &never)
            .await
            .unwrap();
        let mut tx = world.store.write().await.unwrap();
        withdraw(platform, &mut tx, person, SESSION).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(remind_of_sessions(platform).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_follows_the_link_of_a_mail_has_read_it_and_acted() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-11-19T10:00:00Z");
        told(world, person, NoticeKind::CalledOff, "off").await;
        let (_, _, text) = leaves(world).await.remove(0);
        let rest = text.split("/sign-in/").nth(1).unwrap();
        let secret: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        let device = Device {
            address: "192.0.2.7".to_owned(),
            ..Device::default()
        };
        sign_in::press(platform, &secret, &device).await.unwrap();
        let actor = actions::access::actor(platform, person).await.unwrap();
        let told = inbox(platform, &actor, person).await.unwrap();
        assert!(told.notices[0].acted_at.is_some() && told.notices[0].read_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn somebody_reads_their_own_inbox_alone_and_marks_it() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        let id = super::told(world, person).await;
        told(world, person, NoticeKind::Booked, "second").await;
        let actor = actions::access::actor(platform, person).await.unwrap();
        assert_eq!(unread(platform, &actor).await.unwrap(), 2);
        one(platform, &actor, id, false).await.unwrap();
        assert_eq!(
            unread(platform, &actor).await.unwrap(),
            2,
            "looked at by somebody else"
        );
        one(platform, &actor, id, true).await.unwrap();
        assert_eq!(unread(platform, &actor).await.unwrap(), 1);
        mark(platform, &actor, platform.number(), id, false)
            .await
            .unwrap();
        assert_eq!(unread(platform, &actor).await.unwrap(), 2);
        let to = press(platform, &actor, platform.number(), id)
            .await
            .unwrap();
        assert_eq!(to, "/standing/y75");
        let (pressed, _) = one(platform, &actor, id, true).await.unwrap();
        assert!(pressed.acted_at.is_some() && pressed.read_at.is_some());
        mark_all(platform, &actor, platform.number(), person)
            .await
            .unwrap();
        assert_eq!(unread(platform, &actor).await.unwrap(), 0);

        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        assert!(is_forbidden(&one(platform, &officer, id, true).await));
        assert!(is_forbidden(&inbox(platform, &officer, person).await));
        let other = press(platform, &officer, platform.number(), id).await;
        assert!(is_forbidden(&other));
    })
    .await;
}

#[tokio::test]
async fn what_is_awaited_waits_for_the_end_of_the_holidays_that_one_s_own_school_set() {
    on_each(async |world| {
        let platform = &world.platform;
        let person = amina(world).await;
        world.wind_to("2025-11-19T10:00:00Z");
        let training = Holiday {
            id: platform.number(),
            title: "Training days".to_owned(),
            from: date(2025, 11, 18),
            until: date(2025, 11, 20),
        };
        let mut tx = world.store.write().await.unwrap();
        for (school, id) in [(100_001, training.id), (100_002, platform.number())] {
            let closed = Holiday {
                id,
                until: date(2025, 11, if school == 100_001 { 20 } else { 28 }),
                ..training.clone()
            };
            store::booking::school::close(&mut tx, Urn(school), &closed, platform.now(), person)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        told(world, person, NoticeKind::Booked, "booked").await;
        round(platform).await.unwrap();
        assert!(leaves(world).await.is_empty(), "their school is closed");
        world.wind_to("2025-11-21T08:00:00Z");
        round(platform).await.unwrap();
        assert_eq!(
            leaves(world).await.len(),
            1,
            "another school's days do not count"
        );
    })
    .await;
}
