//! Lets people in: signing in and out, and where they are signed in.
//!
//! Owns `/sign-in`, `/sign-out` and `/access/...`. It never says whether an address is known.

pub mod cookie;
pub mod devices;
pub mod invite;
mod link;
mod own;
pub mod permissions;
pub mod printed;
pub mod proof;
mod routes;
pub mod sign_in;
mod visitor;
mod who;

pub use routes::{front, routes};
pub use visitor::Visitor;

/// The page of one's own sign-in.
pub const OWN: &str = "/access";
