//! Keeps what each deed lets one do, in a sentence, under which capability it stands, and of what sort it is.
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
}

impl Capability {
    /// Every capability that has deeds, in the order in which a page shows them.
    pub const ALL: [Capability; 11] = [
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
        }
    }

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
            | Deed::ReadRecorded => true,
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
            | Deed::LetGo => false,
        }
    }

    /// The deeds that judge the work of somebody in a school.
    ///
    /// # Rule
    /// Hours, dates and who mentors whom are facts: recording or mending them judges nobody, and
    /// nothing that can be done so far does. Whoever adds a review, a visit or a decision on a
    /// queried credit names it here, and lead mentors are kept from the school that employs them.
    pub const JUDGING: [Deed; 0] = [];

    /// The deeds that somebody who is away lets another decide in their name.
    ///
    /// # Rule
    /// One's word for somebody's address is one's own: nobody else gives it. Whoever adds a release or
    /// a decision names it here.
    pub const DELEGABLE: [Deed; 3] = [Deed::AssignMentor, Deed::ConfirmGate, Deed::NudgeMentors];

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
