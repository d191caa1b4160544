//! Asks whether everything is right before a deed is done.
//!
//! Owns the word `Confirm`. It never does the deed.

use maud::{Markup, html};
use uuid::Uuid;

use super::{
    form::{self, Typed},
    summary::{self, Answer},
};

/// A deed that waits for a last look.
#[derive(Debug, Clone, Copy)]
pub struct Confirm<'a> {
    /// Where the form is sent.
    pub action: &'a str,
    /// What was typed: carried along.
    pub typed: &'a Typed,
    /// The same, told in words.
    pub answers: &'a [Answer],
    /// What the form showed, where somebody else may have been quicker.
    pub seen: Option<&'a str>,
    /// The key that does the deed once.
    pub once: Uuid,
    /// The words of the button that does it.
    pub yes: &'a str,
    /// The words of the button that leads back to the form.
    pub back: &'a str,
}

/// Draws the answers with the button that does the deed and the one that leads back.
#[must_use]
pub fn confirm(confirm: &Confirm) -> Markup {
    html! {
        (summary::summary(confirm.answers))
        form.form data-answer method="post" action=(confirm.action) {
            (form::once(confirm.once))
            @if let Some(seen) = confirm.seen { (form::seen(seen)) }
            (form::carried(confirm.typed))
            div.buttons {
                button.button type="submit" name="step" value="keep" { (confirm.yes) }
                (form::step(confirm.back, "change"))
            }
        }
    }
}
