//! Keeps the walk over a table's rows and the numbers a spreadsheet shows beside them.
//! Owns no words beyond those of the table.
//! Never stops at a bad row; it says what is wrong with it and goes on to the next.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use csv::StringRecord;

use super::header::Header;
use super::row::Row;
use super::scan::Scan;
use super::text::{Encoding, trimmed};
use super::{RowProblem, Table};

/// The most characters that one cell may have.
const LONGEST_CELL: usize = 2_000;

/// The rows of a table, from the first below the names to the last.
pub struct Rows {
    reader: Option<csv::Reader<Box<dyn Read + Send>>>,
    failed: Option<io::Error>,
    header: Arc<Header>,
    record: StringRecord,
    number: u64,
    past_names: bool,
}

/// A reader that takes rows of any length, the first like the others.
pub(super) fn reader<R: Read>(text: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(64 * 1024)
        .from_reader(text)
}

/// The first row of a file that is not blank.
pub(super) fn first_row(
    path: &Path,
    encoding: Encoding,
    delimiter: u8,
) -> io::Result<Option<Vec<String>>> {
    let mut reader = reader(encoding.text_of(File::open(path)?)?, delimiter);
    let mut record = StringRecord::new();
    while reader.read_record(&mut record)? {
        if !is_blank(&record) {
            return Ok(Some(record.iter().map(str::to_owned).collect()));
        }
    }
    Ok(None)
}

fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|field| trimmed(field).is_empty())
}

impl Rows {
    pub(super) fn new(table: &Table) -> Rows {
        let opened = File::open(&table.path).and_then(|file| table.encoding.text_of(file));
        let (text, failed) = match opened {
            Ok(text) => (Some(text), None),
            Err(error) => (None, Some(error)),
        };
        let text = text.map(|text| -> Box<dyn Read + Send> {
            match table.has_blank_lines {
                true => Box::new(BlankLinesKept::new(text, table.delimiter)),
                false => text,
            }
        });
        Rows {
            reader: text.map(|text| reader(text, table.delimiter)),
            failed,
            header: Arc::clone(&table.header),
            record: StringRecord::new(),
            number: 0,
            past_names: false,
        }
    }

    /// Reads the next row that has anything in it; false at the end.
    fn read(&mut self) -> Result<bool, String> {
        if let Some(error) = self.failed.take() {
            return Err(error.to_string());
        }
        let Some(reader) = &mut self.reader else {
            return Ok(false);
        };
        loop {
            let more = reader
                .read_record(&mut self.record)
                .map_err(|error| error.to_string())?;
            if !more {
                return Ok(false);
            }
            self.number += 1;
            if is_blank(&self.record) {
                continue;
            }
            if self.past_names {
                return Ok(true);
            }
            self.past_names = true;
        }
    }

    fn problem(&self, column: Option<usize>, sentence: String) -> RowProblem {
        RowProblem {
            row: self.number,
            column: column.map(|index| trimmed(&self.header.names[index]).to_owned()),
            sentence,
            fields: self.record.iter().map(str::to_owned).collect(),
            ends_file: false,
            nobody: false,
        }
    }

    /// Looks at the shape of the row and, where anything is suspicious, at each cell that is read.
    fn check(&self) -> Result<(), RowProblem> {
        let (has, wanted) = (self.record.len(), self.header.names.len());
        if has != wanted {
            let columns = if has == 1 { "column" } else { "columns" };
            return Err(self.problem(
                None,
                format!("This row has {has} {columns}; the first row has {wanted}."),
            ));
        }
        let bytes = self.record.as_slice().as_bytes();
        // 0xc2 opens the letters that hold the second set of control characters.
        let suspicious = bytes.len() > LONGEST_CELL
            || bytes
                .iter()
                .any(|byte| *byte < b' ' || *byte == 0x7f || *byte == 0xc2);
        if !suspicious {
            return Ok(());
        }
        for index in &self.header.read {
            let cell = trimmed(&self.record[*index]);
            if cell.chars().any(is_stray) {
                return Err(self.problem(
                    Some(*index),
                    "This cell holds a character that cannot be seen or printed; type the cell again.".into(),
                ));
            }
            let length = cell.chars().count();
            if length > LONGEST_CELL {
                return Err(self.problem(
                    Some(*index),
                    format!("This cell has {length} characters; at most 2,000 can be kept."),
                ));
            }
        }
        Ok(())
    }
}

/// Whether a character has no business in a cell; a new line or a tab inside quotation marks has.
fn is_stray(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')
}

impl Iterator for Rows {
    type Item = Result<Row, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.read() {
            Ok(false) => None,
            Ok(true) => Some(
                self.check()
                    .map(|()| Row::new(self.number, self.record.clone(), Arc::clone(&self.header))),
            ),
            Err(error) => {
                self.reader = None;
                Some(Err(RowProblem {
                    row: self.number + 1,
                    column: None,
                    sentence: format!("From here on the file could not be read: {error}."),
                    fields: Vec::new(),
                    ends_file: true,
                    nobody: false,
                }))
            }
        }
    }
}

/// Writes an empty cell on each blank line, so that the reader counts it as a row.
struct BlankLinesKept<R> {
    text: R,
    scan: Scan,
    piece: Vec<u8>,
    kept: Vec<u8>,
    given: usize,
}

impl<R> BlankLinesKept<R> {
    fn new(text: R, delimiter: u8) -> Self {
        BlankLinesKept {
            text,
            scan: Scan::new(delimiter),
            piece: vec![0; 64 * 1024],
            kept: Vec::new(),
            given: 0,
        }
    }
}

impl<R: Read> Read for BlankLinesKept<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.kept.len() {
            let read = self.text.read(&mut self.piece)?;
            let piece = &self.piece[..read];
            let kept = &mut self.kept;
            kept.clear();
            self.given = 0;
            let mut done = 0;
            self.scan.walk(piece, |end| {
                kept.extend_from_slice(&piece[done..end]);
                kept.extend_from_slice(b"\"\"");
                done = end;
            });
            kept.extend_from_slice(&piece[done..]);
        }
        let length = into.len().min(self.kept.len() - self.given);
        into[..length].copy_from_slice(&self.kept[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}
