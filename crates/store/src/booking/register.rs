//! Remembers who was at a session, when its register was closed and opened again, and the secret of its
//! screen.
//!
//! Owns `booking_attendance`, `booking_register` and `booking_check_in`. It never grants a minute.

use std::sync::LazyLock;

use domain::{
    Minutes, Timestamp,
    booking::{
        SessionId,
        check_in::Secret,
        register::{Attendance, Mark, Register, Source},
    },
    person::PersonId,
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::{
    StoreError, Tx,
    bulk::{pieces, placeholders, rows},
    error::impossible,
};

const COLUMNS: usize = 7;

static NOTE: LazyLock<[String; 2]> = LazyLock::new(|| [notes(1), notes(rows(COLUMNS))]);

fn notes(rows: usize) -> String {
    format!(
        "insert into booking_attendance
            (session_id, person_id, mark, minutes, source, noted_at, noted_by)
        values {}
        on conflict (session_id, person_id) do update
        set mark = excluded.mark, minutes = excluded.minutes, source = excluded.source,
            noted_at = excluded.noted_at, noted_by = excluded.noted_by
        where excluded.noted_at > booking_attendance.noted_at",
        placeholders(rows, COLUMNS)
    )
}

/// The statements that take several rows, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    NOTE.to_vec()
}

const NOTED: &str = "select session_id, person_id, mark, minutes, source, noted_at, noted_by
    from booking_attendance
    where session_id = $1
    order by person_id";
const NOTED_OF: &str = "select session_id, person_id, mark, minutes, source, noted_at, noted_by
    from booking_attendance
    where person_id = $1
    order by session_id";
const CLOSE: &str =
    "insert into booking_register (session_id, number, held_minutes, closed_at, closed_by, reason)
    values ($1, $2, $3, $4, $5, '')";
const REOPEN: &str = "update booking_register
    set reopened_at = $3, reopened_by = $4, reason = $5
    where session_id = $1 and number = $2 and reopened_at is null";
const CLOSINGS: &str = "select session_id, number, held_minutes, closed_at, closed_by, reopened_at,
        reopened_by, reason
    from booking_register
    where session_id = $1
    order by number";
const CLOSED_OF: &str = "select c.session_id, c.number, c.held_minutes, c.closed_at, c.closed_by,
        c.reopened_at, c.reopened_by, c.reason
    from booking_register c
    where c.reopened_at is null
        and c.session_id in (select r.session_id from booking_record r where r.person_id = $1)
    order by c.closed_at, c.session_id";
const KEEP_SECRET: &str = "insert into booking_check_in (session_id, secret, made_at)
    values ($1, $2, $3)
    on conflict (session_id) do nothing";
const SECRET: &str = "select secret
    from booking_check_in
    where session_id = $1";
const HAND: &str = "update booking_attendance
    set person_id = $2
    where person_id = $1
        and not exists (select 1 from booking_attendance o
            where o.session_id = booking_attendance.session_id and o.person_id = $2)";
const DROP: &str = "delete from booking_attendance
    where person_id = $1";

pub(crate) const CONSTANTS: [&str; 9] = [
    NOTED,
    NOTED_OF,
    CLOSE,
    REOPEN,
    CLOSINGS,
    CLOSED_OF,
    KEEP_SECRET,
    SECRET,
    HAND,
];
pub(crate) const DROP_CONSTANTS: [&str; 1] = [DROP];

type NotedRow = (Uuid, Uuid, String, Option<i32>, String, i64, Uuid);
type ClosedRow = (Uuid, i64, i32, i64, Uuid, Option<i64>, Option<Uuid>, String);

/// Keeps what a register says of somebody, unless it says something later already. Says whether it
/// was kept.
///
/// # Errors
/// When the engine fails.
pub async fn note(tx: &mut Tx, new: &Attendance) -> Result<bool, StoreError> {
    Ok(note_all(tx, std::slice::from_ref(new)).await? > 0)
}

/// Keeps what a register says of several, each once, unless it says something later already. Says how many
/// were kept.
///
/// # Errors
/// When the engine fails.
pub async fn note_all(tx: &mut Tx, all: &[Attendance]) -> Result<u64, StoreError> {
    let mut kept = 0;
    for piece in pieces(all, rows(COLUMNS)) {
        let statement = &NOTE[usize::from(piece.len() > 1)];
        kept += run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(statement.as_str()));
            for new in piece {
                query = query
                    .bind(new.session.0)
                    .bind(new.person.0)
                    .bind(new.mark.code())
                    .bind(new.minutes.map(|minutes| minutes.0))
                    .bind(new.source.code())
                    .bind(new.noted_at.as_microsecond())
                    .bind(new.noted_by.0);
            }
            query.execute(connection).await?.rows_affected()
        });
    }
    Ok(kept)
}

