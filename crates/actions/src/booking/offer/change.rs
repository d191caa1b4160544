//! Changes a session that is offered, moves it and calls it off.
//!
//! Owns the word `Change`. It never takes a booking away: people choose again.

use domain::{
    Date,
    access::{Actor, Deed},
    booking::{Hours, Refusal, Session, SessionId, at},
};
use store::Tx;
use uuid::Uuid;

use super::{MOST_PLACES, line, whole};
use crate::{
    ActionError, Platform,
    booking::{
        list::{about, nothing},
        place::{all_choose_again, freed},
        told,
    },
    platform::deed_once,
};

/// What changes about a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is on another day or at another hour, for a reason.
    Moved {
        /// The UK local day.
        held_on: Date,
        /// From when to when.
        hours: Hours,
        /// Why.
        reason: String,
    },
    /// It is called off, for a reason.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// It has another number of places.
    Capacity(i64),
    /// It is held elsewhere or joined otherwise.
    Place {
        /// Where.
        place: String,
        /// By which link.
        link: String,
    },
}

/// Changes a session: sent twice, it is done once. Says how many people are to choose again.
///
/// # Refuses
/// When this is not the actor's to do; when somebody else changed it since it was of the version seen;
/// when it was called off or its register was closed; what could not be offered either.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn change(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: SessionId,
    seen: i64,
    change: &Change,
) -> Result<usize, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let mut session = store::booking::lock(tx, id).await?.ok_or_else(nothing)?;
        actor
            .may(Deed::OfferSession, about(session.provider))
            .map_err(|_| nothing())?;
        if session.version != seen {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        if session.cancelled {
            return Err(Refusal::Cancelled.into());
        }
        if !store::booking::register::closings(tx, id).await?.is_empty() {
            return Err(Refusal::Registered.into());
        }
        let chooses = applied(platform, tx, &mut session, change).await?;
        session.version += 1;
        if !store::booking::change_session(tx, &session, seen, platform.now()).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let many = match chooses {
            true => all_choose_again(platform, tx, &session).await?,
            false => 0,
        };
        let (subject, with) = (id.0.to_string(), Some(session.provider));
        let told = match change {
            Change::Moved { .. } => format!("moved: {}; {many} choose again", session.title),
            Change::Cancelled { .. } => {
                format!("called off: {}; {many} choose again", session.title)
            }
            Change::Capacity(places) => {
                freed(platform, tx, id).await?;
                format!("{places} places: {}", session.title)
            }
            Change::Place { .. } => {
                let told = told::elsewhere(platform, tx, &session).await?;
                format!("another place: {}; {told} are told", session.title)
            }
        };
        platform
            .note(tx, actor, Deed::OfferSession, with, subject, told)
            .await?;
        many.to_string()
    });
    Ok(done?.parse().unwrap_or_default())
}

/// Puts a change into a session. Says whether people choose again.
async fn applied(
    platform: &Platform,
    tx: &mut Tx,
    session: &mut Session,
    change: &Change,
) -> Result<bool, ActionError> {
    match change {
        Change::Moved {
            held_on,
            hours,
            reason,
        } => {
            let (starts_at, ends_at) = at(*held_on, *hours)?;
            if starts_at <= platform.now() {
                return Err(Refusal::Past.into());
            }
            session.held_on = *held_on;
            session.starts_at = starts_at;
            session.ends_at = ends_at;
            session.reason = why(reason)?;
            Ok(true)
        }
        Change::Cancelled { reason } => {
            session.cancelled = true;
            session.reason = why(reason)?;
            Ok(true)
        }
        Change::Capacity(places) => {
            let taken = store::booking::taken(tx, session.id).await?;
            if *places < taken.max(1) || *places > MOST_PLACES {
                return Err(Refusal::Places.into());
            }
            session.capacity = *places;
            Ok(false)
        }
        Change::Place { place, link } => {
            session.place = line(place)?;
            session.link = line(link)?;
            whole(&session.link)?;
            Ok(false)
        }
    }
}

fn why(reason: &str) -> Result<String, Refusal> {
    match reason.trim() {
        "" => Err(Refusal::Words(
            "Say why, in a sentence that everyone reads who has a place.",
        )),
        reason => line(reason),
    }
}
