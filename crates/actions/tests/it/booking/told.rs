//! Tries what people are told about sessions: in their inbox, by mail with the entry of a calendar, and
//! nothing any more about what is over.
//!
//! Owns no words of its own. It never sends anything.

use actions::{
    access,
    booking::{
        offer::{self, Change, Offered, change},
        place::{book, settle_all, withdraw},
        release::{self, Answer},
    },
    notice::{Fared, batch, inbox, round, settle},
};
use domain::{
    access::Actor,
    booking::{Hours, SessionId, State},
    notice::Message,
    partnership::Urn,
};
use ical::{
    IcalParser,
    parser::{Component, ical::component::IcalCalendar},
};
use jiff::civil::{date, time};

use super::place::{a_session, books, mentors, offered};
use crate::world::{World, on_each};

/// In working hours of a school week.
const MORNING: &str = "2025-11-18T10:00:00Z";

/// What leaves now, after the round.
async fn leaves(world: &World) -> Vec<Message> {
    round(&world.platform).await.unwrap();
    let given = batch(&world.platform).await.unwrap();
    for leased in &given.messages {
        settle(&world.platform, &given, leased, &Fared::Sent)
            .await
            .unwrap();
    }
    given.messages.into_iter().map(|one| one.message).collect()
}

/// So many mentors who can be written to.
async fn reached(world: &World, many: usize) -> Vec<Actor> {
    let who = mentors(world, many).await;
    let mut tx = world.store.write().await.unwrap();
    for (at, actor) in who.iter().enumerate() {
        let address = format!("ada{at}@ash.example");
        store::person::add_email(&mut tx, actor.person, &address)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    who
}

async fn subjects(world: &World, actor: &Actor) -> Vec<String> {
    let told = inbox(&world.platform, actor, actor.person).await.unwrap();
    told.notices.into_iter().map(|one| one.subject).collect()
}

fn to<'a>(sent: &'a [Message], actor: &Actor) -> &'a Message {
    let mut sent = sent.iter();
    sent.find(|one| one.person == Some(actor.person)).unwrap()
}

fn read(message: &Message) -> IcalCalendar {
    let text = message.calendar.as_deref().expect("an entry goes with it");
    let mut found = IcalParser::new(text.as_bytes());
    found.next().unwrap().unwrap()
}

/// The method of a calendar, and what its one event says under a name.
fn says(calendar: &IcalCalendar, name: &str) -> String {
    assert_eq!(calendar.events.len(), 1);
    let own = calendar.get_property(name);
    let property = own.or_else(|| calendar.events[0].get_property(name));
    property.and_then(|found| found.value.clone()).unwrap()
}

async fn gives_up(world: &World, session: SessionId, by: &Actor, whose: &Actor) {
    let (platform, once) = (&world.platform, world.platform.number());
    withdraw(platform, by, once, session, whose.person, "A trip")
        .await
        .unwrap();
}

async fn changed(world: &World, session: SessionId, seen: i64, to: Change) {
    let (platform, office) = (&world.platform, world.operator());
    let once = platform.number();
    change(platform, &office, once, session, seen, &to)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_mail_about_a_place_carries_one_entry_of_a_calendar_from_booked_to_called_off() {
    on_each(async |world| {
        world.wind_to(MORNING);
        let who = reached(world, 2).await;
        let session = offered(world, 1).await;
        for actor in &who {
            books(world, session, actor).await;
        }
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 2);
        let mail = to(&sent, &who[0]);
        assert_eq!(mail.subject, "Your place: Giving feedback");
        for part in [
            "You have a place in “Giving feedback”, Thursday 27 November 2025 (4:30pm to 5:30pm).",
            "You get this because you booked. If you have a question, ask Lea Vers.",
            "See it, or give it up",
            "/sign-in/",
        ] {
            assert!(mail.text.contains(part), "{part} in {}", mail.text);
        }
        let booked = read(mail);
        let uid = says(&booked, "UID");
        let told = |name| says(&booked, name);
        assert_eq!(
            (told("METHOD"), told("STATUS")),
            ("PUBLISH".into(), "CONFIRMED".into())
        );
        assert_eq!(told("DTSTART"), "20251127T163000");
        let waits = to(&sent, &who[1]);
        assert_eq!(waits.subject, "You are on the list: Giving feedback");
        assert!(waits.calendar.is_none(), "nothing is sure yet");

        let moved = Change::Moved {
            held_on: date(2025, 12, 4),
            hours: a_session().hours,
            reason: "The host is ill.".to_owned(),
        };
        changed(world, session, 0, moved).await;
        assert_eq!(
            subjects(world, &who[0]).await,
            ["Moved: Giving feedback"],
            "what no longer holds is gone"
        );
        let sent = leaves(world).await;
        let moved = read(to(&sent, &who[0]));
        let told = |name| says(&moved, name);
        assert_eq!(
            (told("METHOD"), told("STATUS")),
            ("PUBLISH".into(), "TENTATIVE".into())
        );
        assert_eq!(
            (told("UID"), told("DTSTART")),
            (uid.clone(), "20251204T163000".into())
        );

        let off = Change::Cancelled {
            reason: "Nobody can host it.".to_owned(),
        };
        changed(world, session, 1, off).await;
        let sent = leaves(world).await;
        let off = read(to(&sent, &who[0]));
        let told = |name| says(&off, name);
        assert_eq!(
            (told("METHOD"), told("STATUS")),
            ("CANCEL".into(), "CANCELLED".into())
        );
        assert_eq!(told("UID"), uid);
        let number = |calendar| says(calendar, "SEQUENCE").parse::<i64>().unwrap();
        assert!(number(&booked) < number(&moved) && number(&moved) < number(&off));
        let waited = to(&sent, &who[1]);
        assert!(waited.calendar.is_none(), "their calendar never held it");
    })
    .await;
}

