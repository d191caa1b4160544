//! Gathers the routes of every capability, one line each.
//!
//! Owns the list of doors. It never answers one itself.

use std::{fmt::Debug, future::Future};

use actions::Platform;
use axum::{
    Router,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    serve::Listener,
};

use crate::{
    access, asset, audit, booking,
    demo::{Demo, host},
    error, feedback, guard, insight, ledger, notice, our_mentors, partnership, person, placement,
    policy, prior_learning, search, standing, this_week,
};

/// The pages of every capability, whoever serves them.
fn pages() -> Router<Platform> {
    Router::new()
        .merge(access::routes())
        .merge(standing::routes())
        .merge(this_week::routes())
        .merge(placement::routes())
        .merge(our_mentors::routes())
        .merge(policy::routes())
        .merge(person::routes())
        .merge(partnership::routes())
        .merge(ledger::routes())
        .merge(booking::routes())
        .merge(audit::routes())
        .merge(search::routes())
        .merge(access::permissions::routes())
        .merge(access::guest::routes())
        .merge(access::me::routes())
        .merge(audit::trail::routes())
        .merge(insight::routes())
        .merge(notice::routes())
        .merge(feedback::routes())
        .merge(prior_learning::routes())
        .merge(asset::routes())
        .fallback(async || StatusCode::NOT_FOUND)
}

/// The demo: open to all who can reach it, with invented people.
pub fn demo(platform: Platform, demo: Demo) -> Router {
    let routes = pages()
        .merge(crate::demo::routes(demo))
        .layer(from_fn(host::of_this_machine))
        .with_state(platform.clone());
    let uploads = audit::uploads()
        .merge(booking::uploads())
        .merge(prior_learning::uploads())
        .layer(from_fn(host::of_this_machine))
        .with_state(platform.clone());
    guard::around(routes, uploads, error::reference(&platform))
}

/// An installation: real people, who sign in.
pub fn installation(platform: Platform) -> Router {
    let routes = pages()
        .merge(access::front())
        .merge(crate::style::routes())
        .layer(from_fn_with_state(platform.clone(), access::kept::form))
        .with_state(platform.clone());
    let uploads = audit::uploads()
        .merge(booking::uploads())
        .merge(prior_learning::uploads())
        .layer(from_fn_with_state(platform.clone(), access::kept::form))
        .with_state(platform.clone());
    guard::around(routes, uploads, error::reference(&platform))
}

/// Serves routes to whoever connects, until it is asked to stop.
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
{
    axum::serve(listener, routes)
        .with_graceful_shutdown(stop)
        .await
}
