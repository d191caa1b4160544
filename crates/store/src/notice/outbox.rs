//! Remembers what waits to be sent: `notice_outbox`.
//!
//! Owns this table and the word lease. It never sends anything, and never keeps the words of what
//! was sent.

mod back;
mod letter;

use domain::{
    Timestamp,
    notice::{Message, MessageKind},
    partnership::ProviderId,
    person::PersonId,
};
use uuid::Uuid;

pub(crate) use back::CONSTANTS as BACK_CONSTANTS;
pub use back::{came_back, outdated, outdated_by, put_off, take_back, write_anew};
pub(crate) use letter::CONSTANTS as LETTER_CONSTANTS;
pub use letter::{Letter, counts, letters, longest_due, troubled, troubled_one};

use crate::{StoreError, Tx, error::impossible};

const QUEUE: &str = "insert into notice_outbox
    (id, address, person_id, provider_id, kind, subject, plain, html, queued_at, useless_at,
     calendar, state, tries, next_at, failure)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', 0, $9, '')";

const DUE: &str = "select count(*) from notice_outbox
    where state = 'waiting' and next_at <= $1 and (lease_ends_at is null or lease_ends_at <= $1)";

const LEASE: &str = "update notice_outbox set lease_id = $1, lease_ends_at = $2
    where state = 'waiting' and (lease_ends_at is null or lease_ends_at <= $3)
      and (useless_at is null or useless_at > $3)
      and id in (
        select id from notice_outbox
        where state = 'waiting' and next_at <= $3
          and (lease_ends_at is null or lease_ends_at <= $3)
        order by next_at, id
        limit $4)
    returning id, address, person_id, provider_id, kind, subject, plain, html, calendar, useless_at,
        tries";

const SENT: &str = "update notice_outbox
    set state = 'sent', sent_at = $3, tries = tries + 1, subject = '', plain = '', html = '',
        calendar = null, failure = '', lease_id = null, lease_ends_at = null
    where id = $1 and lease_id = $2 and state = 'waiting'";

const WAIT: &str = "update notice_outbox
    set tries = tries + 1, next_at = $3, failure = $4, lease_id = null, lease_ends_at = null
    where id = $1 and lease_id = $2 and state = 'waiting'";

const GIVE_UP: &str = "update notice_outbox
    set state = 'given_up', tries = tries + 1, failure = $3, lease_id = null, lease_ends_at = null
    where id = $1 and lease_id = $2 and state = 'waiting'";

const LET_LAPSE: &str = "update notice_outbox
    set state = 'lapsed', subject = '', plain = '', html = '', calendar = null, lease_id = null,
        lease_ends_at = null
    where state in ('waiting', 'given_up') and useless_at <= $1
      and (lease_ends_at is null or lease_ends_at <= $1)";

const AGAIN: &str = "update notice_outbox set state = 'waiting', tries = 0, next_at = $2
    where id = $1 and state in ('waiting', 'given_up') and sent_at is null
      and (lease_ends_at is null or lease_ends_at <= $2)";

const WAITING: &str = "select id, address, person_id, provider_id, kind, subject, plain, html,
        calendar, useless_at, tries
    from notice_outbox
    where state = 'waiting'
    order by queued_at desc, id desc
    limit $1";

const HAND: &str = "update notice_outbox set person_id = $2 where person_id = $1";

pub(crate) const CONSTANTS: [&str; 10] = [
    QUEUE, DUE, LEASE, SENT, WAIT, GIVE_UP, LET_LAPSE, AGAIN, WAITING, HAND,
];

/// A message that is somebody's to send for a while, with how often it was tried before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leased {
    /// The message.
    pub message: Message,
    /// How often it was tried before.
    pub tries: usize,
}

/// Keeps a message that a deed owes, in the deed's own transaction.
///
/// # Errors
/// When the engine fails.
pub async fn queue(tx: &mut Tx, now: Timestamp, message: &Message) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(QUEUE)
        .bind(message.id)
        .bind(&message.to)
        .bind(message.person.map(|person| person.0))
        .bind(message.provider.map(|provider| provider.0))
        .bind(message.kind.code())
        .bind(&message.subject)
        .bind(&message.text)
        .bind(&message.html)
        .bind(now.as_microsecond())
        .bind(message.useless_after.map(Timestamp::as_microsecond))
        .bind(&message.calendar)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Says how many messages are due and nobody's to send: asked often, so it locks nothing.
