//! Sets the plan of a year as print.
//!
//! Owns the words `Plan`, `Part` and `Row`. It never reckons a minute.

use serde::Serialize;

use crate::paper::{Fault, set};

/// What one person has planned and done in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Whose it is.
    pub name: String,
    /// With which provider.
    pub provider: String,
    /// In which year, and on which track, in words.
    pub year: String,
    /// The figures at its head: what each is, and how much.
    pub figures: Vec<(String, String)>,
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// On which day it was printed, in words.
    pub printed: String,
    /// The day on which it was made: year, month, day.
    pub made_on: (i16, i8, i8),
}

/// A stretch of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What it is called.
    pub title: String,
    /// What falls in it.
    pub rows: Vec<Row>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it is.
    pub title: String,
    /// How long it takes, in words.
    pub length: String,
    /// How much of it is done, in words.
    pub done: String,
    /// How it stands, in words.
    pub state: String,
    /// When it is due or booked, in words; may be empty.
    pub when: String,
}

impl Plan {
    /// Sets it as an accessible PDF.
    ///
    /// # Errors
    /// When it cannot be set, or would not be accessible.
    pub fn pdf(&self) -> Result<Vec<u8>, Fault> {
        set(include_str!("../layouts/plan.typ"), self)
    }
}
