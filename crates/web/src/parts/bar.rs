//! Draws how far one component is done, as a bar beside its words.
//!
//! Owns the shape of the bar. It never stands alone: a reader who cannot see it misses nothing.

use domain::Minutes;
use maud::{Markup, html};

/// Draws a bar of done and recognised minutes along a length.
#[must_use]
pub fn bar(done: Minutes, recognised: Minutes, length: Minutes) -> Markup {
    let whole = length.0.max(1);
    let share = |minutes: i32| minutes.clamp(0, whole) * 100 / whole;
    let (done, counted) = (share(done.0), share(done.0 + recognised.0));
    html! {
        svg.bar viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" {
            rect.bar-track width="100" height="6" {}
            rect.bar-recognised width=(counted) height="6" {}
            rect.bar-done width=(done) height="6" {}
        }
    }
}
