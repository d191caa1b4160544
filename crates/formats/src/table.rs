//! Keeps the reading of CSV files that strangers made, row by row, whatever their size.
//! Owns the words table, column, row, refusal and row problem.
//! Never holds a whole file in memory and never decides what a cell means.

mod header;
mod laid;
mod notes;
mod open;
mod refusal;
mod refused_rows;
mod row;
mod rows;
mod scan;
mod text;
mod written;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use header::{Column, Columns};
pub use laid::Laid;
pub use notes::Notes;
pub use refusal::{Refusal, RowProblem};
pub use refused_rows::RefusedRows;
pub use row::Row;
pub use rows::Rows;
pub use written::written;

use sha2::{Digest, Sha256};

use header::Header;
use text::Encoding;

/// A file that has been looked through once and found to be a table.
#[derive(Clone, Debug)]
pub struct Table {
    path: PathBuf,
    encoding: Encoding,
    delimiter: u8,
    has_blank_lines: bool,
    header: Arc<Header>,
    records: u64,
    size: u64,
    sha256: String,
}

impl Table {
    /// Looks a file through from end to end and finds how it is written and which columns it has.
    ///
    /// # Errors
    /// When it is not a table of text, or lacks columns that are required. Nothing of it has been used by then.
    pub fn open(path: &Path, wanted: &Columns) -> Result<Table, Refusal> {
        open::open(path, wanted)
    }

    /// Reads the rows from the first to the last; each call begins anew.
    #[must_use]
    pub fn rows(&self) -> Rows {
        Rows::new(self)
    }

    /// The place of a column, found once and then used for every row.
    ///
    /// A column that the file lacks is empty in every row.
    #[must_use]
    pub fn column(&self, name: &str) -> Column {
        self.header.column(name)
    }

    /// Whether the file has a column.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.header.column(name).is_there()
    }

    /// The names of the columns as the file gives them.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header.names
    }

    /// The columns that are not known and will not be read.
    #[must_use]
    pub fn unused(&self) -> &[String] {
        &self.header.unused
    }

    /// How many rows stand below the first, blank lines left out.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.records
    }

    /// The size of the file in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The SHA-256 of the whole file, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The SHA-256 of bytes, in hexadecimal.
    #[must_use]
    pub fn hash(bytes: &[u8]) -> String {
        let hash = Sha256::digest(bytes);
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// How the file's letters are written: UTF-8, UTF-16 or Windows-1252.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }
}
