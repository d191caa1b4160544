//! Remembers which providers share a map, the parts that they have in common, and what each means by them.
//!
//! Owns `prior_learning_group`, `prior_learning_member`, `prior_learning_common` and
//! `prior_learning_meaning`. It never takes a row away.

use domain::{
    Timestamp,
    partnership::ProviderId,
    person::PersonId,
    prior_learning::{Belonging, Group, GroupId, GroupPart, Meaning},
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const BEGIN: &str = "insert into prior_learning_group (id, name, begun_at, begun_by)
    values ($1, $2, $3, $4)";
const BELONG: &str = "insert into prior_learning_member
    (group_id, provider_id, belonging, changed_at, changed_by)
    values ($1, $2, $3, $4, $5)
    on conflict (group_id, provider_id) do update
    set belonging = excluded.belonging, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by";
const GROUPS_OF: &str = "select g.id, g.name, m.belonging
    from prior_learning_member m
    join prior_learning_group g on g.id = m.group_id
    where m.provider_id = $1
    order by g.name, g.id";
const MEMBERS: &str = "select provider_id, belonging
    from prior_learning_member
    where group_id = $1
    order by provider_id";
const KEEP_PART: &str = "insert into prior_learning_common (group_id, code, title)
    values ($1, $2, $3)
    on conflict (group_id, code) do nothing";
const MEAN: &str = "insert into prior_learning_meaning
    (group_id, provider_id, code, component, changed_at, changed_by)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (group_id, provider_id, code) do update
    set component = excluded.component, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by";
const MEANINGS: &str = "select c.code, c.title, m.component
    from prior_learning_common c
    left join prior_learning_meaning m
      on m.group_id = c.group_id and m.code = c.code and m.provider_id = $2
    where c.group_id = $1
    order by c.title, c.code";

pub(crate) const CONSTANTS: [&str; 7] =
    [BEGIN, BELONG, GROUPS_OF, MEMBERS, KEEP_PART, MEAN, MEANINGS];

/// Begins a group, which has no members yet.
///
/// # Errors
/// When the engine fails.
pub async fn begin_group(
    tx: &mut Tx,
    group: &Group,
    (now, by): (Timestamp, PersonId),
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(BEGIN)
        .bind(group.id.0)
        .bind(&group.name)
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps how a provider belongs to a group.
///
/// # Errors
/// When there is no such group or provider, or the engine fails.
pub async fn belong(
    tx: &mut Tx,
    (group, provider): (GroupId, ProviderId),
    how: Belonging,
    (now, by): (Timestamp, PersonId),
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(BELONG)
        .bind(group.0)
        .bind(provider.0)
        .bind(how.code())
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

fn belonging(code: &str, id: Uuid) -> Result<Belonging, StoreError> {
    Belonging::read(code).ok_or_else(|| impossible("prior_learning_member", "belonging", id))
}

/// Lists the groups to which a provider belongs, or once did, by name.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn groups_of(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<(Group, Belonging)>, StoreError> {
    let rows: Vec<(Uuid, String, String)> = run!(tx, |connection| sqlx::query_as(GROUPS_OF)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(id, name, how)| {
            let group = Group {
                id: GroupId(id),
                name,
            };
            Ok((group, belonging(&how, id)?))
        })
        .collect()
}

/// Lists the providers that belong to a group, or once did.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn group_members(
    tx: &mut Tx,
    group: GroupId,
) -> Result<Vec<(ProviderId, Belonging)>, StoreError> {
    let rows: Vec<(Uuid, String)> = run!(tx, |connection| sqlx::query_as(MEMBERS)
        .bind(group.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(provider, how)| Ok((ProviderId(provider), belonging(&how, group.0)?)))
        .collect()
}

/// Keeps a part that the members of a group have in common, unless its code is known already.
///
/// # Errors
/// When the engine fails.
pub async fn keep_part(tx: &mut Tx, group: GroupId, part: &GroupPart) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP_PART)
        .bind(group.0)
        .bind(&part.code)
        .bind(&part.title)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps what a member means by a part.
///
/// # Errors
/// When there is no such member or part, or the engine fails.
pub async fn mean(
    tx: &mut Tx,
    (group, provider): (GroupId, ProviderId),
    (part, meaning): (&str, &Meaning),
    (now, by): (Timestamp, PersonId),
) -> Result<(), StoreError> {
    let component = match meaning {
        Meaning::AsNamed => part,
        Meaning::Component(code) => code,
        Meaning::Nothing => "",
    };
    run!(tx, |connection| sqlx::query(MEAN)
        .bind(group.0)
        .bind(provider.0)
        .bind(part)
        .bind(component)
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the parts of a group by title, each with what a member means by it.
///
/// # Errors
/// When the engine fails.
pub async fn meanings(
    tx: &mut Tx,
    group: GroupId,
    provider: ProviderId,
) -> Result<Vec<(GroupPart, Meaning)>, StoreError> {
    let rows: Vec<(String, String, Option<String>)> =
        run!(tx, |connection| sqlx::query_as(MEANINGS)
            .bind(group.0)
            .bind(provider.0)
            .fetch_all(connection)
            .await?);
    Ok(rows
        .into_iter()
        .map(|(code, title, component)| {
            let meaning = meaning(component, &code);
            (GroupPart { code, title }, meaning)
        })
        .collect())
}

/// Reads what a member means by a part from the component that is kept, if any is.
pub(super) fn meaning(component: Option<String>, part: &str) -> Meaning {
    match component {
        None => Meaning::AsNamed,
        Some(code) if code == part => Meaning::AsNamed,
        Some(code) if code.is_empty() => Meaning::Nothing,
        Some(code) => Meaning::Component(code),
    }
}
