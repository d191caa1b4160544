//! Gives each figure its reasons: entries and rules, with days and sources.
//!
//! Owns what opens under a figure. It never adds anything up.

use actions::{ledger::Listed, standing::Training};
use domain::{
    Date, Minutes,
    ledger::Kind,
    programme::{Programme, Track},
    standing::{Asked, Reason, Row},
};
use maud::{Markup, html};

use super::voice::Voice;
use crate::parts::{
    figure::{Because, Figure, because, sum},
    ring::done_of,
    rule::{self, Under, under},
    words,
};

/// The four figures: required, done, recognised, remaining.
#[must_use]
pub fn four(training: &Training, voice: Voice) -> [Figure; 4] {
    [
        required(training, voice),
        done(training),
        recognised(training, voice),
        remaining(training, voice),
    ]
}

/// The fifth figure, beside what rounding loses and what lies over the cap.
#[must_use]
pub fn claimable(training: &Training, voice: Voice) -> Figure {
    let standing = &training.standing;
    let (lost, over) = (standing.rounding_loss, standing.over_cap);
    Figure {
        name: "Claimable",
        value: html! { span.amount { (standing.claimable_hours) " h" } },
        is_words: false,
        hint: (lost + over > Minutes::ZERO).then(|| {
            html! {
                @if lost > Minutes::ZERO { "Lost to rounding: " (words::amount(lost)) ". " }
                @if over > Minutes::ZERO { "Over the cap: " (words::amount(over)) "." }
            }
        }),
        why: html! {
            p {
                "Whole hours of " (standing.academic_year) ": verified minutes are rounded down at \
                 each school, then added up, then held to the cap. Recognised minutes are never \
                 claimed."
            }
            (because(&rules(training, Under::Claimable, voice)))
        },
    }
}

fn required(training: &Training, voice: Voice) -> Figure {
    let standing = &training.standing;
    Figure {
        name: "Required",
        value: match standing.required {
            Some(minutes) => words::amount(minutes),
            None => html! { "As the provider judges" },
        },
        is_words: standing.required.is_none(),
        hint: None,
        why: html! {
            p {
                "On " (words::day(standing.day)) " this is asked " (voice.pick("of you ", "")) "for "
                (words::track(standing.track)) "."
            }
            (because(&rules(training, Under::Required, voice)))
        },
    }
}

fn done(training: &Training) -> Figure {
    let standing = &training.standing;
    let lines = done_lines(training);
    let nothing = lines.is_empty();
    Figure {
        name: "Done",
        value: words::amount(standing.done),
        is_words: false,
        hint: (standing.optional_done > Minutes::ZERO).then(|| {
            html! { "And " (words::amount(standing.optional_done)) " beyond what is asked." }
        }),
        why: html! {
            @if nothing {
                p { "Nothing that counts has been recorded yet." }
            } @else {
                p { "Somebody has vouched for each of these." }
            }
            (because(&lines))
            @if standing.optional_done > Minutes::ZERO {
                p.quiet {
                    (words::amount(standing.optional_done))
                    " more were done and verified. They are optional, or go beyond the length of a \
                     part, so that they do not count here."
                }
            }
        },
    }
}

fn done_lines(training: &Training) -> Vec<Because> {
    let Some(programme) = training.standing.programme.as_deref() else {
        return training
            .entries
            .iter()
            .filter(|listed| counts(training, listed) && listed.entry.kind != Kind::Recognised)
            .map(|listed| {
                let title = listed.title.as_deref().unwrap_or("Training");
                Because::entry(
                    html! { strong { (words::amount(listed.entry.minutes)) } ": " (title) },
                    Some(words::day(listed.entry.held_on)),
                )
            })
            .collect();
    };
    let counting: Vec<&Row> = counting_rows(training)
        .filter(|row| row.done > Minutes::ZERO)
        .collect();
    let listed: Minutes = counting.iter().map(|row| row.done).sum();
    let mut lines: Vec<Because> = counting
        .into_iter()
        .map(|row| {
            let part = row.part(programme);
            Because::entry(
                html! { strong { (done_of(row.done, part.minutes)) } ": " (part.title) },
                entry_days(training, programme, row, false),
            )
        })
        .collect();
    let rest = training.standing.done.less(listed);
    if rest > Minutes::ZERO {
        lines.push(Because::entry(
            html! { strong { (words::amount(rest)) } ": other verified training, up to the national minimum" },
            None,
        ));
    }
    lines
}

