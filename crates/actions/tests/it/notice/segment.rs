//! Tries that an office reaches exactly those it means: the primary mentors of one district who are late
//! with one session, among everybody of the demo.
//! Owns no words of its own.
//! Never asks a list how it was narrowed.

use std::collections::BTreeSet;

use actions::{
    notice::{meant, preview, send, written},
    standing::{Filter, ListQuestion},
};
use domain::{
    partnership::{SchoolPhase, Urn},
    person::{PersonId, Role},
};
use jiff::civil::date;

use super::words;
use crate::world::{KEEP, World, asking};

/// The session of the second phase.
const SESSION: &str = "observation-2a";

/// Those whom the words mean, found without any filter.
async fn by_hand(world: &World) -> BTreeSet<PersonId> {
    let provider = world.provider("L51").await;
    let mut tx = world.store.read().await.unwrap();
    let schools = store::partnership::schools_with(&mut tx, provider).await;
    let there: BTreeSet<Urn> = schools
        .unwrap()
        .into_iter()
        .filter(|school| school.lies_in().is_some_and(|name| name == "Sefton"))
        .filter(|school| school.school_phase == Some(SchoolPhase::Primary))
        .map(|school| school.urn)
        .collect();
    let held = store::person::memberships_with(&mut tx, provider).await;
    let teach: BTreeSet<PersonId> = held
        .unwrap()
        .into_iter()
        .map(|held| held.membership)
        .filter(|held| held.role == Role::GeneralMentor)
        .filter(|held| held.holds_on(world.platform.today()))
        .filter(|held| held.school.is_some_and(|urn| there.contains(&urn)))
        .map(|held| held.person)
        .collect();
    drop(tx);
    let rows = world.list(&asking("L51")).await;
    rows.iter()
        .filter(|row| teach.contains(&row.person.id) && row.is_late(SESSION))
        .map(|row| row.person.id)
        .collect()
}

#[tokio::test]
async fn the_primary_mentors_of_sefton_who_are_late_with_the_second_phase_are_written_to_and_nobody_else()
 {
    let world = World::empty(store::Engine::Sqlite).await;
    for (_, text) in actions::policy::PROGRAMMES {
        world.programme(text, KEEP).await;
    }
    sample::fill(&world.store, sample::SEED, &mut |_| {})
        .await
        .unwrap();
    let days = [
        date(2025, 11, 18),
        date(2026, 1, 20),
        date(2026, 3, 10),
        date(2026, 5, 12),
        date(2026, 6, 30),
    ];
    let mut expected = BTreeSet::new();
    for day in days {
        world.wind(day);
        expected = by_hand(&world).await;
        if !expected.is_empty() {
            break;
        }
    }
    println!("{} on {}", expected.len(), world.platform.today());
    assert!(!expected.is_empty(), "the demo has such mentors");
    let question = ListQuestion {
        filter: Filter {
            school_phase: Some(SchoolPhase::Primary),
            district: Some("Sefton".to_owned()),
            late: Some(SESSION.to_owned()),
            ..Filter::default()
        },
        ..ListQuestion::of("L51")
    };
    let platform = &world.platform;
    let officer = world.actor(Role::PartnershipOfficer, "L51", None).await;
    let found = meant(platform, &officer, &question).await.unwrap();
    let all: BTreeSet<PersonId> = found.people.iter().map(|(person, ..)| *person).collect();
    assert_eq!(all, expected);
    for (person, name, _) in &found.people {
        let seen = preview(&found, &words(), Some(*person)).unwrap();
        assert_eq!(&seen.whom, name, "each as it reaches them");
    }

    let mut tx = world.store.read().await.unwrap();
    let everybody = store::person::people(&mut tx).await.unwrap();
    let mut had = 0;
    for person in &everybody {
        had += store::notice::inbox::told_to(&mut tx, person.id)
            .await
            .unwrap()
            .len();
    }
    drop(tx);
    let asked = "phase=primary&district=Sefton&late=observation-2a";
    let (once, many) = (platform.number(), expected.len());
    let sent = send(platform, &officer, once, (&question, asked), &words(), many).await;
    assert_eq!(sent.unwrap(), many);
    let one = written(platform, &officer, "L51", None)
        .await
        .unwrap()
        .sends[0]
        .id;
    let reached = written(platform, &officer, "L51", Some(one)).await.unwrap();
    let have: BTreeSet<PersonId> = reached.reached.iter().map(|(_, one)| one.person).collect();
    assert_eq!(have, expected);
    let mut tx = world.store.read().await.unwrap();
    let mut has = 0;
    for person in &everybody {
        has += store::notice::inbox::told_to(&mut tx, person.id)
            .await
            .unwrap()
            .len();
    }
    assert_eq!(has - had, many, "and nobody else has anything new");
    drop(tx);
    world.clear().await;
}
