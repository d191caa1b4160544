//! Asks for an entry, shows it for a last look, and keeps it.
//!
//! Owns the form that records. It never keeps anything on the first press.

use actions::{
    Platform,
    access::SeatKind,
    ledger::{Offered, Statement, record, recording, weigh},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{ledger::How, person::PersonId};
use maud::{Markup, html};
use uuid::Uuid;

use super::{
    fields::{self, HOWS, Read},
    partner,
};
use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        address::Address,
        confirm::{self, Confirm},
        errors,
        form::{self, Field, Offer, Typed},
        shell::{self, Frame},
        summary::Answer,
    },
    person,
    reader::Reader,
};

/// Shows the form.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let asked = Address::of(&door.path).asking(&door.question);
    let whose = whose(asked.value("person"))?;
    let offered = recording(&platform, reader.actor(), &door.code, whose).await?;
    let typed = Typed::default()
        .with("component", asked.value("component"))
        .with("kind", "attended")
        .with("how", How::Register.code());
    Ok(page(&platform, &reader, &offered, &typed).into_response())
}

fn whose(text: &str) -> Result<PersonId, PageError> {
    let number = Uuid::try_parse(text).map_err(|_| PageError::NotFound)?;
    Ok(PersonId(number))
}

/// Shows what was typed for a last look, keeps it, or shows it again with what is wrong.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let whose = whose(typed.text("person"))?;
    let offered = recording(&platform, reader.actor(), &door.code, whose).await?;
    let step = typed.text("step").to_owned();
    if step == "change" {
        return Ok(page(&platform, &reader, &offered, &typed).into_response());
    }
    let how = HOWS.iter().find(|(how, _)| how.code() == typed.text("how"));
    if how.is_none() {
        typed.fault("how", "Choose how it is known.");
    }
    if let (Some(read), Some((how, told))) = (fields::read(&mut typed), how) {
        let statement = statement(whose, &read, *how, typed.text("reference"));
        if step == "keep" {
            let once = typed.once()?;
            match record(&platform, reader.actor(), once, &door.code, &statement).await {
                Ok(entry) => return Ok(done(&reader, &offered, entry.0)),
                Err(error) => fields::refuse(&mut typed, error)?,
            }
        } else {
            match weigh(&platform, reader.actor(), &door.code, &statement).await {
                Ok(weighed) => {
                    let last = last_look(
                        &platform,
                        &reader,
                        &offered,
                        &typed,
                        &read,
                        told,
                        weighed.long_day,
                    );
                    return Ok(last.into_response());
                }
                Err(error) => fields::refuse(&mut typed, error)?,
            }
        }
    }
    let page = page(&platform, &reader, &offered, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn done(reader: &Reader, offered: &Offered, entry: Uuid) -> Response {
    let to = format!("{}?done=recorded#entry-{entry}", back(reader, offered));
    Redirect::to(&to).into_response()
}

/// The page from which the reader came: the mentor's, or one's own where nobody's is known.
fn back(reader: &Reader, offered: &Offered) -> String {
    match door::seat(reader, &offered.provider).map(|seat| seat.kind) {
        Some(SeatKind::Partner) => partner::address(&offered.provider),
        _ => person::page(&offered.provider, offered.person.id),
    }
}

/// Puts the form into its frame.
fn framed(reader: &Reader, offered: &Offered, title: &str, main: &Markup) -> Markup {
    let provider = &offered.provider;
    let seat = door::seat(reader, provider);
    let frame = Frame {
        title,
        provider: Some(provider),
        reader: Some(reader),
        seat,
        here: match seat.map(|seat| seat.kind) {
            Some(SeatKind::Partner) => "Record hours",
            _ => "People",
        },
        ..Frame::default()
    };
    shell::page(&frame, main)
}

fn statement(person: PersonId, read: &Read, how: How, reference: &str) -> Statement {
    Statement {
        person,
        component: read.component.clone(),
        kind: read.kind,
        minutes: read.minutes,
        held_on: read.held_on,
        school: read.school,
        verified_by: read.verified_by,
        how,
        reference: reference.to_owned(),
        reason: read.reason.clone(),
    }
}

fn action(offered: &Offered) -> String {
    format!("/ledger/{}/record", offered.provider.code.to_lowercase())
}

fn page(platform: &Platform, reader: &Reader, offered: &Offered, typed: &Typed) -> Markup {
    let whose = &offered.person;
    let back = back(reader, offered);
    let field = |name, label| Field::of(typed, name, label);
    let hows: Vec<Offer> = HOWS
        .iter()
        .map(|(how, told)| Offer::of(how.code(), *told))
        .collect();
    let main = html! {
        p.caption { a href=(back) { (whose.name()) } }
        h1 { "Record an entry" }
        p.lead { "For " (whose.name()) ", in the book of " (offered.provider.name) ". You can look at it once more before it is kept." }
        (errors::summary(typed))
        form.form method="post" action=(action(offered)) {
            (form::once(platform.number()))
            input type="hidden" name="person" value=(whose.id.0);
            (fields::what(typed, offered))
            (form::choice(&field("how", "How it is known"), &hows))
            (form::text(&field("reference", "Reference").hint("Of the register or session, if it has one. The same reference is never counted twice.").wide(20)))
            (form::words(&field("reason", "Why it is recorded by hand"), 2))
            div.buttons { (form::button("Look at it once more")) a.target href=(back) { "Record nothing" } }
        }
    };
    let title = errors::title(typed, &format!("Record an entry for {}", whose.name()));
    framed(reader, offered, &title, &main)
}

fn last_look(
    platform: &Platform,
    reader: &Reader,
    offered: &Offered,
    typed: &Typed,
    read: &Read,
    how: &str,
    long_day: Option<actions::ledger::LongDay>,
) -> Markup {
    let whose = &offered.person;
    let mut answers = vec![Answer::of("Who", html! { (whose.name()) })];
    answers.extend(fields::answers(read, offered));
    answers.push(Answer::of("How it is known", html! { (how) }));
    if !typed.text("reference").is_empty() {
        answers.push(Answer::of("Reference", html! { (typed.text("reference")) }));
    }
    answers.push(Answer::of("Why by hand", html! { (read.reason) }));
    let main = html! {
        h1 { "Is this right?" }
        p.lead { "Nothing is kept yet. Once it is, it counts at once, and can be corrected but never removed." }
        (fields::long_day(long_day))
        (confirm::confirm(&Confirm {
            action: &action(offered),
            typed,
            answers: &answers,
            seen: None,
            once: platform.number(),
            yes: "Keep this entry",
            back: "Change something",
        }))
    };
    framed(reader, offered, "Is this right?", &main)
}
