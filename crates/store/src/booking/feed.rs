//! Remembers under which private address somebody's calendar is read, and what stands in it.
//!
//! Owns `booking_feed`. It never keeps the secret of an address, only its hash.

use domain::{Timestamp, booking::State, person::PersonId};
use uuid::Uuid;

use crate::{StoreError, Tx, access::Hash, error::impossible};

const RENEW: &str = "insert into booking_feed (person_id, secret_hash, made_at)
    values ($1, $2, $3)
    on conflict (person_id)
        do update set secret_hash = excluded.secret_hash, made_at = excluded.made_at";
const WITHDRAW: &str = "delete from booking_feed where person_id = $1";
const MADE: &str = "select made_at from booking_feed where person_id = $1";
const WHOSE: &str = "select person_id from booking_feed where secret_hash = $1";

/// What stands in a calendar in one text: on the embedded engine a value costs more than its letters do.
/// Codes and numbers come first, then how many octets each text has, then the texts: any letter may stand in
/// those.
macro_rules! dated {
    ($which:literal) => {
        concat!(
            "select r.id, r.session_id, r.state || '|' || s.state
        || '|' || cast(r.version + s.version as text)
        || '|' || cast(case when r.changed_at > s.changed_at then r.changed_at
            else s.changed_at end as text)
        || '|' || cast(s.starts_at as text) || '|' || cast(s.ends_at as text)
        || '|' || cast(octet_length(s.title) as text) || '|' || cast(octet_length(s.about) as text)
        || '|' || cast(octet_length(s.place) as text) || '|' || cast(octet_length(s.link) as text)
        || '|' || s.title || s.about || s.place || s.link || p.name
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
    rows.into_iter().map(dated_of).collect()
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
    row.map(dated_of).transpose()
}

fn instant(
    micros: i64,
    table: &'static str,
    column: &'static str,
    id: Uuid,
) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| impossible(table, column, id))
}

type Found = (Uuid, Uuid, String);

fn dated_of((booking, session, told): Found) -> Result<Dated, StoreError> {
    unpacked((booking, session), &told)
        .ok_or_else(|| impossible("booking_session", "told", session))
}

fn unpacked((booking, session): (Uuid, Uuid), told: &str) -> Option<Dated> {
    let mut parts = told.splitn(11, '|');
    let state = State::read(parts.next()?)?;
    let called_off = parts.next()? == "cancelled";
    let mut number = || parts.next()?.parse::<i64>().ok();
    let version = number()?;
    let mut instant = || Timestamp::from_microsecond(number()?).ok();
    let (changed_at, starts_at, ends_at) = (instant()?, instant()?, instant()?);
    let lengths = [number()?, number()?, number()?, number()?];
    let mut rest = parts.next()?;
    let mut text = |octets: i64| {
        let (text, after) = rest.split_at_checked(usize::try_from(octets).ok()?)?;
        rest = after;
        Some(text.to_owned())
    };
    let [title, about, place, link] = lengths.map(&mut text);
    Some(Dated {
        booking,
        session,
        state,
        called_off,
        version,
        changed_at,
        title: title?,
        about: about?,
        place: place?,
        link: link?,
        starts_at,
        ends_at,
        provider: rest.to_owned(),
    })
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
