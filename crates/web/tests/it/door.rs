//! Tries what stands around every page: headers, limits, errors and files.
//!
//! Owns the questions that a stranger's browser might ask. It never needs a database.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
    response::Html,
    routing::{get, post},
};
use tower::ServiceExt;

use crate::seen::Seen;
use web::PageError;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    seen: Seen,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("plain text"))
    }
}

fn house() -> Router {
    let routes = Router::new()
        .route("/page", get(async || Html("<h1>Here</h1>")))
        .route("/panics", get(panics))
        .route("/fails", get(async || fails("tables are locked")))
        .route("/refused", get(async || refused()))
        .route("/form", post(async |form: String| form.len().to_string()))
        .merge(web::asset::routes())
        .fallback(async || StatusCode::NOT_FOUND);
    web::guard::around(routes, Router::new(), Arc::new(|| "7F3A".to_owned()))
}

async fn panics() -> StatusCode {
    panic!("store::Impossible at row 3")
}

fn fails(cause: &str) -> Result<(), PageError> {
    Err(PageError::Failed(cause.to_owned()))
}

fn refused() -> Result<(), PageError> {
    Err(PageError::Refused("This day has not come yet.".to_owned()))
}

async fn ask(request: Request<Body>) -> Answer {
    let answer = house().oneshot(request).await.expect("it never fails");
    let (parts, body) = answer.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .expect("a whole body");
    Answer {
        status: parts.status,
        headers: parts.headers,
        seen: Seen::of(&String::from_utf8_lossy(&bytes)),
    }
}

async fn page(address: &str) -> Answer {
    ask(Request::get(address)
        .body(Body::empty())
        .expect("a request"))
    .await
}

#[tokio::test]
async fn the_worker_of_a_register_may_ask_this_server_and_nothing_else() {
    let address = web::asset::register_worker_address();
    let worker = page(&address).await;
    let policy = worker.header("content-security-policy");
    assert_eq!(policy, "default-src 'none'; connect-src 'self'");
    assert_eq!(worker.header("service-worker-allowed"), "/booking/");
    assert_eq!(worker.header("x-content-type-options"), "nosniff");
    let other = page(&web::asset::register_script_address()).await;
    let policy = other.header("content-security-policy");
    assert!(!policy.contains("connect-src"));
    assert!(other.headers.get("service-worker-allowed").is_none());
}

#[tokio::test]
async fn every_answer_carries_the_guards() {
    for address in [
        "/page",
        "/nowhere",
        "/panics",
        "/fails",
        "/static/icon.svg",
        "/static/accent/0b5d66.css",
    ] {
        let answer = page(address).await;
        let policy = answer.header("content-security-policy");
        assert_eq!(
            policy,
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "{address}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        let permitted = answer.header("permissions-policy");
        for told in [
            "publickey-credentials-get=(self)",
            "camera=()",
            "geolocation=()",
        ] {
            assert!(permitted.contains(told), "{told}");
        }
    }
}

#[tokio::test]
async fn a_page_is_kept_nowhere_and_its_style_for_long() {
    assert_eq!(page("/page").await.header("cache-control"), "no-store");
    let style = page(&web::asset::stylesheet_address()).await;
    assert_eq!(style.status, StatusCode::OK);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").contains("immutable"));
    let older = page("/static/style-000000000000.css").await;
    assert_eq!(
        older.status,
        StatusCode::OK,
        "a page from before an upgrade"
    );
    assert_eq!(older.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn a_missing_page_is_told_kindly() {
    for address in [
        "/nowhere",
        "/static/nothing.css",
        "/static/accent/red.css",
        "/static/accent/%230b5d66.css",
        "/static/accent/0b5d66",
        "/static/..%2f..%2fCargo.toml",
        "/static/css%2ftokens.css",
    ] {
        let answer = page(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        answer.seen.says("This page is not here");
        answer.seen.has("href=\"/\"");
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_kindly_and_names_the_right_one() {
    let answer = page("/form").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("allow"), "POST");
    answer.seen.says("This cannot be done here");
}

#[tokio::test]
async fn a_failure_has_a_reference_and_tells_no_secret() {
    for address in ["/panics", "/fails"] {
        let answer = page(address).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        answer.seen.says("Something went wrong on our side");
        answer.seen.says("Reference: 7F3A");
        for secret in ["Impossible", "::", "tables are locked", "panic"] {
            answer.seen.says_not(secret);
        }
    }
}

#[tokio::test]
async fn a_refusal_is_told_in_its_own_words() {
    let answer = page("/refused").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.seen.says("Something needs another look");
    answer.seen.says("This day has not come yet.");
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let send = |site: &'static str, origin: &'static str| {
        ask(Request::post("/form")
            .header("host", "alongside.example")
            .header("sec-fetch-site", site)
            .header("origin", origin)
            .body(Body::from("a=b"))
            .expect("a request"))
    };
    let ours = send("same-origin", "http://alongside.example").await;
    assert_eq!(ours.status, StatusCode::OK);
    for site in ["cross-site", "same-site"] {
        let theirs = send(site, "http://elsewhere.example").await;
        assert_eq!(theirs.status, StatusCode::FORBIDDEN);
        theirs.seen.says("This was not sent from our own page");
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused() {
    let answer = ask(Request::post("/form")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_LENGTH, 70_000)
        .body(Body::from("a".repeat(70_000)))
        .expect("a request"))
    .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    answer.seen.says("That is more than we can take at once");
}

#[tokio::test]
async fn the_style_is_packed_for_whoever_can_unpack_it() {
    let answer = ask(Request::get(web::asset::stylesheet_address())
        .header(header::ACCEPT_ENCODING, "gzip")
        .body(Body::empty())
        .expect("a request"))
    .await;
    assert_eq!(answer.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn a_colour_that_cannot_be_read_is_served_readable() {
    let answer = page("/static/accent/ffff00.css").await;
    answer.seen.says(".accent-ffff00{--accent-band:#");
    answer.seen.says_not("--accent-band:#ffff00");
}

#[test]
fn the_style_page_shows_every_state() {
    let today = "2025-11-13".parse().expect("a written day");
    let seen = Seen::of(&web::style::page(today).into_string());
    for words in [
        "Met",
        "Not yet due",
        "Due",
        "Overdue",
        "Optional",
        "Choose one",
        "Waits for someone to confirm",
        "Replaced",
        "Provisional: not yet confirmed at its source",
        "Nothing is recorded yet",
        "Another provider",
    ] {
        seen.says(words);
    }
    let mut ids = seen.ids();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
}
