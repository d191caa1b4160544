//! Keeps when a mentor hosts a student teacher, as a standing needs to know it.
//!
//! Owns the word `Hosting`. It never names the student teacher.

use std::sync::Arc;

use jiff::civil::Date;

use super::Stage;
use crate::calendar::AcademicYear;

/// One student teacher's time with one mentor, as far as the mentor's training needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosting {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The stage that is hosted.
    pub stage: Option<Stage>,
    /// The student teacher's course, by the provider's own code.
    pub course: Option<Arc<str>>,
    /// The student teacher's route, by the code of the national register of trainees.
    pub route: Option<Arc<str>>,
}

impl Hosting {
    /// Says whether any of its days fall in a year.
    #[must_use]
    pub fn is_in(&self, year: AcademicYear) -> bool {
        self.from <= year.last_day() && self.until >= year.first_day()
    }

    /// Says whether a day is one of its days.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// Builds a hosting for tests and samples, of no known course.
#[must_use]
pub fn hosting(from: Date, until: Date, stage: Option<Stage>) -> Hosting {
    Hosting {
        from,
        until,
        stage,
        course: None,
        route: None,
    }
}
