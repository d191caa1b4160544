//! Remembers what single people are asked otherwise than everybody, and who decided it.
//!
//! Owns `prior_learning_adjustment`. It never says what holds on a day.

use std::collections::HashMap;

use domain::{
    Minutes, Timestamp,
    partnership::ProviderId,
    person::PersonId,
    programme::{Adjustment, Ground},
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

macro_rules! adjustments {
    ($which:literal) => {
        concat!(
            "select id, person_id, provider_id, component, minutes, ground, words, from_on, until_on,
        decided_by, decided_at
    from prior_learning_adjustment
    where withdrawn_at is null and ",
            $which
        )
    };
}

const DECIDE: &str = "insert into prior_learning_adjustment
    (id, person_id, provider_id, component, minutes, ground, words, from_on, until_on, decided_by,
        decided_at, withdrawn_at, withdrawn_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null, null)";
const OF: &str = adjustments!("provider_id = $1 and person_id = $2 order by from_on, id");
const WITH: &str = adjustments!("provider_id = $1 order by from_on, id");
const WITHDRAW: &str = "update prior_learning_adjustment
    set withdrawn_at = $2, withdrawn_by = $3
    where id = $1 and withdrawn_at is null";

pub(crate) const CONSTANTS: [&str; 4] = [DECIDE, OF, WITH, WITHDRAW];

/// Keeps a decision.
///
/// # Errors
/// When the engine fails.
pub async fn adjust(tx: &mut Tx, new: &Adjustment) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(DECIDE)
        .bind(new.id)
        .bind(new.person.0)
        .bind(new.provider.0)
        .bind(&new.component)
        .bind(new.minutes.0)
        .bind(new.ground.code())
        .bind(&new.words)
        .bind(new.from.to_sqlx())
        .bind(new.until.map(|day| day.to_sqlx()))
        .bind(new.by.0)
        .bind(new.at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists what one person is asked otherwise by a provider, by first day.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn adjustments_of(
    tx: &mut Tx,
    provider: ProviderId,
    person: PersonId,
) -> Result<Vec<Adjustment>, StoreError> {
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(OF)
        .bind(provider.0)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(read).collect()
}

/// Lists what everybody is asked otherwise by a provider, by first day.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn adjustments(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<HashMap<PersonId, Vec<Adjustment>>, StoreError> {
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(WITH)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    let mut all: HashMap<PersonId, Vec<Adjustment>> = HashMap::new();
    for row in rows {
        let one = read(row)?;
        all.entry(one.person).or_default().push(one);
    }
    Ok(all)
}

/// Takes a decision back. Says whether it still held.
///
/// # Errors
/// When the engine fails.
pub async fn withdraw_adjustment(
    tx: &mut Tx,
    id: Uuid,
    by: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let gone = run!(tx, |connection| sqlx::query(WITHDRAW)
        .bind(id)
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(gone == 1)
}

type Row = (
    Uuid,
    Uuid,
    Uuid,
    String,
    i32,
    String,
    String,
    SqlDate,
    Option<SqlDate>,
    Uuid,
    i64,
);

fn read(row: Row) -> Result<Adjustment, StoreError> {
    let (id, person, provider, component, minutes, ground, words, from, until, by, at) = row;
    let table = "prior_learning_adjustment";
    Ok(Adjustment {
        id,
        person: PersonId(person),
        provider: ProviderId(provider),
        component,
        minutes: Minutes(minutes),
        ground: Ground::read(&ground).ok_or_else(|| impossible(table, "ground", id))?,
        words,
        from: from.to_jiff(),
        until: until.map(SqlDate::to_jiff),
        by: PersonId(by),
        at: Timestamp::from_microsecond(at).map_err(|_| impossible(table, "decided_at", id))?,
    })
}
