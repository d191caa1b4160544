//! Finds schools of a partnership of which something is amiss: closed, or in no known area.
//!
//! Owns the word `Troubled`. It never says what to do about it.

use domain::partnership::{ProviderId, Urn};

use super::school::urn_from;
use crate::{StoreError, Tx};

const TROUBLED: &str = "select s.urn, s.name, s.status_code in (1, 3) or (s.status_code is null and s.closed_on is null),
    s.funding_area is not null or exists (select 1 from partnership_area a where a.urn = s.urn),
    (select min(l.linked_urn) from partnership_school_link l
     where l.urn = s.urn and substr(l.kind, 1, 9) = 'Successor')
    from partnership_school s
    where s.urn in (select m.school_urn from person_membership m
      where m.provider_id = $1 and (m.until_on is null or m.until_on >= $2)
      union
      select r.school_urn from placement_record r
      where r.provider_id = $1 and r.set_aside_at is null
       and (r.until_on is null or r.until_on >= $2))
     and (s.funding_area is null or s.closed_on is not null or s.status_code not in (1, 3))
    order by s.name, s.urn";

pub(crate) const CONSTANTS: [&str; 1] = [TROUBLED];

/// A school of which something is amiss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Troubled {
    /// Its number.
    pub urn: Urn,
    /// What it is called, where the register says.
    pub name: Option<String>,
    /// Whether it is open.
    pub open: bool,
    /// Whether its funding area is known.
    pub area_known: bool,
    /// The school that took its place.
    pub successor: Option<Urn>,
}

/// Lists the schools at which anybody works or is placed with a provider on a day or later, and of
/// which something is amiss.
///
/// # Errors
/// When the engine fails.
pub async fn troubled(
    tx: &mut Tx,
    provider: ProviderId,
    day: domain::Date,
) -> Result<Vec<Troubled>, StoreError> {
    use jiff_sqlx::ToSqlx;
    type Found = (i64, Option<String>, bool, bool, Option<i64>);
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(TROUBLED)
        .bind(provider.0)
        .bind(day.to_sqlx())
        .fetch_all(connection)
        .await?);
    Ok(rows
        .into_iter()
        .map(|(urn, name, open, area_known, successor)| Troubled {
            urn: urn_from(urn),
            name,
            open,
            area_known,
            successor: successor.map(urn_from),
        })
        .filter(|school| !school.open || !school.area_known)
        .collect())
}
