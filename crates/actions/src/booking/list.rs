//! Shows what is offered, and who holds a place.
//!
//! Owns the words `Listed` and `Shown`. It never shows a link to whoever holds no place.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Date,
    access::{Actor, Deed, Object},
    booking::{Booking, Kept, Seeker, Session, SessionId, State, in_line, room, takers},
    partnership::{Provider, ProviderId},
    person::PersonId,
};
use store::Tx;

use super::{
    choice::{Choice, choice, series},
    cover,
    place::{self, seeker},
    release, several,
};
use crate::{
    ActionError, Platform,
    audit::names as named,
    partnership::{Partnerships, partnerships},
};

/// One line of a list of sessions.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The session.
    pub session: Session,
    /// Who offers it.
    pub provider: Arc<Provider>,
    /// How many places are taken.
    pub taken: i64,
    /// How many people wait.
    pub waiting: i64,
    /// How far the reader's own booking has come.
    pub own: Option<State>,
}

/// One session with everything that its page tells.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The session; its link is blank for whoever may not join.
    pub session: Session,
    /// Who offers it.
    pub provider: Arc<Provider>,
    /// Who shares it.
    pub shared_with: Vec<String>,
    /// The provider that offers it and those that share it.
    pub with: Vec<ProviderId>,
    /// Who holds it, by name: the host first.
    pub hosts: Vec<(PersonId, String)>,
    /// How many places are taken.
    pub taken: i64,
    /// How many the reader could have now.
    pub room: i64,
    /// How many wait.
    pub waiting: usize,
    /// The reader's own booking, if one stands.
    pub own: Option<Booking>,
    /// The reader's place on the list, of how many.
    pub in_line: Option<(usize, usize)>,
    /// Whether the reader may book for themselves.
    pub may_book: bool,
    /// Whether the reader may change or call it off.
    pub may_change: bool,
    /// Whether the reader keeps its register.
    pub may_register: bool,
    /// Whether the reader finds a cover note of it: their school's, or their own.
    pub has_cover_note: bool,
    /// Who holds a place or waits, for whoever may read that.
    pub holders: Option<Vec<Holder>>,
    /// What the reader weighs before they book.
    pub choice: Choice,
    /// The other days of its series that are still to come.
    pub series: Vec<Session>,
    /// The places that are kept for some, for whoever may read bookings.
    pub kept: Vec<(Kept, String)>,
    /// Whether the reader may book for mentors of schools of theirs.
    pub may_book_others: bool,
}

/// Somebody with a booking that stands.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Their name.
    pub name: String,
    /// The booking; what they need is blank for whoever does not host.
    pub booking: Booking,
}

pub(super) fn nothing() -> ActionError {
    ActionError::NotFound("There is no such session here.".to_owned())
}

pub(super) fn about(provider: ProviderId) -> Object {
    Object {
        provider: Some(provider),
        ..Object::default()
    }
}

/// The providers whose sessions somebody may read today.
fn readable(actor: &Actor, around: &Partnerships) -> Vec<Arc<Provider>> {
    let may = |provider: &&Arc<Provider>| actor.may(Deed::ReadSessions, about(provider.id)).is_ok();
    around.providers.iter().filter(may).cloned().collect()
}

/// Lists what the reader's providers offer or share from a day to a day, in order of time.
///
/// # Refuses
/// When no role of theirs takes part in sessions.
/// # Errors
/// When the store fails.
pub async fn sessions(
    platform: &Platform,
    actor: &Actor,
    from: Date,
    until: Date,
) -> Result<Vec<Listed>, ActionError> {
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let readable = readable(actor, &around);
    if readable.is_empty() {
        actor.may(Deed::ReadSessions, Object::default())?;
    }
    let mut tx = platform.store.read().await?;
    let own: HashMap<SessionId, State> = store::booking::of_person(&mut tx, actor.person)
        .await?
        .into_iter()
        .filter(|booking| booking.state.stands())
        .map(|booking| (booking.session, booking.state))
        .collect();
    let mut found: Vec<Listed> = Vec::new();
    for provider in &readable {
        let counts: HashMap<SessionId, (i64, i64)> =
            store::booking::counts(&mut tx, provider.id, from, until)
                .await?
                .into_iter()
                .map(|(session, taken, waiting)| (session, (taken, waiting)))
                .collect();
        for session in store::booking::offered_by(&mut tx, provider.id, from, until).await? {
            if found.iter().any(|known| known.session.id == session.id) {
                continue;
            }
            let (taken, waiting) = counts.get(&session.id).copied().unwrap_or_default();
            let offers = around
                .providers
                .iter()
                .find(|one| one.id == session.provider);
            found.push(Listed {
                provider: offers.cloned().unwrap_or_else(|| provider.clone()),
                own: own.get(&session.id).copied(),
                session: without_link(session),
                taken,
                waiting,
            });
        }
    }
    found.sort_by_key(|one| (one.session.starts_at, one.session.id));
    Ok(found)
}

