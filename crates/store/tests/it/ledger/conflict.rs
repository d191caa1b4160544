//! Provokes every named rule of the books: each comes back as its conflict, from either engine.
//! Owns no words of its own.
//! Never mends what it breaks.

use domain::{
    Minutes, Timestamp,
    ledger::{Draft, Head},
    partnership::ProviderId,
    person::PersonId,
};
use store::{Conflict, Store, StoreError, ledger};

use super::id;
use crate::{
    made::{self, CLERK, append, behind, draft, provider, read, second, write},
    on_both,
};

/// A book with one entry, number 21.
async fn book(store: &Store) -> (ProviderId, PersonId) {
    let mut tx = write(store).await;
    let ours = provider(&mut tx, 11, "L51").await;
    let amina = made::person(&mut tx, 1).await;
    append(&mut tx, second(0), vec![(21, draft(ours, amina))])
        .await
        .expect("appended");
    tx.commit().await.expect("kept");
    (ours, amina)
}

/// Tries to append, and gives back the conflict that it met.
async fn met(store: &Store, drafts: Vec<(u32, Draft)>) -> Conflict {
    let mut tx = write(store).await;
    match append(&mut tx, second(1), drafts).await {
        Err(StoreError::Conflict(conflict)) => conflict,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_attendance_is_entered_once_and_blanks_are_values() {
    on_both(async |store| {
        let (ours, amina) = book(store).await;
        let again = Draft {
            minutes: Minutes(60),
            ..draft(ours, amina)
        };
        let found = met(store, vec![(22, again)]).await;
        assert_eq!(found, Conflict::AttendanceEntered);

        let without = Draft {
            component: None,
            ..draft(ours, amina)
        };
        let twice = vec![(22, without.clone()), (23, without)];
        let found = met(store, twice).await;
        assert_eq!(found, Conflict::AttendanceEntered);
        let found = ledger::entries(&mut read(store).await, ours, amina, Timestamp::MAX).await;
        assert_eq!(found.expect("read").len(), 1, "nothing half done");
    })
    .await;
}

#[tokio::test]
async fn an_entry_is_replaced_once() {
    on_both(async |store| {
        let (ours, amina) = book(store).await;
        let replacing = Draft {
            replaces: Some(id(21)),
            ..draft(ours, amina)
        };
        let twice = vec![(22, replacing.clone()), (23, replacing)];
        assert_eq!(met(store, twice).await, Conflict::EntryReplaced);
    })
    .await;
}

#[tokio::test]
async fn nobody_verifies_their_own() {
    on_both(async |store| {
        let (ours, amina) = book(store).await;
        let own = Draft {
            verified_by: Some(amina),
            reference: "own".to_owned(),
            ..draft(ours, amina)
        };
        assert_eq!(met(store, vec![(22, own)]).await, Conflict::OwnVerifier);
    })
    .await;
}

#[tokio::test]
async fn minutes_fit_into_one_day() {
    on_both(async |store| {
        let (ours, amina) = book(store).await;
        for minutes in [-1, 1_441, i32::MAX] {
            let too_many = Draft {
                minutes: Minutes(minutes),
                reference: "long".to_owned(),
                ..draft(ours, amina)
            };
            let found = met(store, vec![(22, too_many)]).await;
            assert_eq!(found, Conflict::MinutesOutOfRange, "{minutes}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_number_of_a_book_is_given_once() {
    on_both(async |store| {
        let (ours, amina) = book(store).await;
        let new = Draft {
            reference: "new".to_owned(),
            ..draft(ours, amina)
        };
        let mut tx = write(store).await;
        let drafts = vec![(id(22), [0; 16], new)];
        let stale = Head::default();
        let found = ledger::append(&mut tx, stale, ours, drafts, second(1), CLERK).await;
        assert!(
            matches!(found, Err(StoreError::Conflict(Conflict::EntryNumberTaken))),
            "{found:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_reference_of_one_person_has_one_holder() {
    on_both(async |store| {
        let (ours, amina) = book(store).await;
        let mut tx = write(store).await;
        let claimed = [(amina, "M-17".to_owned())];
        ledger::claim_references(&mut tx, ours, &claimed)
            .await
            .expect("claimed");
        let again = behind(
            &mut tx,
            "insert into ledger_reference (person_id, reference, provider_id)
             select person_id, reference, provider_id from ledger_reference",
            &[],
        )
        .await;
        assert!(
            matches!(again, Err(StoreError::Conflict(Conflict::ReferenceHeld))),
            "{again:?}"
        );
    })
    .await;
}
