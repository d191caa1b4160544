//! Takes back the entries that an import brought, piece by piece in one transaction.
//!
//! Owns no deed of its own. It never touches an entry that was corrected since.

use std::collections::HashMap;

use domain::{
    access::Actor,
    ledger::{Draft, Entry, EntryId, taken_back},
    partnership::ProviderId,
};
use store::{Tx, audit::import::changes};
use uuid::Uuid;

use crate::{ActionError, Platform};

/// Changes that are read at once.
const PIECE: u32 = 1_000;

/// Takes back what still stands, and gives references back that nothing rests on any more.
pub(crate) async fn take_back(
    platform: &Platform,
    actor: &Actor,
    tx: &mut Tx,
    (import, provider): (Uuid, ProviderId),
    reason: &str,
) -> Result<(), ActionError> {
    let now = platform.now();
    let mut head = store::ledger::lock_book(tx, provider).await?;
    let mut after = i64::MIN;
    loop {
        let piece = changes(tx, import, after, PIECE).await?;
        let Some(last) = piece.last() else {
            break;
        };
        let until = last.number;
        let standing = store::ledger::brought_and_standing(tx, import, after, until).await?;
        let before: HashMap<EntryId, Entry> =
            store::ledger::replaced_by_import(tx, import, after, until)
                .await?
                .into_iter()
                .map(|entry| (entry.id, entry))
                .collect();
        let drafts: Vec<(EntryId, [u8; 16], Draft)> = standing
            .iter()
            .map(|entry| {
                let before = entry.replaces.and_then(|id| before.get(&id));
                let draft = taken_back(entry, before, reason);
                (EntryId(platform.number()), platform.salt(), draft)
            })
            .collect();
        if !drafts.is_empty() {
            head = store::ledger::append(tx, head, provider, drafts, now, actor.person).await?;
        }
        after = until;
    }
    store::ledger::release_references_of(tx, import, provider).await?;
    Ok(())
}
