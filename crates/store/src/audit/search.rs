//! Finds notes of a provider by who, deed, record and time.
//!
//! Owns no table of its own. It never counts what another provider's notes are.

use domain::{
    Timestamp,
    access::{Deed, session::Device},
    audit::Note,
    partnership::ProviderId,
    person::PersonId,
};
use uuid::Uuid;

use super::note_from;
use crate::{StoreError, Tx};

const SEARCHED: &str =
    "select n.id, n.noted_at, n.done_by, n.deed, n.provider_id, n.subject, n.told, n.session_id,
        s.agent, s.address, s.is_shared
    from audit_note n
     left join access_session s on s.id = n.session_id
    where n.provider_id = $1
     and (n.done_by = $2 or $2 is null)
     and (n.deed = $3 or $3 is null)
     and (n.subject = $4 or $4 is null)
     and n.noted_at >= $5 and n.noted_at < $6
    order by n.number desc
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

/// A note with the device of the session from which it was done, where there was one.
pub type Placed = (Note, Option<Device>);

/// A row: a note, and what its session keeps of its device.
type Row = (
    Uuid,
    i64,
    Uuid,
    String,
    Option<Uuid>,
    String,
    String,
    Option<Uuid>,
    Option<String>,
    Option<String>,
    Option<bool>,
);

fn placed(row: Row) -> Result<Placed, StoreError> {
    let (id, at, by, deed, provider, subject, told, session, agent, address, shared) = row;
    let note = note_from((id, at, by, deed, provider, subject, told, session))?;
    let device = agent.zip(address).map(|(agent, address)| Device {
        agent,
        address,
        shared: shared.unwrap_or_default(),
    });
    Ok((note, device))
}

/// Lists the notes that are sought, the newest first, each with the device from which it was done, and
/// counts them all.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn sought(
    tx: &mut Tx,
    asked: &Sought,
    most: i64,
    after: i64,
) -> Result<(Vec<Placed>, i64), StoreError> {
    let by = asked.done_by.map(|person| person.0);
    let deed = asked.deed.map(Deed::code);
    let (since, before) = (asked.since.as_microsecond(), asked.before.as_microsecond());
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(SEARCHED)
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
    let notes: Result<Vec<Placed>, StoreError> = rows.into_iter().map(placed).collect();
    Ok((notes?, count))
}
