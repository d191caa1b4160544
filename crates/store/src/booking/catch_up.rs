//! Finds what somebody booked and what came of it, and what may be attended instead of a session.
//!
//! Owns `booking_equivalent`. It never decides who missed anything.

use std::collections::HashMap;

use domain::{
    Date, Timestamp,
    booking::{Session, SessionId, State, catch_up::Own, register::Mark},
    partnership::ProviderId,
    person::PersonId,
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use sqlx::{ColumnIndex, Decode, FromRow, Type};
use uuid::Uuid;

use super::session::{self, select_sessions};
use crate::{StoreError, Tx, error::impossible};

const OWN: &str = "select s.id, s.provider_id, s.component, s.title, s.held_on, s.starts_at, s.ends_at,
        s.state = 'cancelled', r.state, r.offer_ends_at, r.booked_at, r.changed_at, a.mark,
        exists (select 1 from booking_register c where c.session_id = s.id and c.reopened_at is null),
        (select e.session_id
            from booking_equivalent e
                join booking_record m on m.session_id = e.session_id and m.person_id = r.person_id
            where e.instead_id = s.id
            order by e.session_id
            limit 1)
    from booking_record r
        join booking_session s on s.id = r.session_id
        left join booking_attendance a on a.session_id = s.id and a.person_id = r.person_id
    where r.person_id = $1 and r.state <> 'withdrawn' and s.held_on >= $2
    order by s.starts_at, s.id, r.number";
const OPEN: &str = "select s.provider_id, s.component
    from booking_session s
    where s.state = 'offered' and s.starts_at > $2 and s.held_on >= $3
        and s.provider_id in (select m.provider_id from person_membership m where m.person_id = $1)
    union
    select b.provider_id, b.component
    from booking_share b
        join booking_session s on s.id = b.session_id
    where s.state = 'offered' and s.starts_at > $2 and b.component is not null
        and b.provider_id in (select m.provider_id from person_membership m where m.person_id = $1)
    order by 1, 2";
const INSTEAD: &str = select_sessions!(
    "s.state = 'offered' and s.starts_at > $4 and s.id <> $1
        and (s.provider_id = $2 and s.component = $3
            or exists (select 1 from booking_share b
                where b.session_id = s.id and b.provider_id = $2 and b.component = $3)
            or exists (select 1 from booking_equivalent e
                where e.session_id = $1 and e.instead_id = s.id))
    order by s.starts_at, s.id"
);
const NAME: &str = "insert into booking_equivalent (session_id, instead_id)
    values ($1, $2)
    on conflict (session_id, instead_id) do nothing";
const UNNAME: &str = "delete from booking_equivalent
    where session_id = $1 and instead_id = $2";
const NAMED: &str = select_sessions!(
    "s.id in (select e.instead_id from booking_equivalent e where e.session_id = $1)
    order by s.starts_at, s.id"
);
const MAKES_UP: &str = "select r.person_id, m.provider_id, m.component
    from booking_equivalent e
        join booking_session m on m.id = e.session_id
        join booking_record r on r.session_id = m.id
    where e.instead_id = $1
        and r.state in ('held', 'confirmed', 'declined', 'to_choose', 'withdrawn')
        and not exists (select 1 from booking_attendance a
            where a.session_id = m.id and a.person_id = r.person_id and a.mark in ('attended', 'part'))
    order by m.starts_at, m.id, r.number";

/// Every statement of this file, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    [OWN, OPEN, INSTEAD, NAME, UNNAME, NAMED, MAKES_UP]
        .map(str::to_owned)
        .into()
}

/// Lists somebody's bookings of sessions from a day on that they did not give up, each with what came of
/// it, in order of time.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn own(tx: &mut Tx, person: PersonId, from: Date) -> Result<Vec<Own>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OWN)
        .bind(person.0)
        .bind(from.to_sqlx())
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(Found::own).collect()
}

/// Lists the components for which the providers of somebody offer sessions to come.
///
/// # Errors
/// When the engine fails.
pub async fn open(
    tx: &mut Tx,
    person: PersonId,
    now: Timestamp,
    today: Date,
) -> Result<Vec<(ProviderId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = run!(tx, |connection| sqlx::query_as(OPEN)
        .bind(person.0)
        .bind(now.as_microsecond())
        .bind(today.to_sqlx())
        .fetch_all(connection)
        .await?);
    let rows = rows.into_iter();
    Ok(rows
        .map(|(provider, component)| (ProviderId(provider), component))
        .collect())
}

