//! Remembers with whom a session is shared, and who holds it beside its host.
//!
//! Owns `booking_share` and `booking_host`. It never decides who may.

use domain::{booking::SessionId, partnership::ProviderId, person::PersonId};
use uuid::Uuid;

use crate::{StoreError, Tx};

const SHARE: &str = "insert into booking_share (session_id, provider_id, component)
    values ($1, $2, $3)
    on conflict (session_id, provider_id) do update set component = excluded.component";
const SHARES: &str = "select provider_id, component
    from booking_share
    where session_id = $1
    order by provider_id";
const NAME_HOST: &str = "insert into booking_host (session_id, person_id)
    values ($1, $2)
    on conflict (session_id, person_id) do nothing";
const NO_HOSTS: &str = "delete from booking_host
    where session_id = $1";

const HOSTS: &str = "select person_id
    from booking_host
    where session_id = $1
    order by person_id";

pub(crate) const CONSTANTS: [&str; 5] = [SHARE, SHARES, NAME_HOST, NO_HOSTS, HOSTS];

/// Opens a session to the mentors of another provider, with that provider's own component if the hour
/// may meet one there.
///
/// # Errors
/// When the engine fails.
pub async fn share(
    tx: &mut Tx,
    session: SessionId,
    provider: ProviderId,
    component: Option<&str>,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SHARE)
        .bind(session.0)
        .bind(provider.0)
        .bind(component)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the other providers whose mentors may book, each with its own component.
///
/// # Errors
/// When the engine fails.
pub async fn shares(
    tx: &mut Tx,
    session: SessionId,
) -> Result<Vec<(ProviderId, Option<String>)>, StoreError> {
    let rows: Vec<(Uuid, Option<String>)> = run!(tx, |connection| sqlx::query_as(SHARES)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, component)| (ProviderId(id), component))
        .collect())
}

/// Names the people who hold a session beside its host, instead of whoever did.
///
/// # Errors
/// When the engine fails.
pub async fn name_hosts(
    tx: &mut Tx,
    session: SessionId,
    hosts: &[PersonId],
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(NO_HOSTS)
        .bind(session.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    for host in hosts {
        run!(tx, |connection| sqlx::query(NAME_HOST)
            .bind(session.0)
            .bind(host.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}

/// Lists who holds a session beside its host.
///
/// # Errors
/// When the engine fails.
pub async fn hosts(tx: &mut Tx, session: SessionId) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(HOSTS)
        .bind(session.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
}
