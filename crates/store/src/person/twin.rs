//! Remembers which two records were shown to be perhaps one person's.
//!
//! Owns `person_twin`. It never joins them.

use domain::{
    Timestamp,
    partnership::ProviderId,
    person::{PersonId, Sameness},
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const PROPOSE: &str = "insert into person_twin (first_id, second_id, why, found_at)
    values ($1, $2, $3, $4)
    on conflict (first_id, second_id, why) do nothing";
const WITH: &str = "select t.first_id, t.second_id, t.why
    from person_twin t
    where (t.first_id in (select person_id from person_membership where provider_id = $1)
      or t.second_id in (select person_id from person_membership where provider_id = $1))
     and not exists (select 1 from person_merge m where m.other_id in (t.first_id, t.second_id))
    order by t.found_at, t.first_id, t.second_id, t.why";

pub(crate) const CONSTANTS: [&str; 2] = [PROPOSE, WITH];

/// Keeps that two records may be one person's, and why: told twice, the first time stands.
///
/// # Errors
/// When the engine fails.
pub async fn propose_twins(
    tx: &mut Tx,
    (one, other): (PersonId, PersonId),
    why: Sameness,
    at: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(PROPOSE)
        .bind(one.min(other).0)
        .bind(one.max(other).0)
        .bind(why.code())
        .bind(at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the pairs of which a provider knows at least one record, and that are not joined yet.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn twins(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<(PersonId, PersonId, Sameness)>, StoreError> {
    let rows: Vec<(Uuid, Uuid, String)> = run!(tx, |connection| sqlx::query_as(WITH)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(first, second, why)| {
            let why =
                Sameness::read(&why).ok_or_else(|| impossible("person_twin", "why", first))?;
            Ok((PersonId(first), PersonId(second), why))
        })
        .collect()
}
