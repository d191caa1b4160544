//! Draws hours as a ring: done solid, recognised striped, remaining empty.
//!
//! Owns the word `Ring`. It never tells by colour alone: every arc has its words.

use domain::Minutes;
use maud::{Markup, html};

use super::words;

/// What a ring shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    /// What is asked; nothing where the provider alone judges.
    pub required: Option<Minutes>,
    /// Verified minutes that count.
    pub done: Minutes,
    /// Recognised minutes that count.
    pub recognised: Minutes,
    /// What is left.
    pub remaining: Option<Minutes>,
}

impl Ring {
    /// The same in one sentence.
    #[must_use]
    pub fn told(&self) -> String {
        match (self.required, self.remaining) {
            (Some(required), Some(remaining)) => format!(
                "Of {required} required, {} are done, {} are recognised and {remaining} remain.",
                self.done, self.recognised
            ),
            _ => format!("{} are done. No number of hours is required.", self.done),
        }
    }

    /// Where the arcs of done and recognised end, in thousandths of the ring.
    fn ends(&self) -> (i32, i32) {
        let whole = match self.required {
            Some(required) if required > Minutes::ZERO => required.0,
            _ => return (1000, 1000),
        };
        let share = |minutes: i32| minutes.clamp(0, whole) * 1000 / whole;
        (share(self.done.0), share(self.done.0 + self.recognised.0))
    }
}

/// Draws the ring with its key.
#[must_use]
pub fn ring(ring: &Ring) -> Markup {
    let (done, counted) = ring.ends();
    let stripes = format!("stripes-{done}-{counted}");
    let met = ring.required.is_some() && ring.remaining == Some(Minutes::ZERO);
    html! {
        figure.ring {
            svg viewBox="0 0 200 200" role="img" aria-label=(ring.told()) {
                @if counted > done {
                    defs {
                        pattern id=(stripes) width="7" height="7" patternUnits="userSpaceOnUse"
                            patternTransform="rotate(45)" {
                            rect.ring-ground width="7" height="7" {}
                            line.ring-stripe x1="2" y1="0" x2="2" y2="7" {}
                        }
                    }
                }
                circle.ring-track cx="100" cy="100" r="88" {}
                @if ring.required.is_some() {
                    (arc("ring-done", 0, done, None))
                    (arc("ring-recognised", done, counted, Some(&format!("url(#{stripes})"))))
                }
                (middle(ring, met))
            }
            figcaption {
                ul.ring-key {
                    li { i.is-done {} "Done" }
                    @if ring.recognised > Minutes::ZERO { li { i.is-recognised {} "Recognised" } }
                    @if ring.required.is_some() { li { i.is-left {} "Remaining" } }
                }
            }
        }
    }
}

/// Draws a ring without words, beside a line that says the same.
#[must_use]
pub fn small(ring: &Ring) -> Markup {
    let (done, counted) = ring.ends();
    html! {
        svg.ring-small viewBox="0 0 202 202" aria-hidden="true" {
            circle.ring-track cx="100" cy="100" r="86" {}
            @if ring.required.is_some() {
                (arc("ring-done", 0, done, None))
                (arc("ring-done", done, counted, None))
            }
        }
    }
}

fn arc(class: &str, from: i32, to: i32, stroke: Option<&str>) -> Markup {
    html! {
        @if to - from >= 1000 {
            circle class=(class) cx="100" cy="100" r="88" stroke=[stroke] {}
        } @else if to > from {
            circle class=(class) cx="100" cy="100" r="88" stroke=[stroke]
                pathLength="1000" stroke-dasharray={ (to - from) " 1000" }
                stroke-dashoffset=(-from) transform="rotate(-90 100 100)" {}
        }
    }
}

fn middle(ring: &Ring, met: bool) -> Markup {
    let (figure, word) = match (ring.required, ring.remaining) {
        (Some(_), Some(_)) if met => (ring.done + ring.recognised, "All done".to_owned()),
        (Some(required), Some(remaining)) => (remaining, format!("left of {required}")),
        _ => (ring.done, "done".to_owned()),
    };
    html! {
        @if met { path.ring-tick d="M84 58 l12 12 l22 -24" {} }
        text.ring-figure x="100" y=(if met { 114 } else { 108 }) { (large(figure)) }
        text.ring-word x="100" y=(if met { 132 } else { 128 }) { (word) }
    }
}

/// An amount whose numbers are large and whose units are small.
fn large(amount: Minutes) -> Markup {
    let told = amount.to_string();
    html! {
        @for (at, word) in told.split(' ').enumerate() {
            @if at % 2 == 0 {
                tspan dx=(if at > 0 { 8 } else { 0 }) { (word) }
            } @else {
                tspan.ring-unit dx="3" { (word) }
            }
        }
    }
}

/// Draws an amount with the word that it is of, for places where a ring has no room; it breaks between the two.
#[must_use]
pub fn done_of(done: Minutes, length: Minutes) -> Markup {
    html! { (words::unbroken(&format!("{done} of {length}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(required: Option<i32>, done: i32, recognised: i32) -> Ring {
        Ring {
            required: required.map(Minutes),
            done: Minutes(done),
            recognised: Minutes(recognised),
            remaining: required.map(|required| Minutes(required).less(Minutes(done + recognised))),
        }
    }

    #[test]
    fn the_arcs_are_shares_of_what_is_required() {
        assert_eq!(made(Some(1200), 600, 300).ends(), (500, 750));
        assert_eq!(
            made(Some(1200), 1500, 300).ends(),
            (1000, 1000),
            "never beyond"
        );
        assert_eq!(made(Some(0), 0, 0).ends(), (1000, 1000));
    }

    #[test]
    fn a_ring_says_in_words_what_it_shows() {
        assert_eq!(
            made(Some(1200), 600, 60).told(),
            "Of 20 h required, 10 h are done, 1 h are recognised and 9 h remain."
        );
        assert!(made(None, 90, 0).told().contains("No number of hours"));
    }
}
