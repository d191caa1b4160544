//! Shows bars and heat maps in every state.
//!
//! Owns nothing of its own. It never shows a real person.

use maud::{Markup, html};

use crate::parts::{
    address::Address,
    bars::{self, Bars, Count, Line, Part, Shade},
    heat::{self, Column, Heat},
};

const PARTS: [Part; 5] = [
    Part {
        name: "Met",
        shade: Shade::Met,
    },
    Part {
        name: "Not yet due",
        shade: Shade::Later,
    },
    Part {
        name: "Due",
        shade: Shade::Due,
    },
    Part {
        name: "Not yet confirmed",
        shade: Shade::Wait,
    },
    Part {
        name: "Overdue",
        shade: Shade::Overdue,
    },
];

/// Draws the shelf.
#[must_use]
pub fn section() -> Markup {
    let to = || Address::of("/style");
    let line = |name: &str, counts: [usize; 5]| Line {
        head: html! { (name) },
        counts: counts
            .map(|count| Count {
                count,
                to: Some(to()),
            })
            .to_vec(),
    };
    let column = |name: &str| Column {
        name: name.to_owned(),
        to: to(),
    };
    let school = |name: &str, cells: Vec<Option<(usize, usize)>>| heat::Line {
        head: html! { (name) },
        cells,
    };
    html! {
        h2 { "Bars with their figures" }
        (bars::bars(&Bars {
            caption: "Invented bars",
            head: "Component",
            parts: &PARTS,
            lines: &[
                line("Everywhere", [40, 12, 9, 4, 7]),
                line("All met", [72, 0, 0, 0, 0]),
                line("Asked of nobody", [0; 5]),
            ],
        }))
        h2 { "Heat map" }
        (heat::key())
        (heat::heat(&Heat {
            caption: "An invented heat map",
            head: "School",
            columns: &[column("First"), column("Second"), column("Third")],
            lines: &[
                school("A school", vec![Some((0, 8)), Some((1, 8)), Some((4, 8))]),
                school("Another school", vec![Some((6, 8)), Some((8, 8)), None]),
            ],
        }))
    }
}
