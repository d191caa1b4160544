//! Tries that one text serves both engines: every statement, every column, every public function.
//! Owns the list of what each engine says of itself.
//! Never runs a statement.

use std::{collections::BTreeSet, fs, path::Path};

use sqlx::{AssertSqlSafe, Executor, SqlSafeStr, Statement, TypeInfo};
use store::{Engine, Tx, schema, scratch, statements};

use crate::{
    made::{read, texts, write},
    on_both,
};

/// Prepares a statement and says of which type each parameter is, where the engine knows.
async fn prepared(tx: &mut Tx, sql: &str) -> Result<Vec<String>, sqlx::Error> {
    let text = AssertSqlSafe(sql.to_owned()).into_sql_str();
    Ok(match tx {
        Tx::Sqlite(tx) => {
            let statement = (&mut **tx).prepare(text).await?;
            let count = statement.parameters().and_then(|known| known.right());
            vec![String::new(); count.unwrap_or_default()]
        }
        Tx::Postgres(tx) => {
            let statement = (&mut **tx).prepare(text).await?;
            let known = statement.parameters().and_then(|known| known.left());
            let kinds = known.unwrap_or_default().iter();
            kinds.map(|kind| kind.name().to_owned()).collect()
        }
    })
}

#[tokio::test]
async fn every_statement_can_be_prepared_and_every_parameter_has_a_type() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let all = statements();
        assert!(all.len() > 50, "{} statements", all.len());
        for sql in all {
            let parameters = match prepared(&mut tx, &sql).await {
                Ok(parameters) => parameters,
                Err(error) => panic!("{error}\n{sql}"),
            };
            let wanted = (1..)
                .take_while(|at| sql.contains(&format!("${at}")))
                .count();
            assert_eq!(parameters.len(), wanted, "{sql}");
            let unknown = parameters.iter().any(|kind| kind == "unknown");
            assert!(!unknown, "{parameters:?}\n{sql}");
        }
    })
    .await;
}

#[tokio::test]
async fn both_engines_have_the_same_columns() {
    let mut told = Vec::new();
    for engine in scratch::engines() {
        let made = scratch::scratch(engine).await.expect("a fresh database");
        told.push(schema(&made.store).await.expect("a schema"));
        made.clear().await.expect("cleared");
    }
    let embedded = &told[0];
    assert!(embedded.len() > 90, "{} columns", embedded.len());
    for other in &told[1..] {
        for (one, two) in embedded.iter().zip(other) {
            assert_eq!(one, two);
        }
        assert_eq!(embedded.len(), other.len());
    }
}

#[tokio::test]
async fn both_engines_have_the_same_indexes() {
    let mut told: Vec<BTreeSet<String>> = Vec::new();
    for engine in scratch::engines() {
        let made = scratch::scratch(engine).await.expect("a fresh database");
        let sql = match engine {
            Engine::Sqlite => {
                "select name from sqlite_schema where type = 'index' and sql is not null"
            }
            Engine::Postgres => {
                "select cast(i.indexname as text) from pg_indexes i
                 where i.schemaname = 'public' and not exists (
                  select 1 from pg_constraint c where c.conname = i.indexname)"
            }
        };
        let names = texts(&mut read(&made.store).await, sql).await;
        told.push(names.into_iter().collect());
        made.clear().await.expect("cleared");
    }
    assert!(told[0].contains("ledger_entry_once_per_attendance"));
    assert!(told.iter().all(|names| *names == told[0]), "{told:?}");
}

/// The text of every Rust file under a folder of this crate.
fn sources(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).expect("a folder of this crate") {
        let path = file.expect("a file").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(fs::read_to_string(&path).expect("a source file"));
        }
    }
    found
}

#[test]
fn every_public_function_is_run_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = sources(&root.join("tests")).concat();
    let mut seen = 0;
    for source in sources(&root.join("src")) {
        for line in source.lines() {
            let line = line.trim_start();
            let Some(rest) = line
                .strip_prefix("pub async fn ")
                .or_else(|| line.strip_prefix("pub fn "))
            else {
                continue;
            };
            let name = rest.split('(').next().unwrap_or_default();
            assert!(tests.contains(&format!("{name}(")), "no test runs `{name}`");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen} functions");
}
