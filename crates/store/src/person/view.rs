//! Remembers the lists that somebody keeps under a name.
//!
//! Owns `person_view`. It never knows what a list shows.

use domain::{partnership::ProviderId, person::PersonId};
use uuid::Uuid;

use crate::{StoreError, Tx};

const VIEWS: &str = "select id, name, question
    from person_view
    where person_id = $1 and provider_id = $2 and place = $3
    order by name";
const KEEP: &str = "insert into person_view (id, person_id, provider_id, place, name, question)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (person_id, provider_id, place, name) do update set question = excluded.question";
const DROP: &str = "delete from person_view where id = $1 and person_id = $2";

pub(crate) const CONSTANTS: [&str; 3] = [VIEWS, KEEP, DROP];

/// A list that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The record's own number.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What is asked of the list, as it stands in the address.
    pub question: String,
}

/// Lists what somebody keeps of one place, by name.
///
/// # Errors
/// When the engine fails.
pub async fn views(
    tx: &mut Tx,
    person: PersonId,
    provider: ProviderId,
    place: &str,
) -> Result<Vec<View>, StoreError> {
    let rows: Vec<(Uuid, String, String)> = run!(tx, |connection| sqlx::query_as(VIEWS)
        .bind(person.0)
        .bind(provider.0)
        .bind(place)
        .fetch_all(connection)
        .await?);
    let view = |(id, name, question)| View { id, name, question };
    Ok(rows.into_iter().map(view).collect())
}

/// Keeps a list under its name; the same name keeps the newer list.
///
/// # Errors
/// When the engine fails.
pub async fn keep_view(
    tx: &mut Tx,
    person: PersonId,
    provider: ProviderId,
    place: &str,
    view: &View,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(view.id)
        .bind(person.0)
        .bind(provider.0)
        .bind(place)
        .bind(&view.name)
        .bind(&view.question)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Drops one of somebody's lists. Says whether it was there.
///
/// # Errors
/// When the engine fails.
pub async fn drop_view(tx: &mut Tx, person: PersonId, view: Uuid) -> Result<bool, StoreError> {
    Ok(run!(tx, |connection| sqlx::query(DROP)
        .bind(view)
        .bind(person.0)
        .execute(connection)
        .await
        .map(|done| done.rows_affected() > 0)?))
}
