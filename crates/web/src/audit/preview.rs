//! Draws what a file would do, and asks whether it is taken in.
//!
//! Owns the order of a preview. It never keeps anything.

use actions::import::{One, Refused};
use maud::{Markup, html};

use super::{address_of, framed, words};
use crate::{
    parts::{
        notice::{self, Tone},
        table::{self, Column, Line, Table},
    },
    reader::Reader,
};

const COLUMNS: [Column; 2] = [Column::plain("Row"), Column::plain("Why it is left out")];

/// Refused rows that a preview shows.
const SHOWN: usize = 50;

/// Draws the preview.
pub fn page(one: &One, told: &[String], reader: &Reader) -> Markup {
    let counts = one.past.counts;
    let brings = counts.new + counts.changed;
    let title = "What this file would do";
    let main = html! {
        p.caption { (words::kind(one.past.kind)) ": " (one.past.file_name) }
        h1 { (title) }
        p.lead { (words::came_to(&one.past)) "." }
        (notice::notice(Tone::Waiting, &html! { p { "Nothing has been kept yet." } }))
        form.form data-answer method="post" action=(address_of(&one.provider, one.past.id)) {
            div.buttons {
                @if brings + counts.refused > 0 {
                    button.button type="submit" name="step" value="take-in" { "Take it in" }
                }
                button.button.is-quiet type="submit" name="step" value="drop" { "Drop it" }
            }
        }
        @if brings == 0 && counts.refused == 0 {
            p { "Everything in it is known already, so there is nothing to take in." }
        }
        @if !told.is_empty() {
            h2 { "What would change" }
            ul.lines { @for line in told { li { (line) } } }
            @if brings > told.len() as u64 {
                p.quiet { "And " (words::rows(brings - told.len() as u64)) " more." }
            }
        }
        @if counts.refused > 0 {
            h2 { "Rows that would be left out" }
            p { "The others come in all the same. These wait on the next page, where each is put \
                 right with a press or two." }
            (refused(&one.columns, &one.rows))
        }
        (notes(&one.past.notes))
    };
    framed(reader, &one.provider, title, &main)
}

/// Rows that are left out, each with its cells and its problem.
pub fn refused(columns: &[String], rows: &[Refused]) -> Markup {
    let lines = rows
        .iter()
        .take(SHOWN)
        .map(|row| Line {
            id: format!("row-{}", row.number),
            class: None,
            head: html! {
                p.row-title { "Row " (row.number) }
                p.row-more { (cells(columns, &row.fields)) }
            },
            cells: vec![Some(problem(row))],
        })
        .collect();
    html! {
        (table::table(&Table { caption: "Rows that are left out", columns: &COLUMNS, lines }))
        @if rows.len() > SHOWN {
            p.quiet { "And " (words::rows((rows.len() - SHOWN) as u64)) " more." }
        }
    }
}

/// What is wrong with a row.
pub fn problem(row: &Refused) -> Markup {
    html! {
        @if let Some(column) = &row.column { strong { (column) } ": " }
        (row.problem)
    }
}

/// The cells of a row that hold anything, each with its column.
pub fn cells(columns: &[String], fields: &[String]) -> Markup {
    let held: Vec<(&String, &String)> = columns
        .iter()
        .zip(fields)
        .filter(|(_, cell)| !cell.trim().is_empty())
        .collect();
    html! {
        @for (at, (column, cell)) in held.iter().enumerate() {
            @if at > 0 { "; " }
            (column) " " strong { (cell) }
        }
    }
}

/// What was pointed out on the way.
pub fn notes(notes: &[String]) -> Markup {
    html! {
        @if !notes.is_empty() {
            h2 { "Pointed out" }
            ul.lines { @for note in notes { li { (note) } } }
        }
    }
}
