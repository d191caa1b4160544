//! Adds notes to the chain of their provider, and reads chains note by note.
//!
//! Owns `audit_chain` and the order of numbers. It never changes or removes a note.

use domain::{
    audit::{
        Note,
        chain::{Chained, Head},
    },
    partnership::ProviderId,
};
use uuid::Uuid;

use super::{Found, note_from};
use crate::{StoreError, Tx, error::impossible, ledger::link_from};

const NEXT: &str = "insert into audit_chain (provider_id, notes, head)
    values ($1, 0, $2)
    on conflict (provider_id) do update set notes = audit_chain.notes
    returning notes, head";
const NOTE: &str = "insert into audit_note
    (id, noted_at, done_by, deed, provider_id, subject, told, session_id, number, link)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const MOVE: &str = "update audit_chain
    set notes = $2, head = $3
    where provider_id = $1";
/// A chain that was taken away stands with no notes, so that a walk finds its notes.
const CHAINS: &str = "select provider_id, notes, head from audit_chain
    union all
    select lost.provider_id, cast(0 as bigint), $2 from (
     select distinct coalesce(n.provider_id, $1) as provider_id from audit_note n
     where not exists (
      select 1 from audit_chain c where c.provider_id = coalesce(n.provider_id, $1))) lost
    order by 1";
const CHAINED: &str = "select id, noted_at, done_by, deed, provider_id, subject, told, session_id,
        number, link
    from audit_note
    where (provider_id = $1 or (provider_id is null and $1 = $2)) and number > $3
    order by number, id
    limit $4";
const BEFORE_CHAINS: &str =
    "select id, noted_at, done_by, deed, provider_id, subject, told, session_id
    from audit_note
    where number is null
    order by noted_at, id";
/// The one statement that touches a note which is there: it gives it its place, once.
const PLACE: &str = "update audit_note
    set number = $2, link = $3
    where id = $1 and number is null";

pub(crate) const CONSTANTS: [&str; 7] = [NEXT, NOTE, MOVE, CHAINS, CHAINED, BEFORE_CHAINS, PLACE];

fn key(provider: Option<ProviderId>) -> Uuid {
    provider.map_or(Uuid::nil(), |provider| provider.0)
}

fn head_from(provider: Uuid, notes: i64, head: &[u8]) -> Result<Head, StoreError> {
    let link = link_from(head).ok_or_else(|| impossible("audit_chain", "head", provider))?;
    Ok(Head { notes, link })
}

/// Holds a chain until the transaction ends, and says where it stands.
async fn hold(tx: &mut Tx, chain: Uuid) -> Result<Head, StoreError> {
    let (notes, head): (i64, Vec<u8>) = run!(tx, |connection| sqlx::query_as(NEXT)
        .bind(chain)
        .bind(Head::default().link.0.to_vec())
        .fetch_one(connection)
        .await?);
    head_from(chain, notes, &head)
}

async fn move_on(tx: &mut Tx, chain: Uuid, head: Head) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(MOVE)
        .bind(chain)
        .bind(head.notes)
        .bind(head.link.0.to_vec())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Notes a deed at the end of the chain of its provider, or of the installation's.
///
/// # Errors
/// When the engine fails or the head cannot be.
pub async fn note(tx: &mut Tx, note: &Note) -> Result<(), StoreError> {
    let chain = key(note.provider);
    let head = hold(tx, chain).await?.next(note);
    run!(tx, |connection| sqlx::query(NOTE)
        .bind(note.id)
        .bind(note.noted_at.as_microsecond())
        .bind(note.done_by.0)
        .bind(note.deed.code())
        .bind(note.provider.map(|provider| provider.0))
        .bind(&note.subject)
        .bind(&note.told)
        .bind(note.session)
        .bind(head.notes)
        .bind(head.link.0.to_vec())
        .execute(connection)
        .await
        .map(|_| ())?);
    move_on(tx, chain, head).await
}

/// Puts the notes from before there were chains into theirs, oldest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub(crate) async fn chain_what_is_there(tx: &mut Tx) -> Result<(), StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(BEFORE_CHAINS)
        .fetch_all(connection)
        .await?);
    for row in rows {
        let note = note_from(row)?;
        let chain = key(note.provider);
        let head = hold(tx, chain).await?.next(&note);
        run!(tx, |connection| sqlx::query(PLACE)
            .bind(note.id)
            .bind(head.notes)
            .bind(head.link.0.to_vec())
            .execute(connection)
            .await
            .map(|_| ())?);
        move_on(tx, chain, head).await?;
    }
    Ok(())
}

/// Lists the chains with where each says that it ends: of a provider, or of the installation.
///
/// # Errors
/// When the engine fails or a head cannot be.
pub async fn chains(tx: &mut Tx) -> Result<Vec<(Option<ProviderId>, Head)>, StoreError> {
    let rows: Vec<(Uuid, i64, Vec<u8>)> = run!(tx, |connection| sqlx::query_as(CHAINS)
        .bind(Uuid::nil())
        .bind(Head::default().link.0.to_vec())
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(provider, notes, head)| {
            let of = (!provider.is_nil()).then_some(ProviderId(provider));
            Ok((of, head_from(provider, notes, &head)?))
        })
        .collect()
}

pub(super) type FoundChained = (
    Uuid,
    i64,
    Uuid,
    String,
    Option<Uuid>,
    String,
    String,
    Option<Uuid>,
    i64,
    Option<Vec<u8>>,
);

/// Lists the notes of a chain after a number, in order, at most so many.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn chained(
    tx: &mut Tx,
    provider: Option<ProviderId>,
    after: i64,
    most: i64,
) -> Result<Vec<Chained>, StoreError> {
    let rows: Vec<FoundChained> = run!(tx, |connection| sqlx::query_as(CHAINED)
        .bind(key(provider))
        .bind(Uuid::nil())
        .bind(after)
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(chained_from).collect()
}

pub(super) fn chained_from(row: FoundChained) -> Result<Chained, StoreError> {
    let (id, at, by, deed, provider, subject, told, session, number, link) = row;
    let link = link.as_deref().and_then(link_from);
    Ok(Chained {
        number,
        note: note_from((id, at, by, deed, provider, subject, told, session))?,
        link: link.ok_or_else(|| impossible("audit_note", "link", id))?,
    })
}
