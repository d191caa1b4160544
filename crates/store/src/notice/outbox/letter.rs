//! Tells how messages fare, without their words.
//!
//! Owns the word `Letter`. It never changes one.

use domain::{
    Date, Timestamp,
    notice::{MessageKind, MessageState},
    partnership::ProviderId,
    person::PersonId,
};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::instant;
use crate::{StoreError, Tx, error::impossible};

const COUNTS: &str = "select state, count(*) from notice_outbox group by state";

const LONGEST_DUE: &str = "select min(next_at) from notice_outbox
    where state = 'waiting' and next_at <= $1";

const LETTERS: &str = "select id, address, person_id, provider_id, kind, queued_at, useless_at,
        state, tries, next_at, sent_at, failure,
        state in ('waiting', 'given_up') and (sent_at is null
          or exists (select 1 from notice_mail m where m.id = notice_outbox.id))
    from notice_outbox
    where (state = $1 or $1 = '')
    order by queued_at desc, id desc
    limit $2";

macro_rules! troubled {
    ($which:literal) => {
        concat!(
            "select id, address, person_id, provider_id, kind, queued_at, useless_at,
        state, tries, next_at, sent_at, failure,
        state in ('waiting', 'given_up') and (sent_at is null
          or exists (select 1 from notice_mail m where m.id = notice_outbox.id))
    from notice_outbox
    where (state = 'given_up' or (state = 'waiting' and tries > 0))
      and (provider_id = $1 or (provider_id is null and person_id in (
        select person_id from person_membership
        where provider_id = $1 and (until_on is null or until_on >= $2))))
      and ",
            $which
        )
    };
}

const TROUBLED: &str = troubled!("0 = 0 order by queued_at desc, id desc limit $3");
const TROUBLED_ONE: &str = troubled!("id = $3");

pub(crate) const CONSTANTS: [&str; 5] = [COUNTS, LONGEST_DUE, LETTERS, TROUBLED, TROUBLED_ONE];

/// What is told of a message without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The message's own number.
    pub id: Uuid,
    /// To which address.
    pub to: String,
    /// Whose address that is, where it is known.
    pub person: Option<PersonId>,
    /// With whose partnership it has to do.
    pub provider: Option<ProviderId>,
    /// What it is for.
    pub kind: MessageKind,
    /// When it was owed.
    pub queued_at: Timestamp,
    /// When it is of no more use.
    pub useless_after: Option<Timestamp>,
    /// How it fares.
    pub state: MessageState,
    /// How often it was tried.
    pub tries: usize,
    /// When it is tried next, while it waits.
    pub next_at: Timestamp,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
    /// Why the last try failed, or why it came back, in words; empty when neither did.
    pub failure: String,
    /// Whether it can go again: its words are there, or are told anew from an inbox.
    pub can_go_again: bool,
}

/// Counts the messages by how they fare.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(MessageState, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = run!(tx, |connection| sqlx::query_as(COUNTS)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(code, count)| {
            let state = MessageState::read(&code);
            let state = state.ok_or_else(|| impossible("notice_outbox", "state", Uuid::nil()))?;
            Ok((state, count))
        })
        .collect()
}

/// Says since when the message that has been due the longest is due, if any is.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn longest_due(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let (since,): (Option<i64>,) = run!(tx, |connection| sqlx::query_as(LONGEST_DUE)
        .bind(now.as_microsecond())
        .fetch_one(connection)
        .await?);
    since
        .map(|since| instant(since, "next_at", Uuid::nil()))
        .transpose()
}

/// Lists messages without their words, the newest first, of one state or of all, at most so many.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn letters(
    tx: &mut Tx,
    state: Option<MessageState>,
    most: i64,
) -> Result<Vec<Letter>, StoreError> {
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(LETTERS)
        .bind(state.map_or("", MessageState::code))
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(Letter::try_from).collect()
}

/// Lists what did not arrive, of what has to do with a provider and of what went to its people, without
/// their words: the newest first, at most so many.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn troubled(
    tx: &mut Tx,
    provider: ProviderId,
    today: Date,
    most: i64,
) -> Result<Vec<Letter>, StoreError> {
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(TROUBLED)
        .bind(provider.0)
        .bind(today.to_sqlx())
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(Letter::try_from).collect()
}

/// Finds one of those that did not arrive, by its number.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn troubled_one(
    tx: &mut Tx,
    provider: ProviderId,
    today: Date,
    message: Uuid,
) -> Result<Option<Letter>, StoreError> {
    let row: Option<Row> = run!(tx, |connection| sqlx::query_as(TROUBLED_ONE)
        .bind(provider.0)
        .bind(today.to_sqlx())
        .bind(message)
        .fetch_optional(connection)
        .await?);
    row.map(Letter::try_from).transpose()
}

type Row = (
    Uuid,
    String,
    Option<Uuid>,
    Option<Uuid>,
    String,
    i64,
    Option<i64>,
    String,
    i64,
    i64,
    Option<i64>,
    String,
    bool,
);

impl TryFrom<Row> for Letter {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Letter, StoreError> {
        let (
            id,
            to,
            person,
            provider,
            kind,
            queued,
            useless,
            state,
            tries,
            next,
            sent,
            failure,
            can_go_again,
        ) = row;
        let wrong = |column| impossible("notice_outbox", column, id);
        let useless = useless.map(|at| instant(at, "useless_at", id));
        let sent = sent.map(|at| instant(at, "sent_at", id));
        Ok(Letter {
            id,
            to,
            person: person.map(PersonId),
            provider: provider.map(ProviderId),
            kind: MessageKind::read(&kind).ok_or_else(|| wrong("kind"))?,
            queued_at: instant(queued, "queued_at", id)?,
            useless_after: useless.transpose()?,
            state: MessageState::read(&state).ok_or_else(|| wrong("state"))?,
            tries: usize::try_from(tries).map_err(|_| wrong("tries"))?,
            next_at: instant(next, "next_at", id)?,
            sent_at: sent.transpose()?,
            failure,
            can_go_again,
        })
    }
}
