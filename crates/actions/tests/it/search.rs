//! Tries the search: who finds whom, by which words, on both databases alike.
//!
//! Owns no words of its own. It never looks into the index.

use actions::search::{Results, find};
use domain::{access::Actor, person::Role};
use jiff::civil::date;

use crate::{
    placement::{import_as, student},
    world::{KEEP, World, mentor, on_each},
};

async fn with_people(world: &World) {
    world
        .people("Y75", &mentor("1000001", "Siân", "Rees-Łukasz", 100_001))
        .await;
    world
        .people("Y75", &mentor("1000002", "Amina", "Khan", 100_002))
        .await;
    world
        .people("L51", &mentor("1000003", "Sian", "Moss", 100_002))
        .await;
}

async fn found(world: &World, actor: &Actor, asked: &str) -> Results {
    find(&world.platform, actor, asked).await.unwrap()
}

async fn names(world: &World, actor: &Actor, asked: &str) -> Vec<String> {
    let found = found(world, actor, asked).await;
    assert_eq!(found.people.all, found.people.best.len());
    let people = found.people.best.iter();
    people.map(|found| found.person.name()).collect()
}

async fn schools(world: &World, actor: &Actor, asked: &str) -> Vec<String> {
    let found = found(world, actor, asked).await;
    assert_eq!(found.schools.all, found.schools.best.len());
    let schools = found.schools.best.into_iter();
    schools.map(|found| found.name).collect()
}

#[tokio::test]
async fn the_office_finds_its_people_by_name_number_and_address_whatever_the_accents() {
    on_each(async |world| {
        with_people(world).await;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        for asked in ["Sian", "siân", "LUKASZ", "rees si", "1000001"] {
            assert_eq!(
                names(world, &office, asked).await,
                ["Siân Rees-Łukasz"],
                "{asked}"
            );
        }
        let one = found(world, &office, "Khan").await.people.best;
        assert_eq!(one[0].school.as_deref(), Some("Birch Primary School"));
        assert!(one[0].mentors && !one[0].has_left);
        assert!(
            names(world, &office, "Moss").await.is_empty(),
            "another provider's"
        );
    })
    .await;
}

#[tokio::test]
async fn a_school_seat_finds_its_own_school_s_people_and_a_mentor_themself() {
    on_each(async |world| {
        with_people(world).await;
        let school = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        assert_eq!(names(world, &school, "Sian").await, ["Siân Rees-Łukasz"]);
        assert!(names(world, &school, "Khan").await.is_empty());
        assert_eq!(schools(world, &school, "school").await, ["Ashfield School"]);

        let amina = world.person("1000002").await;
        let amina = actions::access::actor(&world.platform, amina)
            .await
            .unwrap();
        assert_eq!(names(world, &amina, "a").await, ["Amina Khan"]);
        assert!(names(world, &amina, "1000001").await.is_empty());
        assert_eq!(
            schools(world, &amina, "school").await,
            ["Birch Primary School"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_mentor_and_a_school_find_the_student_teacher_whom_they_host_and_nobody_else_does() {
    on_each(async |world| {
        with_people(world).await;
        student(world).await;
        let school = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let sian = world.person("1000001").await;
        let sian = actions::access::actor(&world.platform, sian).await.unwrap();
        assert!(names(world, &sian, "Dev").await.is_empty(), "not placed");

        let rows = "2000001,Dev Patel,PGCE,core,Autumn,1,100001,1000001,,2025-09-15,2026-07-03\n";
        let told = import_as(world, &world.operator(), "Y75", rows, KEEP).await;
        assert_eq!(told.unwrap().counts(), (1, 0, 0, 0));
        for reader in [&sian, &school] {
            let found = found(world, reader, "patel").await.people.best;
            assert_eq!(found.len(), 1);
            assert!(found[0].by_placement);
        }
        let amina = world.person("1000002").await;
        let amina = actions::access::actor(&world.platform, amina)
            .await
            .unwrap();
        assert!(names(world, &amina, "Patel").await.is_empty());
        world.wind(date(2026, 7, 4));
        let sian = actions::access::actor(&world.platform, sian.person)
            .await
            .unwrap();
        assert!(names(world, &sian, "Patel").await.is_empty(), "it is over");
    })
    .await;
}

#[tokio::test]
async fn the_office_finds_every_school_its_own_first_by_name_and_number() {
    on_each(async |world| {
        with_people(world).await;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let found = found(world, &office, "ced").await.schools.best;
        assert_eq!(found[0].name, "Cedar Academy");
        assert!(found[0].provider.is_none(), "nobody works there yet");
        assert_eq!(
            schools(world, &office, "100002").await,
            ["Birch Primary School"]
        );
        let all = schools(world, &office, "10000").await;
        assert_eq!(
            all,
            ["Ashfield School", "Birch Primary School", "Cedar Academy"]
        );
    })
    .await;
}

#[tokio::test]
async fn sessions_and_rules_are_found_by_their_words() {
    on_each(async |world| {
        with_people(world).await;
        let amina = world.person("1000002").await;
        let amina = actions::access::actor(&world.platform, amina)
            .await
            .unwrap();
        let found = found(world, &amina, "pedagogy").await;
        assert!(found.sessions.best.iter().any(|one| one.code == "pedagogy"));
        assert!(
            found
                .sessions
                .best
                .iter()
                .all(|one| one.provider.code == "Y75")
        );
        let rules = find(&world.platform, &amina, "initial claim hours").await;
        let rules = rules.unwrap().rules.best;
        assert_eq!(rules[0].name, "general_mentor.initial.claimable");
    })
    .await;
}

#[tokio::test]
async fn whoever_has_just_come_is_found_at_once() {
    on_each(async |world| {
        with_people(world).await;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        assert!(names(world, &office, "Olu").await.is_empty());
        world
            .people("Y75", &mentor("1000009", "Olu", "Ade", 100_003))
            .await;
        assert_eq!(names(world, &office, "Olu").await, ["Olu Ade"]);
        let seen = found(world, &office, "Cedar").await.schools.best;
        assert!(seen[0].provider.is_some(), "and so is their school");
    })
    .await;
}

#[tokio::test]
async fn nothing_asked_finds_nothing() {
    on_each(async |world| {
        with_people(world).await;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        for asked in ["", "  ", "’", "zzzzzz"] {
            assert!(found(world, &office, asked).await.is_empty(), "{asked:?}");
        }
        let mut left = office.clone();
        left.memberships.clear();
        assert!(names(world, &left, "Sian").await.is_empty());
        assert!(schools(world, &left, "school").await.is_empty());
    })
    .await;
}
