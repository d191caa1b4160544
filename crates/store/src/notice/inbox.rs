//! Remembers what people are told: `notice_message`, and which of it went in which mail.
//!
//! Owns `notice_message`. It never decides what goes when.

mod mail;

use domain::{
    Timestamp,
    notice::inbox::{NewNotice, Notice, NoticeKind},
    partnership::ProviderId,
    person::PersonId,
};
use uuid::Uuid;

pub(crate) use mail::CONSTANTS as MAIL_CONSTANTS;
pub use mail::{
    decide_again, due, hold, leave, left, look_again, mail, mailed, waiting, weight, withdraw,
    withdraw_all, withdraw_from, withdraw_of_a_kind,
};

use crate::{StoreError, Tx, error::impossible};

macro_rules! notices {
    ($which:literal) => {
        concat!(
            "select m.id, m.person_id, m.provider_id, m.kind, m.about_id, m.subject, m.words, m.why,
        m.ask, m.path, m.action, m.written_at, m.read_at, m.acted_at, m.withdrawn_at,
        m.useless_at
    from notice_message m
    where ",
            $which
        )
    };
}

const TELL: &str = "insert into notice_message
    (id, person_id, provider_id, kind, once_key, about_id, subject, words, why, ask, path, action,
        send_id, written_at, written_by, useless_at, mail_state, look_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'waiting', $14)
    on conflict (person_id, once_key) do nothing";
const OF: &str = notices!(
    "m.person_id = $1 and m.withdrawn_at is null order by m.written_at desc, m.id desc limit $2"
);
const ALL_OF: &str = notices!("m.person_id = $1 order by m.written_at desc, m.id desc");
const ONE: &str = notices!("m.id = $1");
const UNREAD: &str = "select count(*)
    from notice_message
    where person_id = $1 and read_at is null and withdrawn_at is null";
const GLANCE: &str = "select
        (select count(*) from notice_message
            where person_id = $1 and read_at is null and withdrawn_at is null),
        (select min(address) from person_email
            where person_id = $1 and returned_at is not null)";
const READ: &str = "update notice_message
    set read_at = $2
    where id = $1 and read_at is null";
const UNREAD_AGAIN: &str = "update notice_message
    set read_at = null
    where id = $1";
const READ_ALL: &str = "update notice_message
    set read_at = $2
    where person_id = $1 and read_at is null";
const ACTED: &str = "update notice_message
    set acted_at = coalesce(acted_at, $2), read_at = coalesce(read_at, $2)
    where id = $1";
const OPENED: &str = "update notice_message
    set acted_at = coalesce(acted_at, $3), read_at = coalesce(read_at, $3)
    where person_id = $1 and path = $2 and mail_state = 'mailed' and withdrawn_at is null";
const HAND: &str = "update notice_message
    set person_id = $2
    where person_id = $1 and once_key not in (
        select once_key from notice_message where person_id = $2)";
const LEAVE_DOUBLES: &str = "delete from notice_message where person_id = $1";
const HAND_MAILS: &str = "update notice_mail set person_id = $2 where person_id = $1";

pub(crate) const CONSTANTS: [&str; 14] = [
    GLANCE,
    TELL,
    OF,
    ALL_OF,
    ONE,
    UNREAD,
    READ,
    UNREAD_AGAIN,
    READ_ALL,
    ACTED,
    OPENED,
    HAND,
    HAND_MAILS,
    LEAVE_DOUBLES,
];

/// Keeps what somebody is told, in the deed's own transaction. Says whether it is told for the first
/// time.
///
/// # Errors
/// When the engine fails.
pub async fn tell(
    tx: &mut Tx,
    id: Uuid,
    now: Timestamp,
    new: &NewNotice,
) -> Result<bool, StoreError> {
    let told = run!(tx, |connection| sqlx::query(TELL)
        .bind(id)
        .bind(new.person.0)
        .bind(new.provider.map(|provider| provider.0))
        .bind(new.kind.code())
        .bind(&new.key)
        .bind(new.about)
        .bind(&new.subject)
        .bind(&new.words)
        .bind(&new.why)
        .bind(&new.ask)
        .bind(&new.path)
        .bind(&new.action)
        .bind(new.send)
        .bind(now.as_microsecond())
        .bind(new.by.0)
        .bind(new.useless_after.map(Timestamp::as_microsecond))
        .execute(connection)
        .await?
        .rows_affected());
    Ok(told == 1)
}

