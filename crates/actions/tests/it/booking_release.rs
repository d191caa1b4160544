//! Tries how a school lets a teacher go, and what a calendar program reads.
//!
//! Owns a session in school time and who holds a place in it. It never offers or books by a deed.

use actions::booking::{
    calendar, cover, paper,
    release::{self, Answer},
    school::{self, Word},
};
use domain::{
    Minutes, Pence,
    access::session::Device,
    booking::{Audience, Booking, BookingId, Session, SessionId, State, release::WorkingDays},
    calendar::uk_instant,
    partnership::Urn,
    person::Role,
    programme::Mode,
};
use jiff::civil::{Date, date};

use crate::world::{World, is_forbidden, mentor, on_each, refusal};

pub const AMINA: &str = "1000001";
const SCHOOL: Urn = Urn(100_001);
const THURSDAY: Date = date(2025, 12, 4);

/// A session on a day, and somebody who holds a place until their school answers.
pub async fn held(world: &World, trn: &str) -> (Session, Booking) {
    let session = offered(world, THURSDAY, (9, 12)).await;
    let booking = booked(world, &session, trn, State::Held).await;
    (session, booking)
}

/// A session on a day, from an hour to another.
pub async fn offered(world: &World, day: Date, (from, until): (i8, i8)) -> Session {
    let at = |hour| uk_instant(day.at(hour, 0, 0, 0)).unwrap();
    let session = Session {
        id: SessionId(world.platform.number()),
        provider: world.provider("Y75").await,
        component: "pedagogy".to_owned(),
        title: "Giving feedback".to_owned(),
        about: "What is said, and what is heard".to_owned(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Conference,
        held_on: day,
        starts_at: at(from),
        ends_at: at(until),
        place: "De Grey Court, York".to_owned(),
        link: String::new(),
        host: world.person(AMINA).await,
        capacity: 40,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    let mut tx = world.store.write().await.unwrap();
    let (now, by) = (world.platform.now(), world.operator().person);
    store::booking::offer(&mut tx, &session, now, by)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    session
}

async fn booked(world: &World, session: &Session, trn: &str, state: State) -> Booking {
    let person = world.person(trn).await;
    let mut tx = world.store.write().await.unwrap();
    let number = store::booking::next_number(&mut tx, session.id)
        .await
        .unwrap();
    let booking = Booking {
        id: BookingId(world.platform.number()),
        session: session.id,
        person,
        provider: session.provider,
        school: Some(SCHOOL),
        state,
        number,
        in_school_time: true,
        offer_ends_at: None,
        needs: String::new(),
        reason: String::new(),
        booked_at: world.platform.now(),
        booked_by: person,
        released: None,
        version: 0,
    };
    store::booking::add(&mut tx, &booking).await.unwrap();
    tx.commit().await.unwrap();
    booking
}

async fn now(world: &World, booking: &Booking) -> Booking {
    let mut tx = world.store.read().await.unwrap();
    store::booking::one(&mut tx, booking.id)
        .await
        .unwrap()
        .unwrap()
}

pub async fn two_mentors(world: &World) {
    for (trn, first) in [(AMINA, "Amina"), ("1000002", "Ben")] {
        world
            .people("Y75", &mentor(trn, first, "Khan", 100_001))
            .await;
    }
}

#[tokio::test]
async fn a_school_releases_once_and_declines_with_a_reason() {
    on_each(async |world| {
        two_mentors(world).await;
        let (session, amina) = held(world, AMINA).await;
        let ben = booked(world, &session, "1000002", State::Held).await;
        let school = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let waiting = release::waiting(&world.platform, &school, SCHOOL)
            .await
            .unwrap();
        assert_eq!(waiting.rows.len(), 2);
        assert_eq!(waiting.rows[0].also_away, ["Ben Khan"]);
        assert_eq!(waiting.rows[0].half_days, 1);
        let answer = async |booking: &Booking, answer: Answer| {
            let (once, which) = (world.platform.number(), (SCHOOL, booking.id));
            release::answer(&world.platform, &school, once, which, &answer).await
        };
        answer(&amina, Answer::Release).await.unwrap();
        let after = now(world, &amina).await;
        assert_eq!((after.state, after.version), (State::Confirmed, 1));
        assert_eq!(after.released.unwrap().1, school.person);
        let told = refusal(answer(&amina, Answer::Release).await);
        assert!(told.contains("somebody answered before you"), "{told}");
        let told = refusal(answer(&ben, Answer::Decline(" ".to_owned())).await);
        assert!(told.contains("Say why"), "{told}");
        answer(&ben, Answer::Decline("Two at once".to_owned()))
            .await
            .unwrap();
        let after = now(world, &ben).await;
        assert_eq!(
            (after.state, after.reason.as_str()),
            (State::Declined, "Two at once")
        );
        let waiting = release::waiting(&world.platform, &school, SCHOOL)
            .await
            .unwrap();
        assert!(waiting.rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_business_manager_reads_and_another_school_finds_nothing() {
    on_each(async |world| {
        two_mentors(world).await;
        let (session, amina) = held(world, AMINA).await;
        let platform = &world.platform;
        let manager = world
            .actor(Role::BusinessManager, "Y75", Some(100_001))
            .await;
        let read = release::waiting(platform, &manager, SCHOOL).await.unwrap();
        assert!(!read.may_release && !read.may_set);
        let (once, which) = (platform.number(), (SCHOOL, amina.id));
        let done = release::answer(platform, &manager, once, which, &Answer::Release).await;
        assert!(is_forbidden(&done));
        let other = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_002))
            .await;
        assert!(is_forbidden(
            &release::waiting(platform, &other, SCHOOL).await
        ));
        let which = (Urn(100_002), amina.id);
        let done = release::answer(platform, &other, platform.number(), which, &Answer::Release);
        assert!(refusal(done.await).contains("no such booking"));
        let note = cover::cover_note(platform, &other, session.id, Some(SCHOOL)).await;
        assert!(is_forbidden(&note));
    })
    .await;
}

#[tokio::test]
async fn standing_permission_holidays_and_days_off_decide_where_a_place_begins() {
    on_each(async |world| {
        two_mentors(world).await;
        let platform = &world.platform;
        let person = world.person(AMINA).await;
        let session = offered(world, THURSDAY, (9, 12)).await;
        let begins = async || {
            let mut tx = world.store.read().await.unwrap();
            release::first_state(platform, &mut tx, &session, person, Some(SCHOOL))
                .await
                .unwrap()
        };
        assert_eq!(begins().await, (State::Held, true));
        let head = world.actor(Role::Headteacher, "Y75", Some(100_001)).await;
        let say =
            async |word: &Word| school::say(platform, &head, platform.number(), SCHOOL, word).await;
        let (from, until) = (date(2025, 11, 1), date(2025, 12, 19));
        let mode = Some(Mode::Conference);
        say(&Word::Permit { mode, from, until }).await.unwrap();
        assert_eq!(begins().await, (State::Confirmed, true));
        let said = school::said(platform, &head, SCHOOL).await.unwrap();
        say(&Word::TakeBack(said.permissions[0].id)).await.unwrap();
        assert_eq!(begins().await, (State::Held, true));
        let wrong = Word::Permit {
            mode,
            from: until,
            until: from,
        };
        assert!(refusal(say(&wrong).await).contains("before the first"));
        let title = "Training day".to_owned();
        let (from, until) = (THURSDAY, THURSDAY);
        say(&Word::Close { title, from, until }).await.unwrap();
        assert_eq!(begins().await, (State::Confirmed, false));
        let said = school::said(platform, &head, SCHOOL).await.unwrap();
        say(&Word::Open(said.closed[0].id)).await.unwrap();
        let amina = actions::access::actor(platform, person).await.unwrap();
        let days = WorkingDays::read("xxx----").unwrap();
        calendar::set_working(platform, &amina, platform.number(), person, days)
            .await
            .unwrap();
        assert_eq!(begins().await, (State::Confirmed, false));
    })
    .await;
}

#[tokio::test]
async fn what_stands_against_a_session_is_found_over_every_provider() {
    on_each(async |world| {
        two_mentors(world).await;
        let first = offered(world, THURSDAY, (9, 12)).await;
        booked(world, &first, AMINA, State::Confirmed).await;
        let person = world.person(AMINA).await;
        let against = async |session: &Session| {
            let mut tx = world.store.read().await.unwrap();
            release::against(&world.platform, &mut tx, session, person, Some(SCHOOL))
                .await
                .unwrap()
        };
        let same = offered(world, THURSDAY, (9, 12)).await;
        assert!(against(&same).await[0].is_refused());
        let over = offered(world, THURSDAY, (11, 13)).await;
        assert!(!against(&over).await[0].is_refused());
        let after = offered(world, THURSDAY, (12, 13)).await;
        assert!(against(&after).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_cover_note_sets_cost_beside_grant_before_anyone_books() {
    on_each(async |world| {
        two_mentors(world).await;
        let platform = &world.platform;
        let (session, _) = held(world, AMINA).await;
        let head = world.actor(Role::Headteacher, "Y75", Some(100_001)).await;
        let word = Word::Cover(date(2025, 11, 1), Pence(9_550));
        school::say(platform, &head, platform.number(), SCHOOL, &word)
            .await
            .unwrap();
        let dear = Word::Cover(date(2025, 11, 1), Pence(100_001));
        let told = school::say(platform, &head, platform.number(), SCHOOL, &dear).await;
        assert!(refusal(told).contains("half a day of cover costs"));
        let note = cover::cover_note(platform, &head, session.id, Some(SCHOOL))
            .await
            .unwrap();
        assert_eq!(note.cost(), Some(Pence(9_550)));
        let grant = note.rows[0].grant.unwrap();
        assert_eq!(grant.hours, 1, "90 minutes are one whole hour");
        assert_eq!(note.worth(), grant.worth);
        assert!(note.worth().unwrap().0 > 0);
        // Ben thinks of it, and reads what it would mean for himself alone.
        let ben = world.person("1000002").await;
        let ben = actions::access::actor(platform, ben).await.unwrap();
        let own = cover::cover_note(platform, &ben, session.id, None)
            .await
            .unwrap();
        assert_eq!((own.rows.len(), own.rows[0].state), (1, None));
        assert_eq!(own.rows[0].half_days, 1);
        assert_eq!(own.also_away, ["Amina Khan"]);
    })
    .await;
}

#[tokio::test]
async fn a_private_address_is_read_by_whoever_has_it_until_it_is_withdrawn() {
    on_each(async |world| {
        two_mentors(world).await;
        let platform = &world.platform;
        let (_, booking) = held(world, AMINA).await;
        let person = world.person(AMINA).await;
        let amina = actions::access::actor(platform, person).await.unwrap();
        let read = async |address: &str| {
            let secret = address.rsplit('/').next().unwrap();
            let secret = secret.strip_suffix(".ics").unwrap();
            calendar::feed(platform, secret, &Device::default()).await
        };
        let first = calendar::renew(platform, &amina, person).await.unwrap();
        let text = read(&first).await.unwrap();
        assert!(text.contains("STATUS:TENTATIVE"), "{text}");
        assert!(text.contains(&format!("UID:{}@alongside", booking.id.0)));
        let second = calendar::renew(platform, &amina, person).await.unwrap();
        assert!(refusal(read(&first).await).contains("no such calendar"));
        assert!(read(&second).await.is_ok());
        // What was given up is told as off for thirty days, and then not at all.
        let mut tx = world.store.write().await.unwrap();
        let gone = Booking {
            state: State::Withdrawn,
            version: 1,
            ..booking.clone()
        };
        let changed = store::booking::change(&mut tx, &gone, 0, platform.now()).await;
        assert!(changed.unwrap());
        tx.commit().await.unwrap();
        let text = read(&second).await.unwrap();
        assert!(text.contains("STATUS:CANCELLED") && text.contains("SEQUENCE:1"));
        let alone = calendar::one(platform, &amina, person, booking.session).await;
        assert!(alone.unwrap().contains("METHOD:CANCEL"));
        world.wind(date(2025, 12, 20));
        assert!(!read(&second).await.unwrap().contains("BEGIN:VEVENT"));
        calendar::withdraw(platform, &amina, platform.number(), person)
            .await
            .unwrap();
        assert!(refusal(read(&second).await).contains("no such calendar"));
    })
    .await;
}

#[tokio::test]
async fn a_register_and_a_plan_are_printed_for_whom_they_are() {
    on_each(async |world| {
        two_mentors(world).await;
        let platform = &world.platform;
        let (session, _) = held(world, AMINA).await;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let pdf = paper::register(platform, &office, session.id)
            .await
            .unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        let person = world.person(AMINA).await;
        let amina = actions::access::actor(platform, person).await.unwrap();
        let hosted = paper::register(platform, &amina, session.id).await;
        assert!(hosted.is_ok(), "whoever holds it prints it");
        let plan = paper::plan(platform, &amina, person, "Y75").await.unwrap();
        assert!(plan.starts_with(b"%PDF-"));
        let ben = world.person("1000002").await;
        assert!(is_forbidden(
            &paper::plan(platform, &amina, ben, "Y75").await
        ));
    })
    .await;
}

#[tokio::test]
async fn a_certificate_says_what_the_ledger_holds_and_nothing_before() {
    on_each(async |world| {
        two_mentors(world).await;
        let platform = &world.platform;
        let (session, _) = held(world, AMINA).await;
        let person = world.person(AMINA).await;
        let amina = actions::access::actor(platform, person).await.unwrap();
        world.wind(date(2025, 12, 5));
        let none = paper::certificate(platform, &amina, session.id, person).await;
        assert!(refusal(none).contains("no such document"));
        let line = format!(
            "{AMINA},pedagogy,2025-12-04,90,attended,Dr Register,register,session {}\n",
            session.id.0
        );
        world.attended("Y75", &line).await;
        let pdf = paper::certificate(platform, &amina, session.id, person)
            .await
            .unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        let ben = world.person("1000002").await;
        let ben = actions::access::actor(platform, ben).await.unwrap();
        assert!(is_forbidden(
            &paper::certificate(platform, &ben, session.id, person).await
        ));
    })
    .await;
}
