//! Tries what is remembered of signing in: sessions, tickets, attempts.
//! Owns no words of its own.
//! Never sees a secret: a hash stands for it.

mod delegate;
mod identity;
mod passkey;
mod retention;
mod sample;
mod session;
mod ticket;
mod vouch;

use store::access::{attempts, count_attempt, forget_attempts};

use crate::{
    made::{read, second, write},
    on_both,
};

#[tokio::test]
async fn attempts_are_counted_by_kind_subject_and_window() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = ([1; 32], [2; 32]);
        for expected in 1..=3 {
            let counted = count_attempt(&mut tx, "code", &amina, second(0)).await;
            assert_eq!(counted.expect("counted"), expected);
        }
        for (kind, subject, window) in [
            ("ask", amina, second(0)),
            ("code", ben, second(0)),
            ("code", amina, second(60)),
        ] {
            let counted = count_attempt(&mut tx, kind, &subject, window).await;
            assert_eq!(counted.expect("counted"), 1, "{kind}");
        }
        tx.commit().await.expect("kept");

        let mut tx = write(store).await;
        forget_attempts(&mut tx, second(30)).await.expect("forgot");
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let now = attempts(&mut tx, "code", &amina, second(0)).await;
        assert_eq!(now.expect("read"), 0, "its window is long over");
        let now = attempts(&mut tx, "code", &amina, second(60)).await;
        assert_eq!(now.expect("read"), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attempts_at_the_same_moment_are_all_counted() {
    on_both(async |store| {
        let attempts: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut tx = write(&store).await;
                    let counted = count_attempt(&mut tx, "code", &[1; 32], second(0)).await;
                    tx.commit().await.expect("kept");
                    counted.expect("counted")
                })
            })
            .collect();
        let mut counted = Vec::new();
        for attempt in attempts {
            counted.push(attempt.await.expect("done"));
        }
        counted.sort_unstable();
        assert_eq!(counted, (1..=8).collect::<Vec<_>>());
    })
    .await;
}
