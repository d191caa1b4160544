//! Tries the log of an online meeting over the whole deed: brought, asked about, closed.
//!
//! Owns a meeting of 140 of whom four called themselves otherwise. It never guesses who they are.

use actions::booking::{
    join_log::{answer, bring, queue},
    register::{close, grid, reopen},
};
use domain::{Minutes, booking::register::Mark};

use super::register::{hosting, total};
use crate::world::{World, on_each, refusal};

/// A report of Teams in which everyone stayed from 11:50 to 13:30, those of `otherwise` under another name.
async fn report(world: &World, people: &[domain::person::PersonId], otherwise: &[&str]) -> String {
    let mut tx = world.store.read().await.unwrap();
    let named = store::person::named(&mut tx, people).await.unwrap();
    let mut text = "1. Summary\nMeeting title\tCoaching\n\n2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n".to_owned();
    for (at, person) in people.iter().enumerate() {
        let person = named.iter().find(|one| one.id == *person).unwrap();
        let name = match (otherwise.get(at), at % 3) {
            (Some(name), _) => (*name).to_owned(),
            (None, 0) => format!("{}, {} (Guest)", person.last_name, person.first_name),
            (None, 1) => person.name().to_uppercase(),
            (None, _) => person.name(),
        };
        text.push_str(&format!(
            "{name}\t18/11/2025, 11:50:00\t18/11/2025, 13:30:00\t1h 40m 0s\t\t\tAttendee\n"
        ));
    }
    text
}

#[tokio::test]
async fn of_140_sign_ins_four_are_asked_about_and_the_totals_rise_once() {
    on_each(async |world| {
        let (session, people, host) = hosting(world, 140).await;
        let platform = &world.platform;
        let four = ["iPad", "Perso", "Guest 4", "M."];
        let log = report(world, &people, &four).await;
        for marked in [136, 0] {
            let done = bring(platform, &host, session.id, log.as_bytes())
                .await
                .unwrap();
            assert_eq!((done.names, done.certain, done.marked), (140, 136, marked));
        }
        let waiting = queue(platform, &host, session.id).await.unwrap().asked;
        assert_eq!(waiting.len(), 4);
        for (one, person) in waiting.iter().zip(&people).take(3) {
            let name = (one.name.as_str(), one.email.as_str());
            let once = platform.number();
            for _ in 0..2 {
                answer(platform, &host, once, session.id, name, Some(*person))
                    .await
                    .unwrap();
            }
        }
        let name = (waiting[3].name.as_str(), "");
        let once = platform.number();
        answer(platform, &host, once, session.id, name, None)
            .await
            .unwrap();
        assert!(
            queue(platform, &host, session.id)
                .await
                .unwrap()
                .asked
                .is_empty()
        );
        let read = grid(platform, &host, session.id).await.unwrap();
        assert_eq!((read.count(Some(Mark::Part)), read.count(None)), (139, 1));
        assert_eq!(total(world, &people).await, 0);
        close(platform, &host, platform.number(), session.id, Minutes(120))
            .await
            .unwrap();
        let once = total(world, &people).await;
        assert_eq!(
            once,
            139 * read
                .rows
                .iter()
                .find_map(|row| row.noted?.minutes)
                .unwrap()
                .0
        );
        let again = bring(platform, &host, session.id, log.as_bytes()).await;
        assert!(refusal(again).starts_with("This register is closed"));
        reopen(
            platform,
            &host,
            platform.number(),
            session.id,
            "checked again",
        )
        .await
        .unwrap();
        bring(platform, &host, session.id, log.as_bytes())
            .await
            .unwrap();
        close(platform, &host, platform.number(), session.id, Minutes(120))
            .await
            .unwrap();
        assert_eq!(total(world, &people).await, once);
    })
    .await;
}

#[tokio::test]
async fn what_a_person_marked_stays_and_no_other_file_is_taken() {
    on_each(async |world| {
        let (session, people, host) = hosting(world, 3).await;
        let platform = &world.platform;
        let log = report(world, &people, &[]).await;
        let absent = actions::booking::register::Ticked {
            key: people[0].0.simple().to_string()[20..].to_owned(),
            mark: Mark::Absent,
            minutes: None,
            times: None,
        };
        let now = platform.now();
        actions::booking::register::mark(platform, &host, session.id, &[absent], now)
            .await
            .unwrap();
        let done = bring(platform, &host, session.id, log.as_bytes())
            .await
            .unwrap();
        assert_eq!((done.certain, done.marked), (3, 2));
        let read = grid(platform, &host, session.id).await.unwrap();
        assert_eq!(read.count(Some(Mark::Absent)), 1);
        for bytes in [&b"PK\x03\x04"[..], b"", b"a,b\n1,2\n"] {
            assert!(bring(platform, &host, session.id, bytes).await.is_err());
        }
    })
    .await;
}

