//! Reads by which addresses people can be reached, and who holds a role with a provider.
//!
//! Owns no table of its own. It never reads one person at a time.

use std::{collections::HashMap, sync::LazyLock};

use domain::{
    Date,
    partnership::ProviderId,
    person::{Person, PersonId, Role},
};
use jiff_sqlx::ToSqlx;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Found, person_from};
use crate::{
    StoreError, Tx,
    bulk::{few, filled},
};

static ADDRESSES: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select person_id, address from person_email where person_id in ({}) order by address",
        few(0)
    )
});
const IN_ROLE: &str = "select id, trn, first_name, last_name
    from person_record
    where id in (
     select m.person_id from person_membership m
     where m.provider_id = $1 and m.role = $2
     and (m.from_on is null or m.from_on <= $3) and (m.until_on is null or m.until_on >= $3))
    order by name_search, id";

/// Every statement of this file, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    vec![ADDRESSES.clone(), IN_ROLE.to_owned()]
}

/// Finds the e-mail addresses of several people, twenty a question.
///
/// # Errors
/// When the engine fails.
pub async fn addresses(
    tx: &mut Tx,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Vec<String>>, StoreError> {
    let mut found: HashMap<PersonId, Vec<String>> = HashMap::new();
    for piece in filled(people) {
        let rows: Vec<(Uuid, String)> = run!(tx, |connection| {
            let mut query = sqlx::query_as(AssertSqlSafe(ADDRESSES.as_str()));
            for person in piece {
                query = query.bind(person.0);
            }
            query.fetch_all(connection).await?
        });
        for (person, address) in rows {
            found.entry(PersonId(person)).or_default().push(address);
        }
    }
    Ok(found)
}

/// Lists who holds a role with a provider on a day, by name.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn in_role(
    tx: &mut Tx,
    provider: ProviderId,
    role: Role,
    day: Date,
) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(IN_ROLE)
        .bind(provider.0)
        .bind(role.code())
        .bind(day.to_sqlx())
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(person_from).collect()
}
