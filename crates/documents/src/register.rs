//! Sets a register to tick by hand, for a room without signal.
//!
//! Owns the words `Register` and `Seat`. It never says who was there.

use serde::Serialize;

use crate::paper::{Fault, set};

/// A register on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// Of what.
    pub title: String,
    /// Who offers it.
    pub provider: String,
    /// The day, in words.
    pub day: String,
    /// From when to when, in words.
    pub hours: String,
    /// Where.
    pub place: String,
    /// Who holds it.
    pub host: String,
    /// Who has a place, in the order in which names are looked for.
    pub seats: Vec<Seat>,
    /// How many empty lines follow, for whoever comes without a booking.
    pub spare: u32,
    /// On which day it was printed, in words.
    pub printed: String,
    /// The day on which it was made: year, month, day.
    pub made_on: (i16, i8, i8),
}

/// One line of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// Who.
    pub name: String,
    /// Of which school; may be empty.
    pub school: String,
}

impl Register {
    /// Sets it as an accessible PDF.
    ///
    /// # Errors
    /// When it cannot be set, or would not be accessible.
    pub fn pdf(&self) -> Result<Vec<u8>, Fault> {
        set(include_str!("../layouts/register.typ"), self)
    }
}
