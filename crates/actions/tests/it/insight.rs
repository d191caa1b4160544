//! Tries the overview: who is ready for the month, what stands between, and who may read it.
//!
//! Owns no words. It never asks how a standing is reckoned.

mod quality;

use std::sync::Arc;

use actions::{
    insight::{Hosts, Overview, overview},
    standing::{Filter, ListQuestion, page},
};
use domain::{insight::Readiness, person::Role};

use crate::{
    placement,
    world::{KEEP, World, attended, is_forbidden, mentor, on_each},
};

async fn seen(world: &World) -> Arc<Overview> {
    let operator = world.operator();
    overview(&world.platform, &operator, "Y75").await.unwrap()
}

/// Three mentors, of whom two host this month; the third placement has nobody.
async fn filled(world: &World) {
    let people = [
        mentor("1000001", "Amina", "Khan", 100_001),
        mentor("1000002", "Ben", "Low", 100_001),
        mentor("1000003", "Cy", "Abel", 100_002),
    ];
    let since_september = people.concat().replace("2024-09-01", "2025-09-01");
    world.people("Y75", &since_september).await;
    let rows = "S1,Student One,PGCE,,1,1,100001,1000001,,2025-09-08,2025-12-12\n\
                S2,Student Two,PGCE,,1,2,100001,1000002,,2025-11-28,2026-01-30\n\
                S3,Student Three,PGCE,,1,1,100002,,,2025-09-08,2025-12-12\n";
    let operator = world.operator();
    let told = placement::import_as(world, &operator, "Y75", rows, KEEP).await;
    assert_eq!(told.unwrap().refused.len(), 0);
    let done = attended("1000002", "models-of-mentoring", "2025-10-01", 60);
    world.attended("Y75", &done).await;
}

#[tokio::test]
async fn the_overview_counts_hosts_of_the_month_and_names_what_stands_between() {
    on_each(async |world| {
        filled(world).await;
        let found = seen(world).await;
        assert_eq!(found.numbers.mentors, 3);
        assert_eq!(found.numbers.hosts_now, 1, "Ben begins on the 28th");
        assert_eq!(found.numbers.overdue, 1);
        assert_eq!(found.numbers.without_mentor, 1);
        let expected = Hosts {
            ready: 1,
            not_yet_confirmed: 0,
            not_ready: 1,
        };
        assert_eq!(found.hosts, expected);
        let gaps: Vec<_> = found
            .gaps
            .iter()
            .map(|gap| (gap.stage, gap.code.as_str(), gap.mentors))
            .collect();
        assert_eq!(gaps, [(Some(1), "models-of-mentoring", 1)]);
        let stages: Vec<_> = found
            .stages
            .iter()
            .map(|line| (line.stage, line.hosts.ready, line.hosts.not_ready))
            .collect();
        assert_eq!(stages, [(Some(1), 0, 1), (Some(2), 1, 0)]);
        let models = found
            .components
            .iter()
            .find(|part| part.code == "models-of-mentoring");
        let tally = models.unwrap().tally;
        assert_eq!(
            (tally.met, tally.overdue, tally.due, tally.all()),
            (1, 1, 1, 3)
        );
        let schools: Vec<_> = found
            .schools
            .iter()
            .map(|line| (line.name.as_deref(), line.mentors, line.hosts.all()))
            .collect();
        assert_eq!(
            schools,
            [
                (Some("Ashfield School"), 2, 2),
                (Some("Birch Primary School"), 1, 0)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_gap_group_is_listed_as_it_is_counted_and_goes_when_it_is_done() {
    on_each(async |world| {
        filled(world).await;
        let found = seen(world).await;
        let operator = world.operator();
        for gap in &found.gaps {
            let question = ListQuestion {
                filter: Filter {
                    ready: Some(Readiness::NotReady),
                    gap: Some(gap.code.clone()),
                    stage: gap.stage,
                    ..Filter::default()
                },
                ..ListQuestion::of("Y75")
            };
            let listed = page(&world.platform, &operator, &question).await.unwrap();
            assert_eq!(listed.total, gap.mentors, "{gap:?}");
        }
        let done = attended("1000001", "models-of-mentoring", "2025-11-10", 60);
        world.attended("Y75", &done).await;
        let found = seen(world).await;
        assert_eq!(found.gaps, []);
        assert_eq!((found.hosts.ready, found.hosts.all()), (2, 2));
    })
    .await;
}

#[tokio::test]
async fn the_office_and_its_leads_read_the_overview_of_their_own_provider_alone() {
    on_each(async |world| {
        filled(world).await;
        for (role, provider, may) in [
            (Role::HeadOfIte, "Y75", true),
            (Role::ProgrammeLead, "Y75", true),
            (Role::PartnershipOfficer, "Y75", true),
            (Role::PartnershipOfficer, "L51", false),
            (Role::LeadMentor, "Y75", false),
            (Role::ProfessionalMentor, "Y75", false),
        ] {
            let actor = world.actor(role, provider, Some(100_001)).await;
            let done = overview(&world.platform, &actor, "Y75").await;
            assert_eq!(done.is_ok(), may, "{role:?} of {provider}");
            assert_eq!(is_forbidden(&done), !may);
        }
    })
    .await;
}
