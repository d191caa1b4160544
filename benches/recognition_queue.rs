//! Measures one reading of the queue of earlier training: 2,000 requests that wait, by stage and page.
//!
//! Owns the requests, all invented. It never judges the figure.

mod brought;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod load;
mod made;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod measure;
mod noon;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod served;

use std::path::Path;

use actions::{Platform, prior_learning::queue};
use domain::{
    Date, Minutes,
    prior_learning::{ItemDraft, ItemId, ItemKind, Request, RequestId, Stage},
};
use load::Server;
use measure::machine;
use served::runtime;
use store::{
    Engine, Store,
    scratch::{engines, scratch},
};

const MENTORS: usize = 1_000;
const EACH: usize = 2;
const TIMES: u32 = 400;
const PAGES: [i64; 3] = [1, 20, 40];

fn main() {
    println!(
        "Work: {} requests of {MENTORS} mentors that wait. Machine: {}.",
        MENTORS * EACH,
        machine()
    );
    let files = made::files(MENTORS, MENTORS, 0);
    for engine in engines() {
        runtime().block_on(measure(engine, files.path()));
    }
}

async fn measure(engine: Engine, files: &Path) {
    println!("\n{engine:?}");
    let scratch = scratch(engine).await.expect("a database");
    let platform = noon::platform(&scratch.store);
    brought::everybody(&platform, files).await;
    wait(&platform, &scratch.store).await;
    let this = Server {
        address: ([127, 0, 0, 1], 0).into(),
        process: std::process::id(),
    };
    let office = platform.operator();
    for page in PAGES {
        let which = (Stage::Open, page);
        let read = async || {
            let found = queue(&platform, &office, "L51", which).await;
            found.expect("a queue").lines.len()
        };
        assert_eq!(read().await, 50, "a whole page waits");
        let before = this.processor();
        for _ in 0..TIMES {
            read().await;
        }
        let spent = (this.processor() - before) / TIMES;
        println!(
            "  {:<62} {:>8.3} ms of processor   promised: 5 ms",
            format!("page {page} of those that wait"),
            spent.as_secs_f64() * 1000.0
        );
    }
    scratch.clear().await.expect("cleared");
}

/// Everybody asks for two pieces of training to count.
async fn wait(platform: &Platform, store: &Store) {
    let mut tx = store.write().await.expect("a transaction");
    let providers = store::partnership::providers(&mut tx).await;
    let providers = providers.expect("providers");
    let ours = providers
        .iter()
        .find(|one| one.code == "L51")
        .expect("ours");
    let people = store::person::with_provider(&mut tx, ours.id).await;
    let mentors = people
        .expect("people")
        .into_iter()
        .filter(|one| one.first_name == "Mentor");
    for (at, person) in mentors.enumerate() {
        for component in ["mentoring", "coaching"] {
            let day = i8::try_from(at % 28).expect("a day") + 1;
            let item = ItemDraft {
                title: "Instructional coaching".to_owned(),
                given_by: "Edge Hill University".to_owned(),
                held_on: Some(on(3, day)),
                minutes: Minutes(90),
                evidence: Some(false),
                ..ItemDraft::begun(ItemId(platform.number()), person.id, ItemKind::Provider)
            };
            let kept = store::prior_learning::keep_item(&mut tx, &item, platform.now()).await;
            assert!(kept.expect("kept"), "an item is new");
            let asked_on = on(10, day);
            let request = Request {
                id: RequestId(platform.number()),
                item: item.id,
                person: person.id,
                provider: ours.id,
                component: component.to_owned(),
                claimed: Minutes(60),
                used: "I use its questions.".to_owned(),
                stage: Stage::Open,
                asked_on: Some(asked_on),
                version: 0,
            };
            let asked = store::prior_learning::ask(&mut tx, &request, asked_on).await;
            asked.expect("asked");
        }
    }
    tx.commit().await.expect("kept");
}

fn on(month: i8, day: i8) -> Date {
    Date::new(2025, month, day).expect("a day")
}
