//! Tries what a school says, when somebody works, and how a calendar is found.
//! Owns a school, two people and a session.
//! Never decides who may go.

use domain::{
    Minutes, Pence,
    booking::{
        Audience, Booking, BookingId, Session, SessionId, State,
        release::{Holiday, Permission, WorkingDays},
    },
    partnership::Urn,
    programme::Mode,
};
use jiff::{ToSpan, civil::date};
use store::{
    Tx,
    booking::{self, feed, school, waiting},
};

use crate::{
    made::{self, CLERK, number, read, second, write},
    on_both,
};

const SCHOOL: Urn = Urn(100_001);

async fn offered(tx: &mut Tx, n: u32, provider: domain::partnership::ProviderId) -> Session {
    let session = Session {
        id: SessionId(number(n)),
        provider,
        component: "feedback".to_owned(),
        title: format!("Session {n}"),
        about: "Ŵ|12|ŷ".to_owned(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Live,
        held_on: date(2025, 12, 4),
        starts_at: second(0) + i64::from(n).hours(),
        ends_at: second(0) + i64::from(n + 1).hours(),
        place: "York".to_owned(),
        link: String::new(),
        host: made::somebody(1).id,
        capacity: 40,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 2,
        reason: String::new(),
    };
    booking::offer(tx, &session, second(1), CLERK)
        .await
        .expect("offered");
    session
}

async fn booked(
    tx: &mut Tx,
    n: u32,
    session: &Session,
    person: domain::person::PersonId,
    state: State,
) -> Booking {
    let booking = Booking {
        id: BookingId(number(n)),
        session: session.id,
        person,
        provider: session.provider,
        school: Some(SCHOOL),
        state,
        number: i64::from(n),
        in_school_time: true,
        offer_ends_at: None,
        needs: String::new(),
        reason: String::new(),
        booked_at: second(2),
        booked_by: person,
        released: None,
        version: 1,
    };
    booking::add(tx, &booking).await.expect("booked");
    booking
}

#[tokio::test]
async fn what_a_school_says_holds_on_its_days_and_is_taken_back() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let given = Permission {
            id: number(1),
            school: SCHOOL,
            mode: Some(Mode::Live),
            from: date(2025, 9, 1),
            until: date(2025, 12, 19),
        };
        school::give(&mut tx, &given, second(1), CLERK)
            .await
            .expect("kept");
        let holiday = Holiday {
            id: number(2),
            title: "Half term".to_owned(),
            from: date(2025, 10, 27),
            until: date(2025, 10, 31),
        };
        school::close(&mut tx, SCHOOL, &holiday, second(1), CLERK)
            .await
            .expect("kept");
        for (day, pence) in [(1, 9_000), (20, 9_550), (20, 9_600)] {
            let from = date(2025, 9, day);
            school::set_cover(&mut tx, SCHOOL, from, Pence(pence), second(1), CLERK)
                .await
                .expect("kept");
        }
        tx.commit().await.expect("kept");
        let mut tx = write(store).await;
        let on = date(2025, 10, 1);
        let found = school::permissions(&mut tx, SCHOOL, on)
            .await
            .expect("read");
        assert_eq!(found, [given]);
        let after = school::permissions(&mut tx, SCHOOL, date(2026, 1, 5)).await;
        assert_eq!(after.expect("read"), []);
        let closed = school::closed(&mut tx, SCHOOL, on).await.expect("read");
        assert_eq!(closed, std::slice::from_ref(&holiday));
        let all = school::all_closed(&mut tx, on).await.expect("read");
        assert_eq!(all, [(SCHOOL, holiday)]);
        let later = school::all_closed(&mut tx, date(2026, 1, 5)).await;
        assert_eq!(later.expect("read"), []);
        for (day, pence) in [
            ((8, 31), None),
            ((9, 19), Some(9_000)),
            ((10, 1), Some(9_600)),
        ] {
            let on = date(2025, day.0, day.1);
            let found = school::cover(&mut tx, SCHOOL, on).await.expect("read");
            assert_eq!(found, pence.map(Pence), "{on}");
        }
        let end = async |tx: &mut Tx, school| {
            school::take_back(tx, school, number(1), second(9), CLERK)
                .await
                .expect("kept")
        };
        assert!(!end(&mut tx, Urn(100_002)).await, "another school's");
        assert!(end(&mut tx, SCHOOL).await);
        assert!(!end(&mut tx, SCHOOL).await);
        assert!(
            school::open(&mut tx, SCHOOL, number(2))
                .await
                .expect("gone")
        );
        assert!(
            !school::open(&mut tx, SCHOOL, number(2))
                .await
                .expect("gone")
        );
        let found = school::permissions(&mut tx, SCHOOL, on)
            .await
            .expect("read");
        assert_eq!(found, []);
    })
    .await;
}

