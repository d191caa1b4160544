//! Reads what schools are found by: their folded names, places and numbers.
//!
//! Owns the word `Searched`. It never ranks what it finds.

use domain::partnership::Urn;
use futures_util::TryStreamExt;

use super::school::urn_from;
use crate::{StoreError, Tx};

const SEARCHED: &str = "select urn, name_search, town, postcode, ukprn, closed_on is null
    from partnership_school
    order by urn";

/// Every statement of this file, for the test that prepares them.
pub(crate) const CONSTANTS: [&str; 1] = [SEARCHED];

/// What a school is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// The register's number.
    pub urn: Urn,
    /// Its name, folded.
    pub name: Option<String>,
    /// The town, as the register writes it.
    pub town: Option<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// Its number as a provider of learning.
    pub ukprn: Option<String>,
    /// Whether the register gives no day on which it closed.
    pub open: bool,
}

type Found = (
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    bool,
);

/// Reads what every school is found by, one after another, by number.
///
/// # Errors
/// When the engine fails.
pub async fn searched(tx: &mut Tx, mut each: impl FnMut(Searched)) -> Result<(), StoreError> {
    run!(tx, |connection| {
        let mut rows = sqlx::query_as::<_, Found>(SEARCHED).fetch(connection);
        while let Some((urn, name, town, postcode, ukprn, open)) = rows.try_next().await? {
            each(Searched {
                urn: urn_from(urn),
                name,
                town,
                postcode,
                ukprn,
                open,
            });
        }
    });
    Ok(())
}