/// A report of Teams, a name and its first and last minute past 11:00 a line.
fn lines(stays: &[(&str, u32, u32)]) -> String {
    let clock = |minute: u32| format!("18/11/2025, {}:{:02}:00", 11 + minute / 60, minute % 60);
    let lines = stays.iter().map(|(name, from, until)| {
        let (join, leave) = (clock(*from), clock(*until));
        format!("{name}\t{join}\t{leave}\t\t\t\tAttendee\n")
    });
    let head = "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n";
    format!("{head}{}", lines.collect::<String>())
}

#[tokio::test]
async fn two_devices_and_two_logs_are_one_stay_and_an_answer_is_remembered() {
    on_each(async |world| {
        let (session, people, host) = hosting(world, 1).await;
        let platform = &world.platform;
        let mut tx = world.store.read().await.unwrap();
        let named = store::person::named(&mut tx, &people).await.unwrap();
        drop(tx);
        let own = named[0].name();
        let there = async || {
            let read = grid(platform, &host, session.id).await.unwrap();
            read.rows[0].noted.and_then(|noted| noted.minutes)
        };
        // Forty minutes on the laptop, and half an hour on a telephone beside it.
        let first = lines(&[(&own, 50, 90), ("iPhone", 70, 100)]);
        bring(platform, &host, session.id, first.as_bytes())
            .await
            .unwrap();
        assert_eq!(there().await, Some(Minutes(40)));
        let asked = queue(platform, &host, session.id).await.unwrap().asked;
        assert_eq!((asked.len(), asked[0].minutes), (1, Minutes(30)));
        let once = platform.number();
        answer(
            platform,
            &host,
            once,
            session.id,
            ("iPhone", ""),
            Some(people[0]),
        )
        .await
        .unwrap();
        assert_eq!(there().await, Some(Minutes(50)));
        // A second log tells how it went on under each name.
        let later = lines(&[("iPhone", 100, 110), (&own, 105, 115)]);
        for marked in [1, 0] {
            let done = bring(platform, &host, session.id, later.as_bytes())
                .await
                .unwrap();
            assert_eq!((done.names, done.certain, done.marked), (2, 2, marked));
            assert_eq!(there().await, Some(Minutes(65)));
        }
        close(platform, &host, platform.number(), session.id, Minutes(120))
            .await
            .unwrap();
        let once = platform.number();
        reopen(platform, &host, once, session.id, "a third log came")
            .await
            .unwrap();
        let third = lines(&[("iPhone", 115, 120)]);
        bring(platform, &host, session.id, third.as_bytes())
            .await
            .unwrap();
        assert_eq!(there().await, Some(Minutes(70)));
    })
    .await;
}

#[test]
fn of_two_thousand_names_nineteen_in_twenty_are_certain() {
    use domain::{
        booking::join::{Joined, Known, find},
        person::PersonId,
    };
    let name = |at: usize| {
        let (first, last) = (
            super::register::words(at * 7919 + 17_576),
            super::register::words(at + 17_576),
        );
        format!("{first} {last}son")
    };
    let known: Vec<Known> = (0..2_000)
        .map(|at| Known {
            person: PersonId(uuid::Uuid::from_u128(at as u128)),
            name: name(at),
            emails: vec![format!("{at}@school.example")],
            booked: at % 2 == 0,
        })
        .collect();
    let log: Vec<Joined> = (0..2_000)
        .map(|at| Joined {
            name: match at % 20 {
                0 => format!("{} x", &name(at)[1..]),
                1 => format!("{} (she/her)", name(at).to_uppercase()),
                _ => name(at),
            },
            email: if at % 3 == 2 {
                format!("{at}@school.example")
            } else {
                String::new()
            },
            stays: Vec::new(),
            stated: None,
        })
        .collect();
    let found = find(&log, &known, strsim::jaro_winkler);
    let certain = found
        .iter()
        .filter(|one| matches!(one, domain::booking::join::Found::One(_)))
        .count();
    assert!(certain >= 1_900, "{certain}");
}
