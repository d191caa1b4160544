//! Keeps the words with which a session or a booking is refused.
//!
//! Owns the word `Refusal`. It never decides.

use jiff::{Timestamp, civil::Date};

use crate::calendar::{moment, told};

/// Says why a session is not offered, or a place not given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Called off.
    #[error("This session was called off. Choose another.")]
    Cancelled,
    /// It has begun.
    #[error("This session began at {}. Choose another.", moment(*.0))]
    Begun(Timestamp),
    /// They have one already.
    #[error("There is a booking for this session already.")]
    BookedAlready,
    /// Meant for others.
    #[error(
        "This session is meant for {0}. If you think that it is for you too, ask the partnership office: it can book you a place."
    )]
    MeantForOthers(String),
    /// Too many places let pass without a word.
    #[error(
        "This year {} booked and nobody came, without a word. Ask the partnership office: it can book you a place.",
        passed(*.0)
    )]
    NoShows(usize),
    /// Nothing to make up for.
    #[error(
        "There is nothing to make up for here: you did not miss this session, or you have chosen again already."
    )]
    NothingMissed,
    /// It does not stand in for the other.
    #[error("This session cannot be attended instead any more. Choose another.")]
    NotInstead,
    /// Nobody was chosen.
    #[error("Choose at least one person.")]
    Nobody,
    /// Something else at the same time, told in full.
    #[error("{0}")]
    Clash(String),
    /// No offer that stands.
    #[error(
        "This place is not offered to you any more; somebody else has it now. You can go on the list again."
    )]
    NoOffer,
    /// Nothing to give up.
    #[error("There is no booking here that stands.")]
    NoBooking,
    /// A place given up without a word.
    #[error("Say in a few words why you give it up: your school and the office read it.")]
    WithoutReason,
    /// Nobody takes a place back once the session is over.
    #[error("This session has begun; whoever holds it says who was there.")]
    TooLate,
    /// Something wrong with one of several days.
    #[error("On {}: {}", told(*.0), .1)]
    OnDay(Date, Box<Refusal>),
    /// Text that is missing or too long.
    #[error("{0}")]
    Words(&'static str),
    /// No such local time.
    #[error("On that day the clocks go forward, and this hour does not exist. Give another.")]
    NoSuchHour,
    /// It ends before it starts.
    #[error("It ends before it starts. Give an end on the same day that is later than the start.")]
    EndsBeforeStart,
    /// Minutes were granted for it.
    #[error(
        "The register of this session was closed, and minutes rest on its day. It is not changed any more; offer another session."
    )]
    Registered,
    /// A day that is past.
    #[error("This is in the past. Give a day and an hour to come.")]
    Past,
    /// Longer as training than as time.
    #[error("The minutes of training are more than the session lasts. Give at most its length.")]
    LongerThanItLasts,
    /// Too few or too many places.
    #[error("Give the number of places, from 1 to 5,000; not fewer than are taken.")]
    Places,
    /// No such component.
    #[error("Choose a component of the programme.")]
    NoComponent,
    /// Nobody holds it.
    #[error("Give the address of whoever holds the session.")]
    NoHost,
    /// Two changed it at a time.
    #[error(
        "Somebody else changed this session meanwhile. What it is now stands below; look at it and send yours again."
    )]
    ChangedMeanwhile,
}

fn passed(places: usize) -> String {
    match places {
        1 => "1 place was".to_owned(),
        many => format!("{many} places were"),
    }
}
