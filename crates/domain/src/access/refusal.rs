//! Keeps the words with which somebody is not let in, or not invited.
//!
//! Owns the word `Refusal` of access. It never says whether an address is known.

/// Says why nobody was let in, or nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No address.
    #[error("\"{0}\" is no e-mail address. Write it as name@school.org.uk.")]
    NotAnEmail(String),
    /// Too much was tried from one place.
    #[error(
        "Very many people tried to sign in from your network in the last hour. Wait a little and try again."
    )]
    NetworkBusy,
    /// The digits are not those that were sent.
    #[error("That is not the code of the newest message. Check its six digits.")]
    WrongCode,
    /// The digits are of no use any more.
    #[error(
        "This code opens nothing any more. Open the link of the message instead, or ask for a new message."
    )]
    CodeVoid,
    /// An address that several people read.
    #[error(
        "{0} looks like a mailbox that several people read. Give the name of the one person who will use it, or their own work address."
    )]
    RoleMailbox(String),
    /// A role that is not theirs to give.
    #[error(
        "A school invites its own mentors and supporting teachers. The partnership office invites everybody else."
    )]
    NotYoursToGive,
    /// Too many messages to one address.
    #[error("{0} was sent several messages in the last hour. Wait a little: one of them will do.")]
    WrittenOften(String),
    /// Somebody whose sign-in is not printed.
    #[error(
        "A code is printed for mentors and supporting teachers of the school alone. {0} does more here, and signs in by e-mail."
    )]
    DoesMore(String),
    /// No address to which a code could go.
    #[error(
        "We know no address of yours to which a code could go. Ask the partnership office to add one."
    )]
    NoAddress,
    /// A number that another record has.
    #[error(
        "Another record here has this TRN. Check the number. If it is right, leave it blank and go on: the partnership office has been told, and joins the two records if both are yours. Nothing is lost by that."
    )]
    TrnOfAnother,
    /// An address that several people read, for one person's own.
    #[error(
        "{0} looks like a mailbox that several people read. Add your own work address instead."
    )]
    SeveralRead(String),
    /// An address that another record has, whose owner has just shown that it is theirs.
    #[error(
        "Another record here has this address, so both seem to be yours. The partnership office has been told and can join the two; you need do nothing, and no hour is lost by it."
    )]
    AddressOfAnother,
    /// The last address.
    #[error("This is your only address here. Add another before you take it away.")]
    LastAddress,
    /// Somebody who may do more cannot be looked at so.
    #[error("{0} may do more than look: their pages are not shown to anybody else.")]
    NotToBeSeen(String),
    /// The address is another's.
    #[error("Somebody else here has the address {0}. Check it with them.")]
    AddressTaken(String),
    /// The answer of an identity provider that was taken before, is too old, or was never asked for.
    #[error("This answer was used already, or came too late. Start again.")]
    IdentityVoid,
    /// An identity provider that cannot be reached, or is not as the settings say.
    #[error("The other sign-in gives no answer just now. Sign in by e-mail.")]
    IdentitySilent,
    /// What an identity provider said is not to be believed, or it vouches for nobody.
    #[error("The other sign-in did not say who you are. Try again, or sign in by e-mail.")]
    IdentityUnbelieved,
    /// A sign-in elsewhere that is somebody else's here.
    #[error(
        "That sign-in is linked to somebody else here. If both are you, the partnership office joins the two records."
    )]
    IdentityOfAnother,
    /// A question to a passkey that was answered before, is too old, or was asked of somebody else.
    #[error("That took too long, or was used already. Press the button once more.")]
    PasskeyVoid,
    /// An answer that is not to be believed, or of a passkey that nobody has.
    #[error("That passkey opens nothing here. Use another one, or a code that we send by e-mail.")]
    PasskeyUnbelieved,
    /// A passkey that was not made as it has to be.
    #[error(
        "Your device did not make a passkey that we can use. Try once more, or on another device."
    )]
    PasskeyNotMade,
    /// A passkey that is known already.
    #[error("There is a passkey on this device already, and one is enough.")]
    PasskeyKnown,
    /// As many passkeys as somebody may have.
    #[error(
        "You have {0} passkeys, and that is the most. Remove one that you no longer use first."
    )]
    PasskeysMany(i64),
    /// A name that is too long for a line.
    #[error("Give the passkey a name of at most 60 letters.")]
    PasskeyNameLong,
    /// A place where browsers make no passkeys.
    #[error("Passkeys do not work at this address. Sign in by e-mail.")]
    PasskeysNotHere,

    // Guests.
    /// A role that no guest has.
    #[error("Choose whether this is an external examiner, an inspector or a partner reviewer.")]
    NotAGuest,
    /// A guest without a name.
    #[error(
        "Give the first and the last name of the guest: everybody in the sample can read who looked."
    )]
    GuestUnnamed,
    /// A guest without a purpose.
    #[error("Say what for, in a few words: the guest reads it, and so does whoever asks later.")]
    GuestWithoutPurpose,
    /// Days that cannot be.
    #[error("A guest reads from today or a later day, to a last day that does not come before it.")]
    GuestDays,
    /// More days than are allowed.
    #[error(
        "A guest reads for {0} days at most. Choose an earlier last day, and make another guest later if they come again."
    )]
    GuestTooLong(i32),
    /// Nothing in a sample.
    #[error("Choose at least one placement or one mentor: a guest reads nothing else.")]
    SampleEmpty,
    /// Too much in a sample.
    #[error("A sample holds {0} placements and mentors at most. Choose fewer.")]
    SampleTooLarge(i64),
    /// Something in a sample that is not the provider's.
    #[error("One of those is not with this partnership any more. Look at the list once more.")]
    SampleOutside,
    /// A guest whose time is over.
    #[error("This guest's time is over. Make a new guest if they are to read again.")]
    GuestOver,
    /// Somebody else changed the sample meanwhile.
    #[error(
        "Somebody changed this sample while you looked. This is how it stands now: change it once more."
    )]
    SampleMeanwhile,

    // Delegates.
    /// A role that decides nothing.
    #[error("This role decides nothing that somebody else could decide in your name.")]
    NothingToDecide,
    /// No reason.
    #[error("Say why, in a few words, such as “on leave”: the other reads it.")]
    DelegateWithoutWhy,
    /// Days that cannot be.
    #[error("Choose today or a later day, and a last day that does not come before it.")]
    DelegateDays,
    /// More days than are allowed.
    #[error(
        "Somebody decides in your name for {0} days at most. For longer, ask the partnership office to give them the role."
    )]
    DelegateTooLong(i32),
    /// Somebody who may not be named.
    #[error(
        "Choose somebody of your own school, or of the same office: nobody else can decide in your name."
    )]
    NotADelegate,
    /// It was ended before.
    #[error("This has ended already.")]
    DelegateOver,

    // Partners who deliver training.
    /// Nobody who could be recorded for.
    #[error(
        "No mentor of this partnership is found so. Check the number or the address: it is found only when the whole of it is right. The partnership office can help."
    )]
    UnknownMentor,
    /// Too many questions.
    #[error("You looked for very many people in this hour. Wait a little and go on then.")]
    LookedUpOften,

    /// More of something that costs much, or that tells much, than one person needs.
    #[error(
        "That is more than anybody needs by hand, so we wait a little with you. Try again in an hour."
    )]
    TooOften,
    /// More numbers than one person has.
    #[error(
        "You have tried several teacher reference numbers today. Leave it blank for now, or ask the partnership office."
    )]
    TooManyNumbers,
}
