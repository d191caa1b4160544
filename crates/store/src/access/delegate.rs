//! Remembers who decides in whose name while somebody is away.
//!
//! Owns `access_delegate`. It never says what a delegate may do.

use domain::{Timestamp, access::delegate::Delegate, person::PersonId};
use jiff_sqlx::{Date, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into access_delegate
    (id, giver_id, delegate_id, membership_id, from_on, until_on, why, named_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const OF: &str =
    "select id, giver_id, delegate_id, membership_id, from_on, until_on, why, named_at,
        ended_at, ended_by
    from access_delegate
    where giver_id = $1 or delegate_id = $1
    order by from_on desc, id";
const ONE: &str =
    "select id, giver_id, delegate_id, membership_id, from_on, until_on, why, named_at,
        ended_at, ended_by
    from access_delegate
    where id = $1";
const END: &str = "update access_delegate
    set ended_at = $2, ended_by = $3
    where id = $1 and ended_at is null";

const HAND_GIVEN: &str = "update access_delegate
    set giver_id = $2
    where giver_id = $1 and delegate_id <> $2";
const HAND_TAKEN: &str = "update access_delegate
    set delegate_id = $2
    where delegate_id = $1 and giver_id <> $2";

pub(crate) const CONSTANTS: [&str; 6] = [ADD, OF, ONE, END, HAND_GIVEN, HAND_TAKEN];

/// Keeps that somebody is named.
///
/// # Errors
/// When the engine fails.
pub async fn add(tx: &mut Tx, new: &Delegate) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD)
        .bind(new.id)
        .bind(new.giver.0)
        .bind(new.delegate.0)
        .bind(new.membership)
        .bind(new.from.to_sqlx())
        .bind(new.until.to_sqlx())
        .bind(&new.why)
        .bind(new.named_at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Found = (
    Uuid,
    Uuid,
    Uuid,
    Uuid,
    Date,
    Date,
    String,
    i64,
    Option<i64>,
    Option<Uuid>,
);

/// Lists whom somebody named, and in whose name they were named, the latest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<Delegate>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(delegate_from).collect()
}

/// Finds one by its number.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn one(tx: &mut Tx, id: Uuid) -> Result<Option<Delegate>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id)
        .fetch_optional(connection)
        .await?);
    row.map(delegate_from).transpose()
}

/// Keeps that it was ended. Says whether it was not before.
///
/// # Errors
/// When the engine fails.
pub async fn end(tx: &mut Tx, id: Uuid, now: Timestamp, by: PersonId) -> Result<bool, StoreError> {
    let ended = run!(tx, |connection| sqlx::query(END)
        .bind(id)
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(ended > 0)
}

/// Hands what was said of one record to another of the same person; nobody becomes their own delegate.
///
/// # Errors
/// When the engine fails.
pub async fn hand(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    for statement in [HAND_GIVEN, HAND_TAKEN] {
        run!(tx, |connection| sqlx::query(statement)
            .bind(from.0)
            .bind(to.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}

fn delegate_from(row: Found) -> Result<Delegate, StoreError> {
    let (id, giver, delegate, membership, from, until, why, named, ended, by) = row;
    let instant = |column, at| {
        Timestamp::from_microsecond(at).map_err(|_| impossible("access_delegate", column, id))
    };
    let ended = ended.map(|at| instant("ended_at", at)).transpose()?;
    Ok(Delegate {
        id,
        giver: PersonId(giver),
        delegate: PersonId(delegate),
        membership,
        from: from.to_jiff(),
        until: until.to_jiff(),
        why,
        named_at: instant("named_at", named)?,
        ended: ended.zip(by.map(PersonId)),
    })
}
