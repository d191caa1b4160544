//! Shows what changed while somebody typed: what it was, what it is now, what they typed.
//!
//! Owns the word `Difference`. It never decides which of them holds.

use maud::{Markup, html};

use super::table::{self, Column, Line, Table};

/// One field that is no longer as the form showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field's label.
    pub name: String,
    /// What the form showed, where that is known.
    pub was: Option<String>,
    /// What it is now.
    pub is: String,
    /// What was typed.
    pub typed: String,
}

const COLUMNS: [Column; 4] = [
    Column::plain("What"),
    Column::named("It was"),
    Column::named("It is now"),
    Column::named("You typed"),
];

/// Draws the difference above a form that keeps everything typed.
#[must_use]
pub fn difference(who: &str, fields: &[Difference]) -> Markup {
    let blank = |text: &str| {
        if text.is_empty() {
            html! { span.quiet { "Nothing" } }
        } else {
            html! { (text) }
        }
    };
    let lines = fields
        .iter()
        .enumerate()
        .map(|(at, field)| Line {
            id: format!("difference-{at}"),
            class: (field.is != field.typed).then_some("is-different"),
            head: html! { p.row-title { (field.name) } },
            cells: vec![
                field.was.as_deref().map(blank),
                Some(blank(&field.is)),
                Some(if field.is == field.typed {
                    html! { span.quiet { "The same" } }
                } else {
                    blank(&field.typed)
                }),
            ],
        })
        .collect();
    html! {
        section.difference role="alert" tabindex="-1" autofocus aria-labelledby="difference" {
            h2 #difference { "Somebody was here while you typed" }
            p { (who) " Nothing that you typed is lost: look at both, then send yours again if it still holds." }
            (table::table(&Table { caption: "What changed meanwhile", columns: &COLUMNS, lines }))
        }
    }
}
