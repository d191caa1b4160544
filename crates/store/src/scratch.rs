//! Makes a fresh database for one test, on either engine, and clears it away.
//!
//! Owns the variables `ALONGSIDE_TEST_POSTGRES` and `ALONGSIDE_TEST_ENGINE`. It never touches a database that it did not make.

use std::{
    io::Write,
    sync::{
        Once, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use crate::{Engine, Store, StoreError, Tx, migrations};

/// The variable that names a PostgreSQL server on which tests may make and drop databases.
pub const SERVER: &str = "ALONGSIDE_TEST_POSTGRES";

/// The name of the embedded engine's file within its folder.
const FILE: &str = "alongside.db";

static MADE: AtomicU32 = AtomicU32::new(0);

/// The variable that names the one engine to try, `postgres`, where the other was tried before.
pub const ENGINE: &str = "ALONGSIDE_TEST_ENGINE";

/// A database that goes away with this value.
#[derive(Debug)]
pub struct Scratch {
    /// The store, open.
    pub store: Store,
    /// The address with which it can be opened again.
    pub address: String,
    /// Removed when dropped.
    folder: Option<TempDir>,
    server: Option<(String, String)>,
}

/// The engines that tests can use here: the embedded one, and PostgreSQL where a server is named.
///
/// Says once, in one line, when PostgreSQL is left out.
#[must_use]
pub fn engines() -> Vec<Engine> {
    static SAID: Once = Once::new();
    if server().is_some() {
        return match told(ENGINE).as_deref() {
            Some("postgres") => vec![Engine::Postgres],
            _ => vec![Engine::Sqlite, Engine::Postgres],
        };
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
pub fn server() -> Option<String> {
    told(SERVER)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where tests learn of a server"
)]
fn told(variable: &str) -> Option<String> {
    let told = std::env::var(variable).ok();
    told.filter(|told| !told.is_empty())
}

/// Makes a fresh database.
///
/// # Errors
/// When it cannot be made or opened, or no server is named for PostgreSQL.
pub async fn scratch(engine: Engine) -> Result<Scratch, StoreError> {
    let name = name();
    match (engine, server()) {
        (Engine::Postgres, Some(server)) => {
            let empty = empty(&server).await?;
            let sql = format!("create database {name} template {empty}");
            tell(&server, &[sql]).await?;
            let address = address(&server, &name);
            let store = Store::open(&address).await?;
            Ok(Scratch {
                store,
                address,
                folder: None,
                server: Some((server, name)),
            })
        }
        (Engine::Postgres, None) => Err(StoreError::Address),
        (Engine::Sqlite, _) => embedded(name, None).await,
    }
}

/// Makes a fresh database of the embedded engine that holds what the bytes of another hold.
///
/// # Errors
/// When it cannot be made or opened.
pub async fn scratch_of(bytes: &[u8]) -> Result<Scratch, StoreError> {
    embedded(name(), Some(bytes)).await
}

/// A name that no other database of a test has.
fn name() -> String {
    let made = MADE.fetch_add(1, Ordering::Relaxed);
    format!("alongside_scratch_{}_{made}", std::process::id())
}

async fn embedded(name: String, bytes: Option<&[u8]>) -> Result<Scratch, StoreError> {
    let folder = TempDir::with_prefix(name).map_err(sqlx::Error::from)?;
    let file = folder.path().join(FILE);
    if let Some(bytes) = bytes {
        std::fs::write(&file, bytes).map_err(sqlx::Error::from)?;
    }
    let address = format!("sqlite:{}", file.display());
    let store = Store::open(&address).await?;
    Ok(Scratch {
        store,
        address,
        folder: Some(folder),
        server: None,
    })
}

/// The address of a database on a server.
fn address(server: &str, name: &str) -> String {
    let (place, query) = match server.split_once('?') {
        Some((place, query)) => (place, format!("?{query}")),
        None => (server, String::new()),
    };
    let (base, _) = place.rsplit_once('/').unwrap_or((place, ""));
    format!("{base}/{name}{query}")
}

async fn tell(server: &str, all: &[String]) -> Result<(), StoreError> {
    let mut connection = PgConnection::connect(server).await?;
    for sql in all {
        sqlx::raw_sql(AssertSqlSafe(sql.clone()))
            .execute(&mut connection)
            .await?;
    }
    connection.close().await?;
    Ok(())
}

/// The database of a server that has every table and nothing in it: made once for these migrations, and
/// copied from then on.
async fn empty(server: &str) -> Result<&'static str, StoreError> {
    static NAME: OnceLock<String> = OnceLock::new();
    if let Some(name) = NAME.get() {
        return Ok(name);
    }
    let name = format!("alongside_empty_{:016x}", migrations::mark());
    let mut one_at_a_time = PgConnection::connect(server).await?;
    sqlx::raw_sql("select pg_advisory_lock(4102444801)")
        .execute(&mut one_at_a_time)
        .await?;
    let known: Option<(i32,)> = sqlx::query_as("select 1 from pg_database where datname = $1")
        .bind(&name)
        .fetch_optional(&mut one_at_a_time)
        .await?;
    if known.is_none() {
        let begun = format!("{name}_begun");
        let anew = format!("drop database if exists {begun}");
        tell(server, &[anew, format!("create database {begun}")]).await?;
        Store::open(&address(server, &begun)).await?.close().await;
        let whole = format!("alter database {begun} rename to {name}");
        tell(server, &[whole]).await?;
    }
    one_at_a_time.close().await?;
    Ok(NAME.get_or_init(|| name))
}

impl Scratch {
    /// Closes a database of the embedded engine and gives its bytes, for others to begin with. Of
    /// PostgreSQL there are none.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn into_bytes(self) -> Result<Vec<u8>, StoreError> {
        self.store.close().await;
        let bytes = match &self.folder {
            Some(folder) => std::fs::read(folder.path().join(FILE)).map_err(sqlx::Error::from)?,
            None => Vec::new(),
        };
        self.clear().await?;
        Ok(bytes)
    }

    /// Clears the database away.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn clear(self) -> Result<(), StoreError> {
        self.store.close().await;
        if let Some((server, name)) = &self.server {
            let sql = format!("drop database if exists {name} with (force)");
            tell(server, &[sql]).await?;
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
