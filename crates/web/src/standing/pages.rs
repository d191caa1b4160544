//! Puts the training page together, from where a mentor stands to every entry.
//!
//! Owns the order of the page. It never reckons: every number is given.

use std::sync::Arc;

use actions::{
    access::{Seat, SeatKind},
    standing::Training,
};
use domain::{
    Minutes,
    calendar::uk_day,
    ledger::History,
    partnership::Provider,
    person::PersonId,
    programme::{Mode, Track},
    standing::{NextStep, Standing},
};
use maud::{Markup, html};

use super::{components, entries, figures, history, voice::Voice, year};
use crate::{
    booking, door,
    parts::{
        empty, figure,
        notice::{self, Tone},
        ring::{self, Ring},
        shell::{self, Frame, Switch},
        step::{self, Step},
        words,
    },
    prior_learning::{SKIP, TOGETHER},
    reader::Reader,
};

/// The address of the reader's own training page with a provider.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/standing/{}", provider.code.to_lowercase())
}

/// The address of anybody's training page with a provider.
#[must_use]
pub fn address_of(provider: &Provider, person: PersonId) -> String {
    format!("{}/{}", address(provider), person.0)
}

/// Draws a training page: the reader's own, or another person's whom they may read.
#[must_use]
pub fn training(training: &Training, reader: &Reader) -> Markup {
    let standing = &training.standing;
    let own = training.person.id == reader.actor().person;
    let voice = if own {
        Voice::ToYou
    } else {
        Voice::Of(&training.person)
    };
    let main = html! {
        p.caption { (caption(training)) }
        h1 { (voice.title()) }
        p.lead { (lead(standing, &training.provider.name, voice)) }
        (unconfirmed(training, voice))
        @if let Some(next) = next_step(training, voice) { (step::step(&next)) }
        @if standing.waiting > Minutes::ZERO { (waiting(standing.waiting)) }
        (hours(training, voice))
        (year::section(training, voice))
        (components::section(training))
        (entries::section(training, voice))
    };
    let (seat, here) = whose_place(training, reader, own);
    let switch = if own {
        switch(&training.provider, &training.others)
    } else {
        Vec::new()
    };
    shell::page(
        &Frame {
            title: &voice.title(),
            provider: Some(&training.provider),
            reader: Some(reader),
            seat,
            here,
            switch,
            accents: Vec::new(),
        },
        &main,
    )
}

/// The seat at which somebody reads a training page, and the place to which it belongs there.
fn whose_place<'r>(
    training: &Training,
    reader: &'r Reader,
    own: bool,
) -> (Option<&'r Seat>, &'static str) {
    if own {
        return (reader.seat(SeatKind::Mentor), "Training");
    }
    let office = reader
        .office(&training.provider)
        .map(|seat| (seat, "People"));
    let school = || {
        reader
            .seat(SeatKind::School)
            .map(|seat| (seat, "Our mentors"))
    };
    let lead = || {
        reader
            .seat(SeatKind::LeadMentor)
            .map(|seat| (seat, "Caseload"))
    };
    let guest = || {
        let seat = door::seat(reader, &training.provider);
        seat.filter(|seat| seat.kind == SeatKind::Guest)
            .map(|seat| (seat, "What you may read"))
    };
    match office.or_else(school).or_else(lead).or_else(guest) {
        Some((seat, here)) => (Some(seat), here),
        None => (None, ""),
    }
}

