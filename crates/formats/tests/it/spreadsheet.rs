//! Reads workbooks and lists back as other programs do.
//! Owns nothing of its own.
//! Never looks inside the file by hand.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use formats::spreadsheet::{Cell, List};
use jiff::civil::date;

fn list() -> List {
    List {
        title: "Mentors: 2025/26".to_owned(),
        columns: ["name", "trn", "remaining_minutes", "due_on"]
            .map(str::to_owned)
            .into(),
        rows: vec![
            vec![
                Cell::text("Siân O’Neil-Łukasz"),
                Cell::text("0012345"),
                Cell::Number(90),
                Cell::Day(date(2025, 12, 4)),
            ],
            vec![
                Cell::text("=HYPERLINK(\"http://example.org\")"),
                Cell::Blank,
                Cell::Number(-5),
                Cell::Blank,
            ],
        ],
    }
}

#[test]
fn a_workbook_is_read_back_with_days_as_days_and_words_as_words() {
    let bytes = list().workbook(date(2025, 11, 18)).expect("written");
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("read");
    assert_eq!(workbook.sheet_names(), ["Mentors 202526"]);
    let page = workbook.worksheet_range("Mentors 202526").expect("a page");
    let rows: Vec<&[Data]> = page.rows().collect();
    assert_eq!(rows[0][0], Data::String("name".to_owned()));
    assert_eq!(rows[1][0], Data::String("Siân O’Neil-Łukasz".to_owned()));
    assert_eq!(rows[1][1], Data::String("0012345".to_owned()));
    assert_eq!(rows[1][2], Data::Float(90.0));
    let Data::DateTime(day) = &rows[1][3] else {
        panic!("{:?} is no day", rows[1][3]);
    };
    assert_eq!(day.to_ymd_hms_milli().0, 2025);
    assert_eq!(
        rows[2][0],
        Data::String("=HYPERLINK(\"http://example.org\")".to_owned())
    );
    assert!(
        workbook
            .worksheet_formula("Mentors 202526")
            .expect("a page")
            .is_empty()
    );
}

#[test]
fn the_same_list_makes_the_same_workbook() {
    let made = || list().workbook(date(2025, 11, 18)).expect("written");
    assert_eq!(made(), made());
}

#[test]
fn a_list_as_comma_separated_values_runs_no_formula_and_leaves_numbers_alone() {
    let text = String::from_utf8(list().csv().expect("written")).expect("text");
    assert_eq!(
        text,
        "name,trn,remaining_minutes,due_on\n\
         Siân O’Neil-Łukasz,0012345,90,2025-12-04\n\
         \"'=HYPERLINK(\"\"http://example.org\"\")\",,-5,\n"
    );
}
