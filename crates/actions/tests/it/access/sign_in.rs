//! Tries links and codes: used once, in time, where they were asked for, and by nobody else.
//!
//! Owns the mailbox in which messages are read. It never sends one.

use actions::{
    ActionError, Platform,
    access::{
        session::{Entrance, enter},
        sign_in::{Asked, Landed, ask, look, press, send_fresh, type_code},
    },
};
use domain::{
    access::{session::Device, ticket::Void},
    person::PersonId,
};

use crate::world::{World, on_each, refusal};

pub(super) const AMINA: &str = "amina@ashfield.example";
const WRONG: &str = "That is not the code of the newest message. Check its six digits.";
const NOTHING: &str = "This code opens nothing any more. Open the link of the message instead, or ask for a new message.";

/// A mentor who can be written to, mid-morning of a Tuesday.
pub(super) async fn amina(world: &World) -> PersonId {
    let row = format!("1000001,Amina,Khan,{AMINA},general_mentor,100001,,,2024-09-01,\n");
    world.people("Y75", &row).await;
    world.wind_to("2025-11-18T10:00:00Z");
    world.person("1000001").await
}

/// Every message that waits, oldest first.
pub(super) async fn mailbox(world: &World) -> Vec<String> {
    let mut tx = world.store.read().await.unwrap();
    let rows = store::scratch::texts(&mut tx, "notice_outbox", "plain");
    rows.await.unwrap()
}

