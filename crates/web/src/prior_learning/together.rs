//! Shows a mentor of several providers the least that is left for all of them, as one plan.
//!
//! Owns the page `/prior-learning/together`. It never counts what nobody has agreed.

use actions::{
    Platform,
    prior_learning::{self, OnePlan, PlanLine},
};
use axum::extract::State;
use domain::{Minutes, prior_learning::Rule};
use maud::{Markup, html};

use super::{ADDRESS, own::frame};
use crate::{
    booking,
    error::PageError,
    parts::{
        empty,
        notice::{self as note, Tone},
        shell,
        words::amount,
    },
    reader::Reader,
    standing::{components, pages},
};

/// Shows it.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
) -> Result<Markup, PageError> {
    let actor = reader.actor();
    let found = prior_learning::one_plan(&platform, actor, actor.person).await?;
    Ok(page(&found, &reader))
}

fn page(found: &OnePlan, reader: &Reader) -> Markup {
    let heading = "One plan for all your providers";
    let main = html! {
        p.caption { a href=(ADDRESS) { "What you bring with you" } }
        h1 { (heading) }
        @if found.lines.is_empty() && found.missing == Minutes::ZERO {
            (empty::empty("Nothing is left to do", &html! {
                "No provider asks anything more of you at present."
            }))
        } @else {
            p.lead {
                strong { (amount(found.total)) } " of training meets what every provider asks of you. "
                @if let [(only, _)] = found.providers.as_slice() {
                    "You train with one provider, " (only.name) ", so its plan is the whole of it: "
                    a href=(pages::address(only)) { "your training" } "."
                } @else if found.saved > Minutes::ZERO {
                    "That is " (amount(found.saved)) " less than each plan by itself, because they have agreed that some of it is the same."
                } @else {
                    "Nothing they ask of you is agreed to be the same, so each plan stands by itself."
                }
            }
            @if !found.exact {
                (note::notice(Tone::Look, &html! { p { "There were too many ways to weigh them all. This is the best that was found; a shorter plan may exist." } }))
            }
            @if found.missing > Minutes::ZERO {
                (note::notice(Tone::Look, &html! { p { (amount(found.missing)) " more is asked for, and no programme names what it is. Ask your provider." } }))
            }
            @for (provider, left) in &found.providers {
                @let lines: Vec<&PlanLine> = found.lines.iter().filter(|line| line.provider.id == provider.id).collect();
                h2 { "With " (provider.name) }
                p.quiet {
                    @match left {
                        Some(Minutes::ZERO) => "Nothing is left to do here.",
                        Some(left) => { "By itself this provider still asks for " (amount(*left)) "." },
                        None => "This provider alone judges what is sufficient.",
                    }
                }
                @if !lines.is_empty() {
                    ul.plain { @for line in &lines { (told(line)) } }
                }
            }
            p.quiet {
                "The plan counts on agreements between institutions. What you trained with one provider counts with another when a "
                "named person there has accepted it: ask once you have done it. Training that is recognised cannot be claimed for by your school."
            }
        }
        p { a.target href=(ADDRESS) { "Tell of earlier training" } }
    };
    shell::page(&frame(heading, reader), &main)
}

/// Where a place is booked, or the part is shown.
fn way(line: &PlanLine) -> String {
    if line.is_booked {
        format!("{}?component={}", booking::list::ADDRESS, line.code)
    } else {
        let training = pages::address(&line.provider);
        format!("{training}#{}", components::id(&line.code))
    }
}

fn told(line: &PlanLine) -> Markup {
    html! {
        li.plain-line {
            div {
                p.row-title { a href=(way(line)) { (line.title) } ": " (amount(line.minutes)) }
                @match &line.rule {
                    Rule::Component => {},
                    Rule::OneOf(group) => p.row-more.is-plain { "Meets “" (group) "”." },
                    Rule::InAll(minutes) => p.row-more.is-plain { "Goes towards the " (amount(*minutes)) " that may be any of the components." },
                    Rule::Elsewhere => p.row-more.is-plain { "Worth it for what it stands for elsewhere." },
                }
                @for serves in &line.serves {
                    p.row-more.is-plain {
                        "Also stands for " (amount(serves.minutes)) " of “" (serves.component) "” with " (serves.provider.name) "."
                    }
                }
            }
        }
    }
}
