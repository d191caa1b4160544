//! Tries what waits for a decision: questions back, and batches that fit the map.
//! Owns nothing of its own.
//! Never decides by itself.

use actions::prior_learning::{answer, decide, queue, ratify, take_back};
use domain::{
    Minutes,
    person::Role,
    prior_learning::{Outcome, Stage},
};

use super::{asked, decision, recognised, with_amina, with_the_map};
use crate::world::{mentor, on_each, refusal};

#[tokio::test]
async fn a_question_comes_back_and_its_answer_waits_again() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        let request = asked(world, amina).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let once = || platform.number();
        let question = decision(Outcome::Question);
        decide(platform, &officer, once(), (request, 0), &question)
            .await
            .unwrap();
        let asked = queue(platform, &officer, "Y75", (Stage::Asked, 1))
            .await
            .unwrap();
        assert_eq!(asked.lines.len(), 1);
        let blank = answer(platform, &actor, once(), (request, 1), "  ").await;
        assert!(refusal(blank).starts_with("Tell in a sentence"));
        answer(platform, &actor, once(), (request, 1), "It was in March.")
            .await
            .unwrap();
        let open = queue(platform, &officer, "Y75", (Stage::Open, 1))
            .await
            .unwrap();
        assert_eq!((open.lines.len(), open.pages()), (1, 1));
        take_back(platform, &actor, once(), (request, 2))
            .await
            .unwrap();
        let open = queue(platform, &officer, "Y75", (Stage::Open, 1))
            .await
            .unwrap();
        assert!(open.lines.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_fits_the_map_is_proposed_and_ratified_together_all_or_none() {
    on_each(async |world| {
        let platform = &world.platform;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let (amina, _) = with_amina(world).await;
        let request = asked(world, amina).await;
        let once = || platform.number();
        let early = ratify(platform, &officer, once(), &[(request, 0)]).await;
        assert!(refusal(early).starts_with("Choose what it matches"));
        with_the_map(world, &officer).await;
        let open = queue(platform, &officer, "Y75", (Stage::Open, 1))
            .await
            .unwrap();
        let proposed = open.lines[0].proposed.as_ref().unwrap();
        assert_eq!(proposed.1, Minutes(45));
        world
            .people("Y75", &mentor("1000002", "Ben", "Low", 100_001))
            .await;
        let ben = asked(world, world.person("1000002").await).await;
        let stale = ratify(platform, &officer, once(), &[(request, 0), (ben, 7)]).await;
        assert!(refusal(stale).starts_with("Somebody changed this"));
        assert!(recognised(world).await.is_empty(), "all or none");
        let both = [(request, 0), (ben, 0)];
        assert_eq!(ratify(platform, &officer, once(), &both).await.unwrap(), 2);
        assert_eq!(recognised(world).await, [45]);
    })
    .await;
}
