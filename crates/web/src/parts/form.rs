//! Draws what forms are made of.
//!
//! Owns the key that makes a form do its deed once. It never knows what a form is for.

use maud::{Markup, html};
use uuid::Uuid;

/// The hidden key of a form: sent twice, the deed is done once.
#[must_use]
pub fn once(key: Uuid) -> Markup {
    html! { input type="hidden" name="once" value=(key); }
}
