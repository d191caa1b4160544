//! Draws a student teacher's own placements: where, with whom, when, and whom to ask.
//!
//! Owns `/placement`. It never shows anybody else's.

use actions::{
    Platform,
    access::SeatKind,
    placement::{Mine, of_student},
};
use axum::extract::State;
use domain::Date;
use maud::{Markup, html};

use crate::{
    error::PageError,
    parts::{
        empty,
        notice::{self, Tone},
        shell::{self, Frame},
        summary::{self, Answer},
        words,
    },
    reader::Reader,
};

/// Answers `/placement`.
pub async fn show(State(platform): State<Platform>, reader: Reader) -> Result<Markup, PageError> {
    let Some(seat) = reader.seat(SeatKind::StudentTeacher) else {
        return Err(PageError::NotFound);
    };
    let (day, mine) = of_student(&platform, reader.actor()).await?;
    let over = |one: &&Mine| one.row.until().is_some_and(|until| until < day);
    let ahead: Vec<&Mine> = mine.iter().filter(|one| !over(one)).collect();
    let earlier: Vec<&Mine> = mine.iter().filter(over).collect();
    let provider = mine.last().map(|one| &one.provider).or(seat.provider());
    let main = html! {
        h1 { "Your placements" }
        @if ahead.is_empty() {
            (empty::empty("No placement is planned at the moment", &html! {
                "When your provider places you in a school, it stands here: where, when, and who mentors you."
            }))
        }
        @for one in ahead { (section(one, day)) }
        @if !earlier.is_empty() {
            h2 { "Earlier" }
            ul {
                @for one in earlier {
                    li { strong { (one.row.school_name) } ", " (super::days(&one.row)) }
                }
            }
        }
    };
    let frame = Frame {
        title: "Your placements",
        provider,
        reader: Some(&reader),
        seat: Some(seat),
        here: "Placement",
        ..Frame::default()
    };
    Ok(shell::page(&frame, &main))
}

fn section(one: &Mine, day: Date) -> Markup {
    let row = &one.row;
    let when = if row.placement.from > day {
        "Next"
    } else {
        "Now"
    };
    let id = format!("placement-{}", row.placement.id.0);
    let names = |names: Vec<String>, nobody: &str| match names.is_empty() {
        true => html! { span.quiet { (nobody) } },
        false => html! { (names.join(" and ")) },
    };
    let mentors = row.mentors_on(day).map(|held| held.person.name()).collect();
    let asked = one.professional_mentors.iter();
    let lead = row.lead_mentor.iter().map(domain::person::Person::name);
    let school = one.school.as_ref();
    let place = [
        school.and_then(|school| school.town.as_deref()),
        school.and_then(|school| school.postcode.as_deref()),
    ];
    let mut answers = vec![
        Answer::of(
            "When",
            words::days(Some(row.placement.from), row.until()).unwrap_or_default(),
        ),
        Answer::of(
            "Where",
            html! {
                (row.school_name)
                @for line in place.into_iter().flatten() { ", " (line) }
            },
        ),
        Answer::of("Your mentor", names(mentors, "Not named yet")),
        Answer::of(
            "Whom to ask at the school",
            names(
                asked.map(domain::person::Person::name).collect(),
                "Not known yet",
            ),
        ),
        Answer::of("Your lead mentor", names(lead.collect(), "Not named yet")),
    ];
    if let Some(stage) = row.placement.stage {
        answers.insert(1, Answer::of("Stage", html! { (stage) }));
    }
    html! {
        section {
            h2 id=(id) { (when) ": " (row.school_name) }
            @if row.alarm(day).is_some() {
                (notice::notice(Tone::Look, &html! {
                    p { strong { "A mentor is still to be named." } " The school has been told and holds this; \
                        you need to do nothing." }
                }))
            }
            (summary::summary(&answers))
        }
    }
}
