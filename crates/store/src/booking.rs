//! Remembers sessions and who holds a place in them.
//!
//! Owns the tables `booking_...`. It never decides who gets a place.

pub mod catch_up;
pub mod feed;
mod host;
pub mod join;
mod kept;
mod record;
pub mod register;
pub mod school;
mod session;
pub mod waiting;

pub use host::{hosts, name_hosts, share, shares};
pub use kept::{free, keep, kept};
pub use record::{
    Places, add, bookings, change, counts, next_number, of_person, one, places, taken, takers,
    with_a_list,
};
pub use session::{change_session, hosted_by, lock, lock_as, offer, offered_by, session, sessions};

pub(crate) use catch_up::constants as catch_up_constants;
pub(crate) use feed::{CONSTANTS as FEED_CONSTANTS, HAND_CONSTANTS};
pub(crate) use host::CONSTANTS as HOST_CONSTANTS;
pub(crate) use join::{CONSTANTS as JOIN_CONSTANTS, constants as join_constants};
pub(crate) use kept::CONSTANTS as KEPT_CONSTANTS;
pub(crate) use record::CONSTANTS as RECORD_CONSTANTS;
pub(crate) use register::{
    CONSTANTS as REGISTER_CONSTANTS, DROP_CONSTANTS, constants as register_constants,
};
pub(crate) use school::CONSTANTS as SCHOOL_CONSTANTS;
pub(crate) use session::CONSTANTS as SESSION_CONSTANTS;
pub(crate) use waiting::CONSTANTS as WAITING_CONSTANTS;
