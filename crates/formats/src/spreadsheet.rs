//! Keeps the writing of lists that people open in a spreadsheet.
//! Owns the words sheet, list and workbook.
//! Never writes a cell that a spreadsheet would run as a formula.

mod list;
mod workbook;

use std::io::{self, Write};

pub use list::{Cell, List};

/// How a cell begins that a spreadsheet would run.
const DANGEROUS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A list on its way to a file: names first, then a line a row.
pub struct Sheet<W: Write> {
    lines: csv::Writer<W>,
}

impl<W: Write> Sheet<W> {
    /// Writes the first line, the names of the columns.
    ///
    /// # Errors
    /// When whatever is written to refuses.
    pub fn new(out: W, names: &[&str]) -> io::Result<Sheet<W>> {
        let mut lines = csv::Writer::from_writer(out);
        lines.write_record(names)?;
        Ok(Sheet { lines })
    }

    /// Writes a line, with as many cells as there are names.
    ///
    /// # Errors
    /// When the number of cells differs, or whatever is written to refuses.
    pub fn add<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        self.add_as_they_are(cells.into_iter().map(|cell| (cell, true)))
    }

    /// Writes a line whose cells are words or not: only words are made harmless.
    fn add_as_they_are<'c>(
        &mut self,
        cells: impl IntoIterator<Item = (&'c str, bool)>,
    ) -> io::Result<()> {
        for (cell, is_words) in cells {
            if is_words && cell.starts_with(DANGEROUS) {
                self.lines.write_field(format!("'{cell}"))?;
            } else {
                self.lines.write_field(cell)?;
            }
        }
        Ok(self.lines.write_record(None::<&[u8]>)?)
    }

    /// Writes out what is still held back.
    ///
    /// # Errors
    /// When whatever is written to refuses.
    pub fn finish(mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_made_harmless() {
        let mut out = Vec::new();
        let mut sheet = Sheet::new(&mut out, &["name", "done"]).expect("written");
        sheet.add(["=HYPERLINK(1)", "90"]).expect("written");
        sheet.add(["O'Neil, Siân", "0"]).expect("written");
        sheet.finish().expect("written");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(text, "name,done\n'=HYPERLINK(1),90\n\"O'Neil, Siân\",0\n");
    }

    #[test]
    fn a_line_with_other_cells_than_names_is_refused() {
        let mut sheet = Sheet::new(Vec::new(), &["name", "done"]).expect("written");
        assert!(sheet.add(["alone"]).is_err());
    }
}
