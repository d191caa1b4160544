//! Brings the tables up to date: one set of migrations, forward only, for both engines.
//!
//! Owns the table of what was applied. It never takes anything back.

use std::hash::{DefaultHasher, Hash, Hasher};

use sqlx::AssertSqlSafe;

use crate::{Engine, Store, StoreError, Tx, audit};

const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_audit", include_str!("../migrations/0001_audit.sql")),
    (
        "0002_partnership",
        include_str!("../migrations/0002_partnership.sql"),
    ),
    ("0003_person", include_str!("../migrations/0003_person.sql")),
    ("0004_policy", include_str!("../migrations/0004_policy.sql")),
    (
        "0005_programme",
        include_str!("../migrations/0005_programme.sql"),
    ),
    ("0006_ledger", include_str!("../migrations/0006_ledger.sql")),
    (
        "0007_audit_once",
        include_str!("../migrations/0007_audit_once.sql"),
    ),
    (
        "0008_placement",
        include_str!("../migrations/0008_placement.sql"),
    ),
    (
        "0009_audit_import",
        include_str!("../migrations/0009_audit_import.sql"),
    ),
    (
        "0010_audit_touch",
        include_str!("../migrations/0010_audit_touch.sql"),
    ),
    (
        "0011_ledger_history",
        include_str!("../migrations/0011_ledger_history.sql"),
    ),
    (
        "0012_person_view",
        include_str!("../migrations/0012_person_view.sql"),
    ),
    (
        "0013_policy_withdrawn",
        include_str!("../migrations/0013_policy_withdrawn.sql"),
    ),
    (
        "0014_person_merge",
        include_str!("../migrations/0014_person_merge.sql"),
    ),
    ("0015_notice", include_str!("../migrations/0015_notice.sql")),
    (
        "0017_partnership_area",
        include_str!("../migrations/0017_partnership_area.sql"),
    ),
    (
        "0018_access_session",
        include_str!("../migrations/0018_access_session.sql"),
    ),
    (
        "0019_access_vouch",
        include_str!("../migrations/0019_access_vouch.sql"),
    ),
    (
        "0020_notice_outbox",
        include_str!("../migrations/0020_notice_outbox.sql"),
    ),
    (
        "0021_access_identity",
        include_str!("../migrations/0021_access_identity.sql"),
    ),
    (
        "0022_access_passkey",
        include_str!("../migrations/0022_access_passkey.sql"),
    ),
    (
        "0023_access_scope",
        include_str!("../migrations/0023_access_scope.sql"),
    ),
    (
        "0024_audit_chain",
        include_str!("../migrations/0024_audit_chain.sql"),
    ),
    (
        "0025_access_guest",
        include_str!("../migrations/0025_access_guest.sql"),
    ),
    (
        "0026_access_delegate",
        include_str!("../migrations/0026_access_delegate.sql"),
    ),
    (
        "0027_person_erasure",
        include_str!("../migrations/0027_person_erasure.sql"),
    ),
    (
        "0028_person_twin",
        include_str!("../migrations/0028_person_twin.sql"),
    ),
    (
        "0029_booking",
        include_str!("../migrations/0029_booking.sql"),
    ),
    (
        "0031_booking_release",
        include_str!("../migrations/0031_booking_release.sql"),
    ),
    (
        "0032_booking_register",
        include_str!("../migrations/0032_booking_register.sql"),
    ),
    (
        "0033_notice_inbox",
        include_str!("../migrations/0033_notice_inbox.sql"),
    ),
    (
        "0034_feedback",
        include_str!("../migrations/0034_feedback.sql"),
    ),
    (
        "0036_notice_calendar",
        include_str!("../migrations/0036_notice_calendar.sql"),
    ),
    (
        "0040_prior_learning_map",
        include_str!("../migrations/0040_prior_learning_map.sql"),
    ),
    (
        "0041_prior_learning",
        include_str!("../migrations/0041_prior_learning.sql"),
    ),
    (
        "0042_prior_learning_file",
        include_str!("../migrations/0042_prior_learning_file.sql"),
    ),
    (
        "0044_prior_learning_issuer",
        include_str!("../migrations/0044_prior_learning_issuer.sql"),
    ),
    (
        "0046_prior_learning_adjustment",
        include_str!("../migrations/0046_prior_learning_adjustment.sql"),
    ),
    (
        "0047_booking_join_stays",
        include_str!("../migrations/0047_booking_join_stays.sql"),
    ),
    (
        "0048_prior_learning_in_order",
        include_str!("../migrations/0048_prior_learning_in_order.sql"),
    ),
    (
        "0049_prior_learning_group",
        include_str!("../migrations/0049_prior_learning_group.sql"),
    ),
];

