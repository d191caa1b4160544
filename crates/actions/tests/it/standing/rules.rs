//! Tries the rules of product.md through whole deeds, from a file to a figure.
//!
//! Owns no words. It never tells a rule twice that `domain` tells in full.

use std::sync::Arc;

use actions::standing::Question;
use domain::{Minutes, programme::Track, standing::Standing};
use jiff::civil::{Date, date};

use crate::world::{ATTENDANCE, KEEP, World, asking, attended, mentor, on_each};

const AMINA: &str = "1000001";

async fn with(world: &World, provider: &str, rows: &[String]) {
    world
        .people(provider, &mentor(AMINA, "Amina", "Khan", 100_001))
        .await;
    world.attended(provider, &rows.concat()).await;
}

async fn on(world: &World, provider: &str, as_of: Date) -> Arc<Standing> {
    let question = Question {
        as_of: Some(as_of),
        ..asking(provider)
    };
    world.list(&question).await.remove(0).standing
}

#[tokio::test]
async fn rule_11_a_mentor_who_began_before_the_minimum_fell_needs_twenty_hours_then_fifteen() {
    on_each(async |world| {
        with(
            world,
            "L51",
            &[
                attended(AMINA, "", "2024-10-01", 60),
                attended(AMINA, "inclusive-mentoring-1", "2024-11-01", 60),
            ],
        )
        .await;
        let before = on(world, "L51", date(2024, 11, 12)).await;
        assert_eq!(before.required, Some(Minutes::hours(20)));
        assert!(before.components.is_empty() && before.programme.is_none());
        assert_eq!(
            before.done,
            Minutes(120),
            "every verified minute since begun"
        );
        let after = on(world, "L51", date(2024, 11, 13)).await;
        assert_eq!(after.required, Some(Minutes::hours(15)));
        assert_eq!(
            (after.done, after.optional_done),
            (Minutes(0), Minutes(120))
        );
        let told: Vec<_> = after.reasons.iter().map(|reason| reason.told()).collect();
        assert!(
            told.iter()
                .any(|told| told.value == "20 h until the day before, 15 h from 13 November 2024"),
            "{told:?}"
        );
        assert!(told.iter().any(|told| told.value == "claims not known"));
    })
    .await;
}

#[tokio::test]
async fn rule_05_claimable_hours_are_rounded_down_at_each_school_and_capped() {
    on_each(async |world| {
        world
            .people(
                "Y75",
                "1000001,Amina,Khan,,general_mentor,100001,,,2025-09-01,2025-09-30\n\
            1000001,Amina,Khan,,general_mentor,100002,,,2025-10-01,\n",
            )
            .await;
        world
            .attended(
                "Y75",
                &[
                    attended(AMINA, "conference-1", "2025-09-10", 360),
                    attended(AMINA, "pedagogy", "2025-09-11", 50),
                    attended(AMINA, "conference-2", "2025-10-10", 360),
                    attended(AMINA, "assessment", "2025-10-11", 50),
                ]
                .concat(),
            )
            .await;
        let standing = world.standing("Y75", AMINA).await.standing;
        assert_eq!(standing.done, Minutes(820));
        assert_eq!(
            (standing.claimable_hours, standing.rounding_loss),
            (12, Minutes(100))
        );
        world
            .attended("Y75", &attended(AMINA, "", "2025-10-20", 300))
            .await;
        let standing = world.standing("Y75", AMINA).await.standing;
        assert_eq!(
            (standing.claimable_hours, standing.over_cap),
            (16, Minutes(60))
        );
    })
    .await;
}

#[tokio::test]
async fn rule_06_recognised_minutes_lower_what_remains_and_are_never_claimable() {
    on_each(async |world| {
        with(world, "Y75", &[]).await;
        let rows = format!(
            "until,{ATTENDANCE}2025-12-31,{AMINA},pedagogy,2025-10-01,60,recognised,Dr Register,decision,D-1\n"
        );
        world.attendance_as(&world.operator(), "Y75", rows, KEEP).await.unwrap();
        let recognised = on(world, "Y75", date(2025, 12, 31)).await;
        assert_eq!(recognised.required, Some(Minutes::hours(20)));
        assert_eq!((recognised.done, recognised.recognised), (Minutes(0), Minutes(60)));
        assert_eq!(recognised.remaining, Some(Minutes(1140)));
        assert_eq!(recognised.claimable_hours, 0);
        assert_eq!(on(world, "Y75", date(2025, 9, 30)).await.recognised, Minutes(0), "not yet decided");
        assert_eq!(on(world, "Y75", date(2026, 1, 1)).await.recognised, Minutes(0), "expired");
        world.attended("Y75", &attended(AMINA, "pedagogy", "2025-10-05", 45)).await;
        let later = world.standing("Y75", AMINA).await.standing;
        assert_eq!((later.done, later.recognised), (Minutes(45), Minutes(15)));
        assert_eq!(later.remaining, Some(Minutes(1140)));
    })
    .await;
}