fn recognised(training: &Training, voice: Voice) -> Figure {
    let standing = &training.standing;
    let lines: Vec<Because> = standing
        .programme
        .as_deref()
        .map(|programme| {
            counting_rows(training)
                .filter(|row| row.recognised > Minutes::ZERO)
                .map(|row| {
                    let part = row.part(programme);
                    Because::entry(
                        html! { strong { (words::amount(row.recognised)) } ": " (part.title) },
                        entry_days(training, programme, row, true),
                    )
                })
                .collect()
        })
        .unwrap_or_default();
    Figure {
        name: "Recognised",
        value: words::amount(standing.recognised),
        is_words: false,
        hint: None,
        why: html! {
            @if lines.is_empty() {
                p { "No training done elsewhere has been recognised, or none is needed any more." }
            }
            (because(&lines))
            p.quiet {
                "Training elsewhere can stand in for portable parts once " (training.provider.name)
                " has decided so. What " (voice.pick("you attend", "is attended")) " here counts \
                 first, and recognised time fills what is left."
            }
        },
    }
}

fn remaining(training: &Training, voice: Voice) -> Figure {
    let standing = &training.standing;
    let sums = standing.required.zip(standing.remaining);
    Figure {
        name: "Remaining",
        value: match standing.remaining {
            Some(minutes) => words::amount(minutes),
            None => html! { "As the provider judges" },
        },
        is_words: standing.remaining.is_none(),
        hint: None,
        why: html! {
            @match sums {
                Some((required, remaining)) => {
                    (sum(&[
                        ("Required", words::amount(required)),
                        ("Less done", words::amount(standing.done)),
                        ("Less recognised", words::amount(standing.recognised)),
                        ("Remaining, never below nothing", words::amount(remaining)),
                    ]))
                }
                None => p {
                    "No number of hours is required, so none remains. What is sufficient is as the \
                     provider judges."
                },
            }
            @if let Some(day) = standing.met_on { p { "Nothing has remained since " (words::day(day)) "." } }
            (because(&rules(training, Under::Remaining, voice)))
        },
    }
}

fn rules(training: &Training, wanted: Under, voice: Voice) -> Vec<Because> {
    training
        .standing
        .reasons
        .iter()
        .filter(|reason| under(reason) == wanted)
        .map(|reason| rule::rule(reason, voice.pick("you", "them")))
        .collect()
}

/// The rows that the figures add up: on the initial track those asked for, else all.
fn counting_rows(training: &Training) -> impl Iterator<Item = &Row> {
    let initial = training.standing.track == Track::Initial;
    training
        .standing
        .components
        .iter()
        .filter(move |row| !initial || row.asked != Asked::Optional)
}

fn entry_days(
    training: &Training,
    programme: &Programme,
    row: &Row,
    recognised: bool,
) -> Option<Markup> {
    let part = row.part(programme);
    let mut found: Vec<&Listed> = training
        .entries
        .iter()
        .filter(|listed| counts(training, listed))
        .filter(|listed| (listed.entry.kind == Kind::Recognised) == recognised)
        .filter(|listed| {
            listed.entry.component.as_ref().is_some_and(|code| {
                *code == part.code || part.replaces.iter().any(|old| old == code)
            })
        })
        .collect();
    found.sort_by_key(|listed| listed.entry.held_on);
    (!found.is_empty()).then(|| {
        html! {
            @for (at, listed) in found.iter().enumerate() {
                @if at > 0 { "; " }
                @if recognised { "decided on " }
                (words::day(listed.entry.held_on))
                @if let Some(until) = listed.entry.until { ", holds until " (words::day(until)) }
            }
        }
    })
}

/// Whether an entry can stand behind a figure: verified, not replaced, of the stretch that counts.
fn counts(training: &Training, listed: &Listed) -> bool {
    let standing = &training.standing;
    let entry = &listed.entry;
    let from = match standing.track {
        Track::Refresher => Some(standing.academic_year.first_day()),
        Track::Initial => new_again(&standing.reasons),
    };
    entry.verified_by.is_some()
        && listed.replaced_by.is_none()
        && entry.held_on <= standing.day
        && from.is_none_or(|from| entry.held_on >= from)
}

fn new_again(reasons: &[Reason]) -> Option<Date> {
    reasons.iter().find_map(|reason| match reason {
        Reason::NewAgain { from, .. } => Some(*from),
        _ => None,
    })
}
