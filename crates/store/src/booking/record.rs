//! Remembers who holds a place in a session, who waits, and in which order they came.
//!
//! Owns `booking_record`. It never decides who is next.

use domain::{
    Date, Timestamp,
    booking::{Booking, BookingId, Seeker, SessionId, State},
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use jiff_sqlx::ToSqlx;
use sqlx::{ColumnIndex, Decode, FromRow, Type};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

macro_rules! records {
    ($which:literal) => {
        concat!(
            "select r.id, r.session_id, r.person_id, r.provider_id, r.school_urn, r.state, r.number,
        r.in_school_time, r.offer_ends_at, r.needs, r.reason, r.booked_at, r.booked_by, r.released_at,
        r.released_by, r.version
    from booking_record r
    where ",
            $which
        )
    };
}

pub(super) use records as select_records;

const ADD: &str = "insert into booking_record
    (id, session_id, person_id, provider_id, school_urn, state, number, in_school_time,
        offer_ends_at, needs, reason, booked_at, booked_by, released_at, released_by, changed_at,
        version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $12, $16)";
const CHANGE: &str = "update booking_record
    set state = $2, in_school_time = $3, offer_ends_at = $4, needs = $5, reason = $6,
        released_at = $7, released_by = $8, changed_at = $9, version = $10
    where id = $1 and version = $11";
const ONE: &str = records!("r.id = $1");
const OF_SESSION: &str = records!("r.session_id = $1 order by r.number");
const OF_PERSON: &str = records!("r.person_id = $1 order by r.booked_at, r.id");
const TAKEN: &str = "select count(*)
    from booking_record
    where session_id = $1 and state in ('proposed', 'held', 'confirmed', 'to_choose')";
const TAKERS: &str = "select provider_id, school_urn
    from booking_record
    where session_id = $1 and state in ('proposed', 'held', 'confirmed', 'to_choose')
    order by number";
const PLACES: &str = "select cast(coalesce(max(number), 0) + 1 as bigint),
        cast(coalesce(sum(case when state in ('proposed', 'held', 'confirmed', 'to_choose') then 1 else 0 end), 0) as bigint),
        cast(coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0) as bigint),
        cast(coalesce(sum(case when state = 'proposed' and offer_ends_at <= $3 then 1 else 0 end), 0) as bigint),
        cast(coalesce(sum(case when person_id = $2 and state not in ('withdrawn', 'declined') then 1 else 0 end), 0) as bigint)
    from booking_record
    where session_id = $1";
const NEXT: &str = "select cast(coalesce(max(number), 0) + 1 as bigint)
    from booking_record
    where session_id = $1";

const COUNTS: &str = "select r.session_id,
        cast(sum(case when r.state in ('proposed', 'held', 'confirmed', 'to_choose') then 1 else 0 end) as bigint),
        cast(sum(case when r.state = 'waiting' then 1 else 0 end) as bigint)
    from booking_record r
    join booking_session s on s.id = r.session_id
    where s.held_on between $2 and $3
        and (s.provider_id = $1
            or exists (select 1 from booking_share b where b.session_id = s.id and b.provider_id = $1))
    group by r.session_id";
const WITH_A_LIST: &str = "select distinct r.session_id
    from booking_record r
    join booking_session s on s.id = r.session_id
    where s.state = 'offered'
        and s.starts_at > $1
        and (r.state = 'waiting' or r.state = 'proposed')
    order by r.session_id";

pub(crate) const CONSTANTS: [&str; 11] = [
    ADD,
    CHANGE,
    ONE,
    OF_SESSION,
    OF_PERSON,
    TAKEN,
    TAKERS,
    PLACES,
    NEXT,
    COUNTS,
    WITH_A_LIST,
];

/// What whoever books a place of a session must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// The number that the next booking bears.
    pub next: i64,
    /// How many places are taken.
    pub taken: i64,
    /// How many people wait.
    pub waiting: i64,
    /// How many places were offered until an instant that is over.
    pub ended: i64,
    /// Whether a booking of theirs stands.
    pub is_booked: bool,
}

