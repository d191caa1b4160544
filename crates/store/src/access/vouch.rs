//! Remembers who gave their word for somebody's new address.
//!
//! Owns `access_vouch`. It never decides how many it takes.

use domain::{Timestamp, person::PersonId};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const KEEP: &str = "insert into access_vouch (person_id, address, vouched_by, vouched_at)
    values ($1, $2, $3, $4)
    on conflict (person_id, address, vouched_by) do update set vouched_at = excluded.vouched_at";
const VOUCHES: &str = "select address, vouched_by, vouched_at from access_vouch
    where person_id = $1 and vouched_at > $2
    order by vouched_at, vouched_by";
const FORGET: &str = "delete from access_vouch where person_id = $1";

pub(crate) const CONSTANTS: [&str; 3] = [KEEP, VOUCHES, FORGET];

/// Somebody's word for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouch {
    /// The address.
    pub address: String,
    /// Who gave their word.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Keeps somebody's word; the same person's second word takes the place of the first.
///
/// # Errors
/// When the engine fails.
pub async fn keep(tx: &mut Tx, person: PersonId, vouch: &Vouch) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(person.0)
        .bind(&vouch.address)
        .bind(vouch.by.0)
        .bind(vouch.at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the words that were given for somebody's addresses after an instant, the earliest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn vouches(
    tx: &mut Tx,
    person: PersonId,
    after: Timestamp,
) -> Result<Vec<Vouch>, StoreError> {
    let rows: Vec<(String, Uuid, i64)> = run!(tx, |connection| sqlx::query_as(VOUCHES)
        .bind(person.0)
        .bind(after.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(address, by, at)| {
            let at = Timestamp::from_microsecond(at)
                .map_err(|_| impossible("access_vouch", "vouched_at", person.0))?;
            Ok(Vouch {
                address,
                by: PersonId(by),
                at,
            })
        })
        .collect()
}

/// Forgets every word that was given for somebody.
///
/// # Errors
/// When the engine fails.
pub async fn forget(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FORGET)
        .bind(person.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
