//! Offers what comes free to whoever waits next, and takes places back.
//!
//! Owns the words `Held` and `seeker`. It never counts places before it holds the session.

use domain::{
    Date,
    access::{Actor, Deed},
    booking::{Booking, Refusal, Seeker, Session, SessionId, State, holder, may_book, settle},
    partnership::ProviderId,
    person::{PersonId, Role},
    policy::names,
};
use jiff::SignedDuration;
use store::{Tx, booking::Places};
use uuid::Uuid;

pub use super::book::book;
use super::{
    list::{booking_of, nothing},
    release, told,
};
use crate::{ActionError, Platform, platform::deed_once};

/// Who holds a session.
pub(super) async fn hosts(tx: &mut Tx, session: &Session) -> Result<Vec<PersonId>, ActionError> {
    let mut hosts = store::booking::hosts(tx, session.id).await?;
    hosts.push(session.host);
    Ok(hosts)
}

/// What a place for somebody would rest on; nothing where no provider of the session knows them as one
/// who is trained.
pub(super) async fn seeker(
    tx: &mut Tx,
    session: &Session,
    shares: &[ProviderId],
    person: PersonId,
    today: Date,
) -> Result<Option<Seeker>, ActionError> {
    let held: Vec<_> = store::person::memberships_of(tx, person)
        .await?
        .into_iter()
        .map(|held| held.membership)
        .filter(|held| held.provider == session.provider || shares.contains(&held.provider))
        .filter(|held| held.role.is_at_a_school() && held.role != Role::StudentTeacher)
        .filter(|held| held.holds_on(today) || held.holds_on(session.held_on))
        .collect();
    if held.is_empty() {
        return Ok(None);
    }
    let mut placing = Vec::new();
    let mut school = None;
    for provider in shares.iter().chain([&session.provider]) {
        for hosted in store::placement::hostings_of(tx, *provider, person).await? {
            if hosted.hosting.holds_on(session.held_on) {
                placing.push(*provider);
                school = school.or(Some(hosted.school));
            }
        }
    }
    let provider = holder(session.provider, shares, &placing);
    let at = |provider| held.iter().find(|held| held.provider == provider);
    let school = school.or_else(|| at(provider).or(held.first()).and_then(|held| held.school));
    Ok(Some(Seeker { provider, school }))
}

/// A session that nobody else counts before this deed has ended, with what it needs.
pub(super) struct Held {
    pub(super) session: Session,
    pub(super) bookings: Vec<Booking>,
    pub(super) kept: Vec<domain::booking::Kept>,
}

pub(super) async fn hold(tx: &mut Tx, id: SessionId) -> Result<Held, ActionError> {
    let session = store::booking::lock(tx, id).await?.ok_or_else(nothing)?;
    Ok(Held {
        session,
        bookings: store::booking::bookings(tx, id).await?,
        kept: store::booking::kept(tx, id).await?,
    })
}

/// Moves the waiting list of a session on, and tells whom it concerns.
pub(super) async fn move_on(
    platform: &Platform,
    tx: &mut Tx,
    held: &mut Held,
) -> Result<usize, ActionError> {
    let policies = platform.policies(tx).await?;
    let term = policies.on(names::OFFER_LASTS, None, platform.today());
    let lasts = term.and_then(|term| term.row.value.minutes());
    let lasts = SignedDuration::from_mins(lasts.map_or(0, |lasts| i64::from(lasts.0)));
    let (now, today) = (platform.now(), platform.today());
    let changed = settle(&held.session, &held.bookings, &held.kept, now, today, lasts);
    for new in &changed {
        keep(platform, tx, new).await?;
        told::moved_on(platform, tx, &held.session, new).await?;
        if let Some(old) = held.bookings.iter_mut().find(|old| old.id == new.id) {
            old.clone_from(new);
        }
    }
    Ok(changed.len())
}

