//! Remembers what a group shares: sessions of institutions, and what each stands for.
//!
//! Owns `prior_learning_pool` and `prior_learning_line`. It never takes a row away.

use domain::{
    Timestamp,
    partnership::ProviderId,
    person::PersonId,
    prior_learning::{Equivalence, Group, GroupId, GroupLine, PartnerSession},
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use uuid::Uuid;

use super::{
    group::meaning,
    map::{Found, FoundSession, agreed_from, session_from},
};
use crate::{StoreError, Tx};

const KEEP_SESSION: &str = "insert into prior_learning_pool
    (id, group_id, institution, programme, code, title, covers, minutes)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (group_id, institution, code) do update
    set programme = excluded.programme, title = excluded.title, covers = excluded.covers,
        minutes = excluded.minutes";
const SESSIONS: &str = "select institution, programme, code, title, covers, minutes
    from prior_learning_pool
    where group_id = $1
    order by institution, code";
const SESSIONS_WITH: &str =
    "select s.institution, s.programme, s.code, s.title, s.covers, s.minutes
    from prior_learning_member m
    join prior_learning_pool s on s.group_id = m.group_id
    where m.provider_id = $1 and m.belonging = 'member'
    order by s.institution, s.code, s.group_id";
const SESSION: &str = "select id
    from prior_learning_pool
    where group_id = $1 and institution = $2 and code = $3";
const KEEP: &str = "insert into prior_learning_line
    (id, session_id, group_id, code, share, from_on, until_on, agreed_by, source, version, kept_at,
        kept_by, kept_for)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (session_id, code, from_on) do update
    set share = excluded.share, until_on = excluded.until_on, agreed_by = excluded.agreed_by,
        source = excluded.source, version = excluded.version, kept_at = excluded.kept_at,
        kept_by = excluded.kept_by, kept_for = excluded.kept_for";
const SHARED: &str = "select e.id, s.institution, s.code, s.title, e.code, e.share, e.from_on,
        e.until_on, e.agreed_by, e.source, e.version
    from prior_learning_line e
    join prior_learning_pool s on s.id = e.session_id
    where e.group_id = $1
    order by s.institution, s.code, e.code, e.from_on";
const SHARED_WITH: &str = "select e.id, s.institution, s.code, s.title, e.code, e.share, e.from_on,
        e.until_on, e.agreed_by, e.source, e.version, g.id, g.name, own.component
    from prior_learning_member m
    join prior_learning_group g on g.id = m.group_id
    join prior_learning_line e on e.group_id = m.group_id
    join prior_learning_pool s on s.id = e.session_id
    left join prior_learning_meaning own
      on own.group_id = m.group_id and own.provider_id = m.provider_id and own.code = e.code
    where m.provider_id = $1 and m.belonging = 'member'
    order by g.name, g.id, s.institution, s.code, e.code, e.from_on";

pub(crate) const CONSTANTS: [&str; 7] = [
    KEEP_SESSION,
    SESSIONS,
    SESSIONS_WITH,
    SESSION,
    KEEP,
    SHARED,
    SHARED_WITH,
];

/// Keeps a session of a group's map, in the place of what was known of it. Says under which number.
///
/// # Errors
/// When there is no such group, or the engine fails.
pub async fn keep_group_session(
    tx: &mut Tx,
    id: Uuid,
    group: GroupId,
    session: &PartnerSession,
) -> Result<Uuid, StoreError> {
    run!(tx, |connection| sqlx::query(KEEP_SESSION)
        .bind(id)
        .bind(group.0)
        .bind(&session.institution)
        .bind(&session.programme)
        .bind(&session.code)
        .bind(&session.title)
        .bind(&session.covers)
        .bind(session.minutes.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    let (kept,): (Uuid,) = run!(tx, |connection| sqlx::query_as(SESSION)
        .bind(group.0)
        .bind(&session.institution)
        .bind(&session.code)
        .fetch_one(connection)
        .await?);
    Ok(kept)
}

/// Lists the sessions of a group's map, by institution and code.
///
/// # Errors
/// When the engine fails.
pub async fn group_sessions(
    tx: &mut Tx,
    group: GroupId,
) -> Result<Vec<PartnerSession>, StoreError> {
    let rows: Vec<FoundSession> = run!(tx, |connection| sqlx::query_as(SESSIONS)
        .bind(group.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(session_from).collect())
}

/// Lists the sessions that a provider's groups share with it, by institution and code.
///
/// # Errors
/// When the engine fails.
pub async fn sessions_with_groups(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<PartnerSession>, StoreError> {
    let rows: Vec<FoundSession> = run!(tx, |connection| sqlx::query_as(SESSIONS_WITH)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(session_from).collect())
}

/// Keeps what a session of a group's map stands for, in the place of what was agreed from the same day.
/// Its component is a part of the group; `kept_for` is the member for which it is kept.
///
/// # Errors
/// When there is no such session or part, or the engine fails.
pub async fn keep_line(
    tx: &mut Tx,
    (id, session, group): (Uuid, Uuid, GroupId),
    agreed: &Equivalence,
    kept_for: ProviderId,
    (now, by): (Timestamp, PersonId),
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(id)
        .bind(session)
        .bind(group.0)
        .bind(&agreed.component)
        .bind(i32::from(agreed.share))
        .bind(agreed.from.to_sqlx())
        .bind(agreed.until.map(|day| day.to_sqlx()))
        .bind(&agreed.agreed_by)
        .bind(&agreed.source)
        .bind(i32::try_from(agreed.version).unwrap_or(i32::MAX))
        .bind(now.as_microsecond())
        .bind(by.0)
        .bind(kept_for.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists what a group shares; the component of each is a part of the group.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn group_lines(tx: &mut Tx, group: GroupId) -> Result<Vec<Equivalence>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(SHARED)
        .bind(group.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(agreed_from).collect()
}

type FoundWith = (
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
    Uuid,
    String,
    Option<String>,
);

/// Lists what a provider's groups share with it, each line with what it means by its part.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn lines_with_groups(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<GroupLine>, StoreError> {
    let rows: Vec<FoundWith> = run!(tx, |connection| sqlx::query_as(SHARED_WITH)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| {
            let (a, b, c, d, part, f, g, h, i, j, k, group, name, component) = row;
            let meaning = meaning(component, &part);
            Ok(GroupLine {
                group: Group {
                    id: GroupId(group),
                    name,
                },
                agreed: agreed_from((a, b, c, d, part, f, g, h, i, j, k))?,
                meaning,
            })
        })
        .collect()
}
