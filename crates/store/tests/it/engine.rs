//! Tries the engines themselves: opening, what a transaction sees, and what is left of one that ends early.
//! Owns no words of its own.
//! Never knows what is stored.

mod opening;
mod schema;

use std::{path::Path, time::Duration};

use store::{Engine, Store, StoreError, Tx, ledger, person, scratch};

use crate::{
    made::{self, append, behind, draft, number, provider, read, second, somebody, write},
    on_both, on_both_at,
};

/// How many people are remembered.
async fn people(store: &Store) -> usize {
    let found = person::people(&mut read(store).await).await;
    found.expect("read").len()
}

#[tokio::test]
async fn a_store_and_its_transactions_know_their_engine() {
    let tried = scratch::engines();
    assert_eq!(
        tried.contains(&Engine::Postgres),
        scratch::server().is_some()
    );
    on_both_at(async |made| {
        let engine = made.store.engine();
        let embedded = made.address.starts_with("sqlite:");
        assert_eq!(engine == Engine::Sqlite, embedded);
        assert_eq!(read(&made.store).await.engine(), engine);
        assert_eq!(write(&made.store).await.engine(), engine);
    })
    .await;
}

#[tokio::test]
async fn each_question_of_a_glance_sees_the_newest_moment() {
    on_both(async |store| {
        let mut glance = store.glance().await.expect("a connection");
        let seen = async |glance: &mut Tx| person::people(glance).await.expect("read").len();
        assert_eq!(seen(&mut glance).await, 0);
        let mut writer = write(store).await;
        made::person(&mut writer, 1).await;
        assert_eq!(seen(&mut glance).await, 0, "not yet committed");
        writer.commit().await.expect("kept");
        assert_eq!(seen(&mut glance).await, 1);
        glance.commit().await.expect("nothing to keep");
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_moment_whatever_others_write() {
    on_both(async |store| {
        let mut tx = write(store).await;
        made::person(&mut tx, 1).await;
        tx.commit().await.expect("kept");

        let mut reader = read(store).await;
        let before = person::people(&mut reader).await.expect("read");
        let mut writer = write(store).await;
        made::person(&mut writer, 2).await;
        assert_eq!(people(store).await, 1, "not yet committed");
        writer.commit().await.expect("kept");
        let after = person::people(&mut reader).await.expect("read");
        assert_eq!(after, before);
        let other = person::person(&mut reader, somebody(2).id).await;
        assert_eq!(other.expect("read"), None);
        drop(reader);
        assert_eq!(people(store).await, 2, "a new reader sees a new moment");
    })
    .await;
}

#[tokio::test]
async fn a_writer_sees_what_it_wrote() {
    on_both(async |store| {
        let mut tx = write(store).await;
        made::person(&mut tx, 1).await;
        let found = person::people(&mut tx).await.expect("read");
        assert_eq!(found, [somebody(1)]);
    })
    .await;
}

#[tokio::test]
async fn a_reader_writes_nothing() {
    on_both(async |store| {
        let mut tx = read(store).await;
        let added = person::add(&mut tx, &somebody(1)).await;
        assert!(matches!(added, Err(StoreError::Database(_))), "{added:?}");
        drop(tx);
        assert_eq!(people(store).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        append(&mut tx, second(0), vec![(21, draft(ours, amina))])
            .await
            .expect("appended");
        drop(tx);

        assert_eq!(people(store).await, 0);
        let books = ledger::books(&mut read(store).await).await;
        assert_eq!(books.expect("read"), []);
        let mut tx = write(store).await;
        made::person(&mut tx, 1).await;
        tx.commit().await.expect("the next is free to do the same");
    })
    .await;
}

#[tokio::test]
async fn a_deed_that_is_killed_half_way_leaves_nothing() {
    on_both(async |store| {
        let other = store.clone();
        let (tell, told) = tokio::sync::oneshot::channel();
        let deed = tokio::spawn(async move {
            let mut tx = write(&other).await;
            made::person(&mut tx, 1).await;
            tell.send(()).expect("somebody listens");
            std::future::pending::<()>().await;
            tx.commit().await.expect("never reached");
        });
        told.await.expect("half way");
        deed.abort();
        assert!(deed.await.expect_err("killed").is_cancelled());
        assert_eq!(people(store).await, 0);
        let mut tx = write(store).await;
        made::person(&mut tx, 1).await;
        tx.commit().await.expect("kept");
        assert_eq!(people(store).await, 1);
    })
    .await;
}

/// Cuts the power: what stands on disc at this moment is opened by somebody new.
async fn after_a_power_cut(address: &str) -> Store {
    let path = Path::new(address.strip_prefix("sqlite:").expect("a file"));
    let folder = path.parent().expect("a folder").join("after");
    std::fs::create_dir(&folder).expect("a folder");
    for name in ["alongside.db", "alongside.db-wal"] {
        std::fs::copy(path.with_file_name(name), folder.join(name)).expect("copied");
    }
    let copy = folder.join("alongside.db");
    let address = format!("sqlite:{}", copy.display());
    Store::open(&address).await.expect("it opens")
}

#[tokio::test]
async fn a_program_that_is_killed_half_way_leaves_what_was_committed_and_no_more() {
    on_both_at(async |made| {
        let mut tx = write(&made.store).await;
        made::person(&mut tx, 1).await;
        tx.commit().await.expect("kept");

        // More than the cache holds, so that pages reach the disc before the end.
        let mut tx = write(&made.store).await;
        let long = "a".repeat(20_000);
        for n in 2..300 {
            let mut person = somebody(n);
            person.last_name.push_str(&long);
            person::add(&mut tx, &person).await.expect("added");
        }
        match tx.engine() {
            Engine::Sqlite => {
                let after = after_a_power_cut(&made.address).await;
                assert_eq!(people(&after).await, 1);
                after.close().await;
            }
            Engine::Postgres => {
                let mut other = write(&made.store).await;
                let killed = "select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and state = 'idle in transaction'
                     and pid <> pg_backend_pid()";
                behind(&mut other, killed, &[]).await.expect("killed");
                drop(other);
                let committed = tx.commit().await;
                assert!(committed.is_err(), "nothing can be promised any more");
                assert_eq!(people(&made.store).await, 1);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_deed_that_meets_another_the_wrong_way_round_is_asked_to_run_again() {
    on_both(async |store| {
        if store.engine() == Engine::Sqlite {
            return; // One writer at a time never meets another.
        }
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        for book in [ours, theirs] {
            ledger::lock_book(&mut tx, book).await.expect("a book");
        }
        tx.commit().await.expect("kept");

        let (mut one, mut other) = (write(store).await, write(store).await);
        ledger::lock_book(&mut one, ours).await.expect("locked");
        ledger::lock_book(&mut other, theirs).await.expect("locked");
        let (first, second) = tokio::join!(
            async {
                let met = ledger::lock_book(&mut one, theirs).await;
                drop(one);
                met
            },
            async {
                let met = ledger::lock_book(&mut other, ours).await;
                drop(other);
                met
            }
        );
        let again = |met: &Result<_, StoreError>| matches!(met, Err(StoreError::Again));
        assert!(again(&first) != again(&second), "{first:?} {second:?}");
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_kept_is_there_when_it_is_opened_again() {
    on_both_at(async |made| {
        let mut tx = write(&made.store).await;
        made::person(&mut tx, 1).await;
        tx.commit().await.expect("kept");
        made.store.close().await;
        assert!(made.store.read().await.is_err(), "closed is closed");

        let again = Store::open(&made.address).await.expect("opened again");
        assert_eq!(people(&again).await, 1);
        again.close().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_writes_in_turn_leaves_the_others_their_connections() {
    on_both(async |store| {
        let mut held = vec![store.write_in_turn().await.expect("begun")];
        made::person(&mut held[0], 1).await;
        assert_eq!(people(store).await, 0, "not committed yet");
        if store.engine() == Engine::Postgres {
            held.push(store.write_in_turn().await.expect("begun"));
            let mut others = Vec::new();
            for _ in 0..8 {
                others.push(store.write().await.expect("a connection of its own"));
            }
        }
        for tx in held {
            tx.commit().await.expect("kept");
        }
        assert_eq!(people(store).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_are_not_held_up_by_a_writer() {
    on_both(async |store| {
        let mut tx = write(store).await;
        made::person(&mut tx, 1).await;
        let readers: Vec<_> = (0..12)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { people(&store).await })
            })
            .collect();
        for reader in readers {
            let seen = tokio::time::timeout(Duration::from_secs(20), reader).await;
            assert_eq!(seen.expect("in time").expect("read"), 0);
        }
        tx.commit().await.expect("kept");
        let found = person::person(&mut read(store).await, somebody(1).id).await;
        assert_eq!(found.expect("read").expect("Amina").id.0, number(1));
    })
    .await;
}
