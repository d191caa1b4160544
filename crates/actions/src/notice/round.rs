//! Goes round: writes the reminders that are due, and mails what may go now, person by person.
//!
//! Owns the round of the inbox. It never holds a deed up, and never mails the same twice.

use domain::{
    AcademicYear, Timestamp,
    booking::{Booking, Session, SessionId, State},
    calendar::{moment, uk_day},
    notice::{
        budget::decide,
        inbox::{NewNotice, NoticeKind, Weight},
    },
    person::PersonId,
};
use jiff::ToSpan;
use store::Tx;

use super::{hours::Hours, mail, tell::tell};
use crate::{ActionError, Platform, booking::told::asked, platform::deed};

/// For how many people one round decides.
const PEOPLE: i64 = 50;

/// Mails what may go now, for at most so many people. Says for how many it decided.
///
/// # Errors
/// When the store fails; what was mailed before is kept, and the next round goes on.
pub async fn round(platform: &Platform) -> Result<usize, ActionError> {
    let now = platform.now();
    let people = {
        let mut tx = platform.store.glance().await?;
        store::notice::inbox::due(&mut tx, now, PEOPLE).await?
    };
    if people.is_empty() {
        return Ok(0);
    }
    let hours = {
        let mut tx = platform.store.read().await?;
        Hours::gather(platform, &mut tx).await?
    };
    for person in &people {
        deed!(platform, |tx| {
            settle(platform, tx, *person, &hours).await?;
        })?;
    }
    Ok(people.len())
}

/// Decides about everything that waits for one person.
async fn settle(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    hours: &Hours,
) -> Result<(), ActionError> {
    store::person::lock(tx, person).await?;
    let now = platform.now();
    let waiting = store::notice::inbox::waiting(tx, person).await?;
    let whose = hours.of(platform, tx, person).await?;
    let mailed = store::notice::inbox::mailed(tx, person, since(now), now).await?;
    let decision = decide(
        &hours.budget,
        &whose.choices,
        &|day| whose.rests(day),
        &mailed,
        &waiting,
        now,
    );
    for one in &decision.at_once {
        mail::post(platform, tx, person, Weight::Essential, &[*one]).await?;
    }
    if !decision.together.is_empty() {
        mail::post(platform, tx, person, Weight::Awaited, &decision.together).await?;
    }
    if !decision.digest.is_empty() {
        mail::post(platform, tx, person, Weight::Routine, &decision.digest).await?;
    }
    for one in &decision.inbox_alone {
        store::notice::inbox::leave(tx, *one, false).await?;
    }
    for one in &decision.lapsed {
        store::notice::inbox::leave(tx, *one, true).await?;
    }
    for (one, until) in &decision.waits {
        store::notice::inbox::look_again(tx, *one, *until).await?;
    }
    Ok(())
}

/// Since when mails count: the academic year, and the week before it.
fn since(now: Timestamp) -> Timestamp {
    let first = AcademicYear::containing(uk_day(now)).first_day();
    domain::calendar::after_uk_day(first.saturating_sub(15.days()))
}

/// The most days before a session on which anybody is reminded of it.
const AHEAD: i32 = 7;

/// Writes the reminders of sessions that are due by today, each once. Says how many.
///
/// # Rule
/// Whoever holds a place is reminded a day or a week before, as they chose, or not at all; where that day
/// passed without it, until the session begins. Nobody is reminded of what they booked on that day or later.
/// # Errors
/// When the store fails.
pub async fn remind_of_sessions(platform: &Platform) -> Result<usize, ActionError> {
    let (now, today) = (platform.now(), platform.today());
    let near = {
        let mut tx = platform.store.read().await?;
        let mut near: Vec<SessionId> = Vec::new();
        let until = today.saturating_add(AHEAD.days());
        for provider in store::partnership::providers(&mut tx).await? {
            let found = store::booking::offered_by(&mut tx, provider.id, today, until).await?;
            let own = found.iter().filter(|one| one.provider == provider.id);
            near.extend(own.map(|session| session.id));
        }
        near
    };
    let mut reminded = 0;
    for session in near {
        reminded += deed!(platform, |tx| {
            let held = store::booking::lock(tx, session).await?;
            let Some(session) = held.filter(|held| !held.cancelled && held.starts_at > now) else {
                return Ok(0);
            };
            let mut told = 0;
            for booking in store::booking::bookings(tx, session.id).await? {
                if !matches!(booking.state, State::Held | State::Confirmed) {
                    continue;
                }
                let choices = store::notice::choice::choices(tx, booking.person).await?;
                let Some(days) = choices.unwrap_or_default().remind.days() else {
                    continue;
                };
                let due = session.held_on.saturating_sub(days.days());
                if due <= today && uk_day(booking.booked_at) < due {
                    let ask = asked(tx, &session, booking.person).await?;
                    let new = reminder(&session, &booking, ask);
                    told += usize::from(tell(platform, tx, &new).await?);
                }
            }
            told
        })?;
    }
    Ok(reminded)
}

/// What somebody is told before a session.
fn reminder(session: &Session, booking: &Booking, ask: String) -> NewNotice {
    let begins = moment(session.starts_at);
    let place = match (session.place.as_str(), session.link.as_str()) {
        ("", "") => String::new(),
        ("", _) => " It is joined by the link on its page.".to_owned(),
        (place, _) => format!(" It is held at {place}."),
    };
    let materials = match session.materials.as_str() {
        "" => String::new(),
        materials => format!("\n\nTo bring or read: {materials}"),
    };
    NewNotice {
        provider: Some(session.provider),
        about: Some(session.id.0),
        subject: format!("{}: {begins}", session.title),
        words: format!("“{}” begins at {begins}.{place}{materials}", session.title),
        why: "You get this because you have a place and asked to be reminded.".to_owned(),
        path: format!("/booking/{}", session.id.0),
        action: "See the session".to_owned(),
        ask,
        useless_after: Some(session.starts_at),
        ..NewNotice::to(
            booking.person,
            NoticeKind::Reminder,
            format!("reminder {} {}", booking.id.0, session.starts_at),
        )
    }
}
