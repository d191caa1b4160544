//! Tries rows of people that cannot be: each gets its sentence, and the good ones are kept.
//!
//! Owns no words. It never joins two people.

use crate::world::{KEEP, PEOPLE, mentor, on_each, refusal};

#[tokio::test]
async fn every_bad_cell_gets_a_sentence_with_row_and_column_and_good_rows_are_kept() {
    on_each(async |world| {
        let cases = [
            ("12345,Amina,Khan,,general_mentor,100001,,,2024-09-01,",
             "trn: 12345 has five digits and a teacher reference number has seven; a spreadsheet may have dropped zeros from the front. If 0012345 is meant, write it so and format the column as text."),
            ("1.23E+06,Amina,Khan,,general_mentor,100001,,,2024-09-01,",
             "trn: 1.23E+06 is how a spreadsheet shortens a long number, and its last digits are lost; format the column as text and write the seven digits again."),
            ("1000009,,Khan,,general_mentor,100001,,,2024-09-01,", "first_name: This is blank, and a name is needed here."),
            ("1000009,Amina,,,general_mentor,100001,,,2024-09-01,", "last_name: This is blank, and a name is needed here."),
            ("1000009,Zo\u{fffd},Khan,,general_mentor,100001,,,2024-09-01,",
             "first_name: \"Zo\u{fffd}\" has a letter in it that could not be read. Save the file again as \"CSV UTF-8\" and write the name as its owner does."),
            ("1000009,Zoe,Bront\u{fffd},,general_mentor,100001,,,2024-09-01,",
             "last_name: \"Bront\u{fffd}\" has a letter in it that could not be read. Save the file again as \"CSV UTF-8\" and write the name as its owner does."),
            ("1000009,Amina,Khan,at home,general_mentor,100001,,,2024-09-01,",
             "email: \"at home\" is no e-mail address. Write it as name@school.org.uk."),
            ("1000009,Amina,Khan,,,100001,,,2024-09-01,",
             "role: This is blank. Give one of general_mentor, lead_mentor, professional_mentor, headteacher, supporting_teacher, student_teacher, partnership_officer, programme_lead, head_of_ite, business_manager, delivery_partner."),
            ("1000009,Amina,Khan,,wizard,100001,,,2024-09-01,",
             "role: \"wizard\" is no role here. Give one of general_mentor, lead_mentor, professional_mentor, headteacher, supporting_teacher, student_teacher, partnership_officer, programme_lead, head_of_ite, business_manager, delivery_partner."),
            ("1000009,Amina,Khan,,support_administrator,100001,,,2024-09-01,",
             "role: \"support_administrator\" is no role here. Give one of general_mentor, lead_mentor, professional_mentor, headteacher, supporting_teacher, student_teacher, partnership_officer, programme_lead, head_of_ite, business_manager, delivery_partner."),
            ("1000009,Amina,Khan,,general_mentor,100099,,,2024-09-01,",
             "school_urn: No school here has the number 100099. Check it, or take in the register of schools first."),
            ("1000009,Amina,Khan,,general_mentor,12,,,2024-09-01,",
             "school_urn: \"12\" is not a school's unique reference number, which has six digits (or five in a few old records)."),
            ("1000009,Amina,Khan,,general_mentor,100001,,teenage,2024-09-01,",
             "school_phase: \"teenage\" is no school phase. Give one of early-years, primary, secondary, 16-plus, all-through."),
            ("1000009,Amina,Khan,,general_mentor,100001,,,31/9/2024,", "from: 31 September 2024 does not exist."),
            ("1000009,Amina,Khan,,general_mentor,100001,,,2024-09-01,45000",
             "to: 45000 looks like a spreadsheet's own number for a date (it would be 15 March 2023); format the column as a date and save the file again."),
            ("1000009,Amina,Khan,,general_mentor,100001,,,2024-09-01,2024-08-31", "to: The last day comes before the first."),
            (",Amina,Khan,,general_mentor,100001,,,2024-09-01,",
             "There is no TRN, e-mail or reference, so that two people of one name could not be told apart. Give one of the three."),
        ];
        let bad: String = cases.iter().map(|(row, _)| format!("{row}\n")).collect();
        let first = mentor("1000001", "First", "Good", 100_001);
        let last = mentor("1000002", "Last", "Good", 100_001);
        let told = world.people("Y75", &format!("{first}{bad}{last}")).await;
        assert_eq!(told.counts(), (2, 0, 0, cases.len() as u64));
        let expected: Vec<String> = cases
            .iter()
            .zip(3..)
            .map(|((_, sentence), row)| {
                match sentence.split_once(": ") {
                    Some((column, _)) if !column.contains(' ') => format!("Row {row}, column {sentence}"),
                    _ => format!("Row {row}: {sentence}"),
                }
            })
            .collect();
        assert_eq!(told.sentences(), expected);
        for (problem, (row, _)) in told.refused.iter().zip(&cases) {
            assert_eq!(problem.fields.join(","), **row, "the row as it was");
        }
    })
    .await;
}

