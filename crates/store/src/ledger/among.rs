//! Reads the lines of several people at once.
//!
//! Owns no table of its own. It never reads one person at a time.

use std::{collections::HashMap, sync::LazyLock};

use domain::{Timestamp, ledger::Line, partnership::ProviderId, person::PersonId};
use sqlx::AssertSqlSafe;

use super::{
    facts::facts,
    read::{Interned, LinesRow, packed, unpacked},
};
use crate::{
    StoreError, Tx,
    bulk::{few, filled},
};

static LINES_AMONG: LazyLock<String> = LazyLock::new(|| {
    format!(
        concat!(packed!(), " and e.person_id in ({}) group by e.person_id"),
        few(2)
    )
});

/// Every statement of this file, for the test that prepares them.
pub(super) fn constants() -> Vec<String> {
    vec![LINES_AMONG.clone()]
}

/// Reads the lines of several people in a book, each in the order of the book.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn lines_among(
    tx: &mut Tx,
    provider: ProviderId,
    people: &[PersonId],
    known_before: Timestamp,
) -> Result<HashMap<PersonId, Vec<Line>>, StoreError> {
    let mut components = Interned::default();
    let mut lines = HashMap::new();
    for piece in filled(people) {
        let rows: Vec<LinesRow> = run!(tx, |connection| {
            let mut query = sqlx::query_as(AssertSqlSafe(LINES_AMONG.as_str()))
                .bind(provider.0)
                .bind(known_before.as_microsecond());
            for person in piece {
                query = query.bind(person.0);
            }
            query.fetch_all(connection).await?
        });
        for (person, packed) in rows {
            lines.insert(PersonId(person), unpacked(&packed, &mut components)?);
        }
    }
    Ok(lines)
}
