//! Shows one guest: what was given, by whom, what became of it, and the way to end it.
//!
//! Owns the page `/access/guests/{provider}/{guest}`. It never gives anything.

use actions::{
    Platform,
    access::guest::{self, Shown},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{access::guest::Given, calendar::moment};
use maud::{Markup, html};

use super::{address, address_of, framed, number, opened, sampled};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        form::{self, Typed},
        notice::{self, Tone},
        summary::{self, Answer},
        words,
    },
    reader::Reader,
};

/// Shows the page.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let found = guest::one(&platform, reader.actor(), &door.code, number(&id)?).await?;
    let asked = Address::of("").asking(&door.question);
    Ok(page(&platform, &found, asked.value("done"), &reader).into_response())
}

/// Ends what the guest may read.
pub async fn end(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, PageError> {
    let id = number(&id)?;
    let of = (door.code.as_str(), id);
    guest::end(&platform, reader.actor(), typed.once()?, of).await?;
    let to = format!(
        "/access/guests/{}/{id}?done=ended",
        door.code.to_lowercase()
    );
    Ok(Redirect::to(&to).into_response())
}

fn page(platform: &Platform, found: &Shown, done: &str, reader: &Reader) -> Markup {
    let (guest, provider) = (&found.guest, &found.provider);
    let here = address_of(provider, guest.id);
    let over = found.given == Given::Past;
    let main = html! {
        p.caption { a href=(address(provider)) { "Guests" } }
        h1 { (found.name) }
        @match done {
            "ended" => (notice::notice(Tone::Done, &html! { p { "Ended. " (found.name) " reads nothing more, from now on." } })),
            "changed" => (notice::notice(Tone::Done, &html! { p { "The sample is changed, and holds at once." } })),
            _ => {}
        }
        (summary::summary(&answers(found)))
        p { a.target href=(opened(provider, Some(guest.id))) { "What they opened, and when" } }
        @if !over {
            p { a.target href={ (here) "/sample" } { "Change what they may read" } }
        }
        h2 { @if over { "What they could read" } @else { "What they may read" } }
        (sampled(provider, &found.within))
        @if !over {
            h2 { "End it now" }
            p { "They read nothing more from the next press on, and are signed out where this was all they had. What they opened stays on record." }
            form.form method="post" action={ (here) "/end" } {
                (form::once(platform.number()))
                div.buttons { button.button.is-quiet type="submit" { "End it now" } }
            }
        }
        h2 { "What was done" }
        ul.plain {
            @for (at, by, told) in &found.told {
                li.plain-line { p { (told) } p.row-more { (moment(*at)) ", by " (by) } }
            }
            @if found.told.is_empty() {
                li.plain-line { p { "Made " (moment(guest.made_at)) ", by " (found.made_by) } }
            }
        }
    };
    framed(reader, provider, &found.name, &main)
}

fn answers(found: &Shown) -> Vec<Answer> {
    let guest = &found.guest;
    let mut answers = vec![
        Answer::of("As", html! { (guest.role.usual_label()) }),
        Answer::of("For", html! { (guest.purpose) }),
        Answer::of(
            "Days",
            html! {
                @match (&guest.ended, &found.ended_by) {
                    (Some((at, _)), Some(by)) => { "Ended " (moment(*at)) ", by " (by) }
                    _ => {
                        @if let Some(days) = words::days(guest.from, guest.until) { (days) }
                        @match found.given {
                            Given::Now => {}
                            Given::ToCome => { " (to come)" }
                            Given::Past => { " (over)" }
                        }
                    }
                }
            },
        ),
    ];
    if let Some(drawn) = &guest.drawn {
        answers.push(Answer::of(
            "Drawn",
            html! { "One in " (drawn.one_in) " by chance, with the words “" (drawn.seed) "”" },
        ));
    }
    answers
}
