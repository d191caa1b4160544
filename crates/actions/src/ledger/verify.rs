//! Walks the books and names the first fault of each.
//!
//! Owns the deed `VerifyBook`. It never mends a book.

use domain::{
    access::{Actor, Deed, Object},
    ledger::{Fault, Head, Link, Walk},
    partnership::ProviderId,
};
use store::{StoreError, Tx};

use crate::{ActionError, Platform};

/// Entries that are read at a time.
const PIECE: i64 = 1_000;

/// What a walk through one book found.
#[derive(Debug, Clone)]
pub struct Book {
    /// The provider's code.
    pub provider: String,
    /// Where the book ends, as it says.
    pub head: Head,
    /// The first fault, if there is one.
    pub fault: Option<Fault>,
    /// Whether the head kept outside was passed on the way.
    pub passed_outside_head: bool,
}

/// Walks every book, which only the operator may, or one provider's, on the look-out for a head kept outside.
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
) -> Result<Vec<Book>, ActionError> {
    let mut tx = platform.store.read().await?;
    let wanted = match provider {
        Some(code) => Some(crate::partnership::holder(&mut tx, code).await?.id),
        None => None,
    };
    let object = |provider| Object {
        provider,
        ..Object::default()
    };
    actor.may(Deed::VerifyBook, object(wanted))?;
    let providers = store::partnership::providers(&mut tx).await?;
    let mut books = Vec::new();
    for (provider, head) in store::ledger::books(&mut tx).await? {
        if wanted.is_some_and(|wanted| wanted != provider) {
            continue;
        }
        let (walk, fault) = walk(&mut tx, provider, head, outside).await?;
        let code = providers.iter().find(|known| known.id == provider);
        books.push(Book {
            provider: code.map(|known| known.code.clone()).unwrap_or_default(),
            head,
            fault: fault.or_else(|| walk.end(head).err()),
            passed_outside_head: walk.found_wanted(),
        });
    }
    books.sort_by(|a, b| a.provider.cmp(&b.provider));
    Ok(books)
}

async fn walk(
    tx: &mut Tx,
    provider: ProviderId,
    head: Head,
    outside: Option<Link>,
) -> Result<(Walk, Option<Fault>), ActionError> {
    let mut walk = Walk::new(outside);
    let mut after = i64::MIN;
    let mut most = PIECE;
    loop {
        let piece = match store::ledger::sealed(tx, provider, after, most).await {
            Err(StoreError::Impossible { .. }) if most > 1 => {
                most = 1;
                continue;
            }
            Err(StoreError::Impossible { column, .. }) => {
                return Ok((walk, Some(Fault::Unreadable(after.max(0) + 1, column))));
            }
            piece => piece?,
        };
        let Some(last) = piece.last() else {
            return Ok((walk, None));
        };
        after = last.number;
        for sealed in &piece {
            if let Err(fault) = walk.step(sealed, head) {
                return Ok((walk, Some(fault)));
            }
        }
    }
}
