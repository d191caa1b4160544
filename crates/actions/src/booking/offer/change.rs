//! Changes a session that is offered, moves it and calls it off.
//!
//! Owns the word `Change`. It never takes a booking away: people choose again.

use domain::{
    Date,
    access::{Actor, Deed},
    booking::{Audience, Hours, Kept, Refusal, Session, SessionId, at},
};
use store::Tx;
use uuid::Uuid;

use super::{MOST_PLACES, keep_places, line, name_co_hosts, share_with, text, whole};
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
    /// It is told otherwise what it is; so after its register was closed, too.
    Words {
        /// Its title.
        title: String,
        /// The name of its series.
        series: String,
        /// What it covers.
        about: String,
        /// What to bring, read or open.
        materials: String,
    },
    /// Others hold it.
    Hosts {
        /// The address of the host; blank for whoever changes it.
        host: String,
        /// The addresses of those who hold it beside the host.
        co_hosts: Vec<String>,
    },
    /// It is meant for others; whoever has a place keeps it.
    Audience(Audience),
    /// Other places are kept for some.
    Kept(Vec<Kept>),
    /// The mentors of these providers may book as well, by their codes. Those who could go on.
    Shared(Vec<String>),
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
        let registered = !store::booking::register::closings(tx, id).await?.is_empty();
        if registered && !matches!(change, Change::Words { .. }) {
            return Err(Refusal::Registered.into());
        }
        let chooses = applied(platform, tx, actor, &mut session, change).await?;
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
            Change::Words { .. } => format!("other words: {}", session.title),
            Change::Hosts { .. } => format!("other hosts: {}", session.title),
            Change::Audience(_) => format!("meant for others: {}", session.title),
            Change::Kept(kept) => {
                freed(platform, tx, id).await?;
                format!("{} times kept places: {}", kept.len(), session.title)
            }
            Change::Shared(codes) => {
                format!("shared with {}: {}", codes.join(", "), session.title)
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
    actor: &Actor,
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
        Change::Words {
            title,
            series,
            about,
            materials,
        } => {
            let title = line(title)?;
            if title.is_empty() {
                return Err(Refusal::Words("Give the session a title.").into());
            }
            session.title = title;
            session.series = line(series)?;
            session.about = text(about)?;
            session.materials = text(materials)?;
            Ok(false)
        }
        Change::Hosts { host, co_hosts } => {
            session.host = super::host(tx, actor, host).await?;
            name_co_hosts(tx, session.id, co_hosts).await?;
            Ok(false)
        }
        Change::Audience(audience) => {
            session.audience = audience.clone();
            Ok(false)
        }
        Change::Kept(kept) => {
            keep_places(platform, tx, session, kept).await?;
            Ok(false)
        }
        Change::Shared(codes) => {
            share_with(tx, session, codes).await?;
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
