//! Shows every part in every state.
//!
//! Owns `/style`. It never shows a real person.

use domain::Date;
use maud::{Markup, html};

use crate::parts::shell::{self, Frame};

/// Draws the style page.
#[must_use]
pub fn page(today: Date) -> Markup {
    let main = html! { h1 { "The parts of these pages" } };
    shell::page(
        &Frame {
            title: "The parts of these pages",
            demo_day: Some(today),
            ..Frame::default()
        },
        &main,
    )
}
