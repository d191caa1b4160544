//! Remembers people: `person_record`, `person_email`, `person_reference`, `person_membership`,
//! `person_view`, `person_merge`, `person_distinct`, `person_twin`, `person_erasure` and its answers.
//!
//! Owns these tables. It never decides whether two records are one person's.

mod actor;
mod among;
mod contact;
mod erase;
mod erasure;
mod membership;
mod merge;
mod one;
mod returned;
mod twin;
mod view;

use domain::{
    partnership::ProviderId,
    person::{Person, PersonId, fold},
};
use uuid::Uuid;

pub(crate) use actor::CONSTANTS as ACTOR_CONSTANTS;
pub use actor::{Acting, actor};
pub(crate) use among::constants as among_constants;
pub use among::{memberships_among, named, visitors};
pub(crate) use contact::constants as contact_constants;
pub use contact::{addresses, in_role};
pub use erase::{FATES, Fate, Touched, Traces, count_traces, erase};
pub(crate) use erase::{constants as erase_constants, pattern};
pub(crate) use erasure::CONSTANTS as ERASURE_CONSTANTS;
pub use erasure::{
    answer_erasure, ask_erasure, end_erasure, erasure, erasure_answers, erasure_of,
    erasures_unanswered, open_erasures,
};
pub(crate) use membership::CONSTANTS as MEMBERSHIP_CONSTANTS;
pub use membership::{
    NewMembership, add_membership, change_membership, hand_membership, memberships, memberships_of,
    memberships_with, set_membership_aside,
};
pub(crate) use merge::CONSTANTS as MERGE_CONSTANTS;
pub use merge::{
    Merge, distinct, keep_merge, merged_from, merged_into, merges, move_names, tell_apart,
};
pub(crate) use one::CONSTANTS as ONE_CONSTANTS;
pub use one::{
    change_trn, emails_of, lock, membership, references_of, remove_email, with_email, with_trn,
};
pub(crate) use returned::CONSTANTS as RETURNED_CONSTANTS;
pub use returned::{came_back, mail_arrives, mail_came_back};
pub(crate) use twin::CONSTANTS as TWIN_CONSTANTS;
pub use twin::{propose_twins, twins};
pub(crate) use view::CONSTANTS as VIEW_CONSTANTS;
pub use view::{View, drop_view, keep_view, views};

use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into person_record (id, trn, first_name, last_name, name_search)
    values ($1, $2, $3, $4, $5)";
const RENAME: &str = "update person_record
    set first_name = $2, last_name = $3, name_search = $4
    where id = $1";
const SET_TRN: &str = "update person_record set trn = $2 where id = $1 and trn is null";
const ADD_EMAIL: &str = "insert into person_email (address, person_id) values ($1, $2)";
const ADD_REFERENCE: &str = "insert into person_reference (provider_id, reference, person_id)
    values ($1, $2, $3)";
const TAKE_TRN: &str = "update person_record set trn = null where id = $1 and trn = $2";
const TAKE_EMAIL: &str = "delete from person_email where person_id = $1 and address = $2";
const TAKE_REFERENCE: &str = "delete from person_reference
    where provider_id = $1 and reference = $2 and person_id = $3";
const PEOPLE: &str = "select id, trn, first_name, last_name from person_record";
const PERSON: &str = "select id, trn, first_name, last_name from person_record where id = $1";
const WITH_PROVIDER: &str = "select id, trn, first_name, last_name
    from person_record
    where id in (select person_id from person_membership where provider_id = $1)";
const EMAILS: &str = "select address, person_id from person_email";
const EMAILS_WITH: &str = "select address, person_id from person_email
    where person_id in (select person_id from person_membership where provider_id = $1)";
const REFERENCES: &str = "select reference, person_id from person_reference where provider_id = $1";
const PROVIDERS: &str = "select distinct provider_id from person_membership where person_id = $1
    union
    select distinct provider_id from ledger_entry where person_id = $1";

pub(crate) const CONSTANTS: [&str; 15] = [
    TAKE_TRN,
    TAKE_EMAIL,
    TAKE_REFERENCE,
    ADD,
    RENAME,
    SET_TRN,
    ADD_EMAIL,
    ADD_REFERENCE,
    PEOPLE,
    WITH_PROVIDER,
    PERSON,
    EMAILS,
    EMAILS_WITH,
    REFERENCES,
    PROVIDERS,
];

pub(crate) type Found = (Uuid, Option<String>, String, String);

