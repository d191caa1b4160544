//! Remembers what was asked of issuers of earlier training, and what they answered.
//!
//! Owns `prior_learning_enquiry`. It never holds the secret of a link.

use domain::{
    Minutes, Timestamp,
    partnership::ProviderId,
    person::PersonId,
    prior_learning::{
        ItemId,
        issuer::{Answer, Contact, Enquiry, Said},
    },
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, access::Hash, error::impossible};

macro_rules! enquiries {
    ($which:literal) => {
        concat!(
            "select id, item_id, person_id, provider_id, institution, name, email, asks, asked_by,
        asked_at, ends_at, said, held_on, minutes, words, answered_at
    from prior_learning_enquiry
    where ",
            $which
        )
    };
}

const ASK: &str = "insert into prior_learning_enquiry
    (id, item_id, person_id, provider_id, institution, name, email, asks, secret_hash, asked_by,
        asked_at, ends_at, said, held_on, minutes, words, answered_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', null, 0, '', null)";
const OF_ITEM: &str = enquiries!("item_id = $1 order by asked_at, id");
const BY_SECRET: &str = enquiries!("secret_hash = $1");
const ANSWER: &str = "update prior_learning_enquiry
    set said = $2, held_on = $3, minutes = $4, words = $5, answered_at = $6
    where id = $1 and answered_at is null and ends_at > $6";
const TAKE_BACK: &str = "delete from prior_learning_enquiry where id = $1 and answered_at is null";

const CONTRADICTED: &str = "select e.item_id
    from prior_learning_enquiry e
    where e.provider_id = $1 and e.said in ('corrected', 'no_record') and not exists (
        select 1 from prior_learning_enquiry later
        where later.item_id = e.item_id and later.provider_id = e.provider_id
            and later.answered_at is not null
            and (later.asked_at > e.asked_at
                or (later.asked_at = e.asked_at and later.id > e.id)))";

pub(crate) const CONSTANTS: [&str; 6] = [ASK, OF_ITEM, BY_SECRET, ANSWER, TAKE_BACK, CONTRADICTED];

/// Keeps a question to an issuer, with the hash of its link.
///
/// # Errors
/// When the engine fails.
pub async fn ask(tx: &mut Tx, enquiry: &Enquiry, secret: &Hash) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(ASK)
        .bind(enquiry.id)
        .bind(enquiry.item.0)
        .bind(enquiry.person.0)
        .bind(enquiry.provider.0)
        .bind(&enquiry.contact.institution)
        .bind(&enquiry.contact.name)
        .bind(&enquiry.contact.email)
        .bind(&enquiry.asks)
        .bind(&secret[..])
        .bind(enquiry.asked_by.0)
        .bind(enquiry.asked_at.as_microsecond())
        .bind(enquiry.ends_at.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists what was asked about an item, the first first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn of_item(tx: &mut Tx, item: ItemId) -> Result<Vec<Enquiry>, StoreError> {
    let rows: Vec<Row> = run!(tx, |connection| sqlx::query_as(OF_ITEM)
        .bind(item.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(read).collect()
}

/// Lists the items of which a provider was told last, by who gave them, that they were otherwise, or that
/// there is no record of them.
///
/// # Errors
/// When the engine fails.
pub async fn contradicted(tx: &mut Tx, provider: ProviderId) -> Result<Vec<ItemId>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(CONTRADICTED)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(id,)| ItemId(id)).collect())
}

/// Finds the question that a link opens.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn by_secret(tx: &mut Tx, secret: &Hash) -> Result<Option<Enquiry>, StoreError> {
    let row: Option<Row> = run!(tx, |connection| sqlx::query_as(BY_SECRET)
        .bind(&secret[..])
        .fetch_optional(connection)
        .await?);
    row.map(read).transpose()
}

/// Keeps an answer. Says whether the question was still open.
///
/// # Errors
/// When the engine fails.
pub async fn answer(tx: &mut Tx, enquiry: Uuid, answer: &Answer) -> Result<bool, StoreError> {
    let (said, held_on, minutes) = match answer.said {
        Said::Confirmed => ("confirmed", None, Minutes::ZERO),
        Said::Corrected { held_on, minutes } => ("corrected", Some(held_on), minutes),
        Said::NoRecord => ("no_record", None, Minutes::ZERO),
    };
    let kept = run!(tx, |connection| sqlx::query(ANSWER)
        .bind(enquiry)
        .bind(said)
        .bind(held_on.map(|day| day.to_sqlx()))
        .bind(minutes.0)
        .bind(&answer.words)
        .bind(answer.at.as_microsecond())
        .execute(connection)
        .await?
        .rows_affected());
    Ok(kept == 1)
}

/// Takes a question back that nobody has answered. Says whether there was one.
///
/// # Errors
/// When the engine fails.
pub async fn take_back(tx: &mut Tx, enquiry: Uuid) -> Result<bool, StoreError> {
    let gone = run!(tx, |connection| sqlx::query(TAKE_BACK)
        .bind(enquiry)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(gone == 1)
}

type Row = (
    Uuid,
    Uuid,
    Uuid,
    Uuid,
    String,
    String,
    String,
    String,
    Uuid,
    i64,
    i64,
    String,
    Option<SqlDate>,
    i32,
    String,
    Option<i64>,
);

fn read(row: Row) -> Result<Enquiry, StoreError> {
    let (id, item, person, provider, institution, name, email, asks, asked_by, rest) = {
        let (a, b, c, d, e, f, g, h, i, asked, ends, said, held_on, minutes, words, answered) = row;
        let rest = (asked, ends, said, held_on, minutes, words, answered);
        (a, b, c, d, e, f, g, h, i, rest)
    };
    let (asked_at, ends_at, said, held_on, minutes, words, answered_at) = rest;
    let table = "prior_learning_enquiry";
    let at = |micros, column| {
        Timestamp::from_microsecond(micros).map_err(|_| impossible(table, column, id))
    };
    let said = match (said.as_str(), held_on) {
        ("", _) => None,
        ("confirmed", _) => Some(Said::Confirmed),
        ("no_record", _) => Some(Said::NoRecord),
        ("corrected", Some(day)) => Some(Said::Corrected {
            held_on: day.to_jiff(),
            minutes: Minutes(minutes),
        }),
        _ => return Err(impossible(table, "said", id)),
    };
    let answer = match (said, answered_at) {
        (Some(said), Some(answered)) => Some(Answer {
            said,
            words,
            at: at(answered, "answered_at")?,
        }),
        _ => None,
    };
    Ok(Enquiry {
        id,
        item: ItemId(item),
        person: PersonId(person),
        provider: ProviderId(provider),
        contact: Contact {
            institution,
            name,
            email,
        },
        asks,
        asked_by: PersonId(asked_by),
        asked_at: at(asked_at, "asked_at")?,
        ends_at: at(ends_at, "ends_at")?,
        answer,
    })
}
