//! Keeps what a mentor brings along from elsewhere, and what it stands for here.
//!
//! Owns the words `Item`, `Request`, `Decision` and `Equivalence`. It never accepts anything without a
//! named person.

mod decision;
mod equivalence;
mod item;
mod least;
mod refusal;
mod request;

use uuid::Uuid;

pub use decision::{Decision, Granted, Outcome, Reason, Reviewer, decide};
pub use equivalence::{Equivalence, Proposal, proposals};
pub use item::{Item, ItemKind, check};
pub use least::{Ask, Cover, Least, Part, least};
pub use refusal::Refusal;
pub use request::{Request, Stage, days_waiting, requested};

/// The number of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub Uuid);

/// The number of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub Uuid);
