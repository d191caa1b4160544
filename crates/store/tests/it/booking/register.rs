//! Remembers marks, closings and the secret of a screen.
//! Owns a session with two people in it.
//! Never grants a minute.

use domain::{
    Minutes,
    booking::{
        Audience, Booking, BookingId, Session, SessionId, State,
        register::{Attendance, Mark, Register, Source},
    },
    person::PersonId,
    programme::Mode,
};
use store::{Tx, booking, booking::register as kept};

use crate::{
    made::{A_DAY, number, person, provider, read, second, somebody, write},
    on_both,
};

pub async fn offered(tx: &mut Tx) -> SessionId {
    let provider = provider(tx, 1, "Y75").await;
    for n in [10, 11, 12] {
        store::person::add(tx, &somebody(n))
            .await
            .expect("a person");
    }
    let session = Session {
        id: SessionId(number(50)),
        provider,
        component: "coaching".to_owned(),
        title: "Coaching".to_owned(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Conference,
        held_on: A_DAY,
        starts_at: second(0),
        ends_at: second(5400),
        place: "Hall".to_owned(),
        link: String::new(),
        host: PersonId(number(10)),
        capacity: 2,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    booking::offer(tx, &session, second(0), session.host)
        .await
        .expect("offered");
    let place = Booking {
        id: BookingId(number(60)),
        session: session.id,
        person: PersonId(number(11)),
        provider,
        school: None,
        state: State::Confirmed,
        number: 1,
        in_school_time: false,
        offer_ends_at: None,
        needs: String::new(),
        reason: String::new(),
        booked_at: second(0),
        booked_by: PersonId(number(11)),
        released: None,
        version: 0,
    };
    booking::add(tx, &place).await.expect("booked");
    session.id
}

fn marked(session: SessionId, n: u32, mark: Mark, at: i64) -> Attendance {
    Attendance {
        session,
        person: PersonId(number(n)),
        mark,
        minutes: (mark == Mark::Part).then_some(Minutes(30)),
        source: Source::Grid,
        noted_at: second(at),
        noted_by: PersonId(number(10)),
    }
}

#[tokio::test]
async fn the_latest_mark_of_somebody_stands_whichever_comes_first() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let session = offered(&mut tx).await;
        let kept_at = async |tx: &mut Tx, mark, at| {
            kept::note(tx, &marked(session, 11, mark, at))
                .await
                .expect("a mark")
        };
        assert!(kept_at(&mut tx, Mark::Attended, 100).await);
        assert!(!kept_at(&mut tx, Mark::Absent, 50).await);
        assert!(!kept_at(&mut tx, Mark::Absent, 100).await);
        assert!(kept_at(&mut tx, Mark::Part, 150).await);
        let all = kept::noted(&mut tx, session).await.expect("marks");
        assert_eq!(all, [marked(session, 11, Mark::Part, 150)]);
        let theirs = kept::noted_of(&mut tx, PersonId(number(11))).await;
        assert_eq!(theirs.expect("marks"), all);
    })
    .await;
}

#[tokio::test]
async fn marks_of_many_are_kept_as_those_of_one() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let session = offered(&mut tx).await;
        for n in 2_000..2_045 {
            person(&mut tx, n).await;
        }
        let all: Vec<Attendance> = (2_000..2_045)
            .map(|n| marked(session, n, Mark::Attended, 100))
            .collect();
        let later = marked(session, 2_003, Mark::Part, 150);
        assert!(kept::note(&mut tx, &later).await.expect("a mark"));
        assert_eq!(kept::note_all(&mut tx, &all).await.expect("marks"), 44);
        let found = kept::noted(&mut tx, session).await.expect("marks");
        assert_eq!(found.len(), 45);
        assert!(found.contains(&later), "what is later stands");
        assert_eq!(kept::note_all(&mut tx, &[]).await.expect("none"), 0);
    })
    .await;
}

#[tokio::test]
async fn closings_are_kept_one_by_one_with_why_each_was_opened_again() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let session = offered(&mut tx).await;
        let by = PersonId(number(10));
        let closing = |number| Register {
            session,
            number,
            held: Minutes(80),
            closed_at: second(6000),
            closed_by: by,
            reopened: None,
            reason: String::new(),
        };
        kept::close(&mut tx, &closing(1)).await.expect("closed");
        let theirs = kept::closed_of(&mut tx, PersonId(number(11))).await;
        assert_eq!(theirs.expect("closings"), [closing(1)]);
        for (now, fresh) in [(6100, true), (6200, false)] {
            let done = kept::reopen(&mut tx, &closing(1), second(now), by, "one was missed").await;
            assert_eq!(done.expect("an answer"), fresh);
        }
        kept::close(&mut tx, &closing(2)).await.expect("closed");
        let all = kept::closings(&mut tx, session).await.expect("closings");
        assert_eq!(all[0].reopened, Some((second(6100), by)));
        assert_eq!(
            (all[0].reason.as_str(), &all[1]),
            ("one was missed", &closing(2))
        );
    })
    .await;
}

#[tokio::test]
async fn a_screen_has_one_secret_and_marks_go_with_a_joined_record() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let session = offered(&mut tx).await;
        assert_eq!(
            kept::secret(&mut tx, session).await.expect("an answer"),
            None
        );
        for secret in ["first", "second"] {
            let kept = kept::keep_secret(&mut tx, session, secret, second(0)).await;
            assert_eq!(kept.expect("a secret").0, "first");
        }
        kept::note(&mut tx, &marked(session, 11, Mark::Attended, 1))
            .await
            .expect("a mark");
        let (from, to) = (PersonId(number(11)), PersonId(number(12)));
        kept::hand(&mut tx, from, to).await.expect("handed over");
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let all = kept::noted(&mut tx, session).await.expect("marks");
        assert_eq!(all, [marked(session, 12, Mark::Attended, 1)]);
    })
    .await;
}
