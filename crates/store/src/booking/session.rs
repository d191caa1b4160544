//! Remembers what is offered: when, where, by whom, and for whom.
//!
//! Owns `booking_session`. It never counts places.

use domain::{
    Date, Minutes, Timestamp,
    booking::{Audience, Session, SessionId},
    partnership::{ProviderId, SchoolPhase},
    person::PersonId,
    programme::{Mode, Track},
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use sqlx::{ColumnIndex, Decode, FromRow, Type};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

macro_rules! sessions {
    ($which:literal) => {
        concat!(
            "select s.id, s.provider_id, s.component, s.title, s.about, s.materials, s.minutes, s.mode,
        s.held_on, s.starts_at, s.ends_at, s.place, s.link, s.host_id, s.capacity, s.series, s.course,
        s.track, s.subject, s.school_phase, s.state, s.version, s.reason
    from booking_session s
    where ",
            $which
        )
    };
}

pub(super) use sessions as select_sessions;

const OFFER: &str = "insert into booking_session
    (id, provider_id, component, title, about, materials, minutes, mode, held_on, starts_at, ends_at,
        place, link, host_id, capacity, series, course, track, subject, school_phase, state, version,
        reason, made_at, made_by, changed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24, $25, $24)";
const CHANGE: &str = "update booking_session
    set title = $2, about = $3, materials = $4, minutes = $5, held_on = $6, starts_at = $7,
        ends_at = $8, place = $9, link = $10, host_id = $11, capacity = $12, series = $13,
        course = $14, track = $15, subject = $16, school_phase = $17, state = $18, version = $19,
        reason = $20, changed_at = $21
    where id = $1 and version = $22";
const ONE: &str = sessions!("s.id = $1");
const LOCK: &str = "update booking_session
    set version = version
    where id = $1
    returning version";
const OFFERED_BY: &str = sessions!(
    "s.held_on between $2 and $3
        and (s.provider_id = $1
            or exists (select 1 from booking_share b where b.session_id = s.id and b.provider_id = $1))
    order by s.starts_at, s.id"
);
const HOSTED_BY: &str = sessions!(
    "s.held_on between $2 and $3
        and (s.host_id = $1
            or exists (select 1 from booking_host h where h.session_id = s.id and h.person_id = $1))
    order by s.starts_at, s.id"
);
const OF_PERSON: &str = sessions!(
    "s.id in (select r.session_id from booking_record r where r.person_id = $1)
    order by s.starts_at, s.id"
);
pub(crate) const CONSTANTS: [&str; 7] =
    [OFFER, CHANGE, ONE, LOCK, OFFERED_BY, HOSTED_BY, OF_PERSON];

/// Keeps a session that is offered from now on.
///
/// # Errors
/// When the engine fails.
pub async fn offer(
    tx: &mut Tx,
    new: &Session,
    now: Timestamp,
    by: PersonId,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(OFFER)
        .bind(new.id.0)
        .bind(new.provider.0)
        .bind(&new.component)
        .bind(&new.title)
        .bind(&new.about)
        .bind(&new.materials)
        .bind(new.minutes.0)
        .bind(new.mode.code())
        .bind(new.held_on.to_sqlx())
        .bind(new.starts_at.as_microsecond())
        .bind(new.ends_at.as_microsecond())
        .bind(&new.place)
        .bind(&new.link)
        .bind(new.host.0)
        .bind(new.capacity)
        .bind(&new.series)
        .bind(&new.audience.course)
        .bind(new.audience.track.map(Track::code))
        .bind(&new.audience.subject)
        .bind(new.audience.school_phase.map(SchoolPhase::code))
        .bind(state(new))
        .bind(new.version)
        .bind(&new.reason)
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps a session as it is now. Says whether it still was of the version before.
///
/// # Errors
/// When the engine fails.
pub async fn change_session(
    tx: &mut Tx,
    new: &Session,
    before: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = run!(tx, |connection| sqlx::query(CHANGE)
        .bind(new.id.0)
        .bind(&new.title)
        .bind(&new.about)
        .bind(&new.materials)
        .bind(new.minutes.0)
        .bind(new.held_on.to_sqlx())
        .bind(new.starts_at.as_microsecond())
        .bind(new.ends_at.as_microsecond())
        .bind(&new.place)
        .bind(&new.link)
        .bind(new.host.0)
        .bind(new.capacity)
        .bind(&new.series)
        .bind(&new.audience.course)
        .bind(new.audience.track.map(Track::code))
        .bind(&new.audience.subject)
        .bind(new.audience.school_phase.map(SchoolPhase::code))
        .bind(state(new))
        .bind(new.version)
        .bind(&new.reason)
        .bind(now.as_microsecond())
        .bind(before)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(changed > 0)
}

fn state(session: &Session) -> &'static str {
    if session.cancelled {
        "cancelled"
    } else {
        "offered"
    }
}

/// Finds one session.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn session(tx: &mut Tx, id: SessionId) -> Result<Option<Session>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    row.map(Found::session).transpose()
}

/// Finds one session and lets nobody else count its places before this transaction ends.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn lock(tx: &mut Tx, id: SessionId) -> Result<Option<Session>, StoreError> {
    version(tx, id).await?;
    session(tx, id).await
}

