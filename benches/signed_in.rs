//! Measures what being signed in costs, and how many requests of people who are signed in one machine answers.
//!
//! Owns the server that it starts as a process of its own. It never judges the figures.

mod brought;
mod load;
mod made;
mod measure;
mod noon;
mod served;

use std::{path::Path, sync::Arc, time::Duration};

use actions::{
    Doors, Platform,
    access::{
        Reader,
        session::{Entrance, enter, open},
    },
    standing::training,
};
use domain::{
    access::{
        Deed, Object,
        session::{Device, How},
    },
    person::PersonId,
};
use load::{CONNECTIONS, Server, told};
use measure::{machine, memory, print};
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

/// Sessions that are opened in one transaction.
const AT_ONCE: usize = 500;

fn main() {
    if let Some(address) = served::asked_to_serve() {
        return runtime().block_on(serve(&address));
    }
    let files = made::files(SCHOOLS, MENTORS, 0);
    println!(
        "Work: {MENTORS} mentors, each signed in, {CONNECTIONS} connections. Machine: {}.",
        machine()
    );
    for engine in engines() {
        runtime().block_on(measure(engine, files.path()));
    }
    if !engines().contains(&Engine::Postgres) {
        println!("PostgreSQL is left out: ALONGSIDE_TEST_POSTGRES names no server.");
    }
}

/// A platform behind doors through which people come signed in.
fn platform(store: &Store) -> Platform {
    noon::platform(store).behind(Doors {
        demo: false,
        ..Doors::default()
    })
}

async fn serve(address: &str) {
    let store = Store::open(address).await.expect("a database");
    let listener = served::listener().await;
    let routes = web::installation(platform(&store));
    web::serve(listener, routes, std::future::pending())
        .await
        .expect("served");
}

async fn measure(engine: Engine, files: &Path) {
    println!("\n{engine:?}");
    let scratch = scratch(engine).await.expect("a database");
    let platform = platform(&scratch.store);
    brought::everybody(&platform, files).await;
    let secrets = sign_everybody_in(&platform, &scratch.store).await;

    for (of, secrets) in [("200", &secrets[..200]), ("5,000", &secrets[..])] {
        let spent = entering(&platform, secrets).await;
        println!(
            "  {:<62} {:>8.3} ms of processor   promised: 0.25 ms",
            format!("who is there and what they may do, of {of} in turn"),
            spent.as_secs_f64() * 1000.0
        );
    }

    let office = sign_in(&platform, &scratch.store, "Office").await;
    for (words, read_by) in [("one's own", None), ("another's, noted,", Some(&office))] {
        reading(&platform, &secrets[..200], read_by).await;
        let spent = reading(&platform, &secrets[..200], read_by).await;
        println!(
            "  {:<62} {:>8.3} ms of processor",
            format!("the same with {words} training from memory, of 200 in turn"),
            spent.as_secs_f64() * 1000.0
        );
    }

    let served = Served::start(&scratch.address);
    let cookie = |at: usize| format!("alongside={}", secrets[at * 37 % secrets.len()].1);
    let (first, _) = served.server.ask_once("/this-week", &cookie(0));
    print("the very first page of all", first, "");
    for (path, many) in [("/access/devices", 10_000), ("/this-week", 40_000)] {
        let load = served.server.ask(many, |at| (path.to_owned(), cookie(at)));
        told(
            &format!("{path}, of 5,000 who are signed in"),
            &load,
            "promised: 2,000 a second",
        );
    }
    println!(
        "  {:<62} {:>11}",
        "memory of the server after all that",
        memory(&served.server.process.to_string())
    );
    drop(served);
    scratch.clear().await.expect("cleared");
}

/// What it costs to find out who is there and to ask leave for them, once.
async fn entering(platform: &Platform, secrets: &[(PersonId, String)]) -> Duration {
    spent_on_each(async |at| {
        let (person, secret) = &secrets[at % secrets.len()];
        let theirs = Object {
            person: Some(*person),
            ..Object::default()
        };
        let leave = entered(platform, secret)
            .await
            .actor
            .may(Deed::ReadStanding, theirs);
        leave.expect("their own standing");
    })
    .await
}

/// What it costs to find out who is there and to gather the training of somebody, once: their own,
/// or another's.
async fn reading(
    platform: &Platform,
    secrets: &[(PersonId, String)],
    read_by: Option<&(PersonId, String)>,
) -> Duration {
    spent_on_each(async |at| {
        let own = &secrets[at % secrets.len()];
        let (_, secret) = read_by.unwrap_or(own);
        let reader = entered(platform, secret).await;
        let read = training(platform, &reader.actor, own.0, "L51").await;
        assert_eq!(read.expect("a page").person.id, own.0);
    })
    .await
}

async fn entered(platform: &Platform, secret: &str) -> Arc<Reader> {
    match enter(platform, secret).await.expect("answered") {
        Entrance::Open(entered) => entered.reader,
        Entrance::Over(_) | Entrance::Nobody => panic!("nobody is there"),
    }
}

/// What this process spends on something that is done many times over, each time.
async fn spent_on_each(one: impl AsyncFn(usize)) -> Duration {
    const TIMES: usize = 20_000;
    let this = Server {
        address: ([127, 0, 0, 1], 0).into(),
        process: std::process::id(),
    };
    let before = this.processor();
    for at in 0..TIMES {
        one(at).await;
    }
    (this.processor() - before) / u32::try_from(TIMES).expect("not so many")
}

async fn sign_in(platform: &Platform, store: &Store, last_name: &str) -> (PersonId, String) {
    let mut tx = store.write().await.expect("a transaction");
    let people = store::person::people(&mut tx).await.expect("people");
    let mut people = people.into_iter();
    let person = people.find(|person| person.last_name == last_name);
    let person = person.expect("somebody of the name").id;
    let opened = open(platform, &mut tx, person, How::Code, &device()).await;
    tx.commit().await.expect("kept");
    (person, opened.expect("a session").secret)
}

fn device() -> Device {
    Device {
        agent: "A browser".to_owned(),
        address: "127.0.0.1".to_owned(),
        shared: false,
    }
}

async fn sign_everybody_in(platform: &Platform, store: &Store) -> Vec<(PersonId, String)> {
    let mut tx = store.read().await.expect("a transaction");
    let people = store::person::people(&mut tx).await.expect("people");
    drop(tx);
    let mentors: Vec<PersonId> = people
        .into_iter()
        .filter(|person| person.last_name.starts_with("Number"))
        .map(|person| person.id)
        .collect();
    assert_eq!(mentors.len(), MENTORS);
    let mut secrets = Vec::new();
    for some in mentors.chunks(AT_ONCE) {
        let mut tx = store.write().await.expect("a transaction");
        for person in some {
            let opened = open(platform, &mut tx, *person, How::Code, &device()).await;
            secrets.push((*person, opened.expect("a session").secret));
        }
        tx.commit().await.expect("kept");
    }
    secrets
}
