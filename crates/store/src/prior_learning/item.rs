//! Remembers what a mentor has told of their earlier training, and how they see themself.
//!
//! Owns `prior_learning_item` and `prior_learning_audit`. It never says whether an item is whole.

use domain::{
    Minutes, Timestamp,
    person::PersonId,
    prior_learning::{Audit, ItemDraft, ItemId, ItemKind},
};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

const KEEP_AUDIT: &str = "insert into prior_learning_audit
    (person_id, personal_qualities, teaching, professionalism, partnership, help, kept_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (person_id) do update
    set personal_qualities = excluded.personal_qualities, teaching = excluded.teaching,
        professionalism = excluded.professionalism, partnership = excluded.partnership,
        help = excluded.help, kept_at = excluded.kept_at";
const AUDIT: &str = "select personal_qualities, teaching, professionalism, partnership, help
    from prior_learning_audit
    where person_id = $1";
const KEEP_ITEM: &str = "insert into prior_learning_item
    (id, person_id, kind, title, given_by, session, held_on, minutes, evidence, kept_at, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (id) do update
    set kind = excluded.kind, title = excluded.title, given_by = excluded.given_by,
        session = excluded.session, held_on = excluded.held_on, minutes = excluded.minutes,
        evidence = excluded.evidence, kept_at = excluded.kept_at, version = excluded.version
    where prior_learning_item.version = excluded.version - 1
        and prior_learning_item.person_id = excluded.person_id";
const ITEM: &str =
    "select id, person_id, kind, title, given_by, session, held_on, minutes, evidence, version
    from prior_learning_item
    where id = $1";
const ITEMS: &str =
    "select id, person_id, kind, title, given_by, session, held_on, minutes, evidence, version
    from prior_learning_item
    where person_id = $1
    order by id";
const REMOVE_ITEM: &str = "delete from prior_learning_item where id = $1";
const HAND_ITEMS: &str = "update prior_learning_item set person_id = $2 where person_id = $1";
const HAND_REQUESTS: &str = "update prior_learning_request set person_id = $2 where person_id = $1";
const HAND_FILES: &str = "update prior_learning_file set person_id = $2 where person_id = $1";
const HAND_UPLOADS: &str = "update prior_learning_upload set person_id = $2 where person_id = $1";
const HAND_ENQUIRIES: &str =
    "update prior_learning_enquiry set person_id = $2 where person_id = $1";
const HAND_ADJUSTMENTS: &str =
    "update prior_learning_adjustment set person_id = $2 where person_id = $1";
const HAND_AUDIT: &str = "update prior_learning_audit
    set person_id = $2
    where person_id = $1 and not exists (
        select 1 from prior_learning_audit other where other.person_id = $2)";
const LEAVE_AUDIT: &str = "delete from prior_learning_audit where person_id = $1";

pub(crate) const CONSTANTS: [&str; 14] = [
    KEEP_AUDIT,
    AUDIT,
    KEEP_ITEM,
    ITEM,
    ITEMS,
    REMOVE_ITEM,
    HAND_ITEMS,
    HAND_REQUESTS,
    HAND_FILES,
    HAND_UPLOADS,
    HAND_ENQUIRIES,
    HAND_ADJUSTMENTS,
    HAND_AUDIT,
    LEAVE_AUDIT,
];

/// Keeps how somebody sees themself, in the place of what they said before.
///
/// # Errors
/// When the engine fails.
pub async fn keep_audit(tx: &mut Tx, audit: &Audit, now: Timestamp) -> Result<(), StoreError> {
    let [qualities, teaching, professionalism, partnership] = audit.ratings;
    run!(tx, |connection| sqlx::query(KEEP_AUDIT)
        .bind(audit.person.0)
        .bind(qualities)
        .bind(teaching)
        .bind(professionalism)
        .bind(partnership)
        .bind(&audit.help)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Finds how somebody sees themself, if they have said so.
///
/// # Errors
/// When the engine fails.
pub async fn audit(tx: &mut Tx, person: PersonId) -> Result<Option<Audit>, StoreError> {
    let row: Option<(i32, i32, i32, i32, String)> = run!(tx, |connection| sqlx::query_as(AUDIT)
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    Ok(row.map(|(one, two, three, four, help)| Audit {
        person,
        ratings: [one, two, three, four],
        help,
    }))
}

/// Keeps an item as far as it has been told. Says whether it still was of the version before.
///
/// # Errors
/// When the engine fails.
pub async fn keep_item(tx: &mut Tx, item: &ItemDraft, now: Timestamp) -> Result<bool, StoreError> {
    let evidence = match item.evidence {
        None => "",
        Some(false) => "none",
        Some(true) => "promised",
    };
    let kept = run!(tx, |connection| sqlx::query(KEEP_ITEM)
        .bind(item.id.0)
        .bind(item.person.0)
        .bind(item.kind.code())
        .bind(&item.title)
        .bind(&item.given_by)
        .bind(&item.session)
        .bind(item.held_on.map(|day| day.to_sqlx()))
        .bind(item.minutes.0)
        .bind(evidence)
        .bind(now.as_microsecond())
        .bind(item.version)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(kept == 1)
}

type Found = (
    Uuid,
    Uuid,
    String,
    String,
    String,
    String,
    Option<SqlDate>,
    i32,
    String,
    i64,
);

fn read(row: Found) -> Result<ItemDraft, StoreError> {
    let (id, person, kind, title, given_by, session, held_on, minutes, evidence, version) = row;
    let kind = ItemKind::read(&kind);
    Ok(ItemDraft {
        id: ItemId(id),
        person: PersonId(person),
        kind: kind.ok_or_else(|| impossible("prior_learning_item", "kind", id))?,
        title,
        given_by,
        session,
        held_on: held_on.map(SqlDate::to_jiff),
        minutes: Minutes(minutes),
        evidence: match evidence.as_str() {
            "none" => Some(false),
            "promised" => Some(true),
            _ => None,
        },
        version,
    })
}

/// Finds an item.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn item(tx: &mut Tx, id: ItemId) -> Result<Option<ItemDraft>, StoreError> {
    let row: Option<Found> = run!(tx, |connection| sqlx::query_as(ITEM)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    row.map(read).transpose()
}

/// Lists what somebody has told, in the order in which they began.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn items(tx: &mut Tx, person: PersonId) -> Result<Vec<ItemDraft>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(ITEMS)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(read).collect()
}

/// Takes an item away that nobody was asked about.
///
/// # Errors
/// When somebody was asked about it, or the engine fails.
pub async fn remove_item(tx: &mut Tx, id: ItemId) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(REMOVE_ITEM)
        .bind(id.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Hands what one record brought along and asked to another of the same person. How the record that
/// stays saw itself stands.
///
/// # Errors
/// When the engine fails.
pub async fn hand(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    for statement in [
        HAND_ITEMS,
        HAND_REQUESTS,
        HAND_FILES,
        HAND_UPLOADS,
        HAND_ENQUIRIES,
        HAND_ADJUSTMENTS,
        HAND_AUDIT,
    ] {
        run!(tx, |connection| sqlx::query(statement)
            .bind(from.0)
            .bind(to.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    run!(tx, |connection| sqlx::query(LEAVE_AUDIT)
        .bind(from.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}
