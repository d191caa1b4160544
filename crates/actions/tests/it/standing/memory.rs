//! Tries that a list kept in memory is never stale: after every kind of change it equals a fresh one.
//!
//! Owns no words. It never trusts the memory that it tries.

use std::sync::Arc;

use actions::{
    Platform,
    ledger::correct,
    policy::PROGRAMMES,
    standing::{Question, list},
};
use domain::{Minutes, ledger::Correction};
use jiff::civil::date;

use crate::world::{KEEP, World, asking, attended, mentor, on_each};

const AMINA: &str = "1000001";
const VISITOR: &str = "1000002";

/// As many as are kept in memory at a time, so that each is asked again while it is warm.
fn questions() -> [Question; 4] {
    [
        asking("Y75"),
        Question {
            known_on: Some(date(2025, 11, 18)),
            ..asking("Y75")
        },
        asking("L51"),
        Question {
            as_of: Some(date(2025, 10, 15)),
            ..asking("L51")
        },
    ]
}

async fn told(world: &World, platform: &Platform) -> Vec<String> {
    let mut told = Vec::new();
    for question in questions() {
        let standings = list(platform, &world.operator(), &question).await.unwrap();
        told.push(format!("{:#?}", standings.rows));
    }
    told
}

/// Sees that memory and a fresh reckoning agree, and whether anything changed since `before`.
async fn agrees(world: &World, before: &[String], after: &str) -> Vec<String> {
    let warm = told(world, &world.platform).await;
    let cold = told(world, &world.cold()).await;
    for (at, (warm, cold)) in warm.iter().zip(&cold).enumerate() {
        assert!(warm == cold, "question {at} is stale after {after}");
    }
    assert!(warm != before, "{after} changes nothing");
    assert!(told(world, &world.platform).await == warm, "asked again");
    warm
}

fn york() -> &'static str {
    let found = PROGRAMMES
        .iter()
        .find(|(path, _)| path.ends_with("york-st-john/2025-26.toml"));
    found.unwrap().1
}

#[tokio::test]
async fn a_list_in_memory_equals_a_fresh_one_after_every_kind_of_change() {
    on_each(async |world| {
        let mut now = told(world, &world.platform).await;

        world.people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001)).await;
        now = agrees(world, &now, "a person").await;

        world.attended("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 60)).await;
        now = agrees(world, &now, "an entry").await;

        let waiting = format!("{AMINA},assessment,2025-10-02,60,attended,,register,\n");
        world.attended("Y75", &waiting).await;
        now = agrees(world, &now, "a waiting entry").await;

        world.attended("Y75", &attended(AMINA, "assessment", "2025-10-02", 60)).await;
        now = agrees(world, &now, "a confirmation").await;

        let entry = world.entries("Y75", AMINA).await[0].entry.id;
        let correction = Correction {
            minutes: Some(Minutes(30)),
            reason: "left early".into(),
            ..Correction::default()
        };
        correct(&world.platform, &world.operator(), entry, correction).await.unwrap();
        now = agrees(world, &now, "a correction").await;

        let cap = "[[value]]\nof = \"general_mentor.initial.claimable\"\nkind = \"cap\"\nhours = 1\nfrom = 2025-09-01\nsource = \"ours\"\nconfidence = \"confirmed\"\n";
        actions::policy::set(&world.platform, &world.operator(), cap, false).await.unwrap();
        now = agrees(world, &now, "a policy").await;

        let changed = york().replacen("minutes = 360", "minutes = 300", 1);
        assert_ne!(changed, york());
        world.programme(&changed, KEEP).await;
        now = agrees(world, &now, "a programme").await;

        world.people("Y75", "1000001,Amina,Khan,,general_mentor,100001,history,,2024-09-01,2025-11-30\n").await;
        world.people("Y75", &mentor(AMINA, "Amina", "Khan", 100_002)).await;
        now = agrees(world, &now, "a membership").await;

        let for_primary = changed.replacen("code = \"pedagogy\"", "code = \"pedagogy\"\nschool_phases = [\"primary\"]", 1);
        world.programme(&for_primary, KEEP).await;
        world.people("Y75", &mentor("1000003", "Cy", "One", 100_003)).await;
        now = agrees(world, &now, "a component for some").await;
        world.schools("URN,EstablishmentName,PhaseOfEducation (code),EstablishmentStatus (code),TypeOfEstablishment (code)\n100003,Cedar Academy,2,1,34\n").await;
        now = agrees(world, &now, "a school's phase").await;

        world.wind(date(2025, 11, 19));
        agrees(world, &now, "a night").await;
    })
    .await;
}

