//! Guards every answer: what a browser may do with it, and what it may send.
//!
//! Owns the security headers and the limits. It never trusts where a form came from.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::{IntoResponse, Response},
};
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use crate::{
    error::{self, PageError, Reference},
    watch,
};

const LARGEST_FORM: usize = 64 * 1024;
const LONGEST: Duration = Duration::from_secs(20);

/// A file that an office brings, and the time that it may take.
const LARGEST_FILE: usize = 20 * 1024 * 1024;
const LONGEST_FILE: Duration = Duration::from_secs(300);

/// What a browser may load, from where, and who may frame it.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same where a page looks for itself what became of it: it may ask this server, and nobody else.
pub const ASKING_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// What a page may ask of the browser: passkeys, and nothing else that could be asked for.
const PERMISSIONS: &str = "publickey-credentials-get=(self), publickey-credentials-create=(self), \
                           camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), \
                           hid=(), midi=(), display-capture=()";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// Puts the guards around the routes, the innermost first; those that take files have wider ones.
///
/// The reference is what a reader can quote when something fails.
pub fn around(routes: Router, uploads: Router, reference: Reference) -> Router {
    let late = |longest| TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, longest);
    let uploads = uploads
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_FILE))
        .layer(late(LONGEST_FILE));
    routes
        .layer(RequestBodyLimitLayer::new(LARGEST_FORM))
        .layer(late(LONGEST))
        .merge(uploads)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CsrfLayer::new())
        .layer(from_fn(watch::refusals))
        .layer(from_fn_with_state(reference, error::dress))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(map_response(headers))
}

/// Tells a browser what it may do with any answer. A policy that an answer brings along stays.
pub async fn headers(mut answer: Response) -> Response {
    let brings = answer
        .headers()
        .contains_key(header::CONTENT_SECURITY_POLICY);
    for (name, value) in HEADERS {
        if brings && name == header::CONTENT_SECURITY_POLICY {
            continue;
        }
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    answer
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands over what was thrown"
)]
fn panicked(thrown: Box<dyn Any + Send>) -> Response {
    let words = thrown
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| thrown.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    PageError::Failed(words.unwrap_or_else(|| "a panic without words".to_owned())).into_response()
}
