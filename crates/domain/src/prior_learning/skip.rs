//! Says what a mentor need not do any more, what they may do besides, and what recognising costs their
//! school in grant.
//!
//! Owns the word `Skip`. It shows both sides and steers to neither.

use crate::{
    Minutes, Pence,
    booking::cover::{Claim, Grant, grant},
    standing::{Asked, Standing},
};

/// What may be skipped with one provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// What was recognised, by title, in the order of the programme.
    pub off: Vec<(String, Minutes)>,
    /// What nobody asks for and still brings grant when it is done, by title.
    pub besides: Vec<(String, Minutes)>,
    /// Minutes that recognising more might still take off.
    pub hoped: Minutes,
    /// What training all that is left would add to the school's claim.
    pub trained: Grant,
    /// What it would add if the hoped minutes were recognised instead.
    pub recognised: Grant,
}

impl Skip {
    /// Whole hours that the school could not claim any more if all that is hoped for was recognised.
    #[must_use]
    pub fn hours_lost(&self) -> i32 {
        self.trained.hours - self.recognised.hours
    }

    /// Their worth, where the hourly rate is known.
    #[must_use]
    pub fn worth_lost(&self) -> Option<Pence> {
        let (trained, recognised) = (self.trained.worth?, self.recognised.worth?);
        Some(Pence(trained.0 - recognised.0))
    }
}

/// Weighs what a mentor might skip.
///
/// # Rule
/// Product rules 5 and 9: what is recognised fills what is left and is never claimable; only whole
/// hours are claimed, and none beyond the year's cap.
/// # Units
/// `cap` in whole hours, none where nothing limits it; `rate` in pence for an hour.
#[must_use]
pub fn skip(standing: &Standing, cap: Option<i32>, rate: Option<Pence>, hoped: Minutes) -> Skip {
    let programme = standing.programme.as_deref();
    let rows = standing.components.iter().zip(std::iter::repeat(programme));
    let rows = rows.filter_map(|(row, programme)| Some((row, programme?)));
    let off = rows
        .clone()
        .filter(|(row, _)| row.recognised > Minutes::ZERO)
        .map(|(row, programme)| (row.title(programme).to_owned(), row.recognised))
        .collect();
    let besides = rows
        .filter(|(row, _)| row.asked == Asked::Optional)
        .map(|(row, programme)| {
            let left = row.part(programme).minutes.less(row.done);
            (row.title(programme).to_owned(), left)
        })
        .filter(|(_, left)| *left > Minutes::ZERO)
        .collect();
    let claim = Claim {
        hours: standing.claimable_hours,
        left_over: standing.rounding_loss,
        cap,
        to_come: Minutes::ZERO,
    };
    let left = standing.remaining.unwrap_or_default();
    let hoped = hoped.min(left);
    Skip {
        off,
        besides,
        hoped,
        trained: grant(claim, left, rate),
        recognised: grant(claim, left.less(hoped), rate),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{AcademicYear, standing::of_nothing};

    const RATE: Option<Pence> = Some(Pence(3_400));

    fn standing(left: i32, claimed: i32) -> Standing {
        let day = date(2025, 11, 18);
        Standing {
            remaining: Some(Minutes::hours(left)),
            claimable_hours: claimed,
            ..of_nothing(day, AcademicYear::containing(day))
        }
    }

    #[test]
    fn recognising_costs_the_hours_that_could_have_been_claimed_and_no_more() {
        let found = skip(&standing(10, 0), Some(16), RATE, Minutes::hours(3));
        assert_eq!((found.trained.hours, found.hours_lost()), (10, 3));
        assert_eq!(found.worth_lost(), Some(Pence(10_200)));
        let all = skip(&standing(2, 0), Some(16), RATE, Minutes::hours(9));
        assert_eq!((all.hoped, all.hours_lost()), (Minutes::hours(2), 2));
    }

    #[test]
    fn beyond_the_cap_recognising_costs_nothing() {
        let found = skip(&standing(20, 0), Some(16), RATE, Minutes::hours(4));
        assert_eq!(
            (found.hours_lost(), found.worth_lost()),
            (0, Some(Pence(0)))
        );
        let full = skip(&standing(4, 16), Some(16), None, Minutes::hours(4));
        assert_eq!((full.hours_lost(), full.worth_lost()), (0, None));
    }
}
