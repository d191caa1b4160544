//! Lists what there is to do, one line each, the whole action on the line.
//!
//! Owns the word `Item`. It never offers what cannot be done.

use maud::{Markup, html};

/// One thing to do.
#[derive(Debug, Clone)]
pub struct Item {
    /// The whole action.
    pub action: Markup,
    /// Where it is done.
    pub address: String,
    /// For whom, how long, by when.
    pub facts: Markup,
    /// Its state.
    pub state: Option<Markup>,
    /// The class of the provider's accent, where several stand side by side.
    pub accent: Option<String>,
}

/// Draws the list, in the order given.
#[must_use]
pub fn tasks(list: &[Item]) -> Markup {
    html! {
        ol.tasks role="list" {
            @for item in list {
                li class={ "task " (item.accent.as_deref().unwrap_or_default()) } {
                    a.task-action href=(item.address) { (item.action) }
                    p.task-facts { (item.facts) }
                    @if let Some(state) = &item.state { div.task-state { (state) } }
                }
            }
        }
    }
}
