//! Tries the two questions after a session, from the asking to what came of the answers.
//! Owns the session that is asked about.
//! Never books anything.

use actions::{
    access::sign_in,
    booking::register::{Ticked, close, mark, reopen},
    feedback::{answer, ask, asked, collect, follow, heard, named_by, press, sessions},
};
use domain::{
    Minutes,
    booking::{Audience, Session, SessionId, register::Mark},
    calendar::uk_time_on,
    feedback::{Answer, Summary},
    notice::inbox::NoticeKind,
    person::{Person, PersonId, Role},
    programme::Mode,
};
use jiff::civil::date;
use uuid::Uuid;

use crate::{
    booking::register,
    world::{World, is_forbidden, mentor, on_each, refusal},
};

/// The session that everything here is about.
pub const SESSION: SessionId = SessionId(Uuid::from_u128(0x5e55));

/// Keeps a session with a host, in the month before most tests stand.
pub async fn session(world: &World, host: PersonId) -> Session {
    let day = date(2025, 11, 6);
    let session = Session {
        id: SESSION,
        provider: world.provider("Y75").await,
        component: "pedagogy".to_owned(),
        title: "Giving feedback".to_owned(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Live,
        held_on: day,
        starts_at: uk_time_on(day, Minutes::hours(16)),
        ends_at: uk_time_on(day, Minutes::hours(18)),
        place: "De Grey Court".to_owned(),
        link: String::new(),
        host,
        capacity: 40,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    let mut tx = world.store.write().await.unwrap();
    let now = world.platform.now();
    if store::person::person(&mut tx, host)
        .await
        .unwrap()
        .is_none()
    {
        let person = Person {
            id: host,
            trn: None,
            first_name: "Hosts".to_owned(),
            last_name: "Sessions".to_owned(),
        };
        store::person::add(&mut tx, &person).await.unwrap();
    }
    store::booking::offer(&mut tx, &session, now, host)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    session
}

/// Keeps a session that somebody hosts and about which they are asked, with so many answers of others.
pub async fn answered(world: &World, host: PersonId, many: u128) {
    session(world, host).await;
    let mut tx = world.store.write().await.unwrap();
    let now = world.platform.now();
    store::feedback::ask(&mut tx, SESSION, host, now)
        .await
        .unwrap();
    for n in 0..many {
        let person = Person {
            id: PersonId(Uuid::from_u128(0xfeed_0000 + n)),
            trn: None,
            first_name: "Ans".to_owned(),
            last_name: format!("Werer{n}"),
        };
        store::person::add(&mut tx, &person).await.unwrap();
        store::feedback::ask(&mut tx, SESSION, person.id, now)
            .await
            .unwrap();
        let answer = Answer {
            id: Uuid::from_u128(0xa000 + n),
            session: SESSION,
            person: person.id,
            scale: 4,
            words: format!("Words {n}"),
            answered_at: now,
        };
        store::feedback::answer(&mut tx, &answer).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_attended_is_asked_once_and_answers_once_more_if_they_like() {
    on_each(async |world| {
        let platform = &world.platform;
        world
            .people("Y75", &mentor("1000001", "Amina", "Khan", 100_001))
            .await;
        let amina = world.person("1000001").await;
        let host = world.actor(Role::LeadMentor, "Y75", None).await;
        session(world, host.person).await;
        for many in [1, 0] {
            let mut tx = world.store.write().await.unwrap();
            let asked = ask(platform, &mut tx, (SESSION, 1), &[amina])
                .await
                .unwrap();
            tx.commit().await.unwrap();
            assert_eq!(asked, many, "nobody is asked twice");
        }
        let actor = actions::access::actor(platform, amina).await.unwrap();
        let told = actions::notice::inbox(platform, &actor, amina)
            .await
            .unwrap();
        assert_eq!(told.notices[0].kind, NoticeKind::Question);
        assert!(told.notices[0].acted_at.is_none());

        for (scale, words) in [(2, "Too long"), (4, "Better than I thought")] {
            let given = (Some(scale), words);
            answer(platform, &actor, platform.number(), (amina, SESSION), given)
                .await
                .unwrap();
        }
        let found = asked(platform, &actor, amina, SESSION).await.unwrap();
        assert_eq!(found.answer.map(|one| one.scale), Some(4));
        let told = actions::notice::inbox(platform, &actor, amina)
            .await
            .unwrap();
        assert!(told.notices[0].acted_at.is_some(), "the question is done");
        let bad = answer(
            platform,
            &actor,
            platform.number(),
            (amina, SESSION),
            (Some(6), ""),
        );
        assert!(refusal(bad.await).starts_with("Choose one of the five"));

        let mut tx = world.store.read().await.unwrap();
        assert_eq!(
            store::feedback::answers(&mut tx, SESSION)
                .await
                .unwrap()
                .len(),
            1
        );
        drop(tx);
        let other = actor.clone();
        let theirs = answer(
            platform,
            &other,
            platform.number(),
            (host.person, SESSION),
            (Some(1), ""),
        );
        assert!(is_forbidden(&theirs.await));
    })
    .await;
}

#[tokio::test]
async fn a_host_reads_no_name_and_nothing_below_five_answers() {
    on_each(async |world| {
        let platform = &world.platform;
        let host = world.actor(Role::LeadMentor, "Y75", None).await;
        let another = world.actor(Role::LeadMentor, "Y75", None).await;
        answered(world, host.person, 4).await;
        let few = heard(platform, &host, SESSION).await.unwrap();
        assert_eq!(few.summary, Summary::TooFew { least: 5 });
        let early = follow(platform, &host, platform.number(), SESSION, ("a", "b")).await;
        assert!(refusal(early).contains("Fewer than 5"));
        assert!(is_forbidden(&heard(platform, &another, SESSION).await));

        let fifth = (Some(1), "x");
        answer(
            platform,
            &host,
            platform.number(),
            (host.person, SESSION),
            fifth,
        )
        .await
        .unwrap();
        let found = heard(platform, &host, SESSION).await.unwrap();
        let Summary::Shown { counts, said, .. } = &found.summary else {
            panic!("five are enough")
        };
        assert_eq!((*counts, said.len()), ([1, 0, 0, 4, 0], 5));
        assert!(!format!("{:?}", found.summary).contains("Werer"));
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let (_, all) = sessions(platform, &officer, "Y75").await.unwrap();
        assert_eq!((all.len(), all[0].1), (1, 5));
    })
    .await;
}

#[tokio::test]
async fn themes_are_collected_and_what_was_done_is_told_to_those_who_answered() {
    on_each(async |world| {
        let platform = &world.platform;
        let host = world.actor(Role::LeadMentor, "Y75", None).await;
        answered(world, host.person, 5).await;
        let one = Uuid::from_u128(0xa000);
        collect(
            platform,
            &host,
            platform.number(),
            (SESSION, one),
            "Time, room",
        )
        .await
        .unwrap();
        let found = heard(platform, &host, SESSION).await.unwrap();
        let Summary::Shown { themes, .. } = found.summary else {
            panic!("five are enough")
        };
        assert_eq!(themes.len(), 2);
        let stranger = (SESSION, platform.number());
        let nothing = collect(platform, &host, platform.number(), stranger, "x").await;
        assert!(nothing.is_err());

        let once = platform.number();
        for _ in 0..2 {
            let told = follow(platform, &host, once, SESSION, ("More time", "We took it"));
            assert_eq!(told.await.unwrap(), 5);
        }
        let mut tx = world.store.read().await.unwrap();
        let theirs = PersonId(Uuid::from_u128(0xfeed_0000));
        let told = store::notice::inbox::told_to(&mut tx, theirs)
            .await
            .unwrap();
        assert_eq!(told.len(), 1, "told once");
        assert_eq!(told[0].kind, NoticeKind::Followed);
        let silent = store::notice::inbox::told_to(&mut tx, host.person)
            .await
            .unwrap();
        assert!(silent.is_empty(), "who did not answer is not told");
    })
    .await;
}

/// How many messages stand in somebody's inbox.
async fn stands(world: &World, person: PersonId) -> usize {
    let mut tx = world.store.read().await.unwrap();
    let told = store::notice::inbox::inbox(&mut tx, person, 9).await;
    told.unwrap().len()
}

#[tokio::test]
async fn closing_a_register_asks_whoever_attended_once_and_a_link_of_the_mail_answers_in_one_press()
{
    on_each(async |world| {
        let platform = &world.platform;
        let (session, people, host) = register::hosting(world, 3).await;
        let mut tx = world.store.write().await.unwrap();
        store::person::add_email(&mut tx, people[0], "one@ash.example")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let ticks: Vec<Ticked> = [Mark::Attended, Mark::Attended, Mark::Absent]
            .into_iter()
            .zip(&people)
            .map(|(mark, person)| Ticked {
                key: person.0.simple().to_string()[20..].to_owned(),
                mark,
                minutes: None,
                times: None,
            })
            .collect();
        mark(platform, &host, session.id, &ticks, platform.now())
            .await
            .unwrap();
        for again in [false, true] {
            if again {
                let own = actions::access::actor(platform, people[1]).await.unwrap();
                let (once, of) = (platform.number(), (people[1], session.id));
                answer(platform, &own, once, of, (Some(2), ""))
                    .await
                    .unwrap();
                let why = "One was there after all";
                reopen(platform, &host, platform.number(), session.id, why)
                    .await
                    .unwrap();
                for (person, asked) in people.iter().zip([0, 1, 0]) {
                    assert_eq!(stands(world, *person).await, asked, "who has answered");
                }
                let none = format!("/feedback/{}/4", session.id.0);
                assert!(!press(platform, people[0], &none).await.unwrap());
            }
            close(platform, &host, platform.number(), session.id, Minutes(60))
                .await
                .unwrap();
            for (person, asked) in people.iter().zip([1, 1, 0]) {
                assert_eq!(stands(world, *person).await, asked, "not who was absent");
            }
        }
        let mut tx = world.store.read().await.unwrap();
        let told = store::notice::inbox::told_to(&mut tx, people[1]).await;
        assert_eq!(told.unwrap().len(), 1, "who has answered is not asked anew");
        drop(tx);

        world.wind_to("2025-11-24T08:00:00Z");
        actions::notice::round(platform).await.unwrap();
        let given = actions::notice::batch(platform).await.unwrap();
        let text = &given.messages[0].message.text;
        let links: Vec<&str> = text.split("/sign-in/").skip(1).collect();
        assert_eq!(links.len(), 5, "{text}");
        assert!(text.contains("4: Very useful:\n"), "{text}");
        let secret: String = links[3]
            .chars()
            .take_while(char::is_ascii_hexdigit)
            .collect();
        let link = sign_in::look(platform, &secret).await.unwrap();
        let to = link.to.unwrap();
        assert_eq!(named_by(&to), Some((session.id, 4)));
        for other in ["/feedback", "/feedback/x/4", "/feedback/../4", "/booking/1"] {
            assert!(!press(platform, people[0], other).await.unwrap(), "{other}");
        }
        assert!(!press(platform, people[2], &to).await.unwrap(), "not asked");
        assert!(press(platform, people[0], &to).await.unwrap());
        let own = actions::access::actor(platform, people[0]).await.unwrap();
        let found = asked(platform, &own, people[0], session.id).await.unwrap();
        assert_eq!(found.answer.map(|one| one.scale), Some(4));
    })
    .await;
}
