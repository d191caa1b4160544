//! Tries what is remembered of nudges: the last one of each mentor with each provider.
//! Owns no words of its own.
//! Never sends anything.

mod back;
mod inbox;
mod outbox;

use store::notice::{Nudge, hand_nudges, keep_nudge, nudged};

use crate::{
    made::{CLERK, number, person, provider, read, second, write},
    on_both,
};

#[tokio::test]
async fn the_last_nudge_of_each_mentor_is_told_with_each_provider() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let theirs = provider(&mut tx, 12, "Y75").await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        for (n, with, mentor, at) in [
            (21, ours, amina, 10),
            (22, ours, amina, 20),
            (23, theirs, amina, 30),
            (24, ours, ben, 5),
        ] {
            let nudge = Nudge {
                id: number(n),
                provider: with,
                person: mentor,
                nudged_at: second(at),
                nudged_by: CLERK,
            };
            keep_nudge(&mut tx, &nudge).await.expect("kept");
        }
        tx.commit().await.expect("kept");

        let found = nudged(&mut read(store).await, ours).await.expect("read");
        assert_eq!(found.len(), 2);
        assert_eq!((found[&amina], found[&ben]), (second(20), second(5)));

        let mut tx = write(store).await;
        hand_nudges(&mut tx, amina, ben).await.expect("handed");
        let found = nudged(&mut tx, ours).await.expect("read");
        assert_eq!((found.len(), found[&ben]), (1, second(20)), "one person's");
    })
    .await;
}
