//! Sets what people print or keep: the register of a session to tick by hand, a certificate of
//! attendance, and a year's plan.
//!
//! Owns the deed `PrintRegister`. It never says who was there.

use documents::{Certificate, Part, Plan, Register, Row, Seat};
use domain::{
    access::{Actor, Deed, Object},
    booking::{Session, SessionId},
    calendar::{named, told, uk_day, uk_hour},
    person::PersonId,
    programme::Track,
    standing::{Shown, Standing},
};
use store::Tx;

use crate::{ActionError, Platform, audit::names as people_named, standing};

/// Empty lines at the end of a printed register, for whoever comes without a booking.
const SPARE: u32 = 10;

fn nothing() -> ActionError {
    ActionError::NotFound("There is no such document.".to_owned())
}

/// The day as a document keeps it.
fn made_on(platform: &Platform) -> (i16, i8, i8) {
    let today = platform.today();
    (today.year(), today.month(), today.day())
}

fn set(document: Result<Vec<u8>, documents::Fault>) -> Result<Vec<u8>, ActionError> {
    document.map_err(|fault| {
        tracing::error!(%fault, "a document was not set");
        ActionError::Unreadable(
            "This document could not be made. Please tell the partnership office.".to_owned(),
        )
    })
}

/// Sets the register of a session, with everybody who has a place.
///
/// # Refuses
/// When the actor neither hosts the session nor offers it.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn register(
    platform: &Platform,
    actor: &Actor,
    id: SessionId,
) -> Result<Vec<u8>, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = store::booking::session(&mut tx, id).await?;
    let session = session.ok_or_else(nothing)?;
    let hosted = store::booking::hosted_by(&mut tx, actor.person, session.held_on, session.held_on);
    let hosts = hosted.await?.iter().any(|one| one.id == id);
    let object = Object {
        person: hosts.then_some(actor.person),
        provider: Some(session.provider),
        ..Object::default()
    };
    actor.may(Deed::PrintRegister, object)?;
    let provider = provider_name(&mut tx, &session).await?;
    let seats = seats(&mut tx, id).await?;
    let names = people_named(&mut tx, [session.host].into_iter()).await?;
    set(Register {
        title: session.title.clone(),
        provider,
        day: named(session.held_on),
        hours: hours(&session),
        place: session.place.clone(),
        host: names.get(&session.host).cloned().unwrap_or_default(),
        seats,
        spare: SPARE,
        printed: told(platform.today()),
        made_on: made_on(platform),
    }
    .pdf())
}

fn hours(session: &Session) -> String {
    let (from, until) = (uk_hour(session.starts_at), uk_hour(session.ends_at));
    format!("{from} to {until}")
}

async fn provider_name(tx: &mut Tx, session: &Session) -> Result<String, ActionError> {
    let all = store::partnership::providers(tx).await?;
    let found = all.into_iter().find(|one| one.id == session.provider);
    Ok(found.map(|one| one.name).unwrap_or_default())
}

/// Everybody who has a place, by name, with their school.
async fn seats(tx: &mut Tx, id: SessionId) -> Result<Vec<Seat>, ActionError> {
    let mut bookings = store::booking::bookings(tx, id).await?;
    bookings.retain(|one| one.state.takes_a_place());
    let whom = bookings.iter().map(|one| one.person);
    let names = people_named(tx, whom).await?;
    let mut urns: Vec<_> = bookings.iter().filter_map(|one| one.school).collect();
    urns.sort_unstable();
    urns.dedup();
    let briefs = store::partnership::briefs_of(tx, &urns).await?;
    let mut seats: Vec<Seat> = bookings
        .iter()
        .map(|one| {
            let brief = briefs.iter().find(|brief| Some(brief.urn) == one.school);
            Seat {
                name: names.get(&one.person).cloned().unwrap_or_default(),
                school: brief
                    .and_then(|brief| brief.name.clone())
                    .unwrap_or_default(),
            }
        })
        .collect();
    seats.sort_by_key(|seat| domain::person::fold(&seat.name));
    Ok(seats)
}

