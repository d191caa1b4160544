//! Shows whom a mentor hosts, where their hours stand, and whom they ask.
//!
//! Owns these parts of the page. It never reckons: standings do.

use actions::this_week::{Contact, Hosts, Side, ThisWeek};
use domain::{Date, Minutes};
use maud::{Markup, html};

use crate::{
    parts::{
        ring::{self, Ring},
        words,
    },
    prior_learning::TOGETHER,
    standing,
};

pub(super) fn students(found: &ThisWeek) -> Markup {
    let all: Vec<(&Side, &Hosts)> = found
        .sides
        .iter()
        .flat_map(|side| side.students.iter().map(move |student| (side, student)))
        .collect();
    html! {
        @if all.is_empty() {
            p {
                strong { "No student teacher at present." }
                " Nothing can become overdue while you host nobody."
            }
        } @else {
            ul.plain {
                @for (side, student) in all {
                    li.plain-line {
                        p.row-title { (student.name) }
                        p.row-more.is-plain { (placement(side, student)) }
                    }
                }
            }
        }
    }
}

fn placement(side: &Side, student: &Hosts) -> Markup {
    let hosting = &student.hosting;
    html! {
        @if let Some(stage) = hosting.stage { "Stage " (stage) ", " }
        @if hosting.until == Date::MAX { "since " (words::day(hosting.from)) }
        @else { "until " (words::day(hosting.until)) }
        ", with " (side.provider.name)
        @if let Some(school) = &student.school { ", at " (school) }
    }
}

pub(super) fn hours(found: &ThisWeek) -> Markup {
    html! {
        ul.plain {
            @for side in &found.sides {
                li.plain-line.has-ring {
                    (ring::small(&ring_of(side)))
                    div {
                        p.row-title {
                            a.target href=(standing::pages::address(&side.provider)) { (side.provider.name) }
                        }
                        p.row-more.is-plain { (hours_in_words(side)) }
                    }
                }
            }
        }
        @if several_ask(found) {
            p { a.target href=(TOGETHER) { "The least that is left for all of them, as one plan" } }
        }
    }
}

/// Whether more than one provider still asks something.
fn several_ask(found: &ThisWeek) -> bool {
    let asks = |side: &&Side| {
        side.standing
            .remaining
            .is_some_and(|left| left > Minutes::ZERO)
    };
    found.sides.iter().filter(asks).count() > 1
}

fn ring_of(side: &Side) -> Ring {
    let standing = &side.standing;
    Ring {
        required: standing.required,
        done: standing.done,
        recognised: standing.recognised,
        remaining: standing.remaining,
    }
}

fn hours_in_words(side: &Side) -> Markup {
    let standing = &side.standing;
    html! {
        @match (standing.required, standing.remaining) {
            (Some(required), Some(Minutes::ZERO)) => {
                "All " (words::amount(required)) " of " (words::track(standing.track)) " done"
            }
            (Some(required), Some(left)) => {
                strong { (words::amount(left)) " left" } " of " (words::amount(required)) " for "
                (words::track(standing.track))
            }
            _ => { (words::amount(standing.done)) " done; what is sufficient the provider judges" }
        }
    }
}

pub(super) fn contacts(found: &ThisWeek) -> Markup {
    let all: Vec<(&Side, &Contact)> = found
        .sides
        .iter()
        .filter_map(|side| Some((side, side.contact.as_ref()?)))
        .collect();
    html! {
        @if all.is_empty() {
            p.quiet { "No one is named yet. The partnership office will put a name here." }
        } @else {
            ul.plain {
                @for (side, contact) in all {
                    li.plain-line {
                        p.row-title { (contact.name) }
                        p.row-more.is-plain {
                            (contact.label) ", " (side.provider.name)
                            @if let Some(address) = &contact.address {
                                ". " a.target href={ "mailto:" (address) } { "Write to " (address) }
                            }
                        }
                    }
                }
            }
        }
    }
}
