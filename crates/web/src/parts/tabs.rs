//! Leads between views of one thing, as links that can be shared.
//!
//! Owns the word `Tab`. It never hides a view behind a script.

use maud::{Markup, html};

/// A view that one press leads to.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Its name.
    pub name: String,
    /// Where the press leads.
    pub address: String,
    /// Whether the reader is there.
    pub here: bool,
}

/// Draws tabs; `label` says between what they lead.
#[must_use]
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in tabs {
                    li { a href=(tab.address) aria-current=[tab.here.then_some("page")] { (tab.name) } }
                }
            }
        }
    }
}
