//! Keeps what a mentor brings along from elsewhere, and what it stands for here.
//!
//! Owns the words `Item`, `Request`, `Decision` and `Equivalence`. It never accepts anything without a
//! named person.

mod audit;
mod decision;
mod equivalence;
mod file;
mod group;
pub mod issuer;
mod item;
mod least;
mod left;
mod reason;
mod refusal;
mod request;
mod skip;
mod together;

use uuid::Uuid;

pub use audit::{Audit, ItemDraft, RATINGS, STANDARDS};
pub use decision::{Decision, Granted, Outcome, Reviewer, decide};
pub use equivalence::{Equivalence, PartnerSession, Proposal, proposals};
pub use file::{File, FileId, Upload, UploadId, plain_name};
pub use group::{
    Agreed, Belonging, Group, GroupId, GroupLine, GroupPart, Meaning, comes_to_the_same,
    group_name, in_force, is_about,
};
pub use item::{Item, ItemKind, check};
pub use least::{Ask, Cover, Least, Part, least};
pub use left::{Hope, hopes, left};
pub use reason::Reason;
pub use refusal::Refusal;
pub use request::{Request, Stage, days_waiting, requested};
pub use skip::{Skip, skip};
pub use together::{Piece, Rule, Side, Stands, Together, together};

/// The number of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub Uuid);

/// The number of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub Uuid);
