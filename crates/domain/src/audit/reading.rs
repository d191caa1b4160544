//! Keeps what is noted of readings: who opened which record of somebody else's, on which day.
//!
//! Owns the word `Reading`. It never says what stood in the record.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::{partnership::ProviderId, person::PersonId};

/// The sorts of records whose reading is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A mentor's training page: hours and what is still to do.
    Standing,
    /// What the office keeps of a person.
    Person,
    /// One placement.
    Placement,
}

impl Kind {
    /// Every sort with its code.
    pub const ALL: [(Kind, &'static str); 3] = [
        (Kind::Standing, "standing"),
        (Kind::Person, "person"),
        (Kind::Placement, "placement"),
    ];

    /// The code used in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        Kind::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|(_, known)| *known == code)
            .map(|(kind, _)| kind)
    }
}

/// That somebody opened a record on a day, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// With which provider.
    pub provider: ProviderId,
    /// Who read.
    pub reader: PersonId,
    /// What sort of record.
    pub kind: Kind,
    /// Which record.
    pub record: Uuid,
    /// Whom the record is about.
    pub about: Option<PersonId>,
    /// On which day.
    pub on: Date,
    /// How often.
    pub readings: i64,
    /// When last.
    pub last_at: Timestamp,
}
