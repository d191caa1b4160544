//! Remembers the sessions of partner institutions and what each stands for.
//!
//! Owns `prior_learning_session` and `prior_learning_equivalence`. It never takes a row away.

use domain::{
    Minutes, Timestamp,
    partnership::ProviderId,
    person::PersonId,
    prior_learning::{Equivalence, GroupId, PartnerSession},
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const KEEP_SESSION: &str = "insert into prior_learning_session
    (id, provider_id, institution, programme, code, title, covers, minutes)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (provider_id, institution, code) do update
    set programme = excluded.programme, title = excluded.title, covers = excluded.covers,
        minutes = excluded.minutes";
const SESSIONS: &str = "select institution, programme, code, title, covers, minutes
    from prior_learning_session
    where provider_id = $1
    order by institution, code";
const SESSION: &str = "select id
    from prior_learning_session
    where provider_id = $1 and institution = $2 and code = $3";
const KEEP_EQUIVALENCE: &str = "insert into prior_learning_equivalence
    (id, session_id, component, share, from_on, until_on, agreed_by, source, version, kept_at, kept_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (session_id, component, from_on) do update
    set share = excluded.share, until_on = excluded.until_on, agreed_by = excluded.agreed_by,
        source = excluded.source, version = excluded.version, kept_at = excluded.kept_at,
        kept_by = excluded.kept_by, group_id = null";
const EQUIVALENCES: &str =
    "select e.id, s.institution, s.code, s.title, e.component, e.share, e.from_on,
        e.until_on, e.agreed_by, e.source, e.version
    from prior_learning_equivalence e
    join prior_learning_session s on s.id = e.session_id
    where s.provider_id = $1 and e.group_id is null
    order by s.institution, s.code, e.component, e.from_on";
const HAND_OVER: &str = "update prior_learning_equivalence
    set group_id = $5
    where component = $4 and session_id in (
        select id from prior_learning_session
        where provider_id = $1 and institution = $2 and code = $3)";

pub(crate) const CONSTANTS: [&str; 6] = [
    KEEP_SESSION,
    SESSIONS,
    SESSION,
    KEEP_EQUIVALENCE,
    EQUIVALENCES,
    HAND_OVER,
];

/// Keeps a session of a partner institution, in the place of what was known of it.
///
/// # Errors
/// When the institution is no partner of the provider, or the engine fails.
pub async fn keep_session(
    tx: &mut Tx,
    id: Uuid,
    provider: ProviderId,
    session: &PartnerSession,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP_SESSION)
        .bind(id)
        .bind(provider.0)
        .bind(&session.institution)
        .bind(&session.programme)
        .bind(&session.code)
        .bind(&session.title)
        .bind(&session.covers)
        .bind(session.minutes.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

pub(super) type FoundSession = (String, String, String, String, String, i32);

pub(super) fn session_from(row: FoundSession) -> PartnerSession {
    let (institution, programme, code, title, covers, minutes) = row;
    PartnerSession {
        institution,
        programme,
        code,
        title,
        covers,
        minutes: Minutes(minutes),
    }
}

/// Lists the sessions of a provider's partner institutions, by institution and code.
///
/// # Errors
/// When the engine fails.
pub async fn sessions(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<PartnerSession>, StoreError> {
    let rows: Vec<FoundSession> = run!(tx, |connection| sqlx::query_as(SESSIONS)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(session_from).collect())
}

/// Finds the number of a session by its institution and code.
///
/// # Errors
/// When the engine fails.
pub async fn session(
    tx: &mut Tx,
    provider: ProviderId,
    (institution, code): (&str, &str),
) -> Result<Option<Uuid>, StoreError> {
    let row: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(SESSION)
        .bind(provider.0)
        .bind(institution)
        .bind(code)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(id,)| id))
}

/// Keeps what a session stands for, in the place of what was agreed from the same day.
///
/// # Errors
/// When there is no such session, or the engine fails.
pub async fn keep_equivalence(
    tx: &mut Tx,
    (id, session): (Uuid, Uuid),
    agreed: &Equivalence,
    (now, by): (Timestamp, PersonId),
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP_EQUIVALENCE)
        .bind(id)
        .bind(session)
        .bind(&agreed.component)
        .bind(i32::from(agreed.share))
        .bind(agreed.from.to_sqlx())
        .bind(agreed.until.map(|day| day.to_sqlx()))
        .bind(&agreed.agreed_by)
        .bind(&agreed.source)
        .bind(i32::try_from(agreed.version).unwrap_or(i32::MAX))
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

pub(super) type Found = (
    Uuid,
    String,
    String,
    String,
    String,
    i32,
    SqlDate,
    Option<SqlDate>,
    String,
    String,
    i32,
);

/// Lists what a provider has agreed with its partner institutions, and goes by itself.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn equivalences(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<Equivalence>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(EQUIVALENCES)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(agreed_from).collect()
}

pub(super) fn agreed_from(row: Found) -> Result<Equivalence, StoreError> {
    let (id, institution, session, title, component, share, from, until, by, source, n) = row;
    let wrong = |column| impossible("prior_learning_equivalence", column, id);
    Ok(Equivalence {
        institution,
        session,
        title,
        component,
        share: u8::try_from(share).map_err(|_| wrong("share"))?,
        from: from.to_jiff(),
        until: until.map(SqlDate::to_jiff),
        agreed_by: by,
        source,
        version: u32::try_from(n).map_err(|_| wrong("version"))?,
    })
}

/// Lets a provider go by its group for what it agreed itself on a session and a component.
///
/// # Errors
/// When there is no such group, or the engine fails.
pub async fn hand_over(
    tx: &mut Tx,
    (provider, group): (ProviderId, GroupId),
    agreed: &Equivalence,
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(HAND_OVER)
        .bind(provider.0)
        .bind(&agreed.institution)
        .bind(&agreed.session)
        .bind(&agreed.component)
        .bind(group.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