/// Lets nobody else count the places of a session before this transaction ends. Says whether it still is as
/// it is known.
///
/// # Errors
/// When the engine fails.
pub async fn lock_as(tx: &mut Tx, known: &Session) -> Result<bool, StoreError> {
    Ok(version(tx, known.id).await? == Some(known.version))
}

async fn version(tx: &mut Tx, id: SessionId) -> Result<Option<i64>, StoreError> {
    let row: Option<(i64,)> = run!(tx, |connection| sqlx::query_as(LOCK)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(version,)| version))
}

/// Lists what a provider offers or shares from a day to a day, in order of time.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn offered_by(
    tx: &mut Tx,
    provider: ProviderId,
    from: Date,
    until: Date,
) -> Result<Vec<Session>, StoreError> {
    between(tx, OFFERED_BY, provider.0, from, until).await
}

/// Lists what somebody hosts from a day to a day, in order of time.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn hosted_by(
    tx: &mut Tx,
    host: PersonId,
    from: Date,
    until: Date,
) -> Result<Vec<Session>, StoreError> {
    between(tx, HOSTED_BY, host.0, from, until).await
}

async fn between(
    tx: &mut Tx,
    statement: &'static str,
    of: Uuid,
    from: Date,
    until: Date,
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .bind(from.to_sqlx())
        .bind(until.to_sqlx())
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(Found::session).collect()
}

/// Lists the sessions of which somebody ever booked one, in order of time.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn sessions(tx: &mut Tx, person: PersonId) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF_PERSON)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(Found::session).collect()
}

pub(super) struct Found {
    id: Uuid,
    provider_id: Uuid,
    component: String,
    title: String,
    about: String,
    materials: String,
    minutes: i32,
    mode: String,
    held_on: SqlDate,
    starts_at: i64,
    ends_at: i64,
    place: String,
    link: String,
    host_id: Uuid,
    capacity: i64,
    series: String,
    course: Option<String>,
    track: Option<String>,
    subject: Option<String>,
    school_phase: Option<String>,
    state: String,
    version: i64,
    reason: String,
}

impl<'r, R: sqlx::Row> FromRow<'r, R> for Found
where
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    i32: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    SqlDate: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Found, sqlx::Error> {
        Ok(Found {
            id: row.try_get(0)?,
            provider_id: row.try_get(1)?,
            component: row.try_get(2)?,
            title: row.try_get(3)?,
            about: row.try_get(4)?,
            materials: row.try_get(5)?,
            minutes: row.try_get(6)?,
            mode: row.try_get(7)?,
            held_on: row.try_get(8)?,
            starts_at: row.try_get(9)?,
            ends_at: row.try_get(10)?,
            place: row.try_get(11)?,
            link: row.try_get(12)?,
            host_id: row.try_get(13)?,
            capacity: row.try_get(14)?,
            series: row.try_get(15)?,
            course: row.try_get(16)?,
            track: row.try_get(17)?,
            subject: row.try_get(18)?,
            school_phase: row.try_get(19)?,
            state: row.try_get(20)?,
            version: row.try_get(21)?,
            reason: row.try_get(22)?,
        })
    }
}

impl Found {
    pub(super) fn session(self) -> Result<Session, StoreError> {
        let id = self.id;
        let wrong = |column| impossible("booking_session", column, id);
        let instant =
            |micros, column| Timestamp::from_microsecond(micros).map_err(|_| wrong(column));
        let track = match self.track.as_deref() {
            None => None,
            Some(code) => Some(Track::read(code).ok_or_else(|| wrong("track"))?),
        };
        let school_phase = match self.school_phase.as_deref() {
            None => None,
            Some(code) => Some(SchoolPhase::read(code).ok_or_else(|| wrong("school_phase"))?),
        };
        Ok(Session {
            id: SessionId(id),
            provider: ProviderId(self.provider_id),
            component: self.component,
            title: self.title,
            about: self.about,
            materials: self.materials,
            minutes: Minutes(self.minutes),
            mode: Mode::read(&self.mode).ok_or_else(|| wrong("mode"))?,
            held_on: self.held_on.to_jiff(),
            starts_at: instant(self.starts_at, "starts_at")?,
            ends_at: instant(self.ends_at, "ends_at")?,
            place: self.place,
            link: self.link,
            host: PersonId(self.host_id),
            capacity: self.capacity,
            series: self.series,
            audience: Audience {
                course: self.course,
                track,
                subject: self.subject,
                school_phase,
            },
            cancelled: self.state == "cancelled",
            version: self.version,
            reason: self.reason,
        })
    }
}
