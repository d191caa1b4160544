//! Adds entries to a book, locked by whoever writes to it.
//!
//! Owns the order of numbers. It never changes an entry.

use std::sync::LazyLock;

use domain::{
    Timestamp,
    ledger::{Draft, Entry, EntryId, Head, Link, salted},
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use jiff_sqlx::ToSqlx;
use sqlx::AssertSqlSafe;

use super::read::reference_holders;
use crate::{
    StoreError, Tx,
    bulk::{pieces, placeholders, rows},
    error::impossible,
};

const OPEN_BOOK: &str = "insert into ledger_book (provider_id, entries, head)
    values ($1, 0, $2)
    on conflict (provider_id) do nothing";
const LOCK_BOOK: &str = "update ledger_book
    set entries = entries
    where provider_id = $1
    returning entries, head";
const MOVE_BOOK: &str = "update ledger_book
    set entries = $2, head = $3
    where provider_id = $1";
const RELEASE: &str = "delete from ledger_reference
    where person_id = $1 and reference = $2 and provider_id = $3 and not exists (
     select 1 from ledger_entry e
     where e.person_id = $1 and e.provider_id = $3 and e.reference = $2
      and e.minutes > 0 and e.kind <> 'recognised' and not exists (
       select 1 from ledger_entry newer where newer.replaces_id = e.id))";
const STRIKE_OUT: &str = "delete from ledger_words where entry_id = $1";

const ENTRY_COLUMNS: usize = 19;
const WORDS_COLUMNS: usize = 4;
const REFERENCE_COLUMNS: usize = 3;

static ENTRIES: LazyLock<[String; 2]> =
    LazyLock::new(|| [entries(1), entries(rows(ENTRY_COLUMNS))]);
static WORDS: LazyLock<[String; 2]> = LazyLock::new(|| [words(1), words(rows(WORDS_COLUMNS))]);
static REFERENCES: LazyLock<[String; 2]> =
    LazyLock::new(|| [references(1), references(rows(REFERENCE_COLUMNS))]);

fn entries(rows: usize) -> String {
    format!(
        "insert into ledger_entry (id, provider_id, number, person_id, school_urn, component, kind, minutes,
         held_on, counts_for, recorded_at, recorded_by, verified_by, how, reference, until_on, replaces_id,
         words_hash, link) values {}",
        placeholders(rows, ENTRY_COLUMNS)
    )
}

fn words(rows: usize) -> String {
    format!(
        "insert into ledger_words (entry_id, salt, reason, stated_verifier) values {}",
        placeholders(rows, WORDS_COLUMNS)
    )
}

fn references(rows: usize) -> String {
    format!(
        "insert into ledger_reference (person_id, reference, provider_id) values {}
         on conflict (person_id, reference) do nothing",
        placeholders(rows, REFERENCE_COLUMNS)
    )
}

pub(super) fn constants() -> Vec<String> {
    [&ENTRIES, &WORDS, &REFERENCES]
        .into_iter()
        .flat_map(|both| both.iter().cloned())
        .chain([OPEN_BOOK, LOCK_BOOK, MOVE_BOOK, RELEASE, STRIKE_OUT].map(str::to_owned))
        .collect()
}

/// Opens a provider's book if it has none, and locks it until the transaction ends.
///
/// # Errors
/// When the engine fails or the head cannot be.
pub async fn lock_book(tx: &mut Tx, provider: ProviderId) -> Result<Head, StoreError> {
    let empty = Head::default().link.0.to_vec();
    let (entries, head): (i64, Vec<u8>) = run!(tx, |connection| {
        sqlx::query(OPEN_BOOK)
            .bind(provider.0)
            .bind(empty)
            .execute(&mut *connection)
            .await?;
        sqlx::query_as(LOCK_BOOK)
            .bind(provider.0)
            .fetch_one(&mut *connection)
            .await?
    });
    Ok(Head {
        entries,
        link: link_from(&head).ok_or_else(|| impossible("ledger_book", "head", provider.0))?,
    })
}

/// One row to be written.
struct Row {
    entry: Entry,
    number: i64,
    salt: [u8; 16],
    words: Link,
    link: Link,
}

