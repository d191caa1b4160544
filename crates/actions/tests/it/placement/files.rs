//! Tries the file of placements: who is found, what is refused, what a later file changes.
//!
//! Owns the rows of small partnerships. It never looks at a page.

use domain::{Date, placement::Gate};
use jiff::civil::date;

use super::{all, import, import_as};
use crate::world::{DRY, Told, World, mentor, on_each};

const AUTUMN: &str = "2025-09-15,2026-02-13\n";

async fn partnership(world: &World) {
    let lead = "1000009,Lena,Lead,lena@ysj.example,lead_mentor,,,,2024-09-01,\n";
    let rows = [
        mentor("1000001", "Amina", "Khan", 100_001),
        mentor("1000002", "Ben", "Low", 100_001),
        mentor("1000003", "Cara", "Moss", 100_001),
        mentor("1000004", "Ben", "Low", 100_002),
        mentor("1000005", "Sarah", "Hughes", 100_002),
        mentor("1000006", "Sarah", "Hughes", 100_002),
        lead.to_owned(),
    ];
    let told = world.people("Y75", &rows.concat()).await;
    assert_eq!(told.refused, []);
}

fn row(reference: &str, name: &str, mentor: &str, rest: &str) -> String {
    format!(
        "{reference},{name},PGCE-S,provider_led_postgrad,Autumn,Phase 2,100001,{mentor},,{rest}"
    )
}

fn dev(mentor: &str, rest: &str) -> String {
    row("STU-1", "Dev Patel", mentor, rest)
}

fn sound(told: &Told) {
    assert_eq!(told.sentences(), Vec::<String>::new());
}

/// Who mentors, by TRN, with their days.
async fn mentors(world: &World) -> Vec<(String, Date, Option<Date>)> {
    let mut found = Vec::new();
    for (_, mentorings) in all(world).await {
        for held in mentorings {
            let mut tx = world.store.read().await.unwrap();
            let person = store::person::person(&mut tx, held.mentor).await.unwrap();
            let trn = person.unwrap().trn.unwrap().to_string();
            found.push((trn, held.from, held.until));
        }
    }
    found
}

