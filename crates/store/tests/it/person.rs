//! Tries what is remembered of people: names, numbers, addresses, references.
//! Owns no words of its own.
//! Never joins two people.

mod contact;
mod erasure;
mod membership;
mod merge;
mod one;

use domain::person::{Person, PersonId, Trn};
use store::{Conflict, StoreError, person};

use crate::{
    made::{self, behind, number, provider, read, somebody, texts, write},
    on_both,
};

fn trn(digits: &str) -> Trn {
    digits.parse().expect("seven digits")
}

fn sian() -> Person {
    Person {
        id: PersonId(number(1)),
        trn: Some(trn("0012345")),
        first_name: "Siân".to_owned(),
        last_name: "O’Connor-Łukasz".to_owned(),
    }
}

#[tokio::test]
async fn a_person_comes_back_to_the_letter_zeros_in_front_included() {
    on_both(async |store| {
        let mut tx = write(store).await;
        person::add(&mut tx, &sian()).await.expect("added");
        person::add(&mut tx, &somebody(2)).await.expect("added");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = person::person(&mut tx, sian().id).await.expect("read");
        assert_eq!(found, Some(sian()));
        let nobody = person::person(&mut tx, PersonId(number(3))).await;
        assert_eq!(nobody.expect("read"), None);
        let mut everyone = person::people(&mut tx).await.expect("read");
        everyone.sort_by_key(|person| person.id);
        assert_eq!(everyone, [sian(), somebody(2)]);
    })
    .await;
}

#[tokio::test]
async fn names_are_folded_here_so_that_no_engine_folds_them_otherwise() {
    on_both(async |store| {
        const SEARCHED: &str = "select name_search from person_record";
        let mut tx = write(store).await;
        person::add(&mut tx, &sian()).await.expect("added");
        assert_eq!(texts(&mut tx, SEARCHED).await, ["sian oconnor lukasz"]);

        let married = Person {
            last_name: "ÅSTRÖM".to_owned(),
            ..sian()
        };
        person::rename(&mut tx, &married).await.expect("renamed");
        assert_eq!(texts(&mut tx, SEARCHED).await, ["sian astrom"]);
        let found = person::person(&mut tx, married.id).await.expect("read");
        assert_eq!(found, Some(married));
    })
    .await;
}

#[tokio::test]
async fn a_number_is_given_once_and_stays() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = made::person(&mut tx, 1).await;
        for digits in ["0000001", "0000002"] {
            person::set_trn(&mut tx, amina, digits).await.expect("set");
        }
        let found = person::person(&mut tx, amina).await.expect("read");
        assert_eq!(found.expect("Amina").trn, Some(trn("0000001")));
    })
    .await;
}

