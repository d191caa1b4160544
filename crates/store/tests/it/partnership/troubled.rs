//! Tries which schools of a partnership are found to be closed or in no known area.
//! Owns no words of its own.
//! Never says what to do about them.

use domain::{
    partnership::Urn,
    person::{Membership, Role},
};
use jiff::civil::date;
use store::{
    partnership::{Link, SchoolRecord, keep_links, keep_schools, troubled},
    person::{NewMembership, add_membership},
};

use super::school::full;
use crate::{
    made::{number, person, provider, write},
    on_both,
};

#[tokio::test]
async fn a_closed_school_is_found_with_its_successor_while_anybody_is_there() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        let amina = person(&mut tx, 2).await;
        let closed = SchoolRecord {
            urn: 100_001,
            status_code: Some(2),
            closed_on: Some(date(2025, 8, 31)),
            ..full()
        };
        let nowhere = SchoolRecord {
            urn: 100_002,
            funding_area: None,
            ..full()
        };
        let sound = SchoolRecord {
            urn: 100_003,
            funding_area: Some(domain::partnership::FundingArea::Fringe),
            ..full()
        };
        let schools = [closed, nowhere, sound];
        keep_schools(&mut tx, &schools).await.expect("kept");
        let link = Link {
            urn: 100_001,
            linked_urn: 100_003,
            kind: "Successor".to_owned(),
            established_on: None,
        };
        keep_links(&mut tx, &[link]).await.expect("kept");
        for (at, urn) in [(11, 100_001), (12, 100_002), (13, 100_003)] {
            let held = NewMembership {
                id: number(at),
                membership: Membership {
                    person: amina,
                    provider: ours,
                    role: Role::GeneralMentor,
                    school: Some(Urn(urn)),
                    scope: None,
                    subject: None,
                    school_phase: None,
                    from: None,
                    until: (urn == 100_002).then_some(date(2025, 11, 30)),
                },
            };
            add_membership(&mut tx, &held).await.expect("added");
        }
        let found = troubled(&mut tx, ours, date(2025, 11, 18)).await;
        let found = found.expect("read");
        assert_eq!(found.len(), 2);
        let closed = found.iter().find(|one| one.urn == Urn(100_001));
        let closed = closed.expect("the closed one");
        assert!(!closed.open && closed.successor == Some(Urn(100_003)));
        let nowhere = found.iter().find(|one| one.urn == Urn(100_002));
        assert!(!nowhere.expect("the other").area_known);
        let later = troubled(&mut tx, ours, date(2025, 12, 1)).await;
        assert_eq!(later.expect("read").len(), 1, "nobody is there any more");
    })
    .await;
}
