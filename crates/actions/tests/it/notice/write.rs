//! Tries writing to those whom a list shows: exactly those, once, with every field filled in.
//! Owns no words of its own.
//! Never sends anything.

use actions::{
    notice::{keep_template, meant, preview, send, templates, written},
    standing::{Filter, ListQuestion},
};
use domain::{notice::template::Template, partnership::SchoolPhase, person::Role};

use super::words;
use crate::world::{World, is_forbidden, mentor, on_each, refusal};

async fn three(world: &World) {
    for (trn, first, school) in [
        ("1000001", "Amina", 100_001),
        ("1000002", "Ben", 100_002),
        ("1000003", "Cho", 100_002),
    ] {
        world
            .people("Y75", &mentor(trn, first, "Khan", school))
            .await;
    }
}

fn primary() -> ListQuestion {
    ListQuestion {
        filter: Filter {
            school_phase: Some(SchoolPhase::Primary),
            ..Filter::default()
        },
        ..ListQuestion::of("Y75")
    }
}

#[tokio::test]
async fn those_whom_the_list_shows_are_written_to_once_and_nobody_else() {
    on_each(async |world| {
        let platform = &world.platform;
        three(world).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let question = primary();
        let found = meant(platform, &officer, &question).await.unwrap();
        let listed = actions::person::mentors(platform, &officer, &question)
            .await
            .unwrap();
        let names: Vec<&str> = found
            .people
            .iter()
            .map(|(_, name, _)| name.as_str())
            .collect();
        let on_the_list: Vec<String> = listed.rows.iter().map(|row| row.person.name()).collect();
        assert_eq!(names, on_the_list);
        assert_eq!(names, ["Ben Khan", "Cho Khan"]);
        let seen = preview(&found, &words(), Some(found.people[1].0)).unwrap();
        assert_eq!(
            (seen.whom.as_str(), seen.filled.subject.as_str()),
            ("Cho Khan", "Hello Cho")
        );

        let once = platform.number();
        for _ in 0..2 {
            let (asked, words) = ((&question, "phase=primary"), words());
            let sent = send(platform, &officer, once, asked, &words, 2).await;
            assert_eq!(sent.unwrap(), 2);
        }
        let all = written(platform, &officer, "Y75", None).await.unwrap();
        assert_eq!(
            (all.sends.len(), all.sends[0].people, all.sends[0].read),
            (1, 2, 0)
        );
        let amina = world.person("1000001").await;
        let mut tx = world.store.read().await.unwrap();
        assert!(
            store::notice::inbox::told_to(&mut tx, amina)
                .await
                .unwrap()
                .is_empty()
        );
        drop(tx);

        let ben = world.person("1000002").await;
        let actor = actions::access::actor(platform, ben).await.unwrap();
        let id = actions::notice::inbox(platform, &actor, ben)
            .await
            .unwrap()
            .notices[0]
            .id;
        actions::notice::press(platform, &actor, platform.number(), id)
            .await
            .unwrap();
        let one = all.sends[0].id;
        let after = written(platform, &officer, "Y75", Some(one)).await.unwrap();
        assert_eq!((after.sends[0].read, after.sends[0].acted), (1, 1));
        assert_eq!(after.reached.len(), 2);
        assert!(after.reached[0].1.acted_at.is_some() && after.reached[1].1.read_at.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_blank_or_unknown_field_and_a_list_that_changed_send_nothing() {
    on_each(async |world| {
        let platform = &world.platform;
        three(world).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let question = primary();
        let trying = async |words: &str, seen| {
            let template = Template {
                subject: "Hello".to_owned(),
                words: words.to_owned(),
            };
            let once = platform.number();
            refusal(send(platform, &officer, once, (&question, ""), &template, seen).await)
        };
        assert!(
            trying("Dear {nickname}", 2)
                .await
                .contains("There is no field {nickname}")
        );
        assert!(trying("Dear {name", 2).await.contains("left open"));
        assert!(trying("", 2).await.contains("Write what you have to say"));
        assert!(
            trying("Hello", 3)
                .await
                .contains("now has 2 people, and had 3")
        );
        let nobody = ListQuestion {
            filter: Filter {
                text: "zzz".to_owned(),
                ..Filter::default()
            },
            ..ListQuestion::of("Y75")
        };
        let sent = send(
            platform,
            &officer,
            platform.number(),
            (&nobody, ""),
            &words(),
            0,
        )
        .await;
        assert!(refusal(sent).contains("Nobody is among those"));
        let all = written(platform, &officer, "Y75", None).await.unwrap();
        assert!(all.sends.is_empty());
        let lead = world.actor(Role::LeadMentor, "Y75", None).await;
        assert!(is_forbidden(&meant(platform, &lead, &question).await));
    })
    .await;
}

#[tokio::test]
async fn words_are_kept_under_a_name_for_one_provider_alone() {
    on_each(async |world| {
        let platform = &world.platform;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        for _ in 0..2 {
            let once = platform.number();
            keep_template(platform, &officer, once, ("Y75", "Thanks"), &words())
                .await
                .unwrap();
        }
        let found = templates(platform, &officer, "Y75").await.unwrap();
        assert_eq!((found.len(), found[0].name.as_str()), (1, "Thanks"));
        let theirs = templates(platform, &world.operator(), "L51").await.unwrap();
        assert!(theirs.is_empty());
    })
    .await;
}
