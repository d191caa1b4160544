//! Remembers what opens something once.
//!
//! Owns `access_ticket`. It never decides whether a ticket still opens anything.

use domain::{
    Timestamp,
    access::ticket::{Purpose, Ticket},
    person::PersonId,
};
use uuid::Uuid;

use super::Hash;
use crate::{StoreError, Tx, error::impossible};

const ADD: &str = "insert into access_ticket
    (id, purpose, secret_hash, code_hash, person_id, address, object, made_at, made_by, ends_at,
     subject, tries)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)";
macro_rules! columns {
    () => {
        "select id, purpose, person_id, address, object, made_at, made_by, ends_at, used_at, tries,
         subject
         from access_ticket"
    };
}
const BY_SECRET: &str = concat!(columns!(), " where secret_hash = $1");
const BY_CODE: &str = concat!(columns!(), " where id = $1 and code_hash = $2");
const ONE: &str = concat!(columns!(), " where id = $1");
const USE: &str = "update access_ticket set used_at = $2
    where id = $1 and used_at is null and ends_at > $2";
const GUESSED: &str = "update access_ticket set tries = tries + 1 where id = $1";
const VOID: &str = "update access_ticket set used_at = $3
    where person_id = $1 and purpose = $2 and used_at is null and ends_at > $3";
const HAND: &str = "update access_ticket set person_id = $2 where person_id = $1";
const FORGET: &str = "delete from access_ticket where ends_at < $1";

pub(crate) const CONSTANTS: [&str; 9] = [
    ADD, BY_SECRET, BY_CODE, ONE, USE, GUESSED, VOID, HAND, FORGET,
];

type Found = (
    Uuid,
    String,
    Option<Uuid>,
    Option<String>,
    Option<String>,
    i64,
    Uuid,
    i64,
    Option<i64>,
    i64,
    Option<Vec<u8>>,
);

fn ticket_from(row: Found) -> Result<Ticket, StoreError> {
    let (id, purpose, person, address, object, made_at, made_by, ends_at, used_at, tries, subject) =
        row;
    let wrong = |column| impossible("access_ticket", column, id);
    let at = |micros: i64, column| Timestamp::from_microsecond(micros).map_err(|_| wrong(column));
    let used_at = used_at.map(|micros| at(micros, "used_at")).transpose()?;
    let subject = subject.map(|hash| Hash::try_from(hash).map_err(|_| wrong("subject")));
    Ok(Ticket {
        id,
        purpose: Purpose::read(&purpose).ok_or_else(|| wrong("purpose"))?,
        person: person.map(PersonId),
        address,
        subject: subject.transpose()?,
        object,
        made_at: at(made_at, "made_at")?,
        made_by: PersonId(made_by),
        ends_at: at(ends_at, "ends_at")?,
        used_at,
        tries,
    })
}

/// Keeps a new ticket under the hashes of its secret and of its code.
///
/// # Errors
/// When the engine fails.
pub async fn add(
    tx: &mut Tx,
    ticket: &Ticket,
    secret: &Hash,
    code: Option<&Hash>,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD)
        .bind(ticket.id)
        .bind(ticket.purpose.code())
        .bind(secret.as_slice())
        .bind(code.map(|hash| hash.as_slice()))
        .bind(ticket.person.map(|person| person.0))
        .bind(ticket.address.as_deref())
        .bind(ticket.object.as_deref())
        .bind(ticket.made_at.as_microsecond())
        .bind(ticket.made_by.0)
        .bind(ticket.ends_at.as_microsecond())
        .bind(ticket.subject.as_ref().map(<[u8; 32]>::as_slice))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Finds the ticket of a secret, used and lapsed ones too.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn by_secret(tx: &mut Tx, secret: &Hash) -> Result<Option<Ticket>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(BY_SECRET)
        .bind(secret.as_slice())
        .fetch_optional(connection)
        .await?);
    row.map(ticket_from).transpose()
}

/// Finds a ticket by its number where this is its code.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn by_code(tx: &mut Tx, id: Uuid, code: &Hash) -> Result<Option<Ticket>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(BY_CODE)
        .bind(id)
        .bind(code.as_slice())
        .fetch_optional(connection)
        .await?);
    row.map(ticket_from).transpose()
}

/// Finds a ticket by its number.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn one(tx: &mut Tx, id: Uuid) -> Result<Option<Ticket>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id)
        .fetch_optional(connection)
        .await?);
    row.map(ticket_from).transpose()
}

/// Uses a ticket up. Says whether this was the one time: whoever comes at the same moment hears no.
///
/// # Errors
/// When the engine fails.
pub async fn use_up(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(USE)
        .bind(id)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|done| done.rows_affected() > 0)?))
}

/// Counts a wrong code.
///
/// # Errors
/// When the engine fails.
pub async fn guessed(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(GUESSED)
        .bind(id)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Voids every open ticket of somebody for a purpose.
///
/// # Errors
/// When the engine fails.
pub async fn void(
    tx: &mut Tx,
    person: PersonId,
    purpose: Purpose,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(VOID)
        .bind(person.0)
        .bind(purpose.code())
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands the tickets of one record to another of the same person.
///
/// # Errors
/// When the engine fails.
pub async fn hand(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(HAND)
        .bind(from.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Forgets what lapsed before an instant.
///
/// # Errors
/// When the engine fails.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FORGET)
        .bind(before.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
