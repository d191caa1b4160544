//! Tries imports as runs: what each changed, and how the whole is undone.
//!
//! Owns no words. It never tries what one row comes to.

mod chain;
mod settle;
mod undo;
