//! Remembers who is signed in, what opens something once, and how often it was tried:
//! `access_session`, `access_ticket`, `access_attempt`, `access_vouch`,
//! `access_identity`, `access_question`, `access_passkey`, `access_passkey_question`; and how far a role reaches:
//! `access_sample`, `access_delegate`.
//!
//! Owns these tables. It never keeps a secret: only its hash.

mod attempt;
pub mod delegate;
pub mod guest;
pub mod identity;
pub mod passkey;
pub mod retention;
mod sample;
pub mod session;
pub mod ticket;
pub mod vouch;

pub(crate) use attempt::CONSTANTS as ATTEMPT_CONSTANTS;
pub use attempt::{attempts, count_attempt, forget_attempts};
pub(crate) use delegate::CONSTANTS as DELEGATE_CONSTANTS;
pub(crate) use guest::CONSTANTS as GUEST_CONSTANTS;
pub(crate) use identity::CONSTANTS as IDENTITY_CONSTANTS;
pub(crate) use passkey::CONSTANTS as PASSKEY_CONSTANTS;
pub(crate) use retention::constants as retention_constants;
pub(crate) use sample::CONSTANTS as SAMPLE_CONSTANTS;
pub(crate) use sample::look_up;
pub use sample::{Kept, add_sample, change_sample, end_sample, hold_sample, sampled};
pub(crate) use session::CONSTANTS as SESSION_CONSTANTS;
pub(crate) use ticket::CONSTANTS as TICKET_CONSTANTS;
pub(crate) use vouch::CONSTANTS as VOUCH_CONSTANTS;

/// A secret as it is remembered: its SHA-256.
pub type Hash = [u8; 32];
