//! Shows a figure that opens its reasons, without any script.
//!
//! Owns the words `Figure` and `Because`. It never shows a number that cannot be opened.

use maud::{Markup, html};

use super::tag::{self, Tag};

/// A figure and what it rests on.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its name, which is also its address on the page.
    pub name: &'static str,
    /// Its value.
    pub value: Markup,
    /// Whether the value is words rather than a number.
    pub is_words: bool,
    /// A line that stays in sight when it is closed.
    pub hint: Option<Markup>,
    /// What opens.
    pub why: Markup,
}

/// One thing that a figure rests on: an entry or a rule.
#[derive(Debug, Clone)]
pub struct Because {
    /// What it says, its value in front.
    pub what: Markup,
    /// Its days.
    pub days: Option<Markup>,
    /// Where it was read.
    pub source: Option<String>,
    /// Whether it has yet to be confirmed at its source.
    pub provisional: bool,
}

impl Because {
    /// A reason that needs no source: a line of the reader's own record.
    #[must_use]
    pub fn entry(what: Markup, days: Option<Markup>) -> Because {
        Because {
            what,
            days,
            source: None,
            provisional: false,
        }
    }
}

/// Draws a figure, closed.
#[must_use]
pub fn figure(figure: &Figure) -> Markup {
    let id = figure.name.to_lowercase().replace(' ', "-");
    html! {
        details.figure id=(id) {
            summary {
                span.figure-name { (figure.name) } " "
                span.figure-value.is-words[figure.is_words] { (figure.value) }
                @if let Some(hint) = &figure.hint { " " span.figure-hint { (hint) } }
            }
            div.figure-why { (figure.why) }
        }
    }
}

/// Draws figures as one list.
#[must_use]
pub fn figures(list: &[Figure]) -> Markup {
    html! { div.figures { @for one in list { (figure(one)) } } }
}

/// Draws what a figure rests on.
#[must_use]
pub fn because(list: &[Because]) -> Markup {
    html! {
        @if !list.is_empty() {
            ul.reasons {
                @for one in list {
                    li {
                        p { (one.what) }
                        @if let Some(days) = &one.days { p.quiet.small { (days) } }
                        @if let Some(source) = &one.source { p.quiet.small { "Source: " (source) } }
                        @if one.provisional { p { (tag::tag(Tag::Provisional)) } }
                    }
                }
            }
        }
    }
}

/// Draws a small sum, its last line the total.
#[must_use]
pub fn sum(lines: &[(&str, Markup)]) -> Markup {
    let last = lines.len().saturating_sub(1);
    html! {
        dl.sum {
            @for (at, (name, value)) in lines.iter().enumerate() {
                dt.is-total[at == last] { (name) }
                dd.is-total[at == last] { (value) }
            }
        }
    }
}