/// Counts the places of a session for somebody who books one. Its waiting list is moved on first where
/// somebody waits for a place that is free, or an offer has ended; else nobody of it is read.
pub(super) async fn places(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
) -> Result<Places, ActionError> {
    let (id, now) = (session.id, platform.now());
    let places = store::booking::places(tx, id, person, now).await?;
    let moves = places.waiting > 0 && places.taken < session.capacity;
    if !moves && places.ended == 0 {
        return Ok(places);
    }
    freed(platform, tx, id).await?;
    Ok(store::booking::places(tx, id, person, now).await?)
}

/// Moves the waiting list of a session on, as a part of a deed that freed a place.
pub(super) async fn freed(
    platform: &Platform,
    tx: &mut Tx,
    session: SessionId,
) -> Result<(), ActionError> {
    let mut held = hold(tx, session).await?;
    move_on(platform, tx, &mut held).await?;
    Ok(())
}

/// Keeps a booking as it is now; it was of the version before.
async fn keep(platform: &Platform, tx: &mut Tx, new: &Booking) -> Result<(), ActionError> {
    match store::booking::change(tx, new, new.version - 1, platform.now()).await? {
        true => Ok(()),
        false => Err(Refusal::NoBooking.into()),
    }
}

/// Moves on the waiting lists of all sessions to come, in a transaction each. Says how many bookings moved.
///
/// # Errors
/// When the store fails.
pub async fn settle_all(platform: &Platform) -> Result<usize, ActionError> {
    let now = platform.now();
    let waited = {
        let mut tx = platform.store.read().await?;
        store::booking::with_a_list(&mut tx, now).await?
    };
    let mut moved = 0;
    for session in waited {
        moved += crate::platform::deed!(platform, |tx| {
            let mut held = hold(tx, session).await?;
            move_on(platform, tx, &mut held).await?
        })?;
    }
    Ok(moved)
}

/// The most letters of what somebody needs, and of a reason.
pub(super) const MOST_LETTERS: usize = 600;

pub(super) async fn note(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    booking: &Booking,
    told: &str,
) -> Result<(), ActionError> {
    let (deed, subject) = (Deed::BookSession, booking.id.0.to_string());
    let with = Some(booking.provider);
    platform.note(tx, actor, deed, with, subject, told).await
}

/// Says in which state a booking goes on, and whether it takes somebody out of school.
///
/// # Refuses
/// When the session was called off or has begun, or another that they have booked is at the same time.
async fn begins(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    own: &Booking,
) -> Result<(State, bool), ActionError> {
    may_book(session, platform.now())?;
    let policies = platform.policies(tx).await?;
    let day = release::school_day(platform, &policies);
    let (against, first, in_school_time) =
        release::weigh(tx, session, day, own.person, own.school).await?;
    if let Some(clash) = against.iter().find(|clash| clash.is_refused()) {
        return Err(Refusal::Clash(clash.told(session)).into());
    }
    Ok((first, in_school_time))
}

/// Takes a place that is proposed: sent twice, it is done once.
///
/// # Refuses
/// When it is not proposed any more, or another session of theirs is at the same time.
/// # Errors
/// When there is no such session for them, or the store fails.
pub async fn take(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: SessionId,
) -> Result<State, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        store::person::lock(tx, actor.person).await?;
        let mut held = hold(tx, id).await?;
        move_on(platform, tx, &mut held).await?;
        let person = actor.person;
        let own = held
            .bookings
            .iter()
            .find(|one| one.person == person && one.state.stands());
        let mut own = own.ok_or(Refusal::NoBooking)?.clone();
        if own.state != State::Proposed {
            return Err(Refusal::NoOffer.into());
        }
        let (first, in_school_time) = begins(platform, tx, &held.session, &own).await?;
        own.turn(first);
        own.in_school_time = in_school_time;
        keep(platform, tx, &own).await?;
        told::take_back(platform, tx, &own).await?;
        if own.state == State::Held {
            release::ask(platform, tx, person, &own, &held.session).await?;
        }
        told::booked(platform, tx, &held.session, &own, person).await?;
        note(platform, tx, actor, &own, told::state(own.state)).await?;
        own.state.code().to_owned()
    });
    let state = done?;
    State::read(&state).ok_or_else(nothing)
}

