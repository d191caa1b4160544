//! Keeps who trains with whom: providers, schools, trusts and partner institutions.
//!
//! Owns the words `Provider`, `School`, `Urn`, `SchoolPhase` and `FundingArea`. It never reads a register.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::person::Role;

/// Tells one provider from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProviderId(pub Uuid);

/// An accredited provider, or a training partner that delivers with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// The record's own number.
    pub id: ProviderId,
    /// The department's code, such as `L51`.
    pub code: String,
    /// The name in daily use.
    pub name: String,
    /// UK provider reference number, eight digits, where known.
    pub ukprn: Option<String>,
    /// Whether it is accredited: only such a provider can hold minutes.
    pub accredited: bool,
    /// The colour of its pages, as `#rrggbb`.
    pub colour: Option<String>,
}

impl Provider {
    /// Reads a provider code as people type it.
    #[must_use]
    pub fn code_from(text: &str) -> String {
        text.trim().to_uppercase()
    }
}

/// What one provider calls a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The role.
    pub role: Role,
    /// The provider's own text.
    pub text: String,
}

/// The number of a school in the national register, five or six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Urn(pub u32);

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The phase of education that a school or a mentor teaches in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the register's own")]
pub enum SchoolPhase {
    EarlyYears,
    Primary,
    Secondary,
    #[serde(rename = "16-plus")]
    SixteenPlus,
    AllThrough,
}

impl SchoolPhase {
    /// Every phase with its code.
    pub const ALL: [(SchoolPhase, &str); 5] = [
        (SchoolPhase::EarlyYears, "early-years"),
        (SchoolPhase::Primary, "primary"),
        (SchoolPhase::Secondary, "secondary"),
        (SchoolPhase::SixteenPlus, "16-plus"),
        (SchoolPhase::AllThrough, "all-through"),
    ];

    /// The code used in files and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        SchoolPhase::ALL
            .iter()
            .find(|(phase, _)| *phase == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads a phase as people and registers write it.
    #[must_use]
    pub fn read(text: &str) -> Option<SchoolPhase> {
        Some(
            match text.trim().to_lowercase().replace([' ', '_'], "-").as_str() {
                "early-years" | "nursery" | "eyfs" => SchoolPhase::EarlyYears,
                "primary" | "middle-deemed-primary" | "infant" | "junior" => SchoolPhase::Primary,
                "secondary" | "middle-deemed-secondary" => SchoolPhase::Secondary,
                "16-plus" | "post-16" | "sixth-form" => SchoolPhase::SixteenPlus,
                "all-through" => SchoolPhase::AllThrough,
                _ => return None,
            },
        )
    }

    /// Reads the register's own number for a phase.
    #[must_use]
    pub fn from_register(code: i32) -> Option<SchoolPhase> {
        Some(match code {
            1 => SchoolPhase::EarlyYears,
            2 | 3 => SchoolPhase::Primary,
            4 | 5 => SchoolPhase::Secondary,
            6 => SchoolPhase::SixteenPlus,
            7 => SchoolPhase::AllThrough,
            _ => return None,
        })
    }
}

/// One school, as far as other rooms need to know it.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    /// Its number.
    pub urn: Urn,
    /// Its name; nothing where the register gives none.
    pub name: Option<String>,
    /// Its town.
    pub town: Option<String>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// Its phase.
    pub school_phase: Option<SchoolPhase>,
    /// Whether it is open.
    pub open: bool,
    /// Whether it is among the schools that a partnership may work with.
    pub in_scope: bool,
    /// The day it closed.
    pub closed_on: Option<Date>,
    /// The trust to which it belongs.
    pub trust: Option<String>,
    /// The area that sets its hourly rate.
    pub funding_area: FundingArea,
    /// The school that took its place.
    pub successor: Option<Urn>,
}

/// The area of England that sets the hourly rate of the grant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the department's own")]
pub enum FundingArea {
    InnerLondon,
    OuterLondon,
    Fringe,
    #[default]
    RestOfEngland,
}

impl FundingArea {
    /// Every area with its code, which ends the policy names `grant.area.*` and `grant.rate.*`.
    pub const ALL: [(FundingArea, &str); 4] = [
        (FundingArea::InnerLondon, "inner_london"),
        (FundingArea::OuterLondon, "outer_london"),
        (FundingArea::Fringe, "fringe"),
        (FundingArea::RestOfEngland, "rest_of_england"),
    ];

    /// The code used in files and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        FundingArea::ALL
            .iter()
            .find(|(area, _)| *area == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the code; anything unknown is the rest of England.
    ///
    /// # Rule
    /// Any district not listed is in the rest of England. Source: claim conditions, regional areas.
    #[must_use]
    pub fn read(code: &str) -> FundingArea {
        FundingArea::ALL
            .into_iter()
            .find(|(_, known)| *known == code)
            .map(|(area, _)| area)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_phase_is_read_as_the_register_and_as_people_write_it() {
        assert_eq!(
            SchoolPhase::read("Middle deemed secondary"),
            Some(SchoolPhase::Secondary)
        );
        assert_eq!(SchoolPhase::read("Primary"), Some(SchoolPhase::Primary));
        assert_eq!(SchoolPhase::read("big"), None);
        for (phase, code) in SchoolPhase::ALL {
            assert_eq!(SchoolPhase::read(code), Some(phase));
        }
    }

    #[test]
    fn an_unknown_area_is_the_rest_of_england() {
        assert_eq!(FundingArea::read("fringe"), FundingArea::Fringe);
        assert_eq!(FundingArea::read("atlantis"), FundingArea::RestOfEngland);
    }
}
