//! Lists what is known of one thing, name by name, with a way to change it.
//!
//! Owns the words `Answer` and summary list. It never hides what is missing: it says so.

use maud::{Markup, html};

/// One thing that is known.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its name.
    pub name: &'static str,
    /// What is known.
    pub value: Markup,
    /// Where it is changed, and what of: the link says both to those who hear it.
    pub change: Option<Change>,
}

/// A link that changes something.
#[derive(Debug, Clone)]
pub struct Change {
    /// Where it leads.
    pub address: String,
    /// Its word.
    pub words: &'static str,
    /// What it is about, for those who hear links alone.
    pub about: String,
}

impl Answer {
    /// Something known that is not changed here.
    #[must_use]
    pub const fn of(name: &'static str, value: Markup) -> Answer {
        Answer {
            name,
            value,
            change: None,
        }
    }

    /// The same with a link that changes it.
    #[must_use]
    pub fn change(mut self, address: impl Into<String>, about: impl Into<String>) -> Answer {
        self.change = Some(Change {
            address: address.into(),
            words: "Change",
            about: about.into(),
        });
        self
    }
}

/// Draws a summary list.
#[must_use]
pub fn summary(answers: &[Answer]) -> Markup {
    html! {
        dl.summary {
            @for answer in answers {
                div {
                    dt { (answer.name) }
                    dd { (answer.value) }
                    @if let Some(change) = &answer.change {
                        dd.summary-change {
                            a href=(change.address) {
                                (change.words) span.unseen { " " (change.about) }
                            }
                        }
                    }
                }
            }
        }
    }
}
