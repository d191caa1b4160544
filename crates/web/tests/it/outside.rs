//! Tries what stands between an installation and the world: its name, its line, and the two addresses for watchers.
//! Owns no words of its own.
//! Never opens a socket.

use std::sync::Arc;

use actions::access::identity::Issuers;
use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode},
};
use tower::ServiceExt;
use web::{
    notice::Outgoing,
    outside::{self, Trusted},
};

use crate::whole::Whole;

async fn installation() -> (Whole, Router) {
    let whole = Whole::installed().await;
    let outgoing = Outgoing {
        sender: "alongside@mentors.example".to_owned(),
        server: "mail.mentors.example".to_owned(),
        look_up: Arc::new(|| unreachable!("nobody asks for records")),
    };
    let platform = whole.as_installed();
    let routes = web::installation(platform.clone());
    let trusted = Trusted::default();
    let routes = outside::around(routes, platform, trusted, outgoing, Issuers::default());
    (whole, routes)
}

async fn ask(routes: &Router, host: &str, method: &str, path: &str) -> Response<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", host);
    let request = request.body(Body::empty()).expect("a request");
    routes.clone().oneshot(request).await.expect("an answer")
}

#[tokio::test]
async fn every_answer_before_a_page_carries_the_guards_too() {
    let (_whole, routes) = installation().await;
    for (host, method, path, status) in [
        ("mentors.example", "GET", "/healthz", StatusCode::OK),
        ("mentors.example", "GET", "/readyz", StatusCode::OK),
        (
            "evil.example",
            "GET",
            "/sign-in",
            StatusCode::MISDIRECTED_REQUEST,
        ),
        ("mentors.example", "GET", "/sign-in", StatusCode::OK),
        ("mentors.example", "GET", "/nowhere", StatusCode::NOT_FOUND),
    ] {
        let answer = ask(&routes, host, method, path).await;
        let of = format!("{method} {path} at {host}");
        assert_eq!(answer.status(), status, "{of}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
        ] {
            let told = answer.headers().get(name).map(|told| told.as_bytes());
            assert_eq!(told, Some(value.as_bytes()), "{of}: {name}");
        }
        for name in ["content-security-policy", "strict-transport-security"] {
            assert!(answer.headers().get(name).is_some(), "{of}: {name}");
        }
    }
}
