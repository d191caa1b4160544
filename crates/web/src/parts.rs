//! Keeps the parts of which pages are made. Each shows itself on the style page.
//!
//! Owns the word `Part`. It never takes a page: values only.

pub mod bar;
pub mod chooser;
pub mod empty;
pub mod figure;
pub mod form;
pub mod notice;
pub mod places;
pub mod ring;
pub mod rule;
pub mod shell;
pub mod step;
pub mod table;
pub mod tag;
pub mod words;
