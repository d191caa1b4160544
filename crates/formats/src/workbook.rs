//! Reads the rows of a workbook's first page that says anything, as the words that its cells show.
//!
//! Owns no words of its own. It never unpacks more than a list of people needs, and never runs a formula.

use std::io::{self, Cursor, Read};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use zip::ZipArchive;

/// Most bytes of a workbook once it is unpacked: some 100,000 rows.
const MOST_UNPACKED: u64 = 32 * 1024 * 1024;

/// Most parts of a workbook.
const MOST_PARTS: usize = 500;

const BROKEN: &str =
    "This workbook cannot be read. Open it, save it anew as .xlsx or CSV, and send that.";
const TOO_LARGE: &str =
    "This workbook is too large for a list of people. Mark the rows that you need and paste them.";

/// Reads the rows; numbers without a fraction as whole numbers, days as 2026-09-01.
///
/// # Refuses
/// What is no workbook, is locked, or is larger when unpacked than any list of people.
pub fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, &'static str> {
    weigh(bytes)?;
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    for name in workbook.sheet_names() {
        let page = workbook.worksheet_range(&name).map_err(|_| BROKEN)?;
        if !page.is_empty() {
            let told = |row: &[Data]| row.iter().map(words).collect();
            return Ok(page.rows().map(told).collect());
        }
    }
    Ok(Vec::new())
}

/// Unpacks every part once without keeping it: what its directory says of its size may be untrue.
fn weigh(bytes: &[u8]) -> Result<(), &'static str> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    if parts.len() > MOST_PARTS {
        return Err(TOO_LARGE);
    }
    let mut left = MOST_UNPACKED;
    for at in 0..parts.len() {
        let part = parts.by_index(at).map_err(|_| BROKEN)?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|_| BROKEN)?;
        left = left.checked_sub(unpacked).ok_or(TOO_LARGE)?;
    }
    Ok(())
}

fn words(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) | Data::Empty => String::new(),
        told => told.to_string(),
    }
}
