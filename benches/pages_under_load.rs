//! Measures the second promise: the pages of the first day, asked for over 64 connections.
//!
//! Owns the server that it starts as a process of its own. It never judges the figures.

mod brought;
mod load;
mod made;
mod measure;
mod noon;
mod served;

use std::path::Path;

use actions::{
    Platform,
    import::Manner,
    ledger::import_attendance,
    placement::import_placements,
    policy,
    standing::{Question, list},
};
use brought::quiet;
use domain::{
    Minutes,
    person::PersonId,
    policy::{Confidence, Kind, Origin, Row, Value, names},
};
use load::{CONNECTIONS, share, told};
use measure::{machine, memory, now, print};
use noon::platform;
use served::{Served, runtime};
use store::{
    Engine, Store,
    scratch::{engines, scratch},
};

/// As the program itself takes memory.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const SCHOOLS: usize = 2_000;
const MENTORS: usize = 5_000;
const ENTRIES: usize = 100_000;

fn main() {
    if let Some(address) = served::asked_to_serve() {
        return runtime().block_on(serve(&address));
    }
    let files = made::files(SCHOOLS, MENTORS, ENTRIES);
    println!(
        "Work: {MENTORS} mentors, {ENTRIES} attendances, {} placements, {CONNECTIONS} connections. Machine: {}.",
        MENTORS / 2,
        machine()
    );
    for engine in engines() {
        runtime().block_on(measure(engine, files.path()));
    }
    if !engines().contains(&Engine::Postgres) {
        println!("PostgreSQL is left out: ALONGSIDE_TEST_POSTGRES names no server.");
    }
}

/// Serves a database as the demo does, and says where.
async fn serve(address: &str) {
    let store = Store::open(address).await.expect("a database");
    let listener = served::listener().await;
    let routes = web::demo(platform(&store), web::demo::Demo::default());
    web::serve(listener, routes, std::future::pending())
        .await
        .expect("served");
}

async fn measure(engine: Engine, files: &Path) {
    println!("\n{engine:?}");
    let scratch = scratch(engine).await.expect("a database");
    let platform = platform(&scratch.store);
    fill(&platform, files).await;
    let (mentors, office) = people(&platform, &scratch.store).await;
    let served = Served::start(&scratch.address);
    let server = served.server;
    println!(
        "  {:<62} {:>11}",
        "memory of the server before anything is asked",
        memory(&server.process.to_string())
    );

    let of_list = |_: usize| ("/person/l51".to_owned(), office.clone());
    let (cold, size) = server.ask_once("/person/l51", &office);
    print("the list of 5,000 mentors, never asked before", cold, "");
    println!("  {:<62} {:>8} B", "its page, as it travels", size);
    told(
        "the list of 5,000 mentors, by urgency",
        &server.ask(2_000, of_list),
        "promised: 8 ms",
    );

    let of_mentor = |at: usize| {
        (
            "/standing/l51".to_owned(),
            mentors[at * 37 % mentors.len()].clone(),
        )
    };
    told(
        "a mentor's page, of 5,000 mentors in turn",
        &server.ask(20_000, of_mentor),
        "promised: 0.5 ms",
    );
    let of_few = |at: usize| ("/standing/l51".to_owned(), mentors[at % 200].clone());
    told(
        "a mentor's page, of 200 mentors in turn",
        &server.ask(20_000, of_few),
        "promised: 0.5 ms",
    );
    let of_week = |at: usize| {
        (
            "/this-week".to_owned(),
            mentors[at * 37 % mentors.len()].clone(),
        )
    };
    told(
        "this week, of 5,000 mentors in turn",
        &server.ask(10_000, of_week),
        "promised: 0.5 ms",
    );
    let overview = |_: usize| ("/insight/l51".to_owned(), office.clone());
    told("the overview", &server.ask(1_000, overview), "");
    let search = |at: usize| (format!("/search?q=number+{}", at % MENTORS), office.clone());
    told(
        "search by name",
        &server.ask(1_000, search),
        "promised: 3 ms",
    );

    let mut after = Vec::new();
    for turn in 0..20 {
        write_one(&platform, files, turn).await;
        after.push(server.ask_once("/person/l51", &office).0);
    }
    after.sort_unstable();
    print(
        "the list, first after a write (median of 20)",
        share(&after, 0.5),
        "promised: 100 ms",
    );
    print(
        "the list, first after a write (longest of 20)",
        share(&after, 1.0),
        "promised: 100 ms",
    );

    let began = now();
    let preview =
        policy::preview(&platform, &platform.operator(), &minimum_of_thirty_hours()).await;
    let effect = preview.expect("a preview").effect;
    print(
        "a rule that is edited, shown with those whom it touches",
        began.elapsed(),
        "promised: 2 s",
    );
    println!(
        "  {:<62} {:>8}",
        "mentors whom it touches",
        effect.touched()
    );

    let (taken, size) = server.ask_once("/person/l51.csv?components=1", &office);
    print(
        "CSV of 5,000 mentors with every component",
        taken,
        "promised: 1 s",
    );
    println!("  {:<62} {:>8} B", "the file, as it travels", size);
    println!(
        "  {:<62} {:>11}   promised: 80 MB",
        "memory of the server after all that",
        memory(&server.process.to_string())
    );
    drop(served);
    scratch.clear().await.expect("cleared");
}

