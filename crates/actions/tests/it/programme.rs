//! Tries the deeds of `programme`.
//!
//! Owns no words. It never reads what another test left.
