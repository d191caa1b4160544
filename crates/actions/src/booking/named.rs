//! Lets the office name sessions that may be attended instead of another, beyond those of the same component.
//!
//! Owns the word `Named`. It never books anybody.

use domain::{
    access::{Actor, Deed},
    booking::{Refusal, Session, SessionId},
    partnership::Provider,
};
use jiff::ToSpan;
use store::booking::catch_up as kept;
use uuid::Uuid;

use super::list::{about, nothing};
use crate::{ActionError, Platform, platform::deed_once};

/// How far ahead sessions are offered to be named, in days.
const DAYS: i32 = 366;

/// What stands in for a session.
#[derive(Debug, Clone)]
pub struct Named {
    /// The session.
    pub session: Session,
    /// Who offers it.
    pub provider: Provider,
    /// Those that are named.
    pub named: Vec<Session>,
    /// Those to come of the same provider that could be named: not of the same component, which need no name.
    pub others: Vec<Session>,
}

/// Lists what is named to be attended instead of a session, and what could be.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn named(
    platform: &Platform,
    actor: &Actor,
    of: SessionId,
) -> Result<Named, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = store::booking::session(&mut tx, of).await?;
    let session = session.ok_or_else(nothing)?;
    actor
        .may(Deed::OfferSession, about(session.provider))
        .map_err(|_| nothing())?;
    let named = kept::named_instead(&mut tx, of).await?;
    let (now, today) = (platform.now(), platform.today());
    let until = today.checked_add(DAYS.days()).unwrap_or(today);
    let mut others = store::booking::offered_by(&mut tx, session.provider, today, until).await?;
    others.retain(|one| {
        one.provider == session.provider
            && one.component != session.component
            && one.starts_at > now
            && !one.cancelled
            && named.iter().all(|known| known.id != one.id)
    });
    Ok(Named {
        provider: super::register::provider(&mut tx, session.provider).await?,
        session,
        named,
        others,
    })
}

/// Names another session as one that may be attended instead, or names it no more: sent twice, it is done
/// once.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn name(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (of, instead): (SessionId, SessionId),
    is_named: bool,
) -> Result<(), ActionError> {
    deed_once!(platform, actor, once, |tx| {
        let session = store::booking::session(tx, of).await?.ok_or_else(nothing)?;
        let other = store::booking::session(tx, instead).await?;
        let other = other.ok_or_else(nothing)?;
        for one in [&session, &other] {
            actor
                .may(Deed::OfferSession, about(one.provider))
                .map_err(|_| nothing())?;
        }
        if of == instead {
            return Err(Refusal::NotInstead.into());
        }
        match is_named {
            true => kept::name_instead(tx, of, instead).await?,
            false => {
                kept::unname_instead(tx, of, instead).await?;
            }
        }
        let told = match is_named {
            true => format!("may be attended instead: {}", other.title),
            false => format!("may not be attended instead any more: {}", other.title),
        };
        let (subject, with) = (of.0.to_string(), Some(session.provider));
        platform
            .note(tx, actor, Deed::OfferSession, with, subject, told)
            .await?;
        String::new()
    })?;
    Ok(())
}
