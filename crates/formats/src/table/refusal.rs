//! Keeps the sentences with which a file or a row is turned away.
//! Owns the words refusal and row problem.
//! Never blames the reader and never names anything of the program's inside.

use std::io;
use std::path::{Path, PathBuf};

/// Why a whole file is turned away.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The file cannot be opened or read.
    #[error("{}", unreadable(path, source))]
    Unreadable {
        /// Where it was looked for.
        path: PathBuf,
        /// What the machine said.
        source: io::Error,
    },
    /// There is nothing in the file.
    #[error("This file is empty; it needs a first row with the names of the columns.")]
    Empty,
    /// The file is something other than a table of text.
    #[error("This file is {what} and not a CSV file, whatever its name says. {advice}")]
    NotATable {
        /// What it seems to be.
        what: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// A quotation mark is opened and never closed.
    #[error(
        "A quotation mark is opened on line {line} (row {row} of the table) and never closed; everything after it would be one cell. Close it or take it out."
    )]
    OpenQuote {
        /// The line on which it is opened, as a text editor counts.
        line: u64,
        /// The row in which it is opened, as a spreadsheet counts.
        row: u64,
    },
    /// One row is too long to be a row.
    #[error(
        "Row {row}, which begins on line {line}, is longer than a million characters; a quotation mark may be missing or too many in it."
    )]
    TooLong {
        /// The line on which the row begins.
        line: u64,
        /// The row, as a spreadsheet counts.
        row: u64,
    },
    /// Required columns are not there.
    #[error(
        "This file lacks the {} {}. Its first row has: {}.",
        columns(missing.len()),
        listed(missing),
        found_or_nothing(found)
    )]
    MissingColumns {
        /// The columns it lacks.
        missing: Vec<String>,
        /// The columns it has.
        found: Vec<String>,
    },
    /// A column is given more than once.
    #[error(
        "This file gives the {} {} more than once in its first row; keep one of them.",
        columns(twice.len()),
        listed(twice)
    )]
    TwiceGiven {
        /// The columns given more than once.
        twice: Vec<String>,
    },
}

fn unreadable(path: &Path, source: &io::Error) -> String {
    let path = path.display();
    match source.kind() {
        io::ErrorKind::NotFound => format!("There is no file {path}."),
        io::ErrorKind::IsADirectory => format!("{path} is a folder; name a file in it."),
        io::ErrorKind::PermissionDenied => format!("The file {path} may not be read by you."),
        _ => format!("The file {path} could not be read: {source}."),
    }
}

fn columns(number: usize) -> &'static str {
    if number == 1 { "column" } else { "columns" }
}

/// The names in one breath: "trn", "minutes" and "kind".
fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn found_or_nothing(found: &[String]) -> String {
    let mut names: Vec<String> = found
        .iter()
        .take(40)
        .map(|name| name.chars().take(60).collect())
        .collect();
    if found.len() > names.len() {
        names.push(format!("and {} more", found.len() - names.len()));
    }
    if names.iter().all(String::is_empty) {
        return "no names at all".into();
    }
    names.join(", ")
}

/// Why one row is turned away, with its fields as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The row as a spreadsheet shows it; the first row of the file is 1.
    pub row: u64,
    /// The column at fault, where it is one.
    pub column: Option<String>,
    /// What is wrong and how to mend it.
    pub sentence: String,
    /// The original fields in the order of the file.
    pub fields: Vec<String>,
    /// Whether nothing after this row can be read, because the file itself failed.
    pub ends_file: bool,
    /// Whether the row names nobody who is known, so that somebody can say who is meant.
    pub nobody: bool,
}

impl RowProblem {
    /// The column and the sentence, for a place where the row is plain to see.
    #[must_use]
    pub fn within_row(&self) -> String {
        match &self.column {
            Some(column) => format!("{column}: {}", self.sentence),
            None => self.sentence.clone(),
        }
    }
}

impl std::fmt::Display for RowProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.column {
            Some(column) => write!(f, "Row {}, column {column}: {}", self.row, self.sentence),
            None => write!(f, "Row {}: {}", self.row, self.sentence),
        }
    }
}

impl std::error::Error for RowProblem {}
