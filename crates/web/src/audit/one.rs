//! Draws one import: what came of it, the rows that wait, what it changed, and the way back.
//!
//! Owns the order of the page. It never settles a row itself.

use actions::import::{One, Past, Waiting};
use domain::audit::import::{RowState, State};
use maud::{Markup, html};
use uuid::Uuid;

use super::{address, address_of, framed, preview, rows, words};
use crate::{
    parts::{
        notice::{self, Tone},
        summary::{self, Answer},
    },
    reader::Reader,
};

/// Draws the page.
pub fn page(one: &One, waiting: &[Waiting], key: impl Fn() -> Uuid, reader: &Reader) -> Markup {
    let past = &one.past;
    let here = address_of(&one.provider, past.id);
    let settled = |state: RowState| {
        one.rows
            .iter()
            .filter(move |row| row.state == state)
            .count()
    };
    let mended = settled(RowState::TakenIn);
    let is_taken_in = past.state == State::TakenIn;
    let main = html! {
        p.caption { (words::kind(past.kind)) }
        h1 { (past.file_name) }
        p.lead { (lead(past)) }
        @if let Some((at, by, reason)) = &past.undone {
            (notice::notice(Tone::Look, &html! {
                p { "Undone on " (words::at(*at)) " by " (by) ": " (reason) }
            }))
        }
        @if is_taken_in && !waiting.is_empty() {
            section aria-labelledby="waiting" {
                h2 #waiting { (words::rows(waiting.len() as u64)) " left to put right" }
                p { "Say who is meant, or mend a cell. The row comes in then, by the same rules." }
                (rows::cards(one, waiting, key))
                p { a.target href={ (here) "/refused.csv" } { "Download these rows as a file" } }
            }
        }
        h2 { "The import" }
        (summary::summary(&answers(one, mended, settled(RowState::SetAside))))
        @if !one.changes.is_empty() {
            h2 { @if past.undone.is_some() { "What it had changed" } @else { "What it changed" } }
            ul.lines { @for change in &one.changes { li { (change) } } }
            @if one.changed > one.changes.len() as u64 {
                p.quiet { "The first " (one.changes.len()) " of " (one.changed) " changes." }
            }
        }
        (preview::notes(&past.notes))
        @if matches!(past.state, State::TakenIn | State::Begun) {
            h2 { "The way back" }
            @match past.kind.not_undone() {
                Some(refusal) => { p { (refusal) } }
                None => {
                    p { "An import is undone as a whole. You see exactly what will happen first." }
                    p { a.button.is-quiet href={ (here) "/undo" } { "Undo this import" } }
                }
            }
        }
        p { a.target href=(address(&one.provider)) { "All imports" } }
    };
    framed(reader, &one.provider, &past.file_name, &main)
}

/// What became of it, and what it came to or would have come to.
fn lead(past: &Past) -> Markup {
    let (state, counts) = (words::state(past.state), words::came_to(past));
    html! {
        @match past.state {
            State::Dropped | State::LetGo => {
                (state) ". Nothing of it was taken in. It would have come to " (counts) "."
            }
            _ => { (state) ". " (counts) "." }
        }
    }
}

fn answers(one: &One, mended: usize, aside: usize) -> Vec<Answer> {
    let past = &one.past;
    let mut answers = vec![Answer::of(
        "Brought by",
        html! { (past.received_by) ", on " (words::at(past.received_at)) },
    )];
    if mended + aside > 0 {
        answers.push(Answer::of(
            "Put right later",
            html! {
                (mended) " taken in, " (aside) " set aside"
            },
        ));
    }
    let short: String = past.file_hash.chars().take(16).collect();
    answers.push(Answer::of("Mark of the file", html! { (short) "…" }));
    answers
}
