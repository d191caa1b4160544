//! Tests of documents as they are set: each is read back from its bytes.
//! Owns the people who stand on them, all invented.
//! Never opens a window.

mod accessible;
mod certificate;
mod evidence;
