//! Brings the tables up to date: one set of migrations, forward only, for both engines.
//!
//! Owns the table of what was applied. It never takes anything back.

use sqlx::{AssertSqlSafe, Row};

use crate::{Engine, Store, StoreError, Tx};

const MIGRATIONS: [(&str, &str); 6] = [
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
    for (name, text) in MIGRATIONS {
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

/// Lists every column of every table as `table.column`, sorted, with whether it may be empty.
///
/// # Errors
/// When the engine cannot be asked.
pub async fn schema(store: &Store) -> Result<Vec<(String, bool)>, StoreError> {
    const SQLITE: &str =
        "select m.name || '.' || c.name as place, c.\"notnull\" = 0 as may_be_empty
        from sqlite_schema m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite_%'";
    const POSTGRES: &str =
        "select table_name || '.' || column_name as place, is_nullable = 'YES' as may_be_empty
        from information_schema.columns where table_schema = 'public'";
    let mut tx = store.read().await?;
    let mut found: Vec<(String, bool)> = match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(SQLITE)
            .fetch_all(&mut **tx)
            .await?
            .iter()
            .map(|row| (row.get("place"), row.get("may_be_empty")))
            .collect(),
        Tx::Postgres(tx) => sqlx::query(POSTGRES)
            .fetch_all(&mut **tx)
            .await?
            .iter()
            .map(|row| (row.get("place"), row.get("may_be_empty")))
            .collect(),
    };
    found.retain(|(place, _)| !place.starts_with("applied_migration."));
    found.sort();
    Ok(found)
}
