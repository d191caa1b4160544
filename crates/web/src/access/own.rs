//! Shows what belongs to one's own sign-in, and the way out.
//!
//! Owns the page `/access`. It never shows anybody else's.

use axum::response::{IntoResponse, Response};
use domain::access::{Deed, Object};
use maud::{Markup, html};

use crate::{
    parts::shell::{self, Frame},
    reader::Reader,
};

/// Shows the page.
pub async fn show(reader: Reader) -> Response {
    let main = html! {
        h1 { "Your account" }
        p.lead { "You are " strong { (reader.name()) } "." }
        @if reader.seats().is_empty() {
            p {
                "You have no part in a partnership today. If that is wrong, the partnership office of \
                 your provider can put it right."
            }
        }
        ul.plain {
            li.plain-line { a.target href="/access/devices" { "Where you are signed in" } }
            li.plain-line { a.target href="/access/passkeys" { "Your passkeys" } }
            li.plain-line { a.target href="/access/addresses" { "Your addresses" } }
            @if reader.actor().may(Deed::ViewAs, Object::default()).is_ok() {
                li.plain-line { a.target href="/access/view" { "See pages as somebody sees them" } }
            }
            li.plain-line { a.target href="/access/delegates" { "While you are away: who decides in your name" } }
            li.plain-line { a.target href="/access/identity" { "Signing in where you work or study" } }
            li.plain-line { a.target href="/access/me" { "Who sees what about you, and who has looked" } }
        }
    };
    framed(&reader, "Your account", &main).into_response()
}

/// A page about one's own sign-in.
pub(super) fn framed(reader: &Reader, title: &str, main: &Markup) -> Markup {
    let frame = Frame {
        title,
        reader: Some(reader),
        seat: reader.seats().first(),
        ..Frame::default()
    };
    shell::page(&frame, main)
}
