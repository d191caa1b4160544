//! Keeps the words with which a change of somebody's record is refused.
//!
//! Owns the word `Refusal` of people. It never names whom a number belongs to.

use jiff::civil::Date;

use crate::{calendar::told, partnership::Urn};

/// Says why somebody's record cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A name is missing.
    #[error("A first name and a last name are needed, as the person writes them.")]
    NoName,
    /// The number is another's.
    #[error(
        "Somebody else here has this TRN. Check it; if both records are one person, tell whoever runs Alongside."
    )]
    TrnTaken,
    /// The address is another's.
    #[error(
        "Somebody else here has the address {0}. Check it; if both records are one person, tell whoever runs Alongside."
    )]
    EmailTaken(String),
    /// No address.
    #[error("\"{0}\" is no e-mail address. Write it as name@school.org.uk.")]
    NotAnEmail(String),
    /// The last day comes before the first.
    #[error("The last day, {}, comes before the first, {}.", told(*.until), told(*.from))]
    EndsBeforeItBegins {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// A school that the register does not have.
    #[error("No school here has the number {0}. Check it, or ask for the register to be taken in.")]
    UnknownSchool(Urn),
    /// A role in a school needs the school.
    #[error("This role is held at a school. Give the school’s number.")]
    NoSchool,
    /// The same role at the same place already holds on that day.
    #[error("This role is already held there on that day. Change its last day instead.")]
    HeldAlready,
    /// Somebody else changed the record since the form was opened.
    #[error("Somebody changed this record while you typed. Look at both and send yours again.")]
    ChangedMeanwhile,
    /// A name for a view.
    #[error("Give the view a name of at most 40 letters.")]
    NoViewName,
}
