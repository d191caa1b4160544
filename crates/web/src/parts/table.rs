//! Lays rows out as a table where there is room, and as cards where there is not.
//!
//! Owns the words `Table` and `Line`. It never scrolls sideways.

use maud::{Markup, html};

/// Rows under named columns.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// What the table is about.
    pub caption: &'a str,
    /// The columns; the first holds what each row is about.
    pub columns: &'a [Column],
    /// The rows.
    pub lines: Vec<Line>,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Whether a cell says what it is, so that a card can leave the name out.
    pub says_itself: bool,
}

impl Column {
    /// A column whose name stands before each cell on a card.
    #[must_use]
    pub const fn named(name: &'static str) -> Column {
        Column {
            name,
            says_itself: false,
        }
    }

    /// A column whose cells need no name on a card.
    #[must_use]
    pub const fn plain(name: &'static str) -> Column {
        Column {
            name,
            says_itself: true,
        }
    }
}

/// One row.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its address on the page.
    pub id: String,
    /// A class for its state, or none.
    pub class: Option<&'static str>,
    /// What it is about.
    pub head: Markup,
    /// The other cells, in the order of the columns; blank ones are left out on cards.
    pub cells: Vec<Option<Markup>>,
}

/// Draws a table.
///
/// The roles are said outright, because a table that is laid out as cards loses them otherwise.
#[must_use]
pub fn table(table: &Table) -> Markup {
    html! {
        table class={ "table has-" (table.columns.len()) } role="table" {
            caption { (table.caption) }
            thead role="rowgroup" {
                tr role="row" {
                    @for column in table.columns {
                        th role="columnheader" scope="col" { (column.name) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for line in &table.lines { (row(line, table.columns)) }
            }
        }
    }
}

fn row(line: &Line, columns: &[Column]) -> Markup {
    html! {
        tr role="row" id=(line.id) class=[line.class] {
            th role="rowheader" scope="row" { (line.head) }
            @for (column, cell) in columns.iter().skip(1).zip(&line.cells) {
                td role="cell" class=[class(*column, cell.as_ref())] {
                    @if let Some(cell) = cell {
                        @if !column.says_itself {
                            span.cell-label aria-hidden="true" { (column.name) } " "
                        }
                        div.cell { (cell) }
                    }
                }
            }
        }
    }
}

fn class(column: Column, cell: Option<&Markup>) -> Option<&'static str> {
    match cell {
        None => Some("is-blank"),
        Some(_) if column.says_itself => Some("is-plain"),
        Some(_) => None,
    }
}
