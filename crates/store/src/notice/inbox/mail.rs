//! Remembers which notices wait for a mail, and which went in which.
//!
//! Owns `notice_mail`. It never decides what goes when.

use domain::{
    Timestamp,
    notice::{
        budget::{Mailed, Waits},
        inbox::{NoticeKind, Weight},
    },
    person::PersonId,
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const DUE: &str = "select person_id
    from notice_message
    where mail_state = 'waiting' and look_at <= $1
    group by person_id
    order by min(look_at), person_id
    limit $2";
const WAITING: &str = "select id, kind, useless_at
    from notice_message
    where person_id = $1 and mail_state = 'waiting' and withdrawn_at is null
    order by written_at, id";
const MAILED: &str = "select case when o.id is null then m.mailed_at else $3 end, m.weight, m.id
    from notice_mail m
    left join notice_outbox o on o.id = m.id and o.state = 'waiting'
      and (o.tries > 0 or o.next_at > o.queued_at)
    where m.person_id = $1 and m.mailed_at >= $2
    order by m.mailed_at, m.id";
const LEFT: &str = "update notice_mail
    set mailed_at = $2
    where id = $1";
const MAIL: &str = "insert into notice_mail (id, person_id, weight, mailed_at)
    values ($1, $2, $3, $4)";
const IN_MAIL: &str = "update notice_message
    set mail_state = 'mailed', mail_id = $2
    where id = $1 and mail_state = 'waiting' and withdrawn_at is null";
const LEAVE: &str = "update notice_message
    set mail_state = $2
    where id = $1 and mail_state = 'waiting'";
const LOOK_AGAIN: &str = "update notice_message
    set look_at = $2
    where id = $1 and mail_state = 'waiting'";
const HOLD: &str = "update notice_message
    set look_at = look_at
    where id = $1 and mail_state = 'waiting' and withdrawn_at is null";
const WEIGHT: &str = "select weight
    from notice_mail
    where id = $1";
const DECIDE_AGAIN: &str = "update notice_message
    set mail_state = case when withdrawn_at is null then 'waiting' else 'lapsed' end,
        mail_id = null, look_at = $2
    where mail_id = $1 and person_id = (select person_id from notice_mail where id = $1)";
const NOT_MAILED: &str = "delete from notice_mail where id = $1";
const WITHDRAW_ALL: &str = "update notice_message
    set withdrawn_at = $2,
        mail_state = case when mail_state = 'waiting' then 'lapsed' else mail_state end
    where about_id = $1 and withdrawn_at is null";
const WITHDRAW_OF_A_KIND: &str = "update notice_message
    set withdrawn_at = $3,
        mail_state = case when mail_state = 'waiting' then 'lapsed' else mail_state end
    where about_id = $1 and kind = $2 and withdrawn_at is null";
const WITHDRAW: &str = "update notice_message
    set withdrawn_at = $3,
        mail_state = case when mail_state = 'waiting' then 'lapsed' else mail_state end
    where about_id = $1 and person_id = $2 and withdrawn_at is null";
const WITHDRAW_FROM: &str = "update notice_message
    set withdrawn_at = $4,
        mail_state = case when mail_state = 'waiting' then 'lapsed' else mail_state end
    where about_id = $1 and kind = $2 and person_id = $3 and withdrawn_at is null";

pub(crate) const CONSTANTS: [&str; 16] = [
    DUE,
    WAITING,
    MAILED,
    LEFT,
    MAIL,
    IN_MAIL,
    LEAVE,
    LOOK_AGAIN,
    HOLD,
    WEIGHT,
    DECIDE_AGAIN,
    NOT_MAILED,
    WITHDRAW,
    WITHDRAW_FROM,
    WITHDRAW_ALL,
    WITHDRAW_OF_A_KIND,
];

/// Lists of whose notices something is to be decided, those who wait the longest first.
///
/// # Errors
/// When the engine fails.
pub async fn due(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(DUE)
        .bind(now.as_microsecond())
        .bind(most)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(person,)| PersonId(person)).collect())
}

/// Lists what waits for a mail to somebody, in the order in which it was written.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn waiting(tx: &mut Tx, person: PersonId) -> Result<Vec<Waits>, StoreError> {
    let rows: Vec<(Uuid, String, Option<i64>)> = run!(tx, |connection| sqlx::query_as(WAITING)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(id, kind, useless)| {
            let kind = NoticeKind::read(&kind);
            let kind = kind.ok_or_else(|| impossible("notice_message", "kind", id))?;
            let useless = useless.map(Timestamp::from_microsecond).transpose();
            Ok(Waits {
                id,
                weight: kind.weight(),
                useless_after: useless
                    .map_err(|_| impossible("notice_message", "useless_at", id))?,
            })
        })
        .collect()
}

