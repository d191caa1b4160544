//! Remembers what mentors bring along, what they ask to have recognised, what was decided, and the map
//! of what institutions have agreed.
//!
//! Owns the tables `prior_learning_...`. It never decides what stands for what.

mod adjustment;
mod decision;
pub mod file;
mod group;
pub mod issuer;
mod item;
mod map;
mod request;
mod shared;
pub mod upload;

pub use adjustment::{adjust, adjustments, adjustments_of, withdraw_adjustment};
pub use decision::{
    Decided, Reply, ReplyKind, decide, decisions, decisions_of, replies, reply, withdraw,
};
pub use group::{begin_group, belong, group, group_members, groups_of, keep_part, mean, meanings};
pub use item::{audit, hand, item, items, keep_audit, keep_item, remove_item};
pub use map::{equivalences, hand_over, keep_equivalence, keep_session, session, sessions};
pub use request::{Queued, ask, count, move_to, next, of_person, queue, request};
pub use shared::{
    keep_shared, keep_shared_session, sessions_shared_with, shared, shared_sessions, shared_with,
};

pub(crate) use adjustment::CONSTANTS as ADJUSTMENT_CONSTANTS;
pub(crate) use decision::CONSTANTS as DECISION_CONSTANTS;
pub(crate) use file::CONSTANTS as FILE_CONSTANTS;
pub(crate) use group::CONSTANTS as GROUP_CONSTANTS;
pub(crate) use issuer::CONSTANTS as ISSUER_CONSTANTS;
pub(crate) use item::CONSTANTS as ITEM_CONSTANTS;
pub(crate) use map::CONSTANTS as MAP_CONSTANTS;
pub(crate) use request::CONSTANTS as REQUEST_CONSTANTS;
pub(crate) use shared::CONSTANTS as SHARED_CONSTANTS;
pub(crate) use upload::CONSTANTS as UPLOAD_CONSTANTS;
