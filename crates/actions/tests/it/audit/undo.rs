//! Tries the undo of a whole import: minutes, people, and what was changed since.
//!
//! Owns no words. It never deletes minutes.

use actions::{
    import::{self, Past},
    ledger::{correct, verify},
};
use domain::{
    Minutes,
    audit::import::{Kind, State},
    ledger::Correction,
    person::Role,
};
use uuid::Uuid;

use crate::world::{KEEP, World, attended, mentor, on_each, refusal};

const AMINA: &str = "1000001";
const BEN: &str = "1000002";

/// The newest import of a kind with York St John.
async fn newest(world: &World, kind: Kind) -> Past {
    let operator = world.operator();
    let all = import::imports(&world.platform, &operator, "Y75", 50, 0).await;
    let mut list = all.unwrap().list.into_iter();
    list.find(|run| run.kind == kind).unwrap()
}

async fn undone(world: &World, id: Uuid) -> String {
    let once = world.platform.number();
    let operator = world.operator();
    let done = import::undo(
        &world.platform,
        &operator,
        id,
        "the wrong term’s file",
        once,
    )
    .await;
    let told = done.unwrap();
    let books = verify(&world.platform, &operator, None, None)
        .await
        .unwrap();
    assert!(books.iter().all(|book| book.fault.is_none()));
    told
}

async fn two_mentors(world: &World) {
    let rows = [
        mentor(AMINA, "Amina", "Khan", 100_001),
        mentor(BEN, "Ben", "Low", 100_002),
    ];
    world.people("Y75", &rows.concat()).await;
}

async fn done(world: &World, trn: &str) -> i32 {
    world.standing("Y75", trn).await.standing.done.0
}

#[tokio::test]
async fn an_import_of_minutes_is_undone_and_the_same_file_brings_everything_back() {
    on_each(async |world| {
        two_mentors(world).await;
        let rows = [
            attended(AMINA, "pedagogy", "2025-10-01", 60),
            attended(BEN, "pedagogy", "2025-10-01", 45),
        ]
        .concat();
        world.attended("Y75", &rows).await;
        let run = newest(world, Kind::Attendance).await;
        assert_eq!((run.state, run.counts.new), (State::TakenIn, 2));
        assert_eq!(run.file_name, "file.csv");

        let operator = world.operator();
        let plan = import::plan_undo(&world.platform, &operator, run.id)
            .await
            .unwrap();
        assert_eq!(
            (plan.entries, plan.minutes, plan.people),
            (2, Minutes(105), 2)
        );
        assert_eq!(undone(world, run.id).await, "2 entries taken back");
        assert_eq!((done(world, AMINA).await, done(world, BEN).await), (0, 0));
        let again = undone(world, run.id).await;
        assert_eq!(
            again,
            "This import was undone before. Nothing more happened."
        );
        let run = newest(world, Kind::Attendance).await;
        let (_, by, why) = run.undone.unwrap();
        assert_eq!(by, "The operator of this machine");
        assert_eq!(why, "the wrong term’s file");

        let told = world.attendance("Y75", &rows).await;
        assert_eq!(told.counts(), (2, 0, 0, 0), "{:?}", told.sentences());
        assert_eq!((done(world, AMINA).await, done(world, BEN).await), (60, 45));
        assert_eq!(world.attendance("Y75", &rows).await.counts(), (0, 0, 2, 0));
        assert_eq!(
            world.entries("Y75", AMINA).await.len(),
            3,
            "nothing is deleted"
        );

        let second = newest_with_changes(world).await;
        assert_eq!(undone(world, second).await, "2 entries taken back");
        assert_eq!(done(world, AMINA).await, 0);
        assert_eq!(world.attendance("Y75", &rows).await.counts(), (2, 0, 0, 0));
        assert_eq!(done(world, AMINA).await, 60);
    })
    .await;
}

/// The newest import of minutes that brought anything.
async fn newest_with_changes(world: &World) -> Uuid {
    let operator = world.operator();
    let all = import::imports(&world.platform, &operator, "Y75", 50, 0).await;
    let mut list = all.unwrap().list.into_iter();
    let found = list.find(|run| run.kind == Kind::Attendance && run.counts.new > 0);
    found.unwrap().id
}

#[tokio::test]
async fn what_was_corrected_since_is_left_and_named() {
    on_each(async |world| {
        two_mentors(world).await;
        let rows = [
            attended(AMINA, "pedagogy", "2025-10-01", 60),
            attended(BEN, "pedagogy", "2025-10-01", 60),
        ];
        world.attended("Y75", &rows.concat()).await;
        let entry = world.entries("Y75", AMINA).await[0].entry.id;
        let correction = Correction {
            minutes: Some(Minutes(45)),
            reason: "left early".into(),
            ..Correction::default()
        };
        let operator = world.operator();
        correct(&world.platform, &operator, entry, correction)
            .await
            .unwrap();
        let run = newest(world, Kind::Attendance).await;
        let plan = import::plan_undo(&world.platform, &operator, run.id)
            .await
            .unwrap();
        assert_eq!((plan.entries, plan.left_count), (1, 1));
        assert_eq!(plan.left, ["Amina Khan: pedagogy, 1 h on 1 October 2025"]);
        undone(world, run.id).await;
        assert_eq!((done(world, AMINA).await, done(world, BEN).await), (45, 0));
    })
    .await;
}