#[tokio::test]
async fn what_another_provider_says_of_a_mentor_with_entries_here_is_seen_here() {
    on_each(async |world| {
        world
            .people(
                "Y75",
                &format!("{VISITOR},Vi,Sitor,,lead_mentor,,,,2024-09-01,\n"),
            )
            .await;
        world
            .attended("L51", &attended(VISITOR, "coaching", "2025-10-01", 90))
            .await;
        let now = told(world, &world.platform).await;
        world
            .people("Y75", &mentor(VISITOR, "Vi", "Sitor", 100_001))
            .await;
        let now = agrees(world, &now, "a membership with another provider").await;
        let rows = world.list(&asking("L51")).await;
        assert_eq!(rows.len(), 1, "a general mentor now, with an entry here");
        world
            .people("Y75", &mentor(VISITOR, "Vi", "Sitor", 100_002))
            .await;
        agrees(world, &now, "a second school with another provider").await;
    })
    .await;
}

#[tokio::test]
async fn what_another_program_writes_is_seen_at_once() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        let now = told(world, &world.platform).await;
        let file = world.file(format!(
            "{}{}",
            crate::world::ATTENDANCE,
            attended(AMINA, "pedagogy", "2025-10-01", 60)
        ));
        let elsewhere = world.cold();
        let operator = world.operator();
        actions::ledger::import_attendance(&elsewhere, &operator, &file, "Y75", KEEP, &mut |_| {})
            .await
            .unwrap();
        agrees(world, &now, "another program's entry").await;
    })
    .await;
}

#[tokio::test]
async fn after_a_file_of_people_only_those_whom_it_changed_are_reckoned_again() {
    on_each(async |world| {
        let (amina, visitor) = (
            mentor(AMINA, "Amina", "Khan", 100_001),
            mentor(VISITOR, "Vi", "Sitor", 100_001),
        );
        world
            .people("Y75", &[amina.as_str(), &visitor].concat())
            .await;
        let rows = async || {
            let found = list(&world.platform, &world.operator(), &asking("Y75")).await;
            found.unwrap().rows.clone()
        };
        let before = rows().await;
        let stamp = {
            let provider = world.provider("Y75").await;
            let mut tx = world.store.read().await.unwrap();
            store::audit::stamp(&mut tx, provider).await.unwrap()
        };
        let moved = mentor(VISITOR, "Vi", "Sitor", 100_002);
        let told = world.people("Y75", &[amina, moved].concat()).await;
        assert_eq!(told.counts(), (0, 1, 1, 0));
        let after = rows().await;
        assert_eq!((before.len(), after.len()), (2, 2));
        assert!(Arc::ptr_eq(&before[0], &after[0]), "Amina is as she was");
        assert!(!Arc::ptr_eq(&before[1], &after[1]), "Vi is reckoned again");

        let provider = world.provider("Y75").await;
        let mut tx = world.store.read().await.unwrap();
        let now = store::audit::stamp(&mut tx, provider).await.unwrap();
        assert_eq!(
            now.revision, stamp.revision,
            "nobody else is reckoned again"
        );
        let concerned = store::audit::concerned(&mut tx, provider, &stamp, 100)
            .await
            .unwrap();
        drop(tx);
        assert_eq!(concerned, [world.person(VISITOR).await]);
    })
    .await;
}
