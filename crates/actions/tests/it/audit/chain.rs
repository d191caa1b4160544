//! Tries that every deed is chained, and that whoever opens a record of somebody else's is noted.
//!
//! Owns no words of its own. It never writes behind the program's back.

use actions::{
    access::{self, session::open},
    audit::{self, Asked, verify},
    person::{NewRole, add_role},
    standing::training,
};
use domain::{
    access::{
        Actor, Deed,
        session::{Device, How},
    },
    partnership::Urn,
    person::Role,
};

use crate::world::{World, attended, is_forbidden, mentor, on_each};

const AMINA: &str = "1000001";

async fn with_amina(world: &World) {
    world
        .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
        .await;
    world
        .attended("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 60))
        .await;
}

#[tokio::test]
async fn every_deed_is_chained_with_its_provider_and_a_head_kept_outside_is_met() {
    on_each(async |world| {
        with_amina(world).await;
        let operator = world.operator();
        let before = verify(&world.platform, &operator, None, None)
            .await
            .unwrap();
        let york = before
            .iter()
            .find(|one| one.provider.as_deref() == Some("Y75"));
        let york = york.unwrap().clone();
        let notes = world.notes().await;
        let ours = notes.iter().filter(|note| note.provider.is_some());
        assert!(york.head.notes >= 2 && ours.count() >= 2);
        assert_eq!(
            before.iter().map(|one| one.head.notes).sum::<i64>(),
            i64::try_from(notes.len()).unwrap()
        );
        world
            .attended("Y75", &attended(AMINA, "assessment", "2025-10-02", 60))
            .await;
        let after = verify(
            &world.platform,
            &operator,
            Some("Y75"),
            Some(york.head.link),
        )
        .await;
        let after = after.unwrap();
        assert_eq!(after[0].fault, None);
        assert_eq!(after[0].head.notes, york.head.notes + 1);
        assert!(after[0].passed_outside_head);
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        assert!(
            verify(&world.platform, &officer, Some("Y75"), None)
                .await
                .is_ok()
        );
        assert!(is_forbidden(
            &verify(&world.platform, &officer, None, None).await
        ));
        assert!(is_forbidden(
            &verify(&world.platform, &officer, Some("L51"), None).await
        ));
    })
    .await;
}

#[tokio::test]
async fn whoever_opens_a_training_page_is_seen_by_its_mentor_once_a_day_with_a_count() {
    on_each(async |world| {
        with_amina(world).await;
        let amina = world.person(AMINA).await;
        let head = world.actor(Role::Headteacher, "Y75", Some(100_001)).await;
        let own = access::actor(&world.platform, amina).await.unwrap();
        let notes = world.notes().await.len();
        training(&world.platform, &own, amina, "Y75").await.unwrap();
        let seen = access::own_record(&world.platform, &own, amina)
            .await
            .unwrap();
        assert_eq!(
            seen.looked.len(),
            0,
            "one's own reading is nobody's business"
        );
        for _ in 0..3 {
            training(&world.platform, &head, amina, "Y75")
                .await
                .unwrap();
        }
        let mut tx = world.store.read().await.unwrap();
        let kept = store::audit::readings_about(&mut tx, amina, 9)
            .await
            .unwrap();
        assert_eq!(kept[0].readings, 1, "the first is kept before it is shown");
        drop(tx);
        let seen = access::own_record(&world.platform, &own, amina)
            .await
            .unwrap();
        assert_eq!(seen.looked.len(), 1);
        assert_eq!(seen.looked[0].reading.readings, 3);
        assert_eq!(seen.looked[0].reading.reader, head.person);
        assert_eq!(world.notes().await.len(), notes, "readings are no notes");
        let elsewhere = world.actor(Role::Headteacher, "Y75", Some(100_002)).await;
        assert!(
            training(&world.platform, &elsewhere, amina, "Y75")
                .await
                .is_err()
        );
        let seen = access::own_record(&world.platform, &own, amina)
            .await
            .unwrap();
        assert_eq!(seen.looked.len(), 1, "who was refused has not looked");
        assert!(is_forbidden(
            &access::own_record(&world.platform, &head, amina).await
        ));
        let file = access::own_file(&world.platform, &own, amina)
            .await
            .unwrap();
        for words in [
            "\"Amina\"",
            "\"pedagogy\"",
            "\"who_has_looked\"",
            "\"times\": 3",
        ] {
            assert!(file.contains(words), "{words} in {file}");
        }
    })
    .await;
}

#[tokio::test]
async fn notes_are_found_by_who_deed_record_and_day() {
    on_each(async |world| {
        with_amina(world).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let count = async |asked: Asked| {
            let found = audit::notes(&world.platform, &officer, "Y75", &asked).await;
            found.unwrap().count
        };
        let all = count(Asked::default()).await;
        assert!(all >= 2);
        let attendance = Asked {
            deed: Some(Deed::ImportAttendance),
            ..Asked::default()
        };
        assert_eq!(count(attendance).await, 1);
        let operator = Asked {
            who: "The Operator".to_owned(),
            ..Asked::default()
        };
        assert_eq!(count(operator).await, all);
        let nobody = Asked {
            who: "Zoe Nobody".to_owned(),
            ..Asked::default()
        };
        assert_eq!(count(nobody).await, 0);
        let earlier = Asked {
            until: Some("2025-11-17".parse().unwrap()),
            ..Asked::default()
        };
        assert_eq!(count(earlier).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_note_says_from_which_device_and_its_address_is_for_its_owner_and_an_administrator() {
    on_each(async |world| {
        with_amina(world).await;
        let platform = &world.platform;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let amina = world.person(AMINA).await;
        let device = Device {
            agent: "Mozilla/5.0 (iPhone) Safari/605".to_owned(),
            address: "192.0.2.7".to_owned(),
            shared: false,
        };
        let mut tx = world.store.write().await.unwrap();
        let opened = open(platform, &mut tx, amina, How::Code, &device).await;
        tx.commit().await.unwrap();
        let by_her = Actor {
            session: Some(opened.unwrap().session),
            person: amina,
            ..officer.clone()
        };
        let role = NewRole {
            role: Role::Headteacher,
            school: Some(Urn(100_001)),
            from: None,
            until: None,
        };
        let once = platform.number();
        add_role(platform, &by_her, once, ("Y75", amina), role)
            .await
            .unwrap();

        let newest = async |reader: &Actor| {
            let found = audit::notes(platform, reader, "Y75", &Asked::default()).await;
            found.unwrap().list.remove(0)
        };
        let seen = newest(&officer).await;
        assert_eq!(seen.note.session, by_her.session);
        assert!(seen.told.contains("headteacher") && seen.told.contains("until further notice"));
        let from = seen.from.expect("a device");
        assert_eq!(
            (from.device.as_str(), from.address),
            ("Safari on iPhone", None)
        );
        let own = newest(&by_her).await.from.expect("a device");
        assert_eq!(own.address.as_deref(), Some("192.0.2.7"));
        let whole = verify(platform, &platform.operator(), None, None).await;
        assert!(whole.unwrap().iter().all(|chain| chain.fault.is_none()));
    })
    .await;
}