/// Lists the mails that went to somebody since an instant. One that could not go yet goes now, or later.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn mailed(
    tx: &mut Tx,
    person: PersonId,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<Mailed>, StoreError> {
    let rows: Vec<(i64, String, Uuid)> = run!(tx, |connection| sqlx::query_as(MAILED)
        .bind(person.0)
        .bind(since.as_microsecond())
        .bind(now.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(at, weight, id)| {
            Ok(Mailed {
                at: Timestamp::from_microsecond(at)
                    .map_err(|_| impossible("notice_mail", "mailed_at", id))?,
                weight: Weight::read(&weight)
                    .ok_or_else(|| impossible("notice_mail", "weight", id))?,
            })
        })
        .collect()
}

/// Keeps when a mail left.
///
/// # Errors
/// When the engine fails.
pub async fn left(tx: &mut Tx, mail: Uuid, at: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(LEFT)
        .bind(mail)
        .bind(at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps that a mail was written to somebody, and which notices are in it.
///
/// # Errors
/// When the engine fails.
pub async fn mail(
    tx: &mut Tx,
    id: Uuid,
    person: PersonId,
    mail: Mailed,
    notices: &[Uuid],
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(MAIL)
        .bind(id)
        .bind(person.0)
        .bind(mail.weight.code())
        .bind(mail.at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    for notice in notices {
        run!(tx, |connection| sqlx::query(IN_MAIL)
            .bind(*notice)
            .bind(id)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}

/// Holds a notice that is to go in a mail until the deed ends, so that nobody takes it back meanwhile.
/// Says whether it still waits.
///
/// # Errors
/// When the engine fails.
pub async fn hold(tx: &mut Tx, notice: Uuid) -> Result<bool, StoreError> {
    let touched = run!(tx, |connection| sqlx::query(HOLD)
        .bind(notice)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(touched == 1)
}

/// Says how much attention a mail asks for; nothing where it holds no notice.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn weight(tx: &mut Tx, mail: Uuid) -> Result<Option<Weight>, StoreError> {
    let row: Option<(String,)> = run!(tx, |connection| sqlx::query_as(WEIGHT)
        .bind(mail)
        .fetch_optional(connection)
        .await?);
    row.map(|(weight,)| {
        Weight::read(&weight).ok_or_else(|| impossible("notice_mail", "weight", mail))
    })
    .transpose()
}

/// Keeps that a mail never went: what it told and still holds waits for another, from now on.
///
/// # Errors
/// When the engine fails.
pub async fn decide_again(tx: &mut Tx, mail: Uuid, now: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(DECIDE_AGAIN)
        .bind(mail)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    run!(tx, |connection| sqlx::query(NOT_MAILED)
        .bind(mail)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps that a notice stays in the inbox alone, or that a mail about it is of no more use.
///
/// # Errors
/// When the engine fails.
pub async fn leave(tx: &mut Tx, notice: Uuid, lapsed: bool) -> Result<(), StoreError> {
    let state = if lapsed { "lapsed" } else { "inbox" };
    run!(tx, |connection| sqlx::query(LEAVE)
        .bind(notice)
        .bind(state)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps when a notice that waits is decided about again.
///
/// # Errors
/// When the engine fails.
pub async fn look_again(tx: &mut Tx, notice: Uuid, at: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(LOOK_AGAIN)
        .bind(notice)
        .bind(at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps that what somebody was told about a record holds no more: no mail goes about it. Says how
/// much that was.
///
/// # Errors
/// When the engine fails.
pub async fn withdraw(
    tx: &mut Tx,
    about: Uuid,
    person: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(WITHDRAW)
        .bind(about)
        .bind(person.0)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected()))
}

/// Keeps that what anybody was told about a record holds no more. Says how much that was.
///
/// # Errors
/// When the engine fails.
pub async fn withdraw_all(tx: &mut Tx, about: Uuid, now: Timestamp) -> Result<u64, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(WITHDRAW_ALL)
        .bind(about)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected()))
}

/// Keeps that what anybody was told about a record holds no more, as far as it is of a kind. Says how much
/// that was.
///
/// # Errors
/// When the engine fails.
pub async fn withdraw_of_a_kind(
    tx: &mut Tx,
    about: Uuid,
    kind: NoticeKind,
    now: Timestamp,
) -> Result<u64, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(WITHDRAW_OF_A_KIND)
        .bind(about)
        .bind(kind.code())
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected()))
}

/// Keeps that what one person was told about a record holds no more, as far as it is of a kind. Says how
/// much that was.
///
/// # Errors
/// When the engine fails.
pub async fn withdraw_from(
    tx: &mut Tx,
    about: Uuid,
    kind: NoticeKind,
    person: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(WITHDRAW_FROM)
        .bind(about)
        .bind(kind.code())
        .bind(person.0)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected()))
}
