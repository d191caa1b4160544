//! Tests the reading of tables that are not what they say, or not what they should be.
//! Owns no words.
//! Never accepts a file in part where the whole is wrong.

use std::io::Write;

use formats::table::{Columns, Refusal, Table};

use crate::Scratch;

const WANTED: Columns = Columns {
    required: &["trn", "minutes"],
    optional: &["name"],
    known: &[],
};

fn refused(content: impl AsRef<[u8]>) -> String {
    let scratch = Scratch::new();
    let path = scratch.file("people.csv", content);
    Table::open(&path, &WANTED)
        .expect_err("the file is refused")
        .to_string()
}

fn problems(content: impl AsRef<[u8]>) -> Vec<String> {
    let scratch = Scratch::new();
    let path = scratch.file("people.csv", content);
    let table = Table::open(&path, &WANTED).expect("a table");
    table
        .rows()
        .filter_map(Result::err)
        .map(|problem| problem.to_string())
        .collect()
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    for empty in ["", "\u{feff}", "\n\n", "\u{feff}\r\n", " ", ",,,\n"] {
        assert!(
            refused(empty).starts_with("This file is empty"),
            "{empty:?}"
        );
    }
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_unreadable() {
    let scratch = Scratch::new();
    let missing = Table::open(&scratch.path("none.csv"), &WANTED);
    assert!(matches!(&missing, Err(Refusal::Unreadable { .. })));
    let said = missing.expect_err("refused").to_string();
    assert!(said.starts_with("There is no file "), "{said}");
    let folder = Table::open(&scratch.path("."), &WANTED);
    let said = folder.expect_err("refused").to_string();
    assert!(said.ends_with(" is a folder; name a file in it."), "{said}");
}

#[test]
fn a_workbook_with_another_name_is_recognised() {
    assert!(refused(b"PK\x03\x04\x14\0\x06\0").starts_with("This file is a workbook"));
    assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1").contains("an old workbook"));
    assert!(refused(b"%PDF-1.7").contains("a PDF"));
    assert!(refused(b"\r\n<!DOCTYPE html><html>").contains("a web page"));
    assert!(refused("\u{feff}<html>").contains("a web page"));
    assert!(refused(b"\xff\xfe\0\0t\0\0\0").contains("UTF-32"));
    assert!(refused(b"trn,minutes\n1,\0\n").contains("not text"));
    let utf16_without_mark: Vec<u8> = "trn,minutes\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(refused(utf16_without_mark).contains("not text"));
}

#[test]
fn every_missing_column_is_named_at_once_with_those_that_are_there() {
    assert_eq!(
        refused("Name,Shoe size\nA,1\n"),
        "This file lacks the columns \"trn\" and \"minutes\". Its first row has: Name, Shoe size."
    );
    assert_eq!(
        refused("trn\n1\n"),
        "This file lacks the column \"minutes\". Its first row has: trn."
    );
}

#[test]
fn a_column_given_twice_is_refused() {
    assert_eq!(
        refused("trn,minutes,TRN\n1,2,3\n"),
        "This file gives the column \"trn\" more than once in its first row; keep one of them."
    );
    assert!(problems("trn,minutes,x,x\n1,2,3,4\n").is_empty());
}

#[test]
fn a_quotation_mark_never_closed_is_found_with_its_line() {
    let said = refused("trn,minutes\n\n\"1\n2\",90\n2,\"60\n3,60\n4,60\n");
    assert!(
        said.starts_with("A quotation mark is opened on line 5 (row 4 of the table)"),
        "{said}"
    );
    assert!(
        problems("trn,minutes\n1\",9\"0\n").is_empty(),
        "only at the start of a cell"
    );
    assert!(problems("trn,minutes\n\"1\"\"\",\"90\"").is_empty());
}

#[test]
fn a_row_of_more_than_a_million_characters_is_refused_without_being_kept() {
    let text = format!("trn,minutes\n1,90\n2,\"{}\n", "x\n".repeat(600_000));
    assert!(refused(text).starts_with("Row 3, which begins on line 3, is longer"));
}

#[test]
fn a_row_with_too_few_or_too_many_columns_is_a_problem_of_that_row() {
    assert_eq!(
        problems("trn,minutes,name\n1,2,3\n1\n1,2,3,4\n1,2,3\n"),
        [
            "Row 3: This row has 1 column; the first row has 3.",
            "Row 4: This row has 4 columns; the first row has 3.",
        ]
    );
}

#[test]
fn a_cell_that_cannot_be_printed_or_is_too_long_is_a_problem_of_its_row() {
    let text = format!(
        "trn,minutes,name,other\n1,2,a\u{7}b,c\n2,2,{},d\n3,2,a,{}\n4,2,\"a\n\tb\",\u{1}\n5,2,Â\u{85}x,\n6,2,{},\n",
        "é".repeat(2_001),
        "x".repeat(3_000),
        "é".repeat(2_000)
    );
    assert_eq!(
        problems(text),
        [
            "Row 2, column name: This cell holds a character that cannot be seen or printed; type the cell again.",
            "Row 3, column name: This cell has 2001 characters; at most 2,000 can be kept.",
            "Row 6, column name: This cell holds a character that cannot be seen or printed; type the cell again.",
        ]
    );
}

fn names(content: impl AsRef<[u8]>) -> (&'static str, Vec<String>) {
    let scratch = Scratch::new();
    let path = scratch.file("people.csv", content);
    let table = Table::open(&path, &WANTED).expect("a table");
    let names = table
        .rows()
        .map(|row| row.expect("a good row").cell("name").to_owned())
        .collect();
    (table.encoding(), names)
}

#[test]
fn letters_lost_in_a_file_of_utf_8_do_not_spoil_the_others() {
    let (encoding, read) = names(b"\xef\xbb\xbftrn,minutes,name\n1,90,Zo\xc3\xab\n2,90,Zo\xeb\n");
    assert_eq!(
        (encoding, read),
        ("UTF-8", vec!["Zoë".into(), "Zo\u{fffd}".into()])
    );
    let (encoding, read) = names(b"trn,minutes,name\n1,90,\xc3\xab\xe2\x80\x99\n2,90,Zo\xeb\n");
    assert_eq!(
        (encoding, read),
        ("UTF-8", vec!["ë’".into(), "Zo\u{fffd}".into()])
    );
    let (encoding, read) = names(b"trn,minutes,name\n1,90,Zo\xeb\n2,90,\xc5sa");
    assert_eq!(
        (encoding, read),
        ("Windows-1252", vec!["Zoë".into(), "Åsa".into()])
    );
    assert_eq!(names(b"trn,minutes,name\n1,90,Zo\xeb").0, "Windows-1252");
}

#[test]
fn many_rows_stream_by() {
    let scratch = Scratch::new();
    let path = scratch.path("many.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    writeln!(file, "trn,minutes,name").expect("written");
    for number in 0..30_000 {
        writeln!(file, "{number:07},90,Amina Sj\u{f6}berg").expect("written");
    }
    file.flush().expect("written");
    let table = Table::open(&path, &WANTED).expect("a table");
    assert_eq!(table.records(), 30_000);
    let trn = table.column("trn");
    let last = table.rows().last().expect("a row").expect("a good row");
    assert_eq!((last.number, last.get(trn)), (30_001, "0029999"));
}
