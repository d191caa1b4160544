//! Shows what somebody weighs before they book: what stands against a session, and what else there is.
//!
//! Owns the one press "Book this instead". It never decides for the person.

use actions::{
    Platform,
    booking::{catch_up::Equivalent, list::Shown},
};
use domain::{
    booking::{
        Session,
        catch_up::Missed,
        clash::{Clash, Taken},
    },
    calendar::uk_hour,
};
use maud::{Markup, html};

use super::one::address;
use crate::parts::{
    form,
    notice::{self, Tone},
    words,
};

/// What stands against a session, each with the way to what it clashes with.
pub(super) fn against(session: &Session, all: &[Clash]) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    notice::notice(
        Tone::Look,
        &html! {
            @for clash in all {
                p {
                    (clash.told(session))
                    @if let Some(taken) = taken(clash) { " " a href=(address(taken.session)) { "See that booking" } }
                }
            }
        },
    )
}

fn taken(clash: &Clash) -> Option<&Taken> {
    match clash {
        Clash::SameHours(taken) | Clash::Overlap(taken) => Some(taken),
        Clash::DayOff | Clash::Holiday(_) | Clash::BetweenHalfTerms(_) => None,
    }
}

/// What stands in the way of booking, told instead of the button; nothing where nothing does.
pub(super) fn in_the_way(found: &Shown) -> Option<Markup> {
    let choice = &found.choice;
    let refused: Vec<Clash> = choice
        .against
        .iter()
        .filter(|clash| clash.is_refused())
        .cloned()
        .collect();
    if !refused.is_empty() {
        return Some(against(&found.session, &refused));
    }
    let meant = choice.left_out.as_ref()?;
    Some(notice::notice(
        Tone::Look,
        &html! {
            p {
                "This session is meant for " (meant) ". If you think that it is for you too, ask the partnership office of "
                (found.provider.name) ": it can book you a place."
            }
        },
    ))
}

/// The others of the same training: with one press each for whoever missed this one.
pub(super) fn instead(platform: &Platform, found: &Shown) -> Markup {
    let choice = &found.choice;
    let Some(missed) = choice.missed else {
        return others(found);
    };
    if choice.instead.iter().any(|one| one.is_booked) {
        return others(found);
    }
    html! {
        h2 id="instead" { "Choose another day" }
        p { (because(missed)) }
        @if choice.instead.is_empty() {
            p {
                "No other day of this training is offered yet. Ask the partnership office of "
                (found.provider.name) " when there will be one."
            }
        } @else {
            ul.plain { @for one in &choice.instead { (line(platform, found, one)) } }
        }
    }
}

fn because(missed: Missed) -> &'static str {
    match missed {
        Missed::Absent => {
            "The register does not show you there. If you were there, tell a host. If not, another day counts the same."
        }
        Missed::Apologies => "You could not come. Another day counts the same.",
        Missed::Declined => "Your school could not release you. Another day counts the same.",
        Missed::CalledOff => "Another day counts the same.",
        Missed::Moved => "Stay on the new day, or take another; it counts the same.",
    }
}

fn line(platform: &Platform, found: &Shown, one: &Equivalent) -> Markup {
    let session = &one.session;
    let refused = one.against.iter().any(Clash::is_refused);
    html! {
        li.plain-line {
            p.row-title { a href=(address(session.id)) { (session.title) } }
            p.row-more.is-plain {
                (words::day(session.held_on)) ", "
                span.whole { (uk_hour(session.starts_at)) " to " (uk_hour(session.ends_at)) }
                ". " (free(one)) " "
                @if !one.in_school_time { "Outside school time." }
                @else if found.has_cover_note {
                    "In school time: your school is asked, with a " a href={ (address(session.id)) "/cover-note" } { "cover note" } "."
                }
                @else { "In school time: your school is asked." }
            }
            (against(session, &one.against))
            @if !refused {
                form method="post" action=(address(found.session.id)) {
                    (form::once(platform.number()))
                    input type="hidden" name="do" value="instead";
                    div.buttons {
                        button.button type="submit" name="instead" value=(session.id.0) {
                            @if one.free > 0 { "Book this instead" } @else { "Wait for this instead" }
                            span.unseen { ": " (words::day(session.held_on)) }
                        }
                    }
                }
            }
        }
    }
}

fn free(one: &Equivalent) -> Markup {
    html! {
        @match usize::try_from(one.free).unwrap_or_default() {
            0 => "Full; you would wait.",
            free => { (words::counted(free, "place is free", "places are free")) "." }
        }
    }
}

/// Where a session is full, or missed and chosen again: the others, to look at.
fn others(found: &Shown) -> Markup {
    let choice = &found.choice;
    let is_full = found.may_book && found.own.is_none() && found.room == 0;
    if choice.instead.is_empty() || !(is_full || choice.missed.is_some()) {
        return html! {};
    }
    html! {
        h2 { "Other days of the same training" }
        ul.plain {
            @for one in &choice.instead {
                li.plain-line {
                    p.row-title { a href=(address(one.session.id)) { (one.session.title) } }
                    p.row-more {
                        (words::day(one.session.held_on)) ", " (uk_hour(one.session.starts_at)) ". "
                        @if one.is_booked { strong { "You have booked it." } } @else { (free(one)) }
                    }
                }
            }
        }
    }
}