/// Adds entries to a locked book and moves its head on.
///
/// Each draft comes with a number of its own and a salt for its words.
///
/// # Errors
/// When an attendance is entered already, an entry is replaced already, or the engine fails.
pub async fn append(
    tx: &mut Tx,
    head: Head,
    provider: ProviderId,
    drafts: Vec<(EntryId, [u8; 16], Draft)>,
    recorded_at: Timestamp,
    recorded_by: PersonId,
) -> Result<Head, StoreError> {
    let mut last = head;
    let sealed: Vec<Row> = drafts
        .into_iter()
        .map(|(id, salt, draft)| {
            let entry = written(id, draft, recorded_at, recorded_by);
            let words = if entry.words.is_empty() {
                Link::default()
            } else {
                salted(&entry.words, salt)
            };
            last = last.next(&entry, words);
            Row {
                entry,
                number: last.entries,
                salt,
                words,
                link: last.link,
            }
        })
        .collect();
    for piece in pieces(&sealed, rows(ENTRY_COLUMNS)) {
        insert_entries(tx, piece).await?;
    }
    let with_words: Vec<&Row> = sealed
        .iter()
        .filter(|row| !row.entry.words.is_empty())
        .collect();
    for piece in pieces(&with_words, rows(WORDS_COLUMNS)) {
        insert_words(tx, piece).await?;
    }
    run!(tx, |connection| sqlx::query(MOVE_BOOK)
        .bind(provider.0)
        .bind(last.entries)
        .bind(last.link.0.to_vec())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(last)
}

async fn insert_entries(tx: &mut Tx, piece: &[Row]) -> Result<(), StoreError> {
    let sql = &ENTRIES[usize::from(piece.len() > 1)];
    run!(tx, |connection| {
        let mut query = sqlx::query(AssertSqlSafe(sql.as_str()));
        for Row {
            entry,
            number,
            words,
            link,
            ..
        } in piece
        {
            query = query
                .bind(entry.id.0)
                .bind(entry.provider.0)
                .bind(*number)
                .bind(entry.person.0)
                .bind(entry.school.map(|Urn(urn)| i64::from(urn)))
                .bind(entry.component.as_deref().unwrap_or_default())
                .bind(entry.kind.code())
                .bind(entry.minutes.0)
                .bind(entry.held_on.to_sqlx())
                .bind(i32::from(entry.counts_for.starts_in()))
                .bind(entry.recorded_at.as_microsecond())
                .bind(entry.recorded_by.0)
                .bind(entry.verified_by.map(|person| person.0))
                .bind(entry.how.code())
                .bind(entry.reference.as_str())
                .bind(entry.until.map(ToSqlx::to_sqlx))
                .bind(entry.replaces.map(|old| old.0))
                .bind(&words.0[..])
                .bind(&link.0[..]);
        }
        query.execute(connection).await.map(|_| ())?;
    });
    Ok(())
}

async fn insert_words(tx: &mut Tx, piece: &[&Row]) -> Result<(), StoreError> {
    let sql = &WORDS[usize::from(piece.len() > 1)];
    run!(tx, |connection| {
        let mut query = sqlx::query(AssertSqlSafe(sql.as_str()));
        for Row { entry, salt, .. } in piece {
            query = query
                .bind(entry.id.0)
                .bind(&salt[..])
                .bind(entry.words.reason.as_str())
                .bind(entry.words.stated_verifier.as_str());
        }
        query.execute(connection).await.map(|_| ())?;
    });
    Ok(())
}

/// Claims references for a provider, and says who holds each: this provider, or one that came first.
///
/// # Errors
/// When the engine fails.
pub async fn claim_references(
    tx: &mut Tx,
    provider: ProviderId,
    claimed: &[(PersonId, String)],
) -> Result<Vec<(PersonId, String, ProviderId)>, StoreError> {
    for piece in pieces(claimed, rows(REFERENCE_COLUMNS)) {
        let sql = &REFERENCES[usize::from(piece.len() > 1)];
        run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(sql.as_str()));
            for (person, reference) in piece {
                query = query
                    .bind(person.0)
                    .bind(reference.as_str())
                    .bind(provider.0);
            }
            query.execute(connection).await.map(|_| ())?;
        });
    }
    reference_holders(tx, claimed).await
}

/// Gives a reference back, unless minutes of this provider still rest on it.
///
/// # Errors
/// When the engine fails.
pub async fn release_reference(
    tx: &mut Tx,
    provider: ProviderId,
    person: PersonId,
    reference: &str,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(RELEASE)
        .bind(person.0)
        .bind(reference)
        .bind(provider.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Strikes out the words beside an entry. Says whether there were any.
///
/// # Errors
/// When the engine fails.
pub async fn strike_out(tx: &mut Tx, entry: EntryId) -> Result<bool, StoreError> {
    let struck = run!(tx, |connection| sqlx::query(STRIKE_OUT)
        .bind(entry.0)
        .execute(connection)
        .await
        .map(|done| done.rows_affected())?);
    Ok(struck > 0)
}

fn written(id: EntryId, draft: Draft, recorded_at: Timestamp, recorded_by: PersonId) -> Entry {
    Entry {
        id,
        person: draft.person,
        provider: draft.provider,
        school: draft.school,
        component: draft.component,
        kind: draft.kind,
        minutes: draft.minutes,
        held_on: draft.held_on,
        counts_for: draft.counts_for,
        recorded_at,
        recorded_by,
        verified_by: draft.verified_by,
        how: draft.how,
        reference: draft.reference,
        until: draft.until,
        replaces: draft.replaces,
        words: draft.words,
    }
}

/// Reads a link of 32 bytes.
pub(crate) fn link_from(bytes: &[u8]) -> Option<Link> {
    bytes.try_into().ok().map(Link)
}

/// Reads a salt of 16 bytes.
pub(super) fn salt_from(bytes: &[u8]) -> Option<[u8; 16]> {
    bytes.try_into().ok()
}
