//! Keeps the writing of refused rows, so that a person can mend them and bring them again.
//! Owns the words refused rows.
//! Never makes a file where nothing was refused.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use csv::{Terminator, Writer, WriterBuilder};

use super::RowProblem;
use super::header::{PROBLEM, folded};

/// A file of refused rows: the same columns, and one more that says why.
pub struct RefusedRows {
    path: PathBuf,
    header: Vec<String>,
    /// Where an earlier reason stands, when the file is itself one of refused rows.
    earlier: Option<usize>,
    writer: Option<Writer<BufWriter<File>>>,
    rows: u64,
}

impl RefusedRows {
    /// Makes ready to write; the file itself is made with the first refused row.
    #[must_use]
    pub fn create(path: &Path, header: &[String]) -> RefusedRows {
        RefusedRows {
            path: path.to_owned(),
            header: header.to_vec(),
            earlier: header.iter().position(|name| folded(name) == PROBLEM),
            writer: None,
            rows: 0,
        }
    }

    /// Writes one refused row with its reason.
    ///
    /// A row that is too long keeps its surplus fields after the reason; one that is too short is
    /// not filled up, so that it is refused again until somebody says what is missing.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn add(&mut self, problem: &RowProblem) -> io::Result<()> {
        let width = self.header.len();
        if self.writer.is_none() {
            let mut file = BufWriter::new(File::create(&self.path)?);
            file.write_all("\u{feff}".as_bytes())?;
            let writer = WriterBuilder::new()
                .flexible(true)
                .terminator(Terminator::CRLF)
                .from_writer(file);
            self.writer = Some(writer);
            let names = self.header.clone();
            self.write(names.iter().map(String::as_str), width, PROBLEM)?;
        }
        let fields = problem.fields.iter().map(String::as_str);
        self.write(fields, width, &problem.within_row())?;
        self.rows += 1;
        Ok(())
    }

    fn write<'f>(
        &mut self,
        fields: impl Iterator<Item = &'f str>,
        width: usize,
        reason: &str,
    ) -> io::Result<()> {
        let earlier = self.earlier;
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        let mut fields = fields.fuse();
        for (index, field) in fields.by_ref().take(width).enumerate() {
            if Some(index) != earlier {
                writer.write_field(field)?;
            }
        }
        writer.write_field(reason)?;
        for surplus in fields {
            writer.write_field(surplus)?;
        }
        writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// How many rows have been written.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Writes everything to the disk and gives the file's place, if there is a file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> io::Result<Option<PathBuf>> {
        let Some(writer) = self.writer else {
            return Ok(None);
        };
        let buffer = writer.into_inner().map_err(|error| error.into_error())?;
        let file = buffer.into_inner().map_err(|error| error.into_error())?;
        file.sync_all()?;
        Ok(Some(self.path))
    }
}
