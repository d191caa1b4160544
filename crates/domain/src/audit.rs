//! Keeps what is noted of every deed: who, what, on what, when.
//!
//! Owns the word `Note`. It never repeats personal values.

pub mod chain;
pub mod import;
pub mod reading;

use jiff::Timestamp;
use uuid::Uuid;

use crate::{access::Deed, partnership::ProviderId, person::PersonId};

/// One deed, as it is noted in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The note's own number.
    pub id: Uuid,
    /// When.
    pub noted_at: Timestamp,
    /// Who did it.
    pub done_by: PersonId,
    /// What was done.
    pub deed: Deed,
    /// With which provider, where it concerns one.
    pub provider: Option<ProviderId>,
    /// On what: a record's number, a file's name, a policy's name.
    pub subject: String,
    /// How much, in words and numbers without personal values.
    pub told: String,
    /// From which session, where there was one.
    pub session: Option<Uuid>,
}
