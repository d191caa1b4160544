//! Tries a session that is held on several days.
//! Owns the days.
//! Never books anybody.

use actions::booking::{
    list::session,
    offer::{Offered, offer},
};
use domain::{Date, booking::SessionId};
use jiff::civil::date;

use super::place::{a_session, offered_as};
use crate::world::{World, on_each, refusal};

fn on_days(also_on: &[Date]) -> Offered {
    Offered {
        also_on: also_on.to_vec(),
        host: "lea@birch.example".to_owned(),
        ..a_session()
    }
}

/// The day of a session and the other days of its series, as its page tells them.
async fn days(world: &World, id: SessionId) -> (Date, Vec<Date>) {
    let found = session(&world.platform, &world.operator(), id)
        .await
        .unwrap();
    let others = found.series.iter().map(|other| other.held_on);
    (found.session.held_on, others.collect())
}

#[tokio::test]
async fn a_session_on_several_days_is_one_series_and_each_day_is_booked_for_itself() {
    on_each(async |world| {
        let host = ",Lea,Vers,lea@birch.example,lead_mentor,,,,2024-09-01,\n";
        world.people("Y75", host).await;
        let (first, second, third) = (date(2025, 11, 27), date(2025, 12, 4), date(2026, 1, 15));
        let id = offered_as(world, &on_days(&[second, third])).await;
        assert_eq!(days(world, id).await, (first, vec![second, third]));
        let found = session(&world.platform, &world.operator(), id)
            .await
            .unwrap();
        assert_eq!(
            found.session.series, "Giving feedback",
            "named by its title"
        );
        let told = world.notes().await;
        let offered = told
            .iter()
            .filter(|note| note.told.contains("offered: Giving feedback"));
        assert_eq!(offered.count(), 3, "each day in the trail");

        let named = Offered {
            series: "Thursdays".to_owned(),
            ..on_days(&[date(2025, 12, 11)])
        };
        let id = offered_as(world, &named).await;
        assert_eq!(days(world, id).await, (first, vec![date(2025, 12, 11)]));
    })
    .await;
}

#[tokio::test]
async fn one_day_that_cannot_be_is_told_and_none_is_offered() {
    on_each(async |world| {
        let host = ",Lea,Vers,lea@birch.example,lead_mentor,,,,2024-09-01,\n";
        world.people("Y75", host).await;
        let (platform, actor) = (&world.platform, world.operator());
        let past = on_days(&[date(2025, 12, 4), date(2025, 9, 4)]);
        let refused = offer(platform, &actor, platform.number(), "Y75", &past).await;
        let said = refusal(refused);
        assert!(said.starts_with("On 4 September 2025: "), "{said}");
        let year = (date(2025, 9, 1), date(2026, 8, 31));
        let provider = world.provider("Y75").await;
        let mut tx = world.store.read().await.unwrap();
        let all = store::booking::offered_by(&mut tx, provider, year.0, year.1).await;
        assert_eq!(all.unwrap(), []);
    })
    .await;
}
