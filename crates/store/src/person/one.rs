//! Reads and changes what names one person: number, addresses, references.
//!
//! Owns no table of its own. It never reads anybody else.

use domain::{
    partnership::ProviderId,
    person::{PersonId, Trn},
};
use uuid::Uuid;

use super::{
    NewMembership,
    membership::{Found, membership_from},
};
use crate::{StoreError, Tx};

const LOCK: &str = "update person_record set trn = trn where id = $1";
const CHANGE_TRN: &str = "update person_record set trn = $2 where id = $1";
const EMAILS_OF: &str = "select address from person_email where person_id = $1
    order by case when returned_at is null then 0 else 1 end, address";
const WITH_EMAIL: &str = "select person_id from person_email where address = $1";
const WITH_TRN: &str = "select id from person_record where trn = $1";
const REMOVE_EMAIL: &str = "delete from person_email where person_id = $1 and address = $2";
const REFERENCES_OF: &str = "select provider_id, reference
    from person_reference
    where person_id = $1
    order by reference";
const MEMBERSHIP: &str = "select
    id, person_id, provider_id, role, school_urn, subject, school_phase, from_on, until_on,
    trust_code, placement_id, sample_id
    from person_membership
    where id = $1";

pub(crate) const CONSTANTS: [&str; 8] = [
    WITH_EMAIL,
    WITH_TRN,
    LOCK,
    CHANGE_TRN,
    EMAILS_OF,
    REMOVE_EMAIL,
    REFERENCES_OF,
    MEMBERSHIP,
];

/// Locks somebody's record until the transaction ends.
///
/// # Errors
/// When the engine fails.
pub async fn lock(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(LOCK)
        .bind(person.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps another number of a person, or none.
///
/// # Errors
/// When the number is another's, or the engine fails.
pub async fn change_trn(tx: &mut Tx, person: PersonId, trn: Option<Trn>) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(CHANGE_TRN)
        .bind(person.0)
        .bind(trn.map(|trn| trn.to_string()))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the addresses of one person; those from which mail came back stand last.
///
/// # Errors
/// When the engine fails.
pub async fn emails_of(tx: &mut Tx, person: PersonId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = run!(tx, |connection| sqlx::query_as(EMAILS_OF)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(address,)| address).collect())
}

/// Finds whose an address is, folded to lower case.
///
/// # Errors
/// When the engine fails.
pub async fn with_email(tx: &mut Tx, address: &str) -> Result<Option<PersonId>, StoreError> {
    let row: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(WITH_EMAIL)
        .bind(address)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(person,)| PersonId(person)))
}

/// Takes an address away from a person.
///
/// # Errors
/// When the engine fails.
pub async fn remove_email(tx: &mut Tx, person: PersonId, address: &str) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(REMOVE_EMAIL)
        .bind(person.0)
        .bind(address)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists what providers call one person in their own records.
///
/// # Errors
/// When the engine fails.
pub async fn references_of(
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<(ProviderId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = run!(tx, |connection| sqlx::query_as(REFERENCES_OF)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    let known = |(provider, reference)| (ProviderId(provider), reference);
    Ok(rows.into_iter().map(known).collect())
}

/// Finds one membership.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn membership(tx: &mut Tx, id: Uuid) -> Result<Option<NewMembership>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(MEMBERSHIP)
        .bind(id)
        .fetch_optional(connection)
        .await?);
    row.map(membership_from).transpose()
}

/// Finds whose a number is.
///
/// # Errors
/// When the engine fails.
pub async fn with_trn(tx: &mut Tx, trn: Trn) -> Result<Option<PersonId>, StoreError> {
    let row: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(WITH_TRN)
        .bind(trn.to_string())
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(person,)| PersonId(person)))
}
