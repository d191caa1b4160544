//! Keeps the two engines apart from everything else: opening, transactions, settings.
//!
//! Owns the words `Store`, `Tx` and `Engine`. It never knows what is stored.

use std::{
    ops::{Deref, DerefMut},
    path::Path,
    sync::Arc,
    time::Duration,
};

use sqlx::{
    Connection, Database, PgConnection, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{StoreError, audit::Pulses, migrations};

/// The database, whichever engine it is.
#[derive(Debug, Clone)]
pub struct Store {
    engine: Pools,
    pub(crate) pulses: Arc<Pulses>,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Postgres {
        all: PgPool,
        /// Those who would wait for one another on the server wait here instead, and leave the rest to others.
        in_turn: PgPool,
    },
}

/// Which engine a store runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, in one file.
    Sqlite,
    /// A server.
    Postgres,
}

/// One transaction. It is rolled back unless it is committed.
#[derive(Debug)]
pub enum Tx {
    /// On the embedded database.
    Sqlite(Open<Sqlite>),
    /// On a PostgreSQL server.
    Postgres(Open<Postgres>),
}

/// A connection that is taken, with a transaction on it or without.
#[derive(Debug)]
pub enum Open<D: Database> {
    /// Everything in it sees one moment.
    Whole(Transaction<'static, D>),
    /// Each question sees the newest moment by itself.
    Loose(PoolConnection<D>),
}

impl<D: Database> Deref for Open<D> {
    type Target = D::Connection;

    fn deref(&self) -> &D::Connection {
        match self {
            Open::Whole(tx) => tx,
            Open::Loose(connection) => connection,
        }
    }
}

impl<D: Database> DerefMut for Open<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        match self {
            Open::Whole(tx) => tx,
            Open::Loose(connection) => connection,
        }
    }
}

/// Runs one body on whichever engine a transaction is open on.
macro_rules! run {
    ($tx:expr, |$connection:ident| $body:expr) => {
        match $tx {
            $crate::Tx::Sqlite(tx) => {
                let $connection = &mut **tx;
                $body
            }
            $crate::Tx::Postgres(tx) => {
                let $connection = &mut **tx;
                $body
            }
        }
    };
}

/// A list of a large book is sorted in a file of the system: in memory it would cost as much as all
/// that is kept of it, and the system gets little of that back.
fn sorting_outside_memory(settings: SqliteConnectOptions) -> SqliteConnectOptions {
    settings
        .pragma("temp_store", "file")
        .pragma("cache_size", "-1000")
}

/// Rows that the embedded engine reads ahead of whoever takes them.
const ROWS_AHEAD: usize = 1_000;

/// A plan made while a table was empty would be kept until somebody counts its rows again.
const PLANS_ANEW: (&str, &str) = ("plan_cache_mode", "force_custom_plan");

/// Deeds that wait for one another ask by keys alone: how to find one row is planned once for all.
const PLANS_ONCE: (&str, &str) = ("plan_cache_mode", "force_generic_plan");

const WRITES: &str = "begin isolation level read committed";

/// Connections for deeds that wait for one another: one that goes on, and one that gets ready.
const IN_TURN: u32 = 2;

/// A connection that nobody used for so long is tried whether the server still answers.
const IDLE: Duration = Duration::from_secs(1);

fn connections(most: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(most)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

impl Store {
    /// Opens a database and brings its tables up to date.
    ///
    /// `address` is `sqlite:PATH` or `postgres://…`.
    ///
    /// # Errors
    /// When the address is neither, the file or server cannot be reached, or a migration fails.
    pub async fn open(address: &str) -> Result<Store, StoreError> {
        let engine = if let Some(path) = address.strip_prefix("sqlite:") {
            Self::open_sqlite(Path::new(path.trim_start_matches("//"))).await?
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            let settings: PgConnectOptions = address.parse()?;
            let in_turn = settings.clone().options([PLANS_ONCE]);
            let options = settings.options([PLANS_ANEW]);
            PgConnection::connect_with(&options).await?.close().await?;
            Pools::Postgres {
                all: connections(8).connect_with(options).await?,
                in_turn: connections(IN_TURN).connect_lazy_with(in_turn),
            }
        } else {
            return Err(StoreError::Address);
        };
        let store = Store {
            engine,
            pulses: Arc::default(),
        };
        migrations::apply(&store).await?;
        Ok(store)
    }

    async fn open_sqlite(path: &Path) -> Result<Pools, StoreError> {
        let settings = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(30))
            .pragma("cache_size", "-2000")
            .pragma("temp_store", "memory")
            .row_buffer_size(ROWS_AHEAD)
            .optimize_on_close(true, None);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .connect_with(settings.clone())
            .await?;
        // More readers than cores wait for one another; a file in reach needs no trial whether it
        // still answers.
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let readers = SqlitePoolOptions::new()
            .max_connections(u32::try_from(cores.clamp(2, 8)).unwrap_or(2))
            .test_before_acquire(false)
            .connect_lazy_with(sorting_outside_memory(settings.read_only(true)));
        Ok(Pools::Sqlite { readers, writer })
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.engine {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match &self.engine {
            Pools::Sqlite { writer, .. } => {
                Tx::Sqlite(Open::Whole(writer.begin_with("begin immediate").await?))
            }
            Pools::Postgres { all, .. } => Tx::Postgres(Open::Whole(all.begin_with(WRITES).await?)),
        })
    }

    /// Begins a transaction that may write, for deeds of which many would wait for the same row: few of
    /// them are let in at a time, in the order in which they come.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn write_in_turn(&self) -> Result<Tx, StoreError> {
        match &self.engine {
            Pools::Sqlite { .. } => self.write().await,
            Pools::Postgres { in_turn, .. } => {
                Ok(Tx::Postgres(Open::Whole(in_turn.begin_with(WRITES).await?)))
            }
        }
    }

    /// Begins a transaction that sees one moment and writes nothing.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match &self.engine {
            Pools::Sqlite { readers, .. } => {
                Tx::Sqlite(Open::Whole(readers.begin_with("begin deferred").await?))
            }
            Pools::Postgres { all, .. } => Tx::Postgres(Open::Whole(
                all.begin_with("begin isolation level repeatable read read only")
                    .await?,
            )),
        })
    }

    /// Takes a connection for a question or two that need not see the same moment: cheaper than
    /// [`Store::read`] by the beginning and the end.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn glance(&self) -> Result<Tx, StoreError> {
        Ok(match &self.engine {
            Pools::Sqlite { readers, .. } => Tx::Sqlite(Open::Loose(readers.acquire().await?)),
            Pools::Postgres { all, .. } => Tx::Postgres(Open::Loose(all.acquire().await?)),
        })
    }

    /// Closes every connection, so that the file can be moved.
    pub async fn close(&self) {
        match &self.engine {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { all, in_turn } => {
                all.close().await;
                in_turn.close().await;
            }
        }
    }
}

impl Tx {
    /// Makes everything done in it last.
    ///
    /// # Errors
    /// When the engine cannot promise that.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(Open::Whole(tx)) => tx.commit().await?,
            Tx::Postgres(Open::Whole(tx)) => tx.commit().await?,
            Tx::Sqlite(Open::Loose(_)) | Tx::Postgres(Open::Loose(_)) => {}
        }
        Ok(())
    }

    /// Which engine it is open on.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self {
            Tx::Sqlite(_) => Engine::Sqlite,
            Tx::Postgres(_) => Engine::Postgres,
        }
    }
}
