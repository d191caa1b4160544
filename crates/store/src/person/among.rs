//! Reads people and their memberships for those who are named, and for those who only have entries.
//!
//! Owns no table of its own. It never reads one person at a time.

use std::sync::LazyLock;

use domain::{
    partnership::ProviderId,
    person::{Person, PersonId},
};
use sqlx::AssertSqlSafe;

use super::{
    Found, NewMembership,
    membership::{Found as FoundMembership, membership_from},
    person_from,
};
use crate::{
    StoreError, Tx,
    bulk::{few, filled},
};

/// People with an entry in a provider's book and no membership with it, whose record leads to no other.
macro_rules! visitors {
    () => {
        "(select person_id from ledger_entry where provider_id = $1
         except select person_id from person_membership where provider_id = $1
         except select other_id from person_merge)"
    };
}

static NAMED: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select id, trn, first_name, last_name from person_record where id in ({})",
        few(0)
    )
});
static MEMBERSHIPS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select id, person_id, provider_id, role, school_urn, subject, school_phase, from_on, until_on,
         trust_code, placement_id, sample_id
         from person_membership
         where person_id in ({})
         order by from_on nulls first, id",
        few(0)
    )
});
const VISITORS: &str = concat!(
    "select id, trn, first_name, last_name
    from person_record
    where id in ",
    visitors!()
);
const MEMBERSHIPS_OF_VISITORS: &str = concat!(
    "select
    id, person_id, provider_id, role, school_urn, subject, school_phase, from_on, until_on,
         trust_code, placement_id, sample_id
    from person_membership
    where person_id in ",
    visitors!(),
    " order by from_on nulls first, id"
);

/// Every statement of this file, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    vec![
        NAMED.clone(),
        MEMBERSHIPS.clone(),
        VISITORS.to_owned(),
        MEMBERSHIPS_OF_VISITORS.to_owned(),
    ]
}

/// Finds several people, twenty a question.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn named(tx: &mut Tx, people: &[PersonId]) -> Result<Vec<Person>, StoreError> {
    let mut found = Vec::new();
    for piece in filled(people) {
        let rows: Vec<Found> = run!(tx, |connection| {
            let mut query = sqlx::query_as(AssertSqlSafe(NAMED.as_str()));
            for person in piece {
                query = query.bind(person.0);
            }
            query.fetch_all(connection).await?
        });
        for row in rows {
            found.push(person_from(row)?);
        }
    }
    Ok(found)
}

/// Lists the memberships of several people, with every provider, the earliest of each first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn memberships_among(
    tx: &mut Tx,
    people: &[PersonId],
) -> Result<Vec<NewMembership>, StoreError> {
    let mut found = Vec::new();
    for piece in filled(people) {
        let rows: Vec<FoundMembership> = run!(tx, |connection| {
            let mut query = sqlx::query_as(AssertSqlSafe(MEMBERSHIPS.as_str()));
            for person in piece {
                query = query.bind(person.0);
            }
            query.fetch_all(connection).await?
        });
        for row in rows {
            found.push(membership_from(row)?);
        }
    }
    Ok(found)
}

/// Lists those who have an entry in a provider's book and no membership with it, with all their memberships.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn visitors(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<(Vec<Person>, Vec<NewMembership>), StoreError> {
    let people: Vec<Found> = run!(tx, |connection| sqlx::query_as(VISITORS)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    let held: Vec<FoundMembership> = run!(tx, |connection| sqlx::query_as(MEMBERSHIPS_OF_VISITORS)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok((
        people
            .into_iter()
            .map(person_from)
            .collect::<Result<_, _>>()?,
        held.into_iter()
            .map(membership_from)
            .collect::<Result<_, _>>()?,
    ))
}
