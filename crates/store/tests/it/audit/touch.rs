//! Tries whom deeds touched, and how far everything has come.
//! Owns no words of its own.
//! Never asks what changed about anybody.

use std::time::Duration;

use domain::{partnership::ProviderId, person::PersonId};
use store::{
    Tx,
    audit::{self, MOST_TOUCHED, Stamp, concerned, stamp, touch},
};

use crate::{
    made::{self, append, draft, number, provider, read, second, write},
    on_both,
};

async fn named(tx: &mut Tx, provider: ProviderId, since: &Stamp) -> Vec<PersonId> {
    let mut found = concerned(tx, provider, since, 100).await.expect("read");
    found.sort();
    found
}

#[tokio::test]
async fn a_stamp_moves_with_each_touch_entry_and_count_and_names_whom_they_concern() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        let ben = made::person(&mut tx, 2).await;
        let cy = made::person(&mut tx, 3).await;
        let empty = stamp(&mut tx, ours).await.expect("a stamp");
        assert_eq!(named(&mut tx, ours, &empty).await, []);

        touch(&mut tx, Some(ours), &[amina, amina])
            .await
            .expect("touched");
        touch(&mut tx, Some(ours), &[]).await.expect("nobody");
        let touched = stamp(&mut tx, ours).await.expect("a stamp");
        assert_eq!((touched.revision, touched.touched), (0, 1));
        assert_eq!(named(&mut tx, ours, &empty).await, [amina]);
        assert_eq!(named(&mut tx, ours, &touched).await, []);

        touch(&mut tx, None, &[ben])
            .await
            .expect("touched with all");
        let with_all = stamp(&mut tx, ours).await.expect("a stamp");
        assert_eq!((with_all.touched, with_all.touched_by_all), (1, 1));
        assert_eq!(named(&mut tx, ours, &touched).await, [ben]);

        append(
            &mut tx,
            second(0),
            vec![(21, draft(ours, cy)), (22, draft(ours, amina))],
        )
        .await
        .expect("appended");
        let entered = stamp(&mut tx, ours).await.expect("a stamp");
        let book = store::ledger::book(&mut tx, ours).await.expect("a head");
        assert_eq!((entered.head, entered.head.entries), (book, 2));
        assert_eq!(named(&mut tx, ours, &with_all).await, [amina, cy]);
        assert_eq!(named(&mut tx, ours, &empty).await, [amina, ben, cy]);
        let some = concerned(&mut tx, ours, &empty, 1).await.expect("read");
        assert_eq!(
            some.len(),
            2,
            "one more than asked for says that there are more"
        );

        let elsewhere = stamp(&mut tx, theirs).await.expect("a stamp");
        assert_eq!((elsewhere.touched, elsewhere.touched_by_all), (0, 1));
        assert_eq!(named(&mut tx, theirs, &empty).await, [ben]);
        tx.commit().await.expect("kept");
        let kept = stamp(&mut read(store).await, ours).await.expect("a stamp");
        assert_eq!(kept, entered);
    })
    .await;
}

#[tokio::test]
async fn more_people_than_a_touch_names_count_everything_up() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let many = |most: usize| -> Vec<PersonId> {
            let count = u32::try_from(most).expect("a small number");
            (1..=count).map(|n| PersonId(number(1_000 + n))).collect()
        };
        let before = stamp(&mut tx, ours).await.expect("a stamp");
        touch(&mut tx, Some(ours), &many(MOST_TOUCHED))
            .await
            .expect("touched");
        let most = stamp(&mut tx, ours).await.expect("a stamp");
        assert_eq!((most.revision, most.touched), (before.revision, 1));
        let found = concerned(&mut tx, ours, &before, 1_000)
            .await
            .expect("read");
        assert_eq!(found.len(), MOST_TOUCHED);
        touch(&mut tx, Some(ours), &many(MOST_TOUCHED + 1))
            .await
            .expect("counted");
        let past = stamp(&mut tx, ours).await.expect("a stamp");
        assert_eq!((past.revision, past.touched), (before.revision + 1, 1));
        let revision = audit::revision(&mut tx, ours).await.expect("a count");
        assert_eq!(revision, past.revision, "touches count in no revision");
    })
    .await;
}

#[tokio::test]
async fn the_pulse_beats_with_every_count_touch_and_entry_of_whomever() {
    on_both(async |store| {
        let mut seen = vec![audit::pulse(store).await.expect("a pulse")];
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        tx.commit().await.expect("kept");
        for beat in 0..5 {
            let mut tx = write(store).await;
            match beat {
                0 => touch(&mut tx, Some(ours), &[amina]).await.expect("touched"),
                1 => touch(&mut tx, None, &[amina]).await.expect("touched"),
                2 => audit::count_up(&mut tx, "policy", None)
                    .await
                    .expect("counted"),
                3 => audit::count_up(&mut tx, "programme", Some(theirs))
                    .await
                    .expect("counted"),
                _ => {
                    let drafts = vec![(21, draft(theirs, amina))];
                    append(&mut tx, second(0), drafts)
                        .await
                        .map(|_| ())
                        .expect("appended");
                }
            }
            tx.commit().await.expect("kept");
            let pulse = audit::pulse(store).await.expect("a pulse");
            assert!(!seen.contains(&pulse), "beat {beat}");
            assert_eq!(audit::pulse(store).await.expect("a pulse"), pulse);
            seen.push(pulse);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_feel_the_pulse_at_once_nobody_feels_an_older_one() {
    on_both(async |store| {
        let restless = tokio::spawn({
            let store = store.clone();
            async move {
                loop {
                    audit::pulse(&store).await.expect("a pulse");
                }
            }
        });
        let before = audit::pulse(store).await.expect("a pulse").changes;
        for beat in 1..=20 {
            let mut tx = write(store).await;
            audit::count_up(&mut tx, "policy", None)
                .await
                .expect("counted");
            tx.commit().await.expect("kept");
            let many = (0..16).map(|_| {
                let store = store.clone();
                tokio::spawn(async move { audit::pulse(&store).await.expect("a pulse") })
            });
            for one in many.collect::<Vec<_>>() {
                assert_eq!(one.await.expect("felt").changes, before + beat);
            }
        }
        for _ in 0..20 {
            let store = store.clone();
            let leaves = tokio::spawn(async move { audit::pulse(&store).await });
            tokio::task::yield_now().await;
            leaves.abort();
        }
        restless.abort();
        let closed = tokio::time::timeout(Duration::from_secs(60), store.close()).await;
        closed.expect("whoever leaves leaves no connection behind");
    })
    .await;
}
