//! Keeps every reason for which a rule says no, one line a capability.
//!
//! Owns nothing of its own. It never adds words to a reason.

use crate::{
    access, audit, booking, feedback, ledger, notice, person, placement, policy, prior_learning,
    programme,
};

/// Why a deed was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub enum Refusal {
    /// Nobody was let in, or nothing was sent.
    Access(#[from] access::Refusal),
    /// A session is not offered, or a place not given.
    Booking(#[from] booking::Refusal),
    /// An import was not undone, or a row of it not settled.
    Import(#[from] audit::import::Refusal),
    /// A school's release was not given.
    Release(#[from] booking::release::Refusal),
    /// A register was not kept.
    Register(#[from] booking::register::Refusal),
    /// An answer about a session is not kept, or not shown.
    Feedback(#[from] feedback::Refusal),
    /// The ledger said no.
    Ledger(#[from] ledger::Refusal),
    /// A message is not written.
    Notice(#[from] notice::Refusal),
    /// A person's record said no.
    Person(#[from] person::Refusal),
    /// The placement record said no.
    Placement(#[from] placement::Refusal),
    /// A dated number was not set.
    Policy(#[from] policy::Refusal),
    /// Earlier training was not kept, or not decided on.
    PriorLearning(#[from] prior_learning::Refusal),
    /// Nobody is asked otherwise by it.
    Adjustment(#[from] programme::AdjustmentRefusal),
    /// An answer about an earlier record cannot be kept.
    History(#[from] ledger::Unanswerable),
}
