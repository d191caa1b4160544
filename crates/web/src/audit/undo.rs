//! Draws exactly what an undo would do, and asks why.
//!
//! Owns the words of the way back. It never undoes anything itself.

use actions::import::{One, Plan};
use maud::{Markup, html};
use uuid::Uuid;

use super::{address_of, framed};
use crate::{
    parts::{
        errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        words,
    },
    reader::Reader,
};

/// Changes that are told one by one.
const SHOWN: usize = 100;

/// Draws the page.
pub fn page(one: &One, plan: &Plan, typed: &Typed, key: Uuid, reader: &Reader) -> Markup {
    let here = address_of(&one.provider, one.past.id);
    let title = format!("Undo the import of {}", one.past.file_name);
    let main = html! {
        (errors::summary(typed))
        h1 { (title) }
        p.lead { "Nothing is deleted: each entry stays on record, with another that takes its place." }
        h2 { "What will happen" }
        (what(plan))
        @if plan.left_count > 0 {
            h2 { "What stays as it is" }
            p { "Changed since, by hand or by a later file:" }
            ul.lines { @for left in plan.left.iter().take(SHOWN) { li { (left) } } }
        }
        @if plan.is_nothing() {
            p { a.target href=(here) { "Back to the import" } }
        } @else {
            form.form method="post" action={ (here) "/undo" } {
                (form::once(key))
                (form::words(
                    &Field::of(typed, "reason", "Why is it undone?")
                        .hint("Everyone who looks at an entry later reads this."),
                    3,
                ))
                div.buttons {
                    (form::button("Undo the import"))
                    a.target href=(here) { "Leave it as it is" }
                }
            }
        }
    };
    framed(reader, &one.provider, &errors::title(typed, &title), &main)
}

fn what(plan: &Plan) -> Markup {
    let count = |count: u64| words::count(usize::try_from(count).unwrap_or(usize::MAX));
    html! {
        @if plan.is_nothing() {
            (notice::notice(Tone::Look, &html! { p { "There is nothing left to take back." } }))
        }
        @if plan.entries > 0 {
            p {
                strong { (count(plan.entries)) @if plan.entries == 1 { " entry" } @else { " entries" } }
                " of " (count(plan.people)) @if plan.people == 1 { " person" } @else { " people" } ", "
                (words::amount(plan.minutes)) " in all, come to no minutes. What they confirmed waits \
                 again, and their references are free again."
            }
        }
        @if !plan.others.is_empty() {
            ul.lines { @for other in plan.others.iter().take(SHOWN) { li { (other) } } }
            @if plan.others.len() > SHOWN {
                p.quiet { "And " (plan.others.len() - SHOWN) " more." }
            }
        }
        @if !plan.is_nothing() {
            p {
                "The same file can be brought again later: what it said comes back then. Rows that \
                 somebody put right by hand ask to be put right again."
            }
        }
    }
}
