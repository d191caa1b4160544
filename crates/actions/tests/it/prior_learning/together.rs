//! Tries the one plan of a mentor whom two providers train.
//!
//! Owns what York agrees to take from Liverpool. It never reckons the least: the domain does.

use actions::prior_learning::{OnePlan, keep_map, one_plan};
use domain::{Minutes, person::Role};

use super::{AMINA, with_amina};
use crate::world::{World, mentor, on_each};

async fn planned(world: &World) -> OnePlan {
    let (platform, person) = (&world.platform, world.person(AMINA).await);
    let actor = actions::access::actor(platform, person).await.unwrap();
    one_plan(platform, &actor, person).await.unwrap()
}

/// A map by which the whole of one of Liverpool's parts stands for York's part on assessment.
fn agreed(code: &str, title: &str) -> String {
    format!(
        r#"
map = 1
provider = "Y75"

[[session]]
institution = "Liverpool John Moores University"
code = "{code}"
title = "{title}"
minutes = 60

[[session.stands_for]]
component = "assessment"
share = 100
from = 2024-09-01
agreed_by = "Helen Marsh"
source = "Meeting of the group"
"#
    )
}

#[tokio::test]
async fn two_providers_ask_for_less_together_once_one_takes_what_the_other_trains() {
    on_each(async |world| {
        with_amina(world).await;
        world
            .people("L51", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        let apart = planned(world).await;
        let left: i32 = apart
            .providers
            .iter()
            .filter_map(|(_, left)| *left)
            .map(|left| left.0)
            .sum();
        assert_eq!(apart.providers.len(), 2);
        assert_eq!((apart.total, apart.saved), (Minutes(left), Minutes::ZERO));
        assert!(apart.exact && apart.missing == Minutes::ZERO);
        let liverpool = apart
            .lines
            .iter()
            .find(|line| line.provider.code == "L51")
            .unwrap();
        let (platform, once) = (&world.platform, world.platform.number());
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        keep_map(
            platform,
            &officer,
            once,
            "Y75",
            &agreed("any", &liverpool.title),
        )
        .await
        .unwrap();
        let together = planned(world).await;
        let serves = together
            .lines
            .iter()
            .find(|line| line.title == liverpool.title)
            .map(|line| (line.serves[0].provider.code.clone(), line.serves[0].minutes));
        let saved = liverpool.minutes.min(Minutes(60));
        assert_eq!(serves, Some(("Y75".to_owned(), saved)));
        assert_eq!(together.saved, saved);
        assert_eq!(together.total, Minutes(left - saved.0));
    })
    .await;
}
