//! Finds what holds with a provider: what it agreed itself, and what its groups share with it.
//!
//! Owns the word `Held`. Everybody who asks what stands for what asks here.

use domain::{
    partnership::Provider,
    person::fold,
    prior_learning::{Agreed, Equivalence, PartnerSession, in_force},
};
use store::Tx;

use crate::{ActionError, standing::Rulebook};

/// A session of an institution, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) session: PartnerSession,
    /// Whether a group shares it.
    pub(crate) is_shared: bool,
}

/// Lists what holds with a provider, and which group shares it.
///
/// # Errors
/// When the store fails.
pub(crate) async fn in_force_with(
    tx: &mut Tx,
    provider: &Provider,
    rules: &Rulebook,
) -> Result<Vec<Agreed>, ActionError> {
    let own = store::prior_learning::equivalences(tx, provider.id).await?;
    let shared = store::prior_learning::lines_with_groups(tx, provider.id).await?;
    let is_portable = |code: &str| rules.versions.is_portable(code);
    Ok(in_force(&provider.name, own, shared, is_portable))
}

/// Lists what holds with a provider.
///
/// # Errors
/// When the store fails.
pub(crate) async fn agreed(
    tx: &mut Tx,
    provider: &Provider,
    rules: &Rulebook,
) -> Result<Vec<Equivalence>, ActionError> {
    let all = in_force_with(tx, provider, rules).await?;
    Ok(all.into_iter().map(|one| one.by).collect())
}

/// Lists the sessions of other institutions, each once: as a group tells of it, unless the provider has
/// agreed something of its own on it.
///
/// # Errors
/// When the store fails.
pub(crate) async fn sessions(tx: &mut Tx, provider: &Provider) -> Result<Vec<Held>, ActionError> {
    let own = store::prior_learning::sessions(tx, provider.id).await?;
    let agreed = store::prior_learning::equivalences(tx, provider.id).await?;
    let shared = store::prior_learning::sessions_with_groups(tx, provider.id).await?;
    let is_same = |one: &PartnerSession, other: &PartnerSession| {
        one.institution == other.institution && one.code == other.code
    };
    let is_agreed = |one: &PartnerSession| {
        let mut all = agreed.iter();
        all.any(|by| by.institution == one.institution && by.session == one.code)
    };
    let mut all: Vec<Held> = own
        .into_iter()
        .filter(|one| is_agreed(one) || !shared.iter().any(|other| is_same(one, other)))
        .map(|session| Held {
            session,
            is_shared: false,
        })
        .collect();
    let is_ours = |one: &PartnerSession| fold(&one.institution) == fold(&provider.name);
    for session in shared.into_iter().filter(|one| !is_ours(one)) {
        if !all.iter().any(|held| is_same(&held.session, &session)) {
            all.push(Held {
                session,
                is_shared: true,
            });
        }
    }
    let place = |held: &Held| (held.session.institution.clone(), held.session.code.clone());
    all.sort_by_key(place);
    Ok(all)
}
