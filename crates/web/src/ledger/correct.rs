//! Asks for the right values of an entry, shows them for a last look, and keeps them beside the old.
//!
//! Owns the form that corrects. It never overwrites what somebody else corrected meanwhile.

use actions::{
    Platform,
    ledger::{Listed, LongDay, Offered, correct_once, correcting, weigh_correction},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::ledger::{Correction, Entry, EntryId};
use maud::{Markup, html};
use uuid::Uuid;

use super::fields::{self, Read};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        confirm::{self, Confirm},
        difference::{self, Difference},
        errors,
        form::{self, Field, Typed},
        summary::{self, Answer},
        words,
    },
    person,
    reader::Reader,
};

/// Shows the form, filled with the entry as it is.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, entry)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let entry = number(&entry)?;
    let offered = correcting(&platform, reader.actor(), &door.code, entry).await?;
    let old = old(&offered)?;
    let typed = shown(&old.entry);
    Ok(page(&platform, &reader, &offered, &typed, &[])?.into_response())
}

/// Shows what was typed for a last look, keeps it, or shows it again with what is wrong.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, entry)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let entry = number(&entry)?;
    let mut offered = correcting(&platform, reader.actor(), &door.code, entry).await?;
    let step = typed.text("step").to_owned();
    let read = if step == "change" {
        None
    } else {
        fields::read(&mut typed)
    };
    if let Some(read) = &read {
        let correction = correction(&old(&offered)?.entry, read);
        let whose = offered.person.id;
        // The key is asked first: pressed twice, the second press finds its own correction.
        if step == "keep" {
            let once = typed.once()?;
            match correct_once(&platform, reader.actor(), once, entry, correction).await {
                Ok(new) => return Ok(done(&offered, whose.0, new)),
                Err(error) if offered.newer.is_none() => fields::refuse(&mut typed, error)?,
                Err(_) => {}
            }
        } else if offered.newer.is_none() {
            match weigh_correction(&platform, reader.actor(), entry, &correction).await {
                Ok(weighed) => {
                    let last =
                        last_look(&platform, &reader, &offered, &typed, read, weighed.long_day)?;
                    return Ok(last.into_response());
                }
                Err(error) => fields::refuse(&mut typed, error)?,
            }
        }
        offered = correcting(&platform, reader.actor(), &door.code, entry).await?;
    }
    let differs = match (&read, &offered.newer) {
        (Some(read), Some((newer, _))) => differences(&offered, &newer.entry, read)?,
        _ => Vec::new(),
    };
    let page = page(&platform, &reader, &offered, &typed, &differs)?;
    let status = if step == "change" {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, page).into_response())
}

fn number(text: &str) -> Result<EntryId, PageError> {
    let number = Uuid::try_parse(text).map_err(|_| PageError::NotFound)?;
    Ok(EntryId(number))
}

fn old(offered: &Offered) -> Result<&Listed, PageError> {
    offered.entry.as_ref().ok_or(PageError::NotFound)
}

/// The entry that a correction is to replace: the newest.
fn newest(offered: &Offered) -> Result<&Listed, PageError> {
    match &offered.newer {
        Some((newer, _)) => Ok(newer),
        None => old(offered),
    }
}

fn done(offered: &Offered, whose: Uuid, new: EntryId) -> Response {
    let person = person::page(&offered.provider, domain::person::PersonId(whose));
    Redirect::to(&format!("{person}?done=corrected#entry-{}", new.0)).into_response()
}

fn read_of(entry: &Entry) -> Read {
    Read {
        component: entry.component.clone(),
        kind: entry.kind,
        minutes: entry.minutes,
        held_on: entry.held_on,
        school: entry.school,
        verified_by: entry.verified_by,
        reason: String::new(),
    }
}

fn shown(entry: &Entry) -> Typed {
    let verifier = entry.verified_by.map(|person| person.0.to_string());
    Typed::default()
        .with("component", entry.component.as_deref().unwrap_or_default())
        .with("kind", entry.kind.code())
        .with_date("held", Some(entry.held_on))
        .with_minutes("time", entry.minutes)
        .with(
            "school",
            entry.school.map(|urn| urn.to_string()).unwrap_or_default(),
        )
        .with("verifier", verifier.unwrap_or_default())
}

/// What differs from the entry; what is as it was stays unsaid.
fn correction(old: &Entry, read: &Read) -> Correction {
    Correction {
        minutes: Some(read.minutes),
        held_on: Some(read.held_on),
        component: Some(read.component.clone()),
        kind: Some(read.kind),
        school: Some(read.school.or(old.school)),
        verified_by: read.verified_by,
        reason: read.reason.clone(),
        ..Correction::default()
    }
}

