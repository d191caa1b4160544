//! Tests the reading of single cells.
//! Owns no words.
//! Never tests a whole file.

use formats::cell::{academic_year, date, trn, urn, whole_number, yes_no};
use jiff::civil::{Date, date as day};

fn why<T: std::fmt::Debug>(read: Result<T, formats::cell::Problem>) -> String {
    read.expect_err("the cell is refused").to_string()
}

#[test]
fn a_date_is_read_in_each_of_the_usual_forms() {
    let forms = [
        "2025-09-01",
        "2025/09/01",
        "1/9/2025",
        "01/09/2025",
        "01-09-2025",
        "1.9.2025",
        "1 September 2025",
        "1st September 2025",
        "1 sep 2025",
        "01-Sept-2025",
        " 2025-09-01 00:00:00 ",
        "01/09/2025 00:00",
    ];
    for form in forms {
        assert_eq!(date(form), Ok(day(2025, 9, 1)), "{form}");
    }
}

#[test]
fn a_day_that_does_not_exist_is_named() {
    assert_eq!(why(date("30/02/2025")), "30 February 2025 does not exist.");
    assert_eq!(why(date("2025-02-29")), "29 February 2025 does not exist.");
    assert_eq!(why(date("31 June 2025")), "31 June 2025 does not exist.");
    assert_eq!(why(date("0/6/2025")), "0 June 2025 does not exist.");
    assert_eq!(date("29/2/2024"), Ok(day(2024, 2, 29)));
}

#[test]
fn a_month_in_front_is_not_turned_round() {
    assert_eq!(
        why(date("09/25/2025")),
        "\"09/25/2025\" has no month 25; a date is written with the day first, such as 25/9/2025."
    );
}

#[test]
fn a_year_of_two_digits_is_not_guessed() {
    assert_eq!(
        why(date("1/9/25")),
        "\"1/9/25\" gives the year in two digits; write it in full, such as 1/9/2025."
    );
    assert!(why(date("01-Sep-25")).contains("two digits"));
}

#[test]
fn a_spreadsheets_own_number_for_a_day_is_explained() {
    for serial in ["45901", "45901.0"] {
        assert_eq!(
            why(date(serial)),
            format!(
                "{serial} looks like a spreadsheet's own number for a date (it would be 1 September 2025); format the column as a date and save the file again."
            )
        );
    }
}

#[test]
fn anything_else_is_no_date() {
    let others = [
        "",
        "soon",
        "1/9",
        "9",
        "2025",
        "1/9/2025 14:30",
        "1//9/",
        "99999999999999999999",
        "##########",
        "１/９/２０２５",
        "1/9/20255",
        "2025-9-1-1",
        "1 Smarch 2025",
        "Monday 1 September",
        "-1/9/2025/x",
        "1 é 2025",
        "é/é/é",
    ];
    for other in others {
        let read: Result<Date, _> = date(other);
        assert!(read.is_err(), "{other}");
    }
    assert_eq!(why(date("")), "The date is missing.");
}

#[test]
fn a_whole_number_may_be_negative_but_nothing_else() {
    assert_eq!(whole_number(" 90 "), Ok(90));
    assert_eq!(whole_number("-5"), Ok(-5));
    assert_eq!(whole_number("\u{2212}5"), Ok(-5));
    assert_eq!(whole_number("0"), Ok(0));
    assert_eq!(
        why(whole_number("two")),
        "\"two\" is not a whole number; write it in digits, such as 90."
    );
    assert_eq!(
        why(whole_number("90.0")),
        "90.0 is written with a decimal point; write 90."
    );
    assert!(why(whole_number("90.5")).contains("is not a whole number"));
    assert_eq!(
        why(whole_number("1,000")),
        "\"1,000\" has a comma or space in it; write 1000."
    );
    assert!(why(whole_number("1E+05")).contains("how a spreadsheet shortens"));
    assert!(why(whole_number("99999999999999999999")).contains("too large"));
    assert_eq!(why(whole_number("")), "A whole number is missing.");
}

#[test]
fn a_teacher_reference_number_has_seven_digits() {
    assert_eq!(trn("1234567"), Ok("1234567".into()));
    assert_eq!(trn("0012345"), Ok("0012345".into()));
    assert!(why(trn("12345678")).contains("has eight digits"));
    assert!(why(trn("123")).contains("has three digits"));
    assert!(why(trn("")).contains("missing"));
    assert!(why(trn("Smith")).contains("is not a teacher reference number"));
    assert!(trn("0000000").is_err());
    assert!(trn("１２３４５６７").is_err(), "digits of another script");
}

#[test]
fn lost_zeros_are_shown_but_not_put_back_unasked() {
    assert_eq!(
        why(trn("12345")),
        "12345 has five digits and a teacher reference number has seven; a spreadsheet may have dropped zeros from the front. If 0012345 is meant, write it so and format the column as text."
    );
}

#[test]
fn what_a_spreadsheet_does_to_a_teacher_reference_number_is_explained() {
    assert!(why(trn("1.23E+06")).contains("its last digits are lost"));
    assert!(why(trn("234567.0")).contains("write 0234567"));
    assert!(why(trn("12/34567")).contains("if 1234567 is meant"));
    assert!(why(trn("TRN 1234567")).contains("if 1234567 is meant"));
}

#[test]
fn a_schools_number_has_five_or_six_digits() {
    assert_eq!(urn("100001"), Ok(100_001));
    assert_eq!(urn("20001"), Ok(20_001));
    for other in ["", "1", "1000012", "010001", "10000X", "100001.0", "-10001"] {
        assert!(urn(other).is_err(), "{other}");
    }
}

#[test]
fn an_academic_year_is_known_by_its_start() {
    for form in [
        "2025 to 2026",
        "2025-26",
        "2025/26",
        "2025-2026",
        "2025–26",
        "2025 / 2026",
    ] {
        assert_eq!(academic_year(form), Ok(2025), "{form}");
    }
    assert_eq!(academic_year("1999-00"), Ok(1999));
    assert_eq!(
        why(academic_year("2025 to 2027")),
        "\"2025 to 2027\" is not one academic year; the one that starts in 2025 is 2025 to 2026."
    );
    for other in [
        "",
        "2025",
        "25-26",
        "2025-6",
        "2025 to",
        "next year",
        "2026-25",
        "2025-é",
    ] {
        assert!(academic_year(other).is_err(), "{other}");
    }
}

#[test]
fn yes_and_no_have_a_few_spellings() {
    assert_eq!(yes_no(" Yes "), Ok(true));
    assert_eq!(yes_no("FALSE"), Ok(false));
    assert_eq!(why(yes_no("perhaps")), "\"perhaps\" is neither yes nor no.");
}
