//! Remembers what a school says once and for all: standing permission, what cover costs, when it is closed.
//! And on which days of the week somebody works.
//!
//! Owns `booking_permission`, `booking_cover`, `booking_holiday` and `booking_working`. It never releases anybody.

use domain::{
    Date, Pence, Timestamp,
    booking::release::{Holiday, Permission, WorkingDays},
    partnership::Urn,
    person::PersonId,
    programme::Mode,
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const GIVE: &str = "insert into booking_permission
    (id, school_urn, mode, from_on, until_on, given_at, given_by)
    values ($1, $2, $3, $4, $5, $6, $7)";
const TAKE_BACK: &str = "update booking_permission
    set ended_at = $3, ended_by = $4
    where id = $1 and school_urn = $2 and ended_at is null";
const PERMISSIONS: &str = "select id, school_urn, mode, from_on, until_on
    from booking_permission
    where school_urn = $1 and until_on >= $2 and ended_at is null
    order by from_on, id";
const SET_COVER: &str =
    "insert into booking_cover (school_urn, from_on, half_day_pence, set_at, set_by)
    values ($1, $2, $3, $4, $5)
    on conflict (school_urn, from_on) do update
        set half_day_pence = excluded.half_day_pence, set_at = excluded.set_at, set_by = excluded.set_by";
const COVER: &str = "select half_day_pence
    from booking_cover
    where school_urn = $1 and from_on <= $2
    order by from_on desc
    limit 1";
const CLOSE: &str =
    "insert into booking_holiday (id, school_urn, title, from_on, until_on, set_at, set_by)
    values ($1, $2, $3, $4, $5, $6, $7)";
const OPEN: &str = "delete from booking_holiday where id = $1 and school_urn = $2";
const CLOSED: &str = "select id, title, from_on, until_on
    from booking_holiday
    where school_urn = $1 and until_on >= $2
    order by from_on, id";
const ALL_CLOSED: &str = "select school_urn, id, title, from_on, until_on
    from booking_holiday
    where until_on >= $1
    order by school_urn, from_on, id";
const SET_WORKING: &str = "insert into booking_working (person_id, days, set_at)
    values ($1, $2, $3)
    on conflict (person_id) do update set days = excluded.days, set_at = excluded.set_at";
const WORKING: &str = "select days from booking_working where person_id = $1";

pub(crate) const CONSTANTS: [&str; 11] = [
    GIVE,
    TAKE_BACK,
    PERMISSIONS,
    SET_COVER,
    COVER,
    CLOSE,
    OPEN,
    CLOSED,
    ALL_CLOSED,
    SET_WORKING,
    WORKING,
];

/// Keeps a school's word that its teachers may go.
///
/// # Errors
/// When the engine fails.
pub async fn give(
    tx: &mut Tx,
    new: &Permission,
    now: Timestamp,
    by: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(GIVE)
        .bind(new.id)
        .bind(i64::from(new.school.0))
        .bind(new.mode.map(Mode::code))
        .bind(new.from.to_sqlx())
        .bind(new.until.to_sqlx())
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Ends a school's word. Says whether it still held.
///
/// # Errors
/// When the engine fails.
pub async fn take_back(
    tx: &mut Tx,
    school: Urn,
    id: Uuid,
    now: Timestamp,
    by: PersonId,
) -> Result<bool, StoreError> {
    let ended = run!(tx, |connection| sqlx::query(TAKE_BACK)
        .bind(id)
        .bind(i64::from(school.0))
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(ended > 0)
}

/// Lists the permissions of a school that hold on a day or later, by first day.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn permissions(
    tx: &mut Tx,
    school: Urn,
    from: Date,
) -> Result<Vec<Permission>, StoreError> {
    let rows: Vec<(Uuid, i64, Option<String>, SqlDate, SqlDate)> =
        run!(tx, |connection| sqlx::query_as(PERMISSIONS)
            .bind(i64::from(school.0))
            .bind(from.to_sqlx())
            .fetch_all(connection)
            .await?);
    let rows = rows.into_iter();
    rows.map(|(id, _, mode, from, until)| {
        let mode = match mode {
            None => None,
            Some(code) => Some(
                Mode::read(&code).ok_or_else(|| impossible("booking_permission", "mode", id))?,
            ),
        };
        Ok(Permission {
            id,
            school,
            mode,
            from: from.to_jiff(),
            until: until.to_jiff(),
        })
    })
    .collect()
}

/// Keeps what half a day of cover costs a school from a day on.
///
/// # Errors
/// When the engine fails.
pub async fn set_cover(
    tx: &mut Tx,
    school: Urn,
    from: Date,
    half_day: Pence,
    now: Timestamp,
    by: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SET_COVER)
        .bind(i64::from(school.0))
        .bind(from.to_sqlx())
        .bind(half_day.0)
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Says what half a day of cover costs a school on a day, where it said so.
///
/// # Errors
/// When the engine fails.
pub async fn cover(tx: &mut Tx, school: Urn, day: Date) -> Result<Option<Pence>, StoreError> {
    let row: Option<(i64,)> = run!(tx, |connection| sqlx::query_as(COVER)
        .bind(i64::from(school.0))
        .bind(day.to_sqlx())
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(pence,)| Pence(pence)))
}

/// Keeps that a school is closed.
///
/// # Errors
/// When the engine fails.
pub async fn close(
    tx: &mut Tx,
    school: Urn,
    new: &Holiday,
    now: Timestamp,
    by: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(CLOSE)
        .bind(new.id)
        .bind(i64::from(school.0))
        .bind(&new.title)
        .bind(new.from.to_sqlx())
        .bind(new.until.to_sqlx())
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Forgets that a school is closed. Says whether it was kept.
///
/// # Errors
/// When the engine fails.
pub async fn open(tx: &mut Tx, school: Urn, id: Uuid) -> Result<bool, StoreError> {
    let gone = run!(tx, |connection| sqlx::query(OPEN)
        .bind(id)
        .bind(i64::from(school.0))
        .execute(connection)
        .await?
        .rows_affected());
    Ok(gone > 0)
}

/// Lists when a school is closed on a day or later, by first day.
///
/// # Errors
/// When the engine fails.
pub async fn closed(tx: &mut Tx, school: Urn, from: Date) -> Result<Vec<Holiday>, StoreError> {
    let rows: Vec<(Uuid, String, SqlDate, SqlDate)> = run!(tx, |connection| sqlx::query_as(CLOSED)
        .bind(i64::from(school.0))
        .bind(from.to_sqlx())
        .fetch_all(connection)
        .await?);
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, title, from, until)| Holiday {
            id,
            title,
            from: from.to_jiff(),
            until: until.to_jiff(),
        })
        .collect())
}