#[tokio::test]
async fn an_import_that_confirmed_what_waited_lets_it_wait_again() {
    on_each(async |world| {
        two_mentors(world).await;
        let waits = format!("{AMINA},pedagogy,2025-10-01,60,attended,,register,R1\n");
        let vouched = format!("{AMINA},pedagogy,2025-10-01,60,attended,Dr Register,register,R1\n");
        world.attended("Y75", &waits).await;
        assert_eq!(
            world.attendance("Y75", &vouched).await.counts(),
            (0, 1, 0, 0)
        );
        assert_eq!(done(world, AMINA).await, 60);
        let run = newest(world, Kind::Attendance).await;
        undone(world, run.id).await;
        assert_eq!(done(world, AMINA).await, 0);
        let row = world.standing("Y75", AMINA).await;
        assert_eq!(row.standing.waiting, Minutes(60));
        assert_eq!(
            world.attendance("Y75", &vouched).await.counts(),
            (0, 1, 0, 0)
        );
        assert_eq!(done(world, AMINA).await, 60);
    })
    .await;
}

#[tokio::test]
async fn a_reference_is_free_again_for_another_provider() {
    on_each(async |world| {
        two_mentors(world).await;
        world
            .people("L51", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        let row = format!("{AMINA},,2025-10-01,60,attended,Dr Register,register,CERT-1\n");
        world.attended("Y75", &row).await;
        assert_eq!(world.attendance("L51", &row).await.report.refused, 1);
        undone(world, newest(world, Kind::Attendance).await.id).await;
        assert_eq!(world.attendance("L51", &row).await.counts(), (1, 0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn an_import_of_people_is_undone_and_the_same_file_brings_everything_back() {
    on_each(async |world| {
        world.people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001)).await;
        let rows = [
            "1000001,Amina,Khan,amina@ashfield.sch.uk,general_mentor,100001,history,,2024-09-01,2026-07-31\n".to_owned(),
            mentor(BEN, "Ben", "Low", 100_002),
        ]
        .concat();
        assert_eq!(world.people("Y75", &rows).await.counts(), (1, 1, 0, 0));
        let run = newest(world, Kind::People).await;
        let operator = world.operator();
        let plan = import::plan_undo(&world.platform, &operator, run.id).await.unwrap();
        assert_eq!(
            plan.others,
            [
                "Ben Low, general mentor at 100002: set aside",
                "Amina Khan, general mentor at 100001: put back as it was",
                "Amina Khan: an e-mail address taken back",
            ]
        );
        assert_eq!(undone(world, run.id).await, "3 other changes taken back");
        let rows_now = world.list(&crate::world::asking("Y75")).await;
        assert_eq!(rows_now.len(), 1, "Ben is listed no more");
        assert_eq!(world.people("Y75", &rows).await.counts(), (0, 2, 0, 0));
        assert_eq!(world.list(&crate::world::asking("Y75")).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_name_changes_where_the_row_gives_the_earlier_one() {
    on_each(async |world| {
        world.people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001)).await;
        let text = "trn,first_name,last_name,email,role,school_urn,subject,school_phase,from,to,earlier_name\n\
            1000001,Amina,Bello,,general_mentor,100001,,,2024-09-01,,Amina Khan\n";
        let told = world.people_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        assert_eq!(told.counts(), (0, 1, 0, 0), "{:?}", told.sentences());
        let row = world.standing("Y75", AMINA).await;
        assert_eq!(row.person.name(), "Amina Bello");
        undone(world, newest(world, Kind::People).await.id).await;
        let row = world.standing("Y75", AMINA).await;
        assert_eq!(row.person.name(), "Amina Khan");
    })
    .await;
}

#[tokio::test]
async fn an_undo_says_why_and_is_the_office_s_alone() {
    on_each(async |world| {
        two_mentors(world).await;
        let run = newest(world, Kind::People).await;
        let (once, platform) = (world.platform.number(), &world.platform);
        let silent = import::undo(platform, &world.operator(), run.id, "  ", once).await;
        assert_eq!(
            refusal(silent),
            "An undo needs a reason, so that everyone can follow it later."
        );
        let theirs = world.actor(Role::PartnershipOfficer, "L51", None).await;
        let done = import::undo(platform, &theirs, run.id, "not mine", once).await;
        assert!(crate::world::is_forbidden(&done));
        let register = newest(world, Kind::Schools).await;
        let done = import::undo(platform, &world.operator(), register.id, "old", once).await;
        assert_eq!(
            refusal(done),
            "A register is not undone: take in a newer one instead."
        );
    })
    .await;
}