/// Lists what the register of a session says, by person.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn noted(tx: &mut Tx, session: SessionId) -> Result<Vec<Attendance>, StoreError> {
    all_noted(tx, NOTED, session.0).await
}

/// Lists what every register says of somebody.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn noted_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Attendance>, StoreError> {
    all_noted(tx, NOTED_OF, person.0).await
}

async fn all_noted(
    tx: &mut Tx,
    statement: &'static str,
    of: Uuid,
) -> Result<Vec<Attendance>, StoreError> {
    let rows: Vec<NotedRow> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(attendance_from).collect()
}

/// Keeps that a register was closed. A number that is taken is a fault of the engine's.
///
/// # Errors
/// When the engine fails.
pub async fn close(tx: &mut Tx, new: &Register) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(CLOSE)
        .bind(new.session.0)
        .bind(new.number)
        .bind(new.held.0)
        .bind(new.closed_at.as_microsecond())
        .bind(new.closed_by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps that a closed register was opened again. Says whether it still was closed.
///
/// # Errors
/// When the engine fails.
pub async fn reopen(
    tx: &mut Tx,
    closed: &Register,
    now: Timestamp,
    by: PersonId,
    reason: &str,
) -> Result<bool, StoreError> {
    let opened = run!(tx, |connection| sqlx::query(REOPEN)
        .bind(closed.session.0)
        .bind(closed.number)
        .bind(now.as_microsecond())
        .bind(by.0)
        .bind(reason)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(opened > 0)
}

/// Lists every closing of a register, the first first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn closings(tx: &mut Tx, session: SessionId) -> Result<Vec<Register>, StoreError> {
    closed(tx, CLOSINGS, session.0).await
}

/// Lists the closings that stand, of the sessions that somebody booked.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn closed_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Register>, StoreError> {
    closed(tx, CLOSED_OF, person.0).await
}

async fn closed(
    tx: &mut Tx,
    statement: &'static str,
    of: Uuid,
) -> Result<Vec<Register>, StoreError> {
    let rows: Vec<ClosedRow> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(register_from).collect()
}

/// The secret of a session's screen: the one that is kept, or else this one from now on.
///
/// # Errors
/// When the engine fails.
pub async fn keep_secret(
    tx: &mut Tx,
    session: SessionId,
    new: &str,
    now: Timestamp,
) -> Result<Secret, StoreError> {
    run!(tx, |connection| sqlx::query(KEEP_SECRET)
        .bind(session.0)
        .bind(new)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(secret(tx, session).await?.unwrap_or(Secret(String::new())))
}

/// The secret of a session's screen, if it was ever shown.
///
/// # Errors
/// When the engine fails.
pub async fn secret(tx: &mut Tx, session: SessionId) -> Result<Option<Secret>, StoreError> {
    let row: Option<(String,)> = run!(tx, |connection| sqlx::query_as(SECRET)
        .bind(session.0)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(secret,)| Secret(secret)))
}

/// Hands what registers say of one record to another of the same person; where they say something of
/// both, what they say of the other stays.
///
/// # Errors
/// When the engine fails.
pub async fn hand(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| {
        sqlx::query(HAND)
            .bind(from.0)
            .bind(to.0)
            .execute(&mut *connection)
            .await
            .map(|_| ())?;
        sqlx::query(DROP)
            .bind(from.0)
            .execute(&mut *connection)
            .await
            .map(|_| ())?;
    });
    Ok(())
}

fn attendance_from(row: NotedRow) -> Result<Attendance, StoreError> {
    let (session, person, mark, minutes, source, at, by) = row;
    let wrong = |column| impossible("booking_attendance", column, session);
    Ok(Attendance {
        session: SessionId(session),
        person: PersonId(person),
        mark: Mark::read(&mark).ok_or_else(|| wrong("mark"))?,
        minutes: minutes.map(Minutes),
        source: Source::read(&source).ok_or_else(|| wrong("source"))?,
        noted_at: Timestamp::from_microsecond(at).map_err(|_| wrong("noted_at"))?,
        noted_by: PersonId(by),
    })
}

fn register_from(row: ClosedRow) -> Result<Register, StoreError> {
    let (session, number, held, closed, by, reopened, again, reason) = row;
    let instant = |micros, column| {
        Timestamp::from_microsecond(micros)
            .map_err(|_| impossible("booking_register", column, session))
    };
    let reopened = reopened.map(|at| instant(at, "reopened_at")).transpose()?;
    Ok(Register {
        session: SessionId(session),
        number,
        held: Minutes(held),
        closed_at: instant(closed, "closed_at")?,
        closed_by: PersonId(by),
        reopened: reopened.zip(again.map(PersonId)),
        reason,
    })
}
