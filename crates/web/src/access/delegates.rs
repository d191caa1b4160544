//! Shows who decides in one's name and in whose name one decides, names somebody, and ends it.
//!
//! Owns the page `/access/delegates`. It never offers somebody whom the reader may not name.

use actions::{
    ActionError, Platform,
    access::delegate::{self, CanGive, Delegates, NewDelegate, Said},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Refusal, access::Refusal as AccessRefusal, person::PersonId};
use maud::{Markup, html};

use super::own::framed;
use crate::{
    error::PageError,
    parts::{
        address::Address,
        empty, errors,
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        words,
    },
    reader::Reader,
};

/// The address of the page.
pub const ADDRESS: &str = "/access/delegates";

/// Shows the page.
pub async fn show(State(platform): State<Platform>, reader: Reader) -> Result<Response, PageError> {
    let found = delegate::delegates(&platform, reader.actor(), reader.actor().person).await?;
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    let asked = Address::of(ADDRESS).asking(question.unwrap_or_default());
    let typed = Typed::default()
        .with("membership", asked.value("for"))
        .with_date("from", Some(reader.today));
    Ok(page(&platform, &found, &typed, asked.value("done"), &reader).into_response())
}

/// Names somebody.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let once = typed.once()?;
    let membership = typed.number("membership").ok_or(PageError::NotFound)?;
    let person = typed.number("person");
    if person.is_none() {
        typed.fault("person", "Choose who decides in your name.");
    }
    let (from, until) = (typed.date("from"), typed.date("until"));
    if from.is_none() {
        typed.fault("from", "Give the first day.");
    }
    if until.is_none() {
        typed.fault("until", "Give the last day.");
    }
    typed.needs("why", "Say why, in a few words.");
    if let (Some(person), Some(from), Some(until), true) = (person, from, until, typed.is_sound()) {
        let new = NewDelegate {
            membership,
            delegate: PersonId(person),
            from,
            until,
            why: typed.text("why").to_owned(),
        };
        match delegate::name(&platform, actor, actor.person, once, &new).await {
            Ok(()) => return Ok(Redirect::to("/access/delegates?done=named").into_response()),
            Err(ActionError::Refused(refusal)) => {
                typed.fault(field_of(&refusal), refusal.to_string());
            }
            Err(error) => return Err(error.into()),
        }
    }
    let found = delegate::delegates(&platform, actor, actor.person).await?;
    let page = page(&platform, &found, &typed, "", &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Ends it.
pub async fn end(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    let said = typed.number("said").ok_or(PageError::NotFound)?;
    delegate::end(&platform, reader.actor(), typed.once()?, said).await?;
    Ok(Redirect::to("/access/delegates?done=ended").into_response())
}

fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Access(AccessRefusal::DelegateDays | AccessRefusal::DelegateTooLong(_)) => "until",
        Refusal::Access(AccessRefusal::DelegateWithoutWhy) => "why",
        _ => "person",
    }
}

fn page(
    platform: &Platform,
    found: &Delegates,
    typed: &Typed,
    done: &str,
    reader: &Reader,
) -> Markup {
    let main = html! {
        p.caption { a href="/access" { "Your account" } }
        h1 { "While somebody is away" }
        (errors::summary(typed))
        @match done {
            "named" => (notice::notice(Tone::Done, &html! { p { "It is kept, and both of you are told by a message." } })),
            "ended" => (notice::notice(Tone::Done, &html! { p { "It has ended, and both of you are told by a message." } })),
            _ => {}
        }
        p.lead {
            "Whoever is away names a colleague who decides in their name for a time: who mentors whom, \
             the start gate, and messages to mentors. Every such deed is noted with both names."
        }
        h2 { "In whose name you decide" }
        @if found.taken.is_empty() { p { "Nobody has named you." } } @else { (list(platform, &found.taken, reader)) }
        @if !found.can_give.is_empty() || !found.given.is_empty() {
            h2 { "Who decides in your name" }
            @if found.given.is_empty() { p { "Nobody." } } @else { (list(platform, &found.given, reader)) }
        }
        @let sent = typed.text("membership");
        @let chosen = found.can_give.iter().find(|can| can.membership.to_string() == sent);
        @if let Some(can) = chosen.or(found.can_give.first()) {
            (ask(platform, can, typed))
            @if found.can_give.len() > 1 {
                h2 { "Another role" }
                ul.plain {
                    @for other in found.can_give.iter().filter(|other| other.membership != can.membership) {
                        li.plain-line { a.target href={ (ADDRESS) "?for=" (other.membership) } { (other.role) } }
                    }
                }
            }
        }
    };
    let title = errors::title(typed, "While somebody is away");
    framed(reader, &title, &main)
}

fn list(platform: &Platform, all: &[Said], reader: &Reader) -> Markup {
    html! {
        ul.plain {
            @for one in all {
                @let said = &one.said;
                @let over = said.ended.is_some() || said.until < reader.today;
                li.plain-line {
                    p.row-title { (one.other) }
                    p.row-more {
                        (one.role) ". "
                        @if let Some(days) = words::days(Some(said.from), Some(said.until)) { (days) }
                        ": " (said.why) "."
                        @if said.ended.is_some() { " Ended early." } @else if over { " Over." }
                    }
                    @if !over {
                        form method="post" action={ (ADDRESS) "/end" } {
                            (form::once(platform.number()))
                            input type="hidden" name="said" value=(said.id);
                            button.button.is-quiet type="submit" { "End it" span.unseen { ": " (one.other) } }
                        }
                    }
                }
            }
        }
    }
}

/// The form for one role.
fn ask(platform: &Platform, can: &CanGive, typed: &Typed) -> Markup {
    let people: Vec<Offer> = can
        .people
        .iter()
        .map(|person| Offer::of(person.id.0.to_string(), person.name()))
        .collect();
    html! {
        h2 { "Name somebody" }
        p { (can.role) "." }
        @if people.is_empty() {
            (empty::empty("Nobody can be named yet", &html! { "A colleague of your school or office who takes part here could be." }))
        } @else {
            form.form method="post" action=(ADDRESS) {
                (form::once(platform.number()))
                input type="hidden" name="membership" value=(can.membership);
                (form::select(&Field::of(typed, "person", "Who decides in your name"), Some("Choose"), &people))
                (form::date(&Field::of(typed, "from", "First day")))
                (form::date(&Field::of(typed, "until", "Last day")))
                (form::text(&Field::of(typed, "why", "Why").hint("Such as “on leave”. The other reads it.")))
                div.buttons { (form::button("Name them")) }
            }
        }
    }
}