/// Sets a certificate that somebody attended a session.
///
/// # Rule
/// It says what the ledger holds: the minutes of the line that stands, verified, whoever's book it is in.
/// Before the register is closed there is none.
/// # Refuses
/// When their hours are not the actor's to read.
/// # Errors
/// When no minutes of the session stand in their name, or the store fails.
pub async fn certificate(
    platform: &Platform,
    actor: &Actor,
    id: SessionId,
    person: PersonId,
) -> Result<Vec<u8>, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = store::booking::session(&mut tx, id).await?;
    let session = session.ok_or_else(nothing)?;
    let shares = store::booking::shares(&mut tx, id).await?;
    let all = store::partnership::providers(&mut tx).await?;
    drop(tx);
    let holders = [session.provider].into_iter();
    let holders = holders.chain(shares.into_iter().map(|(provider, _)| provider));
    let mut refused = None;
    for holder in holders {
        let Some(provider) = all.iter().find(|one| one.id == holder) else {
            continue;
        };
        let found = match standing::training(platform, actor, person, &provider.code).await {
            Ok(found) => found,
            Err(error @ ActionError::Store { .. }) => return Err(error),
            Err(error) => {
                refused.get_or_insert(error);
                continue;
            }
        };
        let mut lines = found.entries.iter();
        let line = lines.find(|line| {
            let stands = line.replaced_by.is_none() && line.entry.verified_by.is_some();
            stands && line.entry.minutes.0 > 0 && line.entry.reference == rests_on(id)
        });
        let Some(line) = line else { continue };
        let offered = all.iter().find(|one| one.id == session.provider);
        let verifier = line.verifier.as_deref().unwrap_or("the provider");
        let on = told(uk_day(line.entry.recorded_at));
        return set(Certificate {
            name: found.person.name(),
            title: session.title.clone(),
            provider: offered.map(|one| one.name.clone()).unwrap_or_default(),
            day: named(session.held_on),
            hours: hours(&session),
            place: session.place.clone(),
            length: line.entry.minutes.to_string(),
            recorded: format!("Recorded by {verifier} on {on}."),
            reference: line.entry.id.0.to_string(),
            made_on: made_on(platform),
        }
        .pdf());
    }
    Err(refused.unwrap_or_else(nothing))
}

/// What the minutes of a session rest on, as closing its register writes it.
fn rests_on(id: SessionId) -> String {
    format!("session {}", id.0)
}

/// Sets somebody's plan of the year with a provider.
///
/// # Refuses
/// When it is not the actor's to read.
/// # Errors
/// When there is no such person or provider, or the store fails.
pub async fn plan(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    provider: &str,
) -> Result<Vec<u8>, ActionError> {
    let found = standing::training(platform, actor, person, provider).await?;
    let standing = &found.standing;
    let track = match standing.track {
        Track::Initial => "initial training",
        Track::Refresher => "refresher training",
    };
    set(Plan {
        name: found.person.name(),
        provider: found.provider.name.clone(),
        year: format!("{}, {track}", standing.academic_year),
        figures: figures(standing),
        parts: parts(standing),
        printed: told(platform.today()),
        made_on: made_on(platform),
    }
    .pdf())
}

fn figures(standing: &Standing) -> Vec<(String, String)> {
    let judged = "As your provider judges".to_owned();
    let some = |minutes: Option<domain::Minutes>| {
        minutes.map_or_else(|| judged.clone(), |minutes| minutes.to_string())
    };
    vec![
        ("Required".to_owned(), some(standing.required)),
        ("Done".to_owned(), standing.done.to_string()),
        ("Recognised".to_owned(), standing.recognised.to_string()),
        ("Remaining".to_owned(), some(standing.remaining)),
        (
            "Hours that the school can claim".to_owned(),
            format!("{} h", standing.claimable_hours),
        ),
    ]
}

/// The parts of a programme in its own order, under the half term or stage in which they fall.
fn parts(standing: &Standing) -> Vec<Part> {
    let programme = standing.programme.as_deref();
    let mut parts: Vec<Part> = Vec::new();
    for row in &standing.components {
        let title = row.due_on.map_or_else(
            || "When it suits you".to_owned(),
            |day| format!("By {}", told(day)),
        );
        let state = match standing.shown(row) {
            Shown::Met => "Done",
            Shown::NotYetDue => "Later in the year",
            Shown::Due => "Due now",
            Shown::WhenHosting => "When you next host",
            Shown::NotYetConfirmed => "Not yet confirmed",
            Shown::Overdue => "Overdue",
        };
        let line = Row {
            title: programme.map_or_else(String::new, |of| row.title(of).to_owned()),
            length: programme
                .map(|of| row.part(of).minutes.to_string())
                .unwrap_or_default(),
            done: (row.done + row.recognised).to_string(),
            state: state.to_owned(),
            when: String::new(),
        };
        match parts.iter_mut().find(|part| part.title == title) {
            Some(part) => part.rows.push(line),
            None => parts.push(Part {
                title,
                rows: vec![line],
            }),
        }
    }
    parts
}
