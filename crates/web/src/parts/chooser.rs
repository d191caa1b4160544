//! Lists people of a partnership as buttons that step into their place.
//!
//! Owns the word `Choice`. It never appears outside the demo.

use maud::{Markup, html};

use crate::accent::Accent;

/// A person whose place can be taken.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The person's own number.
    pub id: String,
    /// The code of the provider, whose page is opened.
    pub provider: String,
    /// Their name.
    pub name: String,
    /// Their school.
    pub school: Option<String>,
    /// Where they stand, in one line.
    pub told: String,
}

/// How many people are shown before the rest is opened.
const AT_ONCE: usize = 12;

/// Draws a partnership with its people.
#[must_use]
pub fn partnership(name: &str, accent: Option<Accent>, intro: &str, people: &[Choice]) -> Markup {
    let class = accent.map_or_else(
        || "partnership".to_owned(),
        |accent| format!("partnership {}", accent.class()),
    );
    html! {
        section class=(class) {
            h2 { (name) }
            p.quiet { (intro) }
            ul.people {
                @for person in people.iter().take(AT_ONCE) { li { (button(person)) } }
            }
            @if people.len() > AT_ONCE {
                details.choices {
                    summary { "Show " (people.len() - AT_ONCE) " more" }
                    ul.people {
                        @for person in people.iter().skip(AT_ONCE) { li { (button(person)) } }
                    }
                }
            }
        }
    }
}

fn button(person: &Choice) -> Markup {
    html! {
        form method="post" action="/demo/step-in" {
            input type="hidden" name="person" value=(person.id);
            input type="hidden" name="provider" value=(person.provider);
            button type="submit" {
                span.people-name { (person.name) }
                @if let Some(school) = &person.school { " " span { (school) } }
                " "
                span.quiet.small { (person.told) }
            }
        }
    }
}
