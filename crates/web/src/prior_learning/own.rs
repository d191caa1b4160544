//! Shows a mentor what they bring along, what might come off, and where each request stands.
//!
//! Owns the page `/prior-learning`. It never promises what nobody has decided.

use actions::{
    Platform,
    access::SeatKind,
    prior_learning::{self, Brought, Plan, address},
};
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use domain::{
    Minutes,
    prior_learning::{ItemDraft, RATINGS, STANDARDS},
};
use maud::{Markup, html};

use super::{ADDRESS, SKIP, TOGETHER, file, item, words};
use crate::{
    error::PageError,
    parts::{
        empty,
        form::{self, Typed},
        notice::{self as note, Tone},
        shell::{self, Frame},
        summary::{self, Answer},
        words::{amount, day},
    },
    reader::Reader,
};

/// Shows it.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    RawQuery(question): RawQuery,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let found = prior_learning::brought(&platform, actor, actor.person).await?;
    let done = question.unwrap_or_default();
    Ok(page(&platform, &found, &done, &reader).into_response())
}

fn page(platform: &Platform, found: &Brought, done: &str, reader: &Reader) -> Markup {
    let main = html! {
        h1 { "What you bring with you" }
        @match done {
            "done=item" => (note::notice(Tone::Done, &html! { p { "Kept. See below what it might take off, and ask for it." } })),
            "done=you" => (note::notice(Tone::Done, &html! { p { "Kept: thank you." } })),
            "done=removed" => (note::notice(Tone::Done, &html! { p { "Taken away." } })),
            _ => {}
        }
        p.lead {
            "Tell what mentor training you have done elsewhere. A named person decides on each item, and "
            "what counts is taken off what you still have to do."
        }
        @for plan in &found.plans { (hoped(plan)) }
        p { a.target href=(SKIP) { "What may I skip, and what does it mean for my school?" } }
        @if found.plans.len() > 1 {
            p { a.target href=(TOGETHER) { "The least that is left for all your providers, as one plan" } }
        }
        h2 { "Your earlier training" }
        @if found.items.is_empty() {
            (empty::empty("Nothing told yet", &html! {
                "An early career teacher’s mentor, an NPQ, a coaching course, sessions with another provider: three questions each."
            }))
        }
        @for item in &found.items { (told(platform, item, found, reader)) }
        h3 { "Add earlier training" }
        p { "What kind was it? Each takes a minute, and is kept as you go." }
        (item::kind_buttons(platform, &Typed::default()))
        @if !found.requests.is_empty() {
            h2 { "What you asked for" }
            @for one in &found.requests {
                section.letter {
                    h3 { a href=(address(one.request.id)) { (one.title) } }
                    p.quiet { (one.provider.name) ", for “" (one.component) "”" }
                    p { (words::standing(one)) }
                }
            }
        }
        h2 { "How you see yourself as a mentor" }
        (summary::summary(&yourself(found)))
        p { a.target href={ (ADDRESS) "/you" } { "Change how you see yourself" } }
    };
    shell::page(&frame("What you bring with you", reader), &main)
}

/// The frame of one's own pages.
pub(super) fn frame<'a>(title: &'a str, reader: &'a Reader) -> Frame<'a> {
    let seat = reader.seat(SeatKind::Mentor);
    let seat = seat.or_else(|| reader.seats().first());
    Frame {
        title,
        reader: Some(reader),
        seat,
        provider: seat.and_then(|seat| seat.provider()),
        here: "Earlier training",
        ..Frame::default()
    }
}

fn yourself(found: &Brought) -> Vec<Answer> {
    let rated = |rating: i32| {
        let at = usize::try_from(rating - 1).ok();
        at.and_then(|at| RATINGS.get(at)).copied()
    };
    let mut answers: Vec<Answer> = STANDARDS
        .iter()
        .zip(found.audit.ratings)
        .map(|(standard, rating)| {
            let value = html! { @match rated(rating) {
                Some(words) => (words),
                None => span.quiet { "Not said" },
            } };
            Answer::of(standard, value)
        })
        .collect();
    let help = found.audit.help.as_str();
    answers.push(Answer::of(
        "What would help",
        html! { @if help.is_empty() { span.quiet { "Not said" } } @else { (help) } },
    ));
    answers
}

/// What might come off with a provider, before anybody has decided.
fn hoped(plan: &Plan) -> Markup {
    html! {
        @if plan.hoped() > Minutes::ZERO {
            section.letter {
                h2 { "What might come off with " (plan.provider.name) }
                p {
                    strong { "Up to " (amount(plan.hoped())) }
                    @if let Some(left) = plan.remaining { " of the " (amount(left)) " that you still have to do" }
                    ", by what the institutions have agreed. Nobody has decided it yet."
                }
                ul {
                    @for hope in &plan.hopes {
                        li {
                            (hope.title) " may count " (amount(hope.minutes)) " towards “" (hope.component) "”. "
                            a href={ (ADDRESS) "/item/" (hope.item.0) "/ask/" (plan.provider.code.to_lowercase()) } {
                                "Ask for it" span.unseen { ": " (hope.title) }
                            }
                        }
                    }
                }
                p.quiet { "What is recognised no longer has to be done, and your school cannot claim for it." }
            }
        }
    }
}

fn told(platform: &Platform, item: &ItemDraft, found: &Brought, reader: &Reader) -> Markup {
    let page = format!("{ADDRESS}/item/{}", item.id.0);
    let asked = found.requests.iter().any(|one| one.request.item == item.id);
    let title = if item.title.is_empty() {
        item.kind.told()
    } else {
        &item.title
    };
    let whole = item.whole(reader.today).is_ok();
    html! {
        section.letter id={ "item-" (item.id.0) } {
            h3 { (title) }
            p.quiet {
                (item.kind.told())
                @if !item.given_by.is_empty() { ", " (item.given_by) }
                @if let Some(held_on) = item.held_on { ", " (day(held_on)) }
                @if item.minutes > Minutes::ZERO { ", " (amount(item.minutes)) }
                @if whole { @if item.evidence == Some(true) { ", with something to show" } @else { ", with nothing to show" } }
            }
            @if item.evidence == Some(true) {
                p { a href=(file::address(item.id)) { "Show it" span.unseen { ": " (title) } } ": a photograph, a PDF or an e-mail." }
            }
            @if whole {
                @for plan in &found.plans {
                    p { a.target href={ (page) "/ask/" (plan.provider.code.to_lowercase()) } { "Ask " (plan.provider.name) " to count it" span.unseen { ": " (title) } } }
                }
            } @else {
                p { a.target href={ (page) @if item.title.is_empty() { "/what" } @else { "/when" } } { "Go on telling" span.unseen { " of " (title) } } }
            }
            @if !asked {
                @if whole { p { a.target href={ (page) "/what" } { "Change" span.unseen { " " (title) } } } }
                form method="post" action={ (page) "/remove" } {
                    (form::once(platform.number()))
                    button.button.is-quiet type="submit" { "Take away" span.unseen { " " (title) } }
                }
            }
        }
    }
}
