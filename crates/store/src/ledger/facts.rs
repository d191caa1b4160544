//! Reads what an entry says in numbers and days from one text: on the embedded engine a value costs
//! more than its letters do.
//!
//! Owns the order of these facts within the text. It never holds free words.

use std::str::FromStr;

use domain::{AcademicYear, Date, Minutes, ledger::Kind, partnership::Urn};

use crate::{StoreError, error::impossible};

/// The facts of an entry as one text.
macro_rules! facts {
    () => {
        "cast(e.number as text) || '|' || e.kind
         || '|' || cast(e.minutes as text) || '|' || cast(e.held_on as text)
         || '|' || cast(e.counts_for as text) || '|' || coalesce(cast(e.school_urn as text), '')
         || '|' || coalesce(cast(e.until_on as text), '')"
    };
}
pub(super) use facts;

/// The facts of an entry.
pub(super) struct Facts {
    pub number: i64,
    pub kind: Kind,
    pub minutes: Minutes,
    pub held_on: Date,
    pub counts_for: AcademicYear,
    pub school: Option<Urn>,
    pub until: Option<Date>,
}

/// A text from which one piece after another is taken.
pub(super) struct Pieces<'p> {
    rest: &'p str,
    number: &'p str,
}

impl<'p> Pieces<'p> {
    pub(super) fn of(text: &'p str) -> Pieces<'p> {
        Pieces {
            rest: text,
            number: text.split('|').next().unwrap_or_default(),
        }
    }

    /// Says which column of which entry cannot be.
    pub(super) fn wrong(&self, column: &'static str) -> StoreError {
        impossible("ledger_entry", column, format!("number {}", self.number))
    }

    /// The next piece, up to its mark.
    pub(super) fn next(&mut self, column: &'static str) -> Result<&'p str, StoreError> {
        let (piece, rest) = self
            .rest
            .split_once('|')
            .ok_or_else(|| self.wrong(column))?;
        self.rest = rest;
        Ok(piece)
    }

    /// The next piece, read.
    pub(super) fn read<T: FromStr>(&mut self, column: &'static str) -> Result<T, StoreError> {
        let piece = self.next(column)?;
        piece.parse().map_err(|_| self.wrong(column))
    }

    /// The next piece, read where it is not empty.
    pub(super) fn read_some<T: FromStr>(
        &mut self,
        column: &'static str,
    ) -> Result<Option<T>, StoreError> {
        let piece = self.next(column)?;
        let read = (!piece.is_empty()).then(|| piece.parse()).transpose();
        read.map_err(|_| self.wrong(column))
    }

    /// The next so many letters, whatever they are.
    pub(super) fn letters(&mut self, many: usize) -> &'p str {
        let mut ends = self.rest.char_indices().map(|(at, _)| at);
        let (letters, rest) = self
            .rest
            .split_at(ends.nth(many).unwrap_or(self.rest.len()));
        self.rest = rest;
        letters
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'p str {
        self.rest
    }

    /// The facts of an entry.
    pub(super) fn facts(&mut self) -> Result<Facts, StoreError> {
        let number = self.read("number")?;
        let kind = self.next("kind")?;
        let kind = Kind::of(kind).ok_or_else(|| self.wrong("kind"))?;
        let minutes = Minutes(self.read("minutes")?);
        let held_on = self.read("held_on")?;
        let year = AcademicYear::starting(self.read("counts_for")?);
        Ok(Facts {
            number,
            kind,
            minutes,
            held_on,
            counts_for: year.ok_or_else(|| self.wrong("counts_for"))?,
            school: self.read_some("school_urn")?.map(Urn),
            until: self.read_some("until_on")?,
        })
    }
}
