//! Reads what a register says of the schools that work with a provider, as lists and pages show it.
//!
//! Owns the word `Facts` of a school. It never reads schools with which nobody works.

use domain::{
    Date,
    partnership::{FundingArea, ProviderId, SchoolPhase, Urn},
};
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};

use super::school::{OPEN, urn_from};
use crate::{StoreError, Tx};

macro_rules! facts {
    ($rest:literal) => {
        concat!(
            "select s.urn, s.name, s.name_search, s.street, s.town, s.postcode, s.la_name, s.district_name,
            s.type_name, s.phase_code, s.status_code, s.in_scope, s.opened_on, s.closed_on,
            coalesce(t.name, s.trust_name) as trust,
            coalesce(s.funding_area, (select a.area from partnership_area a where a.urn = s.urn)) as area,
            s.latitude, s.longitude,
            s.low_age, s.high_age, s.pupils, s.website,
            (select min(l.linked_urn) from partnership_school_link l
             where l.urn = s.urn and substr(l.kind, 1, 9) = 'Successor') as successor
            from partnership_school s
            left join partnership_trust t on t.code = s.trust_code
            where s.urn ",
            $rest
        )
    };
}

const OF_PROVIDER: &str = facts!(
    "in (select school_urn from person_membership where provider_id = $1
     union
     select school_urn from placement_record where provider_id = $1 and set_aside_at is null)"
);
const ONE: &str = facts!("= $1");

pub(crate) const CONSTANTS: [&str; 2] = [OF_PROVIDER, ONE];

/// A school as a register tells it. Nothing means that it does not say.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are the register's own columns")]
pub struct Facts {
    pub urn: Urn,
    pub name: Option<String>,
    /// The name, folded for search and order.
    pub folded: String,
    pub street: Option<String>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    pub local_authority: Option<String>,
    pub district: Option<String>,
    pub kind: Option<String>,
    pub school_phase: Option<SchoolPhase>,
    pub open: bool,
    pub in_scope: bool,
    pub opened_on: Option<Date>,
    pub closed_on: Option<Date>,
    pub trust: Option<String>,
    /// The funding area; nothing where the district is not known.
    pub funding_area: Option<FundingArea>,
    /// Degrees north and east.
    pub place: Option<(f64, f64)>,
    pub ages: Option<(i32, i32)>,
    pub pupils: Option<i32>,
    pub website: Option<String>,
    pub successor: Option<Urn>,
}

impl Facts {
    /// The district, or the authority where the register names none.
    #[must_use]
    pub fn lies_in(&self) -> Option<&String> {
        self.district.as_ref().or(self.local_authority.as_ref())
    }
}

struct Found {
    urn: i64,
    name: Option<String>,
    name_search: Option<String>,
    street: Option<String>,
    town: Option<String>,
    postcode: Option<String>,
    la_name: Option<String>,
    district_name: Option<String>,
    type_name: Option<String>,
    phase_code: Option<i32>,
    status_code: Option<i32>,
    in_scope: Option<bool>,
    opened_on: Option<jiff_sqlx::Date>,
    closed_on: Option<jiff_sqlx::Date>,
    trust: Option<String>,
    funding_area: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    low_age: Option<i32>,
    high_age: Option<i32>,
    pupils: Option<i32>,
    website: Option<String>,
    successor: Option<i64>,
}

impl<'r, R> FromRow<'r, R> for Found
where
    R: Row,
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    Option<i32>: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<f64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<bool>: Decode<'r, R::Database> + Type<R::Database>,
    Option<jiff_sqlx::Date>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Found, sqlx::Error> {
        Ok(Found {
            urn: row.try_get(0)?,
            name: row.try_get(1)?,
            name_search: row.try_get(2)?,
            street: row.try_get(3)?,
            town: row.try_get(4)?,
            postcode: row.try_get(5)?,
            la_name: row.try_get(6)?,
            district_name: row.try_get(7)?,
            type_name: row.try_get(8)?,
            phase_code: row.try_get(9)?,
            status_code: row.try_get(10)?,
            in_scope: row.try_get(11)?,
            opened_on: row.try_get(12)?,
            closed_on: row.try_get(13)?,
            trust: row.try_get(14)?,
            funding_area: row.try_get(15)?,
            latitude: row.try_get(16)?,
            longitude: row.try_get(17)?,
            low_age: row.try_get(18)?,
            high_age: row.try_get(19)?,
            pupils: row.try_get(20)?,
            website: row.try_get(21)?,
            successor: row.try_get(22)?,
        })
    }
}

/// Lists every school where anybody works with a provider or a placement of it runs or ran.
///
/// # Errors
/// When the engine fails.
pub async fn schools_with(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Facts>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(facts_from).collect())
}

/// Finds what a register says of one school.
///
/// # Errors
/// When the engine fails.
pub async fn facts(tx: &mut Tx, urn: Urn) -> Result<Option<Facts>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(i64::from(urn.0))
        .fetch_optional(connection)
        .await?);
    Ok(row.map(facts_from))
}

fn facts_from(row: Found) -> Facts {
    let day = |day: Option<jiff_sqlx::Date>| day.map(jiff_sqlx::Date::to_jiff);
    let closed_on = day(row.closed_on);
    Facts {
        urn: urn_from(row.urn),
        name: row.name,
        folded: row.name_search.unwrap_or_default(),
        street: row.street,
        town: row.town,
        postcode: row.postcode,
        local_authority: row.la_name,
        district: row.district_name,
        kind: row.type_name,
        school_phase: row.phase_code.and_then(SchoolPhase::from_register),
        open: row
            .status_code
            .map_or(closed_on.is_none(), |status| OPEN.contains(&status)),
        in_scope: row.in_scope.unwrap_or_default(),
        opened_on: day(row.opened_on),
        closed_on,
        trust: row.trust,
        funding_area: row.funding_area.as_deref().map(FundingArea::read),
        place: row.latitude.zip(row.longitude),
        ages: row.low_age.zip(row.high_age),
        pupils: row.pupils,
        website: row.website,
        successor: row.successor.map(urn_from),
    }
}
