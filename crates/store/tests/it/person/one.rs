//! Tries what names one person, the lists that they keep, and what was done to their record.
//! Owns no words of its own.
//! Never looks at anybody else.

use domain::{
    access::Deed,
    audit::Note,
    person::{PersonId, Trn},
};
use store::{
    Conflict, StoreError, audit,
    person::{self, View},
};

use crate::{
    made::{CLERK, number, provider, read, second, somebody, write},
    on_both,
};

fn trn(digits: &str) -> Option<Trn> {
    digits.parse().ok()
}

#[tokio::test]
async fn a_number_is_changed_and_taken_back_but_never_shared() {
    on_both(async |store| {
        let mut tx = write(store).await;
        person::add(&mut tx, &somebody(1)).await.expect("added");
        person::add(&mut tx, &somebody(2)).await.expect("added");
        let (one, other) = (PersonId(number(1)), PersonId(number(2)));
        person::lock(&mut tx, one).await.expect("locked");
        person::change_trn(&mut tx, one, trn("0012345"))
            .await
            .expect("changed");
        tx.commit().await.expect("kept");

        let mut tx = write(store).await;
        let taken = person::change_trn(&mut tx, other, trn("0012345")).await;
        assert!(matches!(
            taken,
            Err(StoreError::Conflict(Conflict::TrnTaken))
        ));
        drop(tx);
        let mut tx = write(store).await;
        person::change_trn(&mut tx, one, None)
            .await
            .expect("taken back");
        let found = person::person(&mut tx, one)
            .await
            .expect("read")
            .expect("known");
        assert_eq!(found.trn, None);
    })
    .await;
}

#[tokio::test]
async fn addresses_and_references_of_one_person_are_theirs_alone() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let york = provider(&mut tx, 9, "Y75").await;
        person::add(&mut tx, &somebody(1)).await.expect("added");
        person::add(&mut tx, &somebody(2)).await.expect("added");
        let (one, other) = (PersonId(number(1)), PersonId(number(2)));
        for (whose, address) in [(one, "b@x.org"), (one, "A@x.org"), (other, "c@x.org")] {
            person::add_email(&mut tx, whose, address)
                .await
                .expect("added");
        }
        person::add_reference(&mut tx, york, "R1", one)
            .await
            .expect("added");
        person::remove_email(&mut tx, one, "b@x.org")
            .await
            .expect("removed");
        person::remove_email(&mut tx, one, "c@x.org")
            .await
            .expect("not theirs");
        assert_eq!(
            person::emails_of(&mut tx, one).await.expect("read"),
            ["a@x.org"]
        );
        assert_eq!(
            person::emails_of(&mut tx, other).await.expect("read"),
            ["c@x.org"]
        );
        let found = person::with_email(&mut tx, "c@x.org").await;
        assert_eq!(found.expect("read"), Some(other));
        let found = person::with_email(&mut tx, "b@x.org").await;
        assert_eq!(found.expect("read"), None, "it was removed");
        person::set_trn(&mut tx, one, "0012345")
            .await
            .expect("kept");
        let trn = "0012345".parse().expect("a number");
        let found = person::with_trn(&mut tx, trn).await;
        assert_eq!(found.expect("read"), Some(one));
        let trn = "0012346".parse().expect("a number");
        let found = person::with_trn(&mut tx, trn).await;
        assert_eq!(found.expect("read"), None);
        let references = person::references_of(&mut tx, one).await.expect("read");
        assert_eq!(references, [(york, "R1".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn a_view_is_kept_once_under_its_name_and_dropped_by_its_owner_alone() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let york = provider(&mut tx, 9, "Y75").await;
        let (one, other) = (PersonId(number(1)), PersonId(number(2)));
        let view = |n, question: &str| View {
            id: number(n),
            name: "Overdue".to_owned(),
            question: question.to_owned(),
        };
        let first = view(20, "state=overdue");
        person::keep_view(&mut tx, one, york, "person", &first)
            .await
            .expect("kept");
        let again = view(21, "state=due");
        person::keep_view(&mut tx, one, york, "person", &again)
            .await
            .expect("kept");
        person::keep_view(&mut tx, other, york, "person", &view(22, ""))
            .await
            .expect("kept");
        let kept = person::views(&mut tx, one, york, "person")
            .await
            .expect("read");
        assert_eq!(kept, [view(20, "state=due")]);
        assert!(
            person::views(&mut tx, one, york, "partnership")
                .await
                .expect("read")
                .is_empty()
        );
        assert!(
            !person::drop_view(&mut tx, other, number(20))
                .await
                .expect("not theirs")
        );
        assert!(
            person::drop_view(&mut tx, one, number(20))
                .await
                .expect("dropped")
        );
        assert!(
            person::views(&mut tx, one, york, "person")
                .await
                .expect("read")
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_done_to_a_record_is_found_by_its_number_last_to_first() {
    on_both(async |store| {
        let mut tx = write(store).await;
        for (n, subject) in [(1, "a"), (2, "b"), (3, "a")] {
            let note = Note {
                id: number(n),
                noted_at: second(n.into()),
                done_by: CLERK,
                deed: Deed::ChangePerson,
                provider: None,
                subject: subject.to_owned(),
                told: n.to_string(),
                session: None,
            };
            audit::note(&mut tx, &note).await.expect("noted");
        }
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let found = audit::notes_about(&mut tx, "a").await.expect("read");
        let told: Vec<&str> = found.iter().map(|note| note.told.as_str()).collect();
        assert_eq!(told, ["3", "1"]);
    })
    .await;
}

#[tokio::test]
async fn one_membership_is_found_by_its_number() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let none = person::membership(&mut tx, number(40)).await.expect("read");
        assert_eq!(none, None);
    })
    .await;
}
