//! Tries how claims on references are handed to another record of the same person.
//! Owns no words of its own.
//! Never moves an entry.

use store::ledger::{claim_references, hand_references, references_held};

use crate::{
    made::{person, provider, write},
    on_both,
};

#[tokio::test]
async fn claims_are_handed_on_and_one_that_the_other_has_stays_theirs() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let (other, kept) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let claimed = [(other, "S1"), (other, "S2"), (kept, "S2")];
        let claimed = claimed.map(|(person, reference)| (person, reference.to_owned()));
        claim_references(&mut tx, ours, &claimed)
            .await
            .expect("claimed");
        hand_references(&mut tx, other, kept).await.expect("handed");
        let held = references_held(&mut tx, kept).await.expect("read");
        assert_eq!(held, ["S1", "S2"].map(|one| (ours, one.to_owned())));
        let none = references_held(&mut tx, other).await.expect("read");
        assert!(none.is_empty());
    })
    .await;
}