#[tokio::test]
async fn rule_01_the_same_trn_with_another_name_is_refused_and_names_both() {
    on_each(async |world| {
        world.people("Y75", &mentor("1000001", "Amina", "Khan", 100_001)).await;
        let told = world.people("Y75", &mentor("1000001", "Amina", "Begum", 100_001)).await;
        assert_eq!(told.sentences(), [
            "Row 2: TRN 1000001 is known here as Amina Khan; this row says Amina Begum. If it is one person, write the name as it is known, or give that name in a column earlier_name to change it; if not, correct the number."
        ]);
        let same_file = [mentor("1000003", "Cy", "One", 100_001), mentor("1000003", "Di", "Two", 100_001)];
        assert_eq!(world.people("Y75", &same_file.concat()).await.counts(), (1, 0, 0, 1));
    })
    .await;
}

#[tokio::test]
async fn rule_01_number_and_address_must_be_one_person_s() {
    on_each(async |world| {
        world.people("Y75", "1000001,Amina,Khan,a@ashfield.sch.uk,general_mentor,100001,,,2024-09-01,\n\
            1000002,Ben,Low,b@birch.sch.uk,general_mentor,100002,,,2024-09-01,\n").await;
        let told = world.people("Y75", "1000001,Amina,Khan,b@birch.sch.uk,general_mentor,100001,,,2024-09-01,\n\
            1000009,Ben,Low,b@birch.sch.uk,general_mentor,100002,,,2024-09-01,\n").await;
        assert_eq!(told.sentences(), [
            "Row 2: The trn is that of Amina Khan, the email that of Ben Low. Correct whichever is wrong.",
            "Row 3, column trn: The email is that of Ben Low, whose TRN is 1000002, not 1000009. Correct whichever is wrong.",
        ]);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_turned_away_whole() {
    on_each(async |world| {
        let operator = world.operator();
        let row = mentor("1000001", "Amina", "Khan", 100_001);
        let short = format!("trn,first_name\n{row}");
        let done = world.people_as(&operator, "Y75", short, KEEP).await;
        assert!(refusal(done).starts_with("This file lacks the columns \"last_name\", \"email\""));
        let workbook = world
            .people_as(&operator, "Y75", b"PK\x03\x04..", KEEP)
            .await;
        assert!(refusal(workbook).starts_with("This file is a workbook"));
        let quote = format!("{PEOPLE}{row}1000002,\"Ben,Low,,general_mentor,100001,,,,\n");
        let open = world.people_as(&operator, "Y75", quote, KEEP).await;
        assert!(refusal(open).starts_with("A quotation mark is opened on line 3"));
        let mut tx = world.store.read().await.unwrap();
        assert!(store::person::people(&mut tx).await.unwrap().is_empty());
    })
    .await;
}
