//! Lets in only those who call the demo by a name of this machine.
//!
//! Owns these names. It never asks anybody who they are.

use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// The names under which a machine calls itself.
const OUR_OWN: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Refuses a request that calls the demo by a foreign name.
///
/// A page of somebody else could have its own name point to this machine, and read the demo as
/// if it were its own. A browser tells the name that it used, and none of those is ours.
pub async fn of_this_machine(request: Request, next: Next) -> Response {
    let named = request
        .headers()
        .get(header::HOST)
        .map(|host| host.to_str().unwrap_or_default());
    if named.is_none_or(is_ours) {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

fn is_ours(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|letter| letter.is_ascii_digit()) => name,
        _ => host,
    };
    OUR_OWN.iter().any(|own| name.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_names_are_known_with_and_without_a_port() {
        for host in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:41234",
            "127.0.0.1",
            "[::1]:80",
            "[::1]",
        ] {
            assert!(is_ours(host), "{host}");
        }
    }

    #[test]
    fn a_foreign_name_is_not_ours() {
        for host in [
            "",
            "evil.example",
            "evil.example:80",
            "127.0.0.1.evil.example",
            "localhost.evil.example:8080",
            "127.0.0.1:80@evil.example",
            "192.168.0.7:8080",
            ":80",
        ] {
            assert!(!is_ours(host), "{host}");
        }
    }
}
