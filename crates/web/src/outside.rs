//! Stands between an installation and the rest of the world.
//!
//! Owns `/healthz`, `/readyz` and the word `Outside`. It never believes anybody who was not named.

mod caller;

use std::{fmt::Debug, future::Future, net::SocketAddr, sync::Arc};

use actions::{Platform, access::identity::Issuers};
use axum::{
    Extension, Router,
    extract::{Request, State, connect_info::Connected},
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware::{Next, from_fn_with_state, map_response},
    response::{IntoResponse, Redirect, Response},
    routing::get,
    serve::{IncomingStream, Listener},
};

pub use caller::Trusted;

use crate::{access::cookie::Caller, guard, notice::Outgoing};

/// Browsers that came once by an encrypted line never come by another.
const ENCRYPTED_ALONE: &str = "max-age=31536000; includeSubDomains";

/// A message that has been due for so long says that nobody sends: so many minutes.
const LONGEST_DUE_MINUTES: i64 = 15;

/// Puts what the outside world asks of an installation around its routes.
pub fn around(
    routes: Router,
    platform: Platform,
    trusted: Trusted,
    outgoing: Outgoing,
    issuers: Issuers,
) -> Router {
    let gate = Arc::new(Gate {
        host: host_of(&platform.doors.public_url),
        encrypted: platform.doors.public_url.starts_with("https://"),
        public_url: platform.doors.public_url.clone(),
        trusted,
    });
    let watch = Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(ready))
        .with_state(platform);
    let encrypted = gate.encrypted;
    let routes = routes
        .layer(Extension(outgoing))
        .layer(Extension(issuers))
        .layer(from_fn_with_state(gate, pass))
        .merge(watch)
        .layer(map_response(guard::headers));
    if encrypted {
        routes.layer(map_response(encrypted_alone))
    } else {
        routes
    }
}

/// Serves an installation until it is asked to stop; every request bears its sender's address.
///
/// # Errors
/// When the listener fails.
pub async fn serve<L>(
    listener: L,
    routes: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()>
where
    L: Listener,
    L::Addr: Debug,
    SocketAddr: for<'a> Connected<IncomingStream<'a, L>>,
{
    let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, routes)
        .with_graceful_shutdown(stop)
        .await
}

struct Gate {
    host: String,
    encrypted: bool,
    public_url: String,
    trusted: Trusted,
}

/// The host of an address, with its port where one is named.
fn host_of(url: &str) -> String {
    let (_, host) = url.split_once("://").unwrap_or_default();
    host.to_lowercase()
}

/// Whether a request calls us by our name.
fn names_us(host: &str, ours: &str, encrypted: bool) -> bool {
    let usual = if encrypted { ":443" } else { ":80" };
    let plain = |host: &str| host.strip_suffix(usual).unwrap_or(host).to_lowercase();
    plain(host) == plain(ours)
}

async fn pass(State(gate): State<Arc<Gate>>, mut request: Request, next: Next) -> Response {
    let asked = caller::of(&request, &gate.trusted);
    let named = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or(request.uri().host());
    if !named.is_some_and(|host| names_us(host, &gate.host, gate.encrypted)) {
        let from = asked.address.map(|address| address.to_string());
        tracing::warn!(from, "a request was refused that called us by another name");
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    if let Some(address) = asked.address {
        request.extensions_mut().insert(Caller(address.to_string()));
    }
    if gate.encrypted && asked.is_open {
        return encrypted_instead(&gate, request.method(), request.uri());
    }
    next.run(request).await
}

async fn encrypted_alone(mut answer: Response) -> Response {
    let value = HeaderValue::from_static(ENCRYPTED_ALONE);
    let name = header::STRICT_TRANSPORT_SECURITY;
    answer.headers_mut().insert(name, value);
    answer
}

/// Sends a reader to the encrypted line; what was sent over the open one is not taken.
fn encrypted_instead(gate: &Gate, method: &Method, asked: &Uri) -> Response {
    if *method != Method::GET && *method != Method::HEAD {
        return StatusCode::FORBIDDEN.into_response();
    }
    let page = asked.path_and_query().map_or("/", |page| page.as_str());
    Redirect::permanent(&format!("{}{page}", gate.public_url)).into_response()
}

/// Says whether requests can be answered: the database answers, and somebody sends what is owed.
///
/// A mail server that fails does not matter here: what it did not take is due later.
async fn ready(State(platform): State<Platform>) -> Response {
    let failed = |words: &'static str| (StatusCode::SERVICE_UNAVAILABLE, words).into_response();
    match actions::notice::longest_due(&platform).await {
        Err(_) => failed("the database does not answer\n"),
        Ok(Some(since))
            if platform.now().duration_since(since).as_mins() >= LONGEST_DUE_MINUTES =>
        {
            failed("messages are due and nobody sends them\n")
        }
        Ok(_) => "ready\n".into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_name_is_known_with_and_without_the_usual_port() {
        let ours = host_of("https://Mentors.example");
        for host in ["mentors.example", "MENTORS.example:443"] {
            assert!(names_us(host, &ours, true), "{host}");
        }
        for host in [
            "mentors.example:80",
            "evil.example",
            "mentors.example.evil.example",
            "",
        ] {
            assert!(!names_us(host, &ours, true), "{host}");
        }
        let near = host_of("http://127.0.0.1:8420");
        assert!(names_us("127.0.0.1:8420", &near, false));
        assert!(!names_us("127.0.0.1", &near, false));
    }
}