#[tokio::test]
async fn a_private_address_is_one_person_s_and_a_new_one_takes_its_place() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = made::person(&mut tx, 1).await;
        let other = made::person(&mut tx, 2).await;
        assert_eq!(feed::made(&mut tx, amina).await.expect("read"), None);
        feed::renew(&mut tx, amina, [1; 32], second(1))
            .await
            .expect("kept");
        feed::renew(&mut tx, amina, [2; 32], second(2))
            .await
            .expect("kept");
        let made = feed::made(&mut tx, amina).await.expect("read");
        assert_eq!(made, Some(second(2)));
        assert_eq!(feed::whose(&mut tx, [1; 32]).await.expect("read"), None);
        let whose = feed::whose(&mut tx, [2; 32]).await.expect("read");
        assert_eq!(whose, Some(amina));
        let working = school::working(&mut tx, amina).await.expect("read");
        assert_eq!(working, WorkingDays::default());
        let days = WorkingDays::read("xxx----").expect("seven marks");
        school::set_working(&mut tx, amina, days, second(3))
            .await
            .expect("kept");
        feed::hand(&mut tx, amina, other).await.expect("handed");
        let handed = school::working(&mut tx, other).await.expect("read");
        assert_eq!(handed, days);
        assert_eq!(feed::whose(&mut tx, [2; 32]).await.expect("read"), None);
        feed::renew(&mut tx, other, [3; 32], second(4))
            .await
            .expect("kept");
        assert!(feed::withdraw(&mut tx, other).await.expect("gone"));
        assert!(!feed::withdraw(&mut tx, other).await.expect("gone"));
    })
    .await;
}

#[tokio::test]
async fn a_calendar_holds_what_stands_and_what_was_given_up_of_late() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let provider = made::provider(&mut tx, 5, "Y75").await;
        let amina = made::person(&mut tx, 1).await;
        let (one, two) = (
            offered(&mut tx, 10, provider).await,
            offered(&mut tx, 12, provider).await,
        );
        let held = booked(&mut tx, 20, &one, amina, State::Held).await;
        booked(&mut tx, 21, &two, amina, State::Withdrawn).await;
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let dated = async |tx: &mut Tx, from, off| {
            let found = feed::dated(tx, amina, from, off).await.expect("read");
            found.into_iter().map(|one| one.state).collect::<Vec<_>>()
        };
        let all = dated(&mut tx, second(0), second(0)).await;
        assert_eq!(all, [State::Held, State::Withdrawn]);
        assert_eq!(dated(&mut tx, second(0), second(9)).await, [State::Held]);
        let late = second(0) + 100.hours();
        assert_eq!(dated(&mut tx, late, second(0)).await, []);
        let found = feed::dated_one(&mut tx, amina, one.id.0)
            .await
            .expect("read");
        let found = found.expect("a booking");
        assert_eq!((found.booking, found.version), (held.id.0, 3));
        let texts = [&found.title, &found.about, &found.place, &found.link];
        assert_eq!(texts, ["Session 10", "Ŵ|12|ŷ", "York", ""]);
        assert_eq!(
            (found.starts_at, found.ends_at),
            (one.starts_at, one.ends_at)
        );
        assert_eq!(found.provider, "Provider Y75");
        assert!(!found.called_off);
        let none = feed::dated_one(&mut tx, CLERK, one.id.0).await;
        assert_eq!(none.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn what_waits_who_is_away_and_what_is_taken_are_found() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let provider = made::provider(&mut tx, 5, "Y75").await;
        let (amina, ben) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        let (one, two) = (
            offered(&mut tx, 10, provider).await,
            offered(&mut tx, 12, provider).await,
        );
        let held = booked(&mut tx, 20, &one, amina, State::Held).await;
        let gone = booked(&mut tx, 21, &one, ben, State::Confirmed).await;
        booked(&mut tx, 22, &two, ben, State::Confirmed).await;
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let day = one.held_on;
        let waits = waiting::held_at(&mut tx, SCHOOL, day).await.expect("read");
        assert_eq!(waits, [(held.clone(), one.clone())]);
        let later = day.tomorrow().expect("a day");
        let waits = waiting::held_at(&mut tx, SCHOOL, later).await;
        assert_eq!(waits.expect("read"), []);
        let away = waiting::away_at(&mut tx, SCHOOL, day, day)
            .await
            .expect("read");
        assert_eq!(away.len(), 3);
        assert_eq!((&away[0].0, &away[1].0), (&held, &gone));
        let taken = waiting::taken_by(&mut tx, ben, second(0))
            .await
            .expect("read");
        let titles: Vec<_> = taken.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(titles, ["Session 10", "Session 12"]);
        let to_come = waiting::to_come(&mut tx, provider, (day, day), one.id, CLERK)
            .await
            .expect("read");
        assert_eq!(to_come.get(&ben), Some(&Minutes(90)));
        assert_eq!(to_come.get(&amina), None);
    })
    .await;
}
