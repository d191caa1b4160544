//! Hands a file to the browser, and offers the files of a list.
//!
//! Owns the words of the offer. It never lets a browser guess what a file is.

use actions::export::Export;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

use super::address::Address;

/// Answers with a file that is kept rather than shown.
#[must_use]
pub fn answer(export: Export) -> Response {
    let kept = format!("attachment; filename=\"{}\"", export.name);
    let headers = [
        (header::CONTENT_TYPE, export.kind.to_owned()),
        (header::CONTENT_DISPOSITION, kept),
    ];
    (headers, export.bytes).into_response()
}

/// Offers what a list shows as files, all pages of it.
#[must_use]
pub fn offer(of: &Address) -> Markup {
    html! {
        li { a.target href=(of.file("xlsx")) { "Excel" span.unseen { " file of this list" } } }
        li { a.target href=(of.file("csv")) { "CSV" span.unseen { " file of this list" } } }
    }
}
