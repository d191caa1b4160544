//! Keeps the words with which a change of somebody's record is refused.
//!
//! Owns the word `Refusal` of people. It never names whom a number belongs to.

use jiff::civil::Date;

use crate::{calendar::told, partnership::Urn, person::Trn};

/// Says why somebody's record cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A name is missing.
    #[error("A first name and a last name are needed, as the person writes them.")]
    NoName,
    /// The number is another's.
    #[error(
        "Somebody else here has this TRN. Check it; if both records are one person, join them on the page of data quality."
    )]
    TrnTaken,
    /// The address is another's.
    #[error(
        "Somebody else here has the address {0}. Check it; if both records are one person, join them on the page of data quality."
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
    /// One record given twice.
    #[error("This is one record already. Choose two.")]
    OneRecord,
    /// Two numbers are two people.
    #[error(
        "Each of them has a TRN of their own, {0} and {1}, so they are two people. If one of the numbers is wrong, correct it first."
    )]
    TwoTrns(Trn, Trn),
    /// The record that would be given up is known to others.
    #[error(
        "{name} is also known to {with}, and you may not change what is theirs. Keep that record instead, or ask them to join the two."
    )]
    KnownElsewhere {
        /// Whose record would be given up.
        name: String,
        /// The other providers, by name.
        with: String,
    },
    /// One of them mentors or leads the other.
    #[error(
        "One of them mentors the other, so they are two people. If a placement is wrong, correct it first."
    )]
    OneMentorsTheOther,
    /// One reference is held by two providers.
    #[error(
        "Both records rest on the reference {0}, each with another provider. Correct the entry of one of them first: an hour is held once."
    )]
    HeldTwice(String),
    /// A record was joined with another since the page was opened.
    #[error("This record leads to another already. Open the page of data quality again.")]
    JoinedAlready,
    /// A name for a view.
    #[error("Give the view a name of at most 40 letters.")]
    NoViewName,
    /// Somebody with a role is not erased.
    #[error(
        "{0} still has a role here. Roles end first: the partnership office can end them, and then everything else can go."
    )]
    RoleHeld(String),
    /// The offices are asked already.
    #[error("You have asked already. Below stands who has answered.")]
    ErasureAsked,
    /// An office said that something stands against it.
    #[error(
        "Something stands against it at a provider. Its office says so below, with its reason."
    )]
    ErasureHeldBack,
    /// An office still has time to answer.
    #[error("Not every office has answered yet. They have until {}.", told(*.0))]
    ErasureWaits(Date),
    /// Nobody asks for it any more.
    #[error("Nobody asks for this any more: it was taken back, or it is done.")]
    ErasureOver,
    /// An objection without a reason.
    #[error("Say what stands against it: the person reads it, and may complain about it.")]
    NoObjection,
}
