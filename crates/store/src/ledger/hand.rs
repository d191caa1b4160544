//! Hands the claims of one record on references to another record of the same person.
//!
//! Owns no table of its own. It never moves an entry: entries are only ever added.

use domain::{partnership::ProviderId, person::PersonId};
use uuid::Uuid;

use crate::{StoreError, Tx};

const HELD: &str = "select provider_id, reference from ledger_reference
    where person_id = $1
    order by reference";
const HAND: &str = "update ledger_reference set person_id = $2
    where person_id = $1 and not exists (
     select 1 from ledger_reference theirs
     where theirs.person_id = $2 and theirs.reference = ledger_reference.reference)";
const DROP: &str = "delete from ledger_reference where person_id = $1";

pub(super) const CONSTANTS: [&str; 3] = [HELD, HAND, DROP];

/// Lists the references under which one record's minutes are held, with who holds each.
///
/// # Errors
/// When the engine fails.
pub async fn references_held(
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<(ProviderId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = run!(tx, |connection| sqlx::query_as(HELD)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    let known = |(provider, reference)| (ProviderId(provider), reference);
    Ok(rows.into_iter().map(known).collect())
}

/// Hands every claim of one record on a reference to another, which keeps its own.
///
/// # Errors
/// When the engine fails.
pub async fn hand_references(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| {
        sqlx::query(HAND)
            .bind(from.0)
            .bind(to.0)
            .execute(&mut *connection)
            .await
            .map(|_| ())?;
        sqlx::query(DROP)
            .bind(from.0)
            .execute(&mut *connection)
            .await
            .map(|_| ())?;
    });
    Ok(())
}
