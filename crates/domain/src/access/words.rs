//! Keeps what each deed lets one do, in a sentence, and under which capability it stands.
//!
//! Owns the word `Capability`. It never says who may: the table does. A deed that is not told here does not compile.

use super::Deed;

/// The parts of the house under which the table of deeds is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the names are the capabilities' own and stand in docs/words.md"
)]
pub enum Capability {
    Standing,
    Ledger,
    Placement,
    Person,
    Partnership,
    Programme,
    Policy,
    Insight,
    Audit,
    Access,
    Notice,
    Booking,
    Feedback,
    PriorLearning,
}

impl Capability {
    /// Every capability that has deeds, in the order in which a page shows them.
    pub const ALL: [Capability; 14] = [
        Capability::Standing,
        Capability::Ledger,
        Capability::Placement,
        Capability::Person,
        Capability::Partnership,
        Capability::Programme,
        Capability::Policy,
        Capability::Insight,
        Capability::Audit,
        Capability::Access,
        Capability::Notice,
        Capability::Booking,
        Capability::Feedback,
        Capability::PriorLearning,
    ];

    /// What a page calls it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Capability::Standing => "Hours and where a mentor stands",
            Capability::Ledger => "The record of minutes",
            Capability::Placement => "Placements and who mentors whom",
            Capability::Person => "People",
            Capability::Partnership => "Schools and providers",
            Capability::Programme => "Programmes of training",
            Capability::Policy => "The rules and their dates",
            Capability::Insight => "The partnership as a whole",
            Capability::Audit => "Files that came in, and what was done",
            Capability::Notice => "Messages that go out",
            Capability::Booking => "Sessions and who attends",
            Capability::Feedback => "What people say of sessions",
            Capability::PriorLearning => "Earlier training",
            Capability::Access => "Who gets in, and who sees what",
        }
    }
}

impl Deed {
    /// Under which capability it stands.
    #[must_use]
    pub fn capability(self) -> Capability {
        match self {
            Deed::ReadStanding
            | Deed::ReadStandings
            | Deed::ConfirmHistory
            | Deed::NudgeMentors => Capability::Standing,
            Deed::ImportAttendance
            | Deed::RecordEntry
            | Deed::CorrectEntry
            | Deed::StrikeOutWords
            | Deed::ReadBook
            | Deed::VerifyBook
            | Deed::ReadRecorded => Capability::Ledger,
            Deed::ImportTrainees
            | Deed::ImportPlacements
            | Deed::ReadPlacements
            | Deed::ReadPlacement
            | Deed::AssignMentor
            | Deed::ChangePlacement
            | Deed::ConfirmGate => Capability::Placement,
            Deed::ImportPeople
            | Deed::ReadPeople
            | Deed::ChangePerson
            | Deed::MergePeople
            | Deed::SaveView => Capability::Person,
            Deed::ImportSchools
            | Deed::ImportProviders
            | Deed::ReadSchools
            | Deed::SetSchoolArea => Capability::Partnership,
            Deed::ImportProgramme => Capability::Programme,
            Deed::ReadPolicy | Deed::PreviewPolicy | Deed::SetPolicy | Deed::SetOwnPolicy => {
                Capability::Policy
            }
            Deed::ReadReadiness => Capability::Insight,
            Deed::ReadImports | Deed::UndoImport | Deed::ReadAudit => Capability::Audit,
            Deed::ReadPermissions
            | Deed::ReadOwnRecord
            | Deed::EndSession
            | Deed::InvitePerson
            | Deed::TellWhoIAm
            | Deed::PrintSignIn
            | Deed::ChangeOwnAddress
            | Deed::VouchForAddress
            | Deed::ViewAs
            | Deed::LinkIdentity
            | Deed::UnlinkIdentity
            // Passkeys.
            | Deed::AddPasskey
            | Deed::NamePasskey
            | Deed::RemovePasskey
            | Deed::ReadGuests
            | Deed::InviteGuest
            | Deed::ChangeGuest
            | Deed::ReadSample
            | Deed::ReadDelegates
            | Deed::NameDelegate
            | Deed::EndDelegate => Capability::Access,
            // Being forgotten.
            | Deed::AskErasure
            | Deed::AnswerErasure
            | Deed::ErasePerson
            | Deed::LetGo => Capability::Access,
            Deed::ReadOutbox | Deed::ResendMessage | Deed::TryMail => Capability::Notice,
            // Sessions.
            Deed::OfferSession
            | Deed::ReadSessions
            | Deed::BookSession
            | Deed::ReadBookings => Capability::Booking,
            // Release.
            Deed::ReadCalendar
            | Deed::ChangeCalendar
            | Deed::ReadReleases
            | Deed::ReleaseMentor
            | Deed::SetRelease
            | Deed::ReadCoverNote
            | Deed::PrintRegister => Capability::Booking,
            // Registers.
            Deed::ReadRegister | Deed::KeepRegister | Deed::CloseRegister | Deed::CheckIn => {
                Capability::Booking
            }
            // Messages.
            Deed::ReadInbox
            | Deed::MarkNotice
            | Deed::ChooseMail
            | Deed::WriteToList
            | Deed::ReadWritten
            | Deed::KeepTemplate
            | Deed::ResendToPeople => Capability::Notice,
            // Feedback.
            Deed::AnswerQuestions | Deed::ReadFeedback | Deed::FollowFeedback => {
                Capability::Feedback
            }
            // Prior learning.
            Deed::ReadMap
            | Deed::ChangeMap
            | Deed::ShareMap
            | Deed::ReadPriorLearning
            | Deed::TellPriorLearning
            | Deed::AskRecognition
            | Deed::ReadRequests
            | Deed::AskIssuer
            | Deed::DecideRequest
            | Deed::WithdrawDecision
            | Deed::AdjustRequirement => Capability::PriorLearning,
        }
    }

