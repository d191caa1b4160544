//! Keeps of what sort a deed is: a right, a reading, a judgement.
//!
//! Owns these sorts. It never says who may: the table does.

use super::Deed;

impl Deed {
    /// The deeds that are every person's right on what is held about them.
    pub const RIGHTS: [Deed; 2] = [Deed::ReadOwnRecord, Deed::AskErasure];

    /// Whether it is every person's right on what is held about them, whatever their roles.
    #[must_use]
    pub fn is_a_right(self) -> bool {
        Deed::RIGHTS.contains(&self)
    }

    /// Whether it only reads, so that a guest might have leave for it.
    #[must_use]
    pub fn only_reads(self) -> bool {
        match self {
            Deed::ReadPeople
            | Deed::ReadSchools
            | Deed::ReadImports
            | Deed::ReadBook
            | Deed::VerifyBook
            | Deed::ReadStanding
            | Deed::ReadStandings
            | Deed::ReadReadiness
            | Deed::ReadPolicy
            | Deed::PreviewPolicy
            | Deed::ReadPlacements
            | Deed::ReadPlacement
            | Deed::ReadPermissions
            | Deed::ReadOutbox
            | Deed::ReadOwnRecord
            | Deed::ReadAudit
            | Deed::ReadGuests
            | Deed::ReadSample
            | Deed::ReadDelegates
            | Deed::ReadRecorded
            | Deed::ReadSessions
            | Deed::ReadBookings => true,
            // Release.
            Deed::ReadCalendar
            | Deed::ReadReleases
            | Deed::ReadCoverNote
            | Deed::PrintRegister => true,
            Deed::ChangeCalendar | Deed::ReleaseMentor | Deed::SetRelease => false,
            // Registers.
            Deed::ReadRegister => true,
            Deed::KeepRegister | Deed::CloseRegister | Deed::CheckIn => false,
            // Messages and feedback.
            Deed::ReadInbox | Deed::ReadWritten | Deed::ReadFeedback => true,
            Deed::ImportSchools
            | Deed::ImportProviders
            | Deed::ImportProgramme
            | Deed::ImportPeople
            | Deed::ChangePerson
            | Deed::MergePeople
            | Deed::SaveView
            | Deed::SetSchoolArea
            | Deed::ImportAttendance
            | Deed::UndoImport
            | Deed::RecordEntry
            | Deed::CorrectEntry
            | Deed::StrikeOutWords
            | Deed::ConfirmHistory
            | Deed::NudgeMentors
            | Deed::SetPolicy
            | Deed::SetOwnPolicy
            | Deed::ImportTrainees
            | Deed::ImportPlacements
            | Deed::AssignMentor
            | Deed::ChangePlacement
            | Deed::ConfirmGate
            | Deed::EndSession
            | Deed::InvitePerson
            | Deed::TellWhoIAm
            | Deed::PrintSignIn
            | Deed::ChangeOwnAddress
            | Deed::VouchForAddress
            | Deed::ViewAs
            | Deed::ResendMessage
            | Deed::TryMail
            | Deed::LinkIdentity
            | Deed::UnlinkIdentity
            // Passkeys.
            | Deed::AddPasskey
            | Deed::NamePasskey
            | Deed::RemovePasskey
            | Deed::InviteGuest
            | Deed::ChangeGuest
            | Deed::NameDelegate
            | Deed::EndDelegate => false,
            // Being forgotten.
            | Deed::AskErasure
            | Deed::AnswerErasure
            | Deed::ErasePerson
            | Deed::LetGo
            // Sessions.
            | Deed::OfferSession
            | Deed::BookSession => false,
            // Messages and feedback.
            Deed::MarkNotice
            | Deed::ChooseMail
            | Deed::WriteToList
            | Deed::KeepTemplate
            | Deed::AnswerQuestions
            | Deed::FollowFeedback => false,
            // Messages that did not arrive.
            Deed::ResendToPeople => false,
            // Prior learning.
            Deed::ReadMap | Deed::ReadPriorLearning | Deed::ReadRequests => true,
            Deed::ChangeMap
            | Deed::ShareMap
            | Deed::TellPriorLearning
            | Deed::AskRecognition
            | Deed::AskIssuer
            | Deed::DecideRequest
            | Deed::WithdrawDecision
            | Deed::AdjustRequirement => false,
        }
    }

    /// The deeds that judge the work of somebody in a school.
    ///
    /// # Rule
    /// Hours, dates and who mentors whom are facts: recording or mending them judges nobody. Whoever
    /// adds a review, a visit or a decision on a queried credit names it here, and lead mentors are
    /// kept from the school that employs them.
    pub const JUDGING: [Deed; 2] = [Deed::AskIssuer, Deed::DecideRequest];

    /// The deeds that somebody who is away lets another decide in their name.
    ///
    /// # Rule
    /// One's word for somebody's address is one's own: nobody else gives it. Whoever adds a release or
    /// a decision names it here.
    pub const DELEGABLE: [Deed; 4] = [
        Deed::AssignMentor,
        Deed::ConfirmGate,
        Deed::NudgeMentors,
        Deed::ReleaseMentor,
    ];

    /// Whether a delegate may decide it in another's name.
    #[must_use]
    pub fn is_delegable(self) -> bool {
        Deed::DELEGABLE.contains(&self)
    }

    /// Whether it judges the work of somebody in a school.
    #[must_use]
    pub fn judges(self) -> bool {
        Deed::JUDGING.contains(&self)
    }
}
