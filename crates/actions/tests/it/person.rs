//! Tries what is done with people: taking them in, finding them again, joining two when somebody says so.
//!
//! Owns no words. It never reads what another test left.

mod bad_rows;
mod import;
mod merge;
mod record;
