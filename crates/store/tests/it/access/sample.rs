//! Tries samples, and that a membership comes back with what lies within its scope.
//! Owns a trust of two schools.
//! Never asks who may read a sample.

use domain::{
    access::{
        Sample, SampleId, Scope, Trust,
        guest::{Drawn, Guest},
    },
    partnership::Urn,
    person::{Membership, Role},
    placement::{PlacementId, placement},
};
use jiff::civil::date;
use store::{
    access::{Kept, add_sample, change_sample, end_sample, guest, hold_sample, sampled},
    partnership::{SchoolRecord, keep_schools},
    person::{self, NewMembership},
};

use crate::{
    made::{self, CLERK, number, provider, read, second, write},
    on_both,
};

#[tokio::test]
async fn scopes_come_back_with_what_lies_within_them() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let guest = made::person(&mut tx, 2).await;
        for (urn, trust) in [
            (1, Some("2044")),
            (2, Some("2044")),
            (3, Some("77")),
            (4, None),
        ] {
            let record = SchoolRecord {
                urn,
                trust_code: trust.map(str::to_owned),
                source_columns: 1,
                ..SchoolRecord::default()
            };
            keep_schools(&mut tx, &[record]).await.expect("a school");
        }
        let mut placed = placement(amina, Urn(1), date(2025, 9, 1), None);
        placed.id = PlacementId(number(31));
        placed.provider = ours;
        store::placement::add(&mut tx, &placed).await.expect("kept");
        let kept = Kept {
            sample: Sample {
                id: SampleId(number(41)),
                people: vec![amina],
                placements: vec![placed.id],
            },
            provider: ours,
            purpose: "external examining".to_owned(),
            made_at: second(1),
            made_by: CLERK,
            drawn: Some(Drawn {
                seed: "autumn".to_owned(),
                one_in: 10,
            }),
        };
        add_sample(&mut tx, &kept).await.expect("kept");
        let within = sampled(&mut tx, kept.sample.id).await.expect("read");
        assert_eq!(within, kept.sample);

        let empty = Sample {
            people: Vec::new(),
            placements: Vec::new(),
            ..kept.sample.clone()
        };
        let trust = |schools| {
            Scope::Trust(Trust {
                code: "2044".to_owned(),
                schools,
            })
        };
        let held = [
            (
                Role::Inspector,
                Scope::Sample(empty.clone()),
                Scope::Sample(kept.sample.clone()),
            ),
            (Role::Trust, trust(Vec::new()), trust(vec![Urn(1), Urn(2)])),
            (
                Role::PartnerReviewer,
                Scope::Placement(placed.id),
                Scope::Placement(placed.id),
            ),
        ];
        for (n, (role, bare, _)) in (51..).zip(held.clone()) {
            let membership = Membership {
                person: guest,
                provider: ours,
                role,
                school: None,
                scope: Some(bare),
                subject: None,
                school_phase: None,
                from: None,
                until: Some(date(2025, 12, 19)),
            };
            let id = number(n);
            person::add_membership(&mut tx, &NewMembership { id, membership })
                .await
                .expect("kept");
        }
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let found = person::memberships_of(&mut tx, guest).await.expect("read");
        let scopes: Vec<_> = found.into_iter().map(|one| one.membership.scope).collect();
        assert_eq!(scopes, held.clone().map(|(.., whole)| Some(whole)));
        let all = person::memberships(&mut tx).await.expect("read");
        let scopes: Vec<_> = all.into_iter().map(|one| one.membership.scope).collect();
        assert_eq!(scopes, held.map(|(_, bare, _)| Some(bare)));
    })
    .await;
}

#[tokio::test]
async fn a_guest_is_a_membership_with_what_its_sample_is_for() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let theirs = provider(&mut tx, 12, "Y75").await;
        let amina = made::person(&mut tx, 1).await;
        let inspector = made::person(&mut tx, 2).await;
        let mut kept = Kept {
            sample: Sample {
                id: SampleId(number(41)),
                people: vec![amina],
                placements: Vec::new(),
            },
            provider: ours,
            purpose: "inspection".to_owned(),
            made_at: second(1),
            made_by: CLERK,
            drawn: Some(Drawn {
                seed: "autumn".to_owned(),
                one_in: 10,
            }),
        };
        add_sample(&mut tx, &kept).await.expect("kept");
        let membership = Membership {
            person: inspector,
            provider: ours,
            role: Role::Inspector,
            school: None,
            scope: Some(Scope::Sample(kept.sample.clone())),
            subject: None,
            school_phase: None,
            from: Some(date(2025, 11, 3)),
            until: Some(date(2025, 12, 19)),
        };
        let id = number(51);
        person::add_membership(&mut tx, &NewMembership { id, membership })
            .await
            .expect("kept");
        let mut guest = Guest {
            id,
            person: inspector,
            role: Role::Inspector,
            from: Some(date(2025, 11, 3)),
            until: Some(date(2025, 12, 19)),
            sample: kept.sample.id,
            provider: ours,
            purpose: kept.purpose.clone(),
            drawn: kept.drawn.clone(),
            made_at: second(1),
            made_by: CLERK,
            ended: None,
        };
        let all = guest::with_provider(&mut tx, ours).await.expect("read");
        assert_eq!(all.as_slice(), std::slice::from_ref(&guest));
        let none = guest::with_provider(&mut tx, theirs).await.expect("read");
        assert_eq!(none, []);
        let counts = guest::counts(&mut tx, ours).await.expect("read");
        assert_eq!(counts, [(kept.sample.id, 0, 1)]);

        let held = hold_sample(&mut tx, kept.sample.id).await.expect("held");
        assert_eq!(held.as_ref(), Some(&kept.sample));
        let nothing = hold_sample(&mut tx, SampleId(number(42))).await;
        assert_eq!(nothing.expect("read"), None);
        kept.sample.people = vec![inspector];
        change_sample(&mut tx, &kept.sample).await.expect("kept");
        let within = sampled(&mut tx, kept.sample.id).await.expect("read");
        assert_eq!(within, kept.sample);

        let ended = end_sample(&mut tx, kept.sample.id, second(9), amina).await;
        assert!(ended.expect("kept"));
        let again = end_sample(&mut tx, kept.sample.id, second(10), CLERK).await;
        assert!(!again.expect("kept"), "ended once");
        guest.ended = Some((second(9), amina));
        let one = guest::one(&mut tx, id).await.expect("read");
        assert_eq!(one.as_ref(), Some(&guest));
        let of = guest::of_person(&mut tx, inspector).await.expect("read");
        assert_eq!(of.as_slice(), std::slice::from_ref(&guest));
        assert_eq!(guest::one(&mut tx, number(9)).await.expect("read"), None);
    })
    .await;
}
