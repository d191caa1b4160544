//! Tries schools as lists name them.
//! Owns no words of its own.
//! Never asks what a register says beyond that.

use domain::{
    partnership::{SchoolPhase, Urn},
    person::{Membership, PersonId, Role},
};
use store::{
    Tx,
    partnership::{Brief, SchoolRecord, briefs, briefs_of, school_names, searched},
    person::{NewMembership, add_membership},
};

use super::school::{full, keep};
use crate::{
    made::{self, behind, number, provider, write},
    on_both,
};

#[tokio::test]
async fn schools_in_brief_are_those_where_somebody_works_with_the_provider() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        for (n, urn, phase, provider) in [
            (21, 101, Some(2), ours),
            (22, 102, Some(4), theirs),
            (23, 103, Some(99), ours),
            (24, 104, None, ours),
        ] {
            let record = SchoolRecord {
                urn,
                phase_code: phase,
                ..full()
            };
            keep(&mut tx, record).await;
            works_at(&mut tx, n, amina, provider, urn).await;
        }
        works_at(&mut tx, 25, amina, ours, 101).await;
        let phases = |mut found: Vec<Brief>| {
            found.sort_by_key(|brief| brief.urn);
            let phase = |brief: Brief| (brief.urn.0, brief.school_phase);
            found.into_iter().map(phase).collect::<Vec<_>>()
        };
        let found = briefs(&mut tx, ours).await.expect("read");
        assert_eq!(
            phases(found),
            [(101, Some(SchoolPhase::Primary)), (103, None), (104, None)]
        );
        let found = briefs(&mut tx, theirs).await.expect("read");
        let [brief] = &found[..] else {
            panic!("one school, not {found:?}");
        };
        let known = full();
        assert_eq!(brief.urn, Urn(102));
        assert_eq!(brief.school_phase, Some(SchoolPhase::Secondary));
        assert_eq!(
            (&brief.name, &brief.town, &brief.postcode),
            (&known.name, &known.town, &known.postcode)
        );
        let urns: Vec<Urn> = (90..115).map(Urn).collect();
        let found = briefs_of(&mut tx, &urns).await.expect("read");
        let mut found: Vec<u32> = found.iter().map(|brief| brief.urn.0).collect();
        found.sort_unstable();
        assert_eq!(found, [101, 102, 103, 104]);
        assert_eq!(briefs_of(&mut tx, &[]).await.expect("read"), []);
        let ended = "delete from person_membership where provider_id = $1";
        behind(&mut tx, ended, &[theirs.0]).await.expect("removed");
        assert_eq!(briefs(&mut tx, theirs).await.expect("read"), []);
    })
    .await;
}

#[tokio::test]
async fn the_names_are_those_of_the_schools_where_anybody_works() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        for (urn, name) in [(101, Some("Here")), (102, Some("There")), (103, None)] {
            let record = SchoolRecord {
                urn,
                name: name.map(str::to_owned),
                ..SchoolRecord::default()
            };
            keep(&mut tx, record).await;
        }
        works_at(&mut tx, 21, amina, ours, 101).await;
        works_at(&mut tx, 22, amina, ours, 103).await;
        let found = school_names(&mut tx).await.expect("read");
        assert_eq!(found, [(Urn(101), "Here".to_owned())]);
    })
    .await;
}

async fn works_at(
    tx: &mut Tx,
    n: u32,
    person: PersonId,
    provider: domain::partnership::ProviderId,
    urn: u32,
) {
    let membership = Membership {
        person,
        provider,
        role: Role::GeneralMentor,
        school: Some(Urn(urn)),
        scope: None,
        subject: None,
        school_phase: None,
        from: None,
        until: None,
    };
    let new = NewMembership {
        id: number(n),
        membership,
    };
    add_membership(tx, &new).await.expect("added");
}

#[tokio::test]
async fn a_school_is_found_by_its_folded_name_its_place_and_its_numbers() {
    on_both(async |store| {
        let mut tx = write(store).await;
        for urn in [102, 101] {
            keep(&mut tx, SchoolRecord { urn, ..full() }).await;
        }
        let mut all = Vec::new();
        searched(&mut tx, |school| all.push(school))
            .await
            .expect("read");
        let urns: Vec<Urn> = all.iter().map(|school| school.urn).collect();
        assert_eq!(urns, [Urn(101), Urn(102)]);
        assert_eq!(all[0].name.as_deref(), Some("st annes"));
        assert_eq!(all[0].town, full().town);
        assert_eq!(all[0].postcode, full().postcode);
        assert_eq!(all[0].ukprn, full().ukprn);
        assert_eq!(all[0].open, full().closed_on.is_none());
    })
    .await;
}
