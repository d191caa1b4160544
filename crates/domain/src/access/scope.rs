//! Keeps what a membership is narrowed to beyond its school: a trust, a placement, a sample.
//!
//! Owns the words `Scope`, `Trust` and `Sample`. It never widens what the table of deeds allows.

use uuid::Uuid;

use crate::{partnership::Urn, person::PersonId, placement::PlacementId};

/// What a membership is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every school of one trust.
    Trust(Trust),
    /// One placement.
    Placement(PlacementId),
    /// A named list of people and placements.
    Sample(Sample),
}

/// A trust, by the number that the national register gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// The register's number.
    pub code: String,
    /// Its schools, as the register tells them today; none until they were looked up.
    pub schools: Vec<Urn>,
}

/// Tells one sample from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SampleId(pub Uuid);

/// A named list of people and placements that a guest may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The record's own number.
    pub id: SampleId,
    /// The people; none until they were looked up.
    pub people: Vec<PersonId>,
    /// The placements; none until they were looked up.
    pub placements: Vec<PlacementId>,
}

impl Scope {
    /// The schools that lie within a trust.
    #[must_use]
    pub fn schools(&self) -> &[Urn] {
        match self {
            Scope::Trust(trust) => &trust.schools,
            Scope::Placement(_) | Scope::Sample(_) => &[],
        }
    }

    /// Says whether a placement or a person lies within a sample.
    #[must_use]
    pub fn samples(&self, person: Option<PersonId>, placement: Option<PlacementId>) -> bool {
        let Scope::Sample(sample) = self else {
            return false;
        };
        match placement {
            Some(placement) => sample.placements.contains(&placement),
            None => person.is_some_and(|person| sample.people.contains(&person)),
        }
    }
}
