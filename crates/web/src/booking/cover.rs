//! Shows what a session means for a school: who is away, what cover costs, what the grant brings.
//!
//! Owns `/booking/{session}/cover-note`, a page to print. It never books anybody.

use actions::{
    Platform,
    booking::cover::{self, CoverNote, CoverRow},
};
use axum::extract::{Path, Query, State};
use domain::{
    booking::{SessionId, State as Booked},
    calendar::uk_hour,
    partnership::Urn,
    programme::Mode,
};
use maud::{Markup, html};
use uuid::Uuid;

use super::release::{address, half_days};
use crate::{
    error::PageError,
    parts::{
        form::Typed,
        notice::{self, Tone},
        shell::{self, Frame},
        summary::{self, Answer},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

const COLUMNS: [Column; 4] = [
    Column::plain("Mentor"),
    Column::named("Away"),
    Column::named("Grant"),
    Column::named("Booking"),
];

/// Shows the note.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Path(session): Path<Uuid>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Markup, PageError> {
    let asked = Typed::of(asked);
    let school = asked.text("school").parse().ok().map(Urn);
    let found = cover::cover_note(&platform, reader.actor(), SessionId(session), school).await?;
    Ok(page(&reader, &found))
}

fn page(reader: &Reader, found: &CoverNote) -> Markup {
    let session = &found.session;
    let mut known = vec![
        Answer::of("Session", html! { (session.title) }),
        Answer::of("Offered by", html! { (found.provider) }),
        Answer::of(
            "When",
            html! { (words::day(session.held_on)) ", " (uk_hour(session.starts_at)) " to " (uk_hour(session.ends_at)) },
        ),
    ];
    if !session.place.is_empty() {
        known.push(Answer::of("Where", html! { (session.place) }));
    }
    known.push(Answer::of(
        "Travel",
        html! { (travel(session.mode, &session.place)) },
    ));
    known.push(Answer::of(
        "Counts as",
        html! { (words::amount(session.minutes)) " of training" },
    ));
    if !found.also_away.is_empty() {
        known.push(Answer::of(
            "Also away that day",
            html! { (found.also_away.join(", ")) },
        ));
    }
    let main = html! {
        p.caption { (found.school) }
        h1 { "Cover note" }
        @if session.cancelled { (notice::notice(Tone::Look, &html! { p { "This session was called off." } })) }
        (summary::summary(&known))
        (over_cap(found))
        @if found.rows.is_empty() { p { "Nobody of the school has a place yet." } }
        @else {
            (table::table(&Table {
                caption: "Who goes",
                columns: &COLUMNS,
                lines: found.rows.iter().enumerate().map(line).collect(),
            }))
        }
        (money(found))
    };
    let frame = Frame {
        title: "Cover note",
        reader: Some(reader),
        seat: reader.seats().first(),
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

/// What the way there means for a school.
fn travel(mode: Mode, place: &str) -> &'static str {
    match (mode, place.is_empty()) {
        (Mode::InSchool, _) => "None: it is in school",
        (_, false) => "There and back, beside these hours; it is neither training nor in the grant",
        (Mode::Live | Mode::SelfStudy, true) => "None: it is online",
        (_, true) => "Not known: its place is told later",
    }
}

fn line((at, row): (usize, &CoverRow)) -> Line {
    let grant = row.grant.map(|grant| {
        html! {
            (words::counted(usize::try_from(grant.hours).unwrap_or_default(), "hour", "hours"))
            @if let Some(worth) = grant.worth { ", " (worth) }
        }
    });
    let state = row.state.map(|state| {
        html! { (match state {
            Booked::Held => "Waits for the school",
            Booked::Confirmed => "Confirmed",
            _ => "Offered a place",
        }) }
    });
    Line {
        id: format!("row-{at}"),
        class: None,
        head: html! { (row.name) },
        cells: vec![Some(html! { (half_days(row.half_days)) }), grant, state],
    }
}

/// Says where hours would pass the year's cap, before anybody books.
fn over_cap(found: &CoverNote) -> Markup {
    let rows: Vec<_> = found
        .rows
        .iter()
        .filter_map(|row| Some((row, row.grant.filter(|grant| grant.over_cap.0 > 0)?)))
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    notice::notice(
        Tone::Look,
        &html! {
            @for (row, grant) in rows {
                p {
                    "For " (row.name) " " (words::amount(grant.over_cap)) " of it lie beyond what can be claimed this year"
                    @if let Some(cap) = row.cap { " (" (words::counted(usize::try_from(cap).unwrap_or_default(), "hour", "hours")) ")" }
                    ". The training counts all the same; the grant does not pay for it."
                }
            }
        },
    )
}

fn money(found: &CoverNote) -> Markup {
    let cost = found.cost();
    let worth = found.worth();
    html! {
        h2 { "Cost and grant" }
        dl.summary {
            div { dt { "Cover" } dd {
                @match cost {
                    Some(cost) => { strong { (cost) } " for " (half_days(found.half_days()).to_lowercase()) " of cover" }
                    None => { (half_days(found.half_days())) ". " @if found.may_set { a href={ (address(found.urn)) "/standing" } { "Say what half a day of cover costs" } } @else { "Your school has not said what cover costs." } }
                }
            } }
            div { dt { "Grant" } dd {
                @match worth {
                    Some(worth) => { strong { (worth) } " that the school can claim, if everybody attends to the end" }
                    None => "Not known yet: the hours of whoever goes are not with this provider.",
                }
            } }
        }
        p.row-more { "The grant pays for whole hours up to the year's cap. What else is booked counts first." }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_what_the_way_there_means() {
        assert!(travel(Mode::Conference, "De Grey Court, York").starts_with("There and back"));
        assert!(travel(Mode::Live, "").contains("online"));
        assert!(travel(Mode::InSchool, "The hall").contains("in school"));
        assert!(travel(Mode::Visit, "").contains("told later"));
    }
}
