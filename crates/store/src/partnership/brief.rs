//! Reads schools as lists name them: name, place and phase.
//!
//! Owns the word `Brief`. It never reads what a register says beyond that.

use std::sync::LazyLock;

use domain::partnership::{ProviderId, SchoolPhase, Urn};
use sqlx::AssertSqlSafe;

use super::school::urn_from;
use crate::{
    StoreError, Tx,
    bulk::{few, filled},
};

const WITH_PROVIDER: &str = "select urn, name, town, postcode, phase_code
    from partnership_school
    where urn in (select school_urn from person_membership where provider_id = $1)";
static NAMED: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select urn, name, town, postcode, phase_code from partnership_school where urn in ({})",
        few(0)
    )
});

/// Every statement of this file, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    vec![WITH_PROVIDER.to_owned(), NAMED.clone()]
}

/// A school as lists name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// The register's number.
    pub urn: Urn,
    /// What it is called, where the register says.
    pub name: Option<String>,
    /// The town.
    pub town: Option<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// The phase.
    pub school_phase: Option<SchoolPhase>,
}

type Found = (
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i32>,
);

/// Lists every school at which anybody works with a provider.
///
/// # Errors
/// When the engine fails.
pub async fn briefs(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Brief>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(WITH_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(brief_from).collect())
}

/// Finds several schools, twenty a question.
///
/// # Errors
/// When the engine fails.
pub async fn briefs_of(tx: &mut Tx, schools: &[Urn]) -> Result<Vec<Brief>, StoreError> {
    let mut found = Vec::new();
    for piece in filled(schools) {
        let rows: Vec<Found> = run!(tx, |connection| {
            let mut query = sqlx::query_as(AssertSqlSafe(NAMED.as_str()));
            for urn in piece {
                query = query.bind(i64::from(urn.0));
            }
            query.fetch_all(connection).await?
        });
        found.extend(rows.into_iter().map(brief_from));
    }
    Ok(found)
}

fn brief_from((urn, name, town, postcode, phase): Found) -> Brief {
    Brief {
        urn: urn_from(urn),
        name,
        town,
        postcode,
        school_phase: phase.and_then(SchoolPhase::from_register),
    }
}
