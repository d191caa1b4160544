//! Draws the list of past imports.
//!
//! Owns the order of its columns. It never tells what stood in a file.

use actions::import::{Imports, Past};
use domain::audit::import::State;
use maud::{Markup, html};

use super::{address, address_of, framed, words};
use crate::{
    parts::{
        address::Address,
        empty,
        pages::{self, Pages},
        table::{self, Column, Line, Table},
    },
    reader::Reader,
};

/// Imports that stand on a page.
pub const SIZE: usize = 50;

const COLUMNS: [Column; 4] = [
    Column::plain("File"),
    Column::named("Came"),
    Column::named("Came to"),
    Column::named("State"),
];

/// Draws the list.
pub fn page(imports: &Imports, page: usize, reader: &Reader) -> Markup {
    let provider = &imports.provider;
    let of = Address::of(address(provider));
    let pages = Pages {
        of: &of,
        what: ("import", "imports"),
        page,
        size: SIZE,
        count: usize::try_from(imports.count).unwrap_or(usize::MAX),
    };
    let lines = imports
        .list
        .iter()
        .map(|past| line(imports, past))
        .collect();
    let main = html! {
        h1 { "Imports" }
        p.lead { "Every file that came in: what it changed, what it left out, and the way back." }
        p { a.button href={ (address(provider)) "/new" } { "Bring a file" } }
        @if imports.list.is_empty() {
            (empty::empty("Nothing was brought yet", &html! {
                "Bring a register, a list of mentors or a list of placements: you see what it \
                 would do before anything is kept."
            }))
        } @else {
            p.quiet { (pages::shown(&pages)) ", newest first" }
            (table::table(&Table { caption: "Past imports", columns: &COLUMNS, lines }))
            (pages::pages(&pages))
        }
    };
    framed(reader, provider, "Imports", &main)
}

/// What became of it: what waits for somebody stands out.
fn state(past: &Past) -> Markup {
    let told = words::state(past.state);
    html! {
        @match past.state {
            State::Previewed | State::Begun => { strong { (told) } }
            _ => { (told) }
        }
        @if let Some((at, by, _)) = &past.undone {
            p.row-more { "on " (words::at(*at)) " by " (by) }
        }
    }
}

fn line(imports: &Imports, past: &Past) -> Line {
    Line {
        id: format!("import-{}", past.id),
        class: None,
        head: html! {
            p.row-title { a href=(address_of(&imports.provider, past.id)) { (past.file_name) } }
            p.row-more { (words::kind(past.kind)) }
        },
        cells: vec![
            Some(html! { (words::at(past.received_at)) p.row-more { "by " (past.received_by) } }),
            Some(html! { (words::came_to(past)) }),
            Some(state(past)),
        ],
    }
}
