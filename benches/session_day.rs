//! Measures a session's busiest minutes: 500 people for 40 places, 1,000 check-ins while the register is
//! read, and the log of a meeting of 2,000.
//!
//! Owns the mentors, all invented. It never judges the figures, but it counts who has a place.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod load;
mod log;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod measure;
mod noon;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod served;

use std::{io::Write, time::Duration};

use actions::{
    Platform,
    access::actor,
    booking::{check_in, join_log, place, register},
};
use domain::{
    Minutes, Timestamp,
    access::Actor,
    booking::{Audience, Booking, BookingId, Session, SessionId, State},
    calendar::uk_day,
    partnership::ProviderId,
    person::{Membership, Person, PersonId, Role},
    programme::Mode,
};
use measure::{machine, now};
use served::runtime;
use store::{
    Store, Tx, partnership::ProviderRecord, person::NewMembership, scratch::engines,
    scratch::scratch,
};

/// As the program itself takes memory.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Where it happens, and who hosts.
struct Day {
    platform: Platform,
    store: Store,
    provider: ProviderId,
    host: Actor,
}

const RUSH: usize = 500;
const PLACES: i64 = 40;
const CHECK_INS: usize = 1_000;
const NAMES: usize = 2_000;

fn main() {
    println!(
        "Work: one day of sessions. Machine: {}; its disk keeps a page of 4 KB in {:.1} ms.",
        machine(),
        disk().as_secs_f64() * 1000.0
    );
    for engine in engines() {
        println!("\n{engine:?}");
        runtime().block_on(async {
            let scratch = scratch(engine).await.expect("a database");
            measure(&scratch.store).await;
            scratch.clear().await.expect("cleared");
        });
    }
}

/// How long the disk takes to keep a page: every booking waits for that at least once.
fn disk() -> Duration {
    const TIMES: u32 = 200;
    let mut file = tempfile::tempfile().expect("a file");
    let asked = now();
    for _ in 0..TIMES {
        file.write_all(&[1; 4096]).expect("written");
        file.sync_data().expect("kept");
    }
    asked.elapsed() / TIMES
}

async fn measure(store: &Store) {
    let platform = noon::platform(store);
    let (provider, people) = partnership(&platform, store).await;
    let host = actor(&platform, people[NAMES]).await.expect("the host");
    let day = Day {
        store: store.clone(),
        provider,
        host,
        platform,
    };
    let platform = &day.platform;
    let mut actors = Vec::with_capacity(CHECK_INS);
    for person in &people[..CHECK_INS] {
        actors.push(actor(platform, *person).await.expect("somebody"));
    }
    // One of each first, so that what the program remembers is remembered.
    rush(&day, &actors[..10], 0).await;
    let second = 1_000_000 / u64::try_from(RUSH).expect("a small number");
    for (what, apart) in [("evenly over a second", second), ("all at once", 0)] {
        let taken = rush(&day, &actors[..RUSH], apart).await;
        let promised = if apart > 0 {
            "promised: p99 250 ms"
        } else {
            ""
        };
        let what = format!("{RUSH} people for {PLACES} places, {what}");
        told(&what, taken, promised);
    }
    check_ins(&day, &actors).await;
    meetings(&day, &people).await;
}

fn told(what: &str, mut taken: Vec<Duration>, promised: &str) {
    taken.sort_unstable();
    let at = |hundredth: usize| taken[(taken.len() - 1) * hundredth / 100].as_secs_f64() * 1000.0;
    println!(
        "  {what:<52} p50 {:>7.1} ms, p99 {:>7.1} ms   {promised}",
        at(50),
        at(99)
    );
}