/// The secret of the link in a message.
pub(super) fn secret(message: &str) -> String {
    let (_, rest) = message.split_once("/sign-in/").unwrap();
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// The code in a message.
pub(super) fn code(message: &str) -> String {
    let line = message.lines().find(|line| line.starts_with("    "));
    line.unwrap().trim().to_owned()
}

pub(super) fn device(address: &str) -> Device {
    Device {
        agent: "Firefox on Linux".to_owned(),
        address: address.to_owned(),
        shared: false,
    }
}

pub(super) async fn asked(world: &World, address: &str) -> Asked {
    let from = device("192.0.2.7");
    let done = ask(&world.platform, address, Some("/this-week"), None, &from).await;
    done.unwrap()
}

pub(super) async fn person_in(platform: &Platform, landed: &Landed) -> PersonId {
    let Landed::In { opened, .. } = landed else {
        panic!("not in: {landed:?}");
    };
    match enter(platform, &opened.secret).await.unwrap() {
        Entrance::Open(entered) => entered.reader.person.id,
        other => panic!("not signed in: {other:?}"),
    }
}

#[tokio::test]
async fn a_link_signs_in_on_any_device_once_and_looking_uses_nothing_up() {
    on_each(async |world| {
        let amina = amina(world).await;
        asked(world, "  Amina@Ashfield.Example ").await;
        let messages = mailbox(world).await;
        assert_eq!(messages.len(), 1);
        let secret = secret(&messages[0]);
        for _ in 0..3 {
            let link = look(&world.platform, &secret).await.unwrap();
            assert_eq!((link.name.as_str(), link.state), ("Amina Khan", Ok(())));
        }
        let phone = device("198.51.100.9");
        let landed = press(&world.platform, &secret, &phone).await.unwrap();
        assert_eq!(person_in(&world.platform, &landed).await, amina);
        assert!(matches!(&landed, Landed::In { to: Some(to), .. } if to == "/this-week"));
        for device in [&phone, &device("192.0.2.7")] {
            let again = press(&world.platform, &secret, device).await.unwrap();
            assert_eq!(again, Landed::Void(Void::Used));
        }
        let link = look(&world.cold(), &secret).await.unwrap();
        assert_eq!(link.state, Err(Void::Used));
    })
    .await;
}

#[tokio::test]
async fn a_code_signs_in_where_it_was_asked_for_once_and_voids_the_link() {
    on_each(async |world| {
        let amina = amina(world).await;
        let asked = asked(world, AMINA).await;
        let message = mailbox(world).await.remove(0);
        let (code, from) = (code(&message), device("192.0.2.7"));
        assert_eq!(code.len(), 7, "two groups of three: {code}");
        let elsewhere = "0".repeat(64);
        let (id, _) = asked.handle.split_once('.').unwrap();
        for forged in [
            String::new(),
            "nothing".to_owned(),
            format!("{id}."),
            format!("{}.{elsewhere}", world.platform.number().simple()),
        ] {
            let done = type_code(&world.platform, &forged, &code, &from).await;
            assert_eq!(refusal(done), NOTHING, "{forged}");
        }
        let stranger = format!("{id}.{elsewhere}");
        let done = type_code(&world.platform, &stranger, &code, &from).await;
        assert_eq!(
            refusal(done),
            WRONG,
            "the code without what the browser keeps"
        );
        let done = type_code(&world.platform, &asked.handle, &code, &from).await;
        assert_eq!(person_in(&world.platform, &done.unwrap()).await, amina);
        let again = type_code(&world.platform, &asked.handle, &code, &from).await;
        assert_eq!(refusal(again), NOTHING);
        let pressed = press(&world.platform, &secret(&message), &from)
            .await
            .unwrap();
        assert_eq!(pressed, Landed::Void(Void::Used));
    })
    .await;
}

#[tokio::test]
async fn what_has_lapsed_opens_nothing_and_one_press_sends_a_fresh_link() {
    on_each(async |world| {
        let amina = amina(world).await;
        let asked = asked(world, AMINA).await;
        let message = mailbox(world).await.remove(0);
        let (secret_, code) = (secret(&message), code(&message));
        world.wind_to("2025-11-18T10:14:59Z");
        assert_eq!(look(&world.platform, &secret_).await.unwrap().state, Ok(()));
        world.wind_to("2025-11-18T10:15:00Z");
        let from = device("192.0.2.7");
        let pressed = press(&world.platform, &secret_, &from).await.unwrap();
        assert_eq!(pressed, Landed::Void(Void::Lapsed));
        let typed = type_code(&world.platform, &asked.handle, &code, &from).await;
        assert_eq!(refusal(typed), NOTHING);
        send_fresh(&world.platform, &secret_, &from).await.unwrap();
        let messages = mailbox(world).await;
        let fresh = messages
            .iter()
            .map(|text| secret(text))
            .find(|one| *one != secret_);
        let landed = press(&world.platform, &fresh.unwrap(), &from)
            .await
            .unwrap();
        assert_eq!(person_in(&world.platform, &landed).await, amina);
        for forged in ["", "0", &"f".repeat(64), &secret_.to_uppercase()[1..]] {
            let done = press(&world.platform, forged, &from).await;
            assert_eq!(
                refusal(done),
                "There is no such link. Ask for a new message."
            );
            let done = send_fresh(&world.platform, forged, &from).await;
            assert!(matches!(done, Err(ActionError::NotFound(_))));
        }
    })
    .await;
}

#[tokio::test]
async fn an_older_message_still_opens_after_a_newer_and_its_code_not_in_the_newer_one_s_place() {
    on_each(async |world| {
        let amina = amina(world).await;
        let first = asked(world, AMINA).await;
        let older = mailbox(world).await.remove(0);
        let second = asked(world, AMINA).await;
        assert_eq!(mailbox(world).await.len(), 2);
        let from = device("192.0.2.7");
        let crossed = type_code(&world.platform, &second.handle, &code(&older), &from).await;
        assert_eq!(refusal(crossed), WRONG);
        let done = type_code(&world.platform, &first.handle, &code(&older), &from).await;
        assert_eq!(person_in(&world.platform, &done.unwrap()).await, amina);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_address_is_answered_alike_and_nothing_is_sent() {
    on_each(async |world| {
        amina(world).await;
        let (known, unknown) = (
            asked(world, AMINA).await,
            asked(world, "nobody@ashfield.example").await,
        );
        assert_eq!(known.handle.len(), unknown.handle.len());
        assert_eq!(mailbox(world).await.len(), 1);
        let from = device("192.0.2.7");
        for handle in [&known.handle, &unknown.handle] {
            for expected in [WRONG, WRONG, WRONG, WRONG, WRONG, NOTHING, NOTHING] {
                let done = type_code(&world.platform, handle, "999999", &from).await;
                assert_eq!(refusal(done), expected);
            }
        }
        let message = mailbox(world).await.remove(0);
        let typed = type_code(&world.platform, &known.handle, &code(&message), &from).await;
        assert_eq!(refusal(typed), NOTHING, "guessed at too often");
        let landed = press(&world.platform, &secret(&message), &from)
            .await
            .unwrap();
        assert!(matches!(landed, Landed::In { .. }), "the link goes on");
        let done = ask(&world.platform, "amina", None, None, &from).await;
        assert!(refusal(done).starts_with("\"amina\" is no e-mail address."));
    })
    .await;
}

#[tokio::test]
async fn an_address_is_guessed_at_so_often_a_day_whether_it_is_known_or_not() {
    on_each(async |world| {
        amina(world).await;
        let from = device("192.0.2.7");
        for address in [AMINA, "nobody@ashfield.example"] {
            let mut refused = Vec::new();
            for _ in 0..5 {
                let asked = asked(world, address).await;
                for _ in 0..5 {
                    let done = type_code(&world.platform, &asked.handle, "999999", &from).await;
                    refused.push(refusal(done));
                }
            }
            let wrong = refused.iter().filter(|said| *said == WRONG).count();
            assert_eq!((wrong, refused.len()), (20, 25), "{address}");
        }
        world.wind_to("2025-11-19T10:00:00Z");
        let asked = asked(world, AMINA).await;
        let done = type_code(&world.platform, &asked.handle, "999999", &from).await;
        assert_eq!(refusal(done), WRONG, "a new day");
    })
    .await;
}

#[tokio::test]
async fn an_address_is_sent_so_many_messages_an_hour_and_a_double_press_sends_one() {
    on_each(async |world| {
        amina(world).await;
        let (platform, from) = (&world.platform, device("192.0.2.7"));
        let first = asked(world, AMINA).await;
        let before = Some(first.handle.as_str());
        let again = ask(platform, AMINA, None, before, &from).await.unwrap();
        assert_eq!((again, mailbox(world).await.len()), (first.clone(), 1));
        let other = ask(platform, "b@ashfield.example", None, before, &from).await;
        assert_ne!(other.unwrap(), first, "another address is another message");
        world.wind_to("2025-11-18T10:02:00Z");
        ask(platform, AMINA, None, before, &from).await.unwrap();
        assert_eq!(mailbox(world).await.len(), 2, "a while later it is meant");
        for _ in 0..10 {
            asked(world, AMINA).await;
        }
        assert_eq!(mailbox(world).await.len(), 6);
        world.wind_to("2025-11-18T11:00:00Z");
        asked(world, AMINA).await;
        assert_eq!(mailbox(world).await.len(), 7);
    })
    .await;
}

#[tokio::test]
async fn a_network_that_tries_too_much_waits_and_another_does_not() {
    on_each(async |world| {
        amina(world).await;
        let platform = &world.platform;
        let (busy, calm) = (device("192.0.2.7"), device("192.0.2.8"));
        for n in 0..300 {
            let address = format!("n{n}@elsewhere.example");
            ask(platform, &address, None, None, &busy).await.unwrap();
        }
        let refused = ask(platform, AMINA, None, None, &busy).await;
        assert!(refusal(refused).starts_with("Very many people tried"));
        ask(&world.cold(), AMINA, None, None, &calm).await.unwrap();
        assert_eq!(mailbox(world).await.len(), 1);
        let refused = type_code(&world.cold(), "x", "1", &busy).await;
        assert!(refusal(refused).starts_with("Very many people tried"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_press_one_link_at_the_same_moment_one_is_let_in() {
    on_each(async |world| {
        amina(world).await;
        for round in 0..5 {
            let asked = asked(world, AMINA).await;
            let message = mailbox(world).await.pop().unwrap();
            let (secret, code) = (secret(&message), code(&message));
            let presses: Vec<_> = (0..12)
                .map(|n| {
                    let platform = if n % 2 == 0 {
                        world.cold()
                    } else {
                        world.platform.clone()
                    };
                    let (secret, code) = (secret.clone(), code.clone());
                    let handle = asked.handle.clone();
                    tokio::spawn(async move {
                        let from = device("192.0.2.7");
                        let landed = if n % 3 == 0 {
                            type_code(&platform, &handle, &code, &from).await
                        } else {
                            press(&platform, &secret, &from).await
                        };
                        matches!(landed, Ok(Landed::In { .. }))
                    })
                })
                .collect();
            let mut entered = 0;
            for pressed in presses {
                entered += usize::from(pressed.await.unwrap());
            }
            assert_eq!(entered, 1, "round {round}");
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_that_is_kept_opens_anything() {
    on_each(async |world| {
        amina(world).await;
        let asked = asked(world, AMINA).await;
        let message = mailbox(world).await.remove(0);
        let (secret, code) = (secret(&message), code(&message).replace(' ', ""));
        let (_, held) = asked.handle.split_once('.').unwrap();
        let mut tx = world.store.read().await.unwrap();
        for column in ["address", "object"] {
            let kept = store::scratch::texts(&mut tx, "access_ticket", column)
                .await
                .unwrap();
            for (text, word) in kept
                .iter()
                .flat_map(|text| [(text, &secret[..]), (text, held), (text, &code)])
            {
                assert!(!text.contains(word), "{column}");
            }
        }
        let kept = store::scratch::texts(&mut tx, "audit_note", "told")
            .await
            .unwrap();
        assert!(kept.iter().all(|told| !told.contains(&secret)));
    })
    .await;
}
