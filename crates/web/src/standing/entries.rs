//! Lists every entry of the ledger that is about the mentor, corrected ones struck through.
//!
//! Owns the rows of the record. It never leaves one out.

use actions::{ledger::Listed, standing::Training};
use domain::{AcademicYear, ledger::EntryId};
use maud::{Markup, html};

use super::voice::Voice;
use crate::parts::{
    empty,
    table::{self, Column, Line, Table},
    tag::{self, Tag},
    words,
};

const COLUMNS: [Column; 6] = [
    Column::plain("What and when"),
    Column::plain("Time"),
    Column::plain("Kind"),
    Column::plain("School"),
    Column::named("Confirmed by"),
    Column::named("Reference"),
];

/// The address of an entry on the page.
#[must_use]
pub fn id(entry: EntryId) -> String {
    format!("entry-{}", entry.0)
}

/// Draws every entry, newest first.
#[must_use]
pub fn section(training: &Training, voice: Voice) -> Markup {
    let provider = &training.provider.name;
    html! {
        h2 { "Everything recorded" }
        @if training.entries.is_empty() {
            (empty::empty(
                "Nothing is recorded yet",
                &html! {
                    (voice.pick("Your", "The")) " first session appears here once " (provider)
                    " has confirmed it. " (voice.pick("You need to do nothing for that.", ""))
                },
            ))
        } @else {
            p.quiet {
                "Every entry that " (provider) " holds about " (voice.pick("your", "this")) " training, the newest first. \
                 Nothing is ever removed: a correction stands beside what it replaced."
            }
            (table::table(&Table {
                caption: "Entries, the newest first",
                columns: &COLUMNS,
                lines: training.entries.iter().map(|listed| line(listed, training)).collect(),
            }))
        }
    }
}

fn line(listed: &Listed, training: &Training) -> Line {
    let entry = &listed.entry;
    let reference = Some(entry.reference.as_str()).filter(|reference| !reference.is_empty());
    Line {
        id: id(entry.id),
        class: listed.replaced_by.map(|_| "is-replaced"),
        head: head(listed, training),
        cells: vec![
            Some(time(listed)),
            Some(html! { (words::kind(entry.kind)) }),
            listed.school_name.as_ref().map(|name| html! { (name) }),
            Some(verified(listed)),
            reference.map(|reference| html! { (reference) }),
        ],
    }
}

fn time(listed: &Listed) -> Markup {
    let minutes = words::amount(listed.entry.minutes);
    if listed.replaced_by.is_some() {
        html! { del { (minutes) } }
    } else {
        minutes
    }
}

fn head(listed: &Listed, training: &Training) -> Markup {
    let entry = &listed.entry;
    let title = listed
        .title
        .as_deref()
        .unwrap_or("Training outside the programme");
    let for_other_year = entry.counts_for != AcademicYear::containing(entry.held_on);
    let replaced = entry.replaces.and_then(|id| find(training, id));
    html! {
        p.row-title {
            @if listed.replaced_by.is_some() { del { (title) } } @else { (title) }
        }
        p.row-more.is-plain { (words::day(entry.held_on)) }
        @if let Some(until) = entry.until {
            p.row-more { "Holds until " (words::day(until)) "." }
        }
        @if for_other_year {
            p.row-more { "Counts for claims of " (entry.counts_for) "." }
        }
        @if let Some(id) = listed.replaced_by { (replaced_by(id, training)) }
        @if entry.replaces.is_some() {
            p.row-more {
                "Corrects "
                @if let Some(earlier) = replaced {
                    a href={ "#" (id(earlier.entry.id)) } {
                        "an earlier entry of " (words::amount(earlier.entry.minutes))
                    }
                } @else { "an earlier entry" }
                @if !entry.words.reason.is_empty() { ": " (entry.words.reason) }
            }
        } @else if !entry.words.reason.is_empty() {
            p.row-more { (entry.words.reason) }
        }
    }
}

fn replaced_by(by: EntryId, training: &Training) -> Markup {
    let later = find(training, by);
    html! {
        p.row-more.is-plain { (tag::tag(Tag::Replaced)) }
        p.row-more {
            @if let Some(later) = later {
                "By " a href={ "#" (id(by)) } { (words::amount(later.entry.minutes)) " on " (words::day(later.entry.held_on)) }
                @if !later.entry.words.reason.is_empty() { ", because: " (later.entry.words.reason) }
            } @else {
                "By a later entry."
            }
        }
    }
}

fn verified(listed: &Listed) -> Markup {
    let entry = &listed.entry;
    if entry.verified_by.is_none() && listed.replaced_by.is_none() {
        return tag::tag(Tag::Waiting);
    }
    html! {
        @match &listed.verifier {
            Some(name) => (name),
            None if entry.verified_by.is_none() => "Nobody",
            None => "The provider’s office",
        }
        span.quiet.small { ", " (words::how(entry.how)) }
    }
}

fn find(training: &Training, id: EntryId) -> Option<&Listed> {
    training.entries.iter().find(|listed| listed.entry.id == id)
}
