//! Shows an office how useful the sessions of a year were, one line a session.
//!
//! Owns the page `/feedback/provider/{provider}`. It never ranks hosts.

use actions::{Platform, feedback};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{calendar::told, feedback::Summary, partnership::Provider};
use maud::html;

use super::{
    heard::{PARTS, counts},
    heard_address,
};
use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        bars::{self, Bars, Line},
        empty,
        shell::{self, Frame},
    },
    reader::Reader,
};

/// The address with a provider.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/feedback/provider/{}", provider.code.to_lowercase())
}

/// Shows the sessions of a year.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let (provider, all) = feedback::sessions(&platform, reader.actor(), &door.code).await?;
    let lines: Vec<Line> = all
        .iter()
        .filter_map(|(session, _, summary)| match summary {
            Summary::Shown {
                counts: by_point, ..
            } => Some(Line {
                head: html! {
                    a href=(heard_address(session.id)) { (session.title) }
                    span.hint { (told(session.held_on)) }
                },
                counts: counts(*by_point),
            }),
            Summary::TooFew { .. } => None,
        })
        .collect();
    let too_few = all.len() - lines.len();
    let main = html! {
        h1 { "What was said of sessions" }
        @if all.is_empty() {
            (empty::empty("Nobody was asked yet", &html! {
                "Two questions go to those who attended once the register of a session is closed."
            }))
        }
        @if !lines.is_empty() {
            p.lead { "How useful those who attended found each session of the last year." }
            (bars::bars(&Bars {
                caption: "How useful each session was",
                head: "Session",
                parts: &PARTS,
                lines: &lines,
            }))
        }
        @if too_few > 0 {
            p.quiet { "Of " (too_few) " more there are too few answers to show any." }
        }
    };
    let frame = Frame {
        title: "What was said of sessions",
        provider: Some(&provider),
        reader: Some(&reader),
        seat: door::seat(&reader, &provider),
        here: "What was said",
        ..Frame::default()
    };
    Ok(shell::page(&frame, &main).into_response())
}