/// Lists the sessions to come that may be attended instead of one: of the same component of a provider,
/// or named.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn instead(
    tx: &mut Tx,
    of: SessionId,
    (provider, component): (ProviderId, &str),
    now: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<session::Found> = run!(tx, |connection| sqlx::query_as(INSTEAD)
        .bind(of.0)
        .bind(provider.0)
        .bind(component)
        .bind(now.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(session::Found::session).collect()
}

/// Names a session that may be attended instead of another.
///
/// # Errors
/// When the engine fails.
pub async fn name_instead(
    tx: &mut Tx,
    of: SessionId,
    instead: SessionId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(NAME)
        .bind(of.0)
        .bind(instead.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Names it no more. Says whether it was named.
///
/// # Errors
/// When the engine fails.
pub async fn unname_instead(
    tx: &mut Tx,
    of: SessionId,
    instead: SessionId,
) -> Result<bool, StoreError> {
    let gone = run!(tx, |connection| sqlx::query(UNNAME)
        .bind(of.0)
        .bind(instead.0)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(gone > 0)
}

/// Lists the sessions that are named to be attended instead of one.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn named_instead(tx: &mut Tx, of: SessionId) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<session::Found> = run!(tx, |connection| sqlx::query_as(NAMED)
        .bind(of.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(session::Found::session).collect()
}

/// Says of whoever missed a session for which this one is named which component of which provider they
/// make up for here.
///
/// # Errors
/// When the engine fails.
pub async fn makes_up(
    tx: &mut Tx,
    session: SessionId,
) -> Result<HashMap<(PersonId, ProviderId), String>, StoreError> {
    let rows: Vec<(Uuid, Uuid, String)> = run!(tx, |connection| sqlx::query_as(MAKES_UP)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    let rows = rows.into_iter();
    Ok(rows
        .map(|(person, provider, component)| ((PersonId(person), ProviderId(provider)), component))
        .collect())
}

struct Found {
    session: Uuid,
    provider: Uuid,
    component: String,
    title: String,
    held_on: SqlDate,
    starts_at: i64,
    ends_at: i64,
    cancelled: bool,
    state: String,
    offer_ends_at: Option<i64>,
    booked_at: i64,
    changed_at: i64,
    mark: Option<String>,
    is_closed: bool,
    instead_of: Option<Uuid>,
}

impl<'r, R: sqlx::Row> FromRow<'r, R> for Found
where
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    SqlDate: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Found, sqlx::Error> {
        Ok(Found {
            session: row.try_get(0)?,
            provider: row.try_get(1)?,
            component: row.try_get(2)?,
            title: row.try_get(3)?,
            held_on: row.try_get(4)?,
            starts_at: row.try_get(5)?,
            ends_at: row.try_get(6)?,
            cancelled: row.try_get(7)?,
            state: row.try_get(8)?,
            offer_ends_at: row.try_get(9)?,
            booked_at: row.try_get(10)?,
            changed_at: row.try_get(11)?,
            mark: row.try_get(12)?,
            is_closed: row.try_get(13)?,
            instead_of: row.try_get(14)?,
        })
    }
}

impl Found {
    fn own(self) -> Result<Own, StoreError> {
        let id = self.session;
        let instant = |micros, column| {
            Timestamp::from_microsecond(micros)
                .map_err(|_| impossible("booking_record", column, id))
        };
        let mark = match self.mark.as_deref() {
            None => None,
            Some(code) => {
                let read = Mark::read(code);
                Some(read.ok_or_else(|| impossible("booking_attendance", "mark", id))?)
            }
        };
        let state = State::read(&self.state);
        Ok(Own {
            session: SessionId(id),
            provider: ProviderId(self.provider),
            component: self.component,
            title: self.title,
            held_on: self.held_on.to_jiff(),
            starts_at: instant(self.starts_at, "starts_at")?,
            ends_at: instant(self.ends_at, "ends_at")?,
            cancelled: self.cancelled,
            state: state.ok_or_else(|| impossible("booking_record", "state", id))?,
            offer_ends_at: self
                .offer_ends_at
                .map(|micros| instant(micros, "offer_ends_at"))
                .transpose()?,
            booked_at: instant(self.booked_at, "booked_at")?,
            changed_at: instant(self.changed_at, "changed_at")?,
            mark,
            is_closed: self.is_closed,
            instead_of: self.instead_of.map(SessionId),
        })
    }
}
