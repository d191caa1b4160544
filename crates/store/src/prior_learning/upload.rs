//! Remembers files that are on their way, part by part.
//!
//! Owns `prior_learning_upload` and `prior_learning_part`. It never keeps a part with a gap before it.

use domain::{
    Timestamp,
    person::PersonId,
    prior_learning::{ItemId, Upload, UploadId},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

const BEGIN: &str = "insert into prior_learning_upload
    (id, item_id, person_id, name, size, received, began_at)
    values ($1, $2, $3, $4, $5, 0, $6)";
const ONE: &str = "select id, item_id, person_id, name, size, received
    from prior_learning_upload
    where id = $1";
const WAITING: &str = "select id, item_id, person_id, name, size, received
    from prior_learning_upload
    where item_id = $1
    order by began_at, id";
const GROW: &str = "update prior_learning_upload
    set received = received + $3
    where id = $1 and received = $2 and received + $3 <= size";
const ADD: &str = "insert into prior_learning_part (upload_id, begins_at, bytes)
    values ($1, $2, $3)";
const PARTS: &str = "select bytes
    from prior_learning_part
    where upload_id = $1
    order by begins_at";
const END_PARTS: &str = "delete from prior_learning_part where upload_id = $1";
const END: &str = "delete from prior_learning_upload where id = $1";
const STALE: &str = "select id from prior_learning_upload where began_at < $1 order by id";

pub(crate) const CONSTANTS: [&str; 9] =
    [BEGIN, ONE, WAITING, GROW, ADD, PARTS, END_PARTS, END, STALE];

type Row = (Uuid, Uuid, Uuid, String, i64, i64);

fn read((id, item, person, name, size, received): Row) -> Upload {
    Upload {
        id: UploadId(id),
        item: ItemId(item),
        person: PersonId(person),
        name,
        size,
        received,
    }
}

/// Begins to take a file in, of which nothing is here yet.
///
/// # Errors
/// When the engine fails.
pub async fn begin(tx: &mut Tx, new: &Upload, now: Timestamp) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(BEGIN)
        .bind(new.id.0)
        .bind(new.item.0)
        .bind(new.person.0)
        .bind(&new.name)
        .bind(new.size)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Finds a file on its way.
///
/// # Errors
/// When the engine fails.
pub async fn on_its_way(tx: &mut Tx, id: UploadId) -> Result<Option<Upload>, StoreError> {
    let row: Option<Row> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(read))
}

/// Lists the files that are on their way to an item.
///
/// # Errors
/// When the engine fails.
pub async fn awaited(tx: &mut Tx, item: ItemId) -> Result<Vec<Upload>, StoreError> {
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(WAITING)
        .bind(item.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(read).collect())
}

/// Adds a part where the last one ended. Says whether it fitted there.
///
/// # Errors
/// When the engine fails.
pub async fn add_part(
    tx: &mut Tx,
    id: UploadId,
    begins_at: i64,
    bytes: &[u8],
) -> Result<bool, StoreError> {
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let grown = run!(tx, |connection| sqlx::query(GROW)
        .bind(id.0)
        .bind(begins_at)
        .bind(length)
        .execute(connection)
        .await?
        .rows_affected());
    if grown == 0 {
        return Ok(false);
    }
    run!(tx, |connection| sqlx::query(ADD)
        .bind(id.0)
        .bind(begins_at)
        .bind(bytes)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(true)
}

/// Puts the parts that are here together.
///
/// # Errors
/// When the engine fails.
pub async fn put_together(tx: &mut Tx, id: UploadId) -> Result<Vec<u8>, StoreError> {
    let parts: Vec<(Vec<u8>,)> = run!(tx, |connection| sqlx::query_as(PARTS)
        .bind(id.0)
        .fetch_all(connection)
        .await?);
    let size = parts.iter().map(|(bytes,)| bytes.len()).sum();
    let mut whole = Vec::with_capacity(size);
    for (bytes,) in parts {
        whole.extend_from_slice(&bytes);
    }
    Ok(whole)
}

/// Lets go of a file on its way and its parts.
///
/// # Errors
/// When the engine fails.
pub async fn end_upload(tx: &mut Tx, id: UploadId) -> Result<(), StoreError> {
    for statement in [END_PARTS, END] {
        run!(tx, |connection| sqlx::query(statement)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}

/// Lists what has been on its way since before an instant.
///
/// # Errors
/// When the engine fails.
pub async fn stale(tx: &mut Tx, before: Timestamp) -> Result<Vec<UploadId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(STALE)
        .bind(before.as_microsecond())
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(id,)| UploadId(id)).collect())
}
