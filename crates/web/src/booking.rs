//! Shows sessions and what is done about them.
//!
//! A table of contents, with the addresses beneath `/booking`. It never decides who gets a place.

mod calendar;
mod change;
mod check_in;
mod choice;
mod close;
mod cover;
mod fields;
mod holders;
mod join_log;
pub mod list;
mod named;
mod office;
mod one;
mod paper;
mod register;
mod release;
mod school;
mod several;
mod words;

use actions::Platform;
use axum::{
    Router,
    routing::{get, post},
};

use domain::{booking::SessionId, calendar::uk_hour, partnership::Provider};
use maud::Markup;
use uuid::Uuid;

use crate::{
    door,
    error::PageError,
    parts::shell::{self, Frame},
    reader::Reader,
};

pub use one::address;
pub use paper::{another_plan, own_plan};

use office::may_offer;

/// The routes of sessions, calendars, releases, cover notes and print.
pub fn routes() -> Router<Platform> {
    registers()
        .route(list::ADDRESS, get(list::show))
        .route(
            "/booking/offer/{provider}",
            get(office::new).post(office::keep),
        )
        .route("/booking/{session}", get(one::show).post(one::act))
        .route(
            "/booking/{session}/change",
            get(change::ways).post(change::change),
        )
        .route(
            "/booking/{session}/several",
            get(several::show).post(several::keep),
        )
        .route(
            "/booking/{session}/instead",
            get(named::show).post(named::keep),
        )
        .route("/booking/{session}/people/book", post(several::keep_rows))
        .route(calendar::ADDRESS, get(calendar::show).post(calendar::make))
        .route("/booking/calendar/withdraw", post(calendar::withdraw))
        .route("/booking/calendar/days", post(calendar::days))
        .route("/booking/feed/{name}", get(calendar::feed))
        .route("/booking/{session}/calendar.ics", get(calendar::one))
        .route("/booking/{session}/cover-note", get(cover::show))
        .route("/booking/{session}/register.pdf", get(paper::register))
        .route(
            "/booking/{session}/certificate.pdf",
            get(paper::certificate),
        )
        .route(
            "/booking/release/{school}",
            get(release::show).post(release::answer),
        )
        .route(
            "/booking/release/{school}/standing",
            get(school::show).post(school::say),
        )
}

/// The routes of registers and of checking in.
fn registers() -> Router<Platform> {
    Router::new()
        .route(
            "/booking/{session}/register",
            get(register::show).post(register::keep),
        )
        .route("/booking/{session}/register/walk-in", post(register::add))
        .route(
            "/booking/{session}/register/close",
            get(close::ask).post(close::keep),
        )
        .route("/booking/{session}/register/reopen", post(close::reopen))
        .route("/booking/{session}/check-in", get(check_in::screen))
        .route(
            "/booking/{session}/here",
            get(check_in::ask).post(check_in::keep),
        )
        .route("/booking/{session}/join-log/answer", post(join_log::say))
}

/// The routes that take a file.
pub fn uploads() -> Router<Platform> {
    Router::new()
        .route(
            "/booking/{session}/join-log",
            get(join_log::show).post(join_log::keep),
        )
        .route(
            "/booking/{session}/people",
            get(several::ask).post(several::look),
        )
}

/// The session that an address names.
fn session(word: &str) -> Result<SessionId, PageError> {
    let number = Uuid::try_parse(word).map_err(|_| PageError::NotFound)?;
    Ok(SessionId(number))
}

/// Puts a page into its frame.
fn framed(reader: &Reader, provider: &Provider, title: &str, main: &Markup) -> Markup {
    let frame = Frame {
        title,
        provider: Some(provider),
        reader: Some(reader),
        seat: door::seat(reader, provider).or_else(|| reader.seats().first()),
        here: "Sessions",
        ..Frame::default()
    };
    shell::page(&frame, main)
}

/// When a session is, as people say it: "Tuesday 18 November 2025, 4:30pm to 6pm".
fn when(session: &domain::booking::Session) -> String {
    let day = session.held_on.strftime("%A %-d %B %Y");
    format!(
        "{day}, {} to {}",
        uk_hour(session.starts_at),
        uk_hour(session.ends_at)
    )
}
