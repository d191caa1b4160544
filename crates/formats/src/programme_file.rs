//! Keeps the form of a programme file: what a provider asks its mentors to do.
//! Owns the words programme, track, group and component as they stand in such a file.
//! Never reckons hours and never compares two programmes; it checks form only.

mod component;
mod read;
mod whole;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use component::{Component, Need};
pub use read::read;

pub use crate::toml_form::Problem;

/// A provider's programme as its file gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// The provider's code.
    pub provider: String,
    /// The programme's code, unique with the provider.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The calendar years in which its own academic years start.
    pub years: Vec<i16>,
    /// The day on which it binds.
    pub from: Date,
    /// The code of the version before it.
    pub follows: Option<String>,
    /// Whether mentors who began under the version before continue under this one.
    pub takes_over: bool,
    /// Where it is written, in words.
    pub source: String,
    /// confirmed or provisional, for everything that does not say otherwise.
    pub confidence: String,
    /// What else a reader should know.
    pub notes: Option<String>,
    /// How the provider speaks, where the file says it.
    pub partnership: Option<Partnership>,
    /// Whom it is for.
    pub audience: Audience,
    /// The six half terms in order, or none.
    pub half_terms: Vec<HalfTerm>,
    /// Its tracks.
    pub tracks: Vec<Track>,
    /// Its groups, of whose members one is to be done.
    pub groups: Vec<Group>,
    /// Its components, in the order of the file.
    pub components: Vec<Component>,
}

/// How a provider speaks and shows itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partnership {
    /// Its name.
    pub name: Option<String>,
    /// Its colour, such as `#1f3c88`.
    pub colour: Option<String>,
    /// Partner institutions with which alignment is agreed.
    pub partners: Vec<String>,
    /// The code of a role and the provider's own label for it.
    pub labels: Vec<(String, String)>,
}

/// Whom a programme is for; an empty list is everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Courses.
    pub courses: Vec<String>,
    /// Routes into teaching.
    pub routes: Vec<String>,
    /// Phases of schooling.
    pub school_phases: Vec<String>,
}

/// One of the six half terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HalfTerm {
    /// 1 to 6.
    pub number: u8,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
}

/// One of the tracks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// initial or refresher.
    pub name: String,
    /// The minutes that are enough, whatever they are spent on; only on the refresher track.
    pub any_minutes: Option<i32>,
}

/// A group of components, of which a mentor does one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
}
