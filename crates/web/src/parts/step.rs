//! Shows the next best step in one line, with why.
//!
//! Owns the word `Step`. It never offers what cannot be done here.

use maud::{Markup, html};

/// What to do next.
#[derive(Debug, Clone)]
pub struct Step {
    /// The small heading above it.
    pub heading: &'static str,
    /// The whole action.
    pub action: Markup,
    /// Why, in a sentence.
    pub why: Markup,
    /// Where to read more: an address and its words.
    pub more: Option<(String, &'static str)>,
}

/// Draws the step.
#[must_use]
pub fn step(step: &Step) -> Markup {
    html! {
        section.step aria-labelledby="next-step" {
            h2 #next-step { (step.heading) }
            p.step-action { (step.action) }
            p { (step.why) }
            @if let Some((address, words)) = &step.more { a href=(address) { (words) } }
        }
    }
}
