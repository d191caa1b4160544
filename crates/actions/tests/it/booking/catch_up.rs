//! Tries who is offered another day, how it is booked in one press, and what it meets.
//!
//! Owns a session that was missed. It never closes a register by anybody who was there.

use actions::{
    access,
    booking::{
        catch_up::book_instead,
        list,
        named::{name, named},
        offer::{self, Change, change},
        place::book,
        register::{close, reopen},
    },
    this_week::this_week,
};
use domain::{
    Minutes,
    access::Actor,
    booking::{Audience, Kept, SessionId, State, catch_up::Missed},
    notice::inbox::NoticeKind,
    partnership::SchoolPhase,
    person::PersonId,
};
use jiff::civil::date;

use super::{
    booked, offered as begun,
    place::{a_session, books, mentors, offered, offered_as, state},
    register::total,
};
use crate::world::{World, on_each, refusal};

/// A session that began, with its register closed although nobody was there.
async fn missed(world: &World, who: &[Actor]) -> SessionId {
    let host = world.person("1000000").await;
    let session = begun(world, host).await;
    let people: Vec<PersonId> = who.iter().map(|one| one.person).collect();
    booked(world, &session, &people).await;
    let (platform, office) = (&world.platform, world.operator());
    close(
        platform,
        &office,
        platform.number(),
        session.id,
        Minutes(120),
    )
    .await
    .unwrap();
    session.id
}

/// Another session of the component that was missed.
async fn another(world: &World, component: &str) -> SessionId {
    let new = offer::Offered {
        component: component.to_owned(),
        ..a_session()
    };
    let (platform, office) = (&world.platform, world.operator());
    offer::offer(platform, &office, platform.number(), "Y75", &new)
        .await
        .unwrap()
}

async fn shown(world: &World, actor: &Actor, session: SessionId) -> list::Shown {
    list::session(&world.platform, actor, session)
        .await
        .unwrap()
}

#[tokio::test]
async fn whoever_missed_a_session_is_told_and_books_another_in_one_press() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        let next = another(world, super::COMPONENT).await;
        let other = offered(world, 2).await;
        let session = missed(world, &who[..1]).await;
        let platform = &world.platform;

        let page = shown(world, &who[0], session).await;
        assert_eq!(page.choice.missed, Some(Missed::Absent));
        let days: Vec<SessionId> = page
            .choice
            .instead
            .iter()
            .map(|one| one.session.id)
            .collect();
        assert_eq!(days, [next], "another component stands in for nothing");
        assert!(page.choice.instead[0].session.link.is_empty());
        assert_eq!(page.choice.instead[0].free, 2);
        assert_eq!(shown(world, &who[1], session).await.choice.missed, None);

        let (_, ahead) = this_week(platform, &who[0]).await.unwrap();
        assert_eq!(ahead.own[0].missed(), Some(Missed::Absent));
        let mut tx = world.store.read().await.unwrap();
        let told = store::notice::inbox::told_to(&mut tx, who[0].person)
            .await
            .unwrap();
        drop(tx);
        let told: Vec<&str> = told.iter().map(|one| one.subject.as_str()).collect();
        assert!(
            told.contains(&"Another day for Coaching and giving feedback"),
            "{told:?}"
        );

        let once = platform.number();
        let wrong = book_instead(platform, &who[0], platform.number(), session, other).await;
        assert!(refusal(wrong).contains("cannot be attended instead"));
        let stranger = book_instead(platform, &who[1], platform.number(), session, next).await;
        assert!(refusal(stranger).contains("nothing to make up for"));
        let done = book_instead(platform, &who[0], once, session, next).await;
        assert_eq!(done.unwrap(), State::Confirmed);
        let again = book_instead(platform, &who[0], once, session, next).await;
        assert_eq!(
            again.unwrap(),
            State::Confirmed,
            "a double press books once"
        );
        assert_eq!(shown(world, &who[0], next).await.taken, 1);
        let page = shown(world, &who[0], session).await;
        assert!(page.choice.instead[0].is_booked);
    })
    .await;
}

/// Whether somebody is told now that another day is offered.
async fn told_of_another_day(world: &World, who: &Actor) -> usize {
    let mut tx = world.store.read().await.unwrap();
    let told = store::notice::inbox::told_to(&mut tx, who.person).await;
    let told = told.unwrap();
    let another = told.iter().filter(|one| one.kind == NoticeKind::CatchUp);
    another.filter(|one| one.withdrawn_at.is_none()).count()
}

