//! Tries what is amiss in a partnership's records, and each remedy.
//!
//! Owns no words. It never tries the overview.

use actions::insight::{MovedOn, Quality, give_trn, move_to_successor, quality, set_area, vouch};
use domain::{
    Minutes,
    partnership::Urn,
    person::{PersonId, Role},
};

use crate::world::{World, attended, is_forbidden, mentor, on_each};

const AMINA: &str = "1000001";

async fn found(world: &World) -> Quality {
    let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
    quality(&world.platform, &officer, "Y75").await.unwrap()
}

fn without_trn(quality: &Quality) -> Option<PersonId> {
    quality.without_trn.first().map(|named| named.person)
}

#[tokio::test]
async fn a_missing_trn_is_found_and_given_once() {
    on_each(async |world| {
        world
            .people(
                "Y75",
                ",Ben,Low,ben@x.example,general_mentor,100001,,,2024-09-01,\n",
            )
            .await;
        let ben = without_trn(&found(world).await).unwrap();
        let (officer, once) = (world.operator(), world.platform.number());
        for _ in 0..2 {
            let trn = "1000002".parse().unwrap();
            let given = give_trn(&world.platform, &officer, once, ("Y75", ben), trn).await;
            given.unwrap();
        }
        assert_eq!(without_trn(&found(world).await), None);
        assert_eq!(world.person("1000002").await, ben);
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_waits_counts_once_somebody_vouches_for_it() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        let row = attended(AMINA, "pedagogy", "2025-10-01", 60).replace("Dr Register", "");
        world.attended("Y75", &row).await;
        let waits = found(world).await.unverified;
        assert_eq!((waits.len(), waits[0].name.as_str()), (1, "Amina Khan"));
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let (once, entry) = (world.platform.number(), waits[0].entry.id);
        let theirs = world.actor(Role::PartnershipOfficer, "L51", None).await;
        let no = vouch(&world.platform, &theirs, world.platform.number(), entry).await;
        assert!(is_forbidden(&no));
        let known = world.operator();
        vouch(&world.platform, &known, once, entry).await.unwrap();
        drop(officer);
        assert!(found(world).await.unverified.is_empty());
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.done,
            Minutes(60)
        );
    })
    .await;
}

#[tokio::test]
async fn two_records_of_one_name_at_one_school_are_pointed_out_unless_each_has_a_trn() {
    on_each(async |world| {
        let rows = [
            mentor("1000005", "Sarah", "Hughes", 100_002),
            mentor("1000006", "Sarah", "Hughes", 100_002),
            mentor(AMINA, "Amina", "Khan", 100_001),
            ",Amina,Khan,a.khan@x.example,general_mentor,100001,,,2024-09-01,\n".to_owned(),
        ];
        world.people("Y75", &rows.concat()).await;
        let twins = found(world).await.twins;
        assert_eq!(twins.len(), 1, "two Sarah Hughes are two people");
        assert_eq!(twins[0].one.name, "Amina Khan");
        assert_eq!(twins[0].why, "the same name at one school");
    })
    .await;
}

#[tokio::test]
async fn everybody_of_a_closed_school_moves_to_its_successor_from_today() {
    on_each(async |world| {
        world.people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001)).await;
        let register = "URN,EstablishmentName,PhaseOfEducation (code),EstablishmentStatus (code),TypeOfEstablishment (code),CloseDate\n\
            100001,Ashfield School,4,2,1,31-08-2025\n";
        world.schools(register).await;
        {
            let mut tx = world.store.write().await.unwrap();
            let link = store::partnership::Link {
                urn: 100_001,
                linked_urn: 100_003,
                kind: "Successor".to_owned(),
                established_on: None,
            };
            store::partnership::keep_links(&mut tx, &[link]).await.unwrap();
            tx.commit().await.unwrap();
        }
        let closed = found(world).await.closed;
        assert_eq!((closed.len(), closed[0].roles), (1, 1));
        assert_eq!(closed[0].successor, Some((Urn(100_003), "Cedar Academy".to_owned())));
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let whose = ("Y75", Urn(100_001));
        let once = world.platform.number();
        let told = move_to_successor(&world.platform, &officer, once, whose).await;
        assert_eq!(told.unwrap(), MovedOn { roles: 1, placements: 0 });
        assert!(found(world).await.closed.is_empty());
        assert_eq!(world.standing("Y75", AMINA).await.school, Some(Urn(100_003)));
        let mentor = world.actor(Role::GeneralMentor, "Y75", Some(100_001)).await;
        let no = quality(&world.platform, &mentor, "Y75").await;
        assert!(is_forbidden(&no));
    })
    .await;
}