fn differences(
    offered: &Offered,
    newer: &Entry,
    read: &Read,
) -> Result<Vec<Difference>, PageError> {
    let was = fields::told(&read_of(&old(offered)?.entry), offered);
    let is = fields::told(&read_of(newer), offered);
    let typed = fields::told(read, offered);
    Ok(was
        .into_iter()
        .zip(is)
        .zip(typed)
        .map(|(((name, was), (_, is)), (_, typed))| Difference {
            name: name.to_owned(),
            was: Some(was),
            is,
            typed,
        })
        .filter(|field| field.was.as_deref() != Some(&field.is) || field.is != field.typed)
        .collect())
}

fn action(offered: &Offered) -> Result<String, PageError> {
    let provider = offered.provider.code.to_lowercase();
    Ok(format!(
        "/ledger/{provider}/{}/correct",
        newest(offered)?.entry.id.0
    ))
}

fn page(
    platform: &Platform,
    reader: &Reader,
    offered: &Offered,
    typed: &Typed,
    differs: &[Difference],
) -> Result<Markup, PageError> {
    let whose = &offered.person;
    let back = person::page(&offered.provider, whose.id);
    let title = newest(offered)?
        .title
        .as_deref()
        .unwrap_or("Training outside the programme");
    let main = html! {
        p.caption { a href=(back) { (whose.name()) } }
        h1 { "Correct an entry" }
        p.lead { (title) ", " (words::day(newest(offered)?.entry.held_on)) ". The entry stays as it is; what you give here stands beside it and counts instead." }
        (errors::summary(typed))
        @if let Some((newer, by)) = &offered.newer {
            @if differs.is_empty() {
                (quicker(by, newer))
            } @else {
                (difference::difference(&format!("{by} corrected this entry. What you send now corrects the newer one."), differs))
            }
        }
        (now(offered)?)
        form.form method="post" action=(action(offered)?) {
            (form::once(platform.number()))
            (fields::what(typed, offered))
            (form::words(&Field::of(typed, "reason", "Why it is corrected").hint("Everyone who reads the entry sees this."), 2))
            div.buttons { (form::button("Look at it once more")) a.target href=(back) { "Correct nothing" } }
        }
    };
    let title = errors::title(typed, &format!("Correct an entry of {}", whose.name()));
    Ok(person::framed(reader, &offered.provider, &title, &main))
}

fn quicker(by: &str, newer: &Listed) -> Markup {
    crate::parts::notice::notice(
        crate::parts::notice::Tone::Look,
        &html! {
            p { strong { "This entry has been corrected already" } ", by " (by) ", to " (words::amount(newer.entry.minutes))
                ". What you send now corrects the newer one." }
        },
    )
}

/// What stands in the book now.
fn now(offered: &Offered) -> Result<Markup, PageError> {
    let entry = &newest(offered)?.entry;
    let mut answers: Vec<Answer> = fields::answers(&read_of(entry), offered);
    if !entry.reference.is_empty() {
        answers.push(Answer::of("Reference", html! { (entry.reference) }));
    }
    if !entry.words.reason.is_empty() {
        answers.push(Answer::of("Why", html! { (entry.words.reason) }));
    }
    Ok(html! {
        details.choices {
            summary { "What stands in the book now" }
            (summary::summary(&answers))
        }
    })
}

fn last_look(
    platform: &Platform,
    reader: &Reader,
    offered: &Offered,
    typed: &Typed,
    read: &Read,
    long_day: Option<LongDay>,
) -> Result<Markup, PageError> {
    let was = fields::told(&read_of(&old(offered)?.entry), offered);
    let is = fields::told(read, offered);
    let mut answers = vec![Answer::of("Who", html! { (offered.person.name()) })];
    answers.extend(was.into_iter().zip(is).map(|((name, was), (_, is))| {
        Answer::of(
            name,
            html! {
                @if was == is { (is) } @else { del.quiet { (was) } " " strong { (is) } }
            },
        )
    }));
    answers.push(Answer::of("Why", html! { (read.reason) }));
    let main = html! {
        h1 { "Is this right?" }
        p.lead { "Nothing is kept yet. What changes stands in bold." }
        (fields::long_day(long_day))
        (confirm::confirm(&Confirm {
            action: &action(offered)?,
            typed,
            answers: &answers,
            seen: None,
            once: platform.number(),
            yes: "Keep this correction",
            back: "Change something",
        }))
    };
    Ok(person::framed(
        reader,
        &offered.provider,
        "Is this right?",
        &main,
    ))
}
