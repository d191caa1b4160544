//! Books places: for oneself, for the mentors of a school, for whomever the office names.
//!
//! Owns the deed `BookSession` and the word `Told`. It never gives a place to two.

use domain::{
    AcademicYear,
    access::{Actor, Deed},
    booking::{
        Booking, BookingId, Mentor, Refusal, Seeker, Session, SessionId, State, catch_up::no_shows,
        may_book, room,
    },
    partnership::{Provider, ProviderId},
    person::PersonId,
    policy::{Policies, names},
};
use store::Tx;
use uuid::Uuid;

use super::{
    list::{about, booking_of, nothing},
    place::{self, MOST_LETTERS, seeker},
    release, told as message,
};
use crate::{
    ActionError, Platform, access::ticket::most, audit::names as named, platform::deed_once,
    standing::gather_one,
};

/// Books a place for somebody: sent twice, it is done once. Says how far the booking has come.
///
/// # Refuses
/// When the session was called off or has begun, a booking of theirs stands, it is meant for others, or
/// another session that they have booked is at the same time.
/// # Errors
/// When there is no such session for them, or the store fails.
pub async fn book(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: SessionId,
    person: PersonId,
    needs: &str,
) -> Result<State, ActionError> {
    let done = deed_once!(platform, actor, once, write_in_turn, |tx| {
        let state = take_up(platform, tx, actor, id, person, needs).await?;
        state.code().to_owned()
    });
    let state = done?;
    State::read(&state).ok_or_else(nothing)
}

/// What came of booking for one of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// For whom.
    pub person: PersonId,
    /// How far the booking has come, if there is one.
    pub state: Option<State>,
    /// Why there is none.
    pub refused: String,
}

/// Books places for several in the order given: sent twice, it is done once. Says what came of each.
///
/// # Rule
/// Whoever comes after the last free place waits in the same order. Who is refused keeps nobody else out.
/// # Refuses
/// When nobody is named.
/// # Errors
/// When the session or one of the people is none of the actor's, or the store fails.
pub async fn book_several(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: SessionId,
    people: &[PersonId],
) -> Result<Vec<Told>, ActionError> {
    if people.is_empty() {
        return Err(Refusal::Nobody.into());
    }
    let done = deed_once!(platform, actor, once, write_in_turn, |tx| {
        // Everybody in one order, before the session: nobody waits for another who waits for them.
        let mut all = people.to_vec();
        all.sort_unstable();
        for person in all {
            store::person::lock(tx, person).await?;
        }
        let mut lines = Vec::with_capacity(people.len());
        for person in people {
            let line = match take_up(platform, tx, actor, id, *person, "").await {
                Ok(state) => format!("{} {}", person.0, state.code()),
                Err(ActionError::Refused(refusal)) => format!("{} - {refusal}", person.0),
                Err(error) => return Err(error),
            };
            lines.push(line);
        }
        lines.join("\n")
    });
    Ok(done?.lines().filter_map(told_of).collect())
}

/// Says again what came of booking for several under a key of the actor's, each by name; nothing where there
/// is no such key.
///
/// # Errors
/// When the store fails.
pub async fn told(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
) -> Result<Vec<(String, Told)>, ActionError> {
    let mut tx = platform.store.read().await?;
    let answer = store::audit::answered(&mut tx, actor.person, once).await?;
    let all: Vec<Told> = answer
        .unwrap_or_default()
        .lines()
        .filter_map(told_of)
        .collect();
    let names = named(&mut tx, all.iter().map(|one| one.person)).await?;
    Ok(all
        .into_iter()
        .map(|one| (names.get(&one.person).cloned().unwrap_or_default(), one))
        .collect())
}

/// Reads a line of what came of booking for several.
fn told_of(line: &str) -> Option<Told> {
    let mut parts = line.splitn(3, ' ');
    let person = PersonId(parts.next()?.parse().ok()?);
    Some(Told {
        person,
        state: State::read(parts.next()?),
        refused: parts.next().unwrap_or_default().to_owned(),
    })
}

