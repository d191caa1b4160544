//! Keeps rules and standings in memory by the heads and versions on which they rest.
//!
//! Owns the words `Kept` and `Rulebook`. It never answers from memory when anything has changed.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    Date, Timestamp,
    access::session::Session,
    partnership::{Provider, ProviderId},
    person::PersonId,
    policy::Policies,
    programme::Versions,
};
use store::{
    Tx,
    audit::{Pulse, Stamp},
};

use super::{Standings, Training};
use crate::{
    ActionError, Platform,
    access::Reader,
    insight::Overview,
    partnership::Partnerships,
    remembered::Remembered,
    this_week::{Contact, ThisWeek},
};

/// The rules by which a provider's mentors are reckoned.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Dated numbers.
    pub policies: Arc<Policies>,
    /// The provider's programme.
    pub versions: Versions,
}

/// What was asked of a list of standings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub provider: ProviderId,
    pub day: Date,
    pub known_before: Timestamp,
}

/// A provider, and the lead mentor of a placement with it.
type Whom = (ProviderId, Option<PersonId>);

/// Sessions that are kept at a time.
const SESSIONS: usize = 10_000;

/// Readers that are kept at a time.
const READERS: usize = 6_000;

/// Names that are kept at a time.
const NAMES: usize = 10_000;

/// Training pages that are kept at a time.
const TRAININGS: usize = 300;

/// Lists that are kept at a time.
const MOST: usize = 4;

/// A list with how far everything had come on which it rests.
type Stamped = (Stamp, Arc<Standings>);

/// What is kept in memory.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Who is signed in, by the hash of their secret, while no session was ended or changed.
    pub(crate) sessions: Remembered<i64, store::access::Hash, Session>,
    /// Who reads pages, by day; it rests on nothing in a book.
    pub(crate) readers: Remembered<(i64, Date), PersonId, Reader>,
    /// Training pages, by person and provider's code.
    pub(super) trainings: Remembered<(Pulse, Date), (PersonId, String), Training>,
    /// First pages of mentors.
    pub(crate) weeks: Remembered<(Pulse, Date), PersonId, ThisWeek>,
    /// Lists of today that are right as long as nothing changes anywhere.
    pub(super) lists: Remembered<(Pulse, Date), ProviderId, Standings>,
    /// Who the providers are.
    pub(crate) partnerships: Remembered<i64, (), Partnerships>,
    /// What people are called.
    pub(crate) names: Remembered<i64, PersonId, String>,
    /// Whom mentors ask, by provider and lead mentor.
    pub(crate) contacts: Remembered<(i64, Date), Whom, Option<Contact>>,
    /// Pictures of a partnership as a whole.
    pub(crate) overviews: Remembered<(Pulse, Date), ProviderId, Overview>,
    /// Rules that are right as long as nothing changes anywhere.
    current: Remembered<i64, ProviderId, Rulebook>,
    rules: Mutex<Vec<(ProviderId, i64, Arc<Rulebook>)>>,
    standings: Mutex<Vec<(Asked, Stamped)>>,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept {
            sessions: Remembered::at_most(SESSIONS),
            readers: Remembered::at_most(READERS),
            trainings: Remembered::at_most(TRAININGS),
            weeks: Remembered::at_most(TRAININGS),
            lists: Remembered::at_most(MOST),
            partnerships: Remembered::at_most(1),
            names: Remembered::at_most(NAMES),
            contacts: Remembered::at_most(TRAININGS),
            overviews: Remembered::at_most(MOST),
            current: Remembered::at_most(MOST),
            rules: Mutex::default(),
            standings: Mutex::default(),
        }
    }
}

impl Kept {
    pub(super) fn standings(&self, asked: &Asked) -> Option<Stamped> {
        let kept = self
            .standings
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(known, _)| known == asked)
            .map(|(_, stamped)| stamped.clone())
    }

    pub(super) fn keep(&self, asked: Asked, stamp: Stamp, standings: Arc<Standings>) {
        let mut kept = self
            .standings
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != asked);
        if kept.len() == MOST {
            kept.remove(0);
        }
        kept.push((asked, (stamp, standings)));
    }
}

impl Platform {
    /// The rules for a provider as they were when the pulse was felt, or newer.
    pub(crate) async fn rules_now(
        &self,
        provider: &Provider,
        pulse: Pulse,
    ) -> Result<Arc<Rulebook>, ActionError> {
        let current = &self.kept.current;
        if let Some(known) = current.recall(&pulse.changes, &provider.id) {
            return Ok(known);
        }
        let mut tx = self.store.read().await?;
        let found = self.rules(&mut tx, provider).await?;
        current.keep(pulse.changes, provider.id, found.clone());
        Ok(found)
    }

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
