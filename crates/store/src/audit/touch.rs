//! Remembers whom deeds concerned: `audit_touch`, and how far everything has come.
//!
//! Owns the words `Stamp` and touch. It never says what changed about anybody.

use std::sync::LazyLock;

use domain::{ledger::Head, partnership::ProviderId, person::PersonId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::count_up;
use crate::{
    StoreError, Tx,
    bulk::{pieces, placeholders, rows},
    error::impossible,
    ledger::link_from,
};

const NEXT: &str = "insert into audit_revision (capability, provider_id, revision)
    values ('touch', $1, 1)
    on conflict (capability, provider_id) do update set revision = audit_revision.revision + 1
    returning revision";

const COLUMNS: usize = 3;

static TOUCH: LazyLock<[String; 2]> = LazyLock::new(|| [touches(1), touches(rows(COLUMNS))]);

fn touches(rows: usize) -> String {
    format!(
        "insert into audit_touch (provider_id, number, person_id) values {}
         on conflict (provider_id, number, person_id) do nothing",
        placeholders(rows, COLUMNS)
    )
}

const STAMP: &str = "select
    (select cast(coalesce(sum(revision), 0) as bigint) from audit_revision
     where (provider_id = $1 or provider_id = $2) and capability not in ('touch', 'session')),
    (select revision from audit_revision where provider_id = $1 and capability = 'touch'),
    (select revision from audit_revision where provider_id = $2 and capability = 'touch'),
    (select entries from ledger_book where provider_id = $1),
    (select head from ledger_book where provider_id = $1)";

const CONCERNED: &str = "select person_id from ledger_entry
    where provider_id = $1 and number > $3
    union
    select person_id from audit_touch where provider_id = $1 and number > $4
    union
    select person_id from audit_touch where provider_id = $2 and number > $5
    limit $6";

/// Every statement of this file, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    TOUCH
        .iter()
        .cloned()
        .chain([NEXT, STAMP, CONCERNED].map(str::to_owned))
        .collect()
}

/// People whom a touch names at most: past it, everything is counted up instead.
pub const MOST_TOUCHED: usize = 500;

/// How far everything has come on which a provider's standings rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// How often anything changed that may concern anybody.
    pub revision: i64,
    /// How many deeds with this provider touched somebody.
    pub touched: i64,
    /// How many deeds with everybody touched somebody.
    pub touched_by_all: i64,
    /// Where the provider's book ends.
    pub head: Head,
}

/// Says that a deed changed something about these people, and about nobody else.
///
/// # Rule
/// What rests on anybody but them (a rule, a school, a name that others' pages tell) is counted
/// up instead: [`count_up`]. New entries of a book need no touch: they name their people.
/// Without a provider the people are touched with every provider.
///
/// # Errors
/// When the engine fails.
pub async fn touch(
    tx: &mut Tx,
    provider: Option<ProviderId>,
    people: &[PersonId],
) -> Result<(), StoreError> {
    if people.is_empty() {
        return Ok(());
    }
    if people.len() > MOST_TOUCHED {
        return count_up(tx, "standing", provider).await;
    }
    let provider = provider.map_or(Uuid::nil(), |provider| provider.0);
    let (number,): (i64,) = run!(tx, |connection| sqlx::query_as(NEXT)
        .bind(provider)
        .fetch_one(connection)
        .await?);
    for piece in pieces(people, rows(COLUMNS)) {
        let statement = &TOUCH[usize::from(piece.len() > 1)];
        run!(tx, |connection| {
            let mut query = sqlx::query(AssertSqlSafe(statement.as_str()));
            for person in piece {
                query = query.bind(provider).bind(number).bind(person.0);
            }
            query.execute(connection).await.map(|_| ())?;
        });
    }
    Ok(())
}

type Found = (i64, Option<i64>, Option<i64>, Option<i64>, Option<Vec<u8>>);

/// Says how far everything has come on which a provider's standings rest, in one question.
///
/// # Errors
/// When the engine fails or the head cannot be.
pub async fn stamp(tx: &mut Tx, provider: ProviderId) -> Result<Stamp, StoreError> {
    let (revision, touched, touched_by_all, entries, head): Found =
        run!(tx, |connection| sqlx::query_as(STAMP)
            .bind(provider.0)
            .bind(Uuid::nil())
            .fetch_one(connection)
            .await?);
    let link = head
        .map(|head| link_from(&head).ok_or_else(|| impossible("ledger_book", "head", provider.0)))
        .transpose()?;
    Ok(Stamp {
        revision,
        touched: touched.unwrap_or_default(),
        touched_by_all: touched_by_all.unwrap_or_default(),
        head: match (entries, link) {
            (Some(entries), Some(link)) => Head { entries, link },
            _ => Head::default(),
        },
    })
}

/// Lists whom entries and touches name that are newer than a stamp, in one question.
///
/// `most` and one more are listed at most: more are too many to look at one by one.
///
/// # Errors
/// When the engine fails.
pub async fn concerned(
    tx: &mut Tx,
    provider: ProviderId,
    since: &Stamp,
    most: i64,
) -> Result<Vec<PersonId>, StoreError> {
    let found: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(CONCERNED)
        .bind(provider.0)
        .bind(Uuid::nil())
        .bind(since.head.entries)
        .bind(since.touched)
        .bind(since.touched_by_all)
        .bind(most + 1)
        .fetch_all(connection)
        .await?);
    Ok(found
        .into_iter()
        .map(|(person,)| PersonId(person))
        .collect())
}
