//! Tries what is let go of when it has been kept long enough, and what never is.
//!
//! Owns no word of its own. It never winds a clock but the world's.

use actions::{
    ActionError,
    access::retention::{Kept, let_go, retention},
};
use domain::{
    access::{Deed, Proof},
    person::Role,
};
use jiff::civil::date;

use crate::world::{World, attended, is_forbidden, mentor, on_each};

const LEFT: &str =
    "1000001,Lea,Vers,lea@x.example,general_mentor,100001,history,,2024-09-01,2025-10-31\n";

async fn begun(world: &World) {
    let rows = [LEFT.to_owned(), mentor("1000002", "Ben", "Low", 100_001)];
    world.people("Y75", &rows.concat()).await;
    let rows = [
        attended("1000001", "pedagogy", "2025-10-01", 60),
        attended("1000002", "pedagogy", "2025-10-01", 60),
    ];
    world.attended("Y75", &rows.concat()).await;
}

fn due(kept: &[Kept], what: &str) -> u64 {
    kept.iter().find(|one| one.what.contains(what)).unwrap().due
}

#[tokio::test]
async fn what_is_due_is_shown_first_and_goes_when_it_is_let_go_of() {
    on_each(async |world| {
        begun(world).await;
        let platform = &world.platform;
        let admin = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let today = retention(platform, &admin, None).await.unwrap();
        assert!(today.iter().all(|one| one.due == 0), "{today:?}");
        let later = date(2028, 11, 1);
        let shown = retention(platform, &admin, Some(later)).await.unwrap();
        assert_eq!(due(&shown, "names of people"), 1);
        assert_eq!(due(&shown, "addresses"), 1);
        assert!(due(&shown, "values that imports changed") > 0);
        assert_eq!(due(&shown, "free words"), 0, "kept for longer");
        let lea = world.person("1000001").await;
        assert_eq!(shown[0].first, [lea.0]);
        assert_eq!(world.person("1000001").await, lea, "nothing went");

        world.wind(later);
        let gone = let_go(platform, &admin, platform.number()).await.unwrap();
        assert!(gone > 2);
        let last = world.notes().await.pop().unwrap();
        assert_eq!(last.deed, Deed::LetGo);
        assert!(last.told.contains("1 names of people"), "{}", last.told);
        let after = retention(platform, &admin, None).await.unwrap();
        assert!(after.iter().all(|one| one.due == 0), "{after:?}");
        let mut tx = world.store.read().await.unwrap();
        let erased = store::person::person(&mut tx, lea).await.unwrap().unwrap();
        assert_eq!(erased.name(), "Erased person");
        let entries = store::ledger::entries_of(&mut tx, lea).await.unwrap();
        assert_eq!(entries.len(), 1, "minutes stay");
        drop(tx);
        world.person("1000002").await;
        let operator = world.operator();
        for chain in actions::audit::verify(platform, &operator, None, None)
            .await
            .unwrap()
        {
            assert_eq!(chain.fault, None);
        }
        for book in actions::ledger::verify(platform, &operator, None, None)
            .await
            .unwrap()
        {
            assert_eq!(book.fault, None);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_but_an_administrator_with_a_fresh_proof_lets_go() {
    on_each(async |world| {
        begun(world).await;
        let platform = &world.platform;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        assert!(is_forbidden(&retention(platform, &office, None).await));
        let done = let_go(platform, &office, platform.number()).await;
        assert!(is_forbidden(&done));
        let mut admin = world.actor(Role::SupportAdministrator, "Y75", None).await;
        admin.proof = Proof::Stale;
        let done = let_go(platform, &admin, platform.number()).await;
        assert!(matches!(done, Err(ActionError::AsksProof(_))));
    })
    .await;
}
