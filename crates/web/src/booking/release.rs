//! Shows a school which bookings wait for it, and takes its answer: one press.
//!
//! Owns `/booking/release/{school}`. It never shows another school's teachers.

use actions::{
    ActionError, Platform,
    booking::release::{self, Answer, Row, Waiting},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Deed, Object},
    booking::BookingId,
    calendar::uk_hour,
    partnership::Urn,
};
use maud::{Markup, html};

use crate::{
    error::PageError,
    parts::{
        empty, errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        summary::{self, Answer as Known},
        words,
    },
    reader::Reader,
};

/// The address of a school's page.
pub fn address(school: Urn) -> String {
    format!("/booking/release/{}", school.0)
}

/// Offers the page of each school that the reader looks after.
pub(super) fn offer(reader: &Reader) -> Markup {
    let seats = reader.actor().memberships.iter();
    let mut schools: Vec<Urn> = seats
        .filter(|held| held.holds_on(reader.today))
        .filter_map(|held| {
            let school = held.school?;
            let object = Object {
                provider: Some(held.provider),
                school: Some(school),
                ..Object::default()
            };
            let reads = reader.actor().may(Deed::ReadReleases, object);
            reads.ok().map(|()| school)
        })
        .collect();
    schools.sort_unstable();
    schools.dedup();
    html! {
        @for school in &schools {
            p { a.target href=(address(*school)) {
                "Release for sessions"
                @if schools.len() > 1 { ": school " (school.0) }
            } }
        }
    }
}

/// Shows what waits.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Path(school): Path<u32>,
) -> Result<Markup, PageError> {
    let school = Urn(school);
    let found = release::waiting(&platform, reader.actor(), school).await?;
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    let done = question.unwrap_or_default();
    Ok(page(
        &platform,
        &reader,
        school,
        &found,
        &Typed::default(),
        done,
    ))
}

/// Takes an answer.
pub async fn answer(
    State(platform): State<Platform>,
    reader: Reader,
    Path(school): Path<u32>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let school = Urn(school);
    let once = typed.once()?;
    let booking = typed.number("booking").ok_or(PageError::NotFound)?;
    let (answer, done) = match typed.text("answer") {
        "release" => (Answer::Release, "released"),
        _ => (Answer::Decline(typed.text("reason").to_owned()), "declined"),
    };
    let which = (school, BookingId(booking));
    match release::answer(&platform, reader.actor(), once, which, &answer).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done={done}", address(school))).into_response()),
        Err(ActionError::Refused(refusal)) => {
            typed.fault("reason", refusal.to_string());
            let found = release::waiting(&platform, reader.actor(), school).await?;
            let page = page(&platform, &reader, school, &found, &typed, "");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    platform: &Platform,
    reader: &Reader,
    school: Urn,
    found: &Waiting,
    typed: &Typed,
    done: &str,
) -> Markup {
    let main = html! {
        p.caption { (found.school) }
        h1 { "Release for sessions" }
        (errors::summary(typed))
        @match done {
            "done=released" => (notice::notice(Tone::Done, &html! { p { "Released. Their place is confirmed, and they are told." } })),
            "done=declined" => (notice::notice(Tone::Done, &html! { p { "Declined. They are told why and can choose another day." } })),
            _ => {}
        }
        @if found.rows.is_empty() {
            (empty::empty("Nobody waits for the school", &html! { "When one of your teachers books a session in school time, it stands here until somebody answers." }))
        } @else {
            p.lead { (words::counted(found.rows.len(), "teacher waits", "bookings wait")) " for an answer. A place is held until then." }
            @for row in &found.rows { (card(platform, school, found, row, typed)) }
        }
        p { a.target href={ (address(school)) "/standing" } { "Standing permission, cost of cover and holidays" } }
    };
    let title = errors::title(typed, "Release for sessions");
    let frame = Frame {
        title: &title,
        reader: Some(reader),
        seat: reader.seat(actions::access::SeatKind::School),
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn card(platform: &Platform, school: Urn, found: &Waiting, row: &Row, typed: &Typed) -> Markup {
    let session = &row.session;
    let id = row.booking.id.0;
    let here = typed.text("booking") == id.to_string();
    let blank = Typed::default();
    let typed = if here { typed } else { &blank };
    let mut known = vec![
        Known::of(
            "When",
            html! { (words::day(session.held_on)) ", " (uk_hour(session.starts_at)) " to " (uk_hour(session.ends_at)) },
        ),
        Known::of("Session", html! { (session.title) }),
        Known::of("Away", html! { (half_days(row.half_days)) }),
    ];
    if !session.place.is_empty() {
        known.push(Known::of("Where", html! { (session.place) }));
    }
    if !row.also_away.is_empty() {
        known.push(Known::of(
            "Also away that day",
            html! { (row.also_away.join(", ")) },
        ));
    }
    html! {
        section.card aria-labelledby={ "of-" (id) } {
            h2 id={ "of-" (id) } { (row.name) }
            (summary::summary(&known))
            p { a.target href={ "/booking/" (session.id.0) "/cover-note?school=" (school.0) } { "Cover note" span.unseen { ": " (row.name) } } }
            @if found.may_release {
                form method="post" action=(address(school)) {
                    (form::once(platform.number()))
                    input type="hidden" name="booking" value=(id);
                    div.buttons {
                        button.button type="submit" name="answer" value="release" { "Release " (row.name) }
                    }
                }
                details.choices open[here] {
                    summary.target { "They cannot go" }
                    form.form method="post" action=(address(school)) {
                        (form::once(platform.number()))
                        input type="hidden" name="booking" value=(id);
                        (form::text(&Field::of(typed, "reason", "Why").hint("They read it. Such as “two others are away that day”.")))
                        div.buttons { button.button.is-quiet type="submit" name="answer" value="decline" { "Decline" span.unseen { ": " (row.name) } } }
                    }
                }
            }
        }
    }
}

/// Half days in words.
pub fn half_days(count: i64) -> String {
    match count {
        0 => "No school time".to_owned(),
        1 => "Half a day".to_owned(),
        2 => "A whole day".to_owned(),
        more => format!("{more} half days"),
    }
}
