//! Tries the deeds of `partnership`.
//!
//! Owns no words. It never reads what another test left.
