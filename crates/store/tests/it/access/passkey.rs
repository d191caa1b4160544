//! Tries what is remembered of passkeys: whose each is, and each question taken once.
//! Owns the passkey and the question that these tests start from.
//! Never reads what a browser answers.

use domain::{
    access::passkey::{Passkey, Purpose, Question},
    person::PersonId,
};
use store::access::passkey::{add, ask, forget, hand, lock, name, of, remove, take, used};

use crate::{
    made::{number, person, second, write},
    on_both,
};

fn passkey(n: u32, person: PersonId) -> Passkey {
    Passkey {
        id: number(n),
        person,
        credential_id: vec![u8::try_from(n).expect("small"); 20],
        handle: person.0,
        credential: "{}".to_owned(),
        name: "My phone".to_owned(),
        made_at: second(i64::from(n)),
        used_at: None,
    }
}

fn question(n: u32, person: Option<PersonId>) -> Question {
    Question {
        id: number(n),
        purpose: Purpose::Proof,
        person,
        session: person.map(|_| number(90)),
        state: "{}".to_owned(),
        to: Some("/this-week".to_owned()),
        ends_at: second(300),
    }
}

#[tokio::test]
async fn a_passkey_is_one_person_s_and_changes_by_them_alone() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let (first, second_one) = (passkey(21, amina), passkey(22, amina));
        assert!(add(&mut tx, &second_one).await.expect("kept"));
        assert!(add(&mut tx, &first).await.expect("kept"));
        let copy = Passkey {
            id: number(23),
            person: ben,
            ..first.clone()
        };
        assert!(!add(&mut tx, &copy).await.expect("kept"), "it is known");
        let held = of(&mut tx, amina).await.expect("read");
        assert_eq!(held, [first.clone(), second_one.clone()]);
        assert!(of(&mut tx, ben).await.expect("read").is_empty());

        let theirs = name(&mut tx, first.id, ben, "Mine").await;
        assert!(!theirs.expect("kept"), "not theirs");
        assert!(name(&mut tx, first.id, amina, "Old").await.expect("kept"));
        used(&mut tx, first.id, "{\"counted\":1}", second(50))
            .await
            .expect("kept");
        let found = lock(&mut tx, &first.credential_id).await.expect("read");
        let expected = Passkey {
            name: "Old".to_owned(),
            credential: "{\"counted\":1}".to_owned(),
            used_at: Some(second(50)),
            ..first.clone()
        };
        assert_eq!(found, Some(expected));
        assert_eq!(lock(&mut tx, &[0; 20]).await.expect("read"), None);

        assert!(!remove(&mut tx, first.id, ben).await.expect("kept"));
        assert!(remove(&mut tx, first.id, amina).await.expect("kept"));
        assert!(!remove(&mut tx, first.id, amina).await.expect("kept"));
        assert_eq!(of(&mut tx, amina).await.expect("read"), [second_one]);
    })
    .await;
}

#[tokio::test]
async fn a_question_to_a_passkey_is_taken_once_and_forgotten_after_its_end() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let asked = question(31, Some(amina));
        ask(&mut tx, &asked, &[1; 32]).await.expect("kept");
        ask(&mut tx, &question(32, None), &[2; 32])
            .await
            .expect("kept");
        assert_eq!(take(&mut tx, &[3; 32]).await.expect("read"), None);
        assert_eq!(take(&mut tx, &[1; 32]).await.expect("read"), Some(asked));
        assert_eq!(take(&mut tx, &[1; 32]).await.expect("read"), None, "once");
        forget(&mut tx, second(299)).await.expect("forgotten");
        forget(&mut tx, second(300)).await.expect("forgotten");
        assert_eq!(take(&mut tx, &[2; 32]).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn the_passkeys_of_a_joined_record_open_the_one_that_is_kept() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let known = passkey(21, amina);
        add(&mut tx, &known).await.expect("kept");
        ask(&mut tx, &question(31, Some(amina)), &[1; 32])
            .await
            .expect("kept");
        hand(&mut tx, amina, ben).await.expect("handed");
        let held = of(&mut tx, ben).await.expect("read");
        assert_eq!(
            held,
            [Passkey {
                person: ben,
                ..known
            }]
        );
        assert_eq!(take(&mut tx, &[1; 32]).await.expect("read"), None);
    })
    .await;
}
