//! Tries what one mentor is asked otherwise than everybody: decided, told, reckoned with, taken back.
//! Owns the waiver that other tests attempt a deed on.
//! Never grants minutes.

use actions::prior_learning::adjustment::{NewAdjustment, adjust, adjusting, take_back};
use domain::{
    Minutes,
    person::{PersonId, Role},
    programme::Ground,
    standing::{Reason, Standing},
};
use jiff::ToSpan;

use super::{AMINA, with_amina};
use crate::world::{TODAY, World, is_forbidden, on_each, refusal};

/// What waives a component of the programme that the tests have.
pub fn waived() -> NewAdjustment {
    NewAdjustment {
        component: "assessment".to_owned(),
        minutes: Minutes::ZERO,
        ground: Ground::CalledOff,
        words: "We called the conference off.".to_owned(),
        from: TODAY,
        until: None,
    }
}

/// The same for a day of its own, after all that was decided before.
pub async fn waived_once_more(world: &World, person: PersonId) -> NewAdjustment {
    let provider = world.provider("Y75").await;
    let mut tx = world.store.read().await.unwrap();
    let before = store::prior_learning::adjustments_of(&mut tx, provider, person);
    let before = i32::try_from(before.await.unwrap().len()).unwrap();
    let day = TODAY + before.days();
    NewAdjustment {
        from: day,
        until: Some(day),
        ..waived()
    }
}

async fn standing(world: &World) -> Standing {
    let person = world.person(AMINA).await;
    let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
    let known = actions::person::known(&world.platform, &officer, "Y75", person).await;
    known.unwrap().standing.unwrap()
}

#[tokio::test]
async fn a_waiver_is_asked_no_more_stands_among_the_reasons_and_is_taken_back() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, mentor) = with_amina(world).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let once = || platform.number();
        let of = ("Y75", amina);
        let before = standing(world).await;
        let shown = adjusting(platform, &officer, of).await.unwrap();
        let asked = shown.asked.iter().find(|(code, ..)| code == "assessment");
        let usual = asked.expect("it is asked").2;

        let own = adjust(platform, &mentor, once(), of, waived()).await;
        assert!(is_forbidden(&own));
        let more = NewAdjustment {
            minutes: usual,
            ..waived()
        };
        let more = adjust(platform, &officer, once(), of, more).await;
        assert!(refusal(more).contains("is what everybody is asked"));
        let blank = NewAdjustment {
            words: " ".to_owned(),
            ..waived()
        };
        let blank = adjust(platform, &officer, once(), of, blank).await;
        assert!(refusal(blank).starts_with("Say in a sentence why"));
        let unknown = NewAdjustment {
            component: "nothing".to_owned(),
            ..waived()
        };
        let unknown = adjust(platform, &officer, once(), of, unknown).await;
        assert!(refusal(unknown).starts_with("Choose what is asked"));

        adjust(platform, &officer, once(), of, waived())
            .await
            .unwrap();
        let after = standing(world).await;
        let less = before.required.unwrap().less(after.required.unwrap());
        assert_eq!(less, usual);
        assert_eq!(
            (after.done, after.recognised),
            (before.done, before.recognised)
        );
        assert!(after.reasons.iter().any(|reason| {
            matches!(reason, Reason::Adjusted { usual: all, .. } if *all == usual)
        }));
        let again = adjust(platform, &officer, once(), of, waived()).await;
        assert!(refusal(again).starts_with("Something else is decided"));

        let held = adjusting(platform, &officer, of).await.unwrap().held;
        take_back(platform, &officer, once(), of, held[0].0.id)
            .await
            .unwrap();
        assert_eq!(standing(world).await.required, before.required);
        let gone = take_back(platform, &officer, once(), of, held[0].0.id).await;
        assert_eq!(refusal(gone), "It was taken back already.");
    })
    .await;
}

#[tokio::test]
async fn what_is_decided_for_other_days_changes_nothing_today() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, _) = with_amina(world).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let before = standing(world).await;
        let later = NewAdjustment {
            from: TODAY + 10.days(),
            until: Some(TODAY + 20.days()),
            ..waived()
        };
        let of = ("Y75", amina);
        adjust(platform, &officer, platform.number(), of, later.clone())
            .await
            .unwrap();
        assert_eq!(standing(world).await.required, before.required);
        let meets = NewAdjustment {
            from: TODAY + 20.days(),
            until: None,
            ..waived()
        };
        let meets = adjust(platform, &officer, platform.number(), of, meets).await;
        assert!(refusal(meets).starts_with("Something else is decided"));
        let apart = NewAdjustment {
            until: Some(TODAY + 9.days()),
            minutes: Minutes(5),
            ..waived()
        };
        adjust(platform, &officer, platform.number(), of, apart)
            .await
            .unwrap();
        let short = standing(world).await;
        assert!(
            short.required < before.required,
            "five minutes of it are asked"
        );
    })
    .await;
}
