//! Tests the reading of the register's list of trainees.
//! Owns its 76 columns, in their order.
//! Never plants anything in a column that the reader needs.

use formats::register::{Trainee, Trainees, read};
use jiff::civil::date;

use crate::Scratch;

/// The columns as the register gives them out.
const COLUMNS: &str = "register_id,completed,trainee_url,record_source,apply_id,hesa_id,provider_trainee_id,trn,trainee_status,start_academic_year,end_academic_year,academic_years,record_created_at,register_record_last_changed_at,hesa_record_last_changed_at,submitted_for_trn_at,provider_name,provider_id,first_names,middle_names,last_names,date_of_birth,sex,nationality,email_address,diversity_disclosure,ethnic_group,ethnic_background,ethnic_background_additional,disability_disclosure,disabilities,number_of_degrees,degree_1_uk_or_non_uk,degree_1_awarding_institution,degree_1_country,degree_1_subject,degree_1_type_uk,degree_1_type_non_uk,degree_1_grade,degree_1_other_grade,degree_1_graduation_year,degrees,course_training_route,course_qualification,course_education_phase,course_subject_category,course_itt_subject_1,course_itt_subject_2,course_itt_subject_3,course_minimum_age,course_maximum_age,course_full_or_part_time,course_level,itt_start_date,expected_end_date,course_duration_in_years,trainee_start_date,training_partner_name,training_partner_urn,employing_school_name,employing_school_urn,training_initiative,funding_method,funding_value,bursary_tier,placement_one,placement_two,other_placements,award_standards_met_date,award_given_at,defer_date,return_from_deferral_date,withdraw_date,withdraw_reasons,withdrawal_trigger,withdrawal_future_interest";

fn row(cells: &[(&str, &str)]) -> String {
    let cell = |name: &str| {
        let given = cells.iter().find(|(known, _)| *known == name);
        given.map_or(String::new(), |(_, cell)| format!("\"{cell}\""))
    };
    COLUMNS.split(',').map(cell).collect::<Vec<_>>().join(",")
}

fn opened(scratch: &Scratch, rows: &[&str]) -> Trainees {
    let text = format!("{COLUMNS}\n{}\n", rows.join("\n"));
    let path = scratch.file("trainees.csv", text);
    read(&path).expect("a list").expect("somebody")
}

#[test]
fn the_list_has_76_columns_and_none_of_them_is_unknown() {
    assert_eq!(COLUMNS.split(',').count(), 76);
    let scratch = Scratch::new();
    let trainees = opened(&scratch, &[]);
    assert!(trainees.table().unused().is_empty());
    assert!(trainees.passes_over());
}

#[test]
fn a_trainee_is_read_with_what_placing_them_needs() {
    let scratch = Scratch::new();
    let text = row(&[
        ("register_id", "abc-1"),
        ("provider_trainee_id", "'0042"),
        ("trn", "'0012345"),
        ("trainee_status", "trn_received"),
        ("start_academic_year", "2025 to 2026"),
        ("first_names", "Dev"),
        ("last_names", "Patel"),
        ("email_address", "dev.patel@students.example"),
        ("course_training_route", "provider_led_postgrad"),
        ("course_education_phase", "Primary"),
        ("course_subject_category", "Primary"),
        ("course_itt_subject_1", "primary teaching"),
        ("itt_start_date", "2025-09-01"),
        ("expected_end_date", "2026-07-03"),
        ("trainee_start_date", "2025-09-08"),
        ("training_partner_urn", "100001"),
        ("employing_school_urn", "no employing school"),
        ("placement_one", "100002"),
        ("placement_two", "St Mary's, Kirkby"),
        ("other_placements", "100003, 100004"),
        ("defer_date", "2025-10-01"),
        ("return_from_deferral_date", "2025-11-03"),
        ("withdraw_date", "2026-01-09"),
    ]);
    let trainees = opened(&scratch, &[&text]);
    let row = trainees
        .table()
        .rows()
        .next()
        .expect("a row")
        .expect("sound");
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        trainees.trainee(&row).expect("a trainee"),
        Trainee {
            register_id: some("abc-1"),
            reference: some("0042"),
            trn: some("0012345"),
            status: some("trn_received"),
            start_year: Some(2025),
            first_names: "Dev".to_owned(),
            last_names: "Patel".to_owned(),
            email: some("dev.patel@students.example"),
            route: some("provider_led_postgrad"),
            education_phase: some("Primary"),
            subject: some("primary teaching"),
            started_on: Some(date(2025, 9, 8)),
            expected_end_on: Some(date(2026, 7, 3)),
            deferred_on: Some(date(2025, 10, 1)),
            returned_on: Some(date(2025, 11, 3)),
            withdrawn_on: Some(date(2026, 1, 9)),
            training_partner: Some(100_001),
            employing_school: None,
            stated_schools: vec![
                "100002".to_owned(),
                "St Mary's, Kirkby".to_owned(),
                "100003, 100004".to_owned()
            ],
        }
    );
}

