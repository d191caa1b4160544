//! Draws how many are where on their way: a bar a line, its figures beside it.
//!
//! Owns the words `Bars` and `Part`. It never tells by colour alone: every figure is written.

use maud::{Markup, html};

use super::{address::Address, words};

/// A part of every bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What it counts, as its column is named.
    pub name: &'static str,
    /// How it is drawn.
    pub shade: Shade,
}

/// How a part of a bar is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// Full and solid.
    Met,
    /// Low.
    Later,
    /// Half high.
    Due,
    /// Full, with a gap in the middle.
    Wait,
    /// Full, with a notch.
    Overdue,
}

impl Shade {
    fn class(self) -> &'static str {
        match self {
            Shade::Met => "is-met",
            Shade::Later => "is-later",
            Shade::Due => "is-due",
            Shade::Wait => "is-waiting",
            Shade::Overdue => "is-overdue",
        }
    }

    /// The outline of a part from one place to another, on a ground 12 high.
    fn outline(self, from: usize, to: usize) -> String {
        match self {
            Shade::Met | Shade::Overdue => format!("M{from} 0H{to}V12H{from}Z"),
            Shade::Later => format!("M{from} 9H{to}V12H{from}Z"),
            Shade::Due => format!("M{from} 5H{to}V12H{from}Z"),
            Shade::Wait => format!("M{from} 0H{to}V4H{from}ZM{from} 8H{to}V12H{from}Z"),
        }
    }
}

/// A figure of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub count: usize,
    /// Where a press leads to those who are counted.
    pub to: Option<Address>,
}

/// A line with its figures, one a part.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is about.
    pub head: Markup,
    /// The figures, in the order of the parts.
    pub counts: Vec<Count>,
}

/// Bars under one another.
#[derive(Debug, Clone)]
pub struct Bars<'a> {
    /// What they show, for those who hear tables by name.
    pub caption: &'a str,
    /// What a line is about.
    pub head: &'a str,
    /// The parts of every bar, from its start.
    pub parts: &'a [Part],
    /// A line each.
    pub lines: &'a [Line],
}

/// How wide a whole bar is drawn.
const WIDE: usize = 240;

/// Draws bars, each as long as its parts are of the whole of its line; parts that nobody is in are left out.
#[must_use]
pub fn bars(bars: &Bars) -> Markup {
    let filled: Vec<usize> = (0..bars.parts.len())
        .filter(|at| bars.lines.iter().any(|line| line.counts[*at].count > 0))
        .collect();
    html! {
        table.table.bars {
            caption { (bars.caption) }
            thead {
                tr {
                    th scope="col" { (bars.head) }
                    th scope="col" { "Share" }
                    @for at in &filled { th.n scope="col" { (key(bars.parts[*at])) } }
                }
            }
            tbody {
                @for line in bars.lines {
                    tr {
                        th scope="row" { (line.head) }
                        td.bars-bar { (drawn(bars.parts, &line.counts)) }
                        @for at in &filled {
                            td.n data-label=(bars.parts[*at].name) { (figure(&line.counts[*at])) }
                        }
                    }
                }
            }
        }
    }
}

fn key(part: Part) -> Markup {
    html! {
        svg.bars-key viewBox="0 0 12 12" aria-hidden="true" {
            path class=(part.shade.class()) d=(part.shade.outline(0, 12)) {}
        }
        (part.name)
    }
}

fn figure(count: &Count) -> Markup {
    html! {
        @match &count.to {
            Some(to) if count.count > 0 => a href=(to) { (words::count(count.count)) },
            _ => (words::count(count.count)),
        }
    }
}

fn drawn(parts: &[Part], counts: &[Count]) -> Markup {
    let all: usize = counts.iter().map(|count| count.count).sum();
    let place = |count: usize| (count * WIDE).checked_div(all).unwrap_or_default();
    let mut before = 0;
    let pieces: Vec<(Shade, usize, usize)> = parts
        .iter()
        .zip(counts)
        .map(|(part, count)| {
            let from = before;
            before += count.count;
            (part.shade, place(from), place(before))
        })
        .filter(|(_, from, to)| to > from)
        .collect();
    html! {
        svg viewBox={ "0 0 " (WIDE) " 12" } preserveAspectRatio="none" aria-hidden="true" {
            @for (shade, from, to) in pieces {
                path class=(shade.class()) d=(shade.outline(from, to)) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [Part; 2] = [
        Part {
            name: "Met",
            shade: Shade::Met,
        },
        Part {
            name: "Overdue",
            shade: Shade::Overdue,
        },
    ];

    fn shown(counts: [usize; 2]) -> String {
        let counts = counts.map(|count| Count {
            count,
            to: Some(Address::of("/people")),
        });
        let line = Line {
            head: html! { "Pedagogy" },
            counts: counts.to_vec(),
        };
        bars(&Bars {
            caption: "By component",
            head: "Component",
            parts: &PARTS,
            lines: &[line],
        })
        .into_string()
    }

    #[test]
    fn a_bar_is_as_long_as_its_parts_are_of_the_whole() {
        let shown = shown([3, 1]);
        assert!(shown.contains("d=\"M0 0H180V12H0Z\""), "{shown}");
        assert!(shown.contains("d=\"M180 0H240V12H180Z\""), "{shown}");
        assert!(shown.contains("<a href=\"/people\">3</a>"), "{shown}");
    }

    #[test]
    fn a_part_that_nobody_is_in_has_no_column_and_nothing_leads_to_nobody() {
        let shown = shown([3, 0]);
        assert!(!shown.contains("Overdue"), "{shown}");
        let empty = bars(&Bars {
            caption: "By component",
            head: "Component",
            parts: &PARTS,
            lines: &[],
        });
        assert!(!empty.into_string().contains("Met"));
    }
}
