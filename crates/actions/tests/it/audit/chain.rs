//! Tries that every deed is chained, and that whoever opens a record of somebody else's is noted.
//!
//! Owns no words of its own. It never writes behind the program's back.

use actions::{
    access,
    audit::{self, Asked, verify},
    standing::training,
};
use domain::{access::Deed, person::Role};

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
