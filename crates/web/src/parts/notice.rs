//! Says a word to the reader beside the page's own matter.
//!
//! Owns the tones of a notice. It never shouts.

use maud::{Markup, html};

/// How a notice sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something waits for somebody.
    Waiting,
    /// Something to look at.
    Look,
    /// Something was done.
    Done,
}

/// Draws a notice.
#[must_use]
pub fn notice(tone: Tone, words: &Markup) -> Markup {
    html! {
        div.notice.is-warm[tone == Tone::Look].is-done[tone == Tone::Done] role=[(tone == Tone::Done).then_some("status")] {
            svg viewBox="0 0 24 24" aria-hidden="true" {
                @match tone {
                    Tone::Waiting => path d="M7 3h10M7 21h10M8 3c0 8 8 10 8 18M16 3c0 8-8 10-8 18" {},
                    Tone::Look => path d="M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 11v5M12 8v.1" {},
                    Tone::Done => path d="M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M8 12l3 3 5-6" {},
                }
            }
            div { (words) }
        }
    }
}
