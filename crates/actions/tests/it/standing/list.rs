//! Tries who is listed, at which school, and as of which day.
//!
//! Owns no words. It never asks which rule was used.

use std::sync::Arc;

use actions::standing::{Question, Row, list, providers_of, standing_of, training};
use domain::{Minutes, partnership::Urn, person::Role};
use jiff::civil::date;

use crate::world::{World, asking, attended, mentor, on_each};

fn names(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| row.person.name()).collect()
}

/// A member of York St John with a role between two days.
fn member(trn: &str, last_name: &str, role: &str, from: &str, to: &str) -> String {
    format!("{trn},M,{last_name},,{role},100001,,,{from},{to}\n")
}

#[tokio::test]
async fn general_mentors_with_a_membership_or_an_entry_in_the_year_are_listed_by_family_name() {
    on_each(async |world| {
        world
            .people(
                "Y75",
                &[
                    member("1000001", "Zed", "general_mentor", "2024-09-01", ""),
                    member(
                        "1000002",
                        "Ábel",
                        "general_mentor",
                        "2024-09-01",
                        "2025-09-01",
                    ),
                    member(
                        "1000003",
                        "Early",
                        "general_mentor",
                        "2024-09-01",
                        "2025-08-31",
                    ),
                    member("1000004", "Soon", "general_mentor", "2026-08-31", ""),
                    member("1000005", "Later", "general_mentor", "2026-09-01", ""),
                    member("1000006", "Lead", "lead_mentor", "2024-09-01", ""),
                    member("1000007", "Pupil", "student_teacher", "2024-09-01", ""),
                    member(
                        "1000008",
                        "Back",
                        "general_mentor",
                        "2023-09-01",
                        "2024-08-31",
                    ),
                ]
                .concat(),
            )
            .await;
        world
            .people(
                "L51",
                &member("1000009", "Visitor", "general_mentor", "2024-09-01", ""),
            )
            .await;
        world
            .attended(
                "Y75",
                &[
                    attended("1000008", "pedagogy", "2025-10-01", 60),
                    attended("1000009", "pedagogy", "2025-10-01", 60),
                    attended("1000006", "pedagogy", "2025-10-01", 60),
                    attended("1000003", "pedagogy", "2025-05-01", 60),
                ]
                .concat(),
            )
            .await;
        let rows = world.list(&asking("Y75")).await;
        assert_eq!(
            names(&rows),
            ["M Ábel", "M Back", "M Soon", "M Visitor", "M Zed"]
        );
        let year_before = world
            .list(&Question {
                as_of: Some(date(2025, 6, 1)),
                ..asking("Y75")
            })
            .await;
        assert_eq!(names(&year_before), ["M Ábel", "M Early", "M Zed"]);
    })
    .await;
}

