//! Keeps a form that cannot be taken yet: its sender has to prove who they are, or to sign in again.
//!
//! Owns the word kept form. It never keeps a file, and never keeps anything here: the page that
//! asks carries what was typed.

use actions::Platform;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{again, proof};
use crate::{
    error::AsksProof,
    parts::{address::plain, form::Typed},
    reader::AsksSignIn,
};

/// Fields that the pages in between add begin so, and are no part of what was typed before.
pub(super) const OURS: [&str; 2] = ["proof-", "door-"];

/// The most that is carried from a form: longer ones are refused before they come here.
const LONGEST: usize = 64 * 1024;

/// Lets a request through; where its answer asks for a proof or for signing in, shows the page that
/// takes it, with everything that was typed.
pub async fn form(State(platform): State<Platform>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (kept, body) = if is_form(&parts) {
        let Ok(bytes) = to_bytes(body, LONGEST).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        (bytes.clone(), Body::from(bytes))
    } else {
        (Bytes::new(), body)
    };
    let mut again = parts.clone();
    let answer = next.run(Request::from_parts(parts, body)).await;
    if answer.extensions().get::<AsksProof>().is_some() {
        let mut asks = proof::instead(&platform, &mut again, typed(&kept)).await;
        asks.extensions_mut().insert(AsksProof);
        return asks;
    }
    match answer.extensions().get::<AsksSignIn>().copied() {
        Some(why) => match sent_to(&again, &kept) {
            Some(to) => {
                let mut asks = again::instead(&platform, &again, typed(&kept), (&to, why)).await;
                asks.extensions_mut().insert(why);
                asks
            }
            None => answer,
        },
        None => answer,
    }
}

/// Where a form is to go once its sender is signed in; nowhere where there is nothing to keep. The page
/// that asks for a proof carries a form for another page.
fn sent_to(parts: &Parts, kept: &[u8]) -> Option<String> {
    if parts.uri.path() != proof::ADDRESS {
        let to = parts.uri.path_and_query()?.as_str();
        return (!kept.is_empty()).then(|| to.to_owned());
    }
    let all = Typed::of(pairs(kept));
    (all.text("proof-how") == "POST").then(|| all.text("proof-to").to_owned())
}

fn is_form(parts: &Parts) -> bool {
    let kind = parts.headers.get(header::CONTENT_TYPE);
    parts.method == Method::POST
        && kind.is_some_and(|kind| {
            kind.as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        })
}

fn pairs(body: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(body);
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

/// What was typed, without what the pages in between added on an earlier turn.
fn typed(body: &[u8]) -> Typed {
    let mut pairs = pairs(body);
    pairs.retain(|(name, _)| !OURS.iter().any(|ours| name.starts_with(ours)));
    Typed::of(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_carried_and_what_a_page_in_between_added_is_not() {
        let kept = typed(b"name=%C3%89dith+M&proof-code=1&door-code=2&role=a&role=b");
        let all: Vec<_> = kept.pairs().collect();
        assert_eq!(all, [("name", "Édith M"), ("role", "a"), ("role", "b")]);
    }
}
