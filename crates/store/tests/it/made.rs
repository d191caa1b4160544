//! Makes the small things that the tests remember: people, providers, drafts.
//! Owns the numbers, days and instants that mean nothing in themselves.
//! Never stands in for the function that a test is about.

use domain::{
    AcademicYear, Date, Minutes, Timestamp,
    ledger::{Draft, EntryId, Head, How, Kind, Words},
    partnership::ProviderId,
    person::{Person, PersonId},
};
use jiff::civil::date;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, sqlite::SqliteConnectOptions};
use store::{Store, StoreError, Tx, partnership::ProviderRecord};
use uuid::Uuid;

/// The operator, who records everything here.
pub const CLERK: PersonId = PersonId::OPERATOR;

/// A day in the autumn of 2025.
pub const A_DAY: Date = date(2025, 10, 7);

/// An identifier that a test can tell beforehand.
pub const fn number(n: u32) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n as u128)
}

/// The instant so many seconds into the story.
pub fn second(n: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + n).expect("an instant of this century")
}

/// A transaction that may write.
pub async fn write(store: &Store) -> Tx {
    store.write().await.expect("a transaction that may write")
}

/// A transaction that reads.
pub async fn read(store: &Store) -> Tx {
    store.read().await.expect("a transaction that reads")
}

/// Keeps a provider by its code.
pub async fn provider(tx: &mut Tx, n: u32, code: &str) -> ProviderId {
    let record = ProviderRecord {
        code: code.to_owned(),
        name: format!("Provider {code}"),
        accredited: true,
        ..ProviderRecord::default()
    };
    let id = ProviderId(number(n));
    store::partnership::keep_provider(tx, id, &record)
        .await
        .expect("a provider");
    id
}

/// Somebody without a number.
pub fn somebody(n: u32) -> Person {
    Person {
        id: PersonId(number(n)),
        trn: None,
        first_name: "Amina".to_owned(),
        last_name: format!("Okafor {n}"),
    }
}

/// Keeps somebody without a number.
pub async fn person(tx: &mut Tx, n: u32) -> PersonId {
    let person = somebody(n);
    store::person::add(tx, &person).await.expect("a person");
    person.id
}

/// Ninety minutes of mentoring on the day, vouched for by the clerk.
pub fn draft(provider: ProviderId, person: PersonId) -> Draft {
    Draft {
        person,
        provider,
        school: None,
        component: Some("mentoring".to_owned()),
        kind: Kind::Attended,
        minutes: Minutes(90),
        held_on: A_DAY,
        counts_for: AcademicYear::containing(A_DAY),
        verified_by: Some(CLERK),
        how: How::Register,
        reference: String::new(),
        until: None,
        replaces: None,
        words: Words::default(),
    }
}

/// Appends drafts in the order of their numbers to the locked book.
pub async fn append(
    tx: &mut Tx,
    at: Timestamp,
    drafts: Vec<(u32, Draft)>,
) -> Result<Head, StoreError> {
    let provider = drafts[0].1.provider;
    let head = store::ledger::lock_book(tx, provider).await?;
    let drafts = drafts
        .into_iter()
        .map(|(n, draft)| (EntryId(number(n)), [n as u8; 16], draft))
        .collect();
    store::ledger::append(tx, head, provider, drafts, at, CLERK).await
}

/// Does behind the program's back what the program never does. Says how many rows it touched.
pub async fn behind(tx: &mut Tx, sql: &str, ids: &[Uuid]) -> Result<u64, StoreError> {
    let sql = AssertSqlSafe(sql.to_owned());
    Ok(match tx {
        Tx::Sqlite(tx) => {
            let query = ids
                .iter()
                .fold(sqlx::query(sql), |query, id| query.bind(id));
            query.execute(&mut **tx).await?.rows_affected()
        }
        Tx::Postgres(tx) => {
            let query = ids
                .iter()
                .fold(sqlx::query(sql), |query, id| query.bind(id));
            query.execute(&mut **tx).await?.rows_affected()
        }
    })
}

/// Reads one column of text behind the program's back.
pub async fn texts(tx: &mut Tx, sql: &str) -> Vec<String> {
    let sql = AssertSqlSafe(sql.to_owned());
    let found = match tx {
        Tx::Sqlite(tx) => sqlx::query_scalar(sql).fetch_all(&mut **tx).await,
        Tx::Postgres(tx) => sqlx::query_scalar(sql).fetch_all(&mut **tx).await,
    };
    found.expect("a column of text")
}

/// Does what references between tables forbid, over a connection that does not heed them.
pub async fn without_references(address: &str, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match address.strip_prefix("sqlite:") {
        Some(path) => {
            let options = SqliteConnectOptions::new()
                .filename(path)
                .foreign_keys(false);
            let mut connection = options.connect().await.expect("a connection");
            let done = sqlx::raw_sql(sql).execute(&mut connection).await;
            done.expect("done");
            connection.close().await.expect("closed");
        }
        None => {
            let mut connection = PgConnection::connect(address).await.expect("a connection");
            for sql in [
                AssertSqlSafe("set session_replication_role = replica".to_owned()),
                sql,
            ] {
                let done = sqlx::raw_sql(sql).execute(&mut connection).await;
                done.expect("done");
            }
            connection.close().await.expect("closed");
        }
    }
}
