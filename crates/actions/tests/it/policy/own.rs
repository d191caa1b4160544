//! Tries what somebody sets here: whom it touches, set once, never over another's head, taken back.
//!
//! Owns the row that the tests set. It never reads the store itself.

use actions::{
    ActionError,
    policy::{Change, History, changes, history, preview, preview_undo, set_one, undo},
};
use domain::{
    Date, Minutes, Refusal,
    access::{Actor, Deed},
    person::Role,
    policy::{Confidence, Kind, Origin, Row, Value, names},
};
use jiff::civil::date;
use uuid::Uuid;

use crate::world::{TODAY, World, attended, is_forbidden, mentor, on_each};

const AMINA: &str = "1000001";
const BEN: &str = "1000002";

fn cap(hours: i32, from: Date) -> Row {
    Row {
        of: names::INITIAL_CLAIMABLE.to_owned(),
        kind: Kind::Cap,
        provider: None,
        value: Value::Minutes(Minutes::hours(hours)),
        from,
        until: None,
        source: "a letter from the department".to_owned(),
        confidence: Confidence::Confirmed,
        note: None,
        origin: Origin::Own,
    }
}

fn lapse(provider: Option<&str>, years: i32) -> Row {
    Row {
        of: names::LAPSE.to_owned(),
        kind: Kind::Local,
        provider: provider.map(str::to_owned),
        value: Value::Years(years),
        ..cap(0, date(2025, 9, 1))
    }
}

/// Amina has done six hours in the year of the day, Ben one.
async fn with_mentors(world: &World) {
    for (trn, first, last) in [(AMINA, "Amina", "Khan"), (BEN, "Ben", "Low")] {
        world
            .people("Y75", &mentor(trn, first, last, 100_001))
            .await;
    }
    world
        .attended("Y75", &attended(AMINA, "conference-1", "2025-09-10", 360))
        .await;
    world
        .attended("Y75", &attended(BEN, "pedagogy", "2025-10-01", 60))
        .await;
}

async fn put(world: &World, actor: &Actor, row: &Row) -> Result<(), ActionError> {
    let seen = preview(&world.platform, actor, row).await?.seen;
    let once = world.platform.number();
    set_one(&world.platform, actor, row, "as agreed", &seen, once).await
}

async fn told(world: &World, actor: &Actor, name: &str) -> History {
    history(&world.platform, actor, name, None).await.unwrap()
}

/// The values that were set, the last first: hours, and whether each is in force.
async fn set_here(world: &World, actor: &Actor) -> Vec<(i32, bool)> {
    let changes = told(world, actor, names::INITIAL_CLAIMABLE).await.changes;
    let value = |change: &Change| {
        let minutes = change.version.row.value.minutes().unwrap();
        (minutes.whole_hours(), change.version.withdrawn.is_none())
    };
    changes.iter().map(value).collect()
}

async fn claimable(world: &World) -> i32 {
    world.standing("Y75", AMINA).await.standing.claimable_hours
}

#[tokio::test]
async fn a_preview_names_whom_a_rule_touches_and_how_and_changes_nothing() {
    on_each(async |world| {
        with_mentors(world).await;
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let seen = preview(&world.platform, &noor, &cap(5, date(2025, 11, 1)))
            .await
            .unwrap();
        assert_eq!((seen.effect.touched(), seen.effect.mentors()), (1, 2));
        let one = &seen.effect.providers[0].people[0];
        assert_eq!(one.person.name(), "Amina Khan");
        assert_eq!(
            (one.before.claimable_hours, one.after.claimable_hours),
            (6, 5)
        );
        assert_eq!(one.before.required, one.after.required);
        assert_eq!(
            seen.before.unwrap().row.value,
            Value::Minutes(Minutes::hours(16))
        );
        assert_eq!(claimable(world).await, 6);

        let beyond = preview(&world.platform, &noor, &cap(12, date(2026, 3, 1)))
            .await
            .unwrap();
        assert_eq!(
            beyond.effect.on,
            date(2026, 3, 1),
            "the first day on which it holds"
        );
        assert_eq!(beyond.effect.touched(), 0);

        world.wind(TODAY.yesterday().unwrap());
        let then = preview(&world.platform, &noor, &cap(5, date(2025, 11, 1))).await;
        let then = then.unwrap().effect;
        assert_eq!(then.touched(), 0, "her hours are not known yet");
    })
    .await;
}

