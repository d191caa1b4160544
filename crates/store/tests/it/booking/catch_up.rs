//! Tries what is remembered of somebody's own sessions, and which may be attended instead of another.
//! Owns a session that was and two to come.
//! Never decides who missed one.

use domain::{
    Minutes,
    booking::{
        Booking, Session, SessionId, State,
        register::{Attendance, Mark, Register, Source},
    },
    partnership::ProviderId,
    person::{Membership, PersonId, Role},
};
use jiff::civil::date;
use store::{Tx, booking, booking::catch_up as kept, person::NewMembership};

use super::session::{booked, offered};
use crate::{
    made::{CLERK, number, person, provider, second, write},
    on_both,
};

/// Another session, so many seconds later.
async fn another(tx: &mut Tx, of: &Session, n: u32, component: &str, later: i64) -> Session {
    let new = Session {
        id: SessionId(number(n)),
        component: component.to_owned(),
        starts_at: second(1_000 + later),
        ends_at: second(8_000 + later),
        ..of.clone()
    };
    booking::offer(tx, &new, second(1), CLERK)
        .await
        .expect("offered");
    new
}

async fn trains(tx: &mut Tx, provider: ProviderId, person: PersonId) {
    let new = NewMembership {
        id: number(400),
        membership: Membership {
            person,
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
    store::person::add_membership(tx, &new).await.expect("kept");
}

fn numbers(all: &[Session]) -> Vec<SessionId> {
    all.iter().map(|one| one.id).collect()
}

#[tokio::test]
async fn somebodys_sessions_are_read_with_what_came_of_each() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "Y75").await;
        let [host, mentor] = [person(&mut tx, 3).await, person(&mut tx, 4).await];
        let was = offered(&mut tx, ours, host).await;
        let other = another(&mut tx, &was, 51, "visits", 20_000).await;
        let gone = another(&mut tx, &was, 52, "visits", 40_000).await;
        let states = [State::Confirmed, State::Waiting, State::Withdrawn];
        for (at, (session, state)) in [&was, &other, &gone].into_iter().zip(states).enumerate() {
            let n = 60 + u32::try_from(at).expect("small");
            let new: Booking = booked(n, session, mentor, state);
            booking::add(&mut tx, &new).await.expect("booked");
        }
        kept::name_instead(&mut tx, was.id, other.id)
            .await
            .expect("named");
        kept::name_instead(&mut tx, was.id, other.id)
            .await
            .expect("once");
        let own = kept::own(&mut tx, mentor, was.held_on).await.expect("read");
        let ids: Vec<SessionId> = own.iter().map(|one| one.session).collect();
        assert_eq!(ids, [was.id, other.id], "what was given up is left out");
        assert_eq!((own[0].mark, own[0].is_closed), (None, false));
        assert_eq!(own[1].instead_of, Some(was.id));
        assert_eq!(own[0].offer_ends_at, Some(second(500)));
        let noted = Attendance {
            session: was.id,
            person: mentor,
            mark: Mark::Apologies,
            minutes: None,
            source: Source::Grid,
            noted_at: second(9_000),
            noted_by: host,
        };
        booking::register::note(&mut tx, &noted)
            .await
            .expect("noted");
        let closing = Register {
            session: was.id,
            number: 1,
            held: Minutes(90),
            closed_at: second(9_001),
            closed_by: host,
            reopened: None,
            reason: String::new(),
        };
        booking::register::close(&mut tx, &closing)
            .await
            .expect("closed");
        let own = kept::own(&mut tx, mentor, was.held_on).await.expect("read");
        assert_eq!(
            (own[0].mark, own[0].is_closed),
            (Some(Mark::Apologies), true)
        );
        let makes_up = kept::makes_up(&mut tx, other.id).await.expect("read");
        let component = makes_up.get(&(mentor, ours)).map(String::as_str);
        assert_eq!(component, Some("coaching"));
        let later = kept::own(&mut tx, mentor, date(2026, 1, 1)).await;
        assert!(later.expect("read").is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_session_is_stood_in_for_by_the_same_component_and_by_what_is_named() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "Y75").await;
        let theirs = provider(&mut tx, 2, "L51").await;
        let [host, mentor] = [person(&mut tx, 3).await, person(&mut tx, 4).await];
        let was = offered(&mut tx, ours, host).await;
        let same = another(&mut tx, &was, 51, "coaching", 20_000).await;
        let named = another(&mut tx, &was, 52, "visits", 30_000).await;
        another(&mut tx, &was, 53, "feedback", 40_000).await;
        let instead = async |tx: &mut Tx, with: ProviderId, component: &str| {
            let found = kept::instead(tx, was.id, (with, component), second(10_000)).await;
            numbers(&found.expect("read"))
        };
        assert_eq!(instead(&mut tx, ours, "coaching").await, [same.id]);
        assert_eq!(instead(&mut tx, theirs, "asking").await, []);
        booking::share(&mut tx, same.id, theirs, Some("asking"))
            .await
            .expect("shared");
        assert_eq!(instead(&mut tx, theirs, "asking").await, [same.id]);
        kept::name_instead(&mut tx, was.id, named.id)
            .await
            .expect("named");
        assert_eq!(
            instead(&mut tx, ours, "coaching").await,
            [same.id, named.id]
        );
        let listed = kept::named_instead(&mut tx, was.id).await.expect("read");
        assert_eq!(numbers(&listed), [named.id]);
        let gone = kept::unname_instead(&mut tx, was.id, named.id).await;
        assert!(gone.expect("gone"));
        let gone = kept::unname_instead(&mut tx, was.id, named.id).await;
        assert!(!gone.expect("gone before"));

        let new = booked(60, &same, mentor, State::Confirmed);
        booking::add(&mut tx, &new).await.expect("booked");
        let open = kept::open(&mut tx, mentor, second(10_000), was.held_on).await;
        assert!(open.expect("read").is_empty());
        trains(&mut tx, theirs, mentor).await;
        let open = kept::open(&mut tx, mentor, second(10_000), was.held_on).await;
        assert_eq!(open.expect("read"), [(theirs, "asking".to_owned())]);
        let past = kept::open(&mut tx, mentor, second(90_000), was.held_on).await;
        assert!(past.expect("read").is_empty());
    })
    .await;
}
