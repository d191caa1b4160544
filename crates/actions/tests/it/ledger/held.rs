//! Tries hours that another provider holds: held once, recognised elsewhere.
//!
//! Owns no words. It never lets two books hold one hour.

use actions::ledger::{correct, verify};
use domain::{
    Minutes,
    ledger::{Correction, Kind},
};

use super::AMINA;
use crate::world::{ATTENDANCE, DRY, KEEP, World, mentor, on_each, refusal};

const REFUSED: &str = "column reference: Reference \"C-1\" is already held for this person by York St John University. An hour is held by one provider; yours can recognise it.";

async fn with_both(world: &World) {
    let row = mentor(AMINA, "Amina", "Khan", 100_001);
    world.people("Y75", &row).await;
    world.people("L51", &row).await;
}

fn row(component: &str, minutes: i32, kind: &str, reference: &str) -> String {
    format!("{AMINA},{component},2025-10-01,{minutes},{kind},Dr Register,register,{reference}\n")
}

#[tokio::test]
async fn rule_08_the_same_hour_is_held_by_one_provider_once() {
    on_each(async |world| {
        with_both(world).await;
        world
            .attended("Y75", &row("pedagogy", 60, "attended", "C-1"))
            .await;
        let twice = row("coaching", 90, "attended", "C-1").repeat(2);
        let other = row("mentoring", 90, "attended", "C-2");
        let told = world.attendance("L51", &format!("{twice}{other}")).await;
        assert_eq!(told.counts(), (1, 0, 0, 2));
        assert_eq!(
            told.sentences(),
            [format!("Row 2, {REFUSED}"), format!("Row 3, {REFUSED}")]
        );
        assert_eq!(told.refused[0].fields.len(), 8);
        assert_eq!(world.entries("L51", AMINA).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn rule_08_another_provider_may_recognise_what_it_does_not_hold() {
    on_each(async |world| {
        with_both(world).await;
        world
            .attended("Y75", &row("pedagogy", 60, "attended", "C-1"))
            .await;
        world
            .attended("L51", &row("coaching", 60, "recognised", "C-1"))
            .await;
        let entry = &world.entries("L51", AMINA).await[0].entry;
        assert_eq!(
            (entry.kind, entry.reference.as_str()),
            (Kind::Recognised, "C-1")
        );
        let standing = world.standing("L51", AMINA).await.standing;
        assert_eq!(
            (standing.done, standing.recognised),
            (Minutes(0), Minutes(60))
        );
        assert_eq!(
            standing.claimable_hours, 0,
            "rule 6: only the holder claims it"
        );
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.claimable_hours,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_recognition_that_comes_first_does_not_keep_the_holder_out() {
    on_each(async |world| {
        with_both(world).await;
        world
            .attended("L51", &row("coaching", 60, "recognised", "C-1"))
            .await;
        world
            .attended("Y75", &row("pedagogy", 60, "attended", "C-1"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn one_reference_may_stand_for_many_people_and_many_days_of_one_provider() {
    on_each(async |world| {
        with_both(world).await;
        world
            .people("Y75", &mentor("1000002", "Ben", "Low", 100_002))
            .await;
        let rows = [
            row("pedagogy", 60, "attended", "S-1"),
            row("pedagogy", 60, "attended", "S-1").replace("10-01", "10-02"),
            row("pedagogy", 60, "attended", "S-1").replace(AMINA, "1000002"),
            row("pedagogy", 60, "attended", "S-2"),
        ];
        let told = world.attendance("Y75", &rows.concat()).await;
        assert_eq!(told.counts(), (4, 0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn rule_08_a_recognition_is_not_corrected_into_an_hour_of_one_s_own() {
    on_each(async |world| {
        with_both(world).await;
        world
            .attended("Y75", &row("pedagogy", 60, "attended", "C-1"))
            .await;
        world
            .attended("L51", &row("coaching", 60, "recognised", "C-1"))
            .await;
        let entry = world.entries("L51", AMINA).await[0].entry.id;
        let correction = Correction {
            kind: Some(Kind::Attended),
            reason: "it was here".into(),
            ..Correction::default()
        };
        let done = correct(&world.platform, &world.operator(), entry, correction).await;
        assert_eq!(format!("column reference: {}", refusal(done)), REFUSED);
    })
    .await;
}

#[tokio::test]
async fn rule_08_of_two_providers_that_enter_one_hour_at_once_one_holds_it() {
    on_each(async |world| {
        with_both(world).await;
        let operator = world.operator();
        let file = |component, name| {
            let row = row(component, 60, "attended", "C-1");
            world.file_named(name, format!("{ATTENDANCE}{row}"))
        };
        let (york, liverpool) = (file("pedagogy", "y.csv"), file("coaching", "l.csv"));
        let (first, second) = tokio::join!(
            world.attendance_of(&operator, "Y75", &york, KEEP),
            world.attendance_of(&operator, "L51", &liverpool, KEEP),
        );
        let (first, second) = (first.unwrap().report, second.unwrap().report);
        assert_eq!(
            (first.new + second.new, first.refused + second.refused),
            (1, 1)
        );
        for book in verify(&world.platform, &operator, None, None)
            .await
            .unwrap()
        {
            assert_eq!(book.fault, None);
        }
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_of_several_pieces_refuses_an_hour_held_elsewhere_each_time() {
    on_each(async |world| {
        with_both(world).await;
        world
            .attended("Y75", &row("pedagogy", 60, "attended", "C-1"))
            .await;
        let others: String = (0..1_000)
            .map(|at| row("", 1, "attended", &format!("R-{at}")))
            .collect();
        let held = row("coaching", 60, "attended", "C-1");
        let file = format!("{ATTENDANCE}{held}{others}{held}");
        let operator = world.operator();
        for manner in [DRY, KEEP] {
            let told = world.attendance_as(&operator, "L51", &file, manner).await;
            assert_eq!(told.unwrap().counts(), (1_000, 0, 0, 2), "{manner:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_reference_is_given_back_when_nothing_rests_on_it_any_more() {
    on_each(async |world| {
        with_both(world).await;
        world
            .attended("Y75", &row("pedagogy", 60, "attended", "C-1"))
            .await;
        let wrong = world.entries("Y75", AMINA).await[0].entry.id;
        let nothing = Correction {
            minutes: Some(Minutes::ZERO),
            reason: "It was the other provider's session.".to_owned(),
            ..Correction::default()
        };
        correct(&world.platform, &world.platform.operator(), wrong, nothing)
            .await
            .expect("corrected");
        world
            .attended("L51", &row("coaching", 90, "attended", "C-1"))
            .await;
        assert_eq!(
            world.standing("L51", AMINA).await.standing.done,
            Minutes(90)
        );
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.done,
            Minutes::ZERO
        );
    })
    .await;
}
