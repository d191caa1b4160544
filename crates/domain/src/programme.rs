//! Keeps what a provider asks of its mentors, by version.
//!
//! Owns the words `Programme`, `Component`, `Track` and `HalfTerm`. It never counts anyone's minutes.

mod adjustment;
mod component;
mod difference;
mod versions;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use adjustment::{Adjustment, AdjustmentRefusal, Ground, REFRESHER, check_adjustment};
pub use component::{Component, Experience, Mode, Need, Reach, When, component};
pub use difference::difference;
pub use versions::Versions;

use crate::{
    AcademicYear, Minutes, partnership::SchoolPhase, placement::Hosting, policy::Confidence,
};

/// The course of training that a mentor is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Track {
    /// For a mentor who is new to the provider.
    Initial,
    /// For each year after.
    Refresher,
}

impl Track {
    /// The word used in files and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Track::Initial => "initial",
            Track::Refresher => "refresher",
        }
    }

    /// Reads the word used in files and tables.
    #[must_use]
    pub fn read(code: &str) -> Option<Track> {
        [Track::Initial, Track::Refresher]
            .into_iter()
            .find(|track| track.code() == code)
    }
}

/// One of the six half terms of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfTerm {
    /// 1 to 6.
    pub number: u8,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl HalfTerm {
    /// Says whether a day is one of its days.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// How many days lie at most between two half terms of one year that follow each other.
const NEAR: i32 = 75;

/// Says whether a day lies after one dated half term and before another, and in none.
#[must_use]
pub fn lies_between<'a>(half_terms: impl Iterator<Item = &'a HalfTerm> + Clone, day: Date) -> bool {
    let near = |other: Date| (day - other).get_days().abs() <= NEAR;
    let mut before = half_terms.clone();
    let mut after = half_terms.clone();
    let mut holds = half_terms;
    before.any(|term| term.until < day && near(term.until))
        && after.any(|term| term.from > day && near(term.from))
        && !holds.any(|term| term.holds(day))
}

/// A choice among components, of which one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// For whom the version that applies is sought: where they teach, and whom they host.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Whom<'a> {
    /// The phase that they teach in.
    pub school_phase: Option<SchoolPhase>,
    /// The student teacher whose time with them began last, if there was one.
    pub hosting: Option<&'a Hosting>,
}

/// Whom a programme is for. An empty list leaves nobody out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Course codes of the student teachers.
    pub courses: Vec<String>,
    /// Routes of the student teachers.
    pub routes: Vec<String>,
    /// School phases.
    pub school_phases: Vec<SchoolPhase>,
}

/// One version of one provider's programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// The provider's code.
    pub provider: String,
    /// The version's code, unique with the provider, such as `2024-25`.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The academic years whose days are its own.
    pub years: Vec<AcademicYear>,
    /// The day on which it binds.
    pub from: Date,
    /// The version before it.
    pub follows: Option<String>,
    /// Whether mentors who began under the version before go on under this one.
    pub takes_over: bool,
    /// Where it was read.
    pub source: String,
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// Whom it is for.
    pub audience: Audience,
    /// Its six half terms.
    pub half_terms: Vec<HalfTerm>,
    /// Whether it has the initial track.
    pub initial: bool,
    /// What its refresher asks for, if it has that track.
    pub refresher: Option<Minutes>,
    /// Its groups.
    pub groups: Vec<Group>,
    /// Its components, in file order.
    pub components: Vec<Component>,
}

impl Programme {
    /// Says whether it has a track.
    #[must_use]
    pub fn has(&self, track: Track) -> bool {
        match track {
            Track::Initial => self.initial,
            Track::Refresher => self.refresher.is_some(),
        }
    }

    /// Says whether it is for a mentor.
    ///
    /// # Rule
    /// The course and route of the student teacher whose time with them began last, where they are
    /// known, and the school phase.
    #[must_use]
    pub fn is_for(&self, whom: Whom) -> bool {
        let phases = &self.audience.school_phases;
        let taught = |phase| phases.contains(&phase);
        let listed = |list: &[String], code: Option<&str>| {
            let same = |code: &str| list.iter().any(|known| known.eq_ignore_ascii_case(code));
            list.is_empty() || code.is_none_or(same)
        };
        let hosting = whom.hosting;
        (phases.is_empty() || whom.school_phase.is_some_and(taught))
            && listed(
                &self.audience.courses,
                hosting.and_then(|hosting| hosting.course.as_deref()),
            )
            && listed(
                &self.audience.routes,
                hosting.and_then(|hosting| hosting.route.as_deref()),
            )
    }

    /// Finds the component that minutes on a code belong to: itself, or the one that replaces it.
    #[must_use]
    pub fn place_of(&self, code: &str) -> Option<usize> {
        let same = self
            .components
            .iter()
            .position(|component| component.code == code);
        same.or_else(|| {
            self.components
                .iter()
                .position(|component| component.replaces.iter().any(|old| old == code))
        })
    }

    /// The half term with a number.
    #[must_use]
    pub fn half_term(&self, number: u8) -> Option<&HalfTerm> {
        self.half_terms
            .iter()
            .find(|half_term| half_term.number == number)
    }

    /// The title of a group.
    #[must_use]
    pub fn group_title(&self, code: &str) -> &str {
        self.groups
            .iter()
            .find(|group| group.code == code)
            .map_or("", |group| &group.title)
    }
}

/// Builds a programme for tests and samples, with defaults that make sense.
#[must_use]
pub fn programme(provider: &str, code: &str, from: Date) -> Programme {
    Programme {
        provider: provider.to_owned(),
        code: code.to_owned(),
        title: format!("General mentor training {code}"),
        years: vec![AcademicYear::containing(from)],
        from,
        follows: None,
        takes_over: false,
        source: "made for a test".to_owned(),
        confidence: Confidence::Confirmed,
        audience: Audience::default(),
        half_terms: Vec::new(),
        initial: true,
        refresher: None,
        groups: Vec::new(),
        components: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_between_two_half_terms_of_a_year_lies_between_and_one_in_summer_does_not() {
        let half_term = |number, from, until| HalfTerm {
            number,
            from,
            until,
        };
        let year = [
            half_term(1, date(2025, 9, 1), date(2025, 10, 24)),
            half_term(2, date(2025, 11, 3), date(2025, 12, 19)),
        ];
        let between = |day| lies_between(year.iter(), day);
        assert!(between(date(2025, 10, 25)) && between(date(2025, 11, 2)));
        assert!(!between(date(2025, 10, 24)) && !between(date(2025, 11, 3)));
        assert!(!between(date(2025, 8, 20)) && !between(date(2025, 12, 22)));
    }
}
