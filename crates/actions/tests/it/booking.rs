//! Tries what is done about sessions.
//!
//! Owns a session that is held now. It never asks who else might hold it.

mod catch_up;
mod changed;
mod join_log;
mod moved;
mod nobody;
pub mod place;
pub mod register;
mod series;
mod several;
mod told;
mod twice;

use domain::{
    Minutes,
    booking::{Audience, Booking, BookingId, Session, SessionId, State, check_in},
    person::PersonId,
    programme::Mode,
};
use jiff::ToSpan;

use crate::world::World;

/// The component that the sessions are for.
pub const COMPONENT: &str = "pedagogy";

/// Keeps a session that began ten minutes ago and lasts two hours.
pub async fn offered(world: &World, host: PersonId) -> Session {
    let now = world.platform.now();
    let session = Session {
        id: SessionId(world.platform.number()),
        provider: world.provider("Y75").await,
        component: COMPONENT.to_owned(),
        title: "Coaching and giving feedback".to_owned(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(120),
        mode: Mode::Conference,
        held_on: world.platform.today(),
        starts_at: now - 10.minutes(),
        ends_at: now + 110.minutes(),
        place: "The hall".to_owned(),
        link: String::new(),
        host,
        capacity: 500,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    let mut tx = world.store.write().await.unwrap();
    store::booking::offer(&mut tx, &session, now, host)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    session
}

/// Gives people a place in a session.
pub async fn booked(world: &World, session: &Session, people: &[PersonId]) {
    let mut tx = world.store.write().await.unwrap();
    for person in people {
        let number = store::booking::next_number(&mut tx, session.id)
            .await
            .unwrap();
        let booking = Booking {
            id: BookingId(world.platform.number()),
            session: session.id,
            person: *person,
            provider: session.provider,
            school: None,
            state: State::Confirmed,
            number,
            in_school_time: false,
            offer_ends_at: None,
            needs: String::new(),
            reason: String::new(),
            booked_at: world.platform.now(),
            booked_by: *person,
            released: None,
            version: 0,
        };
        store::booking::add(&mut tx, &booking).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A session that the mentor of the attempts holds, and in which they have a place.
pub async fn hosted(world: &World) -> SessionId {
    let host = world.person("1000001").await;
    let session = offered(world, host).await;
    booked(world, &session, &[host]).await;
    session.id
}

/// The code that its screen shows.
pub async fn code(world: &World, session: SessionId) -> String {
    let now = world.platform.now();
    let mut tx = world.store.write().await.unwrap();
    let secret = store::booking::register::keep_secret(&mut tx, session, &"c".repeat(64), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    check_in::code(&secret, now)
}
