//! Lists people of a partnership as buttons that step into their place.
//!
//! Owns the words `Choice` and `Group`. It never appears outside the demo.

use maud::{Markup, html};

use crate::accent::Colour;

/// People of one role.
#[derive(Debug, Clone)]
pub struct Group {
    /// What the provider calls them.
    pub heading: String,
    /// What there is to see.
    pub intro: String,
    /// Who.
    pub people: Vec<Choice>,
    /// What is said after them.
    pub after: Option<String>,
}

/// A person whose place can be taken.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What the press sends.
    pub key: String,
    /// Their name.
    pub name: String,
    /// Their school.
    pub school: Option<String>,
    /// What there is to see, in one line.
    pub told: String,
}

/// Draws a partnership with its people, role by role.
#[must_use]
pub fn partnership(name: &str, accent: Option<Colour>, groups: &[Group]) -> Markup {
    let class = accent.map_or_else(
        || "partnership".to_owned(),
        |accent| format!("partnership {}", accent.class()),
    );
    html! {
        section class=(class) {
            h2 { (name) }
            @if groups.is_empty() { p { "Nobody has a place here on this day." } }
            form method="post" action="/demo/step-in" {
                @for group in groups {
                    h3 { (group.heading) }
                    @if !group.intro.is_empty() { p.quiet.small { (group.intro) } }
                    ul.people { @for person in &group.people { li { (button(person)) } } }
                    @if let Some(after) = &group.after { p.quiet.small { (after) } }
                }
            }
        }
    }
}

fn button(person: &Choice) -> Markup {
    html! {
        button type="submit" name="part" value=(person.key) {
            span.people-name { (person.name) }
            @if let Some(school) = &person.school { " " span.small { (school) } }
            @if !person.told.is_empty() { " " span.quiet.small { (person.told) } }
        }
    }
}
