//! Answers the addresses of prior learning.
//!
//! Owns the order of the routes beneath `/prior-learning`. It never draws.

use actions::Platform;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::{
    adjust, case, file, group, issuer, item, map, own, queue, request, skip, together, you,
};

/// The routes of prior learning.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/prior-learning", get(own::show))
        .route("/prior-learning/you", get(you::ask).post(you::keep))
        .route("/prior-learning/together", get(together::show))
        .route("/prior-learning/skip", get(skip::show))
        .route("/prior-learning/item", get(item::kinds).post(item::begin))
        .route(
            "/prior-learning/item/{item}/what",
            get(item::ask_what).post(item::keep_what),
        )
        .route(
            "/prior-learning/item/{item}/when",
            get(item::ask_when).post(item::keep_when),
        )
        .route("/prior-learning/item/{item}/remove", post(item::remove))
        .route("/prior-learning/item/{item}/files/begin", post(file::begin))
        .route("/prior-learning/file/{file}", get(file::fetch))
        .route("/prior-learning/file/{file}/view", get(file::view))
        .route("/prior-learning/file/{file}/remove", post(file::remove))
        .route(
            "/prior-learning/item/{item}/ask/{provider}",
            get(request::choose).post(request::send),
        )
        .route("/prior-learning/request/{request}", get(request::show))
        .route(
            "/prior-learning/request/{request}/answer",
            post(request::answer),
        )
        .route(
            "/prior-learning/request/{request}/appeal",
            post(request::appeal),
        )
        .route(
            "/prior-learning/request/{request}/back",
            post(request::take_back),
        )
        .route("/prior-learning/queue/{provider}", get(queue::show))
        .route(
            "/prior-learning/queue/{provider}/ratify",
            post(queue::ratify),
        )
        .route(
            "/prior-learning/queue/{provider}/{request}",
            get(case::show).post(case::decide),
        )
        .route(
            "/prior-learning/queue/{provider}/{request}/withdraw",
            post(case::withdraw),
        )
        .route(
            "/prior-learning/queue/{provider}/{request}/issuer",
            post(issuer::ask),
        )
        .route(
            "/prior-learning/queue/{provider}/{request}/issuer/{enquiry}/back",
            post(issuer::take_back),
        )
        .route(
            "/prior-learning/adjust/{provider}/{person}",
            get(adjust::show).post(adjust::decide),
        )
        .route(
            "/prior-learning/adjust/{provider}/{person}/{adjustment}/back",
            post(adjust::take_back),
        )
        .route("/issuer/{secret}", get(issuer::show).post(issuer::answer))
        .route("/prior-learning/map/{provider}", get(map::show))
        .route("/prior-learning/map/{provider}/file", get(map::file))
        .merge(groups())
}

/// The routes of groups that share a map.
fn groups() -> Router<Platform> {
    let of = |rest: &str| format!("/prior-learning/group/{{provider}}/{{group}}{rest}");
    Router::new()
        .route(
            "/prior-learning/group/{provider}",
            get(group::ask).post(group::begin),
        )
        .route(&of(""), get(group::show))
        .route(&of("/ask"), post(group::ask_in))
        .route(&of("/answer"), post(group::answer))
        .route(&of("/leave"), post(group::leave))
        .route(&of("/mean"), post(group::mean))
        .route(&of("/follow"), post(group::follow))
        .route(&of("/file"), get(group::share::file))
        .route(&of("/ours"), get(group::share::ours))
}

/// The most bytes of one part: many people send at once.
const LARGEST_PART: usize = 512 * 1024;

/// The routes that take a file, or a part of one.
pub fn uploads() -> Router<Platform> {
    Router::new()
        .route(
            "/prior-learning/map/{provider}/import",
            get(map::ask).post(map::take),
        )
        .route(
            "/prior-learning/group/{provider}/{group}/import",
            get(group::share::ask).post(group::share::take),
        )
        .route(
            "/prior-learning/item/{item}/files",
            get(file::ask).post(file::bring),
        )
        .route(
            "/prior-learning/upload/{upload}/part",
            post(file::part).layer(DefaultBodyLimit::max(LARGEST_PART)),
        )
        // It waits for its turn: one file is looked at after the other.
        .route(
            "/prior-learning/upload/{upload}/whole",
            post(file::whole).layer(DefaultBodyLimit::max(LARGEST_PART)),
        )
}
