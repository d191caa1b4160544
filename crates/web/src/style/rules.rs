//! Shows a value's line through time, the search box and what it found, in every state.
//!
//! Owns nothing of its own. It never shows a real person.

use domain::{Date, Minutes, standing::Reason};
use maud::{Markup, html};

use crate::parts::{
    address::Address,
    figure, file,
    history::{self, History, Stretch},
    results::{self, Line, Results},
    rule,
};

/// Draws the shelf.
#[must_use]
pub fn section(today: Date) -> Markup {
    html! {
        h2 { "A value through time" }
        (through_time(today))
        h2 { "A rule as a reason" }
        (figure::because(&[
            rule::rule(&Reason::ProviderJudges, "them"),
            rule::rule(&Reason::ClaimsNotKnown, "them"),
        ]))
        h2 { "A list as a file" }
        ul.buttons { (file::offer(&Address::of("/style"))) }
        h2 { "Search" }
        (results::search_box("seek-shown", "Sian", "As it is shown"))
        h2 { "What a search found" }
        (found())
    }
}

fn through_time(today: Date) -> Markup {
    let day = |year| Date::new(year, 9, 1).unwrap_or(today);
    let stretch = |from: i16, until: Option<i16>, hours: Option<i32>| Stretch {
        from: day(from),
        until: until.and_then(|year| day(year).yesterday().ok()),
        height: hours.map(|hours| i64::from(hours) * 60),
        value: match hours {
            Some(hours) => html! { (Minutes::hours(hours)) },
            None => html! { "None" },
        },
        source: html! { "An invented source" },
    };
    history::history(&History {
        id: "through-time".to_owned(),
        name: "An invented rule",
        on: today,
        stretches: vec![
            stretch(2023, Some(2024), Some(20)),
            stretch(2024, Some(2025), Some(16)),
            stretch(2025, None, None),
        ],
    })
}

fn found() -> Markup {
    let line = |name: &str, address: Option<&str>, more: &str| Line {
        name: name.to_owned(),
        address: address.map(str::to_owned),
        more: more.to_owned(),
    };
    html! {
        (results::results(&Results {
            heading: "People found",
            lines: vec![
                line("Siân Invented", Some("/style"), "General mentor, An invented school"),
                line("Sian Imagined", None, "Student teacher, has left"),
            ],
            all: 41,
            rest: Some("/style".to_owned()),
        }))
        (results::results(&Results {
            heading: "Schools found",
            lines: vec![line("An invented school", Some("/style"), "York YO1 9ZZ, URN 900001")],
            all: 30,
            rest: None,
        }))
    }
}
