//! Lists of people as workbooks: what is read, and what is sent back with a sentence.

use std::io::{Cursor, Write};

use formats::{
    pasted,
    spreadsheet::{Cell, List},
};
use jiff::civil::date;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn workbook(people: usize) -> Vec<u8> {
    let list = List {
        title: "People".to_owned(),
        columns: ["name", "trn", "from"].map(str::to_owned).into(),
        rows: vec![
            vec![
                Cell::text(" Siân O’Neil "),
                Cell::Number(1_000_001),
                Cell::Day(date(2026, 9, 1)),
            ];
            people
        ],
    };
    list.workbook(date(2026, 9, 1)).expect("written")
}

/// The same workbook with one more part of so many noughts.
fn with_noughts(bytes: &[u8], many: usize) -> Vec<u8> {
    let mut into = ZipWriter::new(Cursor::new(Vec::new()));
    let mut parts = ZipArchive::new(Cursor::new(bytes)).expect("parts");
    for at in 0..parts.len() {
        let part = parts.by_index_raw(at).expect("a part");
        into.raw_copy_file(part).expect("copied");
    }
    let deflated = SimpleFileOptions::default();
    into.start_file("xl/media/noughts.bin", deflated)
        .expect("begun");
    into.write_all(&vec![0; many]).expect("written");
    into.finish().expect("ended").into_inner()
}

#[test]
fn a_workbook_is_read_as_its_cells_show() {
    let rows = pasted::rows(&workbook(1)).expect("rows");
    assert_eq!(
        rows,
        [
            ["name", "trn", "from"],
            ["Siân O’Neil", "1000001", "2026-09-01"]
        ]
    );
}

#[test]
fn a_workbook_that_unpacks_without_end_is_sent_back() {
    let sound = workbook(2);
    let small = with_noughts(&sound, 1024);
    assert_eq!(pasted::rows(&small).map(|rows| rows.len()), Ok(3));
    let bomb = with_noughts(&sound, 64 * 1024 * 1024);
    assert!(bomb.len() < 256 * 1024, "{} bytes", bomb.len());
    let refused = pasted::rows(&bomb).expect_err("too large");
    assert!(refused.contains("too large"), "{refused}");
}

#[test]
fn half_a_workbook_is_sent_back() {
    let whole = workbook(20);
    for many in [4, 100, whole.len() / 2, whole.len() - 30] {
        let refused = pasted::rows(&whole[..many]).expect_err("half");
        assert!(refused.contains("cannot be read"), "{refused}");
    }
}
