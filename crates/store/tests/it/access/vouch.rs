//! Tries what is remembered of those who give their word for an address.
//! Owns no words of its own.
//! Never decides how many it takes.

use store::access::vouch::{Vouch, forget, keep, vouches};

use crate::{
    made::{person, second, write},
    on_both,
};

#[tokio::test]
async fn each_person_s_word_counts_once_and_an_old_one_no_more() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let (ben, cai) = (person(&mut tx, 2).await, person(&mut tx, 3).await);
        for (by, at) in [(ben, 10), (cai, 20), (ben, 30)] {
            let vouch = Vouch {
                address: "amina@new.example".to_owned(),
                by,
                at: second(at),
            };
            keep(&mut tx, amina, &vouch).await.expect("kept");
        }
        let found = vouches(&mut tx, amina, second(0)).await.expect("read");
        let by: Vec<_> = found.iter().map(|vouch| (vouch.by, vouch.at)).collect();
        assert_eq!(by, [(cai, second(20)), (ben, second(30))]);
        let late = vouches(&mut tx, amina, second(20)).await.expect("read");
        assert_eq!(late.len(), 1);
        assert_eq!(vouches(&mut tx, ben, second(0)).await.expect("read"), []);
        forget(&mut tx, amina).await.expect("forgot");
        assert_eq!(vouches(&mut tx, amina, second(0)).await.expect("read"), []);
    })
    .await;
}