#[tokio::test]
async fn a_row_brings_a_placement_with_its_mentor_and_the_same_file_nothing_more() {
    on_each(async |world| {
        partnership(world).await;
        let text = "STU-1,Dev Patel,PGCE-S,provider_led_postgrad,Autumn,Phase 2,100001,1000001,lena@ysj.example,2025-09-15,2026-02-13\n";
        let told = import(world, text).await;
        sound(&told);
        assert_eq!(told.counts(), (1, 0, 0, 0));
        assert!(told.notes[0].contains("kept as a new student teacher with the reference STU-1"));
        let before = all(world).await;
        let (placement, _) = &before[0];
        assert_eq!((placement.stage, placement.block.as_deref()), (Some(2), Some("Autumn")));
        assert_eq!((placement.from, placement.until), (date(2025, 9, 15), Some(date(2026, 2, 13))));
        assert_eq!(placement.gate, Gate::Open);
        assert!(placement.lead_mentor.is_some());
        assert_eq!(mentors(world).await, [("1000001".to_owned(), date(2025, 9, 15), None)]);
        let notes = world.notes().await.len();
        let again = import(world, text).await;
        assert_eq!(again.counts(), (0, 0, 1, 0));
        assert_eq!(all(world).await, before);
        assert_eq!(world.notes().await.len(), notes);
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_tells_the_same_and_keeps_nothing() {
    on_each(async |world| {
        partnership(world).await;
        let rows = [dev("1000001", AUTUMN), dev("1000002", AUTUMN)].concat();
        let operator = world.operator();
        let told = import_as(world, &operator, "Y75", &rows, DRY)
            .await
            .unwrap();
        assert_eq!(told.counts(), (1, 1, 0, 0));
        assert_eq!(all(world).await, []);
    })
    .await;
}

#[tokio::test]
async fn rows_that_differ_only_in_the_mentor_are_a_job_share_and_a_third_is_refused() {
    on_each(async |world| {
        partnership(world).await;
        let share = [dev("1000001", AUTUMN), dev("1000002", AUTUMN)].concat();
        sound(&import(world, &share).await);
        assert_eq!(all(world).await.len(), 1);
        let from = date(2025, 9, 15);
        let both = [
            ("1000001".to_owned(), from, None),
            ("1000002".to_owned(), from, None),
        ];
        assert_eq!(mentors(world).await, both);
        assert_eq!(import(world, &share).await.counts(), (0, 0, 2, 0));

        let third = import(world, &[&share, &dev("1000003", AUTUMN)[..]].concat()).await;
        assert_eq!(third.counts(), (0, 0, 2, 1));
        assert!(
            third.sentences()[0].contains("already has two mentors in a job share"),
            "{third:?}"
        );
        assert_eq!(mentors(world).await, both);
    })
    .await;
}

#[tokio::test]
async fn a_mentor_who_is_replaced_from_a_day_ends_the_day_before_and_stays_on_record() {
    on_each(async |world| {
        partnership(world).await;
        let first = dev("1000001", AUTUMN);
        let later = dev("1000002", "2025-11-18,2026-02-13\n");
        sound(&import(world, &first).await);
        let told = import(world, &later).await;
        sound(&told);
        assert_eq!(told.counts(), (0, 1, 0, 0));
        let after = [
            (
                "1000001".to_owned(),
                date(2025, 9, 15),
                Some(date(2025, 11, 17)),
            ),
            ("1000002".to_owned(), date(2025, 11, 18), None),
        ];
        assert_eq!(mentors(world).await, after);
        assert_eq!(all(world).await.len(), 1, "it is one placement");
        for text in [&later, &first] {
            assert_eq!(import(world, text).await.counts(), (0, 0, 1, 0), "{text}");
            assert_eq!(mentors(world).await, after);
        }
    })
    .await;
}

#[tokio::test]
async fn a_blank_mentor_is_told_and_a_later_file_names_one() {
    on_each(async |world| {
        partnership(world).await;
        let told = import(world, &dev("", AUTUMN)).await;
        sound(&told);
        assert!(
            told.notes
                .iter()
                .any(|note| note.contains("has no mentor at Ashfield School yet"))
        );
        assert_eq!(mentors(world).await, []);
        sound(&import(world, &dev("Amina Khan", AUTUMN)).await);
        assert_eq!(mentors(world).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_mentor_is_found_by_a_name_that_fits_one_person_at_the_school() {
    on_each(async |world| {
        partnership(world).await;
        let here = dev("\"Low, Ben\"", AUTUMN);
        sound(&import(world, &here).await);
        assert_eq!(
            mentors(world).await[0].0,
            "1000002",
            "not the one of that name elsewhere"
        );
        let there = "STU-2,Eve Ito,,,,,100002,Sarah Hughes,,2025-09-15,\n\
            STU-3,Kit Ray,,,,,100002,Amina Khan,,2025-09-15,\n\
            STU-4,Lou Day,,,,,100002,9999999,,2025-09-15,\n\
            STU-5,Max Orr,,,,,100002,,Amina Khan,2025-09-15,\n";
        let told = import(world, there).await.sentences();
        assert!(
            told[0].contains("More than one person of the name Sarah Hughes"),
            "{told:?}"
        );
        assert!(
            told[1].contains("Nobody of the name Amina Khan is a general mentor at Birch"),
            "{told:?}"
        );
        assert!(told[2].contains("Nobody here has \"9999999\""), "{told:?}");
        assert!(told[3].contains("is a lead mentor"), "{told:?}");
        assert_eq!(
            all(world).await.len(),
            1,
            "a refused row leaves nothing behind"
        );
    })
    .await;
}

#[tokio::test]
async fn rows_that_cannot_be_kept_come_back_with_the_way_to_mend_them() {
    on_each(async |world| {
        partnership(world).await;
        world
            .schools("URN,EstablishmentName,PhaseOfEducation (code),EstablishmentStatus (code),TypeOfEstablishment (code),CloseDate\n100004,Dale School,4,2,1,31-08-2025\n")
            .await;
        let rows = "STU-9,,,,,,100001,,,2025-09-15,\n\
            STU-1,Dev Patel,,,,Phase 9,100001,,,2025-09-15,\n\
            STU-1,Dev Patel,,,,,100077,,,2025-09-15,\n\
            STU-1,Dev Patel,,,,,100004,,,2025-09-15,\n\
            STU-1,Dev Patel,,,,,100001,,,2025-09-15,2025-09-01\n\
            STU-1,Dev Patel,,,,,100001,,,,\n\
            1000001,Dev Patel,,,,,100001,,,2025-09-15,\n";
        let told = import(world, rows).await.sentences();
        let expected = [
            "Nobody here has the reference \"STU-9\"",
            "\"Phase 9\" is no stage",
            "No school here has the number 100077",
            "Dale School closed on 31 August 2025",
            "comes before the first",
            "Give the first day of the placement",
            "The reference 1000001 is that of Amina Khan",
        ];
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.contains(expected), "{told} / {expected}");
        }
        assert_eq!(all(world).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_later_file_changes_the_last_day_and_leaves_what_it_does_not_say() {
    on_each(async |world| {
        partnership(world).await;
        sound(&import(world, &dev("1000001", AUTUMN)).await);
        let later = "STU-1,,,,,,100001,,,2025-09-15,2026-03-27\n";
        assert_eq!(import(world, later).await.counts(), (0, 1, 0, 0));
        let (placement, mentorings) = &all(world).await[0];
        assert_eq!(placement.until, Some(date(2026, 3, 27)));
        assert_eq!(
            (placement.stage, placement.course.as_deref()),
            (Some(2), Some("PGCE-S"))
        );
        assert_eq!(mentorings.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_mentor_who_is_named_hosts_at_once_in_their_standing() {
    on_each(async |world| {
        partnership(world).await;
        let before = world.standing("Y75", "1000001").await;
        assert!(!before.hosts_today);
        sound(&import(world, &dev("1000001", AUTUMN)).await);
        assert!(world.standing("Y75", "1000001").await.hosts_today);
    })
    .await;
}

#[tokio::test]
async fn an_import_of_placements_is_undone_and_the_same_file_brings_them_back() {
    on_each(async |world| {
        partnership(world).await;
        let first = dev("1000001", AUTUMN);
        sound(&import(world, &first).await);
        let before = all(world).await;
        let second = [
            dev("1000002", AUTUMN),
            row("STU-2", "Eve Stone", "1000003", AUTUMN),
        ];
        sound(&import(world, &second.concat()).await);
        let after = mentors(world).await;
        assert_ne!(all(world).await, before);
        let operator = world.operator();
        let runs = actions::import::imports(&world.platform, &operator, "Y75", 50, 0).await;
        let run = runs.unwrap().list[0].id;
        let plan = actions::import::plan_undo(&world.platform, &operator, run)
            .await
            .unwrap();
        assert_eq!((plan.left_count, plan.left), (0, Vec::new()));
        let once = world.platform.number();
        let done =
            actions::import::undo(&world.platform, &operator, run, "the wrong file", once).await;
        done.unwrap();
        assert_eq!(all(world).await, before);
        sound(&import(world, &second.concat()).await);
        assert_eq!(mentors(world).await, after);
    })
    .await;
}
