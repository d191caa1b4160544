//! Makes a fresh database for one test, on either engine, and clears it away.
//!
//! Owns the variable `ALONGSIDE_TEST_POSTGRES`. It never touches a database that it did not make.

use std::{
    io::Write,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use crate::{Engine, Store, StoreError, Tx};

/// The variable that names a PostgreSQL server on which tests may make and drop databases.
pub const SERVER: &str = "ALONGSIDE_TEST_POSTGRES";

static MADE: AtomicU32 = AtomicU32::new(0);

/// A database that goes away with this value.
#[derive(Debug)]
pub struct Scratch {
    /// The store, open.
    pub store: Store,
    /// The address with which it can be opened again.
    pub address: String,
    /// Removed when dropped.
    _folder: Option<TempDir>,
    server: Option<(String, String)>,
}

/// The engines that tests can use here: the embedded one, and PostgreSQL where a server is named.
///
/// Says once, in one line, when PostgreSQL is left out.
#[must_use]
pub fn engines() -> Vec<Engine> {
    static SAID: Once = Once::new();
    if server().is_some() {
        return vec![Engine::Sqlite, Engine::Postgres];
    }
    SAID.call_once(|| {
        // Written past the test runner's capture, so that it is read after a green run too. Where
        // standard error is closed there is nobody to tell.
        let _ = writeln!(
            std::io::stderr(),
            "PostgreSQL was left out of these tests: {SERVER} names no server."
        );
    });
    vec![Engine::Sqlite]
}

/// The named server.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where tests learn of a server"
)]
pub fn server() -> Option<String> {
    std::env::var(SERVER)
        .ok()
        .filter(|address| !address.is_empty())
}

/// Makes a fresh database.
///
/// # Errors
/// When it cannot be made or opened, or no server is named for PostgreSQL.
pub async fn scratch(engine: Engine) -> Result<Scratch, StoreError> {
    let name = format!(
        "alongside_scratch_{}_{}",
        std::process::id(),
        MADE.fetch_add(1, Ordering::Relaxed)
    );
    match (engine, server()) {
        (Engine::Postgres, Some(server)) => {
            let mut connection = PgConnection::connect(&server).await?;
            sqlx::raw_sql(AssertSqlSafe(format!("create database {name}")))
                .execute(&mut connection)
                .await?;
            connection.close().await?;
            let (place, query) = match server.split_once('?') {
                Some((place, query)) => (place, format!("?{query}")),
                None => (server.as_str(), String::new()),
            };
            let (base, _) = place.rsplit_once('/').unwrap_or((place, ""));
            let address = format!("{base}/{name}{query}");
            let store = Store::open(&address).await?;
            Ok(Scratch {
                store,
                address,
                _folder: None,
                server: Some((server, name)),
            })
        }
        (Engine::Postgres, None) => Err(StoreError::Address),
        (Engine::Sqlite, _) => {
            let folder = TempDir::with_prefix(name).map_err(sqlx::Error::from)?;
            let address = format!("sqlite:{}", folder.path().join("alongside.db").display());
            let store = Store::open(&address).await?;
            Ok(Scratch {
                store,
                address,
                _folder: Some(folder),
                server: None,
            })
        }
    }
}

impl Scratch {
    /// Clears the database away.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn clear(self) -> Result<(), StoreError> {
        self.store.close().await;
        if let Some((server, name)) = &self.server {
            let mut connection = PgConnection::connect(server).await?;
            sqlx::raw_sql(AssertSqlSafe(format!(
                "drop database if exists {name} with (force)"
            )))
            .execute(&mut connection)
            .await?;
            connection.close().await?;
        }
        Ok(())
    }
}

/// Reads one column of text of a table.
///
/// # Errors
/// When the engine fails.
pub async fn texts(tx: &mut Tx, table: &str, column: &str) -> Result<Vec<String>, StoreError> {
    let sql = format!("select coalesce(cast({column} as text), '') from {table}");
    let rows: Vec<(String,)> = run!(tx, |connection| sqlx::query_as(AssertSqlSafe(sql))
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(text,)| text).collect())
}
