//! Answers the addresses of signing in.
//!
//! Owns the order of what is done on a request. It never draws.

use actions::Platform;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::{
    addresses, again, delegates, devices, erasure, identity, invite, link, own, passkey, printed,
    proof, retention, sign_in, view_as, vouch, who,
};
use crate::{parts::places, reader::Reader};

/// The routes of signing in, and of what concerns it.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/sign-in", get(sign_in::ask).post(sign_in::send))
        .route(
            "/sign-in/code",
            get(sign_in::ask_code).post(sign_in::type_code),
        )
        .route(
            "/sign-in/passkey",
            get(passkey::sign_in::away).post(passkey::sign_in::begin),
        )
        .route(
            "/sign-in/passkey/answer",
            get(passkey::sign_in::away).post(passkey::sign_in::finish),
        )
        .route("/sign-in/sent", get(link::sent))
        .route("/sign-in/again", post(again::go_on))
        .route("/sign-in/{secret}", get(link::ask).post(link::press))
        .route("/sign-in/{secret}/fresh", post(link::fresh))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/access", get(own::show))
        .route(
            "/access/addresses",
            get(addresses::show).post(addresses::add),
        )
        .route("/access/addresses/code", post(addresses::prove))
        .route("/access/addresses/drop", post(addresses::take_away))
        .route("/access/addresses/right", post(addresses::right))
        .route(
            "/access/vouch/{provider}/{person}",
            get(vouch::ask).post(vouch::keep),
        )
        .route("/access/view", get(view_as::ask).post(view_as::look))
        .route("/access/view/stop", post(view_as::end))
        .route("/access/who", get(who::ask).post(who::keep))
        .route("/access/proof", post(proof::go_on))
        .route(
            "/access/invite/{provider}",
            get(invite::ask).post(invite::keep),
        )
        .route(
            "/access/print/{provider}/{school}/{person}",
            get(printed::ask).post(printed::show),
        )
        .route("/access/passkeys", get(passkey::show).post(passkey::begin))
        .route("/access/passkeys/keep", post(passkey::keep))
        .route("/access/passkeys/name", post(passkey::name))
        .route("/access/passkeys/remove", post(passkey::remove))
        .route("/access/passkeys/not-now", post(passkey::not_now))
        .route(
            delegates::ADDRESS,
            get(delegates::show).post(delegates::keep),
        )
        .route("/access/delegates/end", post(delegates::end))
        .route("/access/devices", get(devices::show))
        .route("/access/identity", get(identity::show))
        .route("/access/identity/unlink", post(identity::unlink))
        .route("/access/identity/{name}", get(identity::begin))
        .route("/access/identity/{name}/back", get(identity::back))
        .route("/access/devices/end", post(devices::end))
        .route("/access/devices/end-others", post(devices::end_others))
        .route(erasure::OWN, get(erasure::show).post(erasure::keep))
        .route(
            "/access/erasure/{provider}",
            get(erasure::offices::show).post(erasure::offices::keep),
        )
        .route(erasure::ALL, get(erasure::all::show))
        .route(
            "/access/erasures/{request}",
            get(erasure::all::one).post(erasure::all::erase_one),
        )
        .route(
            retention::ADDRESS,
            get(retention::show).post(retention::keep),
        )
}

/// The front page of an installation: whoever is signed in goes to where they work.
pub fn front() -> Router<Platform> {
    Router::new().route("/", get(home))
}

async fn home(State(_): State<Platform>, reader: Reader) -> Response {
    let home = reader.seats().iter().find_map(places::home);
    // Whose time as a guest is over, or has not come, reads so.
    let mut held = reader.actor().memberships.iter();
    let elsewhere = match held.any(|held| held.role.is_a_guest()) {
        true => super::guest::OWN,
        false => super::OWN,
    };
    Redirect::to(home.as_deref().unwrap_or(elsewhere)).into_response()
}
