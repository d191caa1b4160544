//! Who is placed where, with whom, and what is out of the ordinary about it.

use std::collections::HashMap;

use domain::{
    AcademicYear,
    partnership::{SchoolPhase, Urn},
    placement::{Gate, alarm},
};
use jiff::civil::date;
use sample::{TODAY, traps};
use store::scratch::engines;

use crate::{World, filled};

async fn laid() -> World {
    let scratch = filled(engines()[0], sample::SEED).await;
    let world = World::of(&scratch.store).await;
    scratch.clear().await.expect("cleared away");
    world
}

#[tokio::test]
async fn two_intakes_are_placed_in_three_stretches_each_until_july() {
    let world = laid().await;
    assert_eq!(world.students.len(), 240);
    assert_eq!(world.placements.len(), 720);
    let this_year = AcademicYear::containing(TODAY);
    let begun = |year| {
        world
            .students
            .iter()
            .filter(move |one| one.intake == Some(year))
            .count()
    };
    assert!(begun(this_year) >= 125, "{}", begun(this_year));
    let last = world.placements.iter().map(|one| one.last_day()).max();
    assert_eq!(last, Some(date(2026, 7, 10)));
    let now = world
        .placements
        .iter()
        .filter(|one| one.holds_on(TODAY))
        .count();
    assert!(now >= 120, "{now} placements run on the day");
}

#[tokio::test]
async fn every_mentor_works_at_the_school_of_the_placement() {
    let world = laid().await;
    let schools: HashMap<_, _> = world.placements.iter().map(|one| (one.id, one)).collect();
    for (placement, mentoring) in &world.mentorings {
        let placement = schools[placement];
        let there = world.held(mentoring.mentor).into_iter().any(|held| {
            held.provider == placement.provider
                && held.school == Some(placement.school)
                && held.holds_on(mentoring.from)
        });
        let moved = mentoring.mentor == world.who(traps::MOVED);
        assert!(there || moved, "{placement:?} {mentoring:?}");
        assert!(
            placement.holds_on(mentoring.from),
            "{placement:?} {mentoring:?}"
        );
    }
}

#[tokio::test]
async fn dev_patel_is_with_amina_in_his_second_phase() {
    let world = laid().await;
    let (placement, mentors) = world.placed(world.called("Dev", "Patel"), TODAY);
    assert_eq!(placement.block.as_deref(), Some("Phase 2"));
    assert_eq!((placement.stage, placement.school), (Some(2), Urn(900_012)));
    assert_eq!(mentors[0].mentor, world.who(traps::AMINA));
}

#[tokio::test]
async fn a_job_share_a_replaced_mentor_and_nobody_at_all() {
    let world = laid().await;
    let (_, shared) = world.placed(world.called("Keira", "Nolan"), TODAY);
    let mut both: Vec<_> = shared.iter().map(|one| one.mentor).collect();
    both.sort_unstable();
    let mut wanted = traps::JOB_SHARE.map(|trn| world.who(trn));
    wanted.sort_unstable();
    assert_eq!(both, wanted);

    let (_, replaced) = world.placed(world.called("Malachi", "Dunne"), TODAY);
    let [before, after] = replaced[..] else {
        panic!("two, one after the other");
    };
    let [astley, marsden] = traps::REPLACED.map(|trn| world.who(trn));
    assert_eq!((before.mentor, after.mentor), (astley, marsden));
    assert_eq!(before.until, Some(date(2025, 11, 9)));
    assert_eq!((after.from, after.until), (traps::REPLACED_ON, None));

    let (first, last) = traps::WITHOUT_MENTOR;
    let (placement, mentors) = world.placed(world.called(first, last), TODAY);
    assert!(mentors.is_empty());
    let raised = alarm(placement, &[], TODAY).expect("an alarm");
    assert_eq!(raised.from, TODAY);
}

#[tokio::test]
async fn one_gate_is_open_although_the_placement_runs_and_one_school_employs() {
    let world = laid().await;
    let (first, last) = traps::GATE_OPEN;
    let (placement, _) = world.placed(world.called(first, last), TODAY);
    assert_eq!(placement.gate, Gate::Open);
    let open = world
        .placements
        .iter()
        .filter(|one| one.holds_on(TODAY) && one.gate == Gate::Open);
    assert_eq!(open.count(), 1);

    let (first, last) = traps::SALARIED;
    let student = world.called(first, last);
    let record = world.students.iter().find(|one| one.person == student);
    let record = record.expect("a student teacher");
    assert_eq!(record.route.as_deref(), Some("school_direct_salaried"));
    assert_eq!(record.employing_school, Some(Urn(900_001)));
    assert_eq!(record.school_phase, Some(SchoolPhase::Secondary));
}

#[tokio::test]
async fn marguerite_osei_has_a_student_teacher_of_each_provider() {
    let world = laid().await;
    let osei = world.who(traps::HELD_ELSEWHERE);
    let placements = world.placements.iter().filter(|one| {
        let hosted =
            |(of, held): &(_, domain::placement::Mentoring)| *of == one.id && held.mentor == osei;
        one.holds_on(TODAY) && world.mentorings.iter().any(hosted)
    });
    let mut with: Vec<_> = placements.map(|one| one.provider).collect();
    with.sort_unstable();
    with.dedup();
    assert_eq!(with.len(), 2);
}

#[tokio::test]
async fn nine_mentors_of_the_trust_work_with_three_providers() {
    let world = laid().await;
    let grace = world.held(world.called("Grace", "Okafor"));
    let mut providers: Vec<_> = grace.iter().map(|held| held.provider).collect();
    providers.sort_unstable();
    providers.dedup();
    assert_eq!(providers.len(), 3);
    let hers = |urn| grace.iter().any(|held| held.school == urn);
    let mut mentors: Vec<_> = world
        .memberships
        .iter()
        .filter(|held| held.role == domain::person::Role::GeneralMentor && hers(held.school))
        .map(|held| held.person)
        .collect();
    mentors.sort_unstable();
    mentors.dedup();
    assert_eq!(mentors.len(), 9);
}
