//! Tries the register's list of trainees, and that nothing of it is kept that nobody needs.
//!
//! Owns what is planted in the columns that are passed over. It never plants anything elsewhere.

use domain::{AcademicYear, audit::import::Kind, partnership::SchoolPhase, person::Role};
use jiff::civil::date;

use super::{REGISTER, trainees_as, written};
use crate::world::{DRY, KEEP, Told, World, on_each};

const DEV: [(&str, &str); 14] = [
    ("register_id", "abc-1"),
    ("provider_trainee_id", "STU-1"),
    ("trn", "'2000001"),
    ("trainee_status", "trn_received"),
    ("start_academic_year", "2025 to 2026"),
    ("first_names", "Dev"),
    ("last_names", "Patel"),
    ("email_address", "dev@students.example"),
    ("course_training_route", "provider_led_postgrad"),
    ("course_education_phase", "Secondary"),
    ("course_itt_subject_1", "Modern languages"),
    ("itt_start_date", "2025-09-08"),
    ("expected_end_date", "2026-07-03"),
    ("placement_one", "100001"),
];

async fn import(world: &World, rows: &[&[(&str, &str)]]) -> Told {
    let operator = world.operator();
    trainees_as(world, &operator, "Y75", rows, KEEP)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_trainee_is_kept_as_a_person_a_student_teacher_and_a_record() {
    on_each(async |world| {
        let told = import(world, &[&DEV]).await;
        assert_eq!(
            (told.counts(), told.sentences()),
            ((1, 0, 0, 0), Vec::new())
        );
        let person = world.person("2000001").await;
        let provider = world.provider("Y75").await;
        let mut tx = world.store.read().await.unwrap();
        let held = store::person::memberships_of(&mut tx, person)
            .await
            .unwrap();
        assert_eq!(held[0].membership.role, Role::StudentTeacher);
        let record = store::placement::student(&mut tx, provider, person)
            .await
            .unwrap();
        let record = record.unwrap();
        assert_eq!(record.intake, AcademicYear::starting(2025));
        assert_eq!(record.route.as_deref(), Some("provider_led_postgrad"));
        assert_eq!(record.subject.as_deref(), Some("modern-languages"));
        assert_eq!(record.school_phase, Some(SchoolPhase::Secondary));
        assert_eq!(record.started_on, Some(date(2025, 9, 8)));
        assert_eq!(record.stated_schools.as_deref(), Some("100001"));
        drop(tx);
        let again = import(world, &[&DEV]).await;
        assert_eq!(again.counts(), (0, 0, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn what_the_register_says_later_replaces_what_it_said() {
    on_each(async |world| {
        import(world, &[&DEV]).await;
        let mut later = DEV.to_vec();
        later.push(("withdraw_date", "2025-11-03"));
        assert_eq!(import(world, &[&later]).await.counts(), (0, 1, 0, 0));
        let person = world.person("2000001").await;
        let provider = world.provider("Y75").await;
        let mut tx = world.store.read().await.unwrap();
        let record = store::placement::student(&mut tx, provider, person)
            .await
            .unwrap();
        assert_eq!(record.unwrap().withdrawn_on, Some(date(2025, 11, 3)));
        drop(tx);
        assert_eq!(
            import(world, &[&DEV]).await.counts(),
            (0, 1, 0, 0),
            "taken back"
        );
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_and_a_list_of_nobody_keep_nothing() {
    on_each(async |world| {
        let operator = world.operator();
        let told = trainees_as(world, &operator, "Y75", &[&DEV], DRY)
            .await
            .unwrap();
        assert_eq!(told.counts(), (1, 0, 0, 0));
        let file = world.file("No trainee data to export\n");
        let mut notes = Vec::new();
        let platform = &world.platform;
        let report = actions::placement::import_trainees(
            platform,
            &operator,
            &file,
            "Y75",
            KEEP,
            &mut |heard| {
                if let actions::import::Heard::Note(note) = heard {
                    notes.push(note);
                }
            },
        )
        .await;
        assert_eq!(report.unwrap().rows, 0);
        assert!(notes[0].contains("no trainees to list"));
        let mut tx = world.store.read().await.unwrap();
        assert_eq!(store::person::people(&mut tx).await.unwrap(), []);
    })
    .await;
}

/// Every text of every table.
async fn everything(world: &World) -> String {
    let mut tx = world.store.read().await.unwrap();
    let columns = store::schema(&world.store).await.unwrap();
    let mut all = String::new();
    for column in columns.iter().filter(|column| column.kind == "text") {
        let (table, name) = column.place.split_once('.').unwrap();
        all.push_str(
            &store::scratch::texts(&mut tx, table, name)
                .await
                .unwrap()
                .join("\n"),
        );
    }
    all
}

#[tokio::test]
async fn a_value_in_any_column_that_is_not_needed_appears_in_no_table() {
    on_each(async |world| {
        const NEEDED: [&str; 23] = [
            "register_id",
            "provider_trainee_id",
            "trn",
            "trainee_status",
            "start_academic_year",
            "first_names",
            "last_names",
            "email_address",
            "course_training_route",
            "course_education_phase",
            "course_subject_category",
            "course_itt_subject_1",
            "itt_start_date",
            "expected_end_date",
            "trainee_start_date",
            "training_partner_urn",
            "employing_school_urn",
            "placement_one",
            "placement_two",
            "other_placements",
            "defer_date",
            "return_from_deferral_date",
            "withdraw_date",
        ];
        let planted: Vec<&str> = REGISTER
            .split(',')
            .filter(|name| !NEEDED.contains(name))
            .collect();
        assert_eq!(planted.len(), 76 - NEEDED.len());
        let plants: Vec<(String, String)> = planted
            .iter()
            .map(|name| ((*name).to_owned(), format!("planted-{name}")))
            .collect();
        let plants = plants
            .iter()
            .map(|(name, plant)| (name.as_str(), plant.as_str()));
        let sound: Vec<(&str, &str)> = DEV.into_iter().chain(plants.clone()).collect();
        let refused: Vec<(&str, &str)> = [("trn", "12"), ("first_names", "Eve")]
            .into_iter()
            .chain(plants)
            .collect();
        let told = import(world, &[&sound, &refused]).await;
        assert_eq!(told.counts(), (1, 0, 0, 1));
        assert!(
            told.refused[0]
                .fields
                .iter()
                .all(|field| !field.contains("planted"))
        );
        let all = everything(world).await;
        assert!(
            all.contains("provider_led_postgrad"),
            "the search finds what is kept"
        );
        assert!(!all.contains("planted"), "nothing that was planted is kept");
        let file = written(&[&sound]);
        let named = ("trainees.csv", file.as_bytes());
        let (platform, operator) = (&world.platform, world.operator());
        let id = actions::import::preview(platform, &operator, "Y75", Kind::Trainees, named)
            .await
            .unwrap();
        let mut tx = world.store.read().await.unwrap();
        let waits = store::audit::import::preview(&mut tx, id).await.unwrap();
        let (bytes, _) = waits.unwrap();
        let waits = String::from_utf8(bytes).unwrap();
        assert!(waits.contains("provider_led_postgrad") && !waits.contains("planted"));
    })
    .await;
}