#[tokio::test]
async fn a_rule_is_set_once_however_often_the_form_is_sent() {
    on_each(async |world| {
        with_mentors(world).await;
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let row = cap(5, date(2025, 11, 1));
        let seen = preview(&world.platform, &noor, &row).await.unwrap().seen;
        let once = world.platform.number();
        for _ in 0..2 {
            set_one(&world.platform, &noor, &row, "as agreed", &seen, once)
                .await
                .unwrap();
        }
        assert_eq!(set_here(world, &noor).await, [(5, true)]);
        assert_eq!(claimable(world).await, 5);
        let notes = world.notes().await;
        let set = notes.iter().filter(|note| note.deed == Deed::SetPolicy);
        assert_eq!(set.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_second_is_told_and_overwrites_nothing() {
    on_each(async |world| {
        with_mentors(world).await;
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let seen = preview(&world.platform, &noor, &cap(5, date(2025, 11, 1)))
            .await
            .unwrap()
            .seen;
        put(world, &world.operator(), &cap(4, date(2025, 11, 1)))
            .await
            .unwrap();
        let late = set_one(
            &world.platform,
            &noor,
            &cap(5, date(2025, 11, 1)),
            "as agreed",
            &seen,
            world.platform.number(),
        )
        .await;
        assert!(
            matches!(
                late,
                Err(ActionError::Refused(Refusal::Policy(
                    domain::policy::Refusal::SetMeanwhile
                )))
            ),
            "{late:?}"
        );
        assert_eq!(claimable(world).await, 4);
        put(world, &noor, &cap(5, date(2025, 11, 1))).await.unwrap();
        assert_eq!(
            set_here(world, &noor).await,
            [(5, true), (4, false)],
            "both are on record"
        );
    })
    .await;
}

#[tokio::test]
async fn taking_back_brings_back_what_was_replaced_and_deletes_nothing() {
    on_each(async |world| {
        with_mentors(world).await;
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        put(world, &noor, &cap(4, date(2025, 11, 1))).await.unwrap();
        put(world, &noor, &cap(5, date(2025, 11, 1))).await.unwrap();
        let newest = async || {
            let told = told(world, &noor, names::INITIAL_CLAIMABLE).await;
            assert!(told.changes[0].may_undo);
            told.changes[0].version.id
        };

        let id = newest().await;
        let seen = preview_undo(&world.platform, &noor, id).await.unwrap();
        let person = &seen.preview.effect.providers[0].people[0];
        assert_eq!(
            (person.before.claimable_hours, person.after.claimable_hours),
            (5, 4)
        );
        assert!(seen.returns.is_some());
        let take_back = async |id: Uuid| {
            let once = world.platform.number();
            undo(&world.platform, &noor, id, "a mistake", once).await
        };
        take_back(id).await.unwrap();
        assert_eq!(claimable(world).await, 4);
        assert!(
            matches!(take_back(id).await, Err(ActionError::NotFound(_))),
            "in force no more"
        );

        take_back(newest().await).await.unwrap();
        take_back(newest().await).await.unwrap();
        assert_eq!(
            claimable(world).await,
            4,
            "taking back a return is doing it again"
        );
        let told = told(world, &noor, names::INITIAL_CLAIMABLE).await;
        let stroke = told.changes[1].version.withdrawn.clone().unwrap();
        assert_eq!(stroke.because.as_deref(), Some("a mistake"));
        assert_eq!(told.changes.len(), 5);
    })
    .await;
}

#[tokio::test]
async fn a_value_that_replaced_nothing_is_withdrawn_and_the_shipped_one_holds_again() {
    on_each(async |world| {
        with_mentors(world).await;
        let noor = world.actor(Role::SupportAdministrator, "Y75", None).await;
        put(world, &noor, &cap(5, date(2025, 11, 1))).await.unwrap();
        let id = told(world, &noor, names::INITIAL_CLAIMABLE).await.changes[0]
            .version
            .id;
        let once = world.platform.number();
        for _ in 0..2 {
            undo(&world.platform, &noor, id, "not needed", once)
                .await
                .unwrap();
        }
        assert_eq!(claimable(world).await, 6);
        assert_eq!(set_here(world, &noor).await, [(5, false)]);
    })
    .await;
}

#[tokio::test]
async fn a_provider_s_lead_sets_what_is_theirs_to_choose_and_nothing_national() {
    on_each(async |world| {
        let lead = world.actor(Role::HeadOfIte, "Y75", None).await;
        put(world, &lead, &lapse(Some("Y75"), 2)).await.unwrap();
        assert!(is_forbidden(
            &put(world, &lead, &lapse(Some("L51"), 2)).await
        ));
        assert!(is_forbidden(&put(world, &lead, &lapse(None, 2)).await));
        let mut national = cap(5, date(2025, 11, 1));
        national.provider = Some("Y75".to_owned());
        let refused = put(world, &lead, &national).await;
        assert!(
            matches!(
                refused,
                Err(ActionError::Refused(Refusal::Policy(
                    domain::policy::Refusal::NotAProvidersChoice
                )))
            ),
            "{refused:?}"
        );
        let rule = told(world, &lead, names::LAPSE).await;
        assert!(rule.changes[0].may_undo && !rule.may_set);
        assert_eq!(rule.may_set_for.len(), 1);

        let elsewhere = world.actor(Role::HeadOfIte, "L51", None).await;
        let rule = told(world, &elsewhere, names::LAPSE).await;
        assert!(
            rule.changes.is_empty(),
            "another provider's own choice is not told"
        );
        let id = told(world, &lead, names::LAPSE).await.changes[0].version.id;
        let once = world.platform.number();
        let taken = undo(&world.platform, &elsewhere, id, "no", once).await;
        assert!(is_forbidden(&taken));
    })
    .await;
}

#[tokio::test]
async fn what_changed_on_13_november_2024_and_for_whom() {
    on_each(async |world| {
        world
            .people("L51", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        world
            .people("Y75", &mentor(BEN, "Ben", "Low", 100_001))
            .await;
        let on = date(2024, 11, 13);
        let lead = world.actor(Role::HeadOfIte, "L51", None).await;
        let seen = changes(&world.platform, &lead, Some(on), None)
            .await
            .unwrap();
        let turned: Vec<&str> = seen
            .turns
            .iter()
            .map(|turn| turn.titled.name.as_str())
            .collect();
        assert!(turned.contains(&names::INITIAL_REQUIRED), "{turned:?}");
        assert!(
            !turned.contains(&names::INITIAL_CLAIMABLE),
            "the cap stayed"
        );
        assert!(seen.days.contains(&on));
        let codes: Vec<&str> = seen
            .effect
            .providers
            .iter()
            .map(|touched| touched.provider.code.as_str())
            .collect();
        assert_eq!(codes, ["L51"], "their own mentors alone");
        let quiet = changes(&world.platform, &lead, Some(date(2024, 11, 14)), None)
            .await
            .unwrap();
        assert!(quiet.turns.is_empty());
        assert_eq!(quiet.effect.touched(), 0);
        let mentor = world.actor(Role::GeneralMentor, "L51", Some(100_001)).await;
        assert!(is_forbidden(
            &changes(&world.platform, &mentor, Some(on), None).await
        ));
    })
    .await;
}
