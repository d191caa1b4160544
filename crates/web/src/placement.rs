//! Shows placements: the list, one placement with its forms, a school's, and a student teacher's own.
//!
//! Owns `/placement`. It never shows a placement in which the reader has no part.

mod change;
mod file;
mod gate;
mod list;
mod mentor;
mod one;
mod own;
mod routes;
mod school;

use actions::placement::Row;
use domain::{Date, partnership::Provider, placement::Gate};
use maud::{Markup, html};

pub(crate) use list::{lacking, without_mentor};
pub use routes::routes;

use crate::parts::{
    tag::{self, Tag},
    words,
};

/// The address of a student teacher's own placements.
pub const OWN: &str = "/placement";
/// The address of the placements of a school.
pub const SCHOOL: &str = "/placement/school";

/// The address of a provider's placements.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/placement/{}", provider.code.to_lowercase())
}

/// The address of one placement.
#[must_use]
pub fn page(provider: &Provider, row: &Row) -> String {
    format!("{}/{}", address(provider), row.placement.id.0)
}

/// Who mentors on a day, by name; what is wrong where nobody does.
fn mentors(row: &Row, day: Date) -> Markup {
    let names: Vec<String> = row.mentors_on(day).map(|held| held.person.name()).collect();
    html! {
        (names.join(" and "))
        @if let Some(alarm) = row.alarm(day) {
            @if names.is_empty() {
                (tag::tag(Tag::NoMentor))
            } @else {
                " " (tag::tag(Tag::NoMentor)) " from " (words::short_day(alarm.from))
            }
        }
    }
}

/// The days of a placement.
fn days(row: &Row) -> Markup {
    html! {
        (words::short_day(row.placement.from)) " to "
        @match row.until() {
            Some(until) => (words::short_day(until)),
            None => "further notice",
        }
    }
}

/// Whether the start gate is open, in a word.
fn gate(gate: Gate) -> Markup {
    match gate {
        Gate::Open => tag::tag(Tag::GateOpen),
        Gate::Confirmed { on, .. } => html! { "Confirmed on " (words::short_day(on)) },
    }
}
