//! Draws a heat map as a table: the fuller a cell, the more of it is met.
//!
//! Owns the word `Heat`. It never tells by colour alone: every cell says its figures.

use maud::{Markup, html};

use super::address::Address;

/// A column: its number stands at its head, its name is heard.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it is about.
    pub name: String,
    /// Where a press leads.
    pub to: Address,
}

/// A line of cells.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is about.
    pub head: Markup,
    /// By column: how many met it of how many of whom it is asked; nothing where it is asked of nobody.
    pub cells: Vec<Option<(usize, usize)>>,
}

/// A heat map.
#[derive(Debug, Clone)]
pub struct Heat<'a> {
    /// What it shows.
    pub caption: &'a str,
    /// What a line is about.
    pub head: &'a str,
    /// The columns.
    pub columns: &'a [Column],
    /// The lines.
    pub lines: &'a [Line],
}

/// Draws a heat map, which scrolls sideways where there is no room.
#[must_use]
pub fn heat(heat: &Heat) -> Markup {
    html! {
        div.heat role="region" aria-label=(heat.caption) tabindex="0" {
            table {
                caption.unseen { (heat.caption) }
                thead {
                    tr {
                        th scope="col" { (heat.head) }
                        @for (at, column) in heat.columns.iter().enumerate() {
                            th scope="col" {
                                a href=(column.to) title=(column.name) {
                                    (at + 1) span.unseen { " " (column.name) }
                                }
                            }
                        }
                    }
                }
                tbody {
                    @for line in heat.lines {
                        tr {
                            th scope="row" { (line.head) }
                            @for cell in &line.cells { (drawn(*cell)) }
                        }
                    }
                }
            }
        }
    }
}

fn drawn(cell: Option<(usize, usize)>) -> Markup {
    match cell {
        None => html! { td { "–" } },
        Some((met, all)) => html! { td class={ "h" (warmth(met, all)) } { (met) "/" (all) } },
    }
}

/// From nobody, 0, by quarters to everybody, 4.
fn warmth(met: usize, all: usize) -> usize {
    match (met * 4).checked_div(all) {
        Some(0) if met > 0 => 1,
        Some(warmth) => warmth,
        None => 4,
    }
}

/// Explains the cells in words and shades.
#[must_use]
pub fn key() -> Markup {
    let shades = ["nobody", "some", "half", "most", "everybody"];
    html! {
        p.heat-key {
            "A cell says how many have met a component, of how many. "
            @for (at, shade) in shades.iter().enumerate() {
                span class={ "h" (at) } { (shade) } " "
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_as_warm_as_it_is_full_and_only_everybody_fills_it() {
        for (met, all, expected) in [(0, 9, 0), (1, 9, 1), (4, 8, 2), (8, 9, 3), (9, 9, 4)] {
            assert_eq!(warmth(met, all), expected, "{met} of {all}");
        }
    }

    #[test]
    fn a_cell_says_its_figures_and_one_that_is_asked_of_nobody_says_so() {
        assert!(drawn(Some((3, 4))).into_string().contains("3/4"));
        assert_eq!(drawn(None).into_string(), "<td>–</td>");
    }
}
