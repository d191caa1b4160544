//! Puts the training page together, from where a mentor stands to every entry.
//!
//! Owns the order of the page. It never reckons: every number is given.

use actions::{access::SeatKind, standing::Training};
use domain::{
    Minutes,
    partnership::Provider,
    programme::{Mode, Track},
    standing::{NextStep, Standing},
};
use maud::{Markup, html};

use super::{components, entries, figures};
use crate::{
    parts::{
        empty, figure,
        notice::{self, Tone},
        ring::{self, Ring},
        shell::{self, Frame, Switch},
        step::{self, Step},
        words,
    },
    reader::Reader,
};

/// The address of the reader's own training page with a provider.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/standing/{}", provider.code.to_lowercase())
}

/// Draws the reader's own training page.
#[must_use]
pub fn training(training: &Training, reader: &Reader) -> Markup {
    let standing = &training.standing;
    let main = html! {
        p.caption { (caption(training)) }
        h1 { "Your training" }
        p.lead { (lead(standing, &training.provider.name)) }
        @if let Some(next) = next_step(training) { (step::step(&next)) }
        @if standing.waiting > Minutes::ZERO { (waiting(standing.waiting)) }
        (hours(training))
        (components::section(training))
        (entries::section(training))
    };
    let switch = switch(&training.provider, &training.others);
    shell::page(
        &Frame {
            title: "Your training",
            provider: Some(&training.provider),
            reader: Some(reader),
            seat: reader.seat(SeatKind::Mentor),
            here: "Training",
            switch,
            accents: Vec::new(),
        },
        &main,
    )
}

/// Draws the page of somebody who trains with nobody yet.
#[must_use]
pub fn nobody(reader: &Reader) -> Markup {
    let main = html! {
        h1 { "Your training" }
        (empty::empty(
            "No provider has listed you yet",
            &html! { "When a provider adds you as a mentor, your training stands here. \
                      You need to do nothing for that." },
        ))
    };
    let frame = Frame {
        title: "Your training",
        reader: Some(reader),
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn switch<'a>(here: &'a Provider, others: &'a [Provider]) -> Vec<Switch<'a>> {
    let mut all: Vec<&Provider> = others.iter().filter(|other| other.id != here.id).collect();
    all.push(here);
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all.into_iter()
        .map(|provider| Switch {
            name: &provider.name,
            address: address(provider),
            here: provider.id == here.id,
        })
        .collect()
}

fn caption(training: &Training) -> Markup {
    let school = training
        .school
        .as_ref()
        .and_then(|school| school.name.as_deref());
    html! {
        (training.mentor_label)
        @if let Some(school) = school { " at " (school) }
        ", " span.whole { (training.standing.academic_year) }
    }
}

/// Where the mentor stands, in one or two sentences.
fn lead(standing: &Standing, provider: &str) -> Markup {
    let track = words::track(standing.track);
    match (standing.required, standing.remaining) {
        (Some(required), Some(Minutes::ZERO)) => html! {
            "You have met your " (track_of_theirs(standing.track)) ": all "
            strong { (words::amount(required)) }
            @if let Some(day) = standing.met_on { ", on " (words::day(day)) }
            "."
        },
        (Some(required), Some(remaining)) => html! {
            strong { (words::amount(remaining)) } " left of " (words::amount(required))
            " for " (track) "."
        },
        _ => html! {
            "Sufficient, as the provider judges: " (provider)
            " asks for no number of hours. You have done "
            strong { (words::amount(standing.done)) } "."
        },
    }
}

fn track_of_theirs(track: Track) -> &'static str {
    match track {
        Track::Initial => "initial training",
        Track::Refresher => "refresher for this year",
    }
}

fn next_step(training: &Training) -> Option<Step> {
    let standing = &training.standing;
    let left = standing.remaining?;
    if left == Minutes::ZERO {
        return Some(Step {
            heading: "Next step",
            action: html! { "Nothing is owed. Thank you." },
            why: html! { "You have done everything that is asked of you now." },
            more: None,
        });
    }
    match (&standing.next_step, &standing.programme) {
        (Some(next), Some(_)) => component_step(standing, next),
        _ => Some(Step {
            heading: "Next step",
            action: html! { "Any verified training with " (training.provider.name) " counts" },
            why: html! {
                (words::amount(left)) " are left of the national minimum. No programme of the \
                 provider’s own is in force, so that no session comes before another."
            },
            more: None,
        }),
    }
}

fn component_step(standing: &Standing, next: &NextStep) -> Option<Step> {
    let programme = standing.programme.as_deref()?;
    let row = standing.components.get(next.row)?;
    let part = row.part(programme);
    let with = part
        .delivered_by
        .as_deref()
        .filter(|_| part.mode != Mode::SelfStudy)
        .map(|who| format!(" It is done with your {who}."));
    Some(Step {
        heading: "Next step",
        action: components::action(standing, row),
        why: html! { (words::unbroken(&next.why)) @if let Some(with) = with { (with) } },
        more: Some((
            format!("#{}", components::id(row.code(programme))),
            "See it among the parts of the programme",
        )),
    })
}

fn waiting(minutes: Minutes) -> Markup {
    notice::notice(
        Tone::Waiting,
        &html! {
            p {
                strong { (words::amount(minutes)) " of training" } ": waiting for someone to \
                 confirm it. It counts in no figure until then, and you need to do nothing."
            }
        },
    )
}

fn hours(training: &Training) -> Markup {
    let standing = &training.standing;
    let shown = Ring {
        required: standing.required,
        done: standing.done,
        recognised: standing.recognised,
        remaining: standing.remaining,
    };
    html! {
        section.hours aria-labelledby="hours" {
            (ring::ring(&shown))
            div {
                h2 #hours { "Your hours" }
                p.quiet.small { "Press a figure to see what it rests on." }
                (figure::figures(&figures::four(training)))
                h2 { "What your school can claim" }
                (figure::figures(&[figures::claimable(training)]))
            }
        }
    }
}
