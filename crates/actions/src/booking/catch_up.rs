//! Offers whoever missed a session the others that may be attended instead, and books one in one press.
//!
//! Owns the words `Equivalent` and `Ahead`. It never meets another component than the one that was missed.

use std::collections::HashSet;

use domain::{
    access::{Actor, letter::Letter},
    booking::{
        Booking, Refusal, Seeker, Session, SessionId, State,
        catch_up::{Missed, Own},
        clash::{Clash, clashes},
        release::in_school_time,
        room,
    },
    calendar::{told as day_told, uk_hour},
    notice::inbox::{NewNotice, NoticeKind},
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use store::{Tx, booking::catch_up as kept};
use uuid::Uuid;

use super::{book, list::nothing, place, release, told};
use crate::{ActionError, Platform, notice, platform::deed_once};

/// Sessions that are offered instead of one, at most: the nearest.
const MOST: usize = 8;

/// Sessions of which a message tells.
const TOLD: usize = 3;

/// A session that may be attended instead of another.
#[derive(Debug, Clone)]
pub struct Equivalent {
    /// The session, without its link.
    pub session: Session,
    /// How many places the reader could have: none of those that are kept for others.
    pub free: i64,
    /// Whether it takes the reader out of school.
    pub in_school_time: bool,
    /// What stands against it in the reader's diary.
    pub against: Vec<Clash>,
    /// Whether a booking of the reader's stands already.
    pub is_booked: bool,
}

/// What a mentor's sessions ask of them, and for which components others are offered.
#[derive(Debug, Clone, Default)]
pub struct Ahead {
    /// Their bookings of the academic year, in order of time.
    pub own: Vec<Own>,
    /// The components for which sessions to come are offered.
    pub open: HashSet<(ProviderId, String)>,
}

/// Gathers what a mentor's sessions ask of them: two questions by index.
pub(crate) async fn ahead(platform: &Platform, person: PersonId) -> Result<Ahead, ActionError> {
    let today = platform.today();
    let year = domain::AcademicYear::containing(today);
    let mut tx = platform.store.glance().await?;
    let own = kept::own(&mut tx, person, year.first_day()).await?;
    let open = kept::open(&mut tx, person, platform.now(), today).await?;
    Ok(Ahead {
        own,
        open: open.into_iter().collect(),
    })
}

/// Says why somebody may attend another session instead of this, if they may.
pub(super) async fn missed(
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
) -> Result<Option<Missed>, ActionError> {
    let own = kept::own(tx, person, session.held_on).await?;
    let mut own = own.iter().rev().filter(|one| one.session == session.id);
    Ok(own.find_map(Own::missed))
}

/// The component that an hour of a session meets with a provider.
async fn component(
    tx: &mut Tx,
    session: &Session,
    provider: ProviderId,
) -> Result<(ProviderId, String), ActionError> {
    let shares = store::booking::shares(tx, session.id).await?;
    let own = shares.into_iter().find(|(other, _)| *other == provider);
    Ok(match own.and_then(|(_, component)| component) {
        Some(component) => (provider, component),
        None => (session.provider, session.component.clone()),
    })
}

/// Lists the sessions that somebody may attend instead of one, the nearest first.
pub(super) async fn equivalents(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
    (provider, school): (ProviderId, Option<Urn>),
) -> Result<Vec<Equivalent>, ActionError> {
    let (with, component) = component(tx, session, provider).await?;
    let now = platform.now();
    let mut found = kept::instead(tx, session.id, (with, &component), now).await?;
    found.truncate(MOST);
    let today = platform.today();
    let who = Seeker { provider, school };
    let mut free = Vec::with_capacity(found.len());
    for one in &found {
        let kept = store::booking::kept(tx, one.id).await?;
        let takers = store::booking::takers(tx, one.id).await?;
        free.push(room(one, &takers, &kept, who, today));
    }
    let diary = store::booking::waiting::taken_by(tx, person, now).await?;
    let works = store::booking::school::working(tx, person).await?;
    let closed = match school {
        None => Vec::new(),
        Some(school) => store::booking::school::closed(tx, school, today).await?,
    };
    let policies = platform.policies(tx).await?;
    let day = release::school_day(platform, &policies);
    let own = store::booking::of_person(tx, person).await?;
    let stands = |id| {
        let mut own = own.iter();
        own.any(|one| one.session == id && one.state.stands())
    };
    let equivalent = |(mut one, free): (Session, i64)| {
        one.link.clear();
        Equivalent {
            free,
            in_school_time: school.is_some() && in_school_time(&one, day, works, &closed),
            against: clashes(&one, &diary, works, &closed),
            is_booked: stands(one.id),
            session: one,
        }
    };
    Ok(found.into_iter().zip(free).map(equivalent).collect())
}

/// Books another session instead of one that was missed: sent twice, it is done once. Says how far the
/// booking has come.
///
/// # Rule
/// A place that was kept until they chose goes back, unless they only wait for the other; what they need in order to take part goes along.
/// # Refuses
/// When they did not miss it, when the other does not stand in for it, and what booking refuses.
/// # Errors
/// When there is no such session for them, or the store fails.
pub async fn book_instead(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    of: SessionId,
    instead: SessionId,
) -> Result<State, ActionError> {
    let person = actor.person;
    let done = deed_once!(platform, actor, once, |tx| {
        // Them before the sessions, as whoever books does, and the sessions by number: so nobody waits for
        // another who waits for them.
        store::person::lock(tx, person).await?;
        for one in [of.min(instead), of.max(instead)] {
            store::booking::lock(tx, one).await?;
        }
        let session = store::booking::session(tx, of).await?.ok_or_else(nothing)?;
        if missed(tx, &session, person).await?.is_none() {
            return Err(Refusal::NothingMissed.into());
        }
        let before = latest(tx, of, person).await?.ok_or(Refusal::NoBooking)?;
        let (with, component) = component(tx, &session, before.provider).await?;
        let all = kept::instead(tx, of, (with, &component), platform.now()).await?;
        if !all.iter().any(|one| one.id == instead) {
            return Err(Refusal::NotInstead.into());
        }
        let state = book::take_up(platform, tx, actor, instead, person, &before.needs).await?;
        if before.state == State::ToChoose && state != State::Waiting {
            give_back(platform, tx, actor, before).await?;
        }
        state.code().to_owned()
    });
    let state = done?;
    State::read(&state).ok_or_else(nothing)
}

/// Somebody's latest booking of a session.
async fn latest(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
) -> Result<Option<Booking>, ActionError> {
    let all = store::booking::bookings(tx, session).await?;
    Ok(all.into_iter().rev().find(|one| one.person == person))
}

/// Gives back the place that was kept until its holder chose.
async fn give_back(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    mut booking: Booking,
) -> Result<(), ActionError> {
    let seen = booking.version;
    booking.turn(State::Withdrawn);
    "Another day was chosen.".clone_into(&mut booking.reason);
    if !store::booking::change(tx, &booking, seen, platform.now()).await? {
        return Err(Refusal::NoBooking.into());
    }
    told::take_back(platform, tx, &booking).await?;
    place::note(platform, tx, actor, &booking, "another day chosen").await?;
    place::freed(platform, tx, booking.session).await
}

/// Tells whoever missed a session that others are offered, as a part of closing its register for a certain
/// time. Says how many are told.
pub(super) async fn tell(
    platform: &Platform,
    tx: &mut Tx,
    (session, closing): (&Session, i64),
    was_there: &[PersonId],
) -> Result<usize, ActionError> {
    let others = kept::instead(
        tx,
        session.id,
        (session.provider, &session.component),
        platform.now(),
    )
    .await?;
    if others.is_empty() {
        return Ok(0);
    }
    let host = store::person::person(tx, session.host).await?;
    let host = host.map(|host| host.name()).unwrap_or_default();
    let days: Vec<String> = others
        .iter()
        .take(TOLD)
        .map(|one| format!("{}, {}", day_told(one.held_on), uk_hour(one.starts_at)))
        .collect();
    let page = platform
        .doors
        .address(&format!("/booking/{}", session.id.0));
    let letter = Letter::about(format!("Another day for {}", session.title))
        .words(format!(
            "You had a place in “{}” on {}, and the register does not show you there. The same training is offered again: {}.",
            session.title,
            day_told(session.held_on),
            days.join("; ")
        ))
        .words("If you were there, tell your host: the register can be opened again.")
        .link("Choose another day", page);
    let mut many = 0;
    for booking in store::booking::bookings(tx, session.id).await? {
        let placed = matches!(booking.state, State::Held | State::Confirmed);
        if !placed || was_there.contains(&booking.person) {
            continue;
        }
        let new = NewNotice {
            provider: Some(session.provider),
            about: Some(session.id.0),
            why: "You get this because you had a place.".to_owned(),
            ask: host.clone(),
            ..NewNotice::to(
                booking.person,
                NoticeKind::CatchUp,
                format!("catch_up {} {closing}", session.id.0),
            )
        };
        let new = new.saying(&letter, &platform.doors.address(""));
        many += usize::from(notice::tell(platform, tx, &new).await?);
    }
    Ok(many)
}

/// Takes back what whoever missed a session was told, as a part of opening its register again.
pub(super) async fn take_back(
    platform: &Platform,
    tx: &mut Tx,
    session: SessionId,
) -> Result<(), ActionError> {
    let (kind, now) = (NoticeKind::CatchUp, platform.now());
    store::notice::inbox::withdraw_of_a_kind(tx, session.0, kind, now).await?;
    notice::unsend(platform, tx, session.0).await
}
