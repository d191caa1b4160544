//! Tries what is remembered of links and codes.
//! Owns the ticket that each test starts from.
//! Never decides whether a ticket still opens anything.

use domain::{
    access::ticket::{Purpose, Ticket},
    person::PersonId,
};
use store::access::ticket::{add, by_code, by_secret, forget, guessed, hand, one, use_up, void};

use crate::{
    made::{number, person, read, second, write},
    on_both,
};

/// A ticket of the first second that ends with the nine hundredth.
fn ticket(n: u32, person: Option<PersonId>) -> Ticket {
    Ticket {
        id: number(n),
        purpose: Purpose::SignIn,
        person,
        address: Some("amina@school.example".to_owned()),
        subject: Some([9; 32]),
        object: Some("/this-week".to_owned()),
        made_at: second(0),
        made_by: PersonId::OPERATOR,
        ends_at: second(900),
        used_at: None,
        tries: 0,
    }
}

#[tokio::test]
async fn a_ticket_comes_back_by_its_secret_its_code_and_its_number() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let whole = ticket(21, Some(amina));
        add(&mut tx, &whole, &[1; 32], Some(&[2; 32]))
            .await
            .expect("kept");
        let nobody = Ticket {
            address: None,
            subject: None,
            object: None,
            ..ticket(22, None)
        };
        add(&mut tx, &nobody, &[3; 32], None).await.expect("kept");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        for found in [
            by_secret(&mut tx, &[1; 32]).await,
            by_code(&mut tx, number(21), &[2; 32]).await,
            one(&mut tx, number(21)).await,
        ] {
            assert_eq!(found.expect("read"), Some(whole.clone()));
        }
        assert_eq!(one(&mut tx, number(22)).await.expect("read"), Some(nobody));
        for nothing in [
            by_secret(&mut tx, &[2; 32]).await,
            by_code(&mut tx, number(21), &[1; 32]).await,
            by_code(&mut tx, number(22), &[2; 32]).await,
        ] {
            assert_eq!(nothing.expect("read"), None);
        }
    })
    .await;
}

#[tokio::test]
async fn a_ticket_is_used_once_and_never_after_its_end() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        for n in [21, 22] {
            let secret = [u8::try_from(n).expect("small"); 32];
            add(&mut tx, &ticket(n, Some(amina)), &secret, None)
                .await
                .expect("kept");
        }
        assert!(use_up(&mut tx, number(21), second(5)).await.expect("used"));
        assert!(!use_up(&mut tx, number(21), second(6)).await.expect("asked"));
        assert!(
            !use_up(&mut tx, number(22), second(900))
                .await
                .expect("asked")
        );
        guessed(&mut tx, number(22)).await.expect("counted");
        let found = one(&mut tx, number(21))
            .await
            .expect("read")
            .expect("there");
        assert_eq!((found.used_at, found.tries), (Some(second(5)), 0));
        let found = one(&mut tx, number(22))
            .await
            .expect("read")
            .expect("there");
        assert_eq!((found.used_at, found.tries), (None, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_use_a_ticket_at_the_same_moment_one_does() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        add(&mut tx, &ticket(21, Some(amina)), &[1; 32], None)
            .await
            .expect("kept");
        tx.commit().await.expect("kept");
        let presses: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut tx = write(&store).await;
                    let used = use_up(&mut tx, number(21), second(5)).await;
                    tx.commit().await.expect("kept");
                    used.expect("asked")
                })
            })
            .collect();
        let mut used = 0;
        for press in presses {
            used += usize::from(press.await.expect("done"));
        }
        assert_eq!(used, 1);
    })
    .await;
}

#[tokio::test]
async fn open_tickets_are_voided_handed_on_and_forgotten() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        for n in [21, 22] {
            let secret = [u8::try_from(n).expect("small"); 32];
            let purpose = if n == 21 {
                Purpose::SignIn
            } else {
                Purpose::Printed
            };
            let new = Ticket {
                purpose,
                ..ticket(n, Some(amina))
            };
            add(&mut tx, &new, &secret, None).await.expect("kept");
        }
        void(&mut tx, amina, Purpose::Printed, second(10))
            .await
            .expect("voided");
        let found = one(&mut tx, number(22))
            .await
            .expect("read")
            .expect("there");
        assert_eq!(found.used_at, Some(second(10)));
        let found = one(&mut tx, number(21))
            .await
            .expect("read")
            .expect("there");
        assert_eq!(found.used_at, None);
        hand(&mut tx, amina, ben).await.expect("handed");
        let found = one(&mut tx, number(21))
            .await
            .expect("read")
            .expect("there");
        assert_eq!(found.person, Some(ben));
        forget(&mut tx, second(901)).await.expect("forgot");
        assert_eq!(one(&mut tx, number(21)).await.expect("read"), None);
    })
    .await;
}
