//! Tries two who write to one book at once: both succeed, and the chain holds.
//! Owns no words of its own.
//! Never waits for a clock.

use domain::{ledger::Draft, partnership::ProviderId, person::PersonId};
use store::{Store, ledger};

use super::chain::walked;
use crate::{
    made::{self, append, draft, provider, read, second, write},
    on_both,
};

/// Writes so many entries, each in a transaction of its own.
async fn write_many(store: &Store, provider: ProviderId, person: PersonId, from: u32) {
    for n in from..from + 15 {
        let mut tx = write(store).await;
        let new = Draft {
            reference: format!("session {n}"),
            ..draft(provider, person)
        };
        append(&mut tx, second(i64::from(n)), vec![(n, new)])
            .await
            .expect("appended");
        tx.commit().await.expect("kept");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_writers_to_one_book_at_once_both_succeed() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let ben = made::person(&mut tx, 2).await;
        tx.commit().await.expect("kept");

        let writers: Vec<_> = [(amina, 100), (ben, 200)]
            .into_iter()
            .map(|(person, from)| {
                let store = store.clone();
                tokio::spawn(async move { write_many(&store, ours, person, from).await })
            })
            .collect();
        for writer in writers {
            writer.await.expect("a writer that succeeded");
        }

        let mut tx = read(store).await;
        let head = ledger::book(&mut tx, ours).await.expect("read");
        assert_eq!(head.entries, 30);
        assert_eq!(walked(&mut tx, ours).await, Ok(head));
    })
    .await;
}

#[tokio::test]
async fn a_book_that_is_locked_is_waited_for() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        tx.commit().await.expect("kept");

        let mut first = write(store).await;
        let drafts = vec![(21, draft(ours, amina))];
        append(&mut first, second(0), drafts)
            .await
            .expect("appended");
        let other = store.clone();
        let second_writer = tokio::spawn(async move {
            let mut tx = write(&other).await;
            ledger::lock_book(&mut tx, ours).await.expect("a book")
        });
        for _ in 0..20 {
            // A read in between lets the other writer come as far as it can.
            let head = ledger::book(&mut read(store).await, ours).await;
            assert_eq!(head.expect("read").entries, 0, "not yet to be seen");
        }
        assert!(!second_writer.is_finished(), "it waits for the first");
        first.commit().await.expect("kept");
        let head = second_writer.await.expect("the second writer");
        assert_eq!(head.entries, 1, "it goes on from the first");
    })
    .await;
}