/// Lists what somebody is told and still holds, the newest first, at most so many.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn inbox(tx: &mut Tx, person: PersonId, most: i64) -> Result<Vec<Notice>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF)
        .bind(person.0)
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(notice_from).collect()
}

/// Lists everything that somebody was told, the newest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn told_to(tx: &mut Tx, person: PersonId) -> Result<Vec<Notice>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(ALL_OF)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(notice_from).collect()
}

/// Finds one by its number.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn notice(tx: &mut Tx, id: Uuid) -> Result<Option<Notice>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id)
        .fetch_optional(connection)
        .await?);
    row.map(notice_from).transpose()
}

/// Counts what somebody has not read.
///
/// # Errors
/// When the engine fails.
pub async fn unread(tx: &mut Tx, person: PersonId) -> Result<i64, StoreError> {
    let (unread,): (i64,) = run!(tx, |connection| sqlx::query_as(UNREAD)
        .bind(person.0)
        .fetch_one(connection)
        .await?);
    Ok(unread)
}

/// Counts what somebody has not read, and names an address of theirs from which mail came back: what
/// every page of theirs shows.
///
/// # Errors
/// When the engine fails.
pub async fn glance(tx: &mut Tx, person: PersonId) -> Result<(i64, Option<String>), StoreError> {
    Ok(run!(tx, |connection| sqlx::query_as(GLANCE)
        .bind(person.0)
        .fetch_one(connection)
        .await?))
}

/// Keeps that one was read, or is to be read again.
///
/// # Errors
/// When the engine fails.
pub async fn mark(tx: &mut Tx, id: Uuid, read: Option<Timestamp>) -> Result<(), StoreError> {
    match read {
        Some(at) => run!(tx, |connection| sqlx::query(READ)
            .bind(id)
            .bind(at.as_microsecond())
            .execute(connection)
            .await
            .map(|_| ())?),
        None => run!(tx, |connection| sqlx::query(UNREAD_AGAIN)
            .bind(id)
            .execute(connection)
            .await
            .map(|_| ())?),
    }
    Ok(())
}

/// Keeps that somebody has read everything. Says how much that was.
///
/// # Errors
/// When the engine fails.
pub async fn mark_all(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(READ_ALL)
        .bind(person.0)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected()))
}

/// Keeps that its button was pressed.
///
/// # Errors
/// When the engine fails.
pub async fn acted(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ACTED)
        .bind(id)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps that somebody followed the link of a mail to a page: what led there is read and acted on.
///
/// # Errors
/// When the engine fails.
pub async fn opened(
    tx: &mut Tx,
    person: PersonId,
    path: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(OPENED)
        .bind(person.0)
        .bind(path)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands what one record was told to another of the same person; what both were told stays once.
///
/// # Errors
/// When the engine fails.
pub async fn hand_notices(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    for statement in [HAND, HAND_MAILS] {
        run!(tx, |connection| sqlx::query(statement)
            .bind(from.0)
            .bind(to.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    run!(tx, |connection| sqlx::query(LEAVE_DOUBLES)
        .bind(from.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Found = (
    Uuid,
    Uuid,
    Option<Uuid>,
    String,
    Option<Uuid>,
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

fn notice_from(row: Found) -> Result<Notice, StoreError> {
    let (id, person, provider, kind, about, subject, words, why, ask, path, action, at, ..) = row;
    let (read, acted, withdrawn, useless) = (row.12, row.13, row.14, row.15);
    let instant = |column, at| {
        Timestamp::from_microsecond(at).map_err(|_| impossible("notice_message", column, id))
    };
    let maybe = |column, at: Option<i64>| at.map(|at| instant(column, at)).transpose();
    Ok(Notice {
        id,
        person: PersonId(person),
        provider: provider.map(ProviderId),
        kind: NoticeKind::read(&kind).ok_or_else(|| impossible("notice_message", "kind", id))?,
        about,
        subject,
        words,
        why,
        ask,
        path,
        action,
        written_at: instant("written_at", at)?,
        read_at: maybe("read_at", read)?,
        acted_at: maybe("acted_at", acted)?,
        withdrawn_at: maybe("withdrawn_at", withdrawn)?,
        useless_after: maybe("useless_at", useless)?,
    })
}
