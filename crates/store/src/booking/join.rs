//! Remembers the names of a meeting's logs, with their stays, and whose they are.
//!
//! Owns `booking_join`. It never says who somebody is.

use std::sync::LazyLock;

use domain::{
    Minutes, Timestamp,
    booking::{
        SessionId,
        join::{Joined, Whose},
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

const COLUMNS: usize = 8;

static KEEP: LazyLock<[String; 2]> = LazyLock::new(|| [keeps(1), keeps(rows(COLUMNS))]);

fn keeps(rows: usize) -> String {
    format!(
        "insert into booking_join
            (session_id, name, email, minutes, stays, person_id, answered_at, brought_at)
        values {}
        on conflict (session_id, name, email) do update
        set minutes = excluded.minutes, stays = excluded.stays, person_id = excluded.person_id,
            answered_at = excluded.answered_at, brought_at = excluded.brought_at",
        placeholders(rows, COLUMNS)
    )
}

const NAMES: &str = "select name, email, minutes, stays, person_id, answered_at
    from booking_join
    where session_id = $1
    order by name, email";
const ANSWER: &str = "update booking_join
    set answered_at = $4, person_id = $5
    where session_id = $1 and name = $2 and email = $3 and answered_at is null";
const FORGET: &str = "delete from booking_join
    where session_id = $1 and person_id is null";
const HAND: &str = "update booking_join
    set person_id = $2
    where person_id = $1";

pub(crate) const CONSTANTS: [&str; 4] = [NAMES, ANSWER, FORGET, HAND];

/// The statements that take several rows, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    KEEP.to_vec()
}

/// A name of a session's logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name, its address and its stays.
    pub joined: Joined,
    /// Whose it is.
    pub whose: Whose,
}

type NameRow = (String, String, i32, String, Option<Uuid>, Option<i64>);

/// Keeps what the logs of a session tell of these names, each named once, instead of what they told before.
///
/// # Errors
/// When the engine fails.
pub async fn keep(
    tx: &mut Tx,
    session: SessionId,
    all: &[Name],
    now: Timestamp,
) -> Result<(), StoreError> {
    for piece in pieces(all, rows(COLUMNS)) {
        let statement = &KEEP[usize::from(piece.len() > 1)];
        run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(statement.as_str()));
            for Name { joined, whose } in piece {
                let answered = (*whose != Whose::Open).then(|| now.as_microsecond());
                let person = match whose {
                    Whose::Of(person) => Some(person.0),
                    Whose::Open | Whose::Nobody => None,
                };
                query = query
                    .bind(session.0)
                    .bind(&joined.name)
                    .bind(&joined.email)
                    .bind(joined.stated.unwrap_or(Minutes::ZERO).0)
                    .bind(written(joined))
                    .bind(person)
                    .bind(answered)
                    .bind(now.as_microsecond());
            }
            query.execute(connection).await.map(|_| ())?;
        });
    }
    Ok(())
}

/// Lists every name of a session's logs, in the order of the alphabet.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn names(tx: &mut Tx, session: SessionId) -> Result<Vec<Name>, StoreError> {
    let rows: Vec<NameRow> = run!(tx, |connection| sqlx::query_as(NAMES)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| name_from(row, session))
        .collect()
}

/// Keeps whose a name is, or that it is nobody's of ours. Says whether it was open.
///
/// # Errors
/// When the engine fails.
pub async fn answer(
    tx: &mut Tx,
    session: SessionId,
    (name, email): (&str, &str),
    person: Option<PersonId>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let answered = run!(tx, |connection| sqlx::query(ANSWER)
        .bind(session.0)
        .bind(name)
        .bind(email)
        .bind(now.as_microsecond())
        .bind(person.map(|person| person.0))
        .execute(connection)
        .await?
        .rows_affected());
    Ok(answered > 0)
}

/// Forgets every name of a session that is not somebody's of ours.
///
/// # Errors
/// When the engine fails.
pub async fn forget(tx: &mut Tx, session: SessionId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FORGET)
        .bind(session.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands one record's names to another.
///
/// # Errors
/// When the engine fails.
pub async fn hand(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(HAND)
        .bind(from.0)
        .bind(to.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Stays as they are kept: pairs of seconds since 1970, as JSON.
fn written(joined: &Joined) -> String {
    let pairs: Vec<[i64; 2]> = joined
        .stays
        .iter()
        .map(|(from, until)| [from.as_second(), until.as_second()])
        .collect();
    serde_json::json!(pairs).to_string()
}

fn name_from(row: NameRow, session: SessionId) -> Result<Name, StoreError> {
    let (name, email, minutes, stays, person, answered) = row;
    let wrong = || impossible("booking_join", "stays", session.0);
    let pairs: Vec<[i64; 2]> = serde_json::from_str(&stays).map_err(|_| wrong())?;
    let stays = pairs
        .into_iter()
        .map(|[from, until]| {
            Timestamp::from_second(from)
                .ok()
                .zip(Timestamp::from_second(until).ok())
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(wrong)?;
    let stated = stays.is_empty().then_some(Minutes(minutes));
    let whose = match (person, answered) {
        (Some(person), _) => Whose::Of(PersonId(person)),
        (None, Some(_)) => Whose::Nobody,
        (None, None) => Whose::Open,
    };
    let joined = Joined {
        name,
        email,
        stays,
        stated,
    };
    Ok(Name { joined, whose })
}