///
/// # Errors
/// When the engine fails.
pub async fn due(tx: &mut Tx, now: Timestamp) -> Result<i64, StoreError> {
    let (due,): (i64,) = run!(tx, |connection| sqlx::query_as(DUE)
        .bind(now.as_microsecond())
        .fetch_one(connection)
        .await?);
    Ok(due)
}

/// Takes a lease on messages that are due, at most so many, the longest due first.
///
/// Nobody else is given them before the lease ends; whoever ends without a word is so replaced.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn lease(
    tx: &mut Tx,
    lease: Uuid,
    now: Timestamp,
    ends: Timestamp,
    most: i64,
) -> Result<Vec<Leased>, StoreError> {
    let rows: Vec<Whole> = run!(tx, |connection| sqlx::query_as(LEASE)
        .bind(lease)
        .bind(ends.as_microsecond())
        .bind(now.as_microsecond())
        .bind(most)
        .fetch_all(connection)
        .await?);
    let mut leased: Vec<Leased> = rows
        .into_iter()
        .map(leased_from)
        .collect::<Result<_, _>>()?;
    leased.sort_by_key(|leased| leased.message.id);
    Ok(leased)
}

/// Keeps that the mail server has taken a message, and lets its words go. Says whether it was
/// still this lease's to say.
///
/// # Errors
/// When the engine fails.
pub async fn sent(
    tx: &mut Tx,
    message: Uuid,
    lease: Uuid,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let touched = run!(tx, |connection| sqlx::query(SENT)
        .bind(message)
        .bind(lease)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(touched == 1)
}

/// Keeps that a try failed: it is tried again then, or given up. Says whether it was still this
/// lease's to say.
///
/// # Errors
/// When the engine fails.
pub async fn failed(
    tx: &mut Tx,
    message: Uuid,
    lease: Uuid,
    next: Option<Timestamp>,
    failure: &str,
) -> Result<bool, StoreError> {
    let touched = match next {
        Some(next) => run!(tx, |connection| sqlx::query(WAIT)
            .bind(message)
            .bind(lease)
            .bind(next.as_microsecond())
            .bind(failure)
            .execute(connection)
            .await?
            .rows_affected()),
        None => run!(tx, |connection| sqlx::query(GIVE_UP)
            .bind(message)
            .bind(lease)
            .bind(failure)
            .execute(connection)
            .await?
            .rows_affected()),
    };
    Ok(touched == 1)
}

/// Lets lapse what is of no more use, with its words. Says how many.
///
/// # Errors
/// When the engine fails.
pub async fn let_lapse(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(LET_LAPSE)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected()))
}

/// Makes a message that waits or was given up due at once. Says whether there was one; what came back has
/// no words any more.
///
/// # Errors
/// When the engine fails.
pub async fn again(tx: &mut Tx, message: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    let touched = run!(tx, |connection| sqlx::query(AGAIN)
        .bind(message)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(touched == 1)
}

/// Lists messages that wait, with their words, the newest first: where nothing is ever sent.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn waiting(tx: &mut Tx, most: i64) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Whole> = run!(tx, |connection| sqlx::query_as(WAITING)
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(leased_from(row)?.message))
        .collect()
}

/// Hands the messages of one record to another of the same person.
///
/// # Errors
/// When the engine fails.
pub async fn hand_messages(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(HAND)
        .bind(from.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

fn instant(micros: i64, column: &'static str, id: Uuid) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| impossible("notice_outbox", column, id))
}

type Whole = (
    Uuid,
    String,
    Option<Uuid>,
    Option<Uuid>,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<i64>,
    i64,
);

fn leased_from(row: Whole) -> Result<Leased, StoreError> {
    let (id, to, person, provider, kind, subject, text, html, calendar, useless, tries) = row;
    let useless = useless.map(|at| instant(at, "useless_at", id));
    Ok(Leased {
        message: Message {
            id,
            to,
            person: person.map(PersonId),
            provider: provider.map(ProviderId),
            kind: MessageKind::read(&kind)
                .ok_or_else(|| impossible("notice_outbox", "kind", id))?,
            subject,
            text,
            html,
            calendar,
            useless_after: useless.transpose()?,
        },
        tries: usize::try_from(tries).map_err(|_| impossible("notice_outbox", "tries", id))?,
    })
}
