//! Reads a session as whoever offers it may change it.
//!
//! Owns the word `Given`. It never changes anything.

use domain::{
    access::{Actor, Deed},
    booking::{Kept, Session, SessionId},
    partnership::{Provider, ProviderId},
    person::PersonId,
};
use store::Tx;

use super::super::list::{about, nothing};
use crate::{ActionError, Platform};

/// A session, and what stands beside it, as it was typed.
#[derive(Debug, Clone)]
pub struct Given {
    /// The session.
    pub session: Session,
    /// Who offers it.
    pub provider: Provider,
    /// How many places are taken.
    pub taken: i64,
    /// The address of the host.
    pub host: String,
    /// The addresses of those who hold it beside the host.
    pub co_hosts: Vec<String>,
    /// The codes of the other providers whose mentors may book.
    pub shared_with: Vec<String>,
    /// The places that are kept, each with the code of the provider or the URN of the school.
    pub kept: Vec<(String, Kept)>,
}

/// Reads a session for whoever may change it.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn given(
    platform: &Platform,
    actor: &Actor,
    id: SessionId,
) -> Result<Given, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = store::booking::session(&mut tx, id).await?;
    let session = session.ok_or_else(nothing)?;
    actor
        .may(Deed::OfferSession, about(session.provider))
        .map_err(|_| nothing())?;
    let providers = store::partnership::providers(&mut tx).await?;
    let known = |id: ProviderId| providers.iter().find(|provider| provider.id == id);
    let mut co_hosts = Vec::new();
    for host in store::booking::hosts(&mut tx, id).await? {
        co_hosts.push(address(&mut tx, host).await?);
    }
    let shares = store::booking::shares(&mut tx, id).await?;
    let kept = store::booking::kept(&mut tx, id).await?;
    let whose = |kept: &Kept| match (kept.provider.and_then(known), kept.school) {
        (Some(provider), _) => provider.code.clone(),
        (None, Some(school)) => school.0.to_string(),
        (None, None) => String::new(),
    };
    Ok(Given {
        taken: store::booking::taken(&mut tx, id).await?,
        host: address(&mut tx, session.host).await?,
        co_hosts,
        shared_with: shares
            .iter()
            .filter_map(|(provider, _)| known(*provider))
            .map(|provider| provider.code.clone())
            .collect(),
        kept: kept.into_iter().map(|kept| (whose(&kept), kept)).collect(),
        provider: known(session.provider).cloned().ok_or_else(nothing)?,
        session,
    })
}

/// The address by which somebody is named; blank where they have none.
async fn address(tx: &mut Tx, person: PersonId) -> Result<String, ActionError> {
    let all = store::person::emails_of(tx, person).await?;
    Ok(all.into_iter().next().unwrap_or_default())
}
