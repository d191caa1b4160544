//! Tries the deeds of `policy`.
//!
//! Owns no words. It never reads what another test left.
