//! Gives somebody what they booked as a calendar: one session, or all of them at a private address.
//!
//! Owns the deeds `ReadCalendar` and `ChangeCalendar`. It never keeps the secret of an address.

use domain::{
    AcademicYear, Timestamp,
    access::{Actor, Deed, Object, session::Device},
    booking::{SessionId, State, release::WorkingDays},
    calendar::after_uk_day,
    person::PersonId,
    policy::{Value, names},
};
use formats::calendar::{Calendar, Event, Method, State as Sureness, write};
use jiff::ToSpan;
use store::booking::feed::{self, Dated};
use uuid::Uuid;

use crate::{
    ActionError, Platform,
    access::{attempt, session::hash},
    platform::{deed, deed_once},
};

/// What somebody says of their calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Since when there is a private address, if there is one.
    pub made_at: Option<Timestamp>,
    /// On which days of the week they work.
    pub works: WorkingDays,
}

fn of(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

fn nothing() -> ActionError {
    ActionError::NotFound("There is no such calendar.".to_owned())
}

/// Says what is kept of somebody's calendar.
///
/// # Refuses
/// When it is somebody else's.
/// # Errors
/// When the store fails.
pub async fn kept(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Kept, ActionError> {
    actor.may(Deed::ReadCalendar, of(person))?;
    let mut tx = platform.store.read().await?;
    Ok(Kept {
        made_at: feed::made(&mut tx, person).await?,
        works: store::booking::school::working(&mut tx, person).await?,
    })
}

/// Makes a private address for somebody's calendar, shown this once. The one before leads nowhere.
///
/// # Refuses
/// When it is somebody else's.
/// # Errors
/// When the store fails.
pub async fn renew(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<String, ActionError> {
    actor.may(Deed::ChangeCalendar, of(person))?;
    let secret = platform.secret();
    deed!(platform, |tx| {
        feed::renew(tx, person, hash(&secret), platform.now()).await?;
        note(
            platform,
            tx,
            actor,
            person,
            "a private calendar address was made",
        )
        .await?;
    })?;
    Ok(platform
        .doors
        .address(&format!("/booking/feed/{secret}.ics")))
}

/// Withdraws the private address of somebody's calendar.
///
/// # Refuses
/// When it is somebody else's.
/// # Errors
/// When the store fails.
pub async fn withdraw(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    person: PersonId,
) -> Result<(), ActionError> {
    actor.may(Deed::ChangeCalendar, of(person))?;
    deed_once!(platform, actor, once, |tx| {
        feed::withdraw(tx, person).await?;
        let told = "the private calendar address was withdrawn";
        note(platform, tx, actor, person, told).await?;
        String::new()
    })?;
    Ok(())
}

/// Keeps on which days of the week somebody works.
///
/// # Refuses
/// When it is somebody else's.
/// # Errors
/// When the store fails.
pub async fn set_working(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    person: PersonId,
    days: WorkingDays,
) -> Result<(), ActionError> {
    actor.may(Deed::ChangeCalendar, of(person))?;
    deed_once!(platform, actor, once, |tx| {
        store::booking::school::set_working(tx, person, days, platform.now()).await?;
        note(platform, tx, actor, person, "working days were set").await?;
        String::new()
    })?;
    Ok(())
}

async fn note(
    platform: &Platform,
    tx: &mut store::Tx,
    actor: &Actor,
    person: PersonId,
    told: &str,
) -> Result<(), ActionError> {
    let subject = person.0.to_string();
    platform
        .note(tx, actor, Deed::ChangeCalendar, None, subject, told)
        .await
}

/// Writes somebody's booking of one session as a calendar.
///
/// # Refuses
/// When it is somebody else's.
/// # Errors
/// When they never had a place in it, or the store fails.
pub async fn one(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    session: SessionId,
) -> Result<String, ActionError> {
    actor.may(Deed::ReadCalendar, of(person))?;
    let mut tx = platform.store.read().await?;
    let found = entries(platform, &mut tx, person, &[session.0]).await?;
    found.ok_or_else(nothing)
}

/// Writes somebody's latest bookings of some sessions as a calendar, as a message carries it: none where
/// they never had a place in any.
pub(crate) async fn entries(
    platform: &Platform,
    tx: &mut store::Tx,
    person: PersonId,
    sessions: &[Uuid],
) -> Result<Option<String>, ActionError> {
    let mut dated = Vec::with_capacity(sessions.len());
    for session in sessions {
        dated.extend(feed::dated_one(tx, person, *session).await?);
    }
    dated.retain(|one| !matches!(one.state, State::Waiting | State::Proposed));
    let method = match dated.iter().all(is_off) {
        true => Method::Cancel,
        false => Method::Publish,
    };
    Ok((!dated.is_empty()).then(|| told(platform, method, &dated)))
}

/// Writes everything that somebody booked as a calendar, for whoever has its private address.
///
/// # Rule
/// What is called off or given up is told as such for `booking.calendar.off`, so that a program that was
/// not asked for a while takes it away.
/// # Refuses
/// A network that tried too many addresses which lead nowhere.
/// # Errors
/// When the address leads nowhere, or the store fails.
pub async fn feed(
    platform: &Platform,
    secret: &str,
    device: &Device,
) -> Result<String, ActionError> {
    let mut tx = platform.store.glance().await?;
    let Some(person) = feed::whose(&mut tx, hash(secret)).await? else {
        drop(tx);
        return Err(unknown(platform, device).await?);
    };
    whole(platform, &mut tx, person).await
}

/// Counts an address that leads nowhere.
async fn unknown(platform: &Platform, device: &Device) -> Result<ActionError, ActionError> {
    let counted = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        attempt::count_network(platform, tx, &policies, device).await?
    })?;
    Ok(counted.map_or_else(ActionError::from, |()| nothing()))
}

async fn whole(
    platform: &Platform,
    tx: &mut store::Tx,
    person: PersonId,
) -> Result<String, ActionError> {
    let now = platform.now();
    let policies = platform.policies(tx).await?;
    let term = policies.on(names::CALENDAR_OFF, None, platform.today());
    let days = match term.map(|term| &term.row.value) {
        Some(Value::Days(days)) => i64::from(*days),
        _ => 0,
    };
    let year = AcademicYear::containing(platform.today());
    let opened = year.first_day().yesterday().map_or(now, after_uk_day);
    let dated = feed::dated(tx, person, opened, now - (days * 24).hours()).await?;
    Ok(told(platform, Method::Publish, &dated))
}

fn is_off(dated: &Dated) -> bool {
    let keeps = matches!(
        dated.state,
        State::Held | State::Confirmed | State::ToChoose
    );
    dated.called_off || !keeps
}

fn told(platform: &Platform, method: Method, dated: &[Dated]) -> String {
    let events: Vec<Event> = dated.iter().map(|one| event(platform, one)).collect();
    let calendar = Calendar {
        name: "Training sessions",
        method,
        organiser: &platform.doors.sender,
        events: &events,
    };
    write(&calendar, platform.now())
}

fn event(platform: &Platform, dated: &Dated) -> Event {
    let state = match dated.state {
        _ if is_off(dated) => Sureness::Cancelled,
        State::Held | State::ToChoose => Sureness::Tentative,
        _ => Sureness::Confirmed,
    };
    let page = platform
        .doors
        .address(&format!("/booking/{}", dated.session));
    let mut about = Vec::new();
    if state == Sureness::Tentative {
        about.push(match dated.state {
            State::ToChoose => "It was moved: say on its page whether you stay.".to_owned(),
            _ => "Your school has not released you yet.".to_owned(),
        });
    }
    if !dated.about.is_empty() {
        about.push(dated.about.clone());
    }
    if !dated.link.is_empty() && state != Sureness::Cancelled {
        about.push(format!("Join: {}", dated.link));
    }
    Event {
        uid: format!("{}@alongside", dated.booking),
        sequence: dated.version,
        changed_at: dated.changed_at,
        starts_at: dated.starts_at,
        ends_at: dated.ends_at,
        title: dated.title.clone(),
        about: about.join("\n"),
        place: dated.place.clone(),
        link: page,
        by: dated.provider.clone(),
        state,
    }
}
