//! Tries that a delegate is found by both, and ended once.
//! Owns two people.
//! Never asks what a delegate may do.

use domain::{access::delegate::Delegate, person::PersonId};
use jiff::civil::date;
use store::{Tx, access::delegate, person};

use crate::{
    made::{self, number, read, second, write},
    on_both,
};

async fn is_a_delegate(tx: &mut Tx, person: PersonId) -> bool {
    let acting = person::actor(tx, person).await.expect("read");
    acting.expect("a person").is_a_delegate
}

#[tokio::test]
async fn a_delegate_is_found_by_both_and_ended_once() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (away, here) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        let mut said = Delegate {
            id: number(61),
            giver: away,
            delegate: here,
            membership: number(51),
            from: date(2025, 11, 18),
            until: date(2025, 12, 19),
            why: "a term's leave".to_owned(),
            named_at: second(1),
            ended: None,
        };
        delegate::add(&mut tx, &said).await.expect("kept");
        for person in [away, here] {
            let of = delegate::of(&mut tx, person).await.expect("read");
            assert_eq!(of.as_slice(), std::slice::from_ref(&said));
        }
        assert_eq!(
            [
                is_a_delegate(&mut tx, away).await,
                is_a_delegate(&mut tx, here).await
            ],
            [false, true]
        );
        assert!(
            delegate::end(&mut tx, said.id, second(9), here)
                .await
                .expect("kept")
        );
        assert!(
            !delegate::end(&mut tx, said.id, second(10), away)
                .await
                .expect("kept")
        );
        assert!(!is_a_delegate(&mut tx, here).await);
        let kept = made::person(&mut tx, 3).await;
        delegate::hand(&mut tx, here, away).await.expect("left");
        let still = delegate::of(&mut tx, here).await.expect("read");
        assert_eq!(still.len(), 1, "nobody becomes their own");
        delegate::hand(&mut tx, here, kept).await.expect("kept");
        tx.commit().await.expect("kept");
        said.delegate = kept;
        said.ended = Some((second(9), here));
        let mut tx = read(store).await;
        let one = delegate::one(&mut tx, said.id).await.expect("read");
        assert_eq!(one, Some(said));
        assert_eq!(delegate::one(&mut tx, number(9)).await.expect("read"), None);
    })
    .await;
}
