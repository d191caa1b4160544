//! Tries by which addresses people are reached, and who holds a role on a day.
//! Owns no words of its own.
//! Never asks who may read an address.

use domain::person::{Membership, Role};
use jiff::civil::date;
use store::person::{self, NewMembership};

use crate::{
    made::{number, person as somebody, provider, read, write},
    on_both,
};

#[tokio::test]
async fn everybody_s_addresses_are_found_at_once() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (somebody(&mut tx, 1).await, somebody(&mut tx, 2).await);
        for (person, address) in [
            (amina, "b@school.example"),
            (amina, "a@home.example"),
            (ben, "ben@school.example"),
        ] {
            person::add_email(&mut tx, person, address)
                .await
                .expect("kept");
        }
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let found = person::addresses(&mut tx, &[amina, ben])
            .await
            .expect("read");
        assert_eq!(found[&amina], ["a@home.example", "b@school.example"]);
        assert_eq!(found[&ben], ["ben@school.example"]);
        let nobody = person::addresses(&mut tx, &[]).await.expect("read");
        assert!(nobody.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_holds_a_role_on_the_day_is_found_and_nobody_else() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let theirs = provider(&mut tx, 12, "Y75").await;
        let today = date(2025, 11, 18);
        for (n, provider, role, from, until) in [
            (1, ours, Role::PartnershipOfficer, None, None),
            (2, ours, Role::PartnershipOfficer, Some(today), Some(today)),
            (
                3,
                ours,
                Role::PartnershipOfficer,
                None,
                Some(date(2025, 11, 17)),
            ),
            (4, ours, Role::LeadMentor, None, None),
            (5, theirs, Role::PartnershipOfficer, None, None),
        ] {
            let membership = Membership {
                person: somebody(&mut tx, n).await,
                provider,
                role,
                school: None,
                scope: None,
                subject: None,
                school_phase: None,
                from,
                until,
            };
            let new = NewMembership {
                id: number(100 + n),
                membership,
            };
            person::add_membership(&mut tx, &new).await.expect("kept");
        }
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let found = person::in_role(&mut tx, ours, Role::PartnershipOfficer, today).await;
        let found: Vec<_> = found.expect("read").iter().map(|one| one.id.0).collect();
        assert_eq!(found, [number(1), number(2)]);
    })
    .await;
}
