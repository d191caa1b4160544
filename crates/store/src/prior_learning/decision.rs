//! Remembers what was decided on a request, by whom, and what the mentor said to it.
//!
//! Owns `prior_learning_decision` and `prior_learning_reply`. It never writes to a book.

use domain::{
    Date, Minutes, Timestamp,
    ledger::EntryId,
    person::PersonId,
    prior_learning::{Reason, RequestId},
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

macro_rules! decisions {
    ($which:literal) => {
        concat!(
            "select d.id, d.request_id, d.outcome, d.minutes, d.reason, d.words, d.until_on, d.decided_by,
        d.decided_at, d.entry_id, d.withdrawn_at
    from prior_learning_decision d
    ",
            $which
        )
    };
}

const DECIDE: &str = "insert into prior_learning_decision
    (id, request_id, outcome, minutes, reason, words, until_on, decided_by, decided_at, entry_id,
        withdrawn_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const DECISIONS: &str = decisions!("where d.request_id = $1 order by d.decided_at, d.id");
const DECISIONS_OF: &str = decisions!(
    "join prior_learning_request r on r.id = d.request_id
    where r.person_id = $1
    order by d.decided_at, d.id"
);
const WITHDRAW: &str = "update prior_learning_decision
    set withdrawn_at = $2
    where id = $1 and withdrawn_at is null";
const REPLY: &str = "insert into prior_learning_reply (id, request_id, kind, words, said_at)
    values ($1, $2, $3, $4, $5)";
const REPLIES: &str = "select id, kind, words, said_at
    from prior_learning_reply
    where request_id = $1
    order by said_at, id";

pub(crate) const CONSTANTS: [&str; 6] = [DECIDE, DECISIONS, DECISIONS_OF, WITHDRAW, REPLY, REPLIES];

/// One decision as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Its number.
    pub id: Uuid,
    /// On what.
    pub request: RequestId,
    /// The word of the outcome: full, part, declined or question.
    pub outcome: String,
    /// How many minutes were recognised.
    pub minutes: Minutes,
    /// Why, from the list.
    pub reason: Reason,
    /// Why, in words.
    pub words: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The line of the book that it wrote.
    pub entry: Option<EntryId>,
    /// When it ceased to hold.
    pub withdrawn_at: Option<Timestamp>,
}

/// What a mentor said to a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its number.
    pub id: Uuid,
    /// Whether it answers a question or asks for a second look.
    pub kind: ReplyKind,
    /// In words.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// What a reply is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyKind {
    /// It answers a question.
    Answer,
    /// It asks for a second look.
    Appeal,
}

impl ReplyKind {
    fn code(self) -> &'static str {
        match self {
            ReplyKind::Answer => "answer",
            ReplyKind::Appeal => "appeal",
        }
    }
}

/// Keeps a decision.
///
/// # Errors
/// When the engine fails.
pub async fn decide(tx: &mut Tx, new: &Decided) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(DECIDE)
        .bind(new.id)
        .bind(new.request.0)
        .bind(&new.outcome)
        .bind(new.minutes.0)
        .bind(new.reason.code())
        .bind(&new.words)
        .bind(new.until.map(|day| day.to_sqlx()))
        .bind(new.by.0)
        .bind(new.at.as_microsecond())
        .bind(new.entry.map(|entry| entry.0))
        .bind(new.withdrawn_at.map(Timestamp::as_microsecond))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists what was decided on a request, in order.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn decisions(tx: &mut Tx, request: RequestId) -> Result<Vec<Decided>, StoreError> {
    found(tx, DECISIONS, request.0).await
}

/// Lists what was decided on the requests of a person, in order.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn decisions_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Decided>, StoreError> {
    found(tx, DECISIONS_OF, person.0).await
}

type Found = (
    Uuid,
    Uuid,
    String,
    i32,
    String,
    String,
    Option<SqlDate>,
    Uuid,
    i64,
    Option<Uuid>,
    Option<i64>,
);

async fn found(tx: &mut Tx, statement: &'static str, of: Uuid) -> Result<Vec<Decided>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .fetch_all(connection)
        .await?);
    let table = "prior_learning_decision";
    rows.into_iter()
        .map(|row| {
            let (id, request, outcome, minutes, reason, words, until, by, at, entry, withdrawn) =
                row;
            let withdrawn = withdrawn.map(Timestamp::from_microsecond).transpose();
            Ok(Decided {
                id,
                request: RequestId(request),
                outcome,
                minutes: Minutes(minutes),
                reason: Reason::read(&reason).ok_or_else(|| impossible(table, "reason", id))?,
                words,
                until: until.map(SqlDate::to_jiff),
                by: PersonId(by),
                at: Timestamp::from_microsecond(at)
                    .map_err(|_| impossible(table, "decided_at", id))?,
                entry: entry.map(EntryId),
                withdrawn_at: withdrawn.map_err(|_| impossible(table, "withdrawn_at", id))?,
            })
        })
        .collect()
}

/// Keeps that a decision holds no longer. Says whether it still did.
///
/// # Errors
/// When the engine fails.
pub async fn withdraw(tx: &mut Tx, decision: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    let withdrawn = run!(tx, |connection| sqlx::query(WITHDRAW)
        .bind(decision)
        .bind(now.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(withdrawn == 1)
}

/// Keeps what a mentor said.
///
/// # Errors
/// When the engine fails.
pub async fn reply(tx: &mut Tx, request: RequestId, new: &Reply) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(REPLY)
        .bind(new.id)
        .bind(request.0)
        .bind(new.kind.code())
        .bind(&new.words)
        .bind(new.at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists what a mentor said about a request, in order.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn replies(tx: &mut Tx, request: RequestId) -> Result<Vec<Reply>, StoreError> {
    let rows: Vec<(Uuid, String, String, i64)> = run!(tx, |connection| sqlx::query_as(REPLIES)
        .bind(request.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(id, kind, words, at)| {
            Ok(Reply {
                id,
                kind: match kind.as_str() {
                    "answer" => ReplyKind::Answer,
                    "appeal" => ReplyKind::Appeal,
                    _ => return Err(impossible("prior_learning_reply", "kind", id)),
                },
                words,
                at: Timestamp::from_microsecond(at)
                    .map_err(|_| impossible("prior_learning_reply", "said_at", id))?,
            })
        })
        .collect()
}
