//! Keeps the outside world's files: spreadsheets' CSV, the school register, policies, programmes and cases.
//! Owns the words table, row, cell, refusal and problem.
//! Never knows what a mentor is, and never decides what a value means for anyone.

pub mod calendar;
pub mod case_file;
pub mod cell;
pub mod gias;
pub mod join_log;
pub mod map_file;
pub mod pasted;
pub mod policy_file;
pub mod programme_file;
pub mod providers;
pub mod register;
pub mod settings_file;
pub mod spreadsheet;
pub mod table;
mod toml_form;
mod workbook;