/// Keeps a new person.
///
/// # Errors
/// When the number is another's, or the engine fails.
pub async fn add(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD)
        .bind(person.id.0)
        .bind(person.trn.map(|trn| trn.to_string()))
        .bind(&person.first_name)
        .bind(&person.last_name)
        .bind(fold(&person.name()))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps another name for a person.
///
/// # Errors
/// When the engine fails.
pub async fn rename(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(RENAME)
        .bind(person.id.0)
        .bind(&person.first_name)
        .bind(&person.last_name)
        .bind(fold(&person.name()))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps the number of a person who had none.
///
/// # Errors
/// When the number is another's, or the engine fails.
pub async fn set_trn(tx: &mut Tx, person: PersonId, trn: &str) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SET_TRN)
        .bind(person.0)
        .bind(trn)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps an e-mail address of a person, folded to lower case.
///
/// # Errors
/// When the address is another's, or the engine fails.
pub async fn add_email(tx: &mut Tx, person: PersonId, address: &str) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD_EMAIL)
        .bind(address.to_lowercase())
        .bind(person.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps what a provider calls a person in its own records.
///
/// # Errors
/// When the reference is another's, or the engine fails.
pub async fn add_reference(
    tx: &mut Tx,
    provider: ProviderId,
    reference: &str,
    person: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD_REFERENCE)
        .bind(provider.0)
        .bind(reference)
        .bind(person.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Takes back a number that a person was given.
///
/// # Errors
/// When the engine fails.
pub async fn take_trn(tx: &mut Tx, person: PersonId, trn: &str) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(TAKE_TRN)
        .bind(person.0)
        .bind(trn)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Takes back an address that a person was given.
///
/// # Errors
/// When the engine fails.
pub async fn take_email(tx: &mut Tx, person: PersonId, address: &str) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(TAKE_EMAIL)
        .bind(person.0)
        .bind(address)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Takes back what a provider called a person.
///
/// # Errors
/// When the engine fails.
pub async fn take_reference(
    tx: &mut Tx,
    provider: ProviderId,
    reference: &str,
    person: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(TAKE_REFERENCE)
        .bind(provider.0)
        .bind(reference)
        .bind(person.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists everyone.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn people(tx: &mut Tx) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(PEOPLE)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(person_from).collect()
}

/// Lists everyone who has a membership with a provider.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn with_provider(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(WITH_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(person_from).collect()
}

/// Finds one person.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn person(tx: &mut Tx, person: PersonId) -> Result<Option<Person>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(PERSON)
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    row.map(person_from).transpose()
}

/// Lists every e-mail address with its person.
///
/// # Errors
/// When the engine fails.
pub async fn emails(tx: &mut Tx) -> Result<Vec<(String, PersonId)>, StoreError> {
    let rows: Vec<(String, Uuid)> = run!(tx, |connection| sqlx::query_as(EMAILS)
        .fetch_all(connection)
        .await?);
    Ok(rows
        .into_iter()
        .map(|(address, person)| (address, PersonId(person)))
        .collect())
}

/// Lists the e-mail addresses of everyone who has a membership with a provider.
///
/// # Errors
/// When the engine fails.
pub async fn emails_with(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<(String, PersonId)>, StoreError> {
    let rows: Vec<(String, Uuid)> = run!(tx, |connection| sqlx::query_as(EMAILS_WITH)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok(rows
        .into_iter()
        .map(|(address, person)| (address, PersonId(person)))
        .collect())
}

/// Lists what a provider calls people in its own records.
///
/// # Errors
/// When the engine fails.
pub async fn references(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<(String, PersonId)>, StoreError> {
    let rows: Vec<(String, Uuid)> = run!(tx, |connection| sqlx::query_as(REFERENCES)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok(rows
        .into_iter()
        .map(|(reference, person)| (reference, PersonId(person)))
        .collect())
}

/// Lists the providers with whom a person has a membership or an entry.
///
/// # Errors
/// When the engine fails.
pub async fn providers(tx: &mut Tx, person: PersonId) -> Result<Vec<ProviderId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(PROVIDERS)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    Ok(rows
        .into_iter()
        .map(|(provider,)| ProviderId(provider))
        .collect())
}

pub(crate) fn person_from((id, trn, first_name, last_name): Found) -> Result<Person, StoreError> {
    let trn = trn.map(|trn| trn.parse()).transpose();
    Ok(Person {
        id: PersonId(id),
        trn: trn.map_err(|_| impossible("person_record", "trn", id))?,
        first_name,
        last_name,
    })
}
