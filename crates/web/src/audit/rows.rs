//! Draws rows that wait to be put right: who may be meant, and every cell.
//!
//! Owns the card of a row. It never chooses anybody itself.

use actions::import::{Asked, One, Refused, Suggestion, Waiting};
use maud::{Markup, html};
use uuid::Uuid;

use super::{address_of, address_of_row, framed, preview};
use crate::{
    parts::{
        errors,
        form::{self, Field, Typed},
    },
    reader::Reader,
};

/// Cards that stand on a page.
const SHOWN: usize = 20;

/// Draws the rows that wait, each with one press for whoever may be meant.
pub fn cards(one: &One, waiting: &[Waiting], key: impl Fn() -> Uuid) -> Markup {
    html! {
        @for waits in waiting.iter().take(SHOWN) {
            @let row = &waits.row;
            @let there = address_of_row(&one.provider, one.past.id, row.number);
            article.waits aria-labelledby={ "row-" (row.number) } {
                div {
                    h3 id={ "row-" (row.number) } { "Row " (row.number) }
                    p { (preview::problem(row)) }
                    p.quiet { (preview::cells(&one.columns, &row.fields)) }
                }
                form method="post" action=(there) {
                    (form::once(key()))
                    (people(&waits.suggestions))
                    div.buttons {
                        a.button.is-quiet href=(there) {
                            @if row.unmatched { "Somebody else, or mend it" } @else { "Mend it" }
                            span.unseen { ", row " (row.number) }
                        }
                        button.button.is-quiet type="submit" name="step" value="aside" {
                            "Set aside" span.unseen { " row " (row.number) }
                        }
                    }
                }
            }
        }
        @if waiting.len() > SHOWN {
            p.quiet { "The first " (SHOWN) " of " (waiting.len()) ". The next appear as these are put right." }
        }
    }
}

/// People who may be meant, each a button that says so.
fn people(suggestions: &[Suggestion]) -> Markup {
    html! {
        @if !suggestions.is_empty() {
            ul.meant {
                @for one in suggestions {
                    li {
                        button type="submit" name="person" value=(one.person.0) {
                            strong { "It is " (one.name) }
                            span.hint {
                                (one.place)
                                @if let Some(trn) = &one.trn { ", TRN " (trn) }
                                ": " (one.why)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The name of a cell's field.
pub fn field(at: usize) -> String {
    format!("cell-{at}")
}

/// Draws the page of one row.
pub fn page(asked: &Asked, typed: &Typed, search: &str, key: Uuid, reader: &Reader) -> Markup {
    let row = &asked.waiting.row;
    let here = address_of_row(&asked.provider, asked.past.id, row.number);
    let title = format!("Row {} of {}", row.number, asked.past.file_name);
    let names: Vec<String> = (0..asked.columns.len()).map(field).collect();
    let fields = names.iter().zip(&asked.columns);
    let main = html! {
        (errors::summary(typed))
        h1 { (title) }
        @if typed.is_sound() { p.lead { (preview::problem(row)) } }
        @if row.unmatched {
            h2 { "Who is meant?" }
            form method="post" action=(here) {
                (form::once(key))
                @if search.is_empty() { (people(&asked.waiting.suggestions)) }
                (people(&asked.found))
            }
            @if !search.is_empty() && asked.found.is_empty() {
                p { "Nobody of this partnership is found by “" (search) "”." }
            }
            form.filters method="get" action=(here) role="search" {
                div.field.is-search {
                    label for="q" { "Name, TRN or e-mail" }
                    input id="q" name="q" type="search" value=(search) autocomplete="off";
                }
                div.buttons { button.button type="submit" { "Find" } }
            }
        }
        h2 { "Mend the row" }
        form.form method="post" action=(here) {
            (form::once(key))
            @for (name, column) in fields { (cell(row, typed, name, column)) }
            div.buttons {
                button.button type="submit" name="step" value="mend" { "Take the row in" }
                button.button.is-quiet type="submit" name="step" value="aside" { "Set it aside" }
                a.target href=(address_of(&asked.provider, asked.past.id)) { "Back to the import" }
            }
        }
    };
    framed(
        reader,
        &asked.provider,
        &errors::title(typed, &title),
        &main,
    )
}

/// The field of a cell; the one at fault says what is wrong with it.
fn cell(row: &Refused, typed: &Typed, name: &str, column: &str) -> Markup {
    let field = Field::of(typed, name, column);
    match typed.is_sound() && row.column.as_deref() == Some(column) {
        true => form::text(&field.hint(&row.problem)),
        false => form::text(&field),
    }
}
