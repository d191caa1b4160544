//! Lets people in: signing in and out, and where they are signed in.
//!
//! Owns `/sign-in`, `/sign-out` and `/access/...`. It never says whether an address is known.

pub mod addresses;
mod again;
pub mod cookie;
mod delegates;
pub mod devices;
pub mod erasure;
pub mod guest;
mod identity;
pub mod invite;
pub mod kept;
mod link;
pub mod me;
mod own;
pub mod passkey;
pub mod permissions;
pub mod printed;
pub mod proof;
pub mod retention;
mod routes;
pub mod sign_in;
pub mod view_as;
mod visitor;
pub mod vouch;
mod who;

pub use routes::{front, routes};
pub use visitor::Visitor;

/// The page of one's own sign-in.
pub const OWN: &str = "/access";
