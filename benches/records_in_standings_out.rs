//! Measures the first promise: real records in, every mentor's standing out.
//!
//! Owns the figures that are printed. It never judges them: a machine is not a test.

mod made;
mod measure;
mod noon;

use std::{path::Path, process::Command, time::Duration};

use actions::{
    Platform,
    import::{Heard, Manner},
    ledger::{import_attendance, verify},
    partnership::import_schools,
    person::import_people,
    policy::{self, PROGRAMMES},
    programme::import_programme,
    search::find,
    standing::{Question, list, training},
};
use domain::{
    Minutes,
    access::Actor,
    policy::{Confidence, Kind, Origin, Row, Value, names},
};
use measure::{machine, memory, now, print};
use noon::platform;
use store::{
    Engine,
    scratch::{engines, scratch},
};

const SCHOOLS: usize = 50_000;
const MENTORS: usize = 5_000;
const ENTRIES: usize = 100_000;

fn main() {
    let files = made::files(SCHOOLS, MENTORS, ENTRIES);
    println!(
        "Work: {SCHOOLS} schools, {MENTORS} mentors, {ENTRIES} attendances. Machine: {}.",
        machine()
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    for engine in engines() {
        runtime.block_on(measure(engine, files.path()));
    }
    if !engines().contains(&Engine::Postgres) {
        println!("PostgreSQL is left out: ALONGSIDE_TEST_POSTGRES names no server.");
    }
}

async fn measure(engine: Engine, files: &Path) {
    println!("\n{engine:?}");
    let scratch = scratch(engine).await.expect("a database");
    let platform = platform(&scratch.store);
    let operator = platform.operator();
    let manner = Manner::default();
    let mut quiet = |heard: Heard<'_>| {
        if let Heard::Refused(problem) = heard {
            println!("  refused: {problem}");
        }
    };
    for file in PROGRAMMES {
        import_programme(&platform, &operator, *file, manner)
            .await
            .expect("a programme");
    }

    let began = now();
    let file = files.join("schools.csv");
    let report = import_schools(&platform, &operator, &file, None, manner, &mut quiet).await;
    print("50,000 schools imported", began.elapsed(), "promised: 6 s");
    assert_eq!(report.expect("schools").new, SCHOOLS as u64);

    let began = now();
    let file = files.join("people.csv");
    let report = import_people(&platform, &operator, &file, "L51", manner, &mut quiet).await;
    print("5,000 people imported", began.elapsed(), "");
    assert_eq!(report.expect("people").new, MENTORS as u64);

    let began = now();
    let file = files.join("attendance.csv");
    let report = import_attendance(&platform, &operator, &file, "L51", manner, &mut quiet).await;
    print(
        "100,000 attendances imported",
        began.elapsed(),
        "promised: 15 s",
    );
    assert_eq!(report.expect("attendance").new, ENTRIES as u64);

    let began = now();
    let report = import_attendance(&platform, &operator, &file, "L51", manner, &mut quiet).await;
    print("the same file again", began.elapsed(), "");
    assert_eq!(report.expect("attendance").unchanged, ENTRIES as u64);

    let question = Question {
        provider: "L51".into(),
        ..Question::default()
    };
    let began = now();
    let cold = list(&platform, &operator, &question)
        .await
        .expect("standings");
    print("5,000 standings, cold", began.elapsed(), "promised: 600 ms");
    assert_eq!(cold.rows.len(), MENTORS);

    let warm = median(50, async || {
        let again = list(&platform, &operator, &question)
            .await
            .expect("standings");
        assert_eq!(again.rows.len(), MENTORS);
    });
    print(
        "5,000 standings, warm (median of 50)",
        warm.await,
        "promised: 10 ms",
    );

    let ids: Vec<_> = cold
        .rows
        .iter()
        .step_by(50)
        .map(|row| row.person.id)
        .collect();
    drop(cold);
    let mut each = ids.iter();
    let one = median(ids.len(), async || {
        let id = *each.next().expect("as many as there are");
        training(&platform, &operator, id, "L51")
            .await
            .expect("a training page");
    });
    print(
        "one mentor's page with standing and entries (median of 100)",
        one.await,
        "",
    );
    let mut each = ids.iter();
    let one = median(ids.len(), async || {
        let id = *each.next().expect("as many as there are");
        actions::standing::standing_of(&platform, &operator, id, "L51")
            .await
            .expect("a standing");
    });
    print(
        "one mentor's standing (median of 100)",
        one.await,
        "promised: 1 ms",
    );

    let began = now();
    let books = verify(&platform, &operator, None, None)
        .await
        .expect("books");
    print("100,000 entries verified", began.elapsed(), "");
    assert!(books.iter().all(|book| book.fault.is_none()));

    rules_and_search(&platform, &operator).await;

    println!(
        "  {:<62} {:>11}   promised: 80 MB",
        "memory of this process after all that",
        memory("self")
    );
    let start = median(9, async || start(&scratch.address));
    print(
        "start to first answer, as a new process (median of 9)",
        start.await,
        "promised: 300 ms",
    );
    scratch.clear().await.expect("cleared");
}

/// A cap that nobody set, previewed; and words that are looked for among everybody and all schools.
async fn rules_and_search(platform: &Platform, operator: &Actor) {
    let row = Row {
        of: names::INITIAL_CLAIMABLE.into(),
        kind: Kind::Cap,
        provider: None,
        value: Value::Minutes(Minutes::hours(3)),
        from: "2025-09-01".parse().expect("a written day"),
        until: None,
        source: "a bench".into(),
        confidence: Confidence::Provisional,
        note: None,
        origin: Origin::Own,
    };
    let previewed = median(5, async || {
        let preview = policy::preview(platform, operator, &row).await;
        let effect = preview.expect("a preview").effect;
        assert!(effect.mentors() >= MENTORS && effect.touched() > 0);
    });
    print(
        "a rule previewed for 5,000 mentors (median of 5)",
        previewed.await,
        "promised: 2 s",
    );
    let asked = [
        "number 77 school",
        "Mentor Number 4001",
        "yo1 9AA",
        "1004321",
    ];
    find(platform, operator, asked[0]).await.expect("found");
    for asked in asked {
        let found = median(50, async || {
            assert!(
                !find(platform, operator, asked)
                    .await
                    .expect("found")
                    .is_empty()
            );
        });
        let what = format!("search for \"{asked}\" (median of 50)");
        print(&what, found.await, "promised: 3 ms");
    }
}

fn start(address: &str) {
    let done = Command::new(env!("CARGO_BIN_EXE_alongside"))
        .args(["--database", address, "policy", "check"])
        .output()
        .expect("the program starts");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

async fn median(times: usize, mut work: impl AsyncFnMut()) -> Duration {
    let mut taken = Vec::with_capacity(times);
    for _ in 0..times {
        let began = now();
        work().await;
        taken.push(began.elapsed());
    }
    taken.sort_unstable();
    taken[taken.len() / 2]
}
