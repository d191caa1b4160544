//! Tries the deeds of `ledger`.
//!
//! Owns no words. It never reads what another test left.
