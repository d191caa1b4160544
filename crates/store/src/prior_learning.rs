//! Remembers what mentors bring along, what they ask to have recognised, what was decided, and the map
//! of what institutions have agreed.
//!
//! Owns the tables `prior_learning_...`. It never decides what stands for what.

mod adjustment;
mod decision;
pub mod file;
mod group;
mod group_map;
pub mod issuer;
mod item;
mod map;
mod request;
pub mod upload;

pub(crate) use adjustment::CONSTANTS as ADJUSTMENT_CONSTANTS;
pub use adjustment::{adjust, adjustments, adjustments_of, withdraw_adjustment};
pub(crate) use decision::CONSTANTS as DECISION_CONSTANTS;
pub use decision::{
    Decided, Reply, ReplyKind, decide, decisions, decisions_of, replies, reply, withdraw,
};
pub(crate) use file::CONSTANTS as FILE_CONSTANTS;
pub(crate) use group::CONSTANTS as GROUP_CONSTANTS;
pub use group::{begin_group, belong, group_members, groups_of, keep_part, mean, meanings};
pub(crate) use group_map::CONSTANTS as GROUP_MAP_CONSTANTS;
pub use group_map::{
    group_lines, group_sessions, keep_group_session, keep_line, lines_with_groups,
    sessions_with_groups,
};
pub(crate) use issuer::CONSTANTS as ISSUER_CONSTANTS;
pub(crate) use item::CONSTANTS as ITEM_CONSTANTS;
pub use item::{audit, hand, item, items, keep_audit, keep_item, remove_item};
pub(crate) use map::CONSTANTS as MAP_CONSTANTS;
pub use map::{equivalences, hand_over, keep_equivalence, keep_session, session, sessions};
pub(crate) use request::CONSTANTS as REQUEST_CONSTANTS;
pub use request::{Queued, ask, count, move_to, next, of_person, queue, request};
pub(crate) use upload::CONSTANTS as UPLOAD_CONSTANTS;
