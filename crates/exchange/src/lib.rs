//! Speaks to other machines: mail, also what comes back, identity providers, names, passkeys, stores of
//! objects, and files that arrive.
//!
//! A table of contents. It has never heard of a mentor.

pub mod arriving;
pub mod identity;
pub mod mail;
pub mod names;
pub mod objects;
pub mod passkey;
pub mod returned;
