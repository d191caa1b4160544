//! Keeps one row of a table.
//! Owns the word row.
//! Never changes a field; what is trimmed is trimmed on the way out.

use std::sync::Arc;

use csv::StringRecord;

use super::RowProblem;
use super::header::{Column, Header};
use super::text::trimmed;

/// One row of a table, with as many fields as the first row has names.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row as a spreadsheet shows it: the names are row 1, blank lines count, new lines inside a cell do not.
    pub number: u64,
    record: StringRecord,
    header: Arc<Header>,
}

impl Row {
    pub(super) fn new(number: u64, record: StringRecord, header: Arc<Header>) -> Row {
        Row {
            number,
            record,
            header,
        }
    }

    /// The cell in a column, without blanks around it; empty where the file lacks the column.
    #[must_use]
    pub fn get(&self, column: Column) -> &str {
        column
            .0
            .and_then(|index| self.record.get(index))
            .map_or("", trimmed)
    }

    /// The cell under a name; where many rows are read, [`Table::column`](super::Table::column) is quicker.
    #[must_use]
    pub fn cell(&self, name: &str) -> &str {
        self.get(self.header.column(name))
    }

    /// The original fields in the order of the file.
    pub fn raw(&self) -> impl Iterator<Item = &str> {
        self.record.iter()
    }

    /// Turns the whole row away with a sentence.
    #[must_use]
    pub fn refuse(&self, sentence: impl Into<String>) -> RowProblem {
        RowProblem {
            row: self.number,
            column: None,
            sentence: sentence.into(),
            fields: self.raw().map(str::to_owned).collect(),
            ends_file: false,
            nobody: false,
        }
    }

    /// Turns the row away because it names nobody who is known.
    #[must_use]
    pub fn refuse_nobody(&self, column: Option<&str>, sentence: impl Into<String>) -> RowProblem {
        RowProblem {
            column: column.map(str::to_owned),
            nobody: true,
            ..self.refuse(sentence)
        }
    }

    /// Turns the row away for what stands in one of its cells.
    #[must_use]
    pub fn refuse_cell(&self, column: &str, sentence: impl Into<String>) -> RowProblem {
        RowProblem {
            column: Some(column.to_owned()),
            ..self.refuse(sentence)
        }
    }
}