#[tokio::test]
async fn what_a_closing_told_is_taken_back_when_the_register_is_opened_again() {
    on_each(async |world| {
        let who = mentors(world, 2).await;
        another(world, super::COMPONENT).await;
        let session = missed(world, &who).await;
        let (platform, office) = (&world.platform, world.operator());
        assert_eq!(told_of_another_day(world, &who[0]).await, 1);
        reopen(platform, &office, platform.number(), session, "They came.")
            .await
            .unwrap();
        assert_eq!(told_of_another_day(world, &who[0]).await, 0);
        close(platform, &office, platform.number(), session, Minutes(120))
            .await
            .unwrap();
        assert_eq!(
            told_of_another_day(world, &who[0]).await,
            1,
            "still not there"
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_let_a_place_pass_books_no_more_where_the_provider_has_said_so() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let next = another(world, super::COMPONENT).await;
        missed(world, &who).await;
        let (platform, office) = (&world.platform, world.operator());
        let once = "[[value]]\nof = \"booking.no_show.most\"\nkind = \"local\"\ncount = 1\nfrom = 2025-09-01\nsource = \"ours\"\nconfidence = \"confirmed\"\n";
        actions::policy::set(platform, &office, once, false).await.unwrap();
        let own = book(platform, &who[0], platform.number(), next, who[0].person, "").await;
        assert!(refusal(own).contains("Ask the partnership office"), "whom to ask");
        let by_office = book(platform, &office, platform.number(), next, who[0].person, "").await;
        assert_eq!(by_office.unwrap(), State::Confirmed);
    })
    .await;
}

#[tokio::test]
async fn places_that_are_kept_for_others_are_not_offered_instead() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let kept = Kept {
            provider: Some(world.provider("L51").await),
            school: None,
            places: 1,
            until: date(2026, 8, 31),
        };
        let new = offer::Offered {
            component: super::COMPONENT.to_owned(),
            shared_with: vec!["L51".to_owned()],
            kept: vec![kept],
            ..a_session()
        };
        offered_as(world, &new).await;
        let session = missed(world, &who).await;
        let page = shown(world, &who[0], session).await;
        assert_eq!(page.choice.instead[0].free, new.capacity - 1);
    })
    .await;
}

#[tokio::test]
async fn of_a_session_called_off_the_place_goes_back_when_another_is_chosen() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let session = offered(world, 2).await;
        let next = another(world, "professional-behaviours").await;
        let (platform, office) = (&world.platform, world.operator());
        book(
            platform,
            &who[0],
            platform.number(),
            session,
            who[0].person,
            "A ramp",
        )
        .await
        .unwrap();
        let off = Change::Cancelled {
            reason: "The hall is closed.".to_owned(),
        };
        change(platform, &office, platform.number(), session, 0, &off)
            .await
            .unwrap();
        let page = shown(world, &who[0], session).await;
        assert_eq!(page.choice.missed, Some(Missed::CalledOff));
        book_instead(platform, &who[0], platform.number(), session, next)
            .await
            .unwrap();
        assert_eq!(state(world, session, &who[0]).await, None);
        let own = shown(world, &who[0], next).await.own.unwrap();
        assert_eq!(
            (own.state, own.needs.as_str()),
            (State::Confirmed, "A ramp")
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_office_names_meets_the_component_that_was_missed() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let session = missed(world, &who).await;
        let host = world.person("1000000").await;
        assert_eq!(host, who[0].person);
        let next = another(world, "professional-behaviours").await;
        let (platform, office) = (&world.platform, world.operator());
        let pair = (session, next);
        let mentor = name(platform, &who[0], platform.number(), pair, true).await;
        assert!(refusal(mentor).contains("no such session"));
        name(platform, &office, platform.number(), pair, true)
            .await
            .unwrap();
        let page = shown(world, &who[0], session).await;
        assert_eq!(page.choice.instead[0].session.id, next);
        let found = named(platform, &office, session).await.unwrap();
        assert_eq!((found.named[0].id, found.others.len()), (next, 0));
        book_instead(platform, &who[0], platform.number(), session, next)
            .await
            .unwrap();
        let mut tx = world.store.read().await.unwrap();
        let makes_up = store::booking::catch_up::makes_up(&mut tx, next)
            .await
            .unwrap();
        drop(tx);
        let found: Vec<&str> = makes_up.values().map(String::as_str).collect();
        assert_eq!(found, [super::COMPONENT]);
        name(platform, &office, platform.number(), pair, false)
            .await
            .unwrap();
        assert!(
            shown(world, &who[0], session)
                .await
                .choice
                .instead
                .is_empty()
        );
        assert_eq!(total(world, &[host]).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_session_for_others_is_booked_by_the_office_alone() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let row = "1000777,Pia,Moss,,general_mentor,100001,mathematics,secondary,2024-09-01,\n";
        world.people("Y75", row).await;
        let pia = world.person("1000777").await;
        let pia = access::actor(&world.platform, pia).await.unwrap();
        let meant = offer::Offered {
            audience: Audience {
                school_phase: Some(SchoolPhase::Primary),
                ..Audience::default()
            },
            ..a_session()
        };
        let (platform, office) = (&world.platform, world.operator());
        let session = offer::offer(platform, &office, platform.number(), "Y75", &meant)
            .await
            .unwrap();
        let page = shown(world, &pia, session).await;
        assert_eq!(page.choice.left_out.as_deref(), Some("primary mentors"));
        let refused = book(platform, &pia, platform.number(), session, pia.person, "").await;
        assert!(refusal(refused).contains("meant for primary mentors"));
        let done = book(
            platform,
            &office,
            platform.number(),
            session,
            pia.person,
            "",
        )
        .await;
        assert_eq!(done.unwrap(), State::Confirmed);
        let _ = who;
    })
    .await;
}

#[tokio::test]
async fn what_overlaps_is_told_before_it_is_booked() {
    on_each(async |world| {
        let who = mentors(world, 1).await;
        let session = offered(world, 2).await;
        let other = another(world, "professional-behaviours").await;
        books(world, session, &who[0]).await;
        let page = shown(world, &who[0], other).await;
        assert!(page.choice.against[0].is_refused());
        assert!(
            shown(world, &who[0], session)
                .await
                .choice
                .against
                .is_empty()
        );
    })
    .await;
}
