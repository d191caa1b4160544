//! Tries guests: what they are given, what they see of it, what is noted, and how it ends.
//!
//! Owns an inspector. It never gives a guest's role by hand but where a deed needs one to work on.

use actions::{
    access::{
        self,
        guest::{self, Narrowed, NewGuest},
        session::{Entrance, enter},
        sign_in::{Landed, press},
    },
    export::Ending,
    placement,
    standing::training,
};
use domain::{
    access::{
        Actor, Proof, Sample, SampleId, Scope,
        guest::{Drawn, Given},
    },
    person::{Membership, Role},
    placement::PlacementId,
};
use jiff::civil::date;
use store::{access::Kept, person::NewMembership};
use uuid::Uuid;

use super::sign_in::{device, mailbox, secret};
use crate::placement::{STUDENT, placed, student};
use crate::world::{World, is_forbidden, mentor, on_each, refusal};

/// An inspector who reads one placement for a month.
pub fn inspector(world: &World, placement: PlacementId) -> NewGuest {
    let today = world.platform.today();
    NewGuest {
        address: format!("{}@inspection.example", world.platform.number().simple()),
        first_name: "Imelda".into(),
        last_name: "Quayle".into(),
        role: Role::Inspector,
        purpose: "Inspection, November 2025".into(),
        from: today,
        until: today.checked_add(jiff::Span::new().days(30)).unwrap(),
        drawn: None,
        placements: vec![placement],
        people: Vec::new(),
    }
}