#[tokio::test]
async fn the_school_is_that_of_the_day_and_each_school_sees_its_own() {
    on_each(async |world| {
        world
            .people(
                "Y75",
                "1000001,Amina,Khan,,general_mentor,100001,,,2024-09-01,2025-10-31\n\
            1000001,Amina,Khan,,general_mentor,100002,,,2025-11-01,\n\
            1000002,Ben,Low,,general_mentor,100001,,,2024-09-01,\n\
            1000002,Ben,Low,,general_mentor,100003,,,2025-09-01,\n",
            )
            .await;
        for (day, school, expected) in [
            (date(2025, 10, 31), 100_001, vec!["Amina Khan", "Ben Low"]),
            (date(2025, 11, 1), 100_001, vec!["Ben Low"]),
            (date(2025, 11, 1), 100_002, vec!["Amina Khan"]),
            (date(2025, 11, 1), 100_003, vec!["Ben Low"]),
        ] {
            let question = Question {
                as_of: Some(day),
                school: Some(Urn(school)),
                ..asking("Y75")
            };
            assert_eq!(
                names(&world.list(&question).await),
                expected,
                "{school} on {day}"
            );
        }
        let ben = world.standing("Y75", "1000002").await;
        assert_eq!(
            (ben.school, ben.schools),
            (Some(Urn(100_003)), vec![Urn(100_001), Urn(100_003)])
        );
        let nobody = Question {
            mentor: Some("7654321".parse().unwrap()),
            ..asking("Y75")
        };
        assert!(world.list(&nobody).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn one_mentor_stands_with_two_providers_side_by_side() {
    on_each(async |world| {
        let row = mentor("1000001", "Amina", "Khan", 100_001);
        world.people("Y75", &row).await;
        world.people("L51", &row).await;
        world
            .attended(
                "Y75",
                &attended("1000001", "conference-1", "2025-09-10", 360),
            )
            .await;
        world
            .attended("L51", &attended("1000001", "coaching", "2025-09-11", 90))
            .await;
        let york = world.standing("Y75", "1000001").await.standing;
        let liverpool = world.standing("L51", "1000001").await.standing;
        assert_eq!(
            (york.required, york.done),
            (Some(Minutes::hours(20)), Minutes(360))
        );
        assert_eq!(
            (liverpool.required, liverpool.done),
            (Some(Minutes::hours(15)), Minutes(90))
        );
        let amina = world.person("1000001").await;
        let me = actions::access::actor(&world.platform, amina)
            .await
            .unwrap();
        let providers = providers_of(&world.platform, &me, amina).await.unwrap();
        let codes: Vec<&str> = providers.iter().map(|known| known.code.as_str()).collect();
        assert_eq!(codes, ["L51", "Y75"]);
        let page = training(&world.platform, &me, amina, "Y75").await.unwrap();
        assert_eq!(page.others.len(), 1);
        assert_eq!(page.entries.len(), 1, "each book on its own page");
    })
    .await;
}

#[tokio::test]
async fn rule_12_mentor_school_and_provider_read_the_same_minutes() {
    on_each(async |world| {
        world
            .people("Y75", &mentor("1000001", "Amina", "Khan", 100_001))
            .await;
        world
            .attended("Y75", &attended("1000001", "pedagogy", "2025-10-01", 50))
            .await;
        let amina = world.person("1000001").await;
        let me = actions::access::actor(&world.platform, amina)
            .await
            .unwrap();
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let school = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let own = training(&world.platform, &me, amina, "Y75")
            .await
            .unwrap()
            .standing
            .clone();
        let alone = standing_of(&world.platform, &me, amina, "Y75")
            .await
            .unwrap();
        let provider = list(&world.platform, &office, &asking("Y75"))
            .await
            .unwrap();
        let question = Question {
            school: Some(Urn(100_001)),
            ..asking("Y75")
        };
        let at_school = list(&world.platform, &school, &question).await.unwrap();
        assert_eq!(own.done, Minutes(50));
        assert_eq!(*own, alone);
        assert_eq!(own, provider.rows[0].standing);
        assert_eq!(own, at_school.rows[0].standing);
    })
    .await;
}

/// Figures of the one mentor of a provider, as of a day.
async fn on(
    world: &World,
    provider: &str,
    as_of: jiff::civil::Date,
) -> Arc<domain::standing::Standing> {
    let question = Question {
        as_of: Some(as_of),
        ..asking(provider)
    };
    world.list(&question).await.remove(0).standing
}

#[tokio::test]
async fn as_of_a_day_only_what_was_held_by_then_counts() {
    on_each(async |world| {
        world
            .people("Y75", &mentor("1000001", "Amina", "Khan", 100_001))
            .await;
        world
            .attended(
                "Y75",
                &[
                    attended("1000001", "pedagogy", "2025-10-01", 60),
                    attended("1000001", "assessment", "2025-10-02", 60),
                ]
                .concat(),
            )
            .await;
        assert_eq!(on(world, "Y75", date(2025, 9, 30)).await.done, Minutes(0));
        assert_eq!(on(world, "Y75", date(2025, 10, 1)).await.done, Minutes(60));
        assert_eq!(on(world, "Y75", date(2025, 10, 2)).await.done, Minutes(120));
        assert_eq!(
            on(world, "Y75", date(2026, 3, 1))
                .await
                .academic_year
                .starts_in(),
            2025
        );
    })
    .await;
}

#[tokio::test]
async fn a_page_of_somebody_who_has_nothing_with_the_provider_is_not_there() {
    on_each(async |world| {
        world
            .people("Y75", &mentor("1000001", "Amina", "Khan", 100_001))
            .await;
        let amina = world.person("1000001").await;
        let operator = world.operator();
        for (person, provider) in [
            (amina, "L51"),
            (amina, "Q00"),
            (domain::person::PersonId(world.platform.number()), "Y75"),
        ] {
            let done = training(&world.platform, &operator, person, provider).await;
            assert_eq!(
                crate::world::refusal(done.map(|page| page.person.clone())),
                "There is no such page."
            );
        }
    })
    .await;
}
