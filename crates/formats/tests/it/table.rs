//! Tests the reading of well-meant tables: encodings, delimiters, row numbers, columns.
//! Owns no words.
//! Never reads a file it did not write.

use formats::table::{Columns, Table};

use crate::Scratch;

const WANTED: Columns = Columns {
    required: &["trn", "minutes"],
    optional: &["held_on", "LA (code)"],
    known: &["notes"],
};

fn cells(table: &Table, name: &str) -> Vec<(u64, String)> {
    let column = table.column(name);
    table
        .rows()
        .map(|row| {
            let row = row.expect("a good row");
            (row.number, row.get(column).to_owned())
        })
        .collect()
}

fn open(content: impl AsRef<[u8]>) -> (Scratch, Table) {
    let scratch = Scratch::new();
    let path = scratch.file("people.csv", content);
    let table = Table::open(&path, &WANTED).expect("a table");
    (scratch, table)
}

#[test]
fn columns_are_found_in_any_order_and_spelling() {
    let (_scratch, table) =
        open("Held On,\u{a0}MINUTES ,Trn,la (CODE)\n2025-09-01, 90\u{a0},1234567,201\n");
    let row = table.rows().next().expect("one row").expect("a good row");
    assert_eq!(row.cell("minutes"), "90");
    assert_eq!(row.cell("held-on"), "2025-09-01");
    assert_eq!(row.get(table.column("LA (code)")), "201");
    assert_eq!(row.cell("no such column"), "");
    assert!(!table.has("no such column"));
    assert_eq!(row.raw().nth(1), Some(" 90\u{a0}"));
}

#[test]
fn columns_nobody_asked_for_are_named_but_do_no_harm() {
    let (_scratch, table) = open("trn,minutes,Shoe size,notes,problem,\n1,2,3,4,5,6\n");
    assert_eq!(table.unused(), ["Shoe size"]);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    let (_scratch, table) =
        open("trn,minutes\n1,90\n\n\r\n2,\"9\n\n0\"\n   \n,\n3,90\r\n\"\"\n4,1");
    let numbers: Vec<u64> = cells(&table, "trn").iter().map(|(row, _)| *row).collect();
    assert_eq!(numbers, [2, 5, 8, 10]);
    assert_eq!(cells(&table, "minutes")[1].1, "9\n\n0");
}

#[test]
fn blank_lines_above_the_names_are_passed_over() {
    let (_scratch, table) = open("\r\n,,\r\ntrn,minutes\r\n1,90\r\n");
    assert_eq!(cells(&table, "trn"), [(4, "1".to_owned())]);
}

#[test]
fn old_line_ends_are_line_ends() {
    let (_scratch, table) = open("trn,minutes\r1,90\r\r2,60");
    assert_eq!(
        cells(&table, "minutes"),
        [(2, "90".to_owned()), (4, "60".to_owned())]
    );
}

#[test]
fn semicolons_and_tabs_part_columns_too() {
    for delimiter in [";", "\t"] {
        let text =
            format!("trn{delimiter}minutes{delimiter}notes\n1{delimiter}90{delimiter}a, b, c, d\n");
        let (_scratch, table) = open(text);
        assert_eq!(cells(&table, "minutes"), [(2, "90".to_owned())]);
    }
}

#[test]
fn each_way_of_writing_letters_gives_the_same_letters() {
    let text = "trn,minutes,held_on\r\n1,90,Zoë O’Brien – ß\r\n";
    let utf16 = |swap: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units
            .flat_map(|unit: u16| {
                if swap {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let windows: Vec<u8> = text
        .chars()
        .map(|letter| match letter {
            '’' => 0x92,
            '–' => 0x96,
            letter => u8::try_from(u32::from(letter)).expect("a Latin letter"),
        })
        .collect();
    let files: [(&str, Vec<u8>); 5] = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16", utf16(false)),
        ("UTF-16", utf16(true)),
        ("Windows-1252", windows),
    ];
    for (name, bytes) in files {
        let size = bytes.len() as u64;
        let (_scratch, table) = open(bytes);
        assert_eq!(table.encoding(), name);
        assert_eq!(table.size(), size);
        assert_eq!(
            cells(&table, "held_on"),
            [(2, "Zoë O’Brien – ß".to_owned())]
        );
    }
}

#[test]
fn a_mark_before_a_quoted_name_is_no_part_of_it() {
    let (_scratch, table) = open("\u{feff}\"trn\",\"minutes\"\n\"1\",\"90\"\n");
    assert_eq!(cells(&table, "trn"), [(2, "1".to_owned())]);
}

#[test]
fn a_letter_cut_by_the_edge_of_a_piece_is_still_utf_8() {
    for shift in 0..4 {
        let text = format!(
            "trn,minutes\n{}1,90\n",
            format!("1,{}\n", "é".repeat(500)).repeat(200)
        );
        let text = text.replacen("1,", &format!("1,{}", "x".repeat(shift)), 1);
        let (_scratch, table) = open(text);
        assert_eq!(table.encoding(), "UTF-8");
        assert_eq!(table.rows().filter(Result::is_ok).count(), 201);
    }
}

#[test]
fn a_number_kept_as_text_by_a_formula_is_read() {
    let (_scratch, table) = open("trn,minutes\n=\"0012345\",90\n");
    assert_eq!(cells(&table, "trn"), [(2, "0012345".to_owned())]);
}

#[test]
fn the_table_knows_its_length_and_its_fingerprint() {
    let (_scratch, table) = open("trn,minutes\n1,90\n\n\"2\n2\",90");
    assert_eq!(table.records(), 2);
    let (_scratch, table) = open("trn,minutes\n");
    assert_eq!(table.records(), 0);
    assert_eq!(table.rows().count(), 0);
    assert_eq!(
        table.sha256(),
        "c0dde453964278d02946defbecf1a8dd1f7503a9a5ee875284edaebe0608421f"
    );
}

#[test]
fn rows_can_be_read_again_and_on_another_thread() {
    let (_scratch, table) = open("trn,minutes\n1,90\n2,90\n");
    assert_eq!(table.rows().count(), 2);
    let rows = table.rows();
    let counted = std::thread::spawn(move || rows.count()).join();
    assert_eq!(counted.expect("the thread ends well"), 2);
}