#[tokio::test]
async fn a_number_belongs_to_one_person() {
    on_both(async |store| {
        let mut tx = write(store).await;
        person::add(&mut tx, &sian()).await.expect("added");
        let other = made::person(&mut tx, 2).await;
        tx.commit().await.expect("kept");

        let twin = Person {
            id: PersonId(number(3)),
            ..sian()
        };
        let added = person::add(&mut write(store).await, &twin).await;
        assert!(
            matches!(added, Err(StoreError::Conflict(Conflict::TrnTaken))),
            "{added:?}"
        );
        let set = person::set_trn(&mut write(store).await, other, "0012345").await;
        assert!(
            matches!(set, Err(StoreError::Conflict(Conflict::TrnTaken))),
            "{set:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_address_belongs_to_one_person_however_it_is_written() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        person::add_email(&mut tx, amina, "Amina.Élan@School.example")
            .await
            .expect("added");
        person::add_email(&mut tx, amina, "amina@home.example")
            .await
            .expect("added");
        tx.commit().await.expect("kept");

        let mut found = person::emails(&mut read(store).await).await.expect("read");
        found.sort();
        assert_eq!(
            found,
            [
                ("amina.élan@school.example".to_owned(), amina),
                ("amina@home.example".to_owned(), amina)
            ]
        );
        let taken =
            person::add_email(&mut write(store).await, ben, "AMINA.ÉLAN@SCHOOL.EXAMPLE").await;
        assert!(
            matches!(taken, Err(StoreError::Conflict(Conflict::EmailTaken))),
            "{taken:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_reference_belongs_to_one_person_with_each_provider() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let (amina, ben) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        for (provider, person) in [(ours, amina), (theirs, ben)] {
            person::add_reference(&mut tx, provider, "M-17", person)
                .await
                .expect("added");
        }
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = person::references(&mut tx, ours).await.expect("read");
        assert_eq!(found, [("M-17".to_owned(), amina)]);
        let found = person::references(&mut tx, theirs).await.expect("read");
        assert_eq!(found, [("M-17".to_owned(), ben)]);
        drop(tx);
        let taken = person::add_reference(&mut write(store).await, ours, "M-17", ben).await;
        assert!(
            matches!(
                taken,
                Err(StoreError::Conflict(Conflict::PersonReferenceTaken))
            ),
            "{taken:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_kept_of_a_person_who_is_not_there() {
    on_both(async |store| {
        let nobody = PersonId(number(404));
        let added = person::add_email(&mut write(store).await, nobody, "a@b.example").await;
        assert!(matches!(added, Err(StoreError::Database(_))), "{added:?}");
    })
    .await;
}

#[tokio::test]
async fn a_number_that_cannot_be_is_impossible_and_named() {
    on_both(async |store| {
        let mut tx = write(store).await;
        person::add(&mut tx, &sian()).await.expect("added");
        behind(&mut tx, "update person_record set trn = '12E4567'", &[])
            .await
            .expect("altered");
        match person::people(&mut tx).await {
            Err(StoreError::Impossible { table, column, id }) => assert_eq!(
                (table, column, id),
                ("person_record", "trn", number(1).to_string())
            ),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_person_was_given_can_be_taken_back() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        let amina = made::person(&mut tx, 2).await;
        person::set_trn(&mut tx, amina, "1000001")
            .await
            .expect("given");
        person::add_email(&mut tx, amina, "a@b.uk")
            .await
            .expect("given");
        person::add_reference(&mut tx, ours, "M1", amina)
            .await
            .expect("given");
        person::take_trn(&mut tx, amina, "1000002")
            .await
            .expect("another's");
        let kept = person::person(&mut tx, amina)
            .await
            .expect("read")
            .expect("there");
        assert!(kept.trn.is_some());
        person::take_trn(&mut tx, amina, "1000001")
            .await
            .expect("taken");
        person::take_email(&mut tx, amina, "a@b.uk")
            .await
            .expect("taken");
        person::take_reference(&mut tx, ours, "M1", amina)
            .await
            .expect("taken");
        let kept = person::person(&mut tx, amina)
            .await
            .expect("read")
            .expect("there");
        assert_eq!(kept.trn, None);
        assert!(person::emails(&mut tx).await.expect("read").is_empty());
        assert!(
            person::references(&mut tx, ours)
                .await
                .expect("read")
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn addresses_are_listed_of_those_who_are_with_a_provider() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        for n in [1, 2] {
            let person = made::person(&mut tx, n).await;
            let address = format!("{n}@school.example");
            person::add_email(&mut tx, person, &address)
                .await
                .expect("kept");
        }
        let held = domain::person::Membership {
            person: PersonId(number(1)),
            provider: ours,
            role: domain::person::Role::GeneralMentor,
            school: None,
            scope: None,
            subject: None,
            school_phase: None,
            from: None,
            until: None,
        };
        let new = person::NewMembership {
            id: number(21),
            membership: held,
        };
        person::add_membership(&mut tx, &new).await.expect("kept");
        let found = person::emails_with(&mut tx, ours).await.expect("read");
        assert_eq!(
            found,
            [("1@school.example".to_owned(), PersonId(number(1)))]
        );
    })
    .await;
}
