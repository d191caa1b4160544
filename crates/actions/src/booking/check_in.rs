//! Shows the code by which people check in at a session, and checks somebody in.
//!
//! Owns the deed `CheckIn` and the words `Screen` and `Arrived`. It never says a code to anybody but
//! the session's hosts.

use domain::{
    Minutes, Timestamp,
    access::{Actor, Deed, Object, ticket::window},
    booking::{
        Session, SessionId,
        check_in::{self, is_open, is_right},
        register::{Attendance, Mark, Refusal, Source},
    },
    partnership::Provider,
    person::PersonId,
    policy::{Policies, names},
};
use store::{Tx, booking::register as kept};

use super::register::{asked, closed, refuse_closed, sharing, unknown};
use crate::{
    ActionError, Platform,
    access::{most, session::hash},
    platform::deed,
};

/// What stands on the host's screen.
#[derive(Debug, Clone)]
pub struct Screen {
    /// The session.
    pub session: Session,
    /// The provider that offers it.
    pub provider: Provider,
    /// The code, while people can check in.
    pub code: Option<String>,
    /// For how many seconds it stands there.
    pub lasts: i64,
    /// How many are marked as there.
    pub there: usize,
    /// How many hold a place.
    pub booked: usize,
}

/// Where somebody checks in.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// The session.
    pub session: Session,
    /// The provider that offers it.
    pub provider: Provider,
    /// Since when they are marked as there, if they are.
    pub since: Option<Timestamp>,
    /// Whether people can check in now.
    pub is_open: bool,
}

fn opens_before(platform: &Platform, policies: &Policies) -> Minutes {
    let term = policies.on(names::CHECK_IN_OPENS, None, platform.today());
    let before = term.and_then(|term| term.row.value.minutes());
    before.unwrap_or(Minutes::ZERO)
}

/// Shows the code of now to a host.
///
/// # Refuses
/// When this is not the actor's to see.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn screen(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
) -> Result<Screen, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = asked(&mut tx, actor, Deed::KeepRegister, session).await?;
    let policies = platform.policies(&mut tx).await?;
    let now = platform.now();
    let open = is_open(&session, opens_before(platform, &policies), now)
        && closed(&kept::closings(&mut tx, session.id).await?).is_none();
    let noted = kept::noted(&mut tx, session.id).await?;
    let booked = store::booking::taken(&mut tx, session.id).await?;
    let provider = super::register::provider(&mut tx, session.provider).await?;
    let there = noted.iter().filter(|noted| noted.mark.was_there()).count();
    let mut secret = kept::secret(&mut tx, session.id).await?;
    drop(tx);
    if secret.is_none() && open {
        let made = platform.secret();
        secret = Some(deed!(platform, |tx| {
            kept::keep_secret(tx, session.id, &made, now).await?
        })?);
    }
    Ok(Screen {
        code: secret
            .filter(|_| open)
            .map(|secret| check_in::code(&secret, now)),
        lasts: check_in::lasts(now),
        there,
        booked: usize::try_from(booked).unwrap_or_default(),
        session,
        provider,
    })
}

/// Shows somebody the session at which they check in.
///
/// # Refuses
/// When it is somebody else's to do.
/// # Errors
/// When there is no such session for them, or the store fails.
pub async fn arriving(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
) -> Result<Arrived, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = theirs(&mut tx, actor, actor.person, session).await?;
    let policies = platform.policies(&mut tx).await?;
    let noted = kept::noted_of(&mut tx, actor.person).await?;
    let since = noted
        .iter()
        .find(|noted| noted.session == session.id && noted.mark.was_there())
        .map(|noted| noted.noted_at);
    let provider = super::register::provider(&mut tx, session.provider).await?;
    let before = opens_before(platform, &policies);
    Ok(Arrived {
        is_open: is_open(&session, before, platform.now()),
        session,
        provider,
        since,
    })
}

/// Finds a session at which somebody may check in: they hold a place, or take part with its providers.
async fn theirs(
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    id: SessionId,
) -> Result<Session, ActionError> {
    let own = Object {
        person: Some(person),
        ..Object::default()
    };
    actor.may(Deed::CheckIn, own)?;
    let session = store::booking::session(tx, id).await?;
    let session = session.ok_or_else(unknown)?;
    let with = sharing(tx, &session).await?;
    let takes_part = actor
        .memberships
        .iter()
        .any(|held| held.holds_on(actor.today) && with.contains(&held.provider));
    if takes_part || has_place(tx, person, session.id).await? {
        Ok(session)
    } else {
        Err(unknown())
    }
}

async fn has_place(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<bool, ActionError> {
    let bookings = store::booking::of_person(tx, person).await?;
    Ok(bookings
        .iter()
        .any(|booking| booking.session == session && booking.state.takes_a_place()))
}

/// Checks somebody in by the code that they read off the screen. Again, it changes nothing.
///
/// # Rule
/// From a while before the session until it ends; so many wrong codes in an hour.
///
/// # Refuses
/// When the code is wrong or there were too many, outside these hours, and when the register is closed.
/// # Errors
/// When there is no such session for them, or the store fails.
pub async fn check_in(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    session: SessionId,
    typed: &str,
) -> Result<(), ActionError> {
    let done = deed!(platform, |tx| {
        let session = theirs(tx, actor, person, session).await?;
        let there = kept::noted_of(tx, person).await?;
        let before = there
            .iter()
            .find(|noted| noted.session == session.id && noted.mark == Mark::Attended);
        if before.is_some() {
            return Ok(Ok(()));
        }
        store::booking::lock(tx, session.id).await?;
        refuse_closed(tx, session.id).await?;
        let policies = platform.policies(tx).await?;
        let now = platform.now();
        if !is_open(&session, opens_before(platform, &policies), now) {
            return Err(Refusal::OutsideHours.into());
        }
        let who = hash(&format!("{} {}", person.0, session.id.0));
        let began = window(now, Minutes::hours(1));
        let tried = store::access::attempts(tx, "check_in", &who, began).await?;
        if tried >= most(platform, &policies, names::CHECK_IN_TRIES) {
            return Err(Refusal::TooManyCodes.into());
        }
        let secret = kept::secret(tx, session.id).await?;
        if !secret.is_some_and(|secret| is_right(&secret, typed, now)) {
            store::access::count_attempt(tx, "check_in", &who, began).await?;
            Err(Refusal::WrongCode)
        } else {
            let new = Attendance {
                session: session.id,
                person,
                mark: Mark::Attended,
                minutes: None,
                source: Source::Code,
                noted_at: now,
                noted_by: actor.person,
            };
            kept::note(tx, &new).await?;
            let (deed, of) = (Deed::CheckIn, Some(session.provider));
            let subject = session.id.0.to_string();
            platform.note(tx, actor, deed, of, subject, "").await?;
            Ok(())
        }
    })?;
    Ok(done?)
}
