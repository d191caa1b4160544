//! Shows a mentor what they may skip, what is optional yet brings grant, and what recognising costs.
//!
//! Owns the page `/prior-learning/skip`. It shows both sides and steers to neither.

use actions::{
    Platform,
    prior_learning::{self, MaySkip},
};
use axum::extract::State;
use domain::Minutes;
use maud::{Markup, html};

use super::{ADDRESS, own::frame};
use crate::{
    error::PageError,
    parts::{
        notice::{self as note, Tone},
        shell,
        words::{amount, counted},
    },
    reader::Reader,
};

const TITLE: &str = "What may I skip?";

/// Shows it.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
) -> Result<Markup, PageError> {
    let actor = reader.actor();
    let found = prior_learning::may_skip(&platform, actor, actor.person).await?;
    let main = html! {
        p.caption { a href=(ADDRESS) { "What you bring with you" } }
        h1 { (TITLE) }
        p.lead { "What is already off, what nobody asks of you, and what it means for your school when earlier training is recognised. Which you do is yours to decide, with your school." }
        @for one in &found { (part(one)) }
    };
    Ok(shell::page(&frame(TITLE, &reader), &main))
}

fn part(one: &MaySkip) -> Markup {
    let (skip, name) = (&one.skip, &one.provider.name);
    html! {
        section.letter {
            h2 { (name) }
            @match one.remaining {
                Some(Minutes::ZERO) => p { strong { "Nothing is left to do." } },
                Some(left) => p { strong { (amount(left)) " left" } " of what is asked of you." },
                None => p { (name) " says itself what is enough." },
            }
            h3 { "Already off" }
            @if skip.off.is_empty() { p { "Nothing has been recognised yet." } } @else {
                ul { @for (title, minutes) in &skip.off { li { (title) ": " (amount(*minutes)) " recognised, and not claimed" } } }
            }
            h3 { "Optional" }
            @if skip.besides.is_empty() { p { "Nothing is optional here: all of it is asked of you." } } @else {
                ul { @for (title, minutes) in &skip.besides { li { (title) ": " (amount(*minutes)) } } }
                p { "You may leave these out. Done, they can be claimed like the rest" @if let Some(cap) = one.cap { ", up to " (counted(usize::try_from(cap).unwrap_or_default(), "hour", "hours")) " a year with this provider" } "." }
            }
            h3 { "What recognising means for your school" }
            (cost(one))
            @if let Some(source) = &one.blocks_ect {
                (note::notice(Tone::Look, &html! {
                    p { strong { "Before your first training here: " } "it could mean that you cannot have funded training as an ECT mentor with " (name) " later. With another body you still could." }
                    p.quiet { "Provisional: " (source) ". Ask " (name) " before you rely on it." }
                }))
            }
        }
    }
}

fn cost(one: &MaySkip) -> Markup {
    let skip = &one.skip;
    let hours = |hours: i32| counted(usize::try_from(hours).unwrap_or_default(), "hour", "hours");
    html! {
        p {
            "If you do all that is left, your school can claim " strong { (hours(skip.trained.hours)) } " more this year"
            @if let Some(worth) = skip.trained.worth { " (" (worth) ")" }
            @if let Some(cap) = one.cap.filter(|_| skip.trained.over_cap > Minutes::ZERO) {
                ", because " (hours(cap)) " is the most for a year"
            }
            "."
        }
        @if skip.hoped > Minutes::ZERO {
            p {
                "If the " (amount(skip.hoped)) " that might come off are recognised, it can claim " strong { (hours(skip.recognised.hours)) }
                @if let Some(worth) = skip.recognised.worth { " (" (worth) ")" }
                ": " (hours(skip.hours_lost())) " less"
                @if let Some(worth) = skip.worth_lost() { ", or " (worth) }
                ", and you have " (amount(skip.hoped)) " back."
            }
        } @else {
            p { "Nothing you have told us so far would come off." }
        }
    }
}
