//! Remembers schools, trusts and which school took another's place.
//!
//! Owns `partnership_school`, `partnership_trust` and `partnership_school_link`. It never forgets a closed school.

use std::sync::LazyLock;

use domain::{
    Date,
    partnership::{FundingArea, School, SchoolPhase, Urn},
    person::fold,
};
use jiff_sqlx::ToSqlx;
use sqlx::AssertSqlSafe;

use crate::{
    StoreError, Tx,
    bulk::{pieces, placeholders, rows},
};

/// The columns that a register fills, in the order in which they are bound.
const COLUMNS: [&str; 38] = [
    "name",
    "name_search",
    "la_code",
    "la_name",
    "type_code",
    "type_name",
    "type_group_code",
    "status_code",
    "phase_code",
    "phase_name",
    "low_age",
    "high_age",
    "opened_on",
    "closed_on",
    "gender",
    "religious_character",
    "ukprn",
    "street",
    "locality",
    "address_3",
    "town",
    "county",
    "postcode",
    "website",
    "trust_code",
    "trust_name",
    "region_code",
    "district_code",
    "district_name",
    "urban_rural",
    "pupils",
    "capacity",
    "easting",
    "northing",
    "latitude",
    "longitude",
    "sen",
    "funding_area",
];

/// With the number, the width of the file and the flag for scope.
const WIDTH: usize = COLUMNS.len() + 3;
const LINK_WIDTH: usize = 4;

/// One statement for a full piece; rows that differ are changed, the others are left alone.
///
/// A file with fewer columns than the one that spoke before fills what is blank and changes nothing.
static KEEP: LazyLock<[String; 2]> = LazyLock::new(|| [keep(1), keep(rows(WIDTH))]);

fn keep(rows: usize) -> String {
    let known = |column: &str| {
        let believed = match column {
            "name" | "name_search" => {
                format!("coalesce(excluded.{column}, partnership_school.{column})")
            }
            _ => format!("excluded.{column}"),
        };
        format!(
            "case when excluded.source_columns >= partnership_school.source_columns then {believed} else coalesce(partnership_school.{column}, excluded.{column}) end"
        )
    };
    let all = COLUMNS.into_iter().chain(["in_scope"]);
    let sets: Vec<String> = all
        .clone()
        .map(|column| format!("{column} = {}", known(column)))
        .collect();
    let differs: Vec<String> = all
        .clone()
        .map(|column| {
            format!(
                "partnership_school.{column} is distinct from {}",
                known(column)
            )
        })
        .collect();
    format!(
        "insert into partnership_school (urn, source_columns, {}) values {} on conflict (urn) do update set
         source_columns = case when excluded.source_columns >= partnership_school.source_columns then excluded.source_columns else partnership_school.source_columns end,
         {} where partnership_school.source_columns < excluded.source_columns or {}",
        all.collect::<Vec<_>>().join(", "),
        placeholders(rows, WIDTH),
        sets.join(", "),
        differs.join(" or ")
    )
}

const TRUST_WIDTH: usize = 2;
static TRUST: LazyLock<[String; 2]> = LazyLock::new(|| [trust(1), trust(rows(TRUST_WIDTH))]);

fn trust(rows: usize) -> String {
    format!(
        "insert into partnership_trust (code, name) values {}
         on conflict (code) do update set name = excluded.name
         where partnership_trust.name <> excluded.name",
        placeholders(rows, TRUST_WIDTH)
    )
}

static LINK: LazyLock<[String; 2]> = LazyLock::new(|| [link(1), link(rows(LINK_WIDTH))]);

fn link(rows: usize) -> String {
    format!(
        "insert into partnership_school_link (urn, linked_urn, kind, established_on) values {}
         on conflict (urn, linked_urn, kind) do nothing",
        placeholders(rows, LINK_WIDTH)
    )
}

