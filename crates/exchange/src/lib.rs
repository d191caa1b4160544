//! Speaks to other machines: mail, identity providers, names, passkeys.
//!
//! A table of contents. It has never heard of a mentor.

pub mod identity;
pub mod mail;
pub mod names;
pub mod passkey;
