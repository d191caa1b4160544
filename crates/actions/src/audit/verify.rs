//! Walks the chains of notes and names the first fault of each.
//!
//! Owns the word `Chain`. It never mends one.

use domain::{
    access::{Actor, Deed, Object},
    audit::chain::{Fault, Head, Walk},
    ledger::Link,
    partnership::ProviderId,
};
use store::{StoreError, Tx};

use crate::{ActionError, Platform};

/// Notes that are read at a time.
const PIECE: i64 = 1_000;

/// What a walk through one chain found.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The provider's code; nothing for what concerns the installation.
    pub provider: Option<String>,
    /// Where the chain ends, as it says.
    pub head: Head,
    /// The first fault, if there is one.
    pub fault: Option<Fault>,
    /// Whether the head kept outside was passed on the way.
    pub passed_outside_head: bool,
}

/// Walks every chain, which only the operator may, or one provider's, on the look-out for a head kept outside.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn verify(
    platform: &Platform,
    actor: &Actor,
    provider: Option<&str>,
    outside: Option<Link>,
) -> Result<Vec<Chain>, ActionError> {
    let mut tx = platform.store.read().await?;
    let wanted = match provider {
        Some(code) => Some(crate::partnership::holder(&mut tx, code).await?.id),
        None => None,
    };
    let object = Object {
        provider: wanted,
        ..Object::default()
    };
    actor.may(Deed::ReadAudit, object)?;
    let providers = store::partnership::providers(&mut tx).await?;
    let mut chains = Vec::new();
    for (of, head) in store::audit::chains(&mut tx).await? {
        if wanted.is_some() && wanted != of {
            continue;
        }
        let (walk, fault) = walk(&mut tx, of, head, outside).await?;
        let known = providers.iter().find(|known| Some(known.id) == of);
        chains.push(Chain {
            provider: known.map(|known| known.code.clone()),
            head,
            fault: fault.or_else(|| walk.end(head).err()),
            passed_outside_head: walk.found_wanted(),
        });
    }
    chains.sort_by(|one, other| one.provider.cmp(&other.provider));
    Ok(chains)
}

async fn walk(
    tx: &mut Tx,
    provider: Option<ProviderId>,
    head: Head,
    outside: Option<Link>,
) -> Result<(Walk, Option<Fault>), ActionError> {
    let mut walk = Walk::new(outside);
    let (mut after, mut most) = (0, PIECE);
    loop {
        let piece = match store::audit::chained(tx, provider, after, most).await {
            Err(StoreError::Impossible { .. }) if most > 1 => {
                most = 1;
                continue;
            }
            Err(StoreError::Impossible { column, .. }) => {
                return Ok((walk, Some(Fault::Unreadable(after + 1, column))));
            }
            piece => piece?,
        };
        let Some(last) = piece.last() else {
            return Ok((walk, None));
        };
        after = last.number;
        for chained in &piece {
            if let Err(fault) = walk.step(chained, head) {
                return Ok((walk, Some(fault)));
            }
        }
    }
}