/// Lists when any school is closed on a day or later, by school and first day.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn all_closed(tx: &mut Tx, from: Date) -> Result<Vec<(Urn, Holiday)>, StoreError> {
    let rows: Vec<(i64, Uuid, String, SqlDate, SqlDate)> =
        run!(tx, |connection| sqlx::query_as(ALL_CLOSED)
            .bind(from.to_sqlx())
            .fetch_all(connection)
            .await?);
    rows.into_iter()
        .map(|(school, id, title, from, until)| {
            let school = u32::try_from(school)
                .map_err(|_| impossible("booking_holiday", "school_urn", id))?;
            let holiday = Holiday {
                id,
                title,
                from: from.to_jiff(),
                until: until.to_jiff(),
            };
            Ok((Urn(school), holiday))
        })
        .collect()
}

/// Keeps on which days of the week somebody works.
///
/// # Errors
/// When the engine fails.
pub async fn set_working(
    tx: &mut Tx,
    person: PersonId,
    days: WorkingDays,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SET_WORKING)
        .bind(person.0)
        .bind(days.code())
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Says on which days of the week somebody works: Monday to Friday where they said nothing.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn working(tx: &mut Tx, person: PersonId) -> Result<WorkingDays, StoreError> {
    let row: Option<(String,)> = run!(tx, |connection| sqlx::query_as(WORKING)
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    row.map_or(Ok(WorkingDays::default()), |(days,)| {
        WorkingDays::read(&days).ok_or_else(|| impossible("booking_working", "days", person.0))
    })
}
