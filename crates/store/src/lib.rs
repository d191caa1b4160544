//! What is remembered: tables and SQL, one text for two engines.
//!
//! Owns every table and every query. It never decides anything.

// The list of all statements is one chain, as long as the list of modules.
#![recursion_limit = "256"]

#[macro_use]
mod engine;
mod bulk;
mod error;
mod migrations;

pub mod access;
pub mod audit;
pub mod booking;
pub mod feedback;
pub mod ledger;
pub mod notice;
pub mod partnership;
pub mod person;
pub mod placement;
pub mod policy;
pub mod prior_learning;
pub mod programme;
pub mod scratch;

pub use engine::{Engine, Store, Tx};
pub use error::{Conflict, StoreError};
pub use migrations::{Column, schema};

/// Lists every statement, so that a test can prepare each on both engines.
#[must_use]
pub fn statements() -> Vec<String> {
    let fixed = audit::CONSTANTS
        .iter()
        .chain(&access::SESSION_CONSTANTS)
        .chain(&access::TICKET_CONSTANTS)
        .chain(&access::IDENTITY_CONSTANTS)
        .chain(&access::PASSKEY_CONSTANTS)
        .chain(&access::ATTEMPT_CONSTANTS)
        .chain(&access::SAMPLE_CONSTANTS)
        .chain(&access::VOUCH_CONSTANTS)
        .chain(&access::GUEST_CONSTANTS)
        .chain(&access::DELEGATE_CONSTANTS)
        .chain(&notice::CONSTANTS)
        .chain(&notice::OUTBOX_CONSTANTS)
        .chain(&notice::LETTER_CONSTANTS)
        .chain(&notice::BACK_CONSTANTS)
        .chain(&notice::INBOX_CONSTANTS)
        .chain(&notice::MAIL_CONSTANTS)
        .chain(&notice::CHOICE_CONSTANTS)
        .chain(&notice::SEND_CONSTANTS)
        .chain(&feedback::CONSTANTS)
        .chain(&prior_learning::MAP_CONSTANTS)
        .chain(&prior_learning::GROUP_CONSTANTS)
        .chain(&prior_learning::GROUP_MAP_CONSTANTS)
        .chain(&prior_learning::ITEM_CONSTANTS)
        .chain(&prior_learning::REQUEST_CONSTANTS)
        .chain(&prior_learning::DECISION_CONSTANTS)
        .chain(&prior_learning::FILE_CONSTANTS)
        .chain(&prior_learning::UPLOAD_CONSTANTS)
        .chain(&prior_learning::ISSUER_CONSTANTS)
        .chain(&prior_learning::ADJUSTMENT_CONSTANTS)
        .chain(&audit::CHAIN_CONSTANTS)
        .chain(&audit::PULSE_CONSTANTS)
        .chain(&audit::READING_CONSTANTS)
        .chain(&audit::SEARCH_CONSTANTS)
        .chain(&partnership::CONSTANTS)
        .chain(&partnership::AREA_CONSTANTS)
        .chain(&partnership::FACTS_CONSTANTS)
        .chain(&partnership::SEARCHED_CONSTANTS)
        .chain(&partnership::TROUBLED_CONSTANTS)
        .chain(&person::CONSTANTS)
        .chain(&person::MEMBERSHIP_CONSTANTS)
        .chain(&person::MERGE_CONSTANTS)
        .chain(&person::ACTOR_CONSTANTS)
        .chain(&person::ONE_CONSTANTS)
        .chain(&person::VIEW_CONSTANTS)
        .chain(&person::ERASURE_CONSTANTS)
        .chain(&person::RETURNED_CONSTANTS)
        .chain(&person::TWIN_CONSTANTS)
        .chain(&audit::STRIKE_CONSTANTS)
        .chain(&placement::CONSTANTS)
        .chain(&placement::STUDENT_CONSTANTS)
        .chain(&placement::RECORD_CONSTANTS)
        .chain(&placement::MENTOR_CONSTANTS)
        .chain(&placement::HAND_CONSTANTS)
        .chain(&booking::HOST_CONSTANTS)
        .chain(&booking::SESSION_CONSTANTS)
        .chain(&booking::RECORD_CONSTANTS)
        .chain(&booking::KEPT_CONSTANTS)
        .chain(&booking::FEED_CONSTANTS)
        .chain(&booking::HAND_CONSTANTS)
        .chain(&booking::SCHOOL_CONSTANTS)
        .chain(&booking::WAITING_CONSTANTS)
        .chain(&booking::REGISTER_CONSTANTS)
        .chain(&booking::DROP_CONSTANTS)
        .chain(&booking::JOIN_CONSTANTS)
        .chain(&policy::CONSTANTS)
        .chain(&programme::CONSTANTS)
        .map(|sql| (*sql).to_owned());
    fixed
        .chain(audit::touch_constants())
        .chain(booking::register_constants())
        .chain(booking::join_constants())
        .chain(partnership::brief_constants())
        .chain(partnership::school_constants())
        .chain(person::among_constants())
        .chain(person::contact_constants())
        .chain(person::erase_constants())
        .chain(access::retention_constants())
        .chain(booking::catch_up_constants())
        .chain(ledger::constants())
        .chain(audit::import::constants())
        .collect()
}
