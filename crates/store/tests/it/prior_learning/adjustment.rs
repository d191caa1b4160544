//! Tries what is remembered of single people who are asked otherwise than everybody.
//! Owns one decision.
//! Never says what holds on a day.

use domain::{
    Minutes,
    partnership::ProviderId,
    person::PersonId,
    programme::{Adjustment, Ground},
};
use jiff::civil::date;
use store::prior_learning::{adjust, adjustments, adjustments_of, hand, withdraw_adjustment};

use crate::{
    made::{CLERK, number, person, provider, second, write},
    on_both,
};

fn decided(n: u32, person: PersonId, provider: ProviderId) -> Adjustment {
    Adjustment {
        id: number(n),
        person,
        provider,
        component: "coaching".to_owned(),
        minutes: Minutes(30),
        ground: Ground::PartTime,
        words: "Two days a week – ŵ.".to_owned(),
        from: date(2025, 9, 1),
        until: Some(date(2026, 8, 31)),
        by: CLERK,
        at: second(10),
    }
}

#[tokio::test]
async fn a_decision_holds_for_one_person_and_provider_until_it_is_taken_back() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let (ours, theirs) = (
            provider(&mut tx, 8, "Y75").await,
            provider(&mut tx, 9, "L51").await,
        );
        let hers = decided(40, amina, ours);
        for one in [&hers, &decided(41, amina, theirs), &decided(42, ben, ours)] {
            adjust(&mut tx, one).await.expect("kept");
        }
        let of = adjustments_of(&mut tx, ours, amina).await.expect("read");
        assert_eq!(of.as_slice(), std::slice::from_ref(&hers));
        let all = adjustments(&mut tx, ours).await.expect("read");
        assert_eq!((all.len(), all[&amina].len()), (2, 1));
        let back = withdraw_adjustment(&mut tx, hers.id, CLERK, second(20)).await;
        assert!(back.expect("taken back"));
        let again = withdraw_adjustment(&mut tx, hers.id, CLERK, second(21)).await;
        assert!(!again.expect("asked"));
        hand(&mut tx, ben, amina).await.expect("handed");
        let of = adjustments_of(&mut tx, ours, amina).await.expect("read");
        assert_eq!(of.len(), 1);
        assert_eq!(of[0].id, number(42));
    })
    .await;
}
