//! Keeps the words with which minutes are refused.
//!
//! Owns the word `Refusal`. It never decides: `draft` does.

use jiff::civil::Date;

use crate::{AcademicYear, Minutes, calendar::told, partnership::Urn};

/// Says why minutes cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing, or less than nothing.
    #[error("{0} minutes cannot be entered. Give the minutes as a whole number from 1 to {1}.")]
    NoMinutes(i64, i32),
    /// More than a day has.
    #[error(
        "{0} minutes is more than a day has. Give the minutes of one day, at most {1}; write several days as several rows."
    )]
    MoreThanADay(i64, i32),
    /// Not yet.
    #[error("{} has not come yet. Only training that took place is entered.", told(*.0))]
    NotYetHeld(Date),
    /// Before anyone kept such records.
    #[error("{} is too long ago to be right. Check the year.", told(*.0))]
    TooLongAgo(Date),
    /// A recognition that names nothing.
    #[error("Recognised minutes name the component that they stand in for; this row names none.")]
    RecognisedAsNothing,
    /// Nobody verifies their own.
    #[error(
        "Nobody verifies their own minutes. Name somebody else, or leave the verifier blank and the entry waits."
    )]
    OwnVerifier,
    /// A year for which it cannot count.
    #[error("Training on {} counts for {}; it cannot count for {wanted}.", told(*.held_on), either(*.held_on, *.early))]
    OtherYear {
        /// The day.
        held_on: Date,
        /// The year asked for.
        wanted: AcademicYear,
        /// Whether it may count for the coming year too.
        early: bool,
    },
    /// An expiry on anything but a recognition.
    #[error("Only recognised minutes end on a day; this entry is of another kind.")]
    UntilWithoutRecognition,
    /// Rule 9.
    #[error("\"{0}\" is a local component: training done elsewhere cannot stand in for it.")]
    LocalComponent(String),
    /// A component that no version of the programme has.
    #[error(
        "\"{0}\" is no component of this provider's programme. Give one that is, or none for training outside the programme."
    )]
    UnknownComponent(String),
    /// A school that the register does not have.
    #[error(
        "No school here has the number {0}. Check it, or take in the register of schools first."
    )]
    UnknownSchool(Urn),
    /// The same attendance with other minutes.
    #[error("{} is already entered for {} with {}. To change it, correct that entry instead.", .what, told(*.held_on), .there)]
    OtherMinutes {
        /// The component, or the words for none.
        what: String,
        /// The day.
        held_on: Date,
        /// What the entry has.
        there: Minutes,
    },
    /// The same attendance, recognised where this one took place, or the other way about.
    #[error("The same minutes are already entered for {} as {}. To change that, correct that entry instead.", told(*.held_on), if *.recognised { "recognised" } else { "training that took place" })]
    OtherKind {
        /// The day.
        held_on: Date,
        /// Whether the entry is a recognition.
        recognised: bool,
    },
    /// A recognition that ends before it is decided.
    #[error("A recognition decided on {} cannot end before that, on {}.", told(*.0), told(*.1))]
    EndsBeforeDecided(Date, Date),
    /// The same attendance again, with the same minutes.
    #[error("This attendance is already entered.")]
    AlreadyEntered,
    /// Held by another provider.
    #[error(
        "Reference \"{reference}\" is already held for this person by {holder}. An hour is held by one provider; yours can recognise it."
    )]
    HeldElsewhere {
        /// The reference.
        reference: String,
        /// The provider that holds it.
        holder: String,
    },
    /// Only one correction of one entry.
    #[error("This entry has been corrected already. Correct the newer entry.")]
    AlreadyReplaced,
    /// A correction says why.
    #[error("A correction needs a reason, so that everyone can follow it later.")]
    NoReason,
    /// Nothing would change.
    #[error("The correction changes nothing.")]
    NothingChanges,
}

fn either(held_on: Date, early: bool) -> String {
    let year = AcademicYear::containing(held_on);
    if early {
        format!("{year} or {}", year.next())
    } else {
        year.to_string()
    }
}
