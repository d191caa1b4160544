//! Tries that a partner who delivers training records for one whom they name, and finds nobody else.
//!
//! Owns somebody who delivers. It never looks into the book itself.

use actions::ledger::{Statement, look_up, record, recorded, recording, weigh};
use domain::{
    Minutes,
    access::Actor,
    ledger::{How, Kind},
    person::{PersonId, Role},
};
use jiff::civil::date;
use store::person::NewMembership;

use super::{AMINA, with_amina};
use crate::world::{World, is_forbidden, mentor, on_each, refusal};

async fn partner(world: &World) -> Actor {
    let actor = world.actor(Role::DeliveryPartner, "Y75", None).await;
    let person = domain::person::Person {
        id: actor.person,
        trn: None,
        first_name: "Rufus".into(),
        last_name: "Adeyemi".into(),
    };
    let membership = actor.memberships[0].clone();
    let id = world.platform.number();
    let mut tx = world.store.write().await.unwrap();
    store::person::add(&mut tx, &person).await.unwrap();
    let new = NewMembership { id, membership };
    store::person::add_membership(&mut tx, &new).await.unwrap();
    store::audit::count_up(&mut tx, "person", None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    actor
}

fn statement(person: PersonId, verified_by: Option<PersonId>) -> Statement {
    Statement {
        person,
        component: None,
        kind: Kind::Attended,
        minutes: Minutes(90),
        held_on: date(2025, 10, 3),
        school: None,
        verified_by,
        how: How::Register,
        reference: "REG-1".into(),
        reason: "our own register".into(),
    }
}

#[tokio::test]
async fn a_partner_finds_a_mentor_by_the_whole_number_and_is_told_the_same_of_everybody_else() {
    on_each(async |world| {
        with_amina(world).await;
        let platform = &world.platform;
        world
            .people("L51", &mentor("1000002", "Ben", "Low", 100_001))
            .await;
        world
            .people(
                "Y75",
                "1000003,Olu,Ade,olu@york.example,partnership_officer,,,,2024-09-01,\n",
            )
            .await;
        let partner = partner(world).await;
        let amina = world.person(AMINA).await;
        let found = look_up(platform, &partner, "Y75", " 1000001 ").await;
        assert_eq!(found.unwrap(), amina);
        let mut said = Vec::new();
        for typed in [
            "9999999",
            "1000002",
            "1000003",
            "olu@york.example",
            "Amina",
            "%",
            "",
        ] {
            said.push(refusal(look_up(platform, &partner, "Y75", typed).await));
        }
        said.dedup();
        assert_eq!(said.len(), 1, "{said:?}");
        let elsewhere = look_up(platform, &partner, "L51", "1000002").await;
        assert!(is_forbidden(&elsewhere));
        for _ in 0..52 {
            look_up(platform, &partner, "Y75", AMINA).await.unwrap();
        }
        let often = look_up(platform, &partner, "Y75", AMINA).await;
        assert!(refusal(often).contains("in this hour"));
    })
    .await;
}

#[tokio::test]
async fn a_partner_records_for_mentors_alone_vouches_alone_and_reads_only_their_own() {
    on_each(async |world| {
        with_amina(world).await;
        let platform = &world.platform;
        world
            .people("L51", &mentor("1000002", "Ben", "Low", 100_001))
            .await;
        world
            .people(
                "Y75",
                "1000003,Olu,Ade,,partnership_officer,,,,2024-09-01,\n",
            )
            .await;
        let partner = partner(world).await;
        let (amina, ben) = (world.person(AMINA).await, world.person("1000002").await);
        let olu = world.person("1000003").await;
        let offered = recording(platform, &partner, "Y75", amina).await.unwrap();
        let vouchers: Vec<PersonId> = offered.vouchers.iter().map(|(one, ..)| *one).collect();
        assert_eq!(vouchers, [partner.person], "nobody else is listed");
        let nobody = "There is no such person here.";
        for person in [ben, olu] {
            assert_eq!(
                refusal(recording(platform, &partner, "Y75", person).await),
                nobody
            );
            let told = statement(person, None);
            assert_eq!(
                refusal(weigh(platform, &partner, "Y75", &told).await),
                nobody
            );
            let done = record(platform, &partner, platform.number(), "Y75", &told).await;
            assert_eq!(refusal(done), nobody);
        }
        let by_another = statement(amina, Some(olu));
        let done = record(platform, &partner, platform.number(), "Y75", &by_another).await;
        assert_eq!(refusal(done), nobody);

        let told = statement(amina, Some(partner.person));
        record(platform, &partner, platform.number(), "Y75", &told)
            .await
            .unwrap();
        let own = recorded(platform, &partner, "Y75", partner.person)
            .await
            .unwrap();
        let lines: Vec<(&str, Minutes)> = own
            .list
            .iter()
            .map(|listed| (listed.name.as_str(), listed.entry.minutes))
            .collect();
        assert_eq!(lines, [("Amina Khan", Minutes(90))]);
        assert!(is_forbidden(
            &recorded(platform, &partner, "Y75", olu).await
        ));
        assert!(is_forbidden(
            &recorded(platform, &partner, "L51", partner.person).await
        ));
    })
    .await;
}
