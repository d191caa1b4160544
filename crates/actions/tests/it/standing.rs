//! Tries the deeds of `standing`.
//!
//! Owns no words. It never reads what another test left.