    /// What it lets one do, in one sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Deed::ImportSchools => "Bring the national register of schools up to date.",
            Deed::ImportProviders => "Bring the list of accredited providers up to date.",
            Deed::ImportProgramme => "Take in a version of a training programme.",
            Deed::ImportPeople => "Take in a file of people and what they do.",
            Deed::ReadPeople => "Read who takes part in the partnership and what is kept of each.",
            Deed::ChangePerson => "Change somebody's name, addresses and roles.",
            Deed::MergePeople => "Join two records of one person, or say that they are two people.",
            Deed::SaveView => "Keep a list under a name of one's own.",
            Deed::ReadSchools => "Read a school's page: its mentors, placements and hours.",
            Deed::SetSchoolArea => "Say in which funding area a school lies.",
            Deed::ImportAttendance => "Take in a file of attendance.",
            Deed::ReadImports => "Read which files came in and what each changed.",
            Deed::UndoImport => "Take back everything that a file brought.",
            Deed::RecordEntry => "Record hours of a mentor by hand.",
            Deed::CorrectEntry => "Correct recorded hours; the old line stays readable.",
            Deed::StrikeOutWords => "Strike out the free words beside recorded hours.",
            Deed::ReadBook => "Read every recorded line of a mentor.",
            Deed::VerifyBook => "Check that nobody has altered the record of minutes.",
            Deed::ReadStanding => "Read one mentor's hours and what is still to do.",
            Deed::ReadStandings => "Read the hours of several mentors in one list.",
            Deed::ReadReadiness => "Read how ready the partnership is as a whole.",
            Deed::ReadPolicy => "Read the rules, their dates and their sources.",
            Deed::PreviewPolicy => "See whom a change of a rule would touch, before it is made.",
            Deed::ConfirmHistory => "Say whether the hours brought in for oneself are right.",
            Deed::NudgeMentors => "Write to mentors whose hours are overdue.",
            Deed::SetPolicy => "Set a rule for everybody on this installation.",
            Deed::SetOwnPolicy => "Set what a provider may choose for itself.",
            Deed::ImportTrainees => "Take in the register of student teachers.",
            Deed::ImportPlacements => "Take in a file of who mentors whom.",
            Deed::ReadPlacements => "Read the placements of several student teachers in one list.",
            Deed::ReadPlacement => "Read one placement: where, when, and with whom.",
            Deed::AssignMentor => "Name, replace or end a mentor of a placement.",
            Deed::ChangePlacement => "Change a placement's days, block or lead mentor.",
            Deed::ConfirmGate => "Record that suitability checks were confirmed, and when.",
            Deed::InvitePerson => "Invite somebody by e-mail, with a role.",
            Deed::TellWhoIAm => "Say who one is: name, number and what one teaches.",
            Deed::PrintSignIn => "Print a code by which a colleague signs in once.",
            Deed::ChangeOwnAddress => "Add an address of one's own, or take one away.",
            Deed::VouchForAddress => {
                "Give one's word for the new address of somebody whose old one is dead."
            }
            Deed::ViewAs => "Look at pages as somebody sees them, changing nothing; they are told.",
            Deed::ReadOutbox => "Read how outgoing messages fare, without their words.",
            Deed::ResendMessage => "Have a message sent again that was given up or waits.",
            Deed::TryMail => "Send a message that tries whether mail arrives.",
            Deed::LinkIdentity => "Link a sign-in elsewhere to oneself.",
            Deed::UnlinkIdentity => "Take the link to a sign-in elsewhere away.",
            // Passkeys.
            Deed::AddPasskey => "Add a passkey of one’s own.",
            Deed::NamePasskey => "Call a passkey of one’s own otherwise.",
            Deed::RemovePasskey => "Take a passkey of one’s own away.",
            Deed::EndSession => "See where somebody is signed in, and end it.",
            Deed::ReadPermissions => "Read this table.",
            Deed::ReadOwnRecord => {
                "Read and take away everything held about oneself, and see who has looked."
            }
            Deed::ReadAudit => "Read who did what, and who opened whose record.",
            Deed::ReadGuests => "Read which guests there are and were, and what each opened.",
            Deed::InviteGuest => "Let a guest read a sample of people and placements for a time.",
            Deed::ChangeGuest => "Change what a guest may read, or end it.",
            Deed::ReadSample => "Read what one was given as a guest, and what one has opened.",
            Deed::ReadDelegates => "Read who decides in one's name, and in whose name one decides.",
            Deed::NameDelegate => "Name who decides in one's name while one is away.",
            Deed::EndDelegate => {
                "End that somebody decides in one's name, or oneself in another's."
            }
            Deed::ReadRecorded => "Read which hours one has recorded oneself.",
            // Being forgotten.
            Deed::AskErasure => "Ask to be erased, or take that back.",
            Deed::AnswerErasure => {
                "Say whether something stands against erasing somebody who asks."
            }
            Deed::ErasePerson => {
                "Erase somebody who asked for it: the name goes, minutes and sums stay."
            }
            Deed::LetGo => "Let go of what has been kept for as long as the rules say.",
            // Sessions.
            Deed::OfferSession => "Offer a session, change it, move it or call it off.",
            Deed::ReadSessions => "Read which sessions are offered.",
            Deed::BookSession => "Book a place in a session, or give one up.",
            Deed::ReadBookings => "Read who holds a place in a session and who waits.",
            // Release.
            Deed::ReadCalendar => "Take one's own sessions into a calendar.",
            Deed::ChangeCalendar => {
                "Make or withdraw a private address of one's calendar, and say on which days one works."
            }
            Deed::ReadReleases => {
                "Read which bookings of a school's teachers wait for its release."
            }
            Deed::ReleaseMentor => "Release a teacher for a session, or say why not.",
            Deed::SetRelease => {
                "Say for a school what holds without asking: permission, cost of cover, holidays."
            }
            Deed::ReadCoverNote => "Read what a session means for a school in cover and grant.",
            Deed::PrintRegister => "Print the register of a session.",
            // Registers.
            Deed::ReadRegister => "Read the register of a session: who was there, and who was not.",
            Deed::KeepRegister => "Mark in the register of a session who was there.",
            Deed::CloseRegister => {
                "Close the register of a session, which grants the minutes, or open it again."
            }
            Deed::CheckIn => "Check in at a session by the code on its screen.",
            // Messages.
            Deed::ReadInbox => "Read what one is told.",
            Deed::MarkNotice => "Mark what one is told as read or unread, or press its button.",
            Deed::ChooseMail => "Choose which mail one gets, and when.",
            Deed::WriteToList => "Write to those whom a list of mentors shows.",
            Deed::ReadWritten => "Read what was written to a list, and who has read it.",
            Deed::KeepTemplate => "Keep words that are written again.",
            // Feedback.
            Deed::AnswerQuestions => "Answer two questions about a session that one attended.",
            Deed::ReadFeedback => "Read what was answered about a session, without names.",
            Deed::FollowFeedback => "Collect themes of answers, and tell what was done about them.",
            // Messages that did not arrive.
            Deed::ResendToPeople => {
                "Have a message sent again that did not reach somebody of the partnership."
            }
            // Prior learning.
            Deed::ReadMap => {
                "Read which sessions of partner institutions stand for which components."
            }
            Deed::ChangeMap => "Take in what institutions have agreed on each other's sessions.",
            Deed::ShareMap => {
                "Share a map of agreements with other providers, and change what is shared."
            }
            Deed::ReadPriorLearning => "Read what one has told of one's earlier training.",
            Deed::TellPriorLearning => {
                "Tell what earlier training one brings, and what would help."
            }
            Deed::AskRecognition => {
                "Ask that earlier training counts, answer a question about it, or ask for a second look."
            }
            Deed::ReadRequests => "Read which mentors ask that earlier training counts.",
            Deed::AskIssuer => "Ask the institution that gave earlier training about it.",
            Deed::DecideRequest => "Decide whether a mentor's earlier training counts.",
            Deed::WithdrawDecision => "Withdraw a decision on earlier training.",
            Deed::AdjustRequirement => {
                "Decide that one mentor is asked less than everybody, or take that back."
            }
        }
    }
}
