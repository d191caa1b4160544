//! Says what a reader sees when a page cannot be shown.
//!
//! Owns the word `PageError` and the one table of statuses. It never names a Rust type to a reader.

use std::sync::Arc;

use actions::{ActionError, Platform};
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

use crate::parts::shell::{self, Frame};

/// Why a page cannot be shown.
#[derive(Debug)]
pub enum PageError {
    /// There is no such page, or none that the reader may know of.
    NotFound,
    /// It is not the reader's to do: they are told the same as where there is nothing.
    Forbidden,
    /// A rule said no, in a sentence to the reader.
    Refused(String),
    /// The deed asks for a fresh proof of who the reader is.
    AsksProof,
    /// Something failed that is no reader's fault.
    Failed(String),
}

/// Marks an answer that asks for a fresh proof of who the reader is.
#[derive(Debug, Clone, Copy)]
pub struct AsksProof;

/// Marks an answer to whoever asked for what is not theirs. It goes no further than the log.
#[derive(Debug, Clone, Copy)]
pub struct Denied;

impl From<ActionError> for PageError {
    fn from(error: ActionError) -> PageError {
        match error {
            ActionError::NotFound(_) => PageError::NotFound,
            ActionError::Forbidden(_) => PageError::Forbidden,
            ActionError::Refused(refusal) => PageError::Refused(refusal.to_string()),
            ActionError::Unreadable(sentence) => PageError::Refused(sentence),
            ActionError::AsksProof(_) => PageError::AsksProof,
            failed => PageError::Failed(told_with_causes(&failed)),
        }
    }
}

/// An error with everything that caused it, for the log.
fn told_with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |cause| cause.source());
    let told: Vec<String> = causes.map(ToString::to_string).collect();
    told.join(": ")
}

/// What a page says of a status: the heading, and what to do.
struct Words {
    heading: &'static str,
    next: &'static str,
}

/// The one table of statuses.
fn words(status: StatusCode) -> Words {
    let (heading, next) = match status {
        StatusCode::NOT_FOUND => (
            "This page is not here",
            "If you typed the address, check it. If you pressed a link, the page may have moved, \
             or may not be yours to see.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "This cannot be done here",
            "The address exists, but not for what was asked of it. Go back and try the button again.",
        ),
        StatusCode::UNPROCESSABLE_ENTITY => (
            "Something needs another look",
            "Go back, look at what was entered, and send it again.",
        ),
        StatusCode::FORBIDDEN => (
            "This was not sent from our own page",
            "To keep you safe, we take forms from our own pages alone. Open the page again and send \
             it from there.",
        ),
        StatusCode::MISDIRECTED_REQUEST => (
            "This demo answers on its own machine alone",
            "Open it under the address that it told when it was started. Under another name it \
             shows nothing, so that no page from elsewhere can read it through your browser.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "That is more than we can take at once",
            "Send less, or in smaller pieces.",
        ),
        StatusCode::REQUEST_TIMEOUT => (
            "This took too long",
            "Nothing was kept. Please try again in a moment.",
        ),
        status if status.is_server_error() => (
            "Something went wrong on our side",
            "Nothing that you entered caused it. Please try again in a moment. If it happens again, \
             tell whoever runs Alongside the reference below.",
        ),
        _ => ("We could not read that request", "Go back and try again."),
    };
    Words { heading, next }
}

/// Marks an answer that already says what went wrong, in words of its own.
#[derive(Debug, Clone)]
struct Sentence(String);

/// Carries why something failed as far as the log.
#[derive(Debug, Clone)]
struct Cause(String);

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, sentence, cause) = match self {
            PageError::NotFound => (StatusCode::NOT_FOUND, None, None),
            PageError::Forbidden => {
                let mut response = StatusCode::NOT_FOUND.into_response();
                response.extensions_mut().insert(Denied);
                return response;
            }
            PageError::Refused(sentence) => {
                (StatusCode::UNPROCESSABLE_ENTITY, Some(sentence), None)
            }
            PageError::AsksProof => {
                let mut response = StatusCode::FORBIDDEN.into_response();
                response.extensions_mut().insert(AsksProof);
                return response;
            }
            PageError::Failed(cause) => (StatusCode::INTERNAL_SERVER_ERROR, None, Some(cause)),
        };
        let mut response = status.into_response();
        response.extensions_mut().extend_if(sentence.map(Sentence));
        response.extensions_mut().extend_if(cause.map(Cause));
        response
    }
}

trait ExtendIf {
    fn extend_if<T: Clone + Send + Sync + 'static>(&mut self, value: Option<T>);
}

impl ExtendIf for axum::http::Extensions {
    fn extend_if<T: Clone + Send + Sync + 'static>(&mut self, value: Option<T>) {
        if let Some(value) = value {
            self.insert(value);
        }
    }
}

/// Makes what a reader can quote and the log can be searched for.
pub type Reference = Arc<dyn Fn() -> String + Send + Sync>;

/// References by chance: the last eight digits of a new number.
pub fn reference(platform: &Platform) -> Reference {
    let platform = platform.clone();
    Arc::new(move || {
        let number = platform.number().simple().to_string();
        number[number.len() - 8..].to_uppercase()
    })
}

/// Gives every answer that failed a kind page, whoever made it.
pub async fn dress(State(reference): State<Reference>, request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    let status = answer.status();
    let is_page = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    let reference = status.is_server_error().then(|| {
        let reference = reference();
        let cause = answer.extensions().get::<Cause>();
        let cause = cause.map_or("no cause was given", |cause| &cause.0);
        tracing::error!(%reference, cause, "a page failed");
        reference
    });
    let sentence = answer.extensions().get::<Sentence>();
    let page = page(
        status,
        sentence.map(|words| words.0.as_str()),
        reference.as_deref(),
    );
    let mut dressed = (status, page).into_response();
    if let Some(allowed) = answer.headers().get(header::ALLOW) {
        dressed.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    dressed
}

/// Draws the page of an error.
#[must_use]
pub fn page(status: StatusCode, sentence: Option<&str>, reference: Option<&str>) -> Markup {
    let words = words(status);
    let main = html! {
        h1 { (words.heading) }
        p.lead { (sentence.unwrap_or(words.next)) }
        @if let Some(reference) = reference {
            p { "Reference: " strong { (reference) } }
        }
        p { a.target href="/" { "Go to the front page" } }
    };
    shell::page(
        &Frame {
            title: words.heading,
            ..Frame::default()
        },
        &main,
    )
}
