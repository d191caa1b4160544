//! Says kindly that there is nothing yet, and who will fill it.
//!
//! Owns the shape of an empty place. It never blames the reader.

use maud::{Markup, html};

/// Draws an empty place.
#[must_use]
pub fn empty(heading: &str, words: &Markup) -> Markup {
    html! { div.empty { p.empty-said { (heading) } p { (words) } } }
}
