//! Keeps when a mentor hosts a student teacher.
//!
//! Owns the words `Placement` and `Stage`. It never says how the student teacher is doing.

use jiff::civil::Date;

use crate::calendar::AcademicYear;

/// A stretch of a student teacher's course: the first, second, third.
pub type Stage = u8;

/// One student teacher's time with one mentor, as far as the mentor's training needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The stage that is hosted.
    pub stage: Option<Stage>,
}

impl Placement {
    /// Says whether any of its days fall in a year.
    #[must_use]
    pub fn is_in(&self, year: AcademicYear) -> bool {
        self.from <= year.last_day() && self.until >= year.first_day()
    }
}
