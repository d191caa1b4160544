//! Keeps the words with which earlier training, or a decision on it, is refused.
//!
//! Owns the word `Refusal`. It never decides.

use jiff::civil::Date;

use crate::{Minutes, calendar::told};

/// Says why earlier training is not kept, asked about or decided on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A blank that must not be.
    #[error("Tell {0}.")]
    Missing(&'static str),
    /// Too many letters.
    #[error("Tell {0} in at most {1} letters.")]
    TooLong(&'static str, usize),
    /// Not yet.
    #[error("{} has not come yet. Give the day on which the training ended.", told(*.0))]
    NotYetHeld(Date),
    /// Before anyone kept such records.
    #[error("{} is too long ago to be right. Check the year.", told(*.0))]
    TooLongAgo(Date),
    /// No length that an item can have.
    #[error("Give its length in hours and minutes: more than nothing, at most {0}.")]
    Length(Minutes),
    /// More than the item itself.
    #[error("The item is {0} long; at most that much of it can be asked for.")]
    MoreThanTheItem(Minutes),
    /// Rule 9.
    #[error(
        "“{0}” is about this provider’s own course: training done elsewhere cannot stand in for it."
    )]
    LocalComponent(String),
    /// Nothing is left of the component.
    #[error("Nothing is left to do of “{0}”, so nothing can be recognised for it.")]
    NothingLeft(String),
    /// A request that is not open.
    #[error(
        "This request is closed. It can be appealed against or withdrawn, and not decided again."
    )]
    Closed,
    /// Nobody decides on their own.
    #[error("Nobody decides on their own training. Somebody else has to look at it.")]
    OwnRequest,
    /// A reviewer who is close to the item.
    #[error("You gave this training, or have vouched for it. Somebody else has to decide.")]
    GaveIt,
    /// The second look is somebody else's.
    #[error("You decided this the first time. An appeal goes to a second person.")]
    DecidedBefore,
    /// Minutes that part of a request cannot have.
    #[error("In part means more than nothing and less than the {0} asked for.")]
    NoPart(Minutes),
    /// A reason without words.
    #[error("Say in a sentence why, so that the mentor understands it.")]
    NoWords,
    /// An expiry that has passed.
    #[error("{} is before the day of the decision; give a later last day, or none.", told(*.0))]
    EndsBefore(Date),
    /// Whom the provider does not let decide.
    #[error("{0} has not named your role among those who decide on earlier training.")]
    NotAReviewer(String),
    /// The same asked twice.
    #[error("You have asked for this already. See the request for where it stands.")]
    AskedAlready,
    /// Somebody was quicker.
    #[error("Somebody changed this since you opened it. Read it again before you go on.")]
    ChangedMeanwhile,
    /// A file without a byte.
    #[error("The file is empty. Choose it again, or take the photograph again.")]
    EmptyFile,
    /// A file of too many bytes.
    #[error(
        "The file is larger than {0} MB. Take the photograph at a lower resolution, or save it as PDF."
    )]
    LargeFile(i64),
    /// As many as may be.
    #[error("{0} files are here already. Take one away first.")]
    TooManyFiles(usize),
    /// As many as one person may have in all.
    #[error(
        "You have {0} files here already, for all that you bring with you. Take some away first."
    )]
    TooManyInAll(usize),
    /// A file on its way.
    #[error("The file has not come to its end yet. Send the rest first.")]
    NotAllHere,
    /// An item about which something was asked.
    #[error("A provider was asked about this. Take the request back first.")]
    HasRequests,
    /// A mentor who would vouch for themself.
    #[error("That is the mentor’s own address. Ask somebody at the institution.")]
    AsksTheMentor,
    /// A reviewer who would vouch for what they decide on.
    #[error("That is your own address. Ask somebody at the institution.")]
    AsksThemself,
    /// The same issuer twice.
    #[error("{0} was asked about this, and has not answered yet.")]
    IssuerAsked(String),
    /// The issuer has no record of it, or corrected it.
    #[error(
        "Whoever gave “{0}” says otherwise, so it is not accepted in a batch. Open it and decide on it alone."
    )]
    IssuerContradicts(String),
    /// An enquiry that was answered, taken back, or has lapsed.
    #[error("This question is closed: it was answered, or its time is over.")]
    EnquiryClosed,
    /// A correction that says the same.
    #[error("That is what it says already. If it is right, choose that it is.")]
    NothingCorrected,
    /// A reason that is not in the list.
    #[error("Choose a reason from the list.")]
    NoReason,
    /// Nothing to appeal against or to answer.
    #[error("This request has moved on: there is nothing to send here any more.")]
    MovedOn,
    /// A component that the provider does not have.
    #[error("Choose what it matches from the list.")]
    NoComponent,
    /// A provider that is in the group, or was asked into it.
    #[error("{0} belongs to this group already, or was asked and has not answered.")]
    BelongsAlready(String),
    /// A provider that does not share the map.
    #[error("{0} is not a member of this group.")]
    NoMember(String),
    /// An invitation that was answered or never given.
    #[error("Nobody waits for this answer any more.")]
    NotAsked,
    /// A local component.
    #[error("“{0}” is about your own course: nothing from elsewhere can stand in for it.")]
    NotPortable(String),
}
