//! Takes back messages that no longer hold, puts off what may not go yet, and keeps what came back.
//!
//! Owns no table: it changes the state of rows of `notice_outbox`. It never takes back what somebody is
//! sending at that moment.

use domain::{Timestamp, person::PersonId};
use uuid::Uuid;

use crate::{StoreError, Tx};

const OUTDATED_BY: &str = "select distinct o.id
    from notice_message m
    join notice_outbox o on o.id = m.mail_id
    where m.about_id = $1 and m.withdrawn_at is not null and o.state in ('waiting', 'given_up')
    order by o.id";

const OUTDATED: &str = "select distinct o.id
    from notice_outbox o
    join notice_message m on m.person_id = o.person_id and m.mail_id = o.id
    where o.state = 'waiting' and o.next_at <= $1
      and (o.lease_ends_at is null or o.lease_ends_at <= $1)
      and m.withdrawn_at is not null
    order by o.id";

const TAKE_BACK: &str = "update notice_outbox
    set state = 'lapsed', subject = '', plain = '', html = '', calendar = null, lease_id = null,
        lease_ends_at = null
    where id = $1 and state in ('waiting', 'given_up')
      and (lease_ends_at is null or lease_ends_at <= $2)";

const PUT_OFF: &str = "update notice_outbox
    set next_at = $3, lease_id = null, lease_ends_at = null
    where id = $1 and lease_id = $2 and state = 'waiting'";

const CAME_BACK: &str = "update notice_outbox
    set state = 'given_up', failure = $2
    where id = $1 and state = 'sent'
    returning address, person_id";

const WRITE_ANEW: &str = "update notice_outbox
    set state = 'lapsed'
    where id = $1 and state = 'given_up' and sent_at is not null
      and exists (select 1 from notice_mail m where m.id = notice_outbox.id)";

pub(crate) const CONSTANTS: [&str; 6] = [
    OUTDATED_BY,
    OUTDATED,
    TAKE_BACK,
    PUT_OFF,
    CAME_BACK,
    WRITE_ANEW,
];

/// Lists the messages not sent yet that tell of a record what no longer holds.
///
/// # Errors
/// When the engine fails.
pub async fn outdated_by(tx: &mut Tx, about: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(OUTDATED_BY)
        .bind(about)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Lists the messages that are due, and nobody's to send, and tell something that no longer holds.
///
/// # Errors
/// When the engine fails.
pub async fn outdated(tx: &mut Tx, now: Timestamp) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(OUTDATED)
        .bind(now.as_microsecond())
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Takes a message back before it goes, with its words. Says whether it was nobody's to send.
///
/// # Errors
/// When the engine fails.
pub async fn take_back(tx: &mut Tx, message: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    let touched = run!(tx, |connection| sqlx::query(TAKE_BACK)
        .bind(message)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(touched == 1)
}

/// Gives a message back untried, until an instant at which it may go. Says whether it was still this
/// lease's to say.
///
/// # Errors
/// When the engine fails.
pub async fn put_off(
    tx: &mut Tx,
    message: Uuid,
    lease: Uuid,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let touched = run!(tx, |connection| sqlx::query(PUT_OFF)
        .bind(message)
        .bind(lease)
        .bind(until.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(touched == 1)
}

/// Keeps that a message which the mail server had taken came back, and why. Says to which address it went,
/// and whose that is; nothing where no such message was sent, or it came back already.
///
/// # Errors
/// When the engine fails.
pub async fn came_back(
    tx: &mut Tx,
    message: Uuid,
    why: &str,
) -> Result<Option<(String, Option<PersonId>)>, StoreError> {
    let row: Option<(String, Option<Uuid>)> = run!(tx, |connection| sqlx::query_as(CAME_BACK)
        .bind(message)
        .bind(why)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(address, person)| (address, person.map(PersonId))))
}

/// Keeps that what came back is told in another mail: its own words are gone. Says whether it came back and
/// told something of an inbox.
///
/// # Errors
/// When the engine fails.
pub async fn write_anew(tx: &mut Tx, message: Uuid) -> Result<bool, StoreError> {
    let touched = run!(tx, |connection| sqlx::query(WRITE_ANEW)
        .bind(message)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(touched == 1)
}
