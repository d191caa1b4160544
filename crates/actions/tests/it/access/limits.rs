//! Tries what one person may do so often and no oftener, and what a stale proof does not do.
//!
//! Owns the files and numbers that are tried. It never waits: the clock is wound.

use actions::{
    ActionError, access,
    access::{
        identity::unlink,
        own::{Told, tell_who_i_am},
        session::{end, end_all},
    },
    import::preview,
};
use domain::{
    access::{Actor, Proof},
    audit::import::Kind,
    person::Role,
};

use super::sign_in::amina;
use crate::world::{on_each, refusal};

#[tokio::test]
async fn more_files_and_numbers_than_one_person_needs_are_refused_until_the_window_is_over() {
    on_each(async |world| {
        let platform = &world.platform;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let file = ("people.csv", &b"nothing"[..]);
        let bring = async || refusal(preview(platform, &officer, "Y75", Kind::People, file).await);
        for _ in 0..60 {
            assert!(!bring().await.starts_with("That is more than"));
        }
        assert!(
            bring()
                .await
                .starts_with("That is more than anybody needs by hand")
        );
        let other = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let theirs = preview(platform, &other, "Y75", Kind::People, file).await;
        assert!(
            !refusal(theirs).starts_with("That is more than"),
            "each for themself"
        );

        let amina = amina(world).await;
        let actor = access::actor(platform, amina).await.unwrap();
        let say = async |trn: &str| {
            let told = Told {
                first_name: String::new(),
                last_name: String::new(),
                trn: trn.parse().ok(),
                subject: String::new(),
                school_phase: None,
            };
            let once = platform.number();
            refusal(tell_who_i_am(platform, &actor, amina, once, &told).await)
        };
        for trn in ["2000001", "2000002", "2000003", "2000004", "2000005"] {
            assert!(!say(trn).await.starts_with("You have tried several"));
        }
        assert!(say("2000006").await.starts_with("You have tried several"));
        world.wind_to("2025-11-19T10:00:00Z");
        assert!(
            !bring().await.starts_with("That is more than"),
            "a new hour"
        );
        assert!(!say("2000006").await.starts_with("You have tried several"));
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_elsewhere_and_a_device_are_taken_away_on_a_fresh_proof_alone() {
    on_each(async |world| {
        let platform = &world.platform;
        let amina = amina(world).await;
        let stale = Actor {
            proof: Proof::Stale,
            ..access::actor(platform, amina).await.unwrap()
        };
        let (once, number) = (platform.number(), platform.number());
        let gone = unlink(platform, &stale, amina, once, number).await;
        assert!(matches!(gone, Err(ActionError::AsksProof(_))));
        let ended = end(platform, &stale, (amina, number), once).await;
        assert!(matches!(ended, Err(ActionError::AsksProof(_))));
        let all = end_all(platform, &stale, amina, None, once).await;
        assert!(matches!(all, Err(ActionError::AsksProof(_))));
    })
    .await;
}
