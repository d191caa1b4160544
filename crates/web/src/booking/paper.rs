//! Answers with documents to print or keep.
//!
//! Owns the addresses that end in `.pdf`. It never draws one.

use actions::{Platform, booking::paper};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{booking::SessionId, partnership::Provider, person::PersonId};
use uuid::Uuid;

use crate::{error::PageError, parts::form::Typed, reader::Reader};

/// The register of a session, to tick by hand.
pub async fn register(
    State(platform): State<Platform>,
    reader: Reader,
    Path(session): Path<Uuid>,
) -> Result<Response, PageError> {
    let bytes = paper::register(&platform, reader.actor(), SessionId(session)).await?;
    reader.proves()?;
    Ok(file(bytes, "register.pdf"))
}

/// The reader's own certificate of a session, or somebody's whose hours they may read.
pub async fn certificate(
    State(platform): State<Platform>,
    reader: Reader,
    Path(session): Path<Uuid>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let other = Typed::of(asked).number("person");
    let person = other.map_or(reader.actor().person, PersonId);
    let session = SessionId(session);
    let bytes = paper::certificate(&platform, reader.actor(), session, person).await?;
    Ok(file(bytes, "certificate.pdf"))
}

/// The reader's own plan of the year.
pub async fn own_plan(
    State(platform): State<Platform>,
    reader: Reader,
    Path(provider): Path<String>,
) -> Result<Response, PageError> {
    plan(&platform, &reader, reader.actor().person, &provider).await
}

/// Somebody else's plan of the year.
pub async fn another_plan(
    State(platform): State<Platform>,
    reader: Reader,
    Path((provider, person)): Path<(String, Uuid)>,
) -> Result<Response, PageError> {
    plan(&platform, &reader, PersonId(person), &provider).await
}

async fn plan(
    platform: &Platform,
    reader: &Reader,
    person: PersonId,
    provider: &str,
) -> Result<Response, PageError> {
    let code = Provider::code_from(provider);
    let bytes = paper::plan(platform, reader.actor(), person, &code).await?;
    Ok(file(bytes, "training-plan.pdf"))
}

fn file(bytes: Vec<u8>, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}