/// Everybody books, so many microseconds apart. Checks that nobody is lost.
async fn rush(day: &Day, actors: &[Actor], apart: u64) -> Vec<Duration> {
    let platform = &day.platform;
    let starts = platform.now() + Duration::from_secs(7 * 86_400);
    let session = offer(day, starts, PLACES).await;
    let began = tokio::time::Instant::from_std(now());
    let all: Vec<_> = actors
        .iter()
        .cloned()
        .zip(0_u64..)
        .map(|(actor, at)| {
            let platform = platform.clone();
            tokio::spawn(async move {
                tokio::time::sleep_until(began + Duration::from_micros(at * apart)).await;
                let (once, asked) = (platform.number(), now());
                let state = place::book(&platform, &actor, once, session.id, actor.person, "");
                (state.await.expect("an answer"), asked.elapsed())
            })
        })
        .collect();
    let (mut placed, mut taken) = (0, Vec::with_capacity(actors.len()));
    for one in all {
        let (state, took) = one.await.expect("it ended");
        placed += i64::from(state == State::Confirmed);
        taken.push(took);
    }
    let mut tx = day.store.read().await.expect("a transaction");
    let kept = store::booking::bookings(&mut tx, session.id).await;
    let kept = kept.expect("the bookings");
    let most = PLACES.min(i64::try_from(actors.len()).expect("a small number"));
    assert_eq!((placed, kept.len()), (most, actors.len()), "nobody is lost");
    let in_order = kept
        .iter()
        .zip(1_i64..)
        .all(|(one, at)| one.number == at && (one.state == State::Confirmed) == (at <= PLACES));
    assert!(in_order, "whoever came first has a place");
    taken
}

/// A thousand people check in within a minute, while a host's grid is read every two seconds.
async fn check_ins(day: &Day, actors: &[Actor]) {
    let (platform, host) = (&day.platform, &day.host);
    let starts = platform.now();
    let session = offer(day, starts, 2_000).await;
    let began = tokio::time::Instant::from_std(now());
    let (screen_of, by) = (platform.clone(), host.clone());
    let grids = tokio::spawn(async move {
        let mut taken = Vec::new();
        for at in 0..30 {
            tokio::time::sleep_until(began + Duration::from_secs(2 * at)).await;
            let asked = now();
            let grid = register::grid(&screen_of, &by, session.id).await;
            grid.expect("the register");
            taken.push(asked.elapsed());
        }
        taken
    });
    let apart = 60_000_000 / u64::try_from(actors.len()).expect("a small number");
    let all: Vec<_> = actors
        .iter()
        .cloned()
        .zip(0_u64..)
        .map(|(actor, at)| {
            let (platform, host) = (platform.clone(), host.clone());
            tokio::spawn(async move {
                tokio::time::sleep_until(began + Duration::from_micros(at * apart)).await;
                let shown = check_in::screen(&platform, &host, session.id).await;
                let code = shown.expect("the screen").code.expect("a code");
                let asked = now();
                let own = actor.person;
                let done = check_in::check_in(&platform, &actor, own, session.id, &code).await;
                done.expect("checked in");
                asked.elapsed()
            })
        })
        .collect();
    let mut taken = Vec::with_capacity(actors.len());
    for one in all {
        taken.push(one.await.expect("it ended"));
    }
    let grid = register::grid(platform, host, session.id).await;
    let there = grid.expect("the register").rows.len();
    assert_eq!(there, actors.len(), "nobody is lost");
    told("1,000 check-ins within a minute", taken, "");
    let taken = grids.await.expect("it ended");
    told("the grid meanwhile, read every 2 s", taken, "");
}

/// The logs of two meetings that everyone joined, some under other names.
async fn meetings(day: &Day, people: &[PersonId]) {
    let names: Vec<(String, String)> = (0..people.len() - 1).map(log::name).collect();
    let on = day.platform.today();
    for (whose, text) in [
        ("Teams", log::teams(&names, on)),
        ("Zoom", log::zoom(&names, on)),
    ] {
        meeting(day, people, (whose, &text)).await;
    }
}

