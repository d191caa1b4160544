//! Tries files of attendance that are as they should be, in all the ways in which people write them.
//!
//! Owns no words. It never tries a bad row.

use domain::{
    AcademicYear, Minutes,
    access::Deed,
    ledger::{How, Kind},
    partnership::Urn,
};
use jiff::civil::date;

use super::{AMINA, with_amina};
use crate::world::{ATTENDANCE, DRY, KEEP, TODAY, attended, mentor, on_each};

fn rows() -> String {
    [
        attended(AMINA, "pedagogy", "2025-10-01", 60),
        attended(AMINA, "conference-1", "2025-09-10", 360),
        attended(AMINA, "", "2025-10-08", 45),
    ]
    .concat()
}

#[tokio::test]
async fn rule_03_every_minute_has_a_source_a_verifier_and_a_time() {
    on_each(async |world| {
        with_amina(world).await;
        let lead = "1000002,Lena,Lead,,lead_mentor,,,,2024-09-01,\n";
        world.people("Y75", lead).await;
        let row =
            format!("{AMINA},appraisal-visit,1/10/2025,120,visit,Lena Lead,lead-mentor,V-1\n");
        world.attended("Y75", &row).await;
        let entries = world.entries("Y75", AMINA).await;
        let listed = &entries[0];
        let entry = &listed.entry;
        assert_eq!((entry.kind, entry.how), (Kind::Visit, How::LeadMentor));
        assert_eq!(
            (entry.minutes, entry.held_on),
            (Minutes(120), date(2025, 10, 1))
        );
        assert_eq!(entry.reference, "V-1");
        assert_eq!(entry.school, Some(Urn(100_001)));
        assert_eq!(entry.counts_for, AcademicYear::containing(TODAY));
        assert_eq!(entry.recorded_at, world.platform.now());
        assert_eq!(entry.verified_by, Some(world.person("1000002").await));
        assert_eq!(listed.verifier.as_deref(), Some("Lena Lead"));
        assert_eq!(
            listed.title.as_deref(),
            Some("Appraisal and feedback visit")
        );
        assert_eq!(listed.school_name.as_deref(), Some("Ashfield School"));
        let note = world.notes().await.pop().unwrap();
        assert_eq!(note.deed, Deed::ImportAttendance);
        assert_eq!(
            (note.subject.as_str(), note.told.as_str()),
            ("file.csv", "1 entry")
        );
        assert_eq!(note.provider, Some(world.provider("Y75").await));
    })
    .await;
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    on_each(async |world| {
        with_amina(world).await;
        let first = world.attendance("Y75", &rows()).await;
        assert_eq!(first.counts(), (3, 0, 0, 0));
        let notes = world.notes().await.len();
        let again = world.attendance("Y75", &rows()).await;
        assert_eq!(again.counts(), (0, 0, 3, 0));
        assert_eq!(world.notes().await.len(), notes);
        assert_eq!(world.entries("Y75", AMINA).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_stands_twice_in_a_file_is_entered_once() {
    on_each(async |world| {
        with_amina(world).await;
        let twice = attended(AMINA, "pedagogy", "2025-10-01", 60).repeat(2);
        assert_eq!(world.attendance("Y75", &twice).await.counts(), (1, 0, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_reports_the_same_and_keeps_nothing() {
    on_each(async |world| {
        with_amina(world).await;
        let bad = attended(AMINA, "pedagogy", "2025-10-01", 90);
        let long = attended(AMINA, "assessment", "2025-09-10", 200);
        let text = format!("{ATTENDANCE}{}{}{bad}{long}", rows(), rows());
        let notes = world.notes().await;
        let operator = world.operator();
        let dry = world
            .attendance_as(&operator, "Y75", &text, DRY)
            .await
            .unwrap();
        assert!(world.entries("Y75", AMINA).await.is_empty());
        assert_eq!(world.notes().await, notes);
        let kept = world
            .attendance_as(&operator, "Y75", &text, KEEP)
            .await
            .unwrap();
        assert_eq!(dry, kept);
        assert_eq!(kept.counts(), (4, 0, 3, 1));
        assert_eq!(kept.notes.len(), 1, "the long day: {:?}", kept.notes);
    })
    .await;
}

#[tokio::test]
async fn columns_may_stand_in_any_order_and_others_are_named_and_not_read() {
    on_each(async |world| {
        with_amina(world).await;
        let text = format!(
            "Reference,MINUTES,Held on,kind,How,shoe size,component,verified-by,TRN\n\
             R-1,60,2025-10-01,,,43,Pedagogy,Dr Register,{AMINA}\n"
        );
        let told = world
            .attendance_as(&world.operator(), "Y75", text, KEEP)
            .await
            .unwrap();
        assert_eq!(told.counts(), (1, 0, 0, 0), "{:?}", told.refused);
        assert_eq!(
            told.notes,
            ["Not read, for no column here has that name: shoe size."]
        );
        let entry = &world.entries("Y75", AMINA).await[0].entry;
        assert_eq!(
            (entry.component.as_deref(), entry.reference.as_str()),
            (Some("pedagogy"), "R-1")
        );
        assert_eq!((entry.kind, entry.how), (Kind::Attended, How::Import));
    })
    .await;
}

#[tokio::test]
async fn one_way_to_name_a_person_is_enough() {
    on_each(async |world| {
        let text = "reference,trn,first_name,last_name,email,role,school_urn,subject,school_phase,from,to\n\
            P-7,1000001,Amina,Khan,Amina.Khan@ashfield.sch.uk,general_mentor,100001,,,2024-09-01,\n";
        world.people_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        let columns = "email,person,component,held_on,minutes,kind,verified_by,how,reference\n";
        let ours = world.person(AMINA).await.0;
        let text = format!(
            "{columns}AMINA.KHAN@ashfield.sch.uk,,pedagogy,2025-10-01,60,,Dr R,,\n\
             ,p-7,assessment,2025-10-02,60,,Dr R,,\n,{ours},curriculum,2025-10-03,60,,Dr R,,\n\
             ,,curriculum,2025-10-04,60,,Dr R,,\n"
        );
        let told = world.attendance_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        assert_eq!(told.counts(), (3, 0, 0, 1));
        assert_eq!(told.sentences(), ["Row 5: This row names nobody. Give a TRN (trn), an e-mail (email) or your own reference for the person (person)."]);
        assert_eq!(world.entries("Y75", AMINA).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn letters_come_as_they_were_meant_in_windows_1252_and_utf_16() {
    on_each(async |world| {
        with_amina(world).await;
        let row = |component| format!("{ATTENDANCE}{AMINA},{component},2025-10-01,60,,Zoë Łuk,,\n");
        let windows: Vec<u8> = row("pedagogy")
            .replace('Ł', "L")
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap())
            .collect();
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend(row("assessment").encode_utf16().flat_map(u16::to_le_bytes));
        for bytes in [windows, utf16] {
            let told = world
                .attendance_as(&world.operator(), "Y75", bytes, KEEP)
                .await
                .unwrap();
            assert_eq!(told.counts(), (1, 0, 0, 0));
        }
        let mut stated: Vec<String> = world
            .entries("Y75", AMINA)
            .await
            .into_iter()
            .map(|listed| listed.entry.words.stated_verifier)
            .collect();
        stated.sort();
        assert_eq!(stated, ["Zoë Luk", "Zoë Łuk"]);
    })
    .await;
}

#[tokio::test]
async fn a_new_line_inside_quotes_is_part_of_the_cell_and_rows_keep_their_numbers() {
    on_each(async |world| {
        with_amina(world).await;
        let rows = format!(
            "{AMINA},pedagogy,2025-10-01,60,,\"Dr\nRegister\",,\n\n{AMINA},assessment,2025-10-02,two,,,,\n"
        );
        let told = world.attendance("Y75", &rows).await;
        assert_eq!(told.report.new, 1);
        assert!(told.sentences()[0].starts_with("Row 4, column minutes: "), "{:?}", told.sentences());
    })
    .await;
}

#[tokio::test]
async fn the_school_is_that_of_the_day_and_of_two_the_row_says_which() {
    on_each(async |world| {
        world.people("Y75", &format!(
            "{AMINA},Amina,Khan,,general_mentor,100001,,,2024-09-01,2025-09-30\n\
             {AMINA},Amina,Khan,,general_mentor,100002,,,2025-10-01,\n\
             {AMINA},Amina,Khan,,general_mentor,100003,,,2025-11-01,\n"
        )).await;
        let text = format!(
            "school_urn,{ATTENDANCE},{}\n,{}\n,{}\n100002,{}\n100099,{}\n",
            attended(AMINA, "pedagogy", "2025-09-30", 60).trim_end(),
            attended(AMINA, "pedagogy", "2025-10-01", 60).trim_end(),
            attended(AMINA, "pedagogy", "2025-11-03", 60).trim_end(),
            attended(AMINA, "pedagogy", "2025-11-04", 60).trim_end(),
            attended(AMINA, "pedagogy", "2025-11-05", 60).trim_end(),
        );
        let told = world.attendance_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        assert_eq!(told.sentences(), [
            "Row 4, column school_urn: Amina Khan works at more than one school, 100002 and 100003 among them. Say in school_urn at which one the minutes were worked.",
            "Row 6, column school_urn: No school here has the number 100099. Check it, or take in the register of schools first.",
        ]);
        let schools: Vec<_> = world
            .entries("Y75", AMINA)
            .await
            .iter()
            .map(|listed| (listed.entry.held_on, listed.entry.school.unwrap().0))
            .collect();
        assert_eq!(schools, [
            (date(2025, 11, 4), 100_002),
            (date(2025, 10, 1), 100_002),
            (date(2025, 9, 30), 100_001),
        ]);
    })
    .await;
}

#[tokio::test]
async fn training_before_the_first_day_is_worked_at_the_one_school_known() {
    on_each(async |world| {
        world
            .people(
                "Y75",
                "1000009,Ben,Low,,general_mentor,100002,,,2025-09-01,\n",
            )
            .await;
        world
            .attended("Y75", &attended("1000009", "pedagogy", "2025-07-03", 60))
            .await;
        let entry = &world.entries("Y75", "1000009").await[0].entry;
        assert_eq!(entry.school, Some(Urn(100_002)));
    })
    .await;
}

#[tokio::test]
async fn training_in_the_early_season_counts_for_the_coming_year_where_the_row_says_so() {
    on_each(async |world| {
        with_amina(world).await;
        let text = format!(
            "for_year,{ATTENDANCE}2025 to 2026,{},{}2025/26,{}2024-25,{}soon,{}",
            attended(AMINA, "pedagogy", "2025-07-03", 60),
            attended(AMINA, "assessment", "2025-07-03", 60),
            attended(AMINA, "curriculum", "2025-04-05", 60),
            attended(AMINA, "conference-1", "2025-10-03", 60),
            attended(AMINA, "conference-2", "2025-10-03", 60),
        );
        let told = world.attendance_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        assert_eq!(told.sentences(), [
            "Row 4, column for_year: Training on 5 April 2025 counts for 2024 to 2025; it cannot count for 2025 to 2026.",
            "Row 5, column for_year: Training on 3 October 2025 counts for 2025 to 2026; it cannot count for 2024 to 2025.",
            "Row 6, column for_year: \"soon\" is not an academic year; write it like 2025 to 2026.",
        ]);
        let standing = world.standing("Y75", AMINA).await.standing;
        assert_eq!(standing.claimable_hours, 1, "only what counts for this year");
        assert_eq!(standing.done, Minutes(120), "the plan counts both");
    })
    .await;
}

#[tokio::test]
async fn a_day_of_more_than_eight_hours_over_all_books_is_pointed_out() {
    on_each(async |world| {
        with_amina(world).await;
        world.people("L51", &mentor(AMINA, "Amina", "Khan", 100_001)).await;
        world.attended("Y75", &attended(AMINA, "conference-1", "2025-10-01", 360)).await;
        let rows = [
            attended(AMINA, "itap-1", "2025-10-01", 120),
            attended(AMINA, "itap-2", "2025-10-01", 1),
        ];
        let told = world.attendance("L51", &rows.concat()).await;
        assert_eq!(told.counts(), (2, 0, 0, 0));
        assert_eq!(told.notes, [
            "Row 3: Amina Khan now has 8 h 1 min on 1 October 2025, over all providers. More than 8 h in one day is unusual; please check."
        ]);
    })
    .await;
}