/// Gives a booking up, for a reason: sent twice, it is done once. What comes free goes to whoever is next.
///
/// # Refuses
/// When nothing stands, or the session has begun.
/// # Errors
/// When there is no such session for them, or the store fails.
pub async fn withdraw(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: SessionId,
    person: PersonId,
    reason: &str,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let mut held = hold(tx, id).await?;
        if held.session.starts_at <= platform.now() && !held.session.cancelled {
            return Err(Refusal::TooLate.into());
        }
        let own = held
            .bookings
            .iter_mut()
            .find(|one| one.person == person && one.state.stands());
        let own = own.ok_or(Refusal::NoBooking)?;
        let who = Seeker {
            provider: own.provider,
            school: own.school,
        };
        actor.may(Deed::BookSession, booking_of(person, Some(&who)))?;
        let had_a_place = own.state.takes_a_place() && own.state != State::Proposed;
        let chose_it = matches!(own.state, State::Held | State::Confirmed);
        if chose_it && !held.session.cancelled && reason.trim().is_empty() {
            return Err(Refusal::WithoutReason.into());
        }
        own.turn(State::Withdrawn);
        own.reason = reason.trim().chars().take(MOST_LETTERS).collect();
        let own = own.clone();
        keep(platform, tx, &own).await?;
        told::take_back(platform, tx, &own).await?;
        if person != actor.person {
            told::withdrawn_for(platform, tx, &held.session, &own, had_a_place).await?;
        }
        note(platform, tx, actor, &own, "given up").await?;
        move_on(platform, tx, &mut held).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Turns everybody who holds a place or waits into one who is to choose again, and tells them.
pub(super) async fn all_choose_again(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
) -> Result<usize, ActionError> {
    let mut many = 0;
    for mut booking in store::booking::bookings(tx, session.id).await? {
        let stood = booking.state;
        if !stood.stands() {
            continue;
        }
        booking.turn(match (session.cancelled, stood) {
            (true, State::Waiting | State::Proposed) => State::Withdrawn,
            (false, State::Waiting) => {
                told::choose_again(platform, tx, session, &booking, false).await?;
                continue;
            }
            _ => State::ToChoose,
        });
        keep(platform, tx, &booking).await?;
        let had_a_place = stood.takes_a_place() && stood != State::Proposed;
        told::choose_again(platform, tx, session, &booking, had_a_place).await?;
        many += 1;
    }
    Ok(many)
}

/// Says that one stays although the session was moved: sent twice, it is done once.
///
/// # Refuses
/// When nothing is to be chosen, when the session was called off or has begun, or another session of theirs is
/// at the same time.
/// # Errors
/// When there is no such session for them, or the store fails.
pub async fn stay(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: SessionId,
) -> Result<State, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        store::person::lock(tx, actor.person).await?;
        let held = hold(tx, id).await?;
        let person = actor.person;
        let to_choose = |one: &&Booking| one.person == person && one.state == State::ToChoose;
        let mut own = held
            .bookings
            .iter()
            .find(to_choose)
            .ok_or(Refusal::NoBooking)?
            .clone();
        let (first, in_school_time) = begins(platform, tx, &held.session, &own).await?;
        own.turn(first);
        own.in_school_time = in_school_time;
        own.released = None;
        keep(platform, tx, &own).await?;
        told::take_back(platform, tx, &own).await?;
        if own.state == State::Held {
            release::ask(platform, tx, person, &own, &held.session).await?;
        }
        told::booked(platform, tx, &held.session, &own, person).await?;
        note(platform, tx, actor, &own, told::state(own.state)).await?;
        own.state.code().to_owned()
    });
    let state = done?;
    State::read(&state).ok_or_else(nothing)
}
