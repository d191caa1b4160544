//! Sets a certificate of attendance.
//!
//! Owns the word `Certificate`. It never asks whether anybody attended.

use serde::Serialize;

use crate::paper::{Fault, set};

/// What a certificate of attendance says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Who attended.
    pub name: String,
    /// What was attended.
    pub title: String,
    /// Who offered it.
    pub provider: String,
    /// The day, in words.
    pub day: String,
    /// From when to when, in words.
    pub hours: String,
    /// Where, or how it was held.
    pub place: String,
    /// How long they attended, in words.
    pub length: String,
    /// Who closed the register, and when, in words.
    pub recorded: String,
    /// By what number the record is found again.
    pub reference: String,
    /// The day on which it was made: year, month, day.
    pub made_on: (i16, i8, i8),
}

impl Certificate {
    /// Sets it as an accessible PDF.
    ///
    /// # Errors
    /// When it cannot be set, or would not be accessible.
    pub fn pdf(&self) -> Result<Vec<u8>, Fault> {
        set(include_str!("../layouts/certificate.typ"), self)
    }
}
