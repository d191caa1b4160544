//! Lists every entry of one person, with the way to correct each.
//!
//! Owns the rows of the record as an office sees them. It never leaves one out.

use actions::{ledger::Listed, person::Known};
use maud::{Markup, html};

use crate::parts::{
    empty,
    table::{self, Column, Line, Table},
    tag::{self, Tag},
    words,
};

/// Draws every entry, the newest first.
pub fn section(known: &Known) -> Markup {
    let provider = known.provider.code.to_lowercase();
    let columns = [
        Column::plain("What and when"),
        Column::plain("Time"),
        Column::plain("Kind"),
        Column::named("Confirmed by"),
        Column::named("Reference"),
        Column::plain("Correct"),
    ];
    html! {
        @if known.standing.is_some() || !known.entries.is_empty() {
            h2 #entries { "Everything recorded" }
            @if known.may_record {
                p { a.button href={ "/ledger/" (provider) "/record?person=" (known.person.id.0) } {
                    "Record an entry"
                } }
            }
            @if known.entries.is_empty() {
                (empty::empty("Nothing is recorded yet", &html! {
                    "Entries appear here once attendance is taken in or recorded."
                }))
            } @else {
                (table::table(&Table {
                    caption: "Entries, the newest first",
                    columns: &columns,
                    lines: known.entries.iter().map(|listed| entry(listed, known)).collect(),
                }))
            }
        }
    }
}

fn entry(listed: &Listed, known: &Known) -> Line {
    let entry = &listed.entry;
    let replaced = listed.replaced_by.is_some();
    let title = listed
        .title
        .as_deref()
        .unwrap_or("Training outside the programme");
    let reference = Some(entry.reference.as_str()).filter(|reference| !reference.is_empty());
    let correct = format!(
        "/ledger/{}/{}/correct",
        known.provider.code.to_lowercase(),
        entry.id.0
    );
    let time = words::amount(entry.minutes);
    Line {
        id: format!("entry-{}", entry.id.0),
        class: replaced.then_some("is-replaced"),
        head: html! {
            p.row-title { @if replaced { del { (title) } } @else { (title) } }
            p.row-more.is-plain { (words::day(entry.held_on)) }
            @if let Some(name) = &listed.school_name { p.row-more { (name) } }
            @if !entry.words.reason.is_empty() { p.row-more { (entry.words.reason) } }
            @if let Some(by) = listed.replaced_by {
                p.row-more.is-plain {
                    (tag::tag(Tag::Replaced)) " "
                    a href={ "#entry-" (by.0) } { "by a later entry" }
                }
            }
        },
        cells: vec![
            Some(if replaced {
                html! { del { (time) } }
            } else {
                time
            }),
            Some(html! { (words::kind(entry.kind)) }),
            Some(match (&listed.verifier, entry.verified_by) {
                (Some(name), _) => html! { (name) },
                (None, None) if !replaced => tag::tag(Tag::Waiting),
                (None, None) => html! { "Nobody" },
                (None, Some(_)) => html! { "The provider’s office" },
            }),
            reference.map(|reference| html! { (reference) }),
            (known.may_record && !replaced).then(|| {
                html! {
                    a.target href=(correct) {
                        "Correct"
                        span.unseen { " " (title) ", " (words::told(entry.held_on)) }
                    }
                }
            }),
        ],
    }
}
