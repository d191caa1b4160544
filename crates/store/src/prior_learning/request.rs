//! Remembers what somebody asks to have recognised, and how far it has come.
//!
//! Owns `prior_learning_request`. It never answers one.

use domain::{
    Date, Minutes,
    partnership::ProviderId,
    person::PersonId,
    prior_learning::{Item, ItemId, ItemKind, Request, RequestId, Stage},
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

macro_rules! requests {
    ($which:literal) => {
        concat!(
            "select r.id, r.item_id, r.person_id, r.provider_id, r.component, r.claimed, r.used, r.stage,
        r.asked_on, r.version
    from prior_learning_request r
    where ",
            $which
        )
    };
}

const ASK: &str = "insert into prior_learning_request
    (id, item_id, person_id, provider_id, component, claimed, used, stage, asked_on, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const ONE: &str = requests!("r.id = $1");
const OF_PERSON: &str = requests!("r.person_id = $1 order by r.asked_on desc, r.id desc");
const MOVE: &str = "update prior_learning_request
    set stage = $3, version = version + 1
    where id = $1 and version = $2";
const QUEUE: &str = "select r.id, r.item_id, r.person_id, p.first_name, p.last_name, r.component,
        r.claimed, r.asked_on, r.version, i.kind, i.title, i.given_by, i.session, i.held_on, i.minutes,
        i.evidence
    from (select id
        from prior_learning_request
        where provider_id = $1 and stage = $2
        order by asked_on, id
        limit $3 offset $4) w
    join prior_learning_request r on r.id = w.id
    join prior_learning_item i on i.id = r.item_id
    join person_record p on p.id = r.person_id
    order by r.asked_on, r.id";
const NEXT: &str = "select id
    from prior_learning_request
    where provider_id = $1 and stage = $2 and id <> $5
        and (asked_on > $3 or (asked_on = $3 and id > $4))
    order by asked_on, id
    limit 1";
const COUNT: &str = "select count(*)
    from prior_learning_request
    where provider_id = $1 and stage = $2";

pub(crate) const CONSTANTS: [&str; 7] = [ASK, ONE, OF_PERSON, MOVE, QUEUE, NEXT, COUNT];

/// Keeps a request that is sent.
///
/// # Errors
/// When the same was asked already, or the engine fails.
pub async fn ask(tx: &mut Tx, new: &Request, asked_on: Date) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ASK)
        .bind(new.id.0)
        .bind(new.item.0)
        .bind(new.person.0)
        .bind(new.provider.0)
        .bind(&new.component)
        .bind(new.claimed.0)
        .bind(&new.used)
        .bind(new.stage.code())
        .bind(asked_on.to_sqlx())
        .bind(new.version)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type Found = (
    Uuid,
    Uuid,
    Uuid,
    Uuid,
    String,
    i32,
    String,
    String,
    SqlDate,
    i64,
);

fn read(row: Found) -> Result<Request, StoreError> {
    let (id, item, person, provider, component, claimed, used, stage, asked_on, version) = row;
    Ok(Request {
        id: RequestId(id),
        item: ItemId(item),
        person: PersonId(person),
        provider: ProviderId(provider),
        component,
        claimed: Minutes(claimed),
        used,
        stage: staged(&stage, id)?,
        asked_on: Some(asked_on.to_jiff()),
        version,
    })
}

fn staged(code: &str, id: Uuid) -> Result<Stage, StoreError> {
    Stage::read(code).ok_or_else(|| impossible("prior_learning_request", "stage", id))
}

/// Finds a request.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn request(tx: &mut Tx, id: RequestId) -> Result<Option<Request>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ONE)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    row.map(read).transpose()
}

/// Lists what somebody has asked for, the latest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Request>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF_PERSON)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(read).collect()
}

/// Moves a request on. Says whether it still was of this version.
///
/// # Errors
/// When the engine fails.
pub async fn move_to(
    tx: &mut Tx,
    (id, version): (RequestId, i64),
    stage: Stage,
) -> Result<bool, StoreError> {
    let moved = run!(tx, |connection| sqlx::query(MOVE)
        .bind(id.0)
        .bind(version)
        .bind(stage.code())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(moved == 1)
}

/// One line of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The request.
    pub id: RequestId,
    /// What its mentor is called.
    pub name: String,
    /// The code of the component.
    pub component: String,
    /// How much of it.
    pub claimed: Minutes,
    /// The day on which it was sent.
    pub asked_on: Date,
    /// Its version.
    pub version: i64,
    /// The item.
    pub item: Item,
}

type Line = (
    Uuid,
    Uuid,
    Uuid,
    String,
    String,
    String,
    i32,
    SqlDate,
    i64,
    String,
    String,
    String,
    String,
    Option<SqlDate>,
    i32,
    String,
);

/// Lists a page of what a provider is asked and has come so far, the oldest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn queue(
    tx: &mut Tx,
    (provider, stage): (ProviderId, Stage),
    (most, after): (i64, i64),
) -> Result<Vec<Queued>, StoreError> {
    let rows: Vec<Line> = run!(tx, |connection| sqlx::query_as(QUEUE)
        .bind(provider.0)
        .bind(stage.code())
        .bind(most)
        .bind(after)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(queued).collect()
}

fn queued(row: Line) -> Result<Queued, StoreError> {
    let (id, item, person, first, last, component, claimed, asked_on, version, rest) = {
        let (a, b, c, d, e, f, g, h, i, kind, title, given_by, session, held_on, minutes, evidence) =
            row;
        let rest = (kind, title, given_by, session, held_on, minutes, evidence);
        (a, b, c, d, e, f, g, h, i, rest)
    };
    let (kind, title, given_by, session, held_on, minutes, evidence) = rest;
    let table = "prior_learning_item";
    let held_on = held_on.ok_or_else(|| impossible(table, "held_on", item))?;
    Ok(Queued {
        id: RequestId(id),
        name: format!("{first} {last}"),
        component,
        claimed: Minutes(claimed),
        asked_on: asked_on.to_jiff(),
        version,
        item: Item {
            id: ItemId(item),
            person: PersonId(person),
            kind: ItemKind::read(&kind).ok_or_else(|| impossible(table, "kind", item))?,
            title,
            given_by,
            session: Some(session).filter(|code| !code.is_empty()),
            held_on: held_on.to_jiff(),
            minutes: Minutes(minutes),
            evidence: evidence == "promised",
        },
    })
}

/// Finds the request that comes after a day and a number in the order of a queue, besides one; the first
/// where none is named.
///
/// # Errors
/// When the engine fails.
pub async fn next(
    tx: &mut Tx,
    (provider, stage): (ProviderId, Stage),
    after: Option<(Date, RequestId)>,
    besides: RequestId,
) -> Result<Option<RequestId>, StoreError> {
    let (day, id) = after.unwrap_or((Date::ZERO, RequestId(Uuid::nil())));
    let row: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(NEXT)
        .bind(provider.0)
        .bind(stage.code())
        .bind(day.to_sqlx())
        .bind(id.0)
        .bind(besides.0)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(id,)| RequestId(id)))
}

/// Counts what a provider is asked and has come so far.
///
/// # Errors
/// When the engine fails.
pub async fn count(tx: &mut Tx, (provider, stage): (ProviderId, Stage)) -> Result<i64, StoreError> {
    let (count,): (i64,) = run!(tx, |connection| sqlx::query_as(COUNT)
        .bind(provider.0)
        .bind(stage.code())
        .fetch_one(connection)
        .await?);
    Ok(count)
}
