//! Keeps why memory failed, and turns a named constraint into its meaning.
//!
//! Owns the words `StoreError` and `Conflict`. It never speaks to a reader: the log does.

/// Why memory failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine failed.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
    /// The engine asks for the whole deed to be run again.
    #[error("the database asks to run the deed again")]
    Again,
    /// A row that cannot be.
    #[error("impossible value in {table}.{column} of {id}")]
    Impossible {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        id: String,
    },
    /// Another deed met a rule first.
    #[error("conflict with the rule {0:?}")]
    Conflict(Conflict),
    /// No database can be at this address.
    #[error("this is no database address; one begins with sqlite: or postgres://")]
    Address,
    /// A migration failed.
    #[error("the migration {0} failed")]
    Migration(&'static str, #[source] sqlx::Error),
}

/// A rule that another deed met first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// `person_record_trn_once`
    TrnTaken,
    /// `person_email_once`
    EmailTaken,
    /// `person_reference_once`
    PersonReferenceTaken,
    /// `partnership_provider_code_once`
    ProviderCodeTaken,
    /// `programme_version_code_once`
    ProgrammeCodeTaken,
    /// `policy_value_one_a_day`
    PolicyDayTaken,
    /// `ledger_entry_once_per_attendance`
    AttendanceEntered,
    /// `ledger_entry_replaced_once`
    EntryReplaced,
    /// `ledger_entry_numbered_once`
    EntryNumberTaken,
    /// `ledger_entry_nobody_verifies_their_own`
    OwnVerifier,
    /// `ledger_entry_minutes_of_one_day`
    MinutesOutOfRange,
    /// `ledger_reference_held_once`
    ReferenceHeld,
    /// `audit_once_key`
    DoneBefore,
    /// `placement_student_teacher_once`
    StudentTeacherKnown,
    /// `placement_record_begins_once`
    PlacementBegins,
    /// `placement_mentor_begins_once`
    MentoringBegins,
    /// `booking_record_once_per_session`
    BookedAlready,
}

/// Each named rule, with the words that the embedded engine uses where it does not give the name.
const RULES: [(&str, &str, Conflict); 17] = [
    (
        "booking_record_once_per_session",
        "booking_record.session_id, booking_record.person_id",
        Conflict::BookedAlready,
    ),
    (
        "person_record_trn_once",
        "person_record.trn",
        Conflict::TrnTaken,
    ),
    (
        "person_email_once",
        "person_email.address",
        Conflict::EmailTaken,
    ),
    (
        "person_reference_once",
        "person_reference.provider_id, person_reference.reference",
        Conflict::PersonReferenceTaken,
    ),
    (
        "partnership_provider_code_once",
        "partnership_provider.code",
        Conflict::ProviderCodeTaken,
    ),
    (
        "programme_version_code_once",
        "programme_version.provider_id, programme_version.code",
        Conflict::ProgrammeCodeTaken,
    ),
    (
        "policy_value_one_a_day",
        "policy_value_one_a_day",
        Conflict::PolicyDayTaken,
    ),
    (
        "ledger_entry_once_per_attendance",
        "ledger_entry.provider_id, ledger_entry.person_id, ledger_entry.held_on, ledger_entry.component, ledger_entry.reference",
        Conflict::AttendanceEntered,
    ),
    (
        "ledger_entry_replaced_once",
        "ledger_entry.replaces_id",
        Conflict::EntryReplaced,
    ),
    (
        "ledger_entry_numbered_once",
        "ledger_entry.provider_id, ledger_entry.number",
        Conflict::EntryNumberTaken,
    ),
    (
        "ledger_entry_nobody_verifies_their_own",
        "ledger_entry_nobody_verifies_their_own",
        Conflict::OwnVerifier,
    ),
    (
        "ledger_entry_minutes_of_one_day",
        "ledger_entry_minutes_of_one_day",
        Conflict::MinutesOutOfRange,
    ),
    (
        "ledger_reference_held_once",
        "ledger_reference.person_id, ledger_reference.reference",
        Conflict::ReferenceHeld,
    ),
    (
        "audit_once_key",
        "audit_once.done_by, audit_once.once",
        Conflict::DoneBefore,
    ),
    (
        "placement_student_teacher_once",
        "placement_student_teacher.provider_id, placement_student_teacher.person_id",
        Conflict::StudentTeacherKnown,
    ),
    (
        "placement_record_begins_once",
        "placement_record.provider_id, placement_record.student_id, placement_record.school_urn, placement_record.from_on",
        Conflict::PlacementBegins,
    ),
    (
        "placement_mentor_begins_once",
        "placement_mentor.placement_id, placement_mentor.mentor_id, placement_mentor.from_on",
        Conflict::MentoringBegins,
    ),
];

/// The states in which PostgreSQL asks for the whole transaction again.
const AGAIN: [&str; 2] = ["40001", "40P01"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        if let sqlx::Error::ColumnDecode { index, .. } = &error {
            return impossible("a table", "column", index);
        }
        let Some(database) = error.as_database_error() else {
            return StoreError::Database(error);
        };
        if database
            .code()
            .is_some_and(|code| AGAIN.contains(&code.as_ref()))
        {
            return StoreError::Again;
        }
        let message = database.message();
        let found = RULES.iter().find(|(name, words, _)| {
            database.constraint() == Some(name)
                || message.ends_with(&format!("constraint failed: {words}"))
                || message.ends_with(&format!("index '{words}'"))
        });
        match found {
            Some((.., conflict)) => StoreError::Conflict(*conflict),
            None => StoreError::Database(error),
        }
    }
}

/// Makes the error for a row that cannot be.
pub(crate) fn impossible(
    table: &'static str,
    column: &'static str,
    id: impl ToString,
) -> StoreError {
    StoreError::Impossible {
        table,
        column,
        id: id.to_string(),
    }
}