/// Keeps a booking. A second that stands beside it is a `Conflict`.
///
/// # Errors
/// When the engine fails or the person has one already that stands.
pub async fn add(tx: &mut Tx, new: &Booking) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ADD)
        .bind(new.id.0)
        .bind(new.session.0)
        .bind(new.person.0)
        .bind(new.provider.0)
        .bind(new.school.map(|school| i64::from(school.0)))
        .bind(new.state.code())
        .bind(new.number)
        .bind(new.in_school_time)
        .bind(new.offer_ends_at.map(Timestamp::as_microsecond))
        .bind(&new.needs)
        .bind(&new.reason)
        .bind(new.booked_at.as_microsecond())
        .bind(new.booked_by.0)
        .bind(new.released.map(|(at, _)| at.as_microsecond()))
        .bind(new.released.map(|(_, by)| by.0))
        .bind(new.version)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps a booking as it is now. Says whether it still was of the version before.
///
/// # Errors
/// When the engine fails.
pub async fn change(
    tx: &mut Tx,
    new: &Booking,
    before: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = run!(tx, |connection| sqlx::query(CHANGE)
        .bind(new.id.0)
        .bind(new.state.code())
        .bind(new.in_school_time)
        .bind(new.offer_ends_at.map(Timestamp::as_microsecond))
        .bind(&new.needs)
        .bind(&new.reason)
        .bind(new.released.map(|(at, _)| at.as_microsecond()))
        .bind(new.released.map(|(_, by)| by.0))
        .bind(now.as_microsecond())
        .bind(new.version)
        .bind(before)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(changed > 0)
}

/// Finds one booking.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn one(tx: &mut Tx, id: BookingId) -> Result<Option<Booking>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    row.map(Found::booking).transpose()
}

/// Lists the bookings of a session, withdrawn ones too, in the order in which they came.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn bookings(tx: &mut Tx, session: SessionId) -> Result<Vec<Booking>, StoreError> {
    of(tx, OF_SESSION, session.0).await
}

/// Lists the bookings of a person, withdrawn ones too, in the order in which they came.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Booking>, StoreError> {
    of(tx, OF_PERSON, person.0).await
}

async fn of(tx: &mut Tx, statement: &'static str, of: Uuid) -> Result<Vec<Booking>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(Found::booking).collect()
}

/// Counts the places of a session that are taken.
///
/// # Errors
/// When the engine fails.
pub async fn taken(tx: &mut Tx, session: SessionId) -> Result<i64, StoreError> {
    count(tx, TAKEN, session).await
}

/// Lists on what the places of a session that are taken rest, in the order in which they came.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn takers(tx: &mut Tx, session: SessionId) -> Result<Vec<Seeker>, StoreError> {
    let rows: Vec<(Uuid, Option<i64>)> = run!(tx, |connection| sqlx::query_as(TAKERS)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(provider, school)| {
            let school = school.map(u32::try_from).transpose();
            let school =
                school.map_err(|_| impossible("booking_record", "school_urn", provider))?;
            Ok(Seeker {
                provider: ProviderId(provider),
                school: school.map(Urn),
            })
        })
        .collect()
}

/// Counts what whoever books a place of a session must know, at an instant.
///
/// # Errors
/// When the engine fails.
pub async fn places(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
    now: Timestamp,
) -> Result<Places, StoreError> {
    let (next, taken, waiting, ended, own): (i64, i64, i64, i64, i64) =
        run!(tx, |connection| sqlx::query_as(PLACES)
            .bind(session.0)
            .bind(person.0)
            .bind(now.as_microsecond())
            .fetch_one(connection)
            .await?);
    Ok(Places {
        next,
        taken,
        waiting,
        ended,
        is_booked: own > 0,
    })
}