#[test]
fn a_list_of_nobody_is_told_from_a_file_that_is_no_list() {
    let scratch = Scratch::new();
    let nobody = scratch.file("nobody.csv", "No trainee data to export\n");
    assert!(read(&nobody).expect("a list").is_none());
    let other = scratch.file("other.csv", "name,age\nDev,23\n");
    let refusal = read(&other).err().expect("no list").to_string();
    assert!(refusal.contains("\"first_names\""), "{refusal}");
}

#[test]
fn a_row_that_is_refused_loses_every_cell_that_is_not_read() {
    let scratch = Scratch::new();
    let text = row(&[
        ("first_names", "Dev"),
        ("last_names", "Patel"),
        ("trn", "12345"),
        ("ethnic_group", "planted"),
        ("disabilities", "planted"),
        ("funding_method", "planted"),
    ]);
    let trainees = opened(&scratch, &[&text]);
    let row = trainees
        .table()
        .rows()
        .next()
        .expect("a row")
        .expect("sound");
    let problem = trainees.trainee(&row).expect_err("five digits");
    assert!(problem.fields.iter().any(|field| field == "planted"));
    let pared = trainees.pared(problem);
    assert_eq!(pared.fields.len(), 76);
    assert!(pared.fields.iter().all(|field| field != "planted"));
    assert!(pared.fields.iter().any(|field| field == "Patel"));
}

#[test]
fn a_list_that_waits_has_the_columns_that_are_read_and_reads_the_same() {
    let scratch = Scratch::new();
    let dev = row(&[
        ("first_names", "Dev"),
        ("last_names", "Patel"),
        ("trn", "'0012345"),
        ("course_training_route", "provider_led_postgrad"),
        ("nationality", "planted"),
        ("withdraw_date", "2026-01-09"),
    ]);
    let trainees = opened(&scratch, &[&dev, "planted,short"]);
    let bytes = trainees.pared_down().expect("written");
    let text = String::from_utf8(bytes).expect("text");
    assert!(!text.contains("planted"));
    assert!(!text.contains("nationality"));
    let again = read(&scratch.file("pared.csv", text))
        .expect("a list")
        .expect("somebody");
    assert!(!again.passes_over());
    let first = |trainees: &Trainees| {
        let row = trainees.table().rows().next().expect("a row");
        trainees.trainee(&row.expect("sound")).expect("a trainee")
    };
    assert_eq!(first(&again), first(&trainees));
    let second = again.table().rows().nth(1).expect("a row");
    assert!(second.is_err(), "a row that is not whole stays so");
    let broken = trainees.table().rows().nth(1).expect("a row").err();
    let blanked = trainees.blanked(broken.expect("not whole"));
    assert!(blanked.fields.iter().all(String::is_empty));
}
