//! Keeps rules and standings in memory by the heads and versions on which they rest.
//!
//! Owns the words `Kept` and `Rulebook`. It never answers from memory when anything has changed.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    Date, Timestamp,
    ledger::Head,
    partnership::{Provider, ProviderId},
    policy::Policies,
    programme::Versions,
};
use store::Tx;

use super::Standings;
use crate::{ActionError, Platform};

/// The rules by which a provider's mentors are reckoned.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Dated numbers.
    pub policies: Arc<Policies>,
    /// The provider's programme.
    pub versions: Versions,
}

/// What a list of standings rests on, and was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Basis {
    pub provider: ProviderId,
    pub revision: i64,
    pub head: Head,
    pub day: Date,
    pub known_before: Option<Timestamp>,
}

/// Lists that are kept at a time.
const MOST: usize = 4;

/// What is kept in memory.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    rules: Mutex<Vec<(ProviderId, i64, Arc<Rulebook>)>>,
    standings: Mutex<Vec<(Basis, Arc<Standings>)>>,
}

impl Kept {
    pub(super) fn standings(&self, basis: &Basis) -> Option<Arc<Standings>> {
        let kept = self
            .standings
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(known, _)| known == basis)
            .map(|(_, standings)| standings.clone())
    }

    pub(super) fn keep(&self, basis: Basis, standings: Arc<Standings>) {
        let mut kept = self
            .standings
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| {
            (known.provider, known.day, known.known_before)
                != (basis.provider, basis.day, basis.known_before)
        });
        if kept.len() == MOST {
            kept.remove(0);
        }
        kept.push((basis, standings));
    }
}

impl Platform {
    /// The rules for a provider as they are in this transaction.
    pub(crate) async fn rules(
        &self,
        tx: &mut Tx,
        provider: &Provider,
    ) -> Result<Arc<Rulebook>, ActionError> {
        let revision = store::audit::revision(tx, provider.id).await?;
        let known = {
            let rules = self
                .kept
                .rules
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            rules
                .iter()
                .find(|(of, at, _)| *of == provider.id && *at == revision)
                .map(|(.., rules)| rules.clone())
        };
        if let Some(known) = known {
            return Ok(known);
        }
        let versions = store::programme::versions(tx, provider.id).await?;
        let made = Arc::new(Rulebook {
            policies: self.policies(tx).await?,
            versions: Versions::new(versions.into_iter().map(Arc::new).collect()),
        });
        let mut rules = self
            .kept
            .rules
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        rules.retain(|(of, ..)| *of != provider.id);
        rules.push((provider.id, revision, made.clone()));
        Ok(made)
    }
}
