//! Tries registers: marks, codes, walk-ins, closing once, opening again.
//!
//! Owns a hall of mentors. It never closes a register by anybody who was there.

use actions::booking::{
    check_in::{arriving, check_in, screen},
    register::{Ticked, add_walk_in, close, find_walk_in, grid, mark, reopen, weigh},
};
use domain::{
    Minutes,
    access::Actor,
    booking::{Session, register::Mark},
    person::{PersonId, Role},
};
use jiff::ToSpan;

use super::{booked, code, offered};
use crate::world::{World, mentor, on_each, refusal};

/// Mentors of York St John, with everything done today still in the hall.
pub async fn hall(world: &World, many: usize) -> Vec<PersonId> {
    let rows: String = (0..many)
        .map(|at| {
            let trn = (2_000_000 + at).to_string();
            let last = format!(
                "Mentor{}",
                char::from(b'a' + u8::try_from(at % 26).unwrap())
            );
            mentor(&trn, &format!("Person{}", words(at)), &last, 100_001)
        })
        .collect();
    world.people("Y75", &rows).await;
    let mut people = Vec::new();
    for at in 0..many {
        people.push(world.person(&(2_000_000 + at).to_string()).await);
    }
    people
}

/// A number in letters.
pub fn words(mut number: usize) -> String {
    let mut told = String::new();
    loop {
        told.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
        if number == 0 {
            return told;
        }
    }
}

fn tick(person: PersonId, mark: Mark, minutes: Option<i32>) -> Ticked {
    Ticked {
        key: person.0.simple().to_string()[20..].to_owned(),
        mark,
        minutes: minutes.map(Minutes),
        times: None,
    }
}

/// That the mentor of the attempts was not there.
pub async fn absent(world: &World) -> [Ticked; 1] {
    [tick(world.person("1000001").await, Mark::Absent, None)]
}

pub async fn total(world: &World, people: &[PersonId]) -> i32 {
    let provider = world.provider("Y75").await;
    let mut tx = world.store.read().await.unwrap();
    let after = world.platform.known_before();
    let mut all = store::ledger::lines(&mut tx, provider, after)
        .await
        .unwrap();
    people
        .iter()
        .filter_map(|person| all.remove(person))
        .flatten()
        .map(|line| line.minutes.0)
        .sum()
}

async fn office(world: &World) -> Actor {
    world.actor(Role::PartnershipOfficer, "Y75", None).await
}

pub async fn hosting(world: &World, many: usize) -> (Session, Vec<PersonId>, Actor) {
    let people = hall(world, many).await;
    let host = world.actor(Role::LeadMentor, "Y75", None).await;
    let mut tx = world.store.write().await.unwrap();
    let person = domain::person::Person {
        id: host.person,
        trn: None,
        first_name: "Hana".to_owned(),
        last_name: "Host".to_owned(),
    };
    store::person::add(&mut tx, &person).await.unwrap();
    tx.commit().await.unwrap();
    let session = offered(world, host.person).await;
    booked(world, &session, &people).await;
    (session, people, host)
}

