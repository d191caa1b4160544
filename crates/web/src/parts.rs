//! Keeps the parts of which pages are made. Each shows itself on the style page.
//!
//! Owns the word `Part`. It never takes a page: values only.

pub mod address;
pub mod bar;
pub mod bars;
pub mod chooser;
pub mod confirm;
pub mod difference;
pub mod empty;
pub mod errors;
pub mod figure;
pub mod file;
pub mod filters;
pub mod form;
pub mod heat;
pub mod history;
pub mod listing;
pub mod notice;
pub mod pages;
pub mod places;
pub mod qr;
pub mod results;
pub mod ring;
pub mod rule;
pub mod shell;
pub mod step;
pub mod strip;
pub mod summary;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod tasks;
pub mod upload;
pub mod words;
