//! Shows one session, and takes what somebody does about their own place.
//!
//! Owns the address `/booking/{session}`. It never shows the link to whoever has no place.

use actions::{
    ActionError, Platform,
    booking::{
        catch_up,
        list::{self, Shown},
        place,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Refusal,
    booking::{self, SessionId, State as Stands},
    calendar::{moment, uk_hour},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{choice, framed, list::ADDRESS, words as told};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        summary::{self, Answer},
        words,
    },
    reader::Reader,
};

/// The address of one session.
pub fn address(session: SessionId) -> String {
    format!("{ADDRESS}/{}", session.0)
}

/// The question with which the page says that a change was kept.
pub(super) const CHANGED: &str = "done=changed";

/// Shows it.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<Uuid>,
) -> Result<Markup, PageError> {
    let found = list::session(&platform, reader.actor(), SessionId(id)).await?;
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    let done = question.unwrap_or_default().to_owned();
    Ok(page(&platform, &reader, &found, &Typed::default(), &done))
}

/// Does what the reader pressed about their own place.
pub async fn act(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<Uuid>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let session = SessionId(id);
    let actor = reader.actor();
    let own = actor.person;
    let mut there = session;
    let done = match typed.text("do") {
        "book" => place::book(&platform, actor, once, session, own, typed.text("needs"))
            .await
            .map(Stands::code),
        "take" => place::take(&platform, actor, once, session)
            .await
            .map(Stands::code),
        "instead" => {
            let other = typed.number("instead").map(SessionId);
            let other = other.ok_or(PageError::NotFound)?;
            let done = catch_up::book_instead(&platform, actor, once, session, other).await;
            there = other;
            done.map(Stands::code)
        }
        "stay" => place::stay(&platform, actor, once, session)
            .await
            .map(Stands::code),
        "give_up" => place::withdraw(&platform, actor, once, session, own, typed.text("reason"))
            .await
            .map(|()| Stands::Withdrawn.code()),
        _ => return Err(PageError::NotFound),
    };
    match done {
        Ok(state) => Ok(Redirect::to(&format!("{}?done={state}", address(there))).into_response()),
        Err(ActionError::Refused(refusal)) => {
            let field = match refusal {
                Refusal::Booking(booking::Refusal::WithoutReason) => "reason",
                _ => "do",
            };
            typed.fault(field, refusal.to_string());
            let found = list::session(&platform, actor, session).await?;
            let page = page(&platform, &reader, &found, &typed, "");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(platform: &Platform, reader: &Reader, found: &Shown, typed: &Typed, done: &str) -> Markup {
    let session = &found.session;
    let over = session.starts_at <= platform.now();
    let main = html! {
        p.caption { a href=(ADDRESS) { "Sessions" } ", " (found.provider.name) }
        h1 { (session.title) }
        (errors::summary(typed))
        (after(found, done))
        @if session.cancelled {
            (notice::notice(Tone::Look, &html! { p { strong { "This session was called off. " } (session.reason) } }))
        } @else if session.version > 0 && !session.reason.is_empty() {
            (notice::notice(Tone::Look, &html! { p { strong { "This session was moved. " } (session.reason) } }))
        }
        @if found.choice.missed.is_some() { (choice::instead(platform, found)) h2 { "What it was" } }
        (summary::summary(&facts(found)))
        @if !session.about.is_empty() { p { (session.about) } }
        @if !session.materials.is_empty() && !session.cancelled {
            h2 { "To bring, read or open" }
            p { (session.materials) }
        }
        @if !over || session.cancelled { (own(platform, found, typed)) }
        @else { p { "This session began at " (moment(session.starts_at)) "." } }
        @if found.choice.missed.is_none() { (choice::instead(platform, found)) }
        @if found.may_book_others && !over && !session.cancelled {
            p { a.target href={ (address(session.id)) "/several" } { "Book for your mentors" } }
        }
        @let placed = found.own.as_ref().is_some_and(|own| matches!(own.state, Stands::Held | Stands::Confirmed));
        @if placed && !session.cancelled && session.held_on == platform.today() && platform.now() <= session.ends_at {
            div.buttons { a.button href={ (address(session.id)) "/here" } { "Check in" } }
        }
        @if !session.cancelled && (placed || found.has_cover_note) {
            ul.plain {
                @if placed { li.plain-line { a.target href={ (address(session.id)) "/calendar.ics" } { "Put it into your calendar" } } }
                @if found.has_cover_note { li.plain-line { a.target href={ (address(session.id)) "/cover-note" } { "Cover note for your school" } } }
            }
        }
        @if let Some(holders) = &found.holders { (super::holders::holders(found, holders, done)) }
    };
    let title = errors::title(typed, &session.title);
    framed(reader, &found.provider, &title, &main)
}

/// What has just happened, and what happens next.
fn after(found: &Shown, done: &str) -> Markup {
    let state = done.strip_prefix("done=").and_then(Stands::read);
    html! {
        @match state {
            Some(Stands::Confirmed) => (notice::notice(Tone::Done, &html! { p { strong { "You have a place. " } "A message is on its way to you." } })),
            Some(Stands::Held) => (notice::notice(Tone::Done, &html! { p { strong { "A place is held for you. " } "It is in school time: your school is asked to release you, and you are told as soon as it has answered." } })),
            Some(Stands::Waiting) => (notice::notice(Tone::Done, &html! { p { strong { "You are on the waiting list. " } "You need to do nothing: a free place is offered to you by a message." } })),
            Some(Stands::Withdrawn) if found.own.is_none() => (notice::notice(Tone::Done, &html! { p { "You have given your place up. Whoever waits next is offered it." } })),
            _ => @if done == CHANGED { (notice::notice(Tone::Done, &html! { p { "The change to this session is kept." } })) }
        }
    }
}

/// The series, and the way to its other days.
fn series(found: &Shown) -> Markup {
    html! {
        "“" (found.session.series) "”"
        @for (at, other) in found.series.iter().enumerate() {
            @if at == 0 { span.hint { "Also on:" } }
            " " a href=(address(other.id)) { (words::day(other.held_on)) span.unseen { ": " (other.title) } }
        }
    }
}

fn facts(found: &Shown) -> Vec<Answer> {
    let session = &found.session;
    let mut all = vec![
        Answer::of(
            "When",
            html! { (words::day(session.held_on)) ", " span.whole { (uk_hour(session.starts_at)) " to " (uk_hour(session.ends_at)) } },
        ),
        Answer::of("Training", html! { (words::amount(session.minutes)) }),
        Answer::of(
            if found.hosts.len() == 1 {
                "Host"
            } else {
                "Hosts"
            },
            html! { (found.hosts.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")) },
        ),
    ];
    if !session.series.is_empty() {
        all.push(Answer::of("Part of", series(found)));
    }
    if !session.place.is_empty() {
        all.push(Answer::of("Where", html! { (session.place) }));
    }
    if !session.link.is_empty() {
        all.push(Answer::of(
            "Online",
            html! { a href=(session.link) rel="noreferrer" { "Join the session" } },
        ));
    } else if session.place.is_empty() {
        all.push(Answer::of(
            "Where",
            html! { "Online; the link stands here once you have a place." },
        ));
    }
    if !session.cancelled {
        all.push(places(found));
    }
    if !found.shared_with.is_empty() {
        all.push(Answer::of(
            "Shared with",
            html! { (found.shared_with.join(", ")) },
        ));
    }
    if let Some(meant) = session.audience.told() {
        all.push(Answer::of("Meant for", html! { (meant) }));
    }
    all
}

/// How many places are free, and how many people wait.
fn places(found: &Shown) -> Answer {
    let session = &found.session;
    let free = (session.capacity - found.taken).max(0);
    Answer::of(
        "Places",
        html! {
            (free) " of " (session.capacity) " free"
            @if found.waiting > 0 { ", " (words::counted(found.waiting, "person waits", "people wait")) }
            @if free > found.room && found.own.is_none() && found.may_book { " (kept for others for now)" }
        },
    )
}

/// What the reader's place is, and the one press that comes next.
fn own(platform: &Platform, found: &Shown, typed: &Typed) -> Markup {
    let here = address(found.session.id);
    let off = found.session.cancelled;
    html! {
        @match &found.own {
            None if off && found.may_book && found.choice.instead.is_empty() => p { a.button href={ (ADDRESS) "?component=" (found.session.component) } { "Choose another" } },
            None if found.may_book => @if let Some(told) = choice::in_the_way(found) { (told) } @else {
                (choice::against(&found.session, &found.choice.against))
                form.form method="post" action=(here) {
                    (form::once(platform.number()))
                    (form::words(&Field::of(typed, "needs", "Is there anything you need in order to take part?").hint("You may leave it blank. Only you and the hosts read it."), 2))
                    input type="hidden" name="do" value="book"; div.buttons { (form::button(if found.room > 0 { "Book a place" } else { "Join the waiting list" })) }
                }
            }
            None => {},
            Some(own) => {
                h2 { "Your place" }
                p {
                    strong { (told::state(own.state)) "." }
                    @if let Some((place, of)) = found.in_line {
                        " You are number " (place) " of " (of) ". A free place is offered to one person at a time, in the order in which they came."
                    }
                    @if let (Stands::Proposed, Some(ends)) = (own.state, own.offer_ends_at) {
                        " It is yours until " (moment(ends)) "; after that it goes to whoever is next."
                    }
                }
                @if own.state == Stands::Proposed {
                    form method="post" action=(here) { (form::once(platform.number())) input type="hidden" name="do" value="take"; div.buttons { (form::button("Take the place")) } }
                }
                @if own.state == Stands::ToChoose && !off {
                    form method="post" action=(here) { (form::once(platform.number())) input type="hidden" name="do" value="stay"; div.buttons { (form::button("Stay on the new day")) } }
                }
                @if off && found.choice.instead.is_empty() {
                    p { a.target href={ (ADDRESS) "?component=" (found.session.component) } { "Choose another session" } }
                }
                details.choices open[typed.fault_of("reason").is_some()] {
                    summary.target { @if off { "Put this away" } @else { "Give it up" } }
                    form.form method="post" action=(here) {
                        (form::once(platform.number()))
                        (form::text(&Field::of(typed, "reason", "Why").hint(if off { "You may leave it blank." } else { "In a few words. Your school and the office read it." })))
                        input type="hidden" name="do" value="give_up"; div.buttons { (form::button(if off { "Put it away" } else { "Give up my place" })) }
                    }
                }
            }
        }
    }
}
