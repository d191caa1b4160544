//! Keeps a list whose cells know what they are, on its way to a file of either kind.
//! Owns the words list and cell of a list.
//! Never knows what is listed.

use std::io;

use jiff::civil::Date;

use super::{Sheet, workbook};

/// What stands in one place of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Blank,
    /// Words; a number that is a name, such as that of a school, is words too.
    Text(String),
    /// A count.
    Number(i64),
    /// A day.
    Day(Date),
}

impl Cell {
    /// Words, or nothing.
    #[must_use]
    pub fn text(words: impl Into<String>) -> Cell {
        Cell::Text(words.into())
    }

    /// As it stands in a file without kinds.
    fn plain(&self) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Text(words) => words.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
        }
    }
}

impl From<Option<Date>> for Cell {
    fn from(day: Option<Date>) -> Cell {
        day.map_or(Cell::Blank, Cell::Day)
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Cell {
        number.map_or(Cell::Blank, Cell::Number)
    }
}

impl From<Option<String>> for Cell {
    fn from(words: Option<String>) -> Cell {
        words.map_or(Cell::Blank, Cell::Text)
    }
}

/// Rows under named columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// What is listed, as a workbook names its page: at most 31 letters are kept.
    pub title: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// A row a line, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

impl List {
    /// The list as comma-separated values, in UTF-8.
    ///
    /// # Errors
    /// When a row has other cells than there are columns.
    pub fn csv(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let names: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let mut sheet = Sheet::new(&mut out, &names)?;
        let mut plain: Vec<String> = Vec::with_capacity(names.len());
        for row in &self.rows {
            plain.clear();
            plain.extend(row.iter().map(Cell::plain));
            sheet.add_as_they_are(
                row.iter()
                    .zip(&plain)
                    .map(|(cell, words)| (words.as_str(), matches!(cell, Cell::Text(_)))),
            )?;
        }
        sheet.finish()?;
        Ok(out)
    }

    /// The list as an Excel workbook of one page, made on a day.
    ///
    /// # Errors
    /// When the list is longer or wider than a workbook may be.
    pub fn workbook(&self, made_on: Date) -> io::Result<Vec<u8>> {
        workbook::write(self, made_on).map_err(io::Error::other)
    }
}
