//! Remembers which records were found to be one person's, and who were told apart.
//!
//! Owns `person_merge` and `person_distinct`. It never deletes a record.

use std::collections::{HashMap, HashSet};

use domain::{Timestamp, person::PersonId};
use uuid::Uuid;

use crate::{StoreError, Tx};

const KEEP: &str = "insert into person_merge (other_id, kept_id, merged_at, merged_by, held)
    values ($1, $2, $3, $4, $5)";
const LEAD_ON: &str = "update person_merge set kept_id = $2 where kept_id = $1";
const INTO: &str = "select kept_id from person_merge where other_id = $1";
const FROM: &str =
    "select other_id, held from person_merge where kept_id = $1 order by merged_at, other_id";
const ALL: &str = "select other_id, kept_id from person_merge";
const EMAILS: &str = "update person_email set person_id = $2 where person_id = $1";
const REFERENCES: &str = "update person_reference set person_id = $2 where person_id = $1";
const VIEWS: &str = "update person_view set person_id = $2 where person_id = $1 and not exists (
    select 1 from person_view same
    where same.person_id = $2 and same.provider_id = person_view.provider_id
     and same.place = person_view.place and same.name = person_view.name)";
const APART: &str = "insert into person_distinct (first_id, second_id, told_at, told_by)
    values ($1, $2, $3, $4)
    on conflict (first_id, second_id) do nothing";
const DISTINCT: &str = "select first_id, second_id from person_distinct";

pub(crate) const CONSTANTS: [&str; 10] = [
    KEEP, LEAD_ON, INTO, FROM, ALL, EMAILS, REFERENCES, VIEWS, APART, DISTINCT,
];

/// Two records that were found to be one person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The record that stays and leads on.
    pub other: PersonId,
    /// The record that is kept.
    pub kept: PersonId,
    /// When they were joined.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// What the other record held, as JSON.
    pub held: String,
}

/// Keeps that two records are one person's. Records that led to the other lead to the kept one.
///
/// # Errors
/// When the other leads on already, or the engine fails.
pub async fn keep_merge(tx: &mut Tx, merge: &Merge) -> Result<(), StoreError> {
    run!(tx, |connection| {
        sqlx::query(LEAD_ON)
            .bind(merge.other.0)
            .bind(merge.kept.0)
            .execute(&mut *connection)
            .await
            .map(|_| ())?;
        sqlx::query(KEEP)
            .bind(merge.other.0)
            .bind(merge.kept.0)
            .bind(merge.at.as_microsecond())
            .bind(merge.by.0)
            .bind(&merge.held)
            .execute(&mut *connection)
            .await
            .map(|_| ())?;
    });
    Ok(())
}

/// Finds the record to which another leads since they were joined.
///
/// # Errors
/// When the engine fails.
pub async fn merged_into(tx: &mut Tx, person: PersonId) -> Result<Option<PersonId>, StoreError> {
    let row: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(INTO)
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(kept,)| PersonId(kept)))
}

/// Lists the records that lead to one, the earliest joined first, with what each held.
///
/// # Errors
/// When the engine fails.
pub async fn merged_from(
    tx: &mut Tx,
    kept: PersonId,
) -> Result<Vec<(PersonId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = run!(tx, |connection| sqlx::query_as(FROM)
        .bind(kept.0)
        .fetch_all(connection)
        .await?);
    let known = |(other, held)| (PersonId(other), held);
    Ok(rows.into_iter().map(known).collect())
}

/// Lists every record that leads to another, with that other.
///
/// # Errors
/// When the engine fails.
pub async fn merges(tx: &mut Tx) -> Result<HashMap<PersonId, PersonId>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = run!(tx, |connection| sqlx::query_as(ALL)
        .fetch_all(connection)
        .await?);
    let known = |(other, kept)| (PersonId(other), PersonId(kept));
    Ok(rows.into_iter().map(known).collect())
}

/// Hands addresses, references and views of one record to another.
///
/// A view whose name the other has already stays where it is.
///
/// # Errors
/// When the engine fails.
pub async fn move_names(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    for sql in [EMAILS, REFERENCES, VIEWS] {
        run!(tx, |connection| sqlx::query(sql)
            .bind(from.0)
            .bind(to.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}

/// Keeps that two records are of two people: told twice, the first time stands.
///
/// # Errors
/// When the engine fails.
pub async fn tell_apart(
    tx: &mut Tx,
    (one, other): (PersonId, PersonId),
    at: Timestamp,
    by: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(APART)
        .bind(one.min(other).0)
        .bind(one.max(other).0)
        .bind(at.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists every two who were told apart, the lower number first.
///
/// # Errors
/// When the engine fails.
pub async fn distinct(tx: &mut Tx) -> Result<HashSet<(PersonId, PersonId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = run!(tx, |connection| sqlx::query_as(DISTINCT)
        .fetch_all(connection)
        .await?);
    let known = |(one, other)| (PersonId(one), PersonId(other));
    Ok(rows.into_iter().map(known).collect())
}
