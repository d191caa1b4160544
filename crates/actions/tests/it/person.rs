//! Tries the deeds of `person`.
//!
//! Owns no words. It never reads what another test left.
