//! Remembers what an office wrote to many, who has it, and the words that it writes again: `notice_send`
//! and `notice_template`.
//!
//! Owns these tables. It never decides who is meant.

use domain::{
    Timestamp,
    notice::{MessageState, template::Template},
    partnership::ProviderId,
    person::PersonId,
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const KEEP: &str = "insert into notice_send
    (id, provider_id, subject, words, question, people, sent_at, sent_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const OF: &str = "select s.id, s.subject, s.words, s.question, s.people, s.sent_at, s.sent_by,
        (select count(*) from notice_message m where m.send_id = s.id and m.read_at is not null),
        (select count(*) from notice_message m where m.send_id = s.id and m.acted_at is not null)
    from notice_send s
    where s.provider_id = $1
    order by s.sent_at desc, s.id desc
    limit $2";
const WHO: &str =
    "select m.id, m.person_id, m.read_at, m.acted_at, m.mail_state, o.state, o.failure
    from notice_message m
    left join notice_outbox o on o.id = m.mail_id
    where m.send_id = $1
    order by m.id";
const TEMPLATES: &str = "select id, name, subject, words
    from notice_template
    where provider_id = $1
    order by name";
const KEEP_TEMPLATE: &str = "insert into notice_template
    (id, provider_id, name, subject, words, changed_at, changed_by)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (provider_id, name) do update
    set subject = excluded.subject, words = excluded.words, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by";

pub(crate) const CONSTANTS: [&str; 5] = [KEEP, OF, WHO, TEMPLATES, KEEP_TEMPLATE];

/// What an office wrote to many at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Send {
    /// Its number.
    pub id: Uuid,
    /// The subject and the words, fields and all.
    pub template: Template,
    /// How the list of people was asked for, as an address tells it.
    pub question: String,
    /// To how many.
    pub people: i64,
    /// When.
    pub sent_at: Timestamp,
    /// By whom.
    pub sent_by: PersonId,
    /// How many have read it; nothing yet where it is new.
    pub read: i64,
    /// How many pressed its button.
    pub acted: i64,
}

/// How what was written to many fares with one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The number of the notice.
    pub notice: Uuid,
    /// Who.
    pub person: PersonId,
    /// When they read it.
    pub read_at: Option<Timestamp>,
    /// When they pressed its button.
    pub acted_at: Option<Timestamp>,
    /// Whether it waits for a mail.
    pub waits: bool,
    /// How its mail fares, where there is one.
    pub mail: Option<MessageState>,
    /// Why its mail was not taken; blank where it was.
    pub failure: String,
}

/// Words that an office writes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Their number.
    pub id: Uuid,
    /// What they are called.
    pub name: String,
    /// The subject and the words.
    pub template: Template,
}

/// Keeps what is written to many.
///
/// # Errors
/// When the engine fails.
pub async fn keep_send(tx: &mut Tx, provider: ProviderId, send: &Send) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP)
        .bind(send.id)
        .bind(provider.0)
        .bind(&send.template.subject)
        .bind(&send.template.words)
        .bind(&send.question)
        .bind(send.people)
        .bind(send.sent_at.as_microsecond())
        .bind(send.sent_by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

type FoundSend = (Uuid, String, String, String, i64, i64, Uuid, i64, i64);

/// Lists what a provider's office wrote to many, the newest first, at most so many.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn sends(tx: &mut Tx, provider: ProviderId, most: i64) -> Result<Vec<Send>, StoreError> {
    let rows: Vec<FoundSend> = run!(tx, |connection| sqlx::query_as(OF)
        .bind(provider.0)
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| {
            let (id, subject, words, question, people, at, by, read, acted) = row;
            Ok(Send {
                id,
                template: Template { subject, words },
                question,
                people,
                sent_at: Timestamp::from_microsecond(at)
                    .map_err(|_| impossible("notice_send", "sent_at", id))?,
                sent_by: PersonId(by),
                read,
                acted,
            })
        })
        .collect()
}

type FoundReached = (
    Uuid,
    Uuid,
    Option<i64>,
    Option<i64>,
    String,
    Option<String>,
    Option<String>,
);

/// Lists how what was written to many fares with each.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn reached(tx: &mut Tx, send: Uuid) -> Result<Vec<Reached>, StoreError> {
    let rows: Vec<FoundReached> = run!(tx, |connection| sqlx::query_as(WHO)
        .bind(send)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|(notice, person, read, acted, state, mail, failure)| {
            let instant = |column, at: Option<i64>| {
                let at = at.map(Timestamp::from_microsecond).transpose();
                at.map_err(|_| impossible("notice_message", column, notice))
            };
            Ok(Reached {
                notice,
                person: PersonId(person),
                read_at: instant("read_at", read)?,
                acted_at: instant("acted_at", acted)?,
                waits: state == "waiting",
                mail: mail.as_deref().and_then(MessageState::read),
                failure: failure.unwrap_or_default(),
            })
        })
        .collect()
}

/// Lists the words that a provider's office writes again, by name.
///
/// # Errors
/// When the engine fails.
pub async fn templates(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<(Uuid, String, String, String)> =
        run!(tx, |connection| sqlx::query_as(TEMPLATES)
            .bind(provider.0)
            .fetch_all(connection)
            .await?);
    let kept = |(id, name, subject, words)| Kept {
        id,
        name,
        template: Template { subject, words },
    };
    Ok(rows.into_iter().map(kept).collect())
}

/// Keeps words under a name, in the place of those that had it.
///
/// # Errors
/// When the engine fails.
pub async fn keep_template(
    tx: &mut Tx,
    provider: ProviderId,
    kept: &Kept,
    (by, now): (PersonId, Timestamp),
) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(KEEP_TEMPLATE)
        .bind(kept.id)
        .bind(provider.0)
        .bind(&kept.name)
        .bind(&kept.template.subject)
        .bind(&kept.template.words)
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
