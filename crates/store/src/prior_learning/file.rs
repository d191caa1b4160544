//! Remembers the files by which mentors show what they bring along.
//!
//! Owns `prior_learning_file` and `prior_learning_object`. It never holds the bytes.

use domain::{
    Timestamp,
    person::PersonId,
    prior_learning::{File, FileId, ItemId},
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

macro_rules! files {
    ($which:literal) => {
        concat!(
            "select f.id, f.item_id, f.person_id, f.name, o.kind, f.digest, f.size, f.pictured, f.words,
        f.kept_at
    from prior_learning_file f
    join prior_learning_object o on o.digest = f.digest
    where ",
            $which
        )
    };
}

const KEEP_OBJECT: &str = "insert into prior_learning_object (digest, kind, kept_at)
    values ($1, $2, $3)
    on conflict (digest) do update set kept_at = excluded.kept_at";
const KEEP: &str = "insert into prior_learning_file
    (id, item_id, person_id, name, digest, size, pictured, words, kept_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (item_id, digest) do nothing";
const ONE: &str = files!("f.id = $1");
const OF_PERSON: &str = files!("f.person_id = $1 order by f.kept_at, f.id");
const OF_ITEM: &str = files!("f.item_id = $1 order by f.kept_at, f.id");
const SAME: &str = files!(
    "f.digest in (select digest from prior_learning_file where item_id = $1)
        and f.item_id <> $1
    order by f.kept_at, f.id"
);
const COUNT: &str = "select (select count(*) from prior_learning_file where person_id = $1)
        + (select count(*) from prior_learning_upload where person_id = $1)";
const REMOVE: &str = "delete from prior_learning_file where id = $1";
const LOOSE: &str = "select o.digest, o.kind
    from prior_learning_object o
    where o.kept_at < $1
        and not exists (select 1 from prior_learning_file f where f.digest = o.digest)
    order by o.digest
    limit 100";
const FORGET: &str = "delete from prior_learning_object
    where digest = $1
        and not exists (select 1 from prior_learning_file f where f.digest = $1)";

pub(crate) const CONSTANTS: [&str; 10] = [
    KEEP_OBJECT,
    KEEP,
    ONE,
    OF_PERSON,
    OF_ITEM,
    SAME,
    COUNT,
    REMOVE,
    LOOSE,
    FORGET,
];

type Row = (
    Uuid,
    Uuid,
    Uuid,
    String,
    String,
    String,
    i64,
    bool,
    String,
    i64,
);

fn read(row: Row) -> Result<File, StoreError> {
    let (id, item, person, name, kind, digest, size, pictured, words, kept_at) = row;
    Ok(File {
        id: FileId(id),
        item: ItemId(item),
        person: PersonId(person),
        name,
        kind,
        digest,
        size,
        pictured,
        words,
        kept_at: Timestamp::from_microsecond(kept_at)
            .map_err(|_| impossible("prior_learning_file", "kept_at", id))?,
    })
}

/// Notes that an object of a kind is kept under a digest.
///
/// # Errors
/// When the engine fails.
pub async fn keep_object(
    tx: &mut Tx,
    digest: &str,
    kind: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP_OBJECT)
        .bind(digest)
        .bind(kind)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps a file, whose object is noted already. Says whether the item did not have it yet.
///
/// # Errors
/// When the engine fails.
pub async fn keep(tx: &mut Tx, file: &File) -> Result<bool, StoreError> {
    let kept = run!(tx, |connection| sqlx::query(KEEP)
        .bind(file.id.0)
        .bind(file.item.0)
        .bind(file.person.0)
        .bind(&file.name)
        .bind(&file.digest)
        .bind(file.size)
        .bind(file.pictured)
        .bind(&file.words)
        .bind(file.kept_at.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(kept > 0)
}

/// Finds one file.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn one(tx: &mut Tx, id: FileId) -> Result<Option<File>, StoreError> {
    let row: Option<Row> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    row.map(read).transpose()
}

async fn several(tx: &mut Tx, statement: &'static str, of: Uuid) -> Result<Vec<File>, StoreError> {
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(read).collect()
}

/// Lists the files of somebody, the first kept first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn files_of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<File>, StoreError> {
    several(tx, OF_PERSON, person.0).await
}

/// Lists the files of an item, the first kept first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn files_of_item(tx: &mut Tx, item: ItemId) -> Result<Vec<File>, StoreError> {
    several(tx, OF_ITEM, item.0).await
}

/// Lists files with the same content as one of an item, which show something else.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn same_elsewhere(tx: &mut Tx, item: ItemId) -> Result<Vec<File>, StoreError> {
    several(tx, SAME, item.0).await
}

/// Counts the files of somebody, those on their way among them.
///
/// # Errors
/// When the engine fails.
pub async fn count_files(tx: &mut Tx, person: PersonId) -> Result<usize, StoreError> {
    let (count,): (i64,) = run!(tx, |connection| sqlx::query_as(COUNT)
        .bind(person.0)
        .fetch_one(connection)
        .await?);
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Takes a file away; its object goes later.
///
/// # Errors
/// When the engine fails.
pub async fn remove_file(tx: &mut Tx, id: FileId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(REMOVE)
        .bind(id.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists some objects of which no file tells any more: digest and kind.
///
/// # Errors
/// When the engine fails.
pub async fn loose(tx: &mut Tx, before: Timestamp) -> Result<Vec<(String, String)>, StoreError> {
    Ok(run!(tx, |connection| sqlx::query_as(LOOSE)
        .bind(before.as_microsecond())
        .fetch_all(connection)
        .await?))
}

/// Forgets an object, unless a file tells of it by now. Says whether it was forgotten.
///
/// # Errors
/// When the engine fails.
pub async fn forget_object(tx: &mut Tx, digest: &str) -> Result<bool, StoreError> {
    let gone = run!(tx, |connection| sqlx::query(FORGET)
        .bind(digest)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(gone > 0)
}
