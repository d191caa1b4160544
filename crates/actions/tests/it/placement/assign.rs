//! Tries the deeds on one placement: mentors, days, the start gate, and two who change it at once.
//!
//! Owns no data of its own. It never looks at a page.

use actions::{ActionError, placement as deeds};
use domain::{
    Minutes, Refusal,
    person::PersonId,
    placement::{self, Gate, Manner, PlacementId},
};
use jiff::civil::date;

use super::{placed, state, student, whole};
use crate::world::{TODAY, World, attended, is_forbidden, mentor, on_each, refusal};

async fn small(world: &World) -> (PlacementId, PersonId, PersonId) {
    student(world).await;
    let rows = [
        mentor("1000001", "Amina", "Khan", 100_001),
        mentor("1000002", "Ben", "Low", 100_001),
        mentor("1000003", "Cara", "Moss", 100_002),
    ];
    world.people("Y75", &rows.concat()).await;
    let id = placed(world).await;
    let (amina, ben) = (world.person("1000001").await, world.person("1000002").await);
    (id, amina, ben)
}

async fn assign(
    world: &World,
    id: PlacementId,
    mentor: PersonId,
    manner: Manner,
) -> Result<(), ActionError> {
    let (_, seen) = state(world, id).await;
    let once = world.platform.number();
    let what = (mentor, TODAY, manner);
    deeds::assign(&world.platform, &world.operator(), id, what, &seen, once).await
}

