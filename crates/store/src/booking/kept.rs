//! Remembers places that are kept for some until a day.
//!
//! Owns `booking_kept`. It never says whether one is used.

use domain::{
    booking::{Kept, SessionId},
    partnership::{ProviderId, Urn},
};
use jiff_sqlx::{Date, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const KEEP: &str =
    "insert into booking_kept (id, session_id, provider_id, school_urn, places, until_on)
    values ($1, $2, $3, $4, $5, $6)";
const OF_SESSION: &str = "select provider_id, school_urn, places, until_on
    from booking_kept
    where session_id = $1
    order by until_on, id";
const FREE: &str = "delete from booking_kept
    where session_id = $1";

pub(crate) const CONSTANTS: [&str; 3] = [KEEP, OF_SESSION, FREE];

/// Keeps places for some.
///
/// # Errors
/// When the engine fails.
pub async fn keep(tx: &mut Tx, id: Uuid, session: SessionId, new: &Kept) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(id)
        .bind(session.0)
        .bind(new.provider.map(|provider| provider.0))
        .bind(new.school.map(|school| i64::from(school.0)))
        .bind(new.places)
        .bind(new.until.to_sqlx())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps no place of a session for anybody any more.
///
/// # Errors
/// When the engine fails.
pub async fn free(tx: &mut Tx, session: SessionId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(FREE)
        .bind(session.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the places that are kept in a session, past ones too.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn kept(tx: &mut Tx, session: SessionId) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<(Option<Uuid>, Option<i64>, i64, Date)> =
        run!(tx, |connection| sqlx::query_as(OF_SESSION)
            .bind(session.0)
            .fetch_all(connection)
            .await?);
    let kept = |(provider, school, places, until): (Option<Uuid>, Option<i64>, i64, Date)| {
        let school = school.map(u32::try_from).transpose();
        Ok(Kept {
            provider: provider.map(ProviderId),
            school: school
                .map_err(|_| impossible("booking_kept", "school_urn", session.0))?
                .map(Urn),
            places,
            until: until.to_jiff(),
        })
    };
    rows.into_iter().map(kept).collect()
}
