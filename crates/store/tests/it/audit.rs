//! Tries what is remembered of deeds: notes, and how often each capability changed.
//! Owns no words of its own.
//! Never asks who may do a deed.

mod chain;
mod import;
mod reading;
mod touch;

use domain::{access::Deed, audit::Note, partnership::ProviderId};
use store::{StoreError, audit};

use crate::{
    made::{CLERK, behind, number, provider, read, second, write},
    on_both,
};

fn note(n: u32, at: i64) -> Note {
    Note {
        id: number(n),
        noted_at: second(at),
        done_by: CLERK,
        deed: Deed::ImportSchools,
        provider: None,
        subject: "schools.csv".to_owned(),
        told: "3 new or changed".to_owned(),
        session: None,
    }
}

#[tokio::test]
async fn notes_come_back_as_they_were_first_to_last() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let held = ProviderId(number(9));
        let with_provider = Note {
            provider: Some(held),
            deed: Deed::CorrectEntry,
            noted_at: "2025-10-07T09:30:00.123456Z".parse().expect("an instant"),
            ..note(3, 0)
        };
        let written = [note(2, 20), note(1, 20), with_provider.clone()];
        for note in &written {
            audit::note(&mut tx, note).await.expect("a note");
        }
        tx.commit().await.expect("kept");

        let found = audit::notes(&mut read(store).await).await.expect("notes");
        assert_eq!(found, [with_provider, note(1, 20), note(2, 20)]);
    })
    .await;
}

#[tokio::test]
async fn a_provider_s_revision_counts_its_own_changes_and_everybody_s() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 1, "L51").await,
            provider(&mut tx, 2, "Y75").await,
        );
        assert_eq!(audit::revision(&mut tx, ours).await.expect("a count"), 0);
        for (capability, changed) in [
            ("person", Some(ours)),
            ("person", Some(ours)),
            ("programme", Some(theirs)),
            ("policy", None),
            ("partnership", None),
        ] {
            audit::count_up(&mut tx, capability, changed)
                .await
                .expect("counted");
        }
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        assert_eq!(audit::revision(&mut tx, ours).await.expect("a count"), 4);
        assert_eq!(audit::revision(&mut tx, theirs).await.expect("a count"), 3);
    })
    .await;
}

#[tokio::test]
async fn a_deed_that_nobody_knows_is_impossible_and_named() {
    on_both(async |store| {
        let mut tx = write(store).await;
        audit::note(&mut tx, &note(1, 0)).await.expect("a note");
        behind(&mut tx, "update audit_note set deed = 'bake_a_cake'", &[])
            .await
            .expect("altered");
        match audit::notes(&mut tx).await {
            Err(StoreError::Impossible { table, column, id }) => assert_eq!(
                (table, column, id),
                ("audit_note", "deed", number(1).to_string())
            ),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_is_answered_once_for_each_person() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let key = number(40);
        let before = audit::answered(&mut tx, CLERK, key).await.expect("read");
        assert_eq!(before, None);
        audit::answer(&mut tx, CLERK, key, second(1), "first")
            .await
            .expect("kept");
        let kept = audit::answered(&mut tx, CLERK, key).await.expect("read");
        assert_eq!(kept.as_deref(), Some("first"));
        let other = domain::person::PersonId(number(41));
        let theirs = audit::answered(&mut tx, other, key).await.expect("read");
        assert_eq!(theirs, None);
        let again = audit::answer(&mut tx, CLERK, key, second(2), "second").await;
        assert!(matches!(
            again,
            Err(StoreError::Conflict(store::Conflict::DoneBefore))
        ));
    })
    .await;
}

#[tokio::test]
async fn one_capability_s_revision_counts_what_concerns_everybody() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        assert_eq!(
            audit::revision_of(&mut tx, "partnership")
                .await
                .expect("a count"),
            0
        );
        for (capability, of) in [
            ("partnership", None),
            ("partnership", None),
            ("partnership", Some(ours)),
            ("person", None),
        ] {
            audit::count_up(&mut tx, capability, of)
                .await
                .expect("counted");
        }
        assert_eq!(
            audit::revision_of(&mut tx, "partnership")
                .await
                .expect("a count"),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_holds_a_capability_counts_nothing_and_changes_add_up() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        assert_eq!(audit::changes(&mut tx).await.expect("a count"), 0);
        audit::hold(&mut tx, "person").await.expect("held");
        assert_eq!(audit::changes(&mut tx).await.expect("a count"), 0);
        audit::count_up(&mut tx, "person", None)
            .await
            .expect("counted");
        audit::count_up(&mut tx, "programme", Some(ours))
            .await
            .expect("counted");
        audit::hold(&mut tx, "person").await.expect("held again");
        assert_eq!(audit::changes(&mut tx).await.expect("a count"), 2);
    })
    .await;
}
