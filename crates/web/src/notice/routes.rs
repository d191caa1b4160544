//! Answers the addresses of messages and of outgoing mail.
//!
//! Owns the order of the routes beneath `/notice`. It never sends anything.

use actions::{ActionError, Platform, notice};
use axum::{
    Extension, Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::Refusal;

use super::{
    Outgoing, choose, inbox,
    outbox::{self, ADDRESS, Shown},
    write, written,
};
use crate::{error::PageError, parts::form::Typed, reader::Reader};

/// The routes of messages and of outgoing mail.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route(ADDRESS, get(show))
        .route("/notice/outbox/again", post(again))
        .route("/notice/outbox/try", post(try_mail))
        .route(inbox::INBOX, get(inbox::show))
        .route("/notice/read", post(inbox::mark_all))
        .route(choose::ADDRESS, get(choose::ask).post(choose::keep))
        .route("/notice/{notice}", get(inbox::one))
        .route("/notice/{notice}/open", post(inbox::open))
        .route("/notice/{notice}/mark", post(inbox::mark))
        .route(
            "/notice/write/{provider}",
            get(write::ask).post(write::press),
        )
        .route("/notice/written/{provider}", get(written::show))
        .route("/notice/written/{provider}/again", post(written::again))
}

type Outward = Option<Extension<Outgoing>>;

async fn show(
    State(platform): State<Platform>,
    outgoing: Outward,
    reader: Reader,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let asked = Typed::of(asked);
    page(&platform, outgoing, &reader, &asked, StatusCode::OK).await
}

async fn page(
    platform: &Platform,
    outgoing: Outward,
    reader: &Reader,
    typed: &Typed,
    status: StatusCode,
) -> Result<Response, PageError> {
    let found = notice::outbox(platform, reader.actor(), None).await?;
    let outgoing = outgoing.map(|Extension(outgoing)| outgoing);
    let findings = match &outgoing {
        Some(outgoing) if typed.holds("records", "look") => Some((outgoing.look_up)().await),
        _ => None,
    };
    let shown = Shown {
        found: &found,
        outgoing: outgoing.as_ref(),
        findings: findings.as_deref(),
        typed,
        once: [platform.number(), platform.number()],
    };
    Ok((status, outbox::page(&shown, reader)).into_response())
}

async fn again(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    let message = typed.number("message").ok_or(PageError::NotFound)?;
    notice::resend(&platform, reader.actor(), typed.once()?, message).await?;
    Ok(Redirect::to("/notice/outbox?done=again").into_response())
}

async fn try_mail(
    State(platform): State<Platform>,
    outgoing: Outward,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    match notice::try_mail(&platform, reader.actor(), once, typed.text("to")).await {
        Ok(()) => Ok(Redirect::to("/notice/outbox?done=try").into_response()),
        Err(ActionError::Refused(Refusal::Notice(refusal))) => {
            typed.fault("to", refusal.to_string());
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&platform, outgoing, &reader, &typed, status).await
        }
        Err(error) => Err(error.into()),
    }
}
