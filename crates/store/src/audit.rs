//! Remembers what was done: `audit_note`, what was done once: `audit_once`, and how often each
//! capability changed: `audit_revision`; and in `import`, what came in files.
//!
//! Owns these tables. It never removes a note, and changes none but to strike its words out.

mod chain;
pub mod import;
mod pulse;
mod reading;
mod search;
mod strike;
mod touch;

use domain::{Timestamp, access::Deed, audit::Note, partnership::ProviderId, person::PersonId};
use uuid::Uuid;

pub(crate) use chain::CONSTANTS as CHAIN_CONSTANTS;
pub(crate) use chain::chain_what_is_there;
pub use chain::{chained, chains, note};
pub(crate) use pulse::CONSTANTS as PULSE_CONSTANTS;
pub(crate) use pulse::Pulses;
pub use pulse::{Beat, Pulse, beat, pulse};
pub(crate) use reading::CONSTANTS as READING_CONSTANTS;
pub use reading::{keep_reading, readings_about, readings_by, readings_by_with, readings_with};
pub(crate) use search::CONSTANTS as SEARCH_CONSTANTS;
pub use search::{Placed, Sought, sought};
pub(crate) use strike::CONSTANTS as STRIKE_CONSTANTS;
pub use strike::{notes_naming, notes_of, strike};
pub(crate) use touch::constants as touch_constants;
pub use touch::{MOST_TOUCHED, Stamp, concerned, stamp, touch};

use crate::{StoreError, Tx, error::impossible};

const NOTES: &str = "select id, noted_at, done_by, deed, provider_id, subject, told, session_id
    from audit_note
    order by noted_at, id";

const NOTES_ABOUT: &str =
    "select id, noted_at, done_by, deed, provider_id, subject, told, session_id
    from audit_note
    where subject = $1
    order by noted_at desc, id";

const COUNT_UP: &str = "insert into audit_revision (capability, provider_id, revision)
    values ($1, $2, 1)
    on conflict (capability, provider_id) do update set revision = audit_revision.revision + 1";

const HOLD: &str = "insert into audit_revision (capability, provider_id, revision)
    values ($1, $2, 0)
    on conflict (capability, provider_id) do update set revision = audit_revision.revision";

const CHANGES: &str = "select cast(coalesce(sum(revision), 0) as bigint) from audit_revision
    where capability <> 'session'";

const REVISION: &str = "select cast(coalesce(sum(revision), 0) as bigint)
    from audit_revision
    where (provider_id = $1 or provider_id = $2) and capability not in ('touch', 'session')";

const REVISION_OF: &str = "select revision from audit_revision
    where capability = $1 and provider_id = $2";

const ANSWERED: &str = "select answer from audit_once where done_by = $1 and once = $2";

const ONCE: &str = "insert into audit_once (once, done_by, done_at, answer)
    values ($1, $2, $3, $4)";

pub(crate) const CONSTANTS: [&str; 9] = [
    NOTES,
    NOTES_ABOUT,
    COUNT_UP,
    HOLD,
    CHANGES,
    REVISION,
    REVISION_OF,
    ANSWERED,
    ONCE,
];

/// Lists every note, first to last.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn notes(tx: &mut Tx) -> Result<Vec<Note>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(NOTES)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(note_from).collect()
}

/// Lists every note whose subject is exactly this, last to first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn notes_about(tx: &mut Tx, subject: &str) -> Result<Vec<Note>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(NOTES_ABOUT)
        .bind(subject)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(note_from).collect()
}

type Found = (
    Uuid,
    i64,
    Uuid,
    String,
    Option<Uuid>,
    String,
    String,
    Option<Uuid>,
);

fn note_from(row: Found) -> Result<Note, StoreError> {
    let (id, noted_at, done_by, deed, provider, subject, told, session) = row;
    Ok(Note {
        id,
        noted_at: Timestamp::from_microsecond(noted_at)
            .map_err(|_| impossible("audit_note", "noted_at", id))?,
        done_by: PersonId(done_by),
        deed: Deed::read(&deed).ok_or_else(|| impossible("audit_note", "deed", id))?,
        provider: provider.map(ProviderId),
        subject,
        told,
        session,
    })
}

/// Counts up what a capability has changed, for one provider or for all.
///
/// # Errors
/// When the engine fails.
pub async fn count_up(
    tx: &mut Tx,
    capability: &str,
    provider: Option<ProviderId>,
) -> Result<(), StoreError> {
    let provider = provider.map_or(Uuid::nil(), |provider| provider.0);
    run!(tx, |connection| sqlx::query(COUNT_UP)
        .bind(capability)
        .bind(provider)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps whoever else counts up or holds what concerns everybody of a capability waiting until
/// the transaction ends. It counts nothing itself.
///
/// # Errors
/// When the engine fails.
pub async fn hold(tx: &mut Tx, capability: &str) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(HOLD)
        .bind(capability)
        .bind(Uuid::nil())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Says how often anything but a book was changed anywhere, as this transaction sees it.
///
/// # Errors
/// When the engine fails.
pub async fn changes(tx: &mut Tx) -> Result<i64, StoreError> {
    let (changes,): (i64,) = run!(tx, |connection| sqlx::query_as(CHANGES)
        .fetch_one(connection)
        .await?);
    Ok(changes)
}

/// Says how much has changed that concerns a provider, its own and everybody's.
///
/// # Errors
/// When the engine fails.
pub async fn revision(tx: &mut Tx, provider: ProviderId) -> Result<i64, StoreError> {
    let (revision,): (i64,) = run!(tx, |connection| sqlx::query_as(REVISION)
        .bind(provider.0)
        .bind(Uuid::nil())
        .fetch_one(connection)
        .await?);
    Ok(revision)
}

/// Says how often one capability has changed what concerns everybody.
///
/// # Errors
/// When the engine fails.
pub async fn revision_of(tx: &mut Tx, capability: &str) -> Result<i64, StoreError> {
    let found: Option<(i64,)> = run!(tx, |connection| sqlx::query_as(REVISION_OF)
        .bind(capability)
        .bind(Uuid::nil())
        .fetch_optional(connection)
        .await?);
    Ok(found.map_or(0, |(revision,)| revision))
}

/// Says what was answered to somebody's key before, if it ever was.
///
/// # Errors
/// When the engine fails.
pub async fn answered(
    tx: &mut Tx,
    done_by: PersonId,
    once: Uuid,
) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = run!(tx, |connection| sqlx::query_as(ANSWERED)
        .bind(done_by.0)
        .bind(once)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(answer,)| answer))
}

/// Keeps what is answered to somebody's key.
///
/// # Errors
/// When the key was answered meanwhile, or the engine fails.
pub async fn answer(
    tx: &mut Tx,
    done_by: PersonId,
    once: Uuid,
    done_at: Timestamp,
    answer: &str,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ONCE)
        .bind(once)
        .bind(done_by.0)
        .bind(done_at.as_microsecond())
        .bind(answer)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
