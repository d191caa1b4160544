//! Shows the year as a strip, and what there is to do in it, in every state.
//!
//! Owns nothing of its own. It never shows a real person.

use domain::{AcademicYear, Date, programme::HalfTerm, standing::Shown};
use maud::{Markup, html};

use crate::parts::{
    strip::{self, Mark, Span, Strip},
    tag::{self, Tag},
    tasks::{self, Item},
    words,
};

/// Draws the shelf.
#[must_use]
pub fn section(today: Date) -> Markup {
    html! {
        h2 { "The year as a strip" }
        (year(today))
        h2 { "What there is to do" }
        (to_do(today))
    }
}

fn year(today: Date) -> Markup {
    let year = AcademicYear::containing(today);
    let first = year.first_day();
    let day = |days: i32| first.saturating_add(jiff::Span::new().days(days));
    let half_terms: Vec<HalfTerm> = (1..=6u8)
        .map(|number| HalfTerm {
            number,
            from: day(i32::from(number - 1) * 50),
            until: day(i32::from(number - 1) * 50 + 42),
        })
        .collect();
    let marks = Shown::ALL.into_iter().zip(0..).map(|(shown, at)| Mark {
        on: day(at * 45 + 20),
        shown,
        words: format!("An invented session, {}", shown.told().to_lowercase()),
    });
    strip::strip(&Strip {
        year,
        today,
        half_terms: &half_terms,
        spans: vec![Span {
            from: day(30),
            until: day(140),
            words: "An invented student teacher".to_owned(),
        }],
        marks: marks.collect(),
    })
}

fn to_do(today: Date) -> Markup {
    let item = |action: &str, state: Option<Shown>| Item {
        action: html! { (action) },
        address: "/style".to_owned(),
        facts: html! { "1 h, by " (words::day(today)) },
        state: state.map(|shown| tag::tag(Tag::Of(shown))),
        accent: None,
    };
    tasks::tasks(&[
        item("Study “An invented session”", Some(Shown::Due)),
        item("Attend “Another invented session”", Some(Shown::NotYetDue)),
        item("Look at an invented list", None),
    ])
}
