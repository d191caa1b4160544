//! Draws the demo's front page: what this is, and whose place can be taken.
//!
//! Owns the words of welcome. It never asks for anything but a press.

use actions::standing::DemoPartnership;
use domain::Date;
use maud::{Markup, html};

use crate::parts::{
    chooser::{self, Choice},
    notice::{self, Tone},
    shell::{self, Frame},
    words,
};

/// Draws the front page.
#[must_use]
pub fn front(partnerships: &[DemoPartnership], today: Date, problem: Option<&str>) -> Markup {
    let accents = partnerships
        .iter()
        .filter_map(|partnership| shell::accent_of(&partnership.provider))
        .collect();
    let main = html! {
        h1 { "Where does every mentor stand?" }
        p.lead {
            "Alongside keeps the training of those who mentor student teachers: what is required, \
             what is done, what remains, and the rule behind each figure."
        }
        @if let Some(problem) = problem {
            (notice::notice(Tone::Look, &html! { p role="alert" { (problem) } }))
        }
        p {
            "This is a demonstration with invented people. Its clock stands at "
            (words::day(today)) ". Press a name to see the page as that mentor sees it; nothing \
            you do here can break anything."
        }
        div.partnerships {
            @for partnership in partnerships { (section(partnership)) }
        }
    };
    shell::page(
        &Frame {
            title: "Step into a mentor’s place",
            accents,
            ..Frame::default()
        },
        &main,
    )
}

fn section(partnership: &DemoPartnership) -> Markup {
    let people: Vec<Choice> = partnership
        .mentors
        .iter()
        .map(|mentor| Choice {
            id: mentor.id.0.to_string(),
            provider: partnership.provider.code.clone(),
            name: mentor.name.clone(),
            school: mentor.school.clone(),
            told: mentor.told.clone(),
        })
        .collect();
    let accent = shell::accent_of(&partnership.provider);
    let intro = match people.len() {
        0 => "Nobody is listed here yet.".to_owned(),
        1 => "One mentor. Press the name to step into their place.".to_owned(),
        many => format!("{many} mentors. Press a name to step into their place."),
    };
    chooser::partnership(&partnership.provider.name, accent, &intro, &people)
}