async fn meeting(day: &Day, people: &[PersonId], (whose, text): (&str, &str)) {
    let (platform, host) = (&day.platform, &day.host);
    let session = offer(day, platform.now(), 5_000).await;
    let mut tx = day.store.write().await.expect("a transaction");
    for (person, number) in people[..NAMES].iter().zip(1..) {
        let booking = booking(platform, &session, *person, number);
        let added = store::booking::add(&mut tx, &booking).await;
        added.expect("booked");
    }
    tx.commit().await.expect("kept");
    let asked = now();
    let done = join_log::bring(platform, host, session.id, text.as_bytes()).await;
    let took = asked.elapsed();
    let done = done.expect("a log");
    measure::print(
        &format!("a join log of {whose} with {NAMES} names, matched and marked"),
        took,
        "promised: 300 ms",
    );
    let rate = done.certain * 100 / done.names.max(1);
    println!(
        "    {} of {} names are somebody certain: {rate} %",
        done.certain, done.names
    );
}

async fn offer(day: &Day, starts_at: Timestamp, capacity: i64) -> Session {
    let (platform, host) = (&day.platform, day.host.person);
    let session = Session {
        id: SessionId(platform.number()),
        provider: day.provider,
        component: "feedback".to_owned(),
        title: "Giving feedback that is used".to_owned(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Live,
        held_on: uk_day(starts_at),
        starts_at,
        ends_at: starts_at + Duration::from_secs(5_400),
        place: String::new(),
        link: "https://meet.example/feedback".to_owned(),
        host,
        capacity,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    let mut tx = day.store.write().await.expect("a transaction");
    let offered = store::booking::offer(&mut tx, &session, platform.now(), host).await;
    offered.expect("offered");
    tx.commit().await.expect("kept");
    session
}

fn booking(platform: &Platform, of: &Session, person: PersonId, number: i64) -> Booking {
    Booking {
        id: BookingId(platform.number()),
        session: of.id,
        person,
        provider: of.provider,
        school: None,
        state: State::Confirmed,
        number,
        in_school_time: false,
        offer_ends_at: None,
        needs: String::new(),
        reason: String::new(),
        booked_at: platform.now(),
        booked_by: person,
        released: None,
        version: 0,
    }
}

/// A provider with its mentors, and last somebody who hosts.
async fn partnership(platform: &Platform, store: &Store) -> (ProviderId, Vec<PersonId>) {
    let mut tx = store.write().await.expect("a transaction");
    let provider = ProviderId(platform.number());
    let record = ProviderRecord {
        code: "Y75".to_owned(),
        name: "A provider".to_owned(),
        accredited: true,
        ..ProviderRecord::default()
    };
    let kept = store::partnership::keep_provider(&mut tx, provider, &record).await;
    kept.expect("a provider");
    let mut people = Vec::with_capacity(NAMES + 1);
    for at in 0..NAMES {
        let new = somebody(platform, log::name(at));
        add(platform, &mut tx, &new, (provider, Role::GeneralMentor)).await;
        people.push(new.id);
    }
    let host = somebody(platform, ("Hana".to_owned(), "Host".to_owned()));
    add(platform, &mut tx, &host, (provider, Role::LeadMentor)).await;
    people.push(host.id);
    tx.commit().await.expect("kept");
    (provider, people)
}

fn somebody(platform: &Platform, (first_name, last_name): (String, String)) -> Person {
    Person {
        id: PersonId(platform.number()),
        trn: None,
        first_name,
        last_name,
    }
}

async fn add(platform: &Platform, tx: &mut Tx, new: &Person, (provider, role): (ProviderId, Role)) {
    store::person::add(tx, new).await.expect("somebody");
    let held = NewMembership {
        id: platform.number(),
        membership: Membership {
            person: new.id,
            provider,
            role,
            school: None,
            scope: None,
            subject: None,
            school_phase: None,
            from: None,
            until: None,
        },
    };
    let added = store::person::add_membership(tx, &held).await;
    added.expect("a role");
}
