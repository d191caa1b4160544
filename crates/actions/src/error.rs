//! Keeps why nothing was done.
//!
//! Owns the word `ActionError`. It never adds words to a refusal.

use domain::{Refusal, access};
use store::StoreError;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A file is not what it says, or cannot be used. The sentence is for its owner.
    #[error("{0}")]
    Unreadable(String),
    /// It is not this actor's to do.
    #[error(transparent)]
    Forbidden(#[from] access::Forbidden),
    /// It asks for a fresh proof of who the actor is.
    #[error(transparent)]
    AsksProof(#[from] access::AsksProof),
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// The store of whole files failed.
    #[error(transparent)]
    Objects(#[from] exchange::objects::Fault),
    /// Memory failed.
    #[error("The database failed while {doing}.")]
    Store {
        /// What was being done.
        doing: &'static str,
        /// The cause.
        #[source]
        cause: StoreError,
    },
}

impl From<StoreError> for ActionError {
    fn from(cause: StoreError) -> ActionError {
        ActionError::Store {
            doing: "reading or keeping records",
            cause,
        }
    }
}

impl From<access::Refusal> for ActionError {
    fn from(refusal: access::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::booking::Refusal> for ActionError {
    fn from(refusal: domain::booking::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::audit::import::Refusal> for ActionError {
    fn from(refusal: domain::audit::import::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::booking::release::Refusal> for ActionError {
    fn from(refusal: domain::booking::release::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::booking::register::Refusal> for ActionError {
    fn from(refusal: domain::booking::register::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::feedback::Refusal> for ActionError {
    fn from(refusal: domain::feedback::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::programme::AdjustmentRefusal> for ActionError {
    fn from(refusal: domain::programme::AdjustmentRefusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::prior_learning::Refusal> for ActionError {
    fn from(refusal: domain::prior_learning::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::notice::template::Fault> for ActionError {
    fn from(fault: domain::notice::template::Fault) -> ActionError {
        domain::notice::Refusal::from(fault).into()
    }
}

impl From<domain::ledger::Refusal> for ActionError {
    fn from(refusal: domain::ledger::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::person::Refusal> for ActionError {
    fn from(refusal: domain::person::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::notice::Refusal> for ActionError {
    fn from(refusal: domain::notice::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::placement::Refusal> for ActionError {
    fn from(refusal: domain::placement::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::policy::Refusal> for ActionError {
    fn from(refusal: domain::policy::Refusal) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<domain::ledger::Unanswerable> for ActionError {
    fn from(refusal: domain::ledger::Unanswerable) -> ActionError {
        ActionError::Refused(refusal.into())
    }
}

impl From<formats::table::Refusal> for ActionError {
    fn from(refusal: formats::table::Refusal) -> ActionError {
        ActionError::Unreadable(refusal.to_string())
    }
}

impl ActionError {
    /// Says whether the whole deed is to be run again: another deed met a rule first.
    pub(crate) fn asks_again(&self) -> bool {
        matches!(
            self,
            ActionError::Store {
                cause: StoreError::Again | StoreError::Conflict(_),
                ..
            }
        )
    }
}