/// The number that the next booking of a session bears.
///
/// # Errors
/// When the engine fails.
pub async fn next_number(tx: &mut Tx, session: SessionId) -> Result<i64, StoreError> {
    count(tx, NEXT, session).await
}

async fn count(
    tx: &mut Tx,
    statement: &'static str,
    session: SessionId,
) -> Result<i64, StoreError> {
    let (count,): (i64,) = run!(tx, |connection| sqlx::query_as(statement)
        .bind(session.0)
        .fetch_one(connection)
        .await?);
    Ok(count)
}

/// Counts who holds a place and who waits, for every session that a provider offers or shares from a day
/// to a day.
///
/// # Errors
/// When the engine fails.
pub async fn counts(
    tx: &mut Tx,
    provider: ProviderId,
    from: Date,
    until: Date,
) -> Result<Vec<(SessionId, i64, i64)>, StoreError> {
    let rows: Vec<(Uuid, i64, i64)> = run!(tx, |connection| sqlx::query_as(COUNTS)
        .bind(provider.0)
        .bind(from.to_sqlx())
        .bind(until.to_sqlx())
        .fetch_all(connection)
        .await?);
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, taken, waiting)| (SessionId(id), taken, waiting))
        .collect())
}

/// Lists the sessions to come for which somebody waits or is offered a place.
///
/// # Errors
/// When the engine fails.
pub async fn with_a_list(tx: &mut Tx, now: Timestamp) -> Result<Vec<SessionId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(WITH_A_LIST)
        .bind(now.as_microsecond())
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(id,)| SessionId(id)).collect())
}

pub(super) struct Found {
    id: Uuid,
    session: Uuid,
    person: Uuid,
    provider: Uuid,
    school: Option<i64>,
    state: String,
    number: i64,
    in_school_time: bool,
    offer_ends_at: Option<i64>,
    needs: String,
    reason: String,
    booked_at: i64,
    booked_by: Uuid,
    released_at: Option<i64>,
    released_by: Option<Uuid>,
    version: i64,
}

impl<'r, R: sqlx::Row> FromRow<'r, R> for Found
where
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Found, sqlx::Error> {
        Ok(Found {
            id: row.try_get(0)?,
            session: row.try_get(1)?,
            person: row.try_get(2)?,
            provider: row.try_get(3)?,
            school: row.try_get(4)?,
            state: row.try_get(5)?,
            number: row.try_get(6)?,
            in_school_time: row.try_get(7)?,
            offer_ends_at: row.try_get(8)?,
            needs: row.try_get(9)?,
            reason: row.try_get(10)?,
            booked_at: row.try_get(11)?,
            booked_by: row.try_get(12)?,
            released_at: row.try_get(13)?,
            released_by: row.try_get(14)?,
            version: row.try_get(15)?,
        })
    }
}

impl Found {
    pub(super) fn booking(self) -> Result<Booking, StoreError> {
        let id = self.id;
        let wrong = |column| impossible("booking_record", column, id);
        let instant =
            |micros, column| Timestamp::from_microsecond(micros).map_err(|_| wrong(column));
        let some =
            |micros: Option<i64>, column| micros.map(|micros| instant(micros, column)).transpose();
        let school = self.school.map(u32::try_from).transpose();
        let released_at = some(self.released_at, "released_at")?;
        Ok(Booking {
            id: BookingId(id),
            session: SessionId(self.session),
            person: PersonId(self.person),
            provider: ProviderId(self.provider),
            school: school.map_err(|_| wrong("school_urn"))?.map(Urn),
            state: State::read(&self.state).ok_or_else(|| wrong("state"))?,
            number: self.number,
            in_school_time: self.in_school_time,
            offer_ends_at: some(self.offer_ends_at, "offer_ends_at")?,
            needs: self.needs,
            reason: self.reason,
            booked_at: instant(self.booked_at, "booked_at")?,
            booked_by: PersonId(self.booked_by),
            released: released_at.zip(self.released_by.map(PersonId)),
            version: self.version,
        })
    }
}
