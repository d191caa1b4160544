//! Keeps what was passed over in a file whose rows are kept for all that.
//! Owns the word notes.
//! Never grows with the file: it counts all and tells the first few.

use super::Row;

/// How many notes are told in full.
const TOLD: usize = 10;

/// Details that could not be read and were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// How many there were.
    pub count: u64,
    /// The first few, in sentences.
    pub examples: Vec<String>,
}

impl Notes {
    /// Notes that a cell could not be read and was left out.
    pub fn add(&mut self, row: &Row, column: &str, why: &str) {
        self.count += 1;
        if self.examples.len() < TOLD {
            let number = row.number;
            self.examples.push(format!(
                "Row {number}, column {column}: {why} It was left out."
            ));
        }
    }
}