const SELECT: &str = "select s.urn, s.name, s.town, s.postcode, s.phase_code, s.status_code,
    s.in_scope, s.closed_on, coalesce(t.name, s.trust_name),
    coalesce(s.funding_area, (select a.area from partnership_area a where a.urn = s.urn)),
    (select min(l.linked_urn) from partnership_school_link l
     where l.urn = s.urn and substr(l.kind, 1, 9) = 'Successor')
    from partnership_school s
    left join partnership_trust t on t.code = s.trust_code
    where s.urn = $1";
const ALL: &str = "select urn from partnership_school";

/// Every statement of this file, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    KEEP.iter()
        .chain(LINK.iter())
        .cloned()
        .chain(TRUST.iter().cloned())
        .chain([SELECT, ALL].map(str::to_owned))
        .collect()
}

/// A school as a register tells it. Nothing means that the file did not say.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are the register's own columns")]
pub struct SchoolRecord {
    pub urn: u32,
    /// How many of our columns the file carries: the fuller file is believed.
    pub source_columns: i32,
    pub name: Option<String>,
    pub la_code: Option<i32>,
    pub la_name: Option<String>,
    pub type_code: Option<i32>,
    pub type_name: Option<String>,
    pub type_group_code: Option<i32>,
    pub status_code: Option<i32>,
    pub phase_code: Option<i32>,
    pub phase_name: Option<String>,
    pub low_age: Option<i32>,
    pub high_age: Option<i32>,
    pub opened_on: Option<Date>,
    pub closed_on: Option<Date>,
    pub gender: Option<String>,
    pub religious_character: Option<String>,
    pub ukprn: Option<String>,
    pub street: Option<String>,
    pub locality: Option<String>,
    pub address_3: Option<String>,
    pub town: Option<String>,
    pub county: Option<String>,
    pub postcode: Option<String>,
    pub website: Option<String>,
    pub trust_code: Option<String>,
    pub trust_name: Option<String>,
    pub region_code: Option<String>,
    pub district_code: Option<String>,
    pub district_name: Option<String>,
    pub urban_rural: Option<String>,
    pub pupils: Option<i32>,
    pub capacity: Option<i32>,
    pub easting: Option<i32>,
    pub northing: Option<i32>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub sen: Option<String>,
    pub funding_area: Option<FundingArea>,
    pub in_scope: Option<bool>,
}

/// Keeps schools, each number at most once. Says how many are new or changed.
///
/// # Errors
/// When the engine fails.
pub async fn keep_schools(tx: &mut Tx, schools: &[SchoolRecord]) -> Result<u64, StoreError> {
    let mut changed = 0;
    for piece in pieces(schools, rows(WIDTH)) {
        let sql = &KEEP[usize::from(piece.len() > 1)];
        changed += run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(sql.as_str()));
            for row in piece {
                query = query
                    .bind(i64::from(row.urn))
                    .bind(row.source_columns)
                    .bind(row.name.as_deref())
                    .bind(row.name.as_deref().map(fold))
                    .bind(row.la_code)
                    .bind(row.la_name.as_deref())
                    .bind(row.type_code)
                    .bind(row.type_name.as_deref())
                    .bind(row.type_group_code)
                    .bind(row.status_code)
                    .bind(row.phase_code)
                    .bind(row.phase_name.as_deref())
                    .bind(row.low_age)
                    .bind(row.high_age)
                    .bind(row.opened_on.map(ToSqlx::to_sqlx))
                    .bind(row.closed_on.map(ToSqlx::to_sqlx))
                    .bind(row.gender.as_deref())
                    .bind(row.religious_character.as_deref())
                    .bind(row.ukprn.as_deref())
                    .bind(row.street.as_deref())
                    .bind(row.locality.as_deref())
                    .bind(row.address_3.as_deref())
                    .bind(row.town.as_deref())
                    .bind(row.county.as_deref())
                    .bind(row.postcode.as_deref())
                    .bind(row.website.as_deref())
                    .bind(row.trust_code.as_deref())
                    .bind(row.trust_name.as_deref())
                    .bind(row.region_code.as_deref())
                    .bind(row.district_code.as_deref())
                    .bind(row.district_name.as_deref())
                    .bind(row.urban_rural.as_deref())
                    .bind(row.pupils)
                    .bind(row.capacity)
                    .bind(row.easting)
                    .bind(row.northing)
                    .bind(row.latitude)
                    .bind(row.longitude)
                    .bind(row.sen.as_deref())
                    .bind(row.funding_area.map(FundingArea::code))
                    .bind(row.in_scope);
            }
            query
                .execute(connection)
                .await
                .map(|done| done.rows_affected())?
        });
    }
    Ok(changed)
}

