//! Remembers providers and how they speak: `partnership_provider`, `partnership_label`, `partnership_institution`.
//!
//! Owns these tables; schools and trusts stand in `partnership/school.rs`, areas in `partnership/area.rs`.
//! It never reads a register.

mod area;
mod brief;
mod facts;
mod school;
mod searched;
mod troubled;

use domain::{
    Date,
    partnership::{Label, Provider, ProviderId, Urn},
    person::Role,
};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

pub(crate) use area::CONSTANTS as AREA_CONSTANTS;
pub use area::set_area;
pub(crate) use brief::constants as brief_constants;
pub use brief::{Brief, briefs, briefs_of};
pub(crate) use facts::CONSTANTS as FACTS_CONSTANTS;
pub use facts::{Facts, facts, schools_with};
pub(crate) use school::constants as school_constants;
pub use school::{Link, SchoolRecord, keep_links, keep_schools, keep_trusts, school, urns};
pub(crate) use searched::CONSTANTS as SEARCHED_CONSTANTS;
pub use searched::{Searched, searched};
pub(crate) use troubled::CONSTANTS as TROUBLED_CONSTANTS;
pub use troubled::{Troubled, troubled};

use crate::{StoreError, Tx, error::impossible};

const KEEP: &str = "insert into partnership_provider
    (id, code, name, legal_name, ukprn, provider_type, accreditation_number, accredited,
     accredited_from_on, accredited_until_on, town, county, postcode)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (code) do update set
     name = excluded.name,
     legal_name = coalesce(excluded.legal_name, partnership_provider.legal_name),
     ukprn = coalesce(excluded.ukprn, partnership_provider.ukprn),
     provider_type = coalesce(excluded.provider_type, partnership_provider.provider_type),
     accreditation_number = coalesce(excluded.accreditation_number, partnership_provider.accreditation_number),
     accredited = excluded.accredited,
     accredited_from_on = coalesce(excluded.accredited_from_on, partnership_provider.accredited_from_on),
     accredited_until_on = excluded.accredited_until_on,
     town = coalesce(excluded.town, partnership_provider.town),
     county = coalesce(excluded.county, partnership_provider.county),
     postcode = coalesce(excluded.postcode, partnership_provider.postcode)
    where partnership_provider.name is distinct from excluded.name
     or partnership_provider.accredited is distinct from excluded.accredited
     or partnership_provider.accredited_until_on is distinct from excluded.accredited_until_on
     or (excluded.legal_name is not null and partnership_provider.legal_name is distinct from excluded.legal_name)
     or (excluded.ukprn is not null and partnership_provider.ukprn is distinct from excluded.ukprn)
     or (excluded.provider_type is not null and partnership_provider.provider_type is distinct from excluded.provider_type)
     or (excluded.accreditation_number is not null and partnership_provider.accreditation_number is distinct from excluded.accreditation_number)
     or (excluded.accredited_from_on is not null and partnership_provider.accredited_from_on is distinct from excluded.accredited_from_on)
     or (excluded.town is not null and partnership_provider.town is distinct from excluded.town)
     or (excluded.county is not null and partnership_provider.county is distinct from excluded.county)
     or (excluded.postcode is not null and partnership_provider.postcode is distinct from excluded.postcode)";
const COLOUR: &str = "update partnership_provider set colour = $2 where id = $1";
const PROVIDERS: &str = "select id, code, name, ukprn, accredited, colour
    from partnership_provider";
const BY_CODE: &str = "select id, code, name, ukprn, accredited, colour
    from partnership_provider
    where code = $1";
const LABEL: &str = "insert into partnership_label (provider_id, role, label)
    values ($1, $2, $3)
    on conflict (provider_id, role) do update set label = excluded.label";
const LABELS: &str = "select role, label from partnership_label where provider_id = $1";
const ALL_LABELS: &str = "select provider_id, role, label from partnership_label";
const SCHOOL_NAMES: &str = "select urn, name from partnership_school
    where name is not null and urn in (select school_urn from person_membership)";
const INSTITUTION: &str = "insert into partnership_institution (provider_id, name)
    values ($1, $2)
    on conflict (provider_id, name) do nothing";
const INSTITUTIONS: &str = "select name from partnership_institution where provider_id = $1";

pub(crate) const CONSTANTS: [&str; 10] = [
    KEEP,
    COLOUR,
    PROVIDERS,
    BY_CODE,
    LABEL,
    LABELS,
    ALL_LABELS,
    SCHOOL_NAMES,
    INSTITUTION,
    INSTITUTIONS,
];

/// A provider as a register tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are the columns of the department's list"
)]
pub struct ProviderRecord {
    pub code: String,
    pub name: String,
    pub legal_name: Option<String>,
    pub ukprn: Option<String>,
    pub provider_type: Option<String>,
    pub accreditation_number: Option<String>,
    pub accredited: bool,
    pub accredited_from: Option<Date>,
    pub accredited_until: Option<Date>,
    pub town: Option<String>,
    pub county: Option<String>,
    pub postcode: Option<String>,
}

