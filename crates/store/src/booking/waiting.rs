//! Finds the bookings that wait for a school, and what somebody else booked at the same time.
//!
//! Owns no table of its own. It never says who may release.

use std::collections::HashMap;

use domain::{
    Date, Minutes, Timestamp,
    booking::{Booking, Session, SessionId, clash::Taken},
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::{
    record::{self, select_records},
    session::{self, select_sessions},
};
use crate::{StoreError, Tx, error::impossible};

const HELD_AT: &str = select_records!(
    "r.school_urn = $1 and r.state = 'held'
        and r.session_id in (
            select s.id from booking_session s where s.state = 'offered' and s.held_on >= $2)
    order by r.booked_at, r.id"
);
const HELD_SESSIONS: &str = select_sessions!(
    "s.state = 'offered' and s.held_on >= $2
        and s.id in (
            select r.session_id from booking_record r where r.school_urn = $1 and r.state = 'held')
    order by s.starts_at, s.id"
);
const AWAY_AT: &str = select_records!(
    "r.school_urn = $1 and r.in_school_time and r.state in ('held', 'confirmed')
        and r.session_id in (
            select s.id
            from booking_session s
            where s.state = 'offered' and s.held_on between $2 and $3)
    order by r.booked_at, r.id"
);
const AWAY_SESSIONS: &str = select_sessions!(
    "s.state = 'offered' and s.held_on between $2 and $3
        and s.id in (
            select r.session_id
            from booking_record r
            where r.school_urn = $1 and r.in_school_time and r.state in ('held', 'confirmed'))
    order by s.starts_at, s.id"
);
const TAKEN_BY: &str = "select s.id, s.title, p.name, s.starts_at, s.ends_at
    from booking_record r
        join booking_session s on s.id = r.session_id
        join partnership_provider p on p.id = s.provider_id
    where r.person_id = $1 and s.ends_at >= $2 and s.state = 'offered'
        and r.state in ('proposed', 'held', 'confirmed')
    order by s.starts_at, s.id";

const TO_COME: &str = "select r.person_id, cast(coalesce(sum(s.minutes), 0) as bigint)
    from booking_record r
        join booking_session s on s.id = r.session_id
    where r.provider_id = $1 and s.held_on between $2 and $3 and s.state = 'offered'
        and r.state in ('held', 'confirmed') and s.id <> $4
        and r.person_id in (
            select o.person_id from booking_record o where o.session_id = $4
            union all
            select p.id from person_record p where p.id = $5)
    group by r.person_id";

pub(crate) const CONSTANTS: [&str; 6] = [
    HELD_AT,
    HELD_SESSIONS,
    AWAY_AT,
    AWAY_SESSIONS,
    TAKEN_BY,
    TO_COME,
];

/// Lists the bookings that wait for a school to release somebody, from a day on, in order of time.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn held_at(
    tx: &mut Tx,
    school: Urn,
    from: Date,
) -> Result<Vec<(Booking, Session)>, StoreError> {
    let bookings: Vec<record::Found> = run!(tx, |connection| sqlx::query_as(HELD_AT)
        .bind(i64::from(school.0))
        .bind(from.to_sqlx())
        .fetch_all(connection)
        .await?);
    let sessions: Vec<session::Found> = run!(tx, |connection| sqlx::query_as(HELD_SESSIONS)
        .bind(i64::from(school.0))
        .bind(from.to_sqlx())
        .fetch_all(connection)
        .await?);
    paired(bookings, sessions)
}

/// Lists who of a school is away in school time from a day to a day, held or confirmed, in order of time.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn away_at(
    tx: &mut Tx,
    school: Urn,
    from: Date,
    until: Date,
) -> Result<Vec<(Booking, Session)>, StoreError> {
    let bookings: Vec<record::Found> = run!(tx, |connection| sqlx::query_as(AWAY_AT)
        .bind(i64::from(school.0))
        .bind(from.to_sqlx())
        .bind(until.to_sqlx())
        .fetch_all(connection)
        .await?);
    let sessions: Vec<session::Found> = run!(tx, |connection| sqlx::query_as(AWAY_SESSIONS)
        .bind(i64::from(school.0))
        .bind(from.to_sqlx())
        .bind(until.to_sqlx())
        .fetch_all(connection)
        .await?);
    paired(bookings, sessions)
}

/// Puts each booking beside its session, in the order of the sessions.
fn paired(
    bookings: Vec<record::Found>,
    sessions: Vec<session::Found>,
) -> Result<Vec<(Booking, Session)>, StoreError> {
    let bookings: Vec<Booking> = bookings
        .into_iter()
        .map(record::Found::booking)
        .collect::<Result<_, _>>()?;
    let mut pairs = Vec::with_capacity(bookings.len());
    for session in sessions {
        let session = session.session()?;
        let of = bookings.iter().filter(|one| one.session == session.id);
        pairs.extend(of.map(|one| (one.clone(), session.clone())));
    }
    Ok(pairs)
}

/// Lists what somebody has a place in, with every provider, from an instant on.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn taken_by(
    tx: &mut Tx,
    person: PersonId,
    from: Timestamp,
) -> Result<Vec<Taken>, StoreError> {
    let rows: Vec<(Uuid, String, String, i64, i64)> =
        run!(tx, |connection| sqlx::query_as(TAKEN_BY)
            .bind(person.0)
            .bind(from.as_microsecond())
            .fetch_all(connection)
            .await?);
    rows.into_iter()
        .map(|(id, title, by, starts, ends)| {
            let at = |micros, column| {
                Timestamp::from_microsecond(micros)
                    .map_err(|_| impossible("booking_session", column, id))
            };
            Ok(Taken {
                session: SessionId(id),
                title,
                by,
                starts_at: at(starts, "starts_at")?,
                ends_at: at(ends, "ends_at")?,
            })
        })
        .collect()
}

/// Counts the minutes that people of a session, and one other, have booked elsewhere with a provider from
/// a day to a day.
///
/// # Errors
/// When the engine fails.
pub async fn to_come(
    tx: &mut Tx,
    provider: ProviderId,
    days: (Date, Date),
    session: SessionId,
    and: PersonId,
) -> Result<HashMap<PersonId, Minutes>, StoreError> {
    let rows: Vec<(Uuid, i64)> = run!(tx, |connection| sqlx::query_as(TO_COME)
        .bind(provider.0)
        .bind(days.0.to_sqlx())
        .bind(days.1.to_sqlx())
        .bind(session.0)
        .bind(and.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(id, minutes)| {
            let minutes =
                i32::try_from(minutes).map_err(|_| impossible("booking_session", "minutes", id))?;
            Ok((PersonId(id), Minutes(minutes)))
        })
        .collect()
}