/// Takes a place for somebody or puts them on the list, as a part of a deed.
pub(super) async fn take_up(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    id: SessionId,
    person: PersonId,
    needs: &str,
) -> Result<State, ActionError> {
    let (now, today) = (platform.now(), platform.today());
    // Their diary is one: nobody books two sessions of the same hour at once.
    store::person::lock(tx, person).await?;
    let mut session = store::booking::session(tx, id).await?.ok_or_else(nothing)?;
    let kept = store::booking::kept(tx, id).await?;
    // What concerns nobody else is asked before the session is held: others wait for what comes after.
    let (who, first, in_school_time) = loop {
        let found = leave(platform, tx, actor, &session, person).await?;
        if store::booking::lock_as(tx, &session).await? {
            break found;
        }
        session = store::booking::session(tx, id).await?.ok_or_else(nothing)?;
    };
    let places = place::places(platform, tx, &session, person).await?;
    if places.is_booked {
        return Err(Refusal::BookedAlready.into());
    }
    let free = match kept.is_empty() {
        true => places.taken < session.capacity,
        false => {
            let takers = store::booking::takers(tx, id).await?;
            room(&session, &takers, &kept, who, today) > 0
        }
    };
    let new = Booking {
        id: BookingId(platform.number()),
        session: id,
        person,
        provider: who.provider,
        school: who.school,
        state: if free { first } else { State::Waiting },
        number: places.next,
        in_school_time,
        offer_ends_at: None,
        needs: needs.trim().chars().take(MOST_LETTERS).collect(),
        reason: String::new(),
        booked_at: now,
        booked_by: actor.person,
        released: None,
        version: 0,
    };
    store::booking::add(tx, &new).await?;
    if new.state == State::Held {
        release::ask(platform, tx, actor.person, &new, &session).await?;
    }
    message::booked(platform, tx, &session, &new, actor.person).await?;
    place::note(platform, tx, actor, &new, message::state(new.state)).await?;
    Ok(new.state)
}

/// Asks whether somebody may have a place of a session at all, whoever else books. Says on what it would
/// rest, in which state it would begin, and whether it takes them out of school.
async fn leave(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    session: &Session,
    person: PersonId,
) -> Result<(Seeker, State, bool), ActionError> {
    let shares = store::booking::shares(tx, session.id).await?;
    let shares: Vec<ProviderId> = shares.into_iter().map(|(provider, _)| provider).collect();
    let who = seeker(tx, session, &shares, person, platform.today()).await?;
    let who = who.ok_or_else(nothing)?;
    actor.may(Deed::BookSession, booking_of(person, Some(&who)))?;
    may_book(session, platform.now())?;
    let is_office = actor
        .may(Deed::OfferSession, about(session.provider))
        .is_ok();
    if !is_office {
        is_meant(platform, tx, session, person, &who).await?;
    }
    let policies = platform.policies(tx).await?;
    if person == actor.person && !is_office {
        keeps_places(platform, tx, &policies, person).await?;
    }
    let day = release::school_day(platform, &policies);
    let (against, first, in_school_time) =
        release::weigh(tx, session, day, person, who.school).await?;
    if let Some(clash) = against.iter().find(|clash| clash.is_refused()) {
        return Err(Refusal::Clash(clash.told(session)).into());
    }
    Ok((who, first, in_school_time))
}

/// Asks whether a session is meant for somebody.
async fn is_meant(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
    who: &Seeker,
) -> Result<(), ActionError> {
    let Some(told) = session.audience.told() else {
        return Ok(());
    };
    let mentor = known(platform, tx, session, person, who).await?;
    match session.audience.leaves_out(&mentor) {
        true => Err(Refusal::MeantForOthers(told).into()),
        false => Ok(()),
    }
}

/// What is known of somebody, as far as an audience asks.
pub(super) async fn known(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
    who: &Seeker,
) -> Result<Mentor, ActionError> {
    let provider = super::register::provider(tx, who.provider).await?;
    let day = platform.today();
    let Some(found) = store::person::person(tx, person).await? else {
        return Ok(Mentor::default());
    };
    let before = platform.known_before();
    let gathered = gather_one(tx, &provider, found, before, day).await?;
    let track = match session.audience.track {
        None => None,
        Some(_) => Some(track(platform, tx, &provider, &gathered).await?),
    };
    let hosts = gathered.hostings.iter();
    Ok(Mentor {
        courses: hosts
            .filter(|hosting| hosting.holds_on(day) || hosting.holds_on(session.held_on))
            .filter_map(|hosting| hosting.course.as_deref().map(str::to_owned))
            .collect(),
        track,
        subject: gathered.subject,
        school_phase: gathered.school_phase,
    })
}

async fn track(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    gathered: &crate::standing::Mentor,
) -> Result<domain::programme::Track, ActionError> {
    let rules = platform.rules(tx, provider).await?;
    let standing = gathered.reckon(provider, &rules, platform.today());
    Ok(standing.track)
}

/// Asks whether somebody let too many places pass this year to book for themself.
async fn keeps_places(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    person: PersonId,
) -> Result<(), ActionError> {
    let most = usize::try_from(most(platform, policies, names::NO_SHOW_MOST)).unwrap_or(0);
    if most == 0 {
        return Ok(());
    }
    let year = AcademicYear::containing(platform.today());
    let own = store::booking::catch_up::own(tx, person, year.first_day()).await?;
    let passed = no_shows(&own, year);
    match passed >= most {
        true => Err(Refusal::NoShows(passed).into()),
        false => Ok(()),
    }
}