#[tokio::test]
async fn nothing_goes_about_a_place_that_was_given_up_but_that_somebody_else_gave_it_up() {
    on_each(async |world| {
        world.wind_to("2025-11-18T22:00:00Z");
        let who = reached(world, 2).await;
        let session = offered(world, 3).await;
        for actor in &who {
            books(world, session, actor).await;
        }
        assert!(leaves(world).await.is_empty(), "not at night");
        gives_up(world, session, &who[0], &who[0]).await;
        gives_up(world, session, &world.operator(), &who[1]).await;
        assert!(subjects(world, &who[0]).await.is_empty());
        world.wind_to("2025-11-19T08:00:00Z");
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(sent[0].person, Some(who[1].person));
        assert_eq!(sent[0].subject, "Your place was given up: Giving feedback");
        assert_eq!(says(&read(&sent[0]), "METHOD"), "CANCEL");
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_waits_for_a_slow_server_does_not_go_once_the_place_is_given_up() {
    on_each(async |world| {
        world.wind_to(MORNING);
        let who = reached(world, 1).await;
        let session = offered(world, 3).await;
        books(world, session, &who[0]).await;
        round(&world.platform).await.unwrap();
        gives_up(world, session, &who[0], &who[0]).await;
        let given = batch(&world.platform).await.unwrap();
        assert!(given.messages.is_empty(), "{given:?}");
    })
    .await;
}

#[tokio::test]
async fn a_list_that_moves_by_itself_tells_whom_it_concerns_at_once() {
    on_each(async |world| {
        world.wind_to("2025-11-18T22:00:00Z");
        let who = reached(world, 3).await;
        let session = offered(world, 1).await;
        for actor in &who {
            books(world, session, actor).await;
        }
        gives_up(world, session, &who[0], &who[0]).await;
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1, "what cannot wait goes at night too");
        assert_eq!(sent[0].subject, "A place is free: Giving feedback");
        assert!(sent[0].calendar.is_none());
        world.wind_to("2025-11-20T23:00:00Z");
        assert_eq!(settle_all(&world.platform).await.unwrap(), 2);
        assert_eq!(
            subjects(world, &who[1]).await,
            ["The offer has ended: Giving feedback"]
        );
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].person, Some(who[2].person));
    })
    .await;
}

#[tokio::test]
async fn a_school_is_asked_in_its_inbox_and_not_any_more_once_it_has_answered() {
    on_each(async |world| {
        world.wind_to(MORNING);
        let who = reached(world, 1).await;
        let mut school = Vec::new();
        for (trn, name) in [("3000001", "Grace"), ("3000002", "Hugh")] {
            let row = format!(
                "{trn},{name},Okafor,{name}@ash.example,professional_mentor,100001,,,2024-09-01,\n"
            );
            world.people("Y75", &row).await;
            let person = world.person(trn).await;
            school.push(access::actor(&world.platform, person).await.unwrap());
        }
        let in_school_time = Offered {
            hours: Hours {
                from: time(9, 0, 0, 0),
                until: time(12, 0, 0, 0),
            },
            ..a_session()
        };
        let (platform, office) = (&world.platform, world.operator());
        let session = offer::offer(platform, &office, platform.number(), "Y75", &in_school_time)
            .await
            .unwrap();
        assert_eq!(books(world, session, &who[0]).await, State::Held);
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 3);
        let asked = to(&sent, &school[0]);
        assert_eq!(asked.subject, "Can Ada0 Khan go to Giving feedback?");
        assert!(
            asked.text.contains("Release, or say why not:\n"),
            "{}",
            asked.text
        );
        assert!(asked.calendar.is_none(), "it is not their place");
        assert_eq!(says(&read(to(&sent, &who[0])), "STATUS"), "TENTATIVE");

        let urn = Urn(100_001);
        let waiting = release::waiting(platform, &school[0], urn).await.unwrap();
        let which = (urn, waiting.rows[0].booking.id);
        let once = platform.number();
        release::answer(platform, &school[0], once, which, &Answer::Release)
            .await
            .unwrap();
        assert!(subjects(world, &school[1]).await.is_empty());
        assert_eq!(
            subjects(world, &who[0]).await[0],
            "You are released for Giving feedback"
        );
        let sent = leaves(world).await;
        assert_eq!(says(&read(&sent[0]), "STATUS"), "CONFIRMED");
    })
    .await;
}

#[tokio::test]
async fn another_place_is_told_to_those_who_have_one() {
    on_each(async |world| {
        world.wind_to(MORNING);
        let who = reached(world, 2).await;
        let session = offered(world, 1).await;
        for actor in &who {
            books(world, session, actor).await;
        }
        leaves(world).await;
        let elsewhere = Change::Place {
            place: "The library".to_owned(),
            link: String::new(),
        };
        changed(world, session, 0, elsewhere).await;
        let sent = leaves(world).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].subject, "Another place: Giving feedback");
        assert_eq!(says(&read(&sent[0]), "LOCATION"), "The library");
    })
    .await;
}

#[tokio::test]
async fn what_an_office_books_for_somebody_says_so() {
    on_each(async |world| {
        world.wind_to(MORNING);
        let who = reached(world, 1).await;
        let session = offered(world, 1).await;
        let (platform, office) = (&world.platform, world.operator());
        book(
            platform,
            &office,
            platform.number(),
            session,
            who[0].person,
            "",
        )
        .await
        .unwrap();
        let sent = leaves(world).await;
        let why = "You get this because it was booked for you.";
        assert!(sent[0].text.contains(why), "{}", sent[0].text);
    })
    .await;
}
