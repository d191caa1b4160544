//! Finds notes of a provider by who, deed, record and time.
//!
//! Owns no table of its own. It never counts what another provider's notes are.

use domain::{Timestamp, access::Deed, audit::Note, partnership::ProviderId, person::PersonId};

use super::{Found, note_from};
use crate::{StoreError, Tx};

const SEARCHED: &str = "select id, noted_at, done_by, deed, provider_id, subject, told, session_id
    from audit_note
    where provider_id = $1
     and (done_by = $2 or $2 is null)
     and (deed = $3 or $3 is null)
     and (subject = $4 or $4 is null)
     and noted_at >= $5 and noted_at < $6
    order by number desc
    limit $7 offset $8";
const COUNTED: &str = "select count(*)
    from audit_note
    where provider_id = $1
     and (done_by = $2 or $2 is null)
     and (deed = $3 or $3 is null)
     and (subject = $4 or $4 is null)
     and noted_at >= $5 and noted_at < $6";

pub(crate) const CONSTANTS: [&str; 2] = [SEARCHED, COUNTED];

/// What is asked of the notes of a provider; what is not asked narrows nothing.
#[derive(Debug, Clone)]
pub struct Sought {
    /// Whose notes.
    pub provider: ProviderId,
    /// Who did it.
    pub done_by: Option<PersonId>,
    /// What was done.
    pub deed: Option<Deed>,
    /// On what.
    pub subject: Option<String>,
    /// From which instant.
    pub since: Timestamp,
    /// Before which instant.
    pub before: Timestamp,
}

/// Lists the notes that are sought, the newest first, and counts them all.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn sought(
    tx: &mut Tx,
    asked: &Sought,
    most: i64,
    after: i64,
) -> Result<(Vec<Note>, i64), StoreError> {
    let by = asked.done_by.map(|person| person.0);
    let deed = asked.deed.map(Deed::code);
    let (since, before) = (asked.since.as_microsecond(), asked.before.as_microsecond());
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(SEARCHED)
        .bind(asked.provider.0)
        .bind(by)
        .bind(deed)
        .bind(asked.subject.as_deref())
        .bind(since)
        .bind(before)
        .bind(most)
        .bind(after)
        .fetch_all(connection)
        .await?);
    let (count,): (i64,) = run!(tx, |connection| sqlx::query_as(COUNTED)
        .bind(asked.provider.0)
        .bind(by)
        .bind(deed)
        .bind(asked.subject.as_deref())
        .bind(since)
        .bind(before)
        .fetch_one(connection)
        .await?);
    let notes: Result<Vec<Note>, StoreError> = rows.into_iter().map(note_from).collect();
    Ok((notes?, count))
}
