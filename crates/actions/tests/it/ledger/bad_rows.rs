//! Tries rows of attendance that cannot be: each gets its sentence, and the good ones are kept.
//!
//! Owns no words. It never accepts a row in part.

use super::{AMINA, with_amina};
use crate::world::{ATTENDANCE, KEEP, attended, mentor, on_each, refusal};

/// A row that is good but for what a test puts into it.
fn with(trn: &str, component: &str, held_on: &str, minutes: &str, rest: &str) -> String {
    format!("{trn},{component},{held_on},{minutes},{rest}\n")
}

#[tokio::test]
async fn every_bad_cell_gets_a_sentence_with_row_and_column_and_good_rows_are_kept() {
    on_each(async |world| {
        with_amina(world).await;
        let good = "attended,Dr Register,register,";
        let cases = [
            (with("12345", "pedagogy", "2025-10-01", "60", good),
             "trn: 12345 has five digits and a teacher reference number has seven; a spreadsheet may have dropped zeros from the front. If 0012345 is meant, write it so and format the column as text."),
            (with("1234567", "pedagogy", "2025-10-01", "60", good),
             "trn: Nobody here has \"1234567\". Check it, or bring the file of people first."),
            (with("", "pedagogy", "2025-10-01", "60", good),
             "This row names nobody. Give a TRN (trn), an e-mail (email) or your own reference for the person (person)."),
            (with(AMINA, "pedagogi", "2025-10-01", "60", good),
             "component: York St John University has no component \"pedagogi\". Did you mean \"pedagogy\"? Leave the cell blank for training outside the programme."),
            (with(AMINA, "pedagogy", "2025-10-01", "0", good),
             "minutes: 0 minutes cannot be entered. Give the minutes as a whole number from 1 to 1440."),
            (with(AMINA, "pedagogy", "2025-10-01", "-5", good),
             "minutes: -5 minutes cannot be entered. Give the minutes as a whole number from 1 to 1440."),
            (with(AMINA, "pedagogy", "2025-10-01", "100000", good),
             "minutes: 100000 minutes is more than a day has. Give the minutes of one day, at most 1440; write several days as several rows."),
            (with(AMINA, "pedagogy", "2025-10-01", "99999999999", good),
             "minutes: 99999999999 minutes is more than a day has. Give the minutes of one day, at most 1440; write several days as several rows."),
            (with(AMINA, "pedagogy", "2025-10-01", "two", good),
             "minutes: \"two\" is not a whole number; write it in digits, such as 90."),
            (with(AMINA, "pedagogy", "2025-10-01", "", good), "minutes: A whole number is missing."),
            (with(AMINA, "pedagogy", "30/2/2025", "60", good), "held_on: 30 February 2025 does not exist."),
            (with(AMINA, "pedagogy", "", "60", good),
             "held_on: This is blank. Give the day on which the training was held."),
            (with(AMINA, "pedagogy", "2025-11-19", "60", good),
             "held_on: 19 November 2025 has not come yet. Only training that took place is entered."),
            (with(AMINA, "pedagogy", "1985-10-01", "60", good),
             "held_on: 1 October 1985 is too long ago to be right. Check the year."),
            (with(AMINA, "pedagogy", "2025-10-01", "60", "juggling,Dr Register,register,"),
             "kind: \"juggling\" is not known. Give one of attended, completed, in-school, visit, community, recognised."),
            (with(AMINA, "pedagogy", "2025-10-01", "60", "attended,Dr Register,pigeon,"),
             "how: \"pigeon\" is not known. Give one of register, code, join-log, lead-mentor, completion, import, decision."),
            (with(AMINA, "pedagogy", "2025-10-01", "60", "attended,amina KHAN,register,"),
             "verified_by: Nobody verifies their own minutes. Name somebody else, or leave the verifier blank and the entry waits."),
            (with(AMINA, "pedagogy", "2025-10-01", "60", &format!("attended,{AMINA},register,")),
             "verified_by: Nobody verifies their own minutes. Name somebody else, or leave the verifier blank and the entry waits."),
            (with(AMINA, "conference-1", "2025-10-01", "60", "recognised,Dr Register,decision,"),
             "component: \"conference-1\" is a local component: training done elsewhere cannot stand in for it."),
            (with(AMINA, "", "2025-10-01", "60", "recognised,Dr Register,decision,"),
             "component: Recognised minutes name the component that they stand in for; this row names none."),
        ];
        let bad: String = cases.iter().map(|(row, _)| row.as_str()).collect();
        let first = attended(AMINA, "pedagogy", "2025-10-07", 60);
        let last = attended(AMINA, "assessment", "2025-10-08", 60);
        let told = world.attendance("Y75", &format!("{first}{bad}{last}")).await;
        assert_eq!(told.report.new, 2, "the good rows are kept");
        let expected: Vec<String> = cases
            .iter()
            .zip(3..)
            .map(|((_, sentence), row)| match sentence.split_once(": ") {
                Some((column, _)) if !column.contains(' ') => format!("Row {row}, column {sentence}"),
                _ => format!("Row {row}: {sentence}"),
            })
            .collect();
        assert_eq!(told.sentences(), expected);
        for (problem, (row, _)) in told.refused.iter().zip(&cases) {
            assert_eq!(problem.fields.join(","), row.trim_end(), "the row as it was");
        }
        assert_eq!(world.entries("Y75", AMINA).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn other_minutes_for_the_same_attendance_are_to_be_corrected_instead() {
    on_each(async |world| {
        with_amina(world).await;
        world.attended("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 60)).await;
        world.attended("Y75", &attended(AMINA, "", "2025-10-01", 30)).await;
        let rows = [
            attended(AMINA, "pedagogy", "2025-10-01", 90),
            attended(AMINA, "", "2025-10-01", 45),
            attended(AMINA, "assessment", "2025-10-02", 60),
            attended(AMINA, "assessment", "2025-10-02", 61),
        ];
        let told = world.attendance("Y75", &rows.concat()).await;
        assert_eq!(told.counts(), (1, 0, 0, 3));
        assert_eq!(told.sentences(), [
            "Row 2, column minutes: \"pedagogy\" is already entered for 1 October 2025 with 1 h. To change it, correct that entry instead.",
            "Row 3, column minutes: Training outside the programme is already entered for 1 October 2025 with 30 min. To change it, correct that entry instead.",
            "Row 5, column minutes: \"assessment\" is already entered for 2 October 2025 with 1 h. To change it, correct that entry instead.",
        ]);
        assert_eq!(told.refused[0].fields.len(), 8);
    })
    .await;
}

#[tokio::test]
async fn two_ways_to_name_a_person_must_name_one_person() {
    on_each(async |world| {
        with_amina(world).await;
        world.people("Y75", "1000002,Ben,Low,ben@birch.sch.uk,general_mentor,100002,,,2024-09-01,\n").await;
        let text = format!("email,{ATTENDANCE}ben@birch.sch.uk,{}", attended(AMINA, "pedagogy", "2025-10-01", 60));
        let told = world.attendance_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        assert_eq!(told.sentences(), [
            "Row 2: The trn is that of Amina Khan, the email that of Ben Low. Correct whichever is wrong."
        ]);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_turned_away_whole() {
    on_each(async |world| {
        with_amina(world).await;
        let row = attended(AMINA, "pedagogy", "2025-10-01", 60);
        let whole: [(Vec<u8>, &str); 6] = [
            (Vec::new(), "This file is empty; it needs a first row with the names of the columns."),
            (b"PK\x03\x04\x14\0".to_vec(),
             "This file is a workbook (or another packed file) and not a CSV file, whatever its name says. Open it in a spreadsheet program and save it as \"CSV UTF-8\"."),
            (format!("trn,component,held_on,kind,verified_by,how\n{row}").into(),
             "This file lacks the columns \"minutes\" and \"reference\". Its first row has: trn, component, held_on, kind, verified_by, how."),
            (b"component,held_on,minutes,kind,verified_by,how,reference\n".to_vec(),
             "This file lacks the column \"trn (or email, or person)\". Its first row has: component, held_on, minutes, kind, verified_by, how, reference."),
            (format!("minutes,{ATTENDANCE}60,{row}").into(),
             "This file gives the column \"minutes\" more than once in its first row; keep one of them."),
            (format!("{ATTENDANCE}{row}{AMINA},\"pedagogy,2025-10-02,60,,,,\n").into(),
             "A quotation mark is opened on line 3 (row 3 of the table) and never closed; everything after it would be one cell. Close it or take it out."),
        ];
        let notes = world.notes().await;
        for (content, sentence) in whole {
            let done = world.attendance_as(&world.operator(), "Y75", content, KEEP).await;
            assert_eq!(refusal(done), sentence);
        }
        assert!(world.entries("Y75", AMINA).await.is_empty(), "nothing is half done");
        assert_eq!(world.notes().await, notes);
    })
    .await;
}

#[tokio::test]
async fn a_row_with_too_many_cells_is_refused_and_the_others_kept() {
    on_each(async |world| {
        with_amina(world).await;
        let rows = format!(
            "{}{AMINA},assessment,2025-10-02,60,attended,Dr Register,register,,surplus,more\n",
            attended(AMINA, "pedagogy", "2025-10-01", 60)
        );
        let told = world.attendance("Y75", &rows).await;
        assert_eq!(told.counts(), (1, 0, 0, 1));
        assert!(
            told.sentences()[0].starts_with("Row 3"),
            "{:?}",
            told.sentences()
        );
    })
    .await;
}

#[tokio::test]
async fn minutes_are_held_by_an_accredited_provider_that_is_known() {
    on_each(async |world| {
        let file = world.file("provider_code,operating_name\nZ99,Zenith Teaching School\n");
        let operator = world.operator();
        actions::partnership::import_providers(&world.platform, &operator, &file, KEEP, &mut |_| {})
            .await
            .unwrap();
        let text = format!("{ATTENDANCE}{}", attended(AMINA, "", "2025-10-01", 60));
        let unknown = world.attendance_as(&operator, "q00", &text, KEEP).await;
        assert_eq!(refusal(unknown), "No provider has the code \"Q00\" here. Take in the list of providers (alongside import providers FILE.csv) or the provider's programme first.");
        let partner = world.attendance_as(&operator, "Z99", &text, KEEP).await;
        assert_eq!(refusal(partner), "Zenith Teaching School (Z99) is a training partner, not an accredited provider. Hours are held, and claimed, under the accredited provider with which it works: give that provider's code.");
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_recognition_is_given_for_a_recognition_alone() {
    on_each(async |world| {
        world.people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001)).await;
        let text = format!("until,{ATTENDANCE}2026-08-31,{}", attended(AMINA, "pedagogy", "2025-10-01", 60));
        let told = world.attendance_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        assert_eq!(told.sentences(), [
            "Row 2, column until: Only recognised minutes end on a day; this entry is of another kind."
        ]);
    })
    .await;
}
