//! Tries what is remembered of sign-ins elsewhere: whose each is, and each question taken once.
//! Owns the question that these tests ask.
//! Never asks anybody.

use domain::{
    access::identity::{Link, Question},
    person::PersonId,
};
use store::access::identity::{ask, forget, hand, link, linked, links, take, unlink};

use crate::{
    made::{number, person, second, write},
    on_both,
};

fn question(n: u32, person: Option<PersonId>) -> Question {
    Question {
        id: number(n),
        provider: "elm".to_owned(),
        nonce: "a nonce".to_owned(),
        verifier: "a verifier".to_owned(),
        person,
        to: Some("/this-week".to_owned()),
        made_at: second(0),
        ends_at: second(600),
    }
}

fn linking(n: u32, subject: &str, person: PersonId) -> Link {
    Link {
        id: number(n),
        issuer: "https://elm.example".to_owned(),
        subject: subject.to_owned(),
        person,
        linked_at: second(i64::from(n)),
    }
}

#[tokio::test]
async fn a_question_is_taken_once_and_forgotten_when_no_answer_is_taken_any_more() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let asked = question(21, Some(amina));
        ask(&mut tx, &asked, &[1; 32]).await.expect("kept");
        ask(&mut tx, &question(22, None), &[2; 32])
            .await
            .expect("kept");
        assert_eq!(take(&mut tx, &[3; 32]).await.expect("read"), None);
        assert_eq!(take(&mut tx, &[1; 32]).await.expect("read"), Some(asked));
        assert_eq!(take(&mut tx, &[1; 32]).await.expect("read"), None, "once");
        forget(&mut tx, second(599)).await.expect("forgotten");
        forget(&mut tx, second(600)).await.expect("forgotten");
        assert_eq!(take(&mut tx, &[2; 32]).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_elsewhere_is_one_person_s() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let first = linking(21, "a-1", amina);
        assert!(link(&mut tx, &first).await.expect("kept"));
        let other = linking(22, "a-1", ben);
        assert!(!link(&mut tx, &other).await.expect("kept"), "it is taken");
        let found = linked(&mut tx, &first.issuer, "a-1").await.expect("read");
        assert_eq!(found, Some(amina));
        let none = linked(&mut tx, "https://oak.example", "a-1").await;
        assert_eq!(none.expect("read"), None, "another issuer's name");
        assert_eq!(
            links(&mut tx, amina).await.expect("read"),
            std::slice::from_ref(&first)
        );
        assert!(
            !unlink(&mut tx, first.id, ben).await.expect("kept"),
            "not theirs"
        );
        hand(&mut tx, amina, ben).await.expect("handed");
        assert_eq!(links(&mut tx, ben).await.expect("read").len(), 1);
        assert!(unlink(&mut tx, first.id, ben).await.expect("kept"));
        assert!(links(&mut tx, ben).await.expect("read").is_empty());
    })
    .await;
}
