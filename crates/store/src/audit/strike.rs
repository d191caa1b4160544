//! Strikes words out of notes, so that a name can be forgotten and a chain still holds.
//!
//! Owns the one change that a note's words may see. It never touches another field, nor a link.

use domain::audit::{Note, chain::Chained};
use uuid::Uuid;

use super::chain::{FoundChained, chained_from};
use crate::{StoreError, Tx, person::pattern};

macro_rules! columns {
    () => {
        "select id, noted_at, done_by, deed, provider_id, subject, told, session_id, number, link
         from audit_note"
    };
}
const NAMING: &str = concat!(
    columns!(),
    " where number is not null and told like $1 escape '!' order by number, id"
);
const OF_DEED: &str = concat!(
    columns!(),
    " where number is not null and deed = $1 order by number, id"
);
const STRIKE: &str = "update audit_note set told = $2 where id = $1";

pub(crate) const CONSTANTS: [&str; 3] = [NAMING, OF_DEED, STRIKE];

/// Lists the notes in whose words a text stands, in the order of their chains.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn notes_naming(tx: &mut Tx, text: &str) -> Result<Vec<Chained>, StoreError> {
    read(tx, NAMING, &pattern(text)).await
}

/// Lists the notes of a deed, in the order of their chains.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn notes_of(tx: &mut Tx, deed: domain::access::Deed) -> Result<Vec<Chained>, StoreError> {
    read(tx, OF_DEED, deed.code()).await
}

async fn read(tx: &mut Tx, sql: &'static str, by: &str) -> Result<Vec<Chained>, StoreError> {
    let rows: Vec<FoundChained> = run!(tx, |connection| sqlx::query_as(sql)
        .bind(by)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(chained_from).collect()
}

/// Keeps other words of a note: those that say with which note they were struck out.
///
/// # Errors
/// When the engine fails.
pub async fn strike(tx: &mut Tx, struck: &Note) -> Result<(), StoreError> {
    let (id, told): (Uuid, &str) = (struck.id, &struck.told);
    run!(tx, |connection| sqlx::query(STRIKE)
        .bind(id)
        .bind(told)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