/// A session without the link by which it is joined.
fn without_link(mut session: Session) -> Session {
    session.link.clear();
    session
}

/// Lists the reader's own bookings of sessions to come, each with its session, in order of time.
///
/// # Errors
/// When the store fails.
pub async fn own(
    platform: &Platform,
    actor: &Actor,
) -> Result<Vec<(Session, Booking)>, ActionError> {
    let mut tx = platform.store.glance().await?;
    let bookings = store::booking::of_person(&mut tx, actor.person).await?;
    if !bookings.iter().any(|booking| booking.state.stands()) {
        return Ok(Vec::new());
    }
    let mut standing: HashMap<SessionId, Booking> = bookings
        .into_iter()
        .filter(|booking| booking.state.stands())
        .map(|booking| (booking.session, booking))
        .collect();
    let now = platform.now();
    let sessions = store::booking::sessions(&mut tx, actor.person).await?;
    let to_come = sessions.into_iter().filter(|session| session.ends_at > now);
    Ok(to_come
        .filter_map(|session| {
            let booking = standing.remove(&session.id)?;
            Some((session, booking))
        })
        .collect())
}

/// Shows one session.
///
/// # Errors
/// When there is none with a provider of the reader's, or the store fails.
pub async fn session(
    platform: &Platform,
    actor: &Actor,
    id: SessionId,
) -> Result<Shown, ActionError> {
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let mut tx = platform.store.read().await?;
    let found = store::booking::session(&mut tx, id).await?;
    let mut session = found.ok_or_else(nothing)?;
    let shares = store::booking::shares(&mut tx, id).await?;
    let with: Vec<ProviderId> = shares.iter().map(|(provider, _)| *provider).collect();
    let providers = [&[session.provider], with.as_slice()].concat();
    let mut readable = providers.iter();
    let hosts = place::hosts(&mut tx, &session).await?;
    let is_host = hosts.contains(&actor.person);
    if !is_host && !readable.any(|one| actor.may(Deed::ReadSessions, about(*one)).is_ok()) {
        return Err(nothing());
    }
    let bookings = store::booking::bookings(&mut tx, id).await?;
    let kept = store::booking::kept(&mut tx, id).await?;
    let today = platform.today();
    let seeker = seeker(&mut tx, &session, &with, actor.person, today).await?;
    let own = bookings
        .iter()
        .find(|booking| booking.person == actor.person && booking.state.stands())
        .cloned();
    let may_read = is_host
        || actor
            .may(Deed::ReadBookings, about(session.provider))
            .is_ok();
    let holders = match may_read {
        true => Some(holders(&mut tx, &bookings, is_host).await?),
        false => None,
    };
    let joins = own
        .as_ref()
        .is_some_and(|own| own.state == State::Confirmed);
    if !joins && !may_read {
        session.link.clear();
    }
    let name = |id: ProviderId| around.providers.iter().find(|one| one.id == id).cloned();
    let takers = takers(&bookings);
    let hosts = hosts_named(&mut tx, &session, hosts).await?;
    let choice = choice(platform, &mut tx, &session, actor.person, seeker.as_ref()).await?;
    let series = series(platform, &mut tx, actor, &session).await?;
    let free = seeker.map_or(0, |who| room(&session, &takers, &kept, who, today));
    Ok(Shown {
        choice,
        series,
        kept: match may_read {
            true => kept_named(&mut tx, &around, kept).await?,
            false => Vec::new(),
        },
        may_book_others: several::reaches(actor, &session, &with),
        provider: name(session.provider).ok_or_else(nothing)?,
        shared_with: with
            .iter()
            .filter_map(|id| name(*id).map(|provider| provider.name.clone()))
            .collect(),
        hosts,
        taken: i64::try_from(takers.len()).unwrap_or(i64::MAX),
        room: free,
        waiting: bookings
            .iter()
            .filter(|one| one.state == State::Waiting)
            .count(),
        in_line: own.as_ref().and_then(|own| in_line(&bookings, own)),
        may_book: seeker.is_some()
            && actor
                .may(Deed::BookSession, booking_of(actor.person, seeker.as_ref()))
                .is_ok(),
        may_change: actor
            .may(Deed::OfferSession, about(session.provider))
            .is_ok(),
        may_register: is_host
            || actor
                .may(Deed::KeepRegister, about(session.provider))
                .is_ok(),
        has_cover_note: cover::is_shown(actor, &providers),
        with: providers,
        own,
        holders,
        session,
    })
}