/// A guest who is kept without a note, and the state of the sample.
pub async fn kept(world: &World) -> (Uuid, String) {
    let person = world.person(STUDENT).await;
    let provider = world.provider("Y75").await;
    let sample = Sample {
        id: SampleId(world.platform.number()),
        people: Vec::new(),
        placements: Vec::new(),
    };
    let new = Kept {
        sample: sample.clone(),
        provider,
        purpose: "to be changed".into(),
        made_at: world.platform.now(),
        made_by: person,
        drawn: None,
    };
    let membership = Membership {
        person,
        provider,
        role: Role::PartnerReviewer,
        school: None,
        scope: Some(Scope::Sample(sample.clone())),
        subject: None,
        school_phase: None,
        from: Some(date(2025, 9, 1)),
        until: Some(date(2025, 12, 19)),
    };
    let id = world.platform.number();
    let mut tx = world.store.write().await.unwrap();
    store::access::add_sample(&mut tx, &new).await.unwrap();
    let new = NewMembership { id, membership };
    store::person::add_membership(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    (id, guest::token(&sample))
}

async fn office(world: &World) -> Actor {
    world.actor(Role::PartnershipOfficer, "Y75", None).await
}

/// Two placements and two mentors, a guest of the first of each, and who signed in by the invitation.
async fn invited(world: &World) -> (Uuid, NewGuest, PlacementId, Actor) {
    world.wind_to("2025-11-18T10:00:00Z");
    student(world).await;
    for (trn, first) in [("1000001", "Amina"), ("1000002", "Ben")] {
        world
            .people("Y75", &mentor(trn, first, "Khan", 100_001))
            .await;
    }
    let (first, second) = (placed(world).await, placed(world).await);
    let mut new = inspector(world, first);
    new.people = vec![world.person("1000001").await];
    let once = world.platform.number();
    let office = office(world).await;
    let made = guest::make(&world.platform, &office, once, "Y75", &new).await;
    let id = made.unwrap();
    let again = guest::make(&world.platform, &office, once, "Y75", &new).await;
    assert_eq!(again.unwrap(), id, "made once");
    let letter = mailbox(world).await.pop().unwrap();
    assert!(letter.contains("Inspection, November 2025"), "{letter}");
    let landed = press(&world.platform, &secret(&letter), &device("192.0.2.7")).await;
    let Landed::In { opened, to, .. } = landed.unwrap() else {
        panic!("not in");
    };
    assert_eq!(to.as_deref(), Some("/access/guest"));
    let actor = access::actor(&world.platform, opened.person).await.unwrap();
    (id, new, second, actor)
}

#[tokio::test]
async fn a_guest_reads_the_sample_and_nothing_else_until_it_is_ended() {
    on_each(async |world| {
        let (id, new, other, actor) = invited(world).await;
        let platform = &world.platform;
        let (amina, ben) = (world.person("1000001").await, world.person("1000002").await);
        let mine = guest::mine(platform, &actor, actor.person).await.unwrap();
        assert_eq!((mine.len(), mine[0].given), (1, Given::Now));
        assert_eq!(mine[0].within.placements[0].placement.id, new.placements[0]);
        assert_eq!(mine[0].within.people[0].id, amina);

        let read = placement::one(platform, &actor, new.placements[0]).await;
        assert!(read.is_ok());
        assert!(is_forbidden(&placement::one(platform, &actor, other).await));
        assert!(training(platform, &actor, amina, "Y75").await.is_ok());
        assert!(is_forbidden(&training(platform, &actor, ben, "Y75").await));
        let list = placement::Question {
            provider: "Y75".into(),
            ..placement::Question::default()
        };
        assert!(is_forbidden(
            &placement::list(platform, &actor, &list).await
        ));
        assert!(is_forbidden(&guest::guests(platform, &actor, "Y75").await));
        assert!(is_forbidden(
            &guest::log(platform, &actor, "Y75", Some(id)).await
        ));

        let office = office(world).await;
        let shown = guest::one(platform, &office, "Y75", id).await.unwrap();
        let sample = Sample {
            id: shown.guest.sample,
            people: vec![amina],
            placements: new.placements.clone(),
        };
        let seen = guest::token(&sample);
        let (once, of) = (platform.number(), ("Y75", id));
        let others = ([other], [ben]);
        let changed = (others.0.as_slice(), others.1.as_slice());
        guest::change(platform, &office, once, of, &seen, changed)
            .await
            .unwrap();
        let late = guest::change(platform, &office, platform.number(), of, &seen, changed).await;
        assert!(refusal(late).contains("while you looked"));
        let actor = access::actor(platform, actor.person).await.unwrap();
        assert!(training(platform, &actor, ben, "Y75").await.is_ok());
        assert!(is_forbidden(
            &training(platform, &actor, amina, "Y75").await
        ));

        guest::end(platform, &office, platform.number(), of)
            .await
            .unwrap();
        let again = guest::end(platform, &office, platform.number(), of).await;
        assert!(refusal(again).contains("time is over"));
        let late = guest::change(platform, &office, platform.number(), of, &seen, changed).await;
        assert!(refusal(late).contains("time is over"));
        let actor = access::actor(platform, actor.person).await.unwrap();
        assert!(is_forbidden(&training(platform, &actor, ben, "Y75").await));
        let mine = guest::mine(platform, &actor, actor.person).await.unwrap();
        assert_eq!(mine[0].given, Given::Past);
        assert!(mine[0].within.people.is_empty() && mine[0].within.placements.is_empty());
        let shown = guest::one(platform, &office, "Y75", id).await.unwrap();
        let told: Vec<&str> = shown.told.iter().map(|(.., told)| told.as_str()).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(
            told.iter()
                .any(|told| told.contains("placements +1 -1, mentors +1 -1"))
        );
        let list = guest::guests(platform, &office, "Y75").await.unwrap().list;
        assert_eq!(
            (list[0].given, list[0].placements, list[0].people),
            (Given::Past, 1, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn what_a_guest_opened_is_read_alike_by_them_and_by_the_office() {
    on_each(async |world| {
        let (id, new, _, actor) = invited(world).await;
        let platform = &world.platform;
        let amina = world.person("1000001").await;
        for _ in 0..3 {
            training(platform, &actor, amina, "Y75").await.unwrap();
        }
        placement::one(platform, &actor, new.placements[0])
            .await
            .unwrap();
        let own = guest::log(platform, &actor, "Y75", None).await.unwrap();
        let told: Vec<(&str, i64)> = own
            .lines
            .iter()
            .map(|line| (line.reading.kind.code(), line.reading.readings))
            .collect();
        assert_eq!(own.name, "Imelda Quayle");
        assert!(
            told.contains(&("standing", 3)) && told.contains(&("placement", 1)),
            "{told:?}"
        );
        let office = office(world).await;
        let theirs = guest::log(platform, &office, "Y75", Some(id))
            .await
            .unwrap();
        assert_eq!(theirs.lines.len(), own.lines.len());
        let file = guest::log_as_file(platform, &office, "Y75", Some(id), Ending::Csv).await;
        let text = String::from_utf8(file.unwrap().bytes).unwrap();
        assert!(text.contains("standing,Amina Khan"), "{text}");
        let other = world.actor(Role::PartnershipOfficer, "L51", None).await;
        assert!(is_forbidden(
            &guest::log(platform, &other, "Y75", Some(id)).await
        ));
        let elsewhere = guest::log(platform, &other, "L51", Some(id)).await;
        assert_eq!(refusal(elsewhere), "There is no such guest.");
    })
    .await;
}

#[tokio::test]
async fn a_guest_needs_a_name_a_purpose_a_sample_days_and_a_fresh_proof() {
    on_each(async |world| {
        world.wind_to("2025-11-18T10:00:00Z");
        student(world).await;
        let placed = placed(world).await;
        let platform = &world.platform;
        let office = office(world).await;
        let sound = inspector(world, placed);
        let stranger = domain::person::PersonId(platform.number());
        type Spoil = fn(&mut NewGuest);
        let wrongs: [(Spoil, &str); 7] = [
            (|new| new.role = Role::PartnershipOfficer, "Choose whether"),
            (|new| new.last_name = " ".into(), "first and the last name"),
            (|new| new.purpose.clear(), "Say what for"),
            (|new| new.from = date(2025, 11, 17), "from today"),
            (|new| new.until = date(2026, 11, 17), "92 days at most"),
            (|new| new.placements.clear(), "at least one"),
            (|new| new.address = "nobody".into(), "no e-mail address"),
        ];
        for (spoil, words) in wrongs {
            let mut new = sound.clone();
            spoil(&mut new);
            let made = guest::make(platform, &office, platform.number(), "Y75", &new).await;
            let said = refusal(made);
            assert!(said.contains(words), "{said}");
        }
        let mut outside = sound.clone();
        outside.people = vec![stranger];
        let made = guest::make(platform, &office, platform.number(), "Y75", &outside).await;
        assert!(refusal(made).contains("not with this partnership"));
        let stale = Actor {
            proof: Proof::Stale,
            ..office.clone()
        };
        let made = guest::make(platform, &stale, platform.number(), "Y75", &sound).await;
        assert!(matches!(made, Err(actions::ActionError::AsksProof(_))));
        assert!(mailbox(world).await.is_empty(), "nothing was sent");
    })
    .await;
}

#[tokio::test]
async fn a_sample_is_drawn_again_by_the_same_words() {
    on_each(async |world| {
        world.wind_to("2025-11-18T10:00:00Z");
        student(world).await;
        for _ in 0..5 {
            placed(world).await;
        }
        let platform = &world.platform;
        let office = office(world).await;
        let drawn = |seed: &str| Narrowed {
            drawn: Some(Drawn {
                seed: seed.to_owned(),
                one_in: 5,
            }),
            days: Some((date(2025, 9, 1), date(2026, 7, 31))),
            ..Narrowed::default()
        };
        let first = guest::offered(platform, &office, "Y75", &drawn("autumn"))
            .await
            .unwrap();
        let again = guest::offered(platform, &office, "Y75", &drawn("autumn"))
            .await
            .unwrap();
        assert_eq!((first.placements.len(), first.of), (1, 5));
        assert_eq!(first.placements, again.placements);
        let elsewhere = Narrowed {
            school: Some(domain::partnership::Urn(100_002)),
            ..drawn("autumn")
        };
        let none = guest::offered(platform, &office, "Y75", &elsewhere).await;
        assert!(none.unwrap().placements.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_session_by_a_guest_s_role_alone_ends_with_it() {
    on_each(async |world| {
        let (id, ..) = invited(world).await;
        let platform = &world.platform;
        let office = office(world).await;
        let shown = guest::one(platform, &office, "Y75", id).await.unwrap();
        let mut tx = world.store.write().await.unwrap();
        let opened = access::session::open(
            platform,
            &mut tx,
            shown.guest.person,
            domain::access::session::How::Link,
            &device("192.0.2.9"),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(
            enter(platform, &opened.secret).await.unwrap(),
            Entrance::Open(_)
        ));
        guest::end(platform, &office, platform.number(), ("Y75", id))
            .await
            .unwrap();
        assert!(matches!(
            enter(platform, &opened.secret).await.unwrap(),
            Entrance::Over(_)
        ));
    })
    .await;
}