/// What stands for each word in braces: on SQLite, on PostgreSQL.
const TYPES: [(&str, &str, &str); 8] = [
    ("{id}", "blob", "uuid"),
    ("{whole}", "integer", "bigint"),
    ("{instant}", "integer", "bigint"),
    ("{date}", "text", "date"),
    ("{bytes}", "blob", "bytea"),
    ("{flag}", "integer", "boolean"),
    ("{number}", "real", "double precision"),
    ("{strict}", "strict", ""),
];

const APPLIED: &str = "create table if not exists applied_migration (name text primary key)";
const NAMES: &str = "select name from applied_migration";
const NOTE: &str = "insert into applied_migration (name) values ($1)";
const ONE_AT_A_TIME: &str = "select pg_advisory_xact_lock(4102444800)";

/// A number that is another wherever a migration is another.
pub(crate) fn mark() -> u64 {
    let mut mark = DefaultHasher::new();
    MIGRATIONS.hash(&mut mark);
    mark.finish()
}

/// Applies what is missing, in one transaction.
pub(crate) async fn apply(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    if let Tx::Postgres(tx) = &mut tx {
        sqlx::query(ONE_AT_A_TIME).execute(&mut **tx).await?;
    }
    let done: Vec<(String,)> = run!(&mut tx, |connection| {
        sqlx::query(APPLIED).execute(&mut *connection).await?;
        sqlx::query_as(NAMES).fetch_all(&mut *connection).await?
    });
    for &(name, text) in MIGRATIONS {
        if done.iter().any(|(known,)| known == name) {
            continue;
        }
        let filled = filled(text, tx.engine());
        run!(&mut tx, |connection| {
            sqlx::raw_sql(AssertSqlSafe(filled))
                .execute(&mut *connection)
                .await
                .map_err(|error| StoreError::Migration(name, error))?;
            sqlx::query(NOTE)
                .bind(name)
                .execute(&mut *connection)
                .await?;
        });
        if name == "0024_audit_chain" {
            audit::chain_what_is_there(&mut tx).await?;
        }
    }
    tx.commit().await
}

fn filled(text: &str, engine: Engine) -> String {
    TYPES
        .iter()
        .fold(text.to_owned(), |text, (word, sqlite, postgres)| {
            text.replace(
                word,
                if engine == Engine::Sqlite {
                    sqlite
                } else {
                    postgres
                },
            )
        })
}

/// One column of one table, told alike for both engines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// `table.column`.
    pub place: String,
    /// The type that the embedded engine has for it.
    pub kind: String,
    /// Whether it may be empty.
    pub may_be_empty: bool,
}

/// Lists every column of every table, sorted by place.
///
/// # Errors
/// When the engine cannot be asked.
pub async fn schema(store: &Store) -> Result<Vec<Column>, StoreError> {
    const SQLITE: &str = "select m.name || '.' || c.name, lower(c.type), c.\"notnull\" = 0
        from sqlite_schema m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite_%'";
    const POSTGRES: &str =
        "select table_name || '.' || column_name, cast(data_type as text), is_nullable = 'YES'
        from information_schema.columns
        where table_schema = 'public'";
    let mut tx = store.read().await?;
    let found: Vec<(String, String, bool)> = match &mut tx {
        Tx::Sqlite(tx) => sqlx::query_as(SQLITE).fetch_all(&mut **tx).await?,
        Tx::Postgres(tx) => sqlx::query_as(POSTGRES).fetch_all(&mut **tx).await?,
    };
    let mut columns: Vec<Column> = found
        .into_iter()
        .filter(|(place, ..)| !place.starts_with("applied_migration."))
        .map(|(place, kind, may_be_empty)| Column {
            place,
            kind: embedded(kind),
            may_be_empty,
        })
        .collect();
    columns.sort();
    Ok(columns)
}

/// The embedded engine's word for a type of either.
fn embedded(kind: String) -> String {
    TYPES
        .iter()
        .find(|(.., postgres)| *postgres == kind)
        .map_or(kind, |(_, sqlite, _)| (*sqlite).to_owned())
}