#[tokio::test]
async fn a_hundred_and_forty_sign_ins_raise_the_totals_once_however_often_the_register_is_closed() {
    on_each(async |world| {
        let (session, people, host) = hosting(world, 140).await;
        let platform = &world.platform;
        let typed = code(world, session.id).await;
        for person in &people[..136] {
            let own = actions::access::actor(platform, *person).await.unwrap();
            check_in(platform, &own, *person, session.id, &typed)
                .await
                .unwrap();
            check_in(platform, &own, *person, session.id, &typed)
                .await
                .unwrap();
        }
        let four: Vec<Ticked> = people[136..]
            .iter()
            .map(|person| tick(*person, Mark::Attended, None))
            .collect();
        let now = platform.now();
        let done = mark(platform, &host, session.id, &four, now).await.unwrap();
        assert_eq!((done.kept, done.same), (4, 0));
        let again = mark(platform, &host, session.id, &four, now).await.unwrap();
        assert_eq!((again.kept, again.same), (0, 4));
        assert_eq!(total(world, &people).await, 0);

        let weighed = weigh(platform, &host, session.id, Minutes(110))
            .await
            .unwrap();
        assert_eq!((weighed.people, weighed.minutes), (140, Minutes(140 * 110)));
        let once = platform.number();
        for _ in 0..2 {
            let closed = close(platform, &host, once, session.id, Minutes(110)).await;
            assert_eq!(closed.unwrap(), 140);
        }
        let other = close(platform, &host, platform.number(), session.id, Minutes(110)).await;
        assert_eq!(
            refusal(other),
            "This register is closed. Open it again first, with a reason."
        );
        assert_eq!(total(world, &people).await, 140 * 110);

        let why = "Four of them were matched to somebody else";
        let none = reopen(platform, &host, platform.number(), session.id, " ").await;
        assert_eq!(refusal(none), "Say why the register is opened again.");
        reopen(platform, &host, platform.number(), session.id, why)
            .await
            .unwrap();
        assert_eq!(total(world, &people).await, 0);
        world.wind_to("2025-11-18T20:00:00Z");
        let two = [
            tick(people[0], Mark::Absent, None),
            tick(people[1], Mark::Part, Some(45)),
        ];
        let done = mark(platform, &host, session.id, &two, platform.now())
            .await
            .unwrap();
        assert_eq!(done.kept, 2);
        let office = office(world).await;
        close(
            platform,
            &office,
            platform.number(),
            session.id,
            Minutes(110),
        )
        .await
        .unwrap();
        assert_eq!(total(world, &people).await, 138 * 110 + 45);
        let read = grid(platform, &host, session.id).await.unwrap();
        assert_eq!((read.closings.len(), read.rows.len()), (2, 140));
        assert_eq!(read.closings[0].0.reason, why);
        let books = actions::ledger::verify(platform, &world.operator(), None, None).await;
        assert!(books.unwrap().iter().all(|book| book.fault.is_none()));
    })
    .await;
}

#[tokio::test]
async fn whoever_was_there_never_vouches_for_themself() {
    on_each(async |world| {
        let people = hall(world, 2).await;
        let platform = &world.platform;
        let session = offered(world, people[0]).await;
        booked(world, &session, &people).await;
        let host = actions::access::actor(platform, people[0]).await.unwrap();
        let own = [tick(people[0], Mark::Attended, None)];
        let own = mark(platform, &host, session.id, &own, platform.now()).await;
        assert!(refusal(own).starts_with("You are on this register yourself"));
        let typed = code(world, session.id).await;
        check_in(platform, &host, people[0], session.id, &typed)
            .await
            .unwrap();
        let closed = close(platform, &host, platform.number(), session.id, Minutes(60)).await;
        assert!(refusal(closed).starts_with("You are on this register yourself"));
        let office = office(world).await;
        close(
            platform,
            &office,
            platform.number(),
            session.id,
            Minutes(60),
        )
        .await
        .unwrap();
        assert_eq!(total(world, &people).await, 60);
    })
    .await;
}

#[tokio::test]
async fn a_code_opens_for_a_minute_during_the_session_and_guessing_ends_soon() {
    on_each(async |world| {
        let (session, people, host) = hosting(world, 2).await;
        let platform = &world.platform;
        let shown = screen(platform, &host, session.id).await.unwrap();
        assert_eq!((shown.booked, shown.there), (2, 0));
        let typed = shown.code.unwrap();
        let amina = actions::access::actor(platform, people[0]).await.unwrap();
        for wrong in ["", "000000", "'; drop table", "ÀÀÀÀÀÀ", "AAAAAAA"] {
            let done = check_in(platform, &amina, people[0], session.id, wrong).await;
            assert!(
                refusal(done).starts_with("This code is not the one"),
                "{wrong}"
            );
        }
        for _ in 0..5 {
            let _ = check_in(platform, &amina, people[0], session.id, "000000").await;
        }
        let done = check_in(platform, &amina, people[0], session.id, &typed).await;
        assert!(refusal(done).starts_with("Too many wrong codes"));
        let ben = actions::access::actor(platform, people[1]).await.unwrap();
        check_in(platform, &ben, people[1], session.id, &typed)
            .await
            .unwrap();
        assert!(
            arriving(platform, &ben, session.id)
                .await
                .unwrap()
                .since
                .is_some()
        );
        let stranger = world.actor(Role::GeneralMentor, "L51", Some(100_003)).await;
        let done = check_in(platform, &stranger, stranger.person, session.id, &typed).await;
        assert_eq!(refusal(done), "There is no such session.");
        let late = session.ends_at + 1.minutes();
        world.wind_to(&late.to_string());
        let shown = screen(platform, &host, session.id).await.unwrap();
        assert_eq!(shown.code, None);
        let done = check_in(platform, &amina, people[0], session.id, "000000").await;
        assert!(refusal(done).starts_with("You can check in from"));
    })
    .await;
}

