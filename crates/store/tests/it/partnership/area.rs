//! Tries in which area a school is said to lie: by hand, and by the register.
//! Owns no words of its own.
//! Never says what an area is worth.

use domain::partnership::{FundingArea, Urn};
use store::partnership::{SchoolRecord, facts, keep_schools, school, set_area};

use super::school::full;
use crate::{
    made::{CLERK, second, write},
    on_both,
};

#[tokio::test]
async fn an_area_said_by_hand_holds_until_the_register_tells_it() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let nowhere = SchoolRecord {
            urn: 100_002,
            district_code: None,
            funding_area: None,
            ..full()
        };
        let kept = keep_schools(&mut tx, std::slice::from_ref(&nowhere)).await;
        assert_eq!(kept.expect("kept"), 1);
        let urn = Urn(100_002);
        for (area, at) in [(FundingArea::OuterLondon, 1), (FundingArea::Fringe, 2)] {
            set_area(&mut tx, urn, area, second(at), CLERK)
                .await
                .expect("set");
        }
        let area = async |tx: &mut store::Tx| {
            let facts = facts(tx, urn).await.expect("read").expect("there");
            let school = school(tx, urn).await.expect("read").expect("there");
            assert_eq!(facts.funding_area, Some(school.funding_area));
            facts.funding_area
        };
        assert_eq!(area(&mut tx).await, Some(FundingArea::Fringe));
        keep_schools(&mut tx, std::slice::from_ref(&nowhere))
            .await
            .expect("kept");
        assert_eq!(
            area(&mut tx).await,
            Some(FundingArea::Fringe),
            "it is not undone"
        );
        let told = SchoolRecord {
            funding_area: Some(FundingArea::InnerLondon),
            ..nowhere
        };
        keep_schools(&mut tx, &[told]).await.expect("kept");
        assert_eq!(area(&mut tx).await, Some(FundingArea::InnerLondon));
    })
    .await;
}