#[tokio::test]
async fn rule_09_one_of_a_group_counts_once() {
    on_each(async |world| {
        with(
            world,
            "L51",
            &[
                attended(AMINA, "subject-knowledge-english", "2025-10-01", 60),
                attended(AMINA, "subject-knowledge-mathematics", "2025-10-02", 60),
            ],
        )
        .await;
        let row = world
            .people(
                "L51",
                "1000001,Amina,Khan,,general_mentor,100001,english,,2024-09-01,\n",
            )
            .await;
        assert_eq!(row.counts(), (0, 1, 0, 0));
        let standing = world.standing("L51", AMINA).await.standing;
        assert_eq!(
            (standing.done, standing.optional_done),
            (Minutes(60), Minutes(60))
        );
    })
    .await;
}

#[tokio::test]
async fn rule_12_an_initial_requirement_is_carried_over_the_turn_of_the_year_and_then_a_refresher_begins()
 {
    on_each(async |world| {
        let hour = |code| attended(AMINA, code, "2025-03-03", 60);
        with(
            world,
            "Y75",
            &[
                attended(AMINA, "conference-1", "2024-10-01", 360),
                attended(AMINA, "conference-2", "2024-12-01", 360),
                attended(AMINA, "appraisal-visit", "2025-02-01", 120),
                hour("models-of-mentoring"),
                hour("professional-behaviours"),
                hour("behaviour-and-high-expectations"),
                hour("pedagogy"),
                hour("assessment"),
            ],
        )
        .await;
        let carried = on(world, "Y75", date(2025, 9, 1)).await;
        assert_eq!(
            (carried.track, carried.done),
            (Track::Initial, Minutes(1140))
        );
        assert_eq!(
            carried.programme.as_ref().unwrap().code,
            "2024-25",
            "finished as begun"
        );
        world
            .attended("Y75", &attended(AMINA, "curriculum", "2025-09-20", 60))
            .await;
        let met = world.standing("Y75", AMINA).await.standing;
        assert_eq!(
            (met.remaining, met.met_on),
            (Some(Minutes(0)), Some(date(2025, 9, 20)))
        );
        assert_eq!(met.track, Track::Initial, "until the year is over");
        let refresher = on(world, "Y75", date(2026, 9, 1)).await;
        assert_eq!(refresher.track, Track::Refresher);
        assert_eq!(
            (refresher.required, refresher.done),
            (Some(Minutes(360)), Minutes(0))
        );
    })
    .await;
}

#[tokio::test]
async fn rule_17_minutes_stay_minutes_and_hours_are_whole_only_in_a_claim() {
    on_each(async |world| {
        with(
            world,
            "Y75",
            &[
                attended(AMINA, "conference-1", "2025-09-10", 350),
                attended(AMINA, "conference-2", "2025-09-11", 360),
                attended(AMINA, "", "2025-09-12", 240),
            ],
        )
        .await;
        let standing = world.standing("Y75", AMINA).await.standing;
        assert_eq!(
            (standing.done, standing.optional_done),
            (Minutes(710), Minutes(240))
        );
        assert_eq!(
            (standing.claimable_hours, standing.rounding_loss),
            (15, Minutes(50)),
            "15 h 50 min"
        );
    })
    .await;
}

#[tokio::test]
async fn rule_18_a_deed_after_midnight_in_summer_belongs_to_the_next_uk_day() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        world.wind_to("2025-07-01T22:59:59Z");
        assert_eq!(world.platform.today(), date(2025, 7, 1));
        world.wind_to("2025-07-01T23:00:00Z");
        assert_eq!(world.platform.today(), date(2025, 7, 2));
        world
            .attended("Y75", &attended(AMINA, "pedagogy", "2025-07-02", 60))
            .await;
        for (known_on, done) in [(date(2025, 7, 1), 0), (date(2025, 7, 2), 60)] {
            let question = Question {
                known_on: Some(known_on),
                ..asking("Y75")
            };
            assert_eq!(world.list(&question).await[0].standing.done, Minutes(done));
        }
    })
    .await;
}
