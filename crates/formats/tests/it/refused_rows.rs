//! Tests the file of refused rows: out, mended, and in again.
//! Owns no words.
//! Never loses a field.

use formats::table::{Columns, Laid, RefusedRows, Table};

use crate::Scratch;

const WANTED: Columns = Columns {
    required: &["trn", "name"],
    optional: &[],
    known: &[],
};

#[test]
fn no_file_is_made_where_nothing_was_refused() {
    let scratch = Scratch::new();
    let path = scratch.path("refused.csv");
    let refused = RefusedRows::create(&path, &["trn".into()]);
    assert_eq!(refused.finish().expect("nothing to write"), None);
    assert!(!path.exists());
}

#[test]
fn refused_rows_keep_their_fields_and_say_why() {
    let scratch = Scratch::new();
    let path = scratch.file(
        "people.csv",
        "TRN,name,extra\n12345,\" Zoë \"\"Z\"\"\nO’Brien\",=1+1\n1234567,Bo\n1,2,3,4,5\n",
    );
    let table = Table::open(&path, &WANTED).expect("a table");
    let out = scratch.path("refused.csv");
    let mut refused = RefusedRows::create(&out, table.header());
    for row in table.rows() {
        let problem = match row {
            Ok(row) => row.refuse_cell("trn", "It has five digits."),
            Err(problem) => problem,
        };
        refused.add(&problem).expect("written");
    }
    assert_eq!(refused.rows(), 3);
    assert_eq!(refused.finish().expect("written"), Some(out.clone()));
    assert_eq!(
        std::fs::read_to_string(&out).expect("a file of text"),
        "\u{feff}TRN,name,extra,problem\r\n\
         12345,\" Zoë \"\"Z\"\"\nO’Brien\",=1+1,trn: It has five digits.\r\n\
         1234567,Bo,This row has 2 columns; the first row has 3.\r\n\
         1,2,3,This row has 5 columns; the first row has 3.,4,5\r\n"
    );
}

#[test]
fn refused_rows_can_be_brought_again_and_refused_again() {
    let scratch = Scratch::new();
    let path = scratch.file(
        "again.csv",
        "\u{feff}trn,problem,name\r\n1,It was wrong.,Bo\r\n",
    );
    let table = Table::open(&path, &WANTED).expect("a table");
    assert!(table.unused().is_empty());
    let row = table.rows().next().expect("a row").expect("a good row");
    let out = scratch.path("refused.csv");
    let mut refused = RefusedRows::create(&out, table.header());
    refused
        .add(&row.refuse("It is still wrong."))
        .expect("written");
    refused.finish().expect("written");
    assert_eq!(
        std::fs::read_to_string(&out).expect("a file of text"),
        "\u{feff}trn,name,problem\r\n1,Bo,It is still wrong.\r\n"
    );
}

#[test]
fn a_row_with_too_few_cells_is_refused_again_until_it_is_mended() {
    let scratch = Scratch::new();
    let path = scratch.file("short.csv", "trn,name,minutes\n1234567,Bo\n");
    let table = Table::open(&path, &WANTED).expect("a table");
    let out = scratch.path("refused.csv");
    let mut refused = RefusedRows::create(&out, table.header());
    let problem = table.rows().next().expect("a row").expect_err("too short");
    refused.add(&problem).expect("written");
    refused.finish().expect("written");
    let again = Table::open(&out, &WANTED).expect("a table");
    assert!(again.rows().next().expect("a row").is_err());
}

#[test]
fn a_file_that_came_as_bytes_is_read_like_any_other_and_leaves_nothing_behind() {
    let laid = Laid::down("../sign ins.csv", b"trn,name\n1234567,Bo\n").expect("laid down");
    let place = laid.path().to_owned();
    assert!(place.ends_with("sign ins.csv"));
    assert_eq!(Table::open(&place, &WANTED).expect("a table").records(), 1);
    drop(laid);
    assert!(!place.exists());
}
