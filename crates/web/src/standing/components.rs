//! Lists what the programme asks, part by part, with the state of each.
//!
//! Owns the rows of the programme. It never hides an optional part among required ones.

use actions::standing::Training;
use domain::{
    Minutes,
    policy::Confidence,
    programme::{Component, Need, Programme, Track},
    standing::{Asked, Row, Shown, Standing, State},
};
use maud::{Markup, html};

use super::stretch::stretches;
use crate::parts::{
    bar, ring,
    table::{self, Column, Line, Table},
    tag::{self, Tag},
    words,
};

const COLUMNS: [Column; 4] = [
    Column::plain("Part"),
    Column::plain("State"),
    Column::plain("Done"),
    Column::named("Due by"),
];

/// The address of a part on the page.
#[must_use]
pub fn id(code: &str) -> String {
    format!("part-{code}")
}

/// The address of a row on the page, by its place.
#[must_use]
pub fn place(standing: &Standing, at: usize) -> String {
    let programme = standing.programme.as_deref();
    programme.map_or_else(String::new, |programme| {
        id(standing.components[at].code(programme))
    })
}

/// The whole action of doing a row.
#[must_use]
pub fn action(standing: &Standing, row: &Row) -> Markup {
    let Some(programme) = standing.programme.as_deref() else {
        return html! {};
    };
    let part = row.part(programme);
    let untouched = row.done + row.recognised == Minutes::ZERO;
    match row.asked {
        Asked::OneOf if untouched => html! { "Choose one: " (row.title(programme)) },
        _ => html! { (words::action(part.mode, &part.title)) },
    }
}

/// Draws what is asked, and apart from it what may be done besides.
#[must_use]
pub fn section(training: &Training) -> Markup {
    let standing = &training.standing;
    let Some(programme) = standing.programme.as_deref() else {
        return html! {};
    };
    let (optional, asked): (Vec<&Row>, Vec<&Row>) = standing
        .components
        .iter()
        .partition(|row| row.asked == Asked::Optional);
    let refresher = standing.track == Track::Refresher;
    html! {
        h2 { "What the programme asks" }
        p.quiet {
            (programme.title) " (" (programme.code) ")"
            @if programme.confidence == Confidence::Provisional {
                " " (tag::tag(Tag::Provisional))
            }
        }
        (by_time(standing, programme, &asked))
        @if !optional.is_empty() {
            @if refresher {
                p {
                    "Any "
                    @if let Some(any) = programme.refresher { (words::amount(any)) }
                    " of these count. None is asked for by itself."
                }
                (by_time(standing, programme, &optional))
            } @else {
                h3 { "Optional" }
                p.quiet { "Nobody asks for these. They can add to what your school claims." }
                (rows("Optional parts", standing, programme, &optional, true))
            }
        }
    }
}

/// The parts under the time in which they fall.
fn by_time(standing: &Standing, programme: &Programme, wanted: &[&Row]) -> Markup {
    html! {
        @for stretch in stretches(wanted, standing, programme) {
            section.stretch.is-now[stretch.is_now] {
                h3 { (stretch.heading) }
                (rows(&stretch.name, standing, programme, &stretch.rows, false))
            }
        }
    }
}

fn rows(
    caption: &str,
    standing: &Standing,
    programme: &Programme,
    rows: &[&Row],
    apart: bool,
) -> Markup {
    table::table(&Table {
        caption,
        columns: &COLUMNS,
        lines: rows
            .iter()
            .map(|row| Line {
                id: id(row.code(programme)),
                class: None,
                head: head(programme, row),
                cells: vec![
                    Some(state(standing, row, apart)),
                    Some(progress(programme, row)),
                    due(row),
                ],
            })
            .collect(),
    })
}

fn head(programme: &Programme, row: &Row) -> Markup {
    let part = row.part(programme);
    let group = row.asked == Asked::OneOf;
    let chosen = group && row.done + row.recognised > Minutes::ZERO;
    let covers = part.covers.as_deref().filter(|_| !group || chosen);
    html! {
        p.row-title { (row.title(programme)) }
        @if chosen { p.row-more.is-plain { "Chosen: " (part.title) } }
        @if let Some(covers) = covers { p.row-more { (covers) } }
        p.row-more {
            (part.mode.told())
            ". " (words::reach(part.reach)) "."
        }
        @if part.confidence == Confidence::Provisional
            && programme.confidence == Confidence::Confirmed {
            p.row-more { (tag::tag(Tag::Provisional)) }
        }
        @if group { (choices(programme, part)) }
    }
}

fn choices(programme: &Programme, of: &Component) -> Markup {
    let members: Vec<&Component> = programme
        .components
        .iter()
        .filter(|component| matches!(component.need, Need::OneOf(_)) && component.need == of.need)
        .collect();
    html! {
        details.choices {
            summary { "Choose one of " (members.len()) }
            ul { @for member in members { li { (member.title) } } }
        }
    }
}

fn state(standing: &Standing, row: &Row, apart: bool) -> Markup {
    let tag = match standing.shown(row) {
        Shown::Met => Tag::Of(Shown::Met),
        _ if apart => Tag::Optional,
        shown => Tag::Of(shown),
    };
    tag::tag(tag)
}

fn progress(programme: &Programme, row: &Row) -> Markup {
    let length = row.part(programme).minutes;
    html! {
        @if row.recognised == Minutes::ZERO {
            (ring::done_of(row.done, length))
        } @else {
            @if row.done > Minutes::ZERO { (words::amount(row.done)) " done and " }
            (words::amount(row.recognised)) " recognised of " (words::amount(length))
        }
        (bar::bar(row.done, row.recognised, length))
    }
}

fn due(row: &Row) -> Option<Markup> {
    let open = row.state != State::Met;
    row.due_on.filter(|_| open).map(words::day)
}