/// Keeps trusts, each code at most once.
///
/// # Errors
/// When the engine fails.
pub async fn keep_trusts(tx: &mut Tx, trusts: &[(String, String)]) -> Result<(), StoreError> {
    for piece in pieces(trusts, rows(TRUST_WIDTH)) {
        let sql = &TRUST[usize::from(piece.len() > 1)];
        run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(sql.as_str()));
            for (code, name) in piece {
                query = query.bind(code.as_str()).bind(name.as_str());
            }
            query.execute(connection).await.map(|_| ())?;
        });
    }
    Ok(())
}

/// One school that followed, came before, or was joined to another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the register's own columns")]
pub struct Link {
    pub urn: u32,
    pub linked_urn: u32,
    pub kind: String,
    pub established_on: Option<Date>,
}

/// Keeps links between schools. Says how many are new.
///
/// # Errors
/// When the engine fails.
pub async fn keep_links(tx: &mut Tx, links: &[Link]) -> Result<u64, StoreError> {
    let mut new = 0;
    for piece in pieces(links, rows(LINK_WIDTH)) {
        let sql = &LINK[usize::from(piece.len() > 1)];
        new += run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(sql.as_str()));
            for row in piece {
                query = query
                    .bind(i64::from(row.urn))
                    .bind(i64::from(row.linked_urn))
                    .bind(&row.kind)
                    .bind(row.established_on.map(ToSqlx::to_sqlx));
            }
            query
                .execute(connection)
                .await
                .map(|done| done.rows_affected())?
        });
    }
    Ok(new)
}

type Found = (
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i32>,
    Option<i32>,
    Option<bool>,
    Option<jiff_sqlx::Date>,
    Option<String>,
    Option<String>,
    Option<i64>,
);

/// Finds one school.
///
/// # Errors
/// When the engine fails.
pub async fn school(tx: &mut Tx, urn: Urn) -> Result<Option<School>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(SELECT)
        .bind(i64::from(urn.0))
        .fetch_optional(connection)
        .await?);
    Ok(row.map(school_from))
}

/// Lists the number of every school.
///
/// # Errors
/// When the engine fails.
pub async fn urns(tx: &mut Tx) -> Result<Vec<Urn>, StoreError> {
    let rows: Vec<(i64,)> = run!(tx, |connection| sqlx::query_as(ALL)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(urn,)| urn_from(urn)).collect())
}

/// The register's codes of a school that is open: open, and open but proposed to close.
pub(super) const OPEN: [i32; 2] = [1, 3];

fn school_from(row: Found) -> School {
    let (urn, name, town, postcode, phase, status, in_scope, closed_on, trust, area, successor) =
        row;
    School {
        urn: urn_from(urn),
        name,
        town,
        postcode,
        school_phase: phase.and_then(SchoolPhase::from_register),
        open: status.map_or(closed_on.is_none(), |status| OPEN.contains(&status)),
        in_scope: in_scope.unwrap_or_default(),
        closed_on: closed_on.map(jiff_sqlx::Date::to_jiff),
        trust,
        funding_area: area.as_deref().map(FundingArea::read).unwrap_or_default(),
        successor: successor.map(urn_from),
    }
}

pub(super) fn urn_from(urn: i64) -> Urn {
    Urn(u32::try_from(urn).unwrap_or_default())
}
