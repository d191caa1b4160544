//! Measures what one reading of somebody's private calendar costs: 60 sessions, by its address.
//!
//! Owns the sessions, all invented. It never judges the figure.

#[expect(dead_code, reason = "other benches use the rest of it")]
mod load;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod measure;
mod noon;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod served;

use std::time::Duration;

use actions::{Platform, access::actor, booking::calendar};
use domain::{
    Minutes, Timestamp,
    access::session::Device,
    booking::{Audience, Booking, BookingId, Session, SessionId, State},
    calendar::uk_day,
    partnership::ProviderId,
    person::{Membership, Person, PersonId, Role},
    programme::Mode,
};
use load::Server;
use measure::machine;
use served::runtime;
use store::{
    Engine, Store, partnership::ProviderRecord, person::NewMembership, scratch::engines,
    scratch::scratch,
};

const SESSIONS: i64 = 60;

const TIMES: u32 = 5_000;

fn main() {
    println!(
        "Work: one calendar of {SESSIONS} sessions. Machine: {}.",
        machine()
    );
    for engine in engines() {
        runtime().block_on(measure(engine));
    }
}

async fn measure(engine: Engine) {
    println!("\n{engine:?}");
    let scratch = scratch(engine).await.expect("a database");
    let platform = noon::platform(&scratch.store);
    let person = booked(&platform, &scratch.store).await;
    let actor = actor(&platform, person).await.expect("somebody");
    let address = calendar::renew(&platform, &actor, person).await;
    let address = address.expect("an address");
    let secret = address.rsplit('/').next().unwrap_or_default();
    let secret = secret.trim_end_matches(".ics");
    let spent = reading(&platform, secret).await;
    println!(
        "  {:<62} {:>8.3} ms of processor   promised: 1 ms",
        "a calendar, found by its address, read and written",
        spent.as_secs_f64() * 1000.0
    );
    scratch.clear().await.expect("cleared");
}

/// What this process spends on one reading.
async fn reading(platform: &Platform, secret: &str) -> Duration {
    let this = Server {
        address: ([127, 0, 0, 1], 0).into(),
        process: std::process::id(),
    };
    let device = Device::default();
    let before = this.processor();
    for _ in 0..TIMES {
        let text = calendar::feed(platform, secret, &device).await;
        let text = text.expect("a calendar");
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 60);
    }
    (this.processor() - before) / TIMES
}

/// Somebody who booked every session there is.
async fn booked(platform: &Platform, store: &Store) -> PersonId {
    let mut tx = store.write().await.expect("a transaction");
    let provider = ProviderId(platform.number());
    let record = ProviderRecord {
        code: "Y75".to_owned(),
        name: "A provider".to_owned(),
        accredited: true,
        ..ProviderRecord::default()
    };
    store::partnership::keep_provider(&mut tx, provider, &record)
        .await
        .expect("a provider");
    let mentor = Person {
        id: PersonId(platform.number()),
        trn: None,
        first_name: "Amina".to_owned(),
        last_name: "Khan".to_owned(),
    };
    store::person::add(&mut tx, &mentor)
        .await
        .expect("somebody");
    let held = NewMembership {
        id: platform.number(),
        membership: Membership {
            person: mentor.id,
            provider,
            role: Role::GeneralMentor,
            school: None,
            scope: None,
            subject: None,
            school_phase: None,
            from: None,
            until: None,
        },
    };
    store::person::add_membership(&mut tx, &held)
        .await
        .expect("a role");
    for at in 0..SESSIONS {
        let session = session(platform, provider, mentor.id, at);
        let now = platform.now();
        store::booking::offer(&mut tx, &session, now, mentor.id)
            .await
            .expect("offered");
        let booking = booking(platform, &session, mentor.id, now);
        store::booking::add(&mut tx, &booking)
            .await
            .expect("booked");
    }
    tx.commit().await.expect("kept");
    mentor.id
}

fn session(platform: &Platform, provider: ProviderId, host: PersonId, at: i64) -> Session {
    let day = after_days(at);
    let starts_at = platform.now() + day;
    Session {
        id: SessionId(platform.number()),
        provider,
        component: "feedback".to_owned(),
        title: format!("Giving feedback that is used, part {at}"),
        about: "What is said, what is heard; and what is done the week after.\nBring a lesson."
            .to_owned(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Live,
        held_on: uk_day(starts_at),
        starts_at,
        ends_at: starts_at + Duration::from_secs(5_400),
        place: "De Grey Court, Lord Mayor's Walk, York".to_owned(),
        link: "https://meet.example/feedback".to_owned(),
        host,
        capacity: 40,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    }
}

fn after_days(days: i64) -> Duration {
    Duration::from_secs(u64::try_from(days + 1).unwrap_or_default() * 86_400)
}

fn booking(platform: &Platform, of: &Session, person: PersonId, now: Timestamp) -> Booking {
    Booking {
        id: BookingId(platform.number()),
        session: of.id,
        person,
        provider: of.provider,
        school: None,
        state: State::Confirmed,
        number: 1,
        in_school_time: false,
        offer_ends_at: None,
        needs: String::new(),
        reason: String::new(),
        booked_at: now,
        booked_by: person,
        released: None,
        version: 0,
    }
}
