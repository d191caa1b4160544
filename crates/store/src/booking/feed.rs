//! Remembers under which private address somebody's calendar is read, and what stands in it.
//!
//! Owns `booking_feed`. It never keeps the secret of an address, only its hash.

use domain::{Timestamp, booking::State, person::PersonId};
use sqlx::{ColumnIndex, Decode, FromRow, Type};
use uuid::Uuid;

use crate::{StoreError, Tx, access::Hash, error::impossible};

const RENEW: &str = "insert into booking_feed (person_id, secret_hash, made_at)
    values ($1, $2, $3)
    on conflict (person_id)
        do update set secret_hash = excluded.secret_hash, made_at = excluded.made_at";
const WITHDRAW: &str = "delete from booking_feed where person_id = $1";
const MADE: &str = "select made_at from booking_feed where person_id = $1";
const WHOSE: &str = "select person_id from booking_feed where secret_hash = $1";

macro_rules! dated {
    ($which:literal) => {
        concat!(
            "select r.id, r.session_id, r.state, r.version, r.changed_at, s.version, s.changed_at,
        s.state, s.title, s.about, s.place, s.link, s.starts_at, s.ends_at, p.name
    from booking_record r
        join booking_session s on s.id = r.session_id
        join partnership_provider p on p.id = s.provider_id
    where r.person_id = $1 and ",
            $which
        )
    };
}

const DATED: &str = dated!(
    "s.ends_at >= $2
        and r.state in ('held', 'confirmed', 'withdrawn', 'declined', 'to_choose')
        and ((r.state in ('held', 'confirmed', 'to_choose') and s.state = 'offered')
            or r.changed_at >= $3 or s.changed_at >= $3)
    order by s.starts_at, r.id"
);
const DATED_ONE: &str = dated!(
    "r.session_id = $2
    order by r.number desc
    limit 1"
);

pub(crate) const CONSTANTS: [&str; 6] = [RENEW, WITHDRAW, MADE, WHOSE, DATED, DATED_ONE];

/// One booking as a calendar shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The number of the booking.
    pub booking: Uuid,
    /// The number of the session.
    pub session: Uuid,
    /// How far the booking has come.
    pub state: State,
    /// Whether the session was called off.
    pub called_off: bool,
    /// Rises with every change of either.
    pub version: i64,
    /// When either was changed last.
    pub changed_at: Timestamp,
    /// The session's title.
    pub title: String,
    /// What it covers.
    pub about: String,
    /// Where it is held.
    pub place: String,
    /// The link by which it is joined.
    pub link: String,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Who offers it.
    pub provider: String,
}

/// Keeps a new address for somebody; the one before leads nowhere from now on.
///
/// # Errors
/// When the engine fails.
pub async fn renew(
    tx: &mut Tx,
    person: PersonId,
    hash: Hash,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(RENEW)
        .bind(person.0)
        .bind(hash.as_slice())
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Forgets somebody's address. Says whether there was one.
///
/// # Errors
/// When the engine fails.
pub async fn withdraw(tx: &mut Tx, person: PersonId) -> Result<bool, StoreError> {
    let gone = run!(tx, |connection| sqlx::query(WITHDRAW)
        .bind(person.0)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(gone > 0)
}

/// Says when somebody's address was made, if there is one.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn made(tx: &mut Tx, person: PersonId) -> Result<Option<Timestamp>, StoreError> {
    let row: Option<(i64,)> = run!(tx, |connection| sqlx::query_as(MADE)
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    row.map(|(micros,)| instant(micros, "booking_feed", "made_at", person.0))
        .transpose()
}

/// Says whose address it is.
///
/// # Errors
/// When the engine fails.
pub async fn whose(tx: &mut Tx, hash: Hash) -> Result<Option<PersonId>, StoreError> {
    let row: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(WHOSE)
        .bind(hash.as_slice())
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(id,)| PersonId(id)))
}

/// Lists what stands in somebody's calendar: what ends from an instant on, and of what is off only what
/// was changed since another.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn dated(
    tx: &mut Tx,
    person: PersonId,
    from: Timestamp,
    off_since: Timestamp,
) -> Result<Vec<Dated>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(DATED)
        .bind(person.0)
        .bind(from.as_microsecond())
        .bind(off_since.as_microsecond())
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(Found::dated).collect()
}

/// Finds how somebody's latest booking of a session stands in their calendar.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn dated_one(
    tx: &mut Tx,
    person: PersonId,
    session: Uuid,
) -> Result<Option<Dated>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(DATED_ONE)
        .bind(person.0)
        .bind(session)
        .fetch_optional(connection)
        .await?);
    row.map(Found::dated).transpose()
}

fn instant(
    micros: i64,
    table: &'static str,
    column: &'static str,
    id: Uuid,
) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| impossible(table, column, id))
}

struct Found {
    booking: Uuid,
    session: Uuid,
    state: String,
    version: i64,
    changed_at: i64,
    of_session: i64,
    session_changed_at: i64,
    session_state: String,
    title: String,
    about: String,
    place: String,
    link: String,
    starts_at: i64,
    ends_at: i64,
    provider: String,
}

impl<'r, R: sqlx::Row> FromRow<'r, R> for Found
where
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Found, sqlx::Error> {
        Ok(Found {
            booking: row.try_get(0)?,
            session: row.try_get(1)?,
            state: row.try_get(2)?,
            version: row.try_get(3)?,
            changed_at: row.try_get(4)?,
            of_session: row.try_get(5)?,
            session_changed_at: row.try_get(6)?,
            session_state: row.try_get(7)?,
            title: row.try_get(8)?,
            about: row.try_get(9)?,
            place: row.try_get(10)?,
            link: row.try_get(11)?,
            starts_at: row.try_get(12)?,
            ends_at: row.try_get(13)?,
            provider: row.try_get(14)?,
        })
    }
}

impl Found {
    fn dated(self) -> Result<Dated, StoreError> {
        let at = |micros, column| instant(micros, "booking_session", column, self.session);
        let state = State::read(&self.state)
            .ok_or_else(|| impossible("booking_record", "state", self.booking))?;
        Ok(Dated {
            booking: self.booking,
            session: self.session,
            state,
            called_off: self.session_state == "cancelled",
            version: self.version + self.of_session,
            changed_at: at(self.changed_at.max(self.session_changed_at), "changed_at")?,
            starts_at: at(self.starts_at, "starts_at")?,
            ends_at: at(self.ends_at, "ends_at")?,
            title: self.title,
            about: self.about,
            place: self.place,
            link: self.link,
            provider: self.provider,
        })
    }
}

const HAND: &str = "delete from booking_feed where person_id = $1";
const HAND_WORKING: &str = "delete from booking_working
    where person_id = $1 and exists (select 1 from booking_working w where w.person_id = $2)";
const MOVE_WORKING: &str = "update booking_working set person_id = $2 where person_id = $1";

pub(crate) const HAND_CONSTANTS: [&str; 3] = [HAND, HAND_WORKING, MOVE_WORKING];

/// Hands the working days of one record to another of the same person; the address of the one that
/// goes leads nowhere from now on.
///
/// # Errors
/// When the engine fails.
pub async fn hand(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(HAND)
        .bind(from.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    for statement in [HAND_WORKING, MOVE_WORKING] {
        run!(tx, |connection| sqlx::query(statement)
            .bind(from.0)
            .bind(to.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}
