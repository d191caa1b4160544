//! Tests of what is said to other machines and heard from them.
//! Owns the small servers that stand in for those machines, each speaking its real language.
//! Never reaches beyond this machine.

mod authenticator;
mod identity;
mod issuer;
mod mail;
mod names;
mod objects;
mod passkey;
mod postbox;
