//! Keeps the table of deeds against roles: the code runs it, the tests try it, a page shows it.
//!
//! Owns the words `Deed` and `Reach`. It never asks who is asking.

use crate::person::Role::{
    self, BusinessManager, DeliveryPartner, ExternalExaminer, GeneralMentor, HeadOfIte,
    Headteacher, Inspector, LeadMentor, PartnerReviewer, PartnershipOfficer, ProfessionalMentor,
    ProgrammeLead, StudentTeacher, SupportAdministrator,
};

/// Something that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Reads the school register into the database.
    ImportSchools,
    /// Reads the list of providers into the database.
    ImportProviders,
    /// Takes in a version of a programme.
    ImportProgramme,
    /// Takes in people and their memberships.
    ImportPeople,
    /// Reads the people of a partnership, with what is kept of each.
    ReadPeople,
    /// Changes what is kept of a person, and what they are.
    ChangePerson,
    /// Joins two records of one person, or tells two people apart.
    MergePeople,
    /// Keeps the address of a list under a name of one's own.
    SaveView,
    /// Reads the schools of a partnership.
    ReadSchools,
    /// Says in which funding area a school lies of which no register tells it.
    SetSchoolArea,
    /// Takes in attendance.
    ImportAttendance,
    /// Reads past imports with what each changed.
    ReadImports,
    /// Takes back a whole import.
    UndoImport,
    /// Records one entry by hand.
    RecordEntry,
    /// Replaces an entry by another.
    CorrectEntry,
    /// Strikes out the free text beside an entry.
    StrikeOutWords,
    /// Reads the entries of a provider's book.
    ReadBook,
    /// Walks a provider's book.
    VerifyBook,
    /// Reads one mentor's standing with its entries.
    ReadStanding,
    /// Reads the standings of all mentors of a provider or a school.
    ReadStandings,
    /// Reads how ready a partnership is as a whole.
    ReadReadiness,
    /// Reads the dated values in force.
    ReadPolicy,
    /// Sees whom a dated value touches, and how.
    PreviewPolicy,
    /// Confirms or questions the record that was brought in for oneself.
    ConfirmHistory,
    /// Writes to mentors who are overdue, and notes it.
    NudgeMentors,
    /// Sets a dated value for everybody here.
    SetPolicy,
    /// Sets a dated value for one provider, of what a provider may choose.
    SetOwnPolicy,
    /// Takes in the register's list of trainees.
    ImportTrainees,
    /// Takes in who mentors whom.
    ImportPlacements,
    /// Reads the placements of a provider or of a school.
    ReadPlacements,
    /// Reads one placement with everyone who has a part in it.
    ReadPlacement,
    /// Names, replaces or ends a mentor of a placement.
    AssignMentor,
    /// Changes the days, the stage, the block or the lead mentor of a placement.
    ChangePlacement,
    /// Records that the provider has confirmed its suitability checks.
    ConfirmGate,

    // Signing in.
    /// Sees where somebody is signed in, and ends it.
    EndSession,
    /// Reads who may do what.
    ReadPermissions,
    /// Invites somebody by e-mail, with a role.
    InvitePerson,
    /// Says who one is: name, number, what one teaches.
    TellWhoIAm,
    /// Prints a code by which a colleague signs in once.
    PrintSignIn,

    // Outgoing mail.
    /// Reads how outgoing messages fare, without their words.
    ReadOutbox,
    /// Has a message sent again that was given up or waits.
    ResendMessage,
    /// Sends a message that tries whether mail arrives.
    TryMail,
    /// Adds an address of one's own, or takes one away.
    ChangeOwnAddress,
    /// Gives one's word for the new address of somebody whose old one is dead.
    VouchForAddress,
    /// Looks at pages as somebody sees them, and changes nothing.
    ViewAs,
    /// Reads everything that is held about oneself, and who has looked.
    ReadOwnRecord,
    /// Reads what was done with a provider, and who has read what.
    ReadAudit,

    // Signing in elsewhere.
    /// Links a sign-in elsewhere to oneself.
    LinkIdentity,
    /// Takes the link to a sign-in elsewhere away.
    UnlinkIdentity,

    // Passkeys.
    /// Adds a passkey of one's own.
    AddPasskey,
    /// Calls a passkey of one's own otherwise.
    NamePasskey,
    /// Takes a passkey of one's own away.
    RemovePasskey,
    // Guests, and partners who deliver training.
    /// Reads which guests there are and were, and what each opened.
    ReadGuests,
    /// Lets a guest read a sample for a time.
    InviteGuest,
    /// Changes what a guest may read, or ends it.
    ChangeGuest,
    /// Reads what one was given to read as a guest, and what one has opened.
    ReadSample,
    /// Reads which hours one has recorded oneself.
    ReadRecorded,

    // Delegates.
    /// Reads who decides in one's name, and in whose name one decides.
    ReadDelegates,
    /// Names who decides in one's name while one is away.
    NameDelegate,
    /// Ends that somebody decides in one's name, or oneself in another's.
    EndDelegate,
    // Being forgotten.
    /// Asks to be erased, or takes that back.
    AskErasure,
    /// Says for a provider whether something stands against an erasure.
    AnswerErasure,
    /// Replaces somebody's record by that of an erased person.
    ErasePerson,
    /// Lets go of what has been kept for as long as the rules say.
    LetGo,

    // Sessions.
    /// Offers a session, changes it, moves it or calls it off.
    OfferSession,
    /// Reads which sessions are offered.
    ReadSessions,
    /// Books a place, takes one that is offered, or gives one up.
    BookSession,
    /// Reads who holds a place and who waits.
    ReadBookings,
    // Release.
    /// Reads one's own sessions as a calendar, and what is kept of it.
    ReadCalendar,
    /// Makes or withdraws the private address of one's calendar, and says on which days one works.
    ChangeCalendar,
    /// Reads which bookings wait for a school, and what it says once and for all.
    ReadReleases,
    /// Answers for a school whether a teacher may go to a session.
    ReleaseMentor,
    /// Says for a school what holds without asking: permission, the cost of cover, holidays.
    SetRelease,
    /// Reads what a session means for a school.
    ReadCoverNote,
    /// Prints the register of a session.
    PrintRegister,
    // Registers.
    /// Reads the register of a session, with who has what mark.
    ReadRegister,
    /// Marks in a register who was there.
    KeepRegister,
    /// Closes a register, which grants the minutes, or opens it again.
    CloseRegister,
    /// Checks in at a session by the code on its screen.
    CheckIn,
    // Messages.
    /// Reads what one is told.
    ReadInbox,
    /// Marks what one is told as read or unread, or presses its button.
    MarkNotice,
    /// Chooses which mail one gets, and when.
    ChooseMail,
    /// Writes to those whom a list shows.
    WriteToList,
    /// Reads what was written to many, and who has read it.
    ReadWritten,
    /// Keeps words that are written again.
    KeepTemplate,

    // Feedback.
    /// Answers two questions about a session.
    AnswerQuestions,
    /// Reads what was answered about a session, without names.
    ReadFeedback,
    /// Collects themes of answers, and tells what was done about them.
    FollowFeedback,
    // Messages that did not arrive.
    /// Have a message sent again that did not reach somebody of the partnership.
    ResendToPeople,

    // Prior learning.
    /// Reads which sessions elsewhere stand for which components.
    ReadMap,
    /// Takes in what institutions have agreed.
    ChangeMap,
    /// Shares a map with other providers, and changes what is shared.
    ShareMap,
    /// Reads what somebody has told of their earlier training.
    ReadPriorLearning,
    /// Tells what earlier training somebody brings.
    TellPriorLearning,
    /// Asks that earlier training counts, answers a question about it, or asks for a second look.
    AskRecognition,
    /// Reads which mentors ask that earlier training counts.
    ReadRequests,
    /// Asks the institution that gave earlier training about it.
    AskIssuer,
    /// Decides whether earlier training counts.
    DecideRequest,
    /// Withdraws such a decision.
    WithdrawDecision,
    /// Decides that one mentor is asked less than everybody, or takes that back.
    AdjustRequirement,
}