#[tokio::test]
async fn a_mentor_is_named_replaced_and_ended_and_all_of_it_stays_on_record() {
    on_each(async |world| {
        let (id, amina, ben) = small(world).await;
        assign(world, id, amina, Manner::Beside).await.unwrap();
        assign(world, id, ben, Manner::Beside).await.unwrap();
        let (_, share) = whole(world, id).await;
        assert_eq!(share.len(), 2);
        let (platform, operator) = (&world.platform, world.operator());
        let (_, seen) = state(world, id).await;
        let what = (share[0].id, date(2025, 12, 19));
        deeds::end(platform, &operator, id, what, &seen, platform.number())
            .await
            .unwrap();
        let (_, now) = whole(world, id).await;
        assert_eq!(now[0].until, Some(date(2025, 12, 19)));
        let row = deeds::one(platform, &operator, id).await.unwrap().row;
        assert_eq!(row.alarm(TODAY), None, "the other goes on");
        assert_eq!(row.mentors_on(TODAY).count(), 2);
        let told = world.notes().await;
        let told: Vec<&str> = told
            .iter()
            .rev()
            .take(3)
            .map(|note| note.told.as_str())
            .collect();
        let until = "mentors until 19 December 2025, before until further notice";
        assert_eq!(
            told[0],
            format!("{} {until}", amina.0),
            "a number and no name"
        );
        assert_eq!(
            told[2],
            format!("{} mentors from 18 November 2025", amina.0)
        );
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_does_its_deed_once() {
    on_each(async |world| {
        let (id, amina, _) = small(world).await;
        let (_, seen) = state(world, id).await;
        let once = world.platform.number();
        for _ in 0..2 {
            let what = (amina, TODAY, Manner::Beside);
            let operator = world.operator();
            deeds::assign(&world.platform, &operator, id, what, &seen, once)
                .await
                .unwrap();
        }
        assert_eq!(whole(world, id).await.1.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_who_change_a_placement_is_told() {
    on_each(async |world| {
        let (id, amina, ben) = small(world).await;
        let (_, seen) = state(world, id).await;
        assign(world, id, amina, Manner::Beside).await.unwrap();
        let what = (ben, TODAY, Manner::Beside);
        let (platform, operator) = (&world.platform, world.operator());
        let late = deeds::assign(platform, &operator, id, what, &seen, platform.number()).await;
        let meanwhile = Refusal::Placement(placement::Refusal::ChangedMeanwhile);
        assert!(matches!(late, Err(ActionError::Refused(refusal)) if refusal == meanwhile));
        assert_eq!(whole(world, id).await.1.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_a_general_mentor_at_the_school_is_named() {
    on_each(async |world| {
        let (id, ..) = small(world).await;
        let elsewhere = world.person("1000003").await;
        let no = refusal(assign(world, id, elsewhere, Manner::Beside).await);
        assert!(
            no.contains("Cara Moss is not a general mentor at this school"),
            "{no}"
        );
    })
    .await;
}

#[tokio::test]
async fn days_change_with_the_mentors_who_began_with_the_placement() {
    on_each(async |world| {
        let (id, amina, _) = small(world).await;
        let (placement, seen) = state(world, id).await;
        let what = (amina, placement.from, Manner::Beside);
        let (platform, operator) = (&world.platform, world.operator());
        deeds::assign(platform, &operator, id, what, &seen, platform.number())
            .await
            .unwrap();
        let (_, seen) = state(world, id).await;
        let changed = deeds::Changed {
            block: Some("Autumn".to_owned()),
            stage: Some(1),
            lead_mentor: None,
            from: date(2025, 9, 22),
            until: Some(date(2026, 2, 13)),
        };
        let once = platform.number();
        deeds::change(platform, &operator, id, &changed, &seen, once)
            .await
            .unwrap();
        let (placement, mentorings) = whole(world, id).await;
        assert_eq!(
            (placement.stage, placement.from),
            (Some(1), date(2025, 9, 22))
        );
        assert_eq!(mentorings[0].from, date(2025, 9, 22));
        let backwards = deeds::Changed {
            until: Some(date(2025, 9, 1)),
            ..changed.clone()
        };
        let (_, seen) = state(world, id).await;
        let once = platform.number();
        let no = deeds::change(platform, &operator, id, &backwards, &seen, once).await;
        assert!(refusal(no).contains("comes before the first"));
    })
    .await;
}

#[tokio::test]
async fn the_start_gate_keeps_yes_and_the_day_and_can_be_taken_back() {
    on_each(async |world| {
        let (id, ..) = small(world).await;
        let (platform, operator) = (&world.platform, world.operator());
        let confirm = async |on| {
            let (_, seen) = state(world, id).await;
            deeds::confirm_gate(platform, &operator, id, on, &seen, platform.number()).await
        };
        let no = refusal(confirm(Some(date(2025, 11, 19))).await);
        assert!(no.contains("has not come yet"), "{no}");
        confirm(Some(date(2025, 9, 1))).await.unwrap();
        let gate = whole(world, id).await.0.gate;
        assert_eq!(
            gate,
            Gate::Confirmed {
                on: date(2025, 9, 1),
                by: PersonId::OPERATOR
            }
        );
        confirm(None).await.unwrap();
        assert_eq!(whole(world, id).await.0.gate, Gate::Open);
    })
    .await;
}

#[tokio::test]
async fn a_mentor_and_a_student_teacher_read_their_own_placement_alone() {
    on_each(async |world| {
        let (id, amina, ben) = small(world).await;
        assign(world, id, amina, Manner::Beside).await.unwrap();
        let student = whole(world, id).await.0.student;
        for (person, may) in [(amina, true), (student, true), (ben, false)] {
            let actor = actions::access::actor(&world.platform, person)
                .await
                .unwrap();
            let read = deeds::one(&world.platform, &actor, id).await;
            assert_eq!(is_forbidden(&read), !may);
            if let Ok(detail) = read {
                assert!(!detail.may.assign && !detail.may.change && !detail.may.confirm);
                assert!(detail.mentors.is_empty());
            }
        }
        let actor = actions::access::actor(&world.platform, student)
            .await
            .unwrap();
        let (_, mine) = deeds::of_student(&world.platform, &actor).await.unwrap();
        assert_eq!(mine.len(), 1);
        assert_eq!(
            mine[0].row.mentors_on(TODAY).next().unwrap().person.id,
            amina
        );
    })
    .await;
}

#[tokio::test]
async fn what_each_would_have_left_is_told_before_anybody_is_named() {
    on_each(async |world| {
        let (id, amina, ben) = small(world).await;
        let done = attended("1000001", "models-of-mentoring", "2025-10-01", 60);
        world.attended("Y75", &done).await;
        let (platform, operator) = (&world.platform, world.operator());
        let detail = deeds::one(platform, &operator, id).await.unwrap();
        let ready = deeds::readiness(platform, &operator, &detail)
            .await
            .unwrap();
        assert_eq!(ready.len(), 2, "the mentors at the school");
        let (ready_amina, ready_ben) = (&ready[&amina], &ready[&ben]);
        assert_eq!(ready_amina.by, date(2025, 11, 30));
        assert_eq!(
            (ready_amina.done, ready_ben.done),
            (Minutes(60), Minutes::ZERO)
        );
        assert!(ready_amina.required.is_some());
        assert_eq!(ready_amina.left, Vec::<String>::new());
        assert_eq!(ready_ben.left, ["Models of mentoring and coaching"]);
        let before = world.standing("Y75", "1000002").await;
        assert!(!before.hosts_today, "nothing was kept");
    })
    .await;
}
