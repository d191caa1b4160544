//! Keeps the writing of rows as a small table that any spreadsheet opens.
//! Owns the word written.
//! Never fills up a row that has fewer cells than another.

use csv::{Terminator, WriterBuilder};

/// Writes rows as a file: the names of the columns come first.
#[must_use]
pub fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Bytes in memory take everything.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}