/// For whom places are kept, by name.
async fn kept_named(
    tx: &mut Tx,
    around: &Partnerships,
    kept: Vec<Kept>,
) -> Result<Vec<(Kept, String)>, ActionError> {
    let mut all = Vec::with_capacity(kept.len());
    for one in kept {
        let provider = around
            .providers
            .iter()
            .find(|known| Some(known.id) == one.provider);
        let name = match (provider, one.school) {
            (Some(provider), _) => provider.name.clone(),
            (None, Some(school)) => release::school_name(tx, school).await?,
            (None, None) => String::new(),
        };
        all.push((one, name));
    }
    Ok(all)
}

/// The names of those who hold a session, the host first.
async fn hosts_named(
    tx: &mut Tx,
    session: &Session,
    hosts: Vec<PersonId>,
) -> Result<Vec<(PersonId, String)>, ActionError> {
    let others = hosts.into_iter().filter(|host| *host != session.host);
    let all: Vec<PersonId> = [session.host].into_iter().chain(others).collect();
    let names = named(tx, all.iter().copied()).await?;
    let name = |host: &PersonId| names.get(host).cloned().unwrap_or_default();
    Ok(all.iter().map(|host| (*host, name(host))).collect())
}

/// What somebody's booking is, when leave for it is asked.
pub(super) fn booking_of(person: PersonId, who: Option<&Seeker>) -> Object {
    Object {
        person: Some(person),
        provider: who.map(|who| who.provider),
        school: who.and_then(|who| who.school),
        ..Object::default()
    }
}

/// Lists who holds a place in a session or waits for one.
///
/// # Refuses
/// Whoever neither hosts it nor has leave to read bookings of its provider.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn bookings(
    platform: &Platform,
    actor: &Actor,
    id: SessionId,
) -> Result<Vec<Holder>, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = store::booking::session(&mut tx, id)
        .await?
        .ok_or_else(nothing)?;
    let is_host = place::hosts(&mut tx, &session)
        .await?
        .contains(&actor.person);
    if !is_host {
        actor.may(Deed::ReadBookings, about(session.provider))?;
    }
    let bookings = store::booking::bookings(&mut tx, id).await?;
    holders(&mut tx, &bookings, is_host).await
}

async fn holders(
    tx: &mut Tx,
    bookings: &[Booking],
    is_host: bool,
) -> Result<Vec<Holder>, ActionError> {
    let standing: Vec<&Booking> = bookings.iter().filter(|one| one.state.stands()).collect();
    let names = named(tx, standing.iter().map(|one| one.person)).await?;
    Ok(standing
        .into_iter()
        .map(|booking| {
            let mut booking = booking.clone();
            if !is_host {
                booking.needs.clear();
            }
            Holder {
                name: names.get(&booking.person).cloned().unwrap_or_default(),
                booking,
            }
        })
        .collect())
}
