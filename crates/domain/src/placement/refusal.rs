//! Keeps the words with which a placement or a mentor of it is refused.
//!
//! Owns the word `Refusal`. It never decides: `mentoring` does.

use jiff::civil::Date;

use crate::calendar::told;

/// Says why a placement or a mentor of it cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Rule 2.
    #[error(
        "On {} this student teacher already has two mentors in a job share. End one of them first, or replace both from a day.", told(*.0)
    )]
    ThirdMentor(Date),
    /// The same mentor twice on one day.
    #[error("This mentor already has the student teacher on {}.", told(*.0))]
    MentorsAlready(Date),
    /// Nobody mentors themselves.
    #[error("Nobody mentors themselves. Choose somebody else.")]
    OwnMentor,
    /// A day outside the placement.
    #[error("{} is outside this placement, which runs from {} {}.", told(*.day), told(*.from), to(*.until))]
    OutsidePlacement {
        /// The day.
        day: Date,
        /// The first day of the placement.
        from: Date,
        /// Its last day.
        until: Option<Date>,
    },
    /// An end before the beginning.
    #[error("The last day, {}, comes before the first, {}.", told(*.until), told(*.from))]
    EndsBeforeItBegins {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// There is nobody to replace.
    #[error("Nobody mentors on {}, so that there is nobody to replace. Name a mentor instead.", told(*.0))]
    NobodyToReplace(Date),
    /// Their time is over.
    #[error("This mentor's time with the student teacher was over on {}.", told(*.0))]
    OverAlready(Date),
    /// The start gate cannot be confirmed for a day that has not come.
    #[error("{} has not come yet. Give the day on which the provider confirmed.", told(*.0))]
    NotYetConfirmed(Date),
    /// Somebody changed the placement while this was filled in.
    #[error(
        "Somebody changed this placement while you filled in the form. Look at what it is now, then send yours again if it still holds."
    )]
    ChangedMeanwhile,
    /// A mentor who is none at the school.
    #[error(
        "{} is not a general mentor at this school with this provider on {}. Add them as a mentor there first.", .0, told(*.1)
    )]
    NoMentorThere(String, Date),
    /// A lead mentor who is none.
    #[error("{0} is not a lead mentor with this provider. Choose somebody who is.")]
    NoLeadMentor(String),
    /// Somebody kept the same placement already.
    #[error(
        "This student teacher already has a placement at that school from {}. Change that one instead.", told(*.0)
    )]
    BeginsAlready(Date),
}

fn to(until: Option<Date>) -> String {
    until.map_or_else(
        || "until further notice".to_owned(),
        |until| format!("to {}", told(until)),
    )
}
