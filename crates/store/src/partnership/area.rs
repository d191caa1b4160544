//! Remembers in which funding area an office says a school lies of which no register tells it.
//!
//! Owns `partnership_area`. It never overrides a register: readers ask the register first.

use domain::{
    Timestamp,
    partnership::{FundingArea, Urn},
    person::PersonId,
};

use crate::{StoreError, Tx};

const SET: &str = "insert into partnership_area (urn, area, set_at, set_by)
    values ($1, $2, $3, $4)
    on conflict (urn) do update set area = excluded.area, set_at = excluded.set_at, set_by = excluded.set_by";

pub(crate) const CONSTANTS: [&str; 1] = [SET];

/// Keeps the funding area of a school, said by somebody: the last word stands.
///
/// # Errors
/// When there is no such school, or the engine fails.
pub async fn set_area(
    tx: &mut Tx,
    school: Urn,
    area: FundingArea,
    at: Timestamp,
    by: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SET)
        .bind(i64::from(school.0))
        .bind(area.code())
        .bind(at.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
