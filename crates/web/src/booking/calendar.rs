//! Gives somebody's sessions to a calendar program: one as a file, all at a private address.
//!
//! Owns `/booking/calendar` and `/booking/feed/{name}`. It never shows a private address twice.

use actions::{
    Platform,
    booking::calendar::{self, Kept},
};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    booking::{SessionId, release::WorkingDays},
    calendar::uk_day,
};
use maud::{Markup, html};
use uuid::Uuid;

use crate::{
    access::Visitor,
    error::PageError,
    parts::{
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

/// The address of the page.
pub const ADDRESS: &str = "/booking/calendar";

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Shows what is kept of the reader's calendar.
pub async fn show(State(platform): State<Platform>, reader: Reader) -> Result<Markup, PageError> {
    let kept = calendar::kept(&platform, reader.actor(), reader.actor().person).await?;
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    Ok(page(&platform, &reader, &kept, None, question))
}

/// Makes a private address and shows it this once.
pub async fn make(State(platform): State<Platform>, reader: Reader) -> Result<Markup, PageError> {
    let address = calendar::renew(&platform, reader.actor(), reader.actor().person).await?;
    let kept = calendar::kept(&platform, reader.actor(), reader.actor().person).await?;
    Ok(page(&platform, &reader, &kept, Some(&address), None))
}

/// Withdraws the private address.
pub async fn withdraw(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Redirect, PageError> {
    calendar::withdraw(
        &platform,
        reader.actor(),
        typed.once()?,
        reader.actor().person,
    )
    .await?;
    Ok(Redirect::to("/booking/calendar?done=withdrawn"))
}

/// Keeps on which days the reader works.
pub async fn days(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Redirect, PageError> {
    let marks: String = DAYS
        .iter()
        .map(|day| if typed.holds("days", day) { 'x' } else { '-' })
        .collect();
    let days = WorkingDays::read(&marks).unwrap_or_default();
    calendar::set_working(
        &platform,
        reader.actor(),
        typed.once()?,
        reader.actor().person,
        days,
    )
    .await?;
    Ok(Redirect::to("/booking/calendar?done=days"))
}

/// Answers with one booking as a calendar.
pub async fn one(
    State(platform): State<Platform>,
    reader: Reader,
    Path(session): Path<Uuid>,
) -> Result<Response, PageError> {
    let text = calendar::one(
        &platform,
        reader.actor(),
        reader.actor().person,
        SessionId(session),
    )
    .await?;
    Ok(file(text, "session.ics"))
}

/// Answers with all bookings of whoever has this private address.
pub async fn feed(
    State(platform): State<Platform>,
    Path(name): Path<String>,
    visitor: Visitor,
) -> Result<Response, PageError> {
    let secret = name.strip_suffix(".ics").ok_or(PageError::NotFound)?;
    let text = calendar::feed(&platform, secret, &visitor.device).await?;
    Ok(file(text, "sessions.ics"))
}

fn file(text: String, name: &str) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/calendar; charset=utf-8".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, text).into_response()
}

fn page(
    platform: &Platform,
    reader: &Reader,
    kept: &Kept,
    made: Option<&str>,
    question: Option<&str>,
) -> Markup {
    let main = html! {
        h1 { "Your calendar" }
        @match question {
            Some("done=withdrawn") => (notice::notice(Tone::Done, &html! { p { "The private address leads nowhere any more." } })),
            Some("done=days") => (notice::notice(Tone::Done, &html! { p { "Your working days are kept." } })),
            _ => {}
        }
        p.lead { "Every session that you book, with every provider, in the calendar that you use anyway." }
        @if let Some(address) = made { (shown(address)) }
        h2 { "Private address" }
        @match (kept.made_at, made) {
            (Some(at), None) => {
                p { "You have had a private address since " (words::day(uk_day(at))) ". It was shown once and is kept nowhere in plain. If you lost it, or somebody else may have it, make a new one: the old one then leads nowhere." }
            }
            (None, _) => { p { "A calendar program reads your sessions from a private address and keeps up with every change. Nobody has to sign in for it, so treat it like a key." } }
            _ => {}
        }
        div.buttons {
            form method="post" action=(ADDRESS) {
                button.button.is-quiet[kept.made_at.is_some()] type="submit" {
                    @if kept.made_at.is_some() { "Make a new address" } @else { "Make a private address" }
                }
            }
            @if kept.made_at.is_some() {
                form method="post" action="/booking/calendar/withdraw" {
                    (form::once(platform.number()))
                    button.button.is-quiet type="submit" { "Withdraw it" }
                }
            }
        }
        (working(platform, kept))
    };
    let frame = Frame {
        title: "Your calendar",
        reader: Some(reader),
        seat: reader.seats().first(),
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

/// The address, this once.
fn shown(address: &str) -> Markup {
    let program = address
        .replacen("https://", "webcal://", 1)
        .replacen("http://", "webcal://", 1);
    notice::notice(
        Tone::Done,
        &html! {
            p { strong { "Your private address is ready." } " It is shown this once." }
            p { a.button href=(program) { "Add it to the calendar on this device" } }
            p { "Or copy it, and in your calendar choose “subscribe” or “from the internet”:" }
            p { code { (address) } }
        },
    )
}

fn working(platform: &Platform, kept: &Kept) -> Markup {
    let code = kept.works.code();
    let marks = DAYS.iter().zip(code.chars());
    let typed = marks
        .filter(|(_, mark)| *mark == 'x')
        .fold(Typed::default(), |typed, (day, _)| typed.with("days", *day));
    let offers: Vec<Offer> = DAYS.iter().map(|day| Offer::of(*day, *day)).collect();
    html! {
        h2 { "Days on which you work" }
        form.form method="post" action="/booking/calendar/days" {
            (form::once(platform.number()))
            (form::several(&Field::of(&typed, "days", "You work on").hint("A session on another day warns you before you book, and no school has to release you for it."), &offers))
            div.buttons { (form::button("Keep these days")) }
        }
    }
}