impl Deed {
    /// Every deed with the code used in the audit trail.
    pub const ALL: [(Deed, &'static str); 100] = [
        (Deed::ImportSchools, "import_schools"),
        (Deed::ImportProviders, "import_providers"),
        (Deed::ImportProgramme, "import_programme"),
        (Deed::ImportPeople, "import_people"),
        (Deed::ReadPeople, "read_people"),
        (Deed::ChangePerson, "change_person"),
        (Deed::MergePeople, "merge_people"),
        (Deed::SaveView, "save_view"),
        (Deed::ReadSchools, "read_schools"),
        (Deed::SetSchoolArea, "set_school_area"),
        (Deed::ImportAttendance, "import_attendance"),
        (Deed::ReadImports, "read_imports"),
        (Deed::UndoImport, "undo_import"),
        (Deed::RecordEntry, "record_entry"),
        (Deed::CorrectEntry, "correct_entry"),
        (Deed::StrikeOutWords, "strike_out_words"),
        (Deed::ReadBook, "read_book"),
        (Deed::VerifyBook, "verify_book"),
        (Deed::ReadStanding, "read_standing"),
        (Deed::ReadStandings, "read_standings"),
        (Deed::ReadReadiness, "read_readiness"),
        (Deed::ReadPolicy, "read_policy"),
        (Deed::PreviewPolicy, "preview_policy"),
        (Deed::ConfirmHistory, "confirm_history"),
        (Deed::NudgeMentors, "nudge_mentors"),
        (Deed::SetPolicy, "set_policy"),
        (Deed::SetOwnPolicy, "set_own_policy"),
        (Deed::ImportTrainees, "import_trainees"),
        (Deed::ImportPlacements, "import_placements"),
        (Deed::ReadPlacements, "read_placements"),
        (Deed::ReadPlacement, "read_placement"),
        (Deed::AssignMentor, "assign_mentor"),
        (Deed::ChangePlacement, "change_placement"),
        (Deed::ConfirmGate, "confirm_gate"),
        // Signing in.
        (Deed::EndSession, "end_session"),
        (Deed::ReadPermissions, "read_permissions"),
        (Deed::InvitePerson, "invite_person"),
        (Deed::TellWhoIAm, "tell_who_i_am"),
        (Deed::PrintSignIn, "print_sign_in"),
        (Deed::ReadOutbox, "read_outbox"),
        (Deed::ResendMessage, "resend_message"),
        (Deed::TryMail, "try_mail"),
        (Deed::ChangeOwnAddress, "change_own_address"),
        (Deed::VouchForAddress, "vouch_for_address"),
        (Deed::ViewAs, "view_as"),
        (Deed::ReadOwnRecord, "read_own_record"),
        (Deed::ReadAudit, "read_audit"),
        (Deed::LinkIdentity, "link_identity"),
        (Deed::UnlinkIdentity, "unlink_identity"),
        // Passkeys.
        (Deed::AddPasskey, "add_passkey"),
        (Deed::NamePasskey, "name_passkey"),
        (Deed::RemovePasskey, "remove_passkey"),
        // Guests, and partners who deliver training.
        (Deed::ReadGuests, "read_guests"),
        (Deed::InviteGuest, "invite_guest"),
        (Deed::ChangeGuest, "change_guest"),
        (Deed::ReadSample, "read_sample"),
        (Deed::ReadRecorded, "read_recorded"),
        // Delegates.
        (Deed::ReadDelegates, "read_delegates"),
        (Deed::NameDelegate, "name_delegate"),
        (Deed::EndDelegate, "end_delegate"),
        // Being forgotten.
        (Deed::AskErasure, "ask_erasure"),
        (Deed::AnswerErasure, "answer_erasure"),
        (Deed::ErasePerson, "erase_person"),
        (Deed::LetGo, "let_go"),
        // Sessions.
        (Deed::OfferSession, "offer_session"),
        (Deed::ReadSessions, "read_sessions"),
        (Deed::BookSession, "book_session"),
        (Deed::ReadBookings, "read_bookings"),
        // Release.
        (Deed::ReadCalendar, "read_calendar"),
        (Deed::ChangeCalendar, "change_calendar"),
        (Deed::ReadReleases, "read_releases"),
        (Deed::ReleaseMentor, "release_mentor"),
        (Deed::SetRelease, "set_release"),
        (Deed::ReadCoverNote, "read_cover_note"),
        (Deed::PrintRegister, "print_register"),
        // Registers.
        (Deed::ReadRegister, "read_register"),
        (Deed::KeepRegister, "keep_register"),
        (Deed::CloseRegister, "close_register"),
        (Deed::CheckIn, "check_in"),
        // Messages.
        (Deed::ReadInbox, "read_inbox"),
        (Deed::MarkNotice, "mark_notice"),
        (Deed::ChooseMail, "choose_mail"),
        (Deed::WriteToList, "write_to_list"),
        (Deed::ReadWritten, "read_written"),
        (Deed::KeepTemplate, "keep_template"),
        // Feedback.
        (Deed::AnswerQuestions, "answer_questions"),
        (Deed::ReadFeedback, "read_feedback"),
        (Deed::FollowFeedback, "follow_feedback"),
        // Messages that did not arrive.
        (Deed::ResendToPeople, "resend_to_people"),
        // Prior learning.
        (Deed::ReadMap, "read_map"),
        (Deed::ChangeMap, "change_map"),
        (Deed::ShareMap, "share_map"),
        (Deed::ReadPriorLearning, "read_prior_learning"),
        (Deed::TellPriorLearning, "tell_prior_learning"),
        (Deed::AskRecognition, "ask_recognition"),
        (Deed::ReadRequests, "read_requests"),
        (Deed::AskIssuer, "ask_issuer"),
        (Deed::DecideRequest, "decide_request"),
        (Deed::WithdrawDecision, "withdraw_decision"),
        (Deed::AdjustRequirement, "adjust_requirement"),
    ];

    /// The code used in the audit trail.
    #[must_use]
    pub fn code(self) -> &'static str {
        Deed::ALL
            .iter()
            .find(|(deed, _)| *deed == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Deed> {
        Deed::ALL
            .into_iter()
            .find(|(_, known)| *known == code)
            .map(|(deed, _)| deed)
    }
}

/// How far a role's leave goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nowhere.
    Nothing,
    /// To what is the actor's own.
    Own,
    /// To the one placement that the membership names.
    Placement,
    /// To the actor's school, with the provider of the membership.
    School,
    /// To every school of the trust that the membership names, with its provider.
    Trust,
    /// To the people and placements of the sample that the membership names.
    Sample,
    /// To everything of the provider of the membership.
    Provider,
    /// To what belongs to nobody's partnership, such as the national rules.
    Everywhere,
}

const OFFICE: (Role, Reach) = (PartnershipOfficer, Reach::Provider);
const ADMINISTRATOR: [(Role, Reach); 1] = [(SupportAdministrator, Reach::Everywhere)];
const LEADS: [(Role, Reach); 2] = [
    (ProgrammeLead, Reach::Provider),
    (HeadOfIte, Reach::Provider),
];
const GUESTS: [(Role, Reach); 3] = [
    (ExternalExaminer, Reach::Sample),
    (Inspector, Reach::Sample),
    (PartnerReviewer, Reach::Sample),
];
/// The rules are nobody's secret.
const EVERYBODY: [(Role, Reach); Role::ALL.len()] = everybody(Reach::Everywhere);
const fn everybody(reach: Reach) -> [(Role, Reach); Role::ALL.len()] {
    let mut all = [(GeneralMentor, reach); Role::ALL.len()];
    let mut at = 0;
    while at < all.len() {
        all[at].0 = Role::ALL[at];
        at += 1;
    }
    all
}

/// What is everyone's own and nobody else's.
const EVERYBODYS_OWN: [(Role, Reach); Role::ALL.len()] = everybody(Reach::Own);

/// What is everyone's own, and an administrator's to mend.
const OWN_OR_ADMINISTERED: [(Role, Reach); Role::ALL.len()] = {
    let mut all = everybody(Reach::Own);
    let mut at = 0;
    while at < all.len() {
        if matches!(all[at].0, SupportAdministrator) {
            all[at].1 = Reach::Everywhere;
        }
        at += 1;
    }
    all
};

/// What belongs to whoever holds a session, and to the office of the provider that offers it.
const HOSTED_OR_OFFICE: [(Role, Reach); Role::ALL.len()] = {
    let mut all = everybody(Reach::Own);
    let mut at = 0;
    while at < all.len() {
        if matches!(all[at].0, PartnershipOfficer) {
            all[at].1 = Reach::Provider;
        }
        at += 1;
    }
    all
};

/// Deeds against roles. A role that is not named may not.
///
/// The register of schools and the list of providers belong to nobody's partnership: only the
/// operator touches them. National rules do too: a support administrator may set them.
pub const TABLE: &[(Deed, &[(Role, Reach)])] = &[
    (Deed::ImportSchools, &[]),
    (Deed::ImportProviders, &[]),
    (Deed::ImportProgramme, &[(ProgrammeLead, Reach::Provider)]),
    (Deed::ImportPeople, &[OFFICE]),
    (
        Deed::ReadPeople,
        &[(LeadMentor, Reach::Provider), OFFICE, LEADS[0], LEADS[1]],
    ),
    (Deed::ChangePerson, &[OFFICE]),
    (Deed::MergePeople, &[OFFICE]),
    (
        Deed::SaveView,
        &[(LeadMentor, Reach::Provider), OFFICE, LEADS[0], LEADS[1]],
    ),
    (
        Deed::ReadSchools,
        &[
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
            (BusinessManager, Reach::School),
            (Role::Trust, Reach::Trust),
            (LeadMentor, Reach::Provider),
            OFFICE,
            LEADS[0],
            LEADS[1],
        ],
    ),
    (Deed::SetSchoolArea, &[OFFICE]),
    (Deed::ImportAttendance, &[OFFICE]),
    (Deed::ReadImports, &[OFFICE]),
    (Deed::UndoImport, &[OFFICE]),
    (
        Deed::RecordEntry,
        &[OFFICE, (DeliveryPartner, Reach::Provider)],
    ),
    (Deed::CorrectEntry, &[OFFICE]),
    (Deed::StrikeOutWords, &[OFFICE]),
    (Deed::ReadBook, &[OFFICE, LEADS[0], LEADS[1]]),
    (Deed::VerifyBook, &[OFFICE, LEADS[0], LEADS[1]]),
    (
        Deed::ReadStanding,
        &[
            (GeneralMentor, Reach::Own),
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
            (BusinessManager, Reach::School),
            (Role::Trust, Reach::Trust),
            (LeadMentor, Reach::Provider),
            OFFICE,
            LEADS[0],
            LEADS[1],
            GUESTS[0],
            GUESTS[1],
            GUESTS[2],
        ],
    ),
    (
        Deed::ReadStandings,
        &[
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
            (BusinessManager, Reach::School),
            (Role::Trust, Reach::Trust),
            (LeadMentor, Reach::Provider),
            OFFICE,
            LEADS[0],
            LEADS[1],
        ],
    ),
    (Deed::ReadReadiness, &[OFFICE, LEADS[0], LEADS[1]]),
    (Deed::ReadPolicy, &EVERYBODY),
    (
        Deed::PreviewPolicy,
        &[
            (LeadMentor, Reach::Provider),
            OFFICE,
            LEADS[0],
            LEADS[1],
            (SupportAdministrator, Reach::Everywhere),
        ],
    ),
    (Deed::ConfirmHistory, &[(GeneralMentor, Reach::Own)]),
    (
        Deed::NudgeMentors,
        &[
            (ProfessionalMentor, Reach::School),
            (LeadMentor, Reach::Provider),
            OFFICE,
        ],
    ),
    (
        Deed::SetPolicy,
        &[(SupportAdministrator, Reach::Everywhere)],
    ),
    (
        Deed::SetOwnPolicy,
        &[
            LEADS[0],
            LEADS[1],
            (SupportAdministrator, Reach::Everywhere),
        ],
    ),
    (Deed::ImportTrainees, &[OFFICE]),
    (Deed::ImportPlacements, &[OFFICE]),
    (
        Deed::ReadPlacements,
        &[
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
            (BusinessManager, Reach::School),
            (Role::Trust, Reach::Trust),
            (LeadMentor, Reach::Provider),
            OFFICE,
            LEADS[0],
            LEADS[1],
        ],
    ),
    (
        Deed::ReadPlacement,
        &[
            (GeneralMentor, Reach::Own),
            (StudentTeacher, Reach::Own),
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
            (BusinessManager, Reach::School),
            (Role::Trust, Reach::Trust),
            (LeadMentor, Reach::Provider),
            OFFICE,
            LEADS[0],
            LEADS[1],
            GUESTS[0],
            GUESTS[1],
            GUESTS[2],
        ],
    ),
    (
        Deed::AssignMentor,
        &[(ProfessionalMentor, Reach::School), OFFICE],
    ),
    (Deed::ChangePlacement, &[OFFICE]),
    (Deed::ConfirmGate, &[OFFICE]),
    // Signing in.
    (Deed::EndSession, &OWN_OR_ADMINISTERED),
    (Deed::ReadPermissions, &EVERYBODY),
    (
        Deed::InvitePerson,
        &[
            (ProfessionalMentor, Reach::School),
            OFFICE,
            LEADS[0],
            LEADS[1],
        ],
    ),
    (Deed::TellWhoIAm, &EVERYBODYS_OWN),
    (
        Deed::PrintSignIn,
        &[(ProfessionalMentor, Reach::School), OFFICE],
    ),
    // Outgoing mail.
    (Deed::ReadOutbox, &ADMINISTRATOR),
    (Deed::ResendMessage, &ADMINISTRATOR),
    (Deed::TryMail, &ADMINISTRATOR),
    (Deed::ChangeOwnAddress, &EVERYBODYS_OWN),
    (
        Deed::VouchForAddress,
        &[
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
            (LeadMentor, Reach::Provider),
            OFFICE,
            LEADS[0],
            LEADS[1],
        ],
    ),
    (Deed::ViewAs, &[(SupportAdministrator, Reach::Everywhere)]),
    (Deed::ReadOwnRecord, &EVERYBODYS_OWN),
    (Deed::ReadAudit, &[OFFICE, LEADS[0], LEADS[1]]),
    // Signing in elsewhere.
    (Deed::LinkIdentity, &EVERYBODYS_OWN),
    (Deed::UnlinkIdentity, &EVERYBODYS_OWN),
    // Passkeys.
    (Deed::AddPasskey, &EVERYBODYS_OWN),
    (Deed::NamePasskey, &EVERYBODYS_OWN),
    (Deed::RemovePasskey, &EVERYBODYS_OWN),
    // Guests, and partners who deliver training.
    (Deed::ReadGuests, &[OFFICE, LEADS[0], LEADS[1]]),
    (Deed::InviteGuest, &[OFFICE, LEADS[0], LEADS[1]]),
    (Deed::ChangeGuest, &[OFFICE, LEADS[0], LEADS[1]]),
    (
        Deed::ReadSample,
        &[
            (ExternalExaminer, Reach::Own),
            (Inspector, Reach::Own),
            (PartnerReviewer, Reach::Own),
        ],
    ),
    (Deed::ReadRecorded, &[(DeliveryPartner, Reach::Own)]),
    // Delegates.
    (Deed::ReadDelegates, &EVERYBODYS_OWN),
    (
        Deed::NameDelegate,
        &[
            (ProfessionalMentor, Reach::Own),
            (LeadMentor, Reach::Own),
            (PartnershipOfficer, Reach::Own),
        ],
    ),
    (Deed::EndDelegate, &EVERYBODYS_OWN),
    // Being forgotten.
    (Deed::AskErasure, &EVERYBODYS_OWN),
    (Deed::AnswerErasure, &[OFFICE]),
    (Deed::ErasePerson, &ADMINISTRATOR),
    (Deed::LetGo, &ADMINISTRATOR),
    // Sessions.
    (Deed::OfferSession, &[OFFICE, LEADS[0]]),
    (
        Deed::ReadSessions,
        &[
            (GeneralMentor, Reach::Provider),
            (ProfessionalMentor, Reach::Provider),
            (Headteacher, Reach::Provider),
            (Role::SupportingTeacher, Reach::Provider),
            (BusinessManager, Reach::Provider),
            (LeadMentor, Reach::Provider),
            (DeliveryPartner, Reach::Provider),
            (Role::Trust, Reach::Provider),
            OFFICE,
            LEADS[0],
            LEADS[1],
        ],
    ),
    (
        Deed::BookSession,
        &[
            (GeneralMentor, Reach::Own),
            (ProfessionalMentor, Reach::School),
            OFFICE,
        ],
    ),
    (
        Deed::ReadBookings,
        &[(LeadMentor, Reach::Provider), OFFICE, LEADS[0], LEADS[1]],
    ),
    // Release.
    (Deed::ReadCalendar, &EVERYBODYS_OWN),
    (Deed::ChangeCalendar, &EVERYBODYS_OWN),
    (
        Deed::ReadReleases,
        &[
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
            (BusinessManager, Reach::School),
        ],
    ),
    (
        Deed::ReleaseMentor,
        &[
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
        ],
    ),
    (
        Deed::SetRelease,
        &[
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
        ],
    ),
    (
        Deed::ReadCoverNote,
        &[
            (GeneralMentor, Reach::Own),
            (ProfessionalMentor, Reach::School),
            (Headteacher, Reach::School),
            (BusinessManager, Reach::School),
        ],
    ),
    (Deed::PrintRegister, &HOSTED_OR_OFFICE),
    // Registers.
    (Deed::ReadRegister, &HOSTED_OR_OFFICE),
    (Deed::KeepRegister, &HOSTED_OR_OFFICE),
    (Deed::CloseRegister, &HOSTED_OR_OFFICE),
    (Deed::CheckIn, &EVERYBODYS_OWN),
    // Messages.
    (Deed::ReadInbox, &EVERYBODYS_OWN),
    (Deed::MarkNotice, &EVERYBODYS_OWN),
    (Deed::ChooseMail, &EVERYBODYS_OWN),
    (Deed::WriteToList, &[OFFICE]),
    (Deed::ReadWritten, &[OFFICE, LEADS[0], LEADS[1]]),
    (Deed::KeepTemplate, &[OFFICE]),
    // Feedback.
    (Deed::AnswerQuestions, &EVERYBODYS_OWN),
    (
        Deed::ReadFeedback,
        &[
            (LeadMentor, Reach::Own),
            (DeliveryPartner, Reach::Own),
            OFFICE,
            LEADS[0],
            LEADS[1],
        ],
    ),
    (
        Deed::FollowFeedback,
        &[
            (LeadMentor, Reach::Own),
            (DeliveryPartner, Reach::Own),
            OFFICE,
        ],
    ),
    // Messages that did not arrive.
    (Deed::ResendToPeople, &[OFFICE]),
    // Prior learning.
    (
        Deed::ReadMap,
        &[(LeadMentor, Reach::Provider), OFFICE, LEADS[0], LEADS[1]],
    ),
    (Deed::ChangeMap, &[OFFICE, LEADS[0]]),
    (Deed::ShareMap, &[OFFICE, LEADS[0]]),
    (Deed::ReadPriorLearning, &EVERYBODYS_OWN),
    (Deed::TellPriorLearning, &EVERYBODYS_OWN),
    (Deed::AskRecognition, &EVERYBODYS_OWN),
    (
        Deed::ReadRequests,
        &[(LeadMentor, Reach::Provider), OFFICE, LEADS[0], LEADS[1]],
    ),
    (
        Deed::AskIssuer,
        &[(LeadMentor, Reach::Provider), OFFICE, LEADS[0]],
    ),
    (
        Deed::DecideRequest,
        &[(LeadMentor, Reach::Provider), OFFICE, LEADS[0]],
    ),
    (Deed::WithdrawDecision, &[OFFICE]),
    (Deed::AdjustRequirement, &[OFFICE, LEADS[0]]),
];

/// Finds how far a role's leave goes for a deed.
#[must_use]
pub fn reach(deed: Deed, role: Role) -> Reach {
    TABLE
        .iter()
        .find(|(known, _)| *known == deed)
        .and_then(|(_, roles)| roles.iter().find(|(known, _)| *known == role))
        .map_or(Reach::Nothing, |(_, reach)| *reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_stands_in_the_table_once() {
        for (deed, code) in Deed::ALL {
            assert_eq!(
                TABLE.iter().filter(|(known, _)| *known == deed).count(),
                1,
                "{deed:?}"
            );
            assert_eq!(Deed::read(code), Some(deed));
        }
        assert_eq!(TABLE.len(), Deed::ALL.len());
    }
}
