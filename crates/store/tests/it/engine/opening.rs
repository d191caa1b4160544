//! Tries the opening of a database: addresses, and migrations that are applied once.
//! Owns no words of its own.
//! Never takes a migration back.

use store::{
    Engine, Store, StoreError, schema,
    scratch::{self, scratch, scratch_of},
};

use crate::{
    made::{behind, person, read, texts, write},
    on_both_at,
};

const APPLIED: &str = "select name from applied_migration";

/// The names of the migrations that were applied, sorted.
async fn applied(store: &Store) -> Vec<String> {
    let mut names = texts(&mut read(store).await, APPLIED).await;
    names.sort();
    names
}

#[tokio::test]
async fn opening_twice_applies_each_migration_once() {
    on_both_at(async |made| {
        let names = applied(&made.store).await;
        assert_eq!(names.first().map(String::as_str), Some("0001_audit"));
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the migrations")
            .map(|file| file.expect("a file").file_name().display().to_string())
            .map(|name| name.trim_end_matches(".sql").to_owned())
            .collect();
        files.sort();
        assert_eq!(names, files, "no migration file is forgotten");

        let columns = schema(&made.store).await.expect("a schema");
        let again = Store::open(&made.address).await.expect("opened again");
        assert_eq!(applied(&again).await, names);
        assert_eq!(schema(&again).await.expect("a schema"), columns);
        again.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_open_a_new_database_at_once_all_succeed() {
    on_both_at(async |made| {
        let whole = applied(&made.store).await;
        let address = match made.store.engine() {
            Engine::Sqlite => made.address.replace("alongside.db", "new.db"),
            Engine::Postgres => {
                let mut tx = write(&made.store).await;
                for sql in ["drop schema public cascade", "create schema public"] {
                    behind(&mut tx, sql, &[]).await.expect("emptied");
                }
                tx.commit().await.expect("emptied");
                made.address.clone()
            }
        };
        let opening: Vec<_> = (0..4)
            .map(|_| {
                let address = address.clone();
                tokio::spawn(async move { Store::open(&address).await })
            })
            .collect();
        for opened in opening {
            let store = opened.await.expect("no panic").expect("opened");
            assert_eq!(applied(&store).await, whole);
            store.close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_that_names_no_database_is_refused_and_no_password_told() {
    for address in [
        "",
        "alongside.db",
        "SQLITE:x",
        "postgress://u:secretpw@127.0.0.1/x",
    ] {
        match Store::open(address).await {
            Err(error @ StoreError::Address) => assert!(!error.to_string().contains("secretpw")),
            other => panic!("{other:?}"),
        }
    }
    let lost = Store::open("sqlite:/no/such/folder/alongside.db").await;
    assert!(matches!(lost, Err(StoreError::Database(_))), "{lost:?}");
}

#[tokio::test]
async fn a_migration_that_fails_is_named_and_leaves_nothing() {
    on_both_at(async |made| {
        let mut tx = write(&made.store).await;
        let forgotten = "delete from applied_migration where name = '0006_ledger'";
        behind(&mut tx, forgotten, &[]).await.expect("forgotten");
        tx.commit().await.expect("kept");
        let opened = Store::open(&made.address).await;
        assert!(
            matches!(opened, Err(StoreError::Migration("0006_ledger", _))),
            "{opened:?}"
        );
        assert!(
            !applied(&made.store)
                .await
                .contains(&"0006_ledger".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn a_scratch_database_is_its_own_and_goes_away() {
    on_both_at(async |made| {
        let engine = made.store.engine();
        let other = scratch(engine).await.expect("a second one");
        assert_ne!(other.address, made.address);
        let address = other.address.clone();
        other.clear().await.expect("cleared");
        assert!(Store::open(&address).await.is_err(), "{address} is gone");
    })
    .await;
}

#[tokio::test]
async fn a_copy_holds_what_the_first_held_and_is_another() {
    let first = scratch(Engine::Sqlite).await.expect("a first one");
    let mut tx = first.store.write().await.expect("to write");
    person(&mut tx, 1).await;
    tx.commit().await.expect("kept");
    let bytes = first.into_bytes().await.expect("its bytes");
    let (one, other) = (scratch_of(&bytes).await, scratch_of(&bytes).await);
    let (one, other) = (one.expect("a copy"), other.expect("another"));
    let mut tx = one.store.write().await.expect("to write");
    person(&mut tx, 2).await;
    tx.commit().await.expect("kept");
    for (copy, people) in [(one, 2), (other, 1)] {
        let mut tx = copy.store.read().await.expect("to read");
        let names = scratch::texts(&mut tx, "person_record", "first_name").await;
        assert_eq!(names.expect("rows").len(), people);
        drop(tx);
        copy.clear().await.expect("cleared");
    }
}
