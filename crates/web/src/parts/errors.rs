//! Lists what is wrong with a form above it, each a link to its field.
//!
//! Owns the shape of the error summary. It never blames the reader.

use maud::{Markup, html};

use super::form::Typed;

/// Draws the summary where something is wrong; the page opens on it.
#[must_use]
pub fn summary(typed: &Typed) -> Markup {
    html! {
        @if !typed.is_sound() {
            div.errors role="alert" tabindex="-1" autofocus {
                h2 { "Something needs another look" }
                ul {
                    @for fault in typed.faults() {
                        li { a href={ "#" (fault.field) } { (fault.sentence) } }
                    }
                }
            }
        }
    }
}

/// The title of a page with a form: said differently while something is wrong.
#[must_use]
pub fn title(typed: &Typed, title: &str) -> String {
    if typed.is_sound() {
        title.to_owned()
    } else {
        format!("Error: {title}")
    }
}