async fn fill(platform: &Platform, files: &Path) {
    let operator = platform.operator();
    let manner = Manner::default();
    brought::everybody(platform, files).await;
    let file = |name: &str| files.join(name);
    import_placements(
        platform,
        &operator,
        &file("placements.csv"),
        "L51",
        manner,
        &mut quiet,
    )
    .await
    .expect("placements");
    import_attendance(
        platform,
        &operator,
        &file("attendance.csv"),
        "L51",
        manner,
        &mut quiet,
    )
    .await
    .expect("attendance");
}

/// More than most have done.
fn minimum_of_thirty_hours() -> Row {
    Row {
        of: names::REFRESHER_REQUIRED.to_owned(),
        kind: Kind::Minimum,
        provider: None,
        value: Value::Minutes(Minutes::hours(30)),
        from: "2025-09-01".parse().expect("a written day"),
        until: None,
        source: "a letter".to_owned(),
        confidence: Confidence::Confirmed,
        note: None,
        origin: Origin::Own,
    }
}

/// Takes in one attendance more, from outside the server.
async fn write_one(platform: &Platform, files: &Path, turn: usize) {
    let file = files.join("one.csv");
    let line = format!(
        "trn,component,held_on,minutes,kind,verified_by,how,reference\n\
         {},coaching,2025-11-03,30,attended,Helen Marsh,register,T-{turn}\n",
        1_000_100 + turn
    );
    std::fs::write(&file, line).expect("written");
    let operator = platform.operator();
    let report = import_attendance(
        platform,
        &operator,
        &file,
        "L51",
        Manner::default(),
        &mut |_| {},
    )
    .await;
    assert_eq!(report.expect("an attendance").new, 1);
}

/// The cookies by which every mentor and the office are known.
async fn people(platform: &Platform, store: &Store) -> (Vec<String>, String) {
    let operator = platform.operator();
    let question = Question {
        provider: "L51".into(),
        ..Question::default()
    };
    let all = list(platform, &operator, &question)
        .await
        .expect("standings");
    assert_eq!(all.rows.len(), MENTORS);
    let cookie = |person: PersonId| format!("alongside_demo={}", person.0);
    let mentors = all.rows.iter().map(|row| cookie(row.person.id)).collect();
    let mut tx = store.read().await.expect("a transaction");
    let people = store::person::people(&mut tx).await.expect("people");
    let office = people.iter().find(|person| person.last_name == "Office");
    let office = office.expect("somebody in the office").id;
    (mentors, cookie(office))
}