/// Says that an earlier record is not yet confirmed, and to the mentor how to confirm it.
fn unconfirmed(training: &Training, voice: Voice) -> Markup {
    let ask = || html! { a href=(history::address(&training.provider)) { "Check it now" } };
    let words = match training.standing.history {
        History::Unanswered => html! {
            (voice.pick("You have", "This mentor has")) " not yet confirmed what was brought in \
            from earlier records. Until then nothing here is called overdue. "
            @if matches!(voice, Voice::ToYou) { (ask()) }
        },
        History::Questioned { on } => html! {
            (voice.pick("You said", "This mentor said")) " on " (words::day(on)) " that something \
            in the earlier record is missing or wrong. Until that is settled nothing here is \
            called overdue."
        },
        History::MoreSince { at } => html! {
            "More of an earlier record was brought in since " (voice.pick("you", "this mentor"))
            " answered on " (words::day(uk_day(at))) ". Until it is confirmed nothing here is \
            called overdue. "
            @if matches!(voice, Voice::ToYou) { (ask()) }
        },
        History::Nothing | History::Confirmed { .. } => return html! {},
    };
    notice::notice(Tone::Waiting, &html! { p { (words) } })
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

fn switch<'a>(here: &'a Provider, others: &'a [Arc<Provider>]) -> Vec<Switch<'a>> {
    let others = others.iter().map(Arc::as_ref);
    let mut all: Vec<&Provider> = others.filter(|other| other.id != here.id).collect();
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
        @if let Some(trn) = training.person.trn { ", " span.whole { "TRN " (trn) } }
        ", " span.whole { (training.standing.academic_year) }
    }
}

/// Where the mentor stands, in one or two sentences.
fn lead(standing: &Standing, provider: &str, voice: Voice) -> Markup {
    let track = words::track(standing.track);
    match (standing.required, standing.remaining) {
        (Some(required), Some(Minutes::ZERO)) => html! {
            (voice.pick("You have met your ", "The ")) (track_of_theirs(standing.track)) (voice.pick("", " is met")) ": all "
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
            " asks for no number of hours. " (voice.pick("You have", "This mentor has")) " done "
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

fn next_step(training: &Training, voice: Voice) -> Option<Step> {
    let standing = &training.standing;
    let left = standing.remaining?;
    if left == Minutes::ZERO {
        return Some(Step {
            heading: "Next step",
            action: html! { "Nothing is owed. " (voice.pick("Thank you.", "")) },
            why: html! { (voice.pick("You have done everything that is asked of you now.", "Everything that is asked now is done.")) },
            more: None,
        });
    }
    match (&standing.next_step, &standing.programme) {
        (Some(next), Some(_)) => component_step(standing, next, voice),
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

fn component_step(standing: &Standing, next: &NextStep, voice: Voice) -> Option<Step> {
    let programme = standing.programme.as_deref()?;
    let row = standing.components.get(next.row)?;
    let part = row.part(programme);
    let with = part
        .delivered_by
        .as_deref()
        .filter(|_| part.mode != Mode::SelfStudy)
        .map(|who| format!(" It is done with {} {who}.", voice.pick("your", "a")));
    Some(Step {
        heading: "Next step",
        action: components::action(standing, row),
        why: html! {
            (words::unbroken(&next.why))
            @if let Some(with) = with { (with) }
            @if matches!(voice, Voice::ToYou) && matches!(part.mode, Mode::Live | Mode::Conference) {
                " " a href={ (booking::list::ADDRESS) "?component=" (part.code) } { "Book a place" }
            }
        },
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
                 confirm it. It counts in no figure until then."
            }
        },
    )
}

/// The ways to what may be left out, and to the plan with everybody.
fn onward(training: &Training) -> Markup {
    let mut others = training.others.iter();
    html! {
        p { a.target href=(SKIP) { "What may I skip?" } }
        @if others.any(|other| other.id != training.provider.id) {
            p { a.target href=(TOGETHER) { "One plan for all your providers" } }
        }
    }
}

fn hours(training: &Training, voice: Voice) -> Markup {
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
                h2 #hours { (voice.pick("Your hours", "Hours")) }
                p.quiet.small { "Press a figure to see what it rests on." }
                (figure::figures(&figures::four(training, voice)))
                @if matches!(voice, Voice::ToYou) { (onward(training)) }
                h2 { "What " (voice.pick("your", "the")) " school can claim" }
                (figure::figures(&[figures::claimable(training, voice)]))
            }
        }
    }
}
