//! Tells what an erasure comes to, table by table.
//!
//! Owns the list of what goes and what stays: a test holds it against what is told in
//! `docs/assurance/held.md`.

/// What an erasure comes to in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Rows go, or values in them, as the list of steps tells.
    Goes,
    /// Everything stays, for this reason.
    Stays(&'static str),
}

use Fate::{Goes, Stays};

const CHAINED: &str = "minutes and chain rest on it; whose they are only the number still tells";
const BY_NUMBER: &str =
    "it tells of deeds by number alone, and nobody has that number's name any more";
const HELD_ONCE: &str = "an hour is held once, whoever held it";
const SHORT: &str = "hashes that are gone within two days";

/// Every table that holds anything about people, and what an erasure comes to there.
pub const FATES: &[(&str, Fate)] = &[
    ("person_record", Goes),
    ("person_email", Goes),
    ("person_reference", Goes),
    ("person_membership", Goes),
    ("person_view", Goes),
    ("person_merge", Goes),
    ("person_distinct", Stays(BY_NUMBER)),
    ("person_twin", Goes),
    ("person_erasure", Stays("that it was asked for, and done")),
    ("person_erasure_answer", Goes),
    ("ledger_entry", Stays(CHAINED)),
    ("ledger_words", Goes),
    ("ledger_reference", Stays(HELD_ONCE)),
    ("ledger_history", Goes),
    ("notice_nudge", Goes),
    ("notice_outbox", Goes),
    ("notice_message", Goes),
    ("notice_mail", Goes),
    ("notice_choice", Goes),
    ("notice_send", Stays(BY_NUMBER)),
    ("notice_template", Stays(BY_NUMBER)),
    ("feedback_ask", Goes),
    ("feedback_answer", Goes),
    ("feedback_theme", Goes),
    ("feedback_followed", Stays(BY_NUMBER)),
    ("prior_learning_session", Stays("it is about institutions")),
    (
        "prior_learning_equivalence",
        Stays("it is about institutions"),
    ),
    ("prior_learning_group", Stays(BY_NUMBER)),
    ("prior_learning_member", Stays(BY_NUMBER)),
    ("prior_learning_common", Stays("it is about institutions")),
    ("prior_learning_meaning", Stays(BY_NUMBER)),
    ("prior_learning_pool", Stays("it is about institutions")),
    ("prior_learning_line", Stays("it is about institutions")),
    ("prior_learning_audit", Goes),
    ("prior_learning_item", Goes),
    ("prior_learning_file", Goes),
    ("prior_learning_upload", Goes),
    ("prior_learning_part", Goes),
    (
        "prior_learning_object",
        Stays("a digest; the bytes go once no file tells of them"),
    ),
    ("prior_learning_request", Goes),
    ("prior_learning_decision", Goes),
    ("prior_learning_reply", Goes),
    ("prior_learning_enquiry", Goes),
    ("prior_learning_adjustment", Goes),
    ("placement_student_teacher", Goes),
    (
        "placement_record",
        Stays("the hours of others rest on who was placed where"),
    ),
    (
        "placement_mentor",
        Stays("the hours of others rest on who mentored when"),
    ),
    ("booking_session", Stays(BY_NUMBER)),
    ("booking_share", Stays("it is about providers")),
    ("booking_host", Stays(BY_NUMBER)),
    ("booking_kept", Stays("it is about providers and schools")),
    ("booking_equivalent", Stays("it is about sessions")),
    ("booking_record", Goes),
    ("booking_permission", Stays(BY_NUMBER)),
    ("booking_cover", Stays(BY_NUMBER)),
    ("booking_holiday", Stays(BY_NUMBER)),
    ("booking_working", Goes),
    ("booking_feed", Goes),
    ("booking_attendance", Stays(BY_NUMBER)),
    ("booking_register", Stays(BY_NUMBER)),
    ("booking_check_in", Stays("it is about sessions")),
    ("booking_join", Goes),
    ("partnership_area", Stays(BY_NUMBER)),
    ("policy_value", Stays(BY_NUMBER)),
    ("programme_version", Stays(BY_NUMBER)),
    ("access_session", Goes),
    ("access_ticket", Goes),
    ("access_attempt", Stays(SHORT)),
    ("access_vouch", Goes),
    ("access_identity", Goes),
    ("access_question", Goes),
    ("access_passkey", Goes),
    ("access_passkey_question", Goes),
    ("access_delegate", Goes),
    (
        "access_sample",
        Stays("what a guest was given to read, without a name"),
    ),
    ("access_sampled_person", Goes),
    ("access_sampled_placement", Stays("placements stay")),
    ("audit_note", Goes),
    ("audit_reading", Stays(BY_NUMBER)),
    ("audit_once", Goes),
    ("audit_touch", Stays(BY_NUMBER)),
    ("audit_import", Goes),
    ("audit_import_change", Goes),
    ("audit_import_row", Goes),
];
