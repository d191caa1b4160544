//! Tries what a register says of the schools that work with a provider.
//! Owns no words of its own.
//! Never looks at schools with which nobody works.

use domain::{
    partnership::{FundingArea, SchoolPhase, Urn},
    person::{Membership, PersonId, Role},
};
use store::{
    partnership::{self, Link, SchoolRecord},
    person::{self, NewMembership},
};

use crate::{
    made::{number, provider, somebody, write},
    on_both,
};

fn school(urn: u32, name: &str) -> SchoolRecord {
    SchoolRecord {
        urn,
        source_columns: 1,
        name: Some(name.to_owned()),
        town: Some("York".to_owned()),
        la_name: Some("York".to_owned()),
        phase_code: Some(2),
        status_code: Some(2),
        latitude: Some(53.9),
        longitude: Some(-1.1),
        low_age: Some(4),
        high_age: Some(11),
        funding_area: Some(FundingArea::RestOfEngland),
        ..SchoolRecord::default()
    }
}

#[tokio::test]
async fn the_schools_of_a_partnership_are_those_where_somebody_works() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let york = provider(&mut tx, 9, "Y75").await;
        let schools = [school(100_001, "Ash Hill"), school(100_002, "Birch Lane")];
        partnership::keep_schools(&mut tx, &schools)
            .await
            .expect("kept");
        let next = Link {
            urn: 100_001,
            linked_urn: 100_002,
            kind: "Successor".to_owned(),
            established_on: None,
        };
        partnership::keep_links(&mut tx, &[next])
            .await
            .expect("kept");
        person::add(&mut tx, &somebody(1)).await.expect("added");
        let membership = NewMembership {
            id: number(40),
            membership: Membership {
                person: PersonId(number(1)),
                provider: york,
                role: Role::GeneralMentor,
                school: Some(Urn(100_001)),
                scope: None,
                subject: None,
                school_phase: None,
                from: None,
                until: None,
            },
        };
        person::add_membership(&mut tx, &membership)
            .await
            .expect("added");
        let known = person::membership(&mut tx, number(40)).await.expect("read");
        assert_eq!(known, Some(membership));
        let found = partnership::schools_with(&mut tx, york)
            .await
            .expect("read");
        assert_eq!(found.len(), 1);
        let facts = &found[0];
        assert_eq!(
            (facts.urn, facts.folded.as_str()),
            (Urn(100_001), "ash hill")
        );
        assert_eq!(facts.school_phase, Some(SchoolPhase::Primary));
        assert!(!facts.open);
        let placed = partnership::Facts {
            district: Some("Selby".to_owned()),
            ..facts.clone()
        };
        let told = [facts, &placed].map(|facts| facts.lies_in().map(String::as_str));
        assert_eq!(told, [Some("York"), Some("Selby")]);
        assert_eq!(facts.place, Some((53.9, -1.1)));
        assert_eq!(facts.ages, Some((4, 11)));
        assert_eq!(facts.successor, Some(Urn(100_002)));
        assert_eq!(facts.funding_area, Some(FundingArea::RestOfEngland));
        let one = partnership::facts(&mut tx, Urn(100_001))
            .await
            .expect("read");
        assert_eq!(one.as_ref(), Some(facts));
        assert_eq!(
            partnership::facts(&mut tx, Urn(1)).await.expect("read"),
            None
        );
    })
    .await;
}