/// Keeps a provider, new or known by its code. Says whether anything changed.
///
/// # Errors
/// When the engine fails.
pub async fn keep_provider(
    tx: &mut Tx,
    id: ProviderId,
    record: &ProviderRecord,
) -> Result<bool, StoreError> {
    let changed = run!(tx, |connection| sqlx::query(KEEP)
        .bind(id.0)
        .bind(&record.code)
        .bind(&record.name)
        .bind(record.legal_name.as_deref())
        .bind(record.ukprn.as_deref())
        .bind(record.provider_type.as_deref())
        .bind(record.accreditation_number.as_deref())
        .bind(record.accredited)
        .bind(record.accredited_from.map(ToSqlx::to_sqlx))
        .bind(record.accredited_until.map(ToSqlx::to_sqlx))
        .bind(record.town.as_deref())
        .bind(record.county.as_deref())
        .bind(record.postcode.as_deref())
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    Ok(changed > 0)
}

/// Keeps the colour of a provider's pages.
///
/// # Errors
/// When the engine fails.
pub async fn set_colour(tx: &mut Tx, id: ProviderId, colour: &str) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(COLOUR)
        .bind(id.0)
        .bind(colour)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Found = (Uuid, String, String, Option<String>, bool, Option<String>);

fn provider_from((id, code, name, ukprn, accredited, colour): Found) -> Provider {
    Provider {
        id: ProviderId(id),
        code,
        name,
        ukprn,
        accredited,
        colour,
    }
}

/// Lists every provider by code.
///
/// # Errors
/// When the engine fails.
pub async fn providers(tx: &mut Tx) -> Result<Vec<Provider>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(PROVIDERS)
        .fetch_all(connection)
        .await?);
    let mut found: Vec<Provider> = rows.into_iter().map(provider_from).collect();
    found.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(found)
}

/// Finds a provider by its code.
///
/// # Errors
/// When the engine fails.
pub async fn provider(tx: &mut Tx, code: &str) -> Result<Option<Provider>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(BY_CODE)
        .bind(code)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(provider_from))
}

/// Keeps what a provider calls a role.
///
/// # Errors
/// When the engine fails.
pub async fn set_label(tx: &mut Tx, id: ProviderId, label: &Label) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(LABEL)
        .bind(id.0)
        .bind(label.role.code())
        .bind(&label.text)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists what a provider calls the roles, in the order in which pages list them.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn labels(tx: &mut Tx, id: ProviderId) -> Result<Vec<Label>, StoreError> {
    let rows: Vec<(String, String)> = run!(tx, |connection| sqlx::query_as(LABELS)
        .bind(id.0)
        .fetch_all(connection)
        .await?);
    let mut found = rows
        .into_iter()
        .map(|(role, text)| {
            let role =
                Role::read(&role).ok_or_else(|| impossible("partnership_label", "role", id.0))?;
            Ok(Label { role, text })
        })
        .collect::<Result<Vec<Label>, StoreError>>()?;
    found.sort_by_key(|label| label.role);
    Ok(found)
}

/// Lists what every provider calls each role.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn all_labels(tx: &mut Tx) -> Result<Vec<(ProviderId, Label)>, StoreError> {
    let rows: Vec<(Uuid, String, String)> = run!(tx, |connection| sqlx::query_as(ALL_LABELS)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(provider, role, text)| {
            let role = Role::read(&role)
                .ok_or_else(|| impossible("partnership_label", "role", provider))?;
            Ok((ProviderId(provider), Label { role, text }))
        })
        .collect()
}

/// Lists the name of every school at which anybody works with any provider.
///
/// # Errors
/// When the engine fails.
pub async fn school_names(tx: &mut Tx) -> Result<Vec<(Urn, String)>, StoreError> {
    let rows: Vec<(i64, String)> = run!(tx, |connection| sqlx::query_as(SCHOOL_NAMES)
        .fetch_all(connection)
        .await?);
    Ok(rows
        .into_iter()
        .map(|(urn, name)| (Urn(u32::try_from(urn).unwrap_or_default()), name))
        .collect())
}

/// Keeps a partner institution with which a provider agrees what counts.
///
/// # Errors
/// When the engine fails.
pub async fn add_institution(tx: &mut Tx, id: ProviderId, name: &str) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(INSTITUTION)
        .bind(id.0)
        .bind(name)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the partner institutions of a provider, by name.
///
/// # Errors
/// When the engine fails.
pub async fn institutions(tx: &mut Tx, id: ProviderId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = run!(tx, |connection| sqlx::query_as(INSTITUTIONS)
        .bind(id.0)
        .fetch_all(connection)
        .await?);
    let mut names: Vec<String> = rows.into_iter().map(|(name,)| name).collect();
    names.sort();
    Ok(names)
}
