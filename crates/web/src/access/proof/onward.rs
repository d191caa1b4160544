//! Has the browser go on with what it did before a proof was asked for.
//!
//! Owns how it goes on: a form, a page or a file. It never does the deed itself.

use actions::access::sign_in::local;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::{access::own::framed, parts::form::Typed, reader::Reader};

/// How the addresses of files end.
const FILES: [&str; 3] = [".csv", ".xlsx", ".json"];

/// Pages that lead to another house: what a form was sent to may not lead there, a link may.
const ELSEWHERE: &str = "/access/identity/";

/// What is said where the reader goes on by a link: the heading, the words, the link.
type Onward = [&'static str; 3];

const FILE: Onward = [
    "Your file is ready",
    "It holds personal data: keep it where only those can read it who need it.",
    "Take the file",
];
const AWAY: Onward = [
    "That is you",
    "Now sign in where you work or study, and the two are linked.",
    "Go there",
];

/// Has the browser do again what it did: a form with everything in it, a page as it was asked for. A
/// file is offered by a link, since the page that led to it would stay where it is.
pub(super) fn on(reader: &Reader, typed: &Typed) -> Response {
    let to = local(typed.text("proof-to")).unwrap_or("/");
    let path = to.split('?').next().unwrap_or_default();
    if typed.text("proof-how") == "POST" {
        Redirect::temporary(to).into_response()
    } else if FILES.iter().any(|ending| path.ends_with(ending)) {
        ready(reader, to, &FILE).into_response()
    } else if path.starts_with(ELSEWHERE) {
        ready(reader, to, &AWAY).into_response()
    } else {
        Redirect::to(to).into_response()
    }
}

fn ready(reader: &Reader, to: &str, [heading, words, link]: &Onward) -> Markup {
    let main = html! {
        h1 { (heading) }
        p.lead { (words) }
        p.buttons { a.button href=(to) { (link) } }
        p { a.target href="/" { "Go to your pages" } }
    };
    framed(reader, heading, &main)
}