#[tokio::test]
async fn what_was_ticked_without_signal_settles_by_the_latest_time() {
    on_each(async |world| {
        let (session, people, host) = hosting(world, 2).await;
        let platform = &world.platform;
        let opened = platform.now();
        let typed = code(world, session.id).await;
        let later = opened + 5.minutes();
        world.wind_to(&later.to_string());
        let ben = actions::access::actor(platform, people[1]).await.unwrap();
        let fresh = code(world, session.id).await;
        assert_ne!(typed, fresh);
        check_in(platform, &ben, people[1], session.id, &fresh)
            .await
            .unwrap();
        let sent = opened + 10.minutes();
        world.wind_to(&sent.to_string());
        let offline = |person, mark, made| Ticked {
            times: Some((made, sent)),
            ..tick(person, mark, None)
        };
        let all = [
            offline(people[0], Mark::Absent, opened + 1.minutes()),
            offline(people[1], Mark::Absent, opened + 2.minutes()),
            offline(people[0], Mark::Attended, opened + 3.minutes()),
        ];
        for _ in 0..2 {
            mark(platform, &host, session.id, &all, opened)
                .await
                .unwrap();
        }
        let read = grid(platform, &host, session.id).await.unwrap();
        assert_eq!(read.count(Some(Mark::Attended)), 2);
        let stale = [tick(people[1], Mark::Absent, None)];
        let done = mark(platform, &host, session.id, &stale, opened)
            .await
            .unwrap();
        assert_eq!((done.kept, done.late), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn a_walk_in_is_found_by_name_address_or_number_and_by_nothing_else() {
    on_each(async |world| {
        let (session, people, host) = hosting(world, 1).await;
        let platform = &world.platform;
        world
            .people("Y75", &mentor("3000001", "Zoë", "Ó Brien", 100_002))
            .await;
        world
            .people("L51", &mentor("3000002", "Lin", "Else", 100_003))
            .await;
        let zoe = world.person("3000001").await;
        for typed in ["zoe o brien", "Zoë", "3000001", " o brien "] {
            let found = find_walk_in(platform, &host, session.id, typed)
                .await
                .unwrap();
            assert!(found.iter().any(|one| one.id == zoe), "{typed}");
        }
        for typed in [
            "",
            "z",
            "Lin Else",
            "3000002",
            "%",
            "nobody@nowhere.example",
        ] {
            let found = find_walk_in(platform, &host, session.id, typed).await;
            assert!(
                refusal(found).starts_with("Nobody with this number"),
                "{typed}"
            );
        }
        let once = platform.number();
        for _ in 0..2 {
            add_walk_in(platform, &host, once, session.id, zoe)
                .await
                .unwrap();
        }
        let lin = world.person("3000002").await;
        let other = add_walk_in(platform, &host, platform.number(), session.id, lin).await;
        assert!(refusal(other).starts_with("Nobody with this number"));
        close(platform, &host, platform.number(), session.id, Minutes(90))
            .await
            .unwrap();
        assert_eq!(total(world, &[zoe, people[0]]).await, 90);
    })
    .await;
}
