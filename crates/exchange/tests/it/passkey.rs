//! Tries passkeys: made and used, and every answer that is not to be believed.
//! Owns the place that asks.
//! Never keeps an answer: whoever uses this room does.

use exchange::passkey::{Asked, Holder, Made, Refusal, Site, named};
use uuid::Uuid;

use crate::authenticator::{Authenticator, Twist, bytes, written};

const HERE: &str = "https://mentors.example";
const HANDLE: Uuid = Uuid::from_u128(7);

fn site() -> Site {
    Site::at(HERE, "Alongside").expect("a place for passkeys")
}

fn to_make(site: &Site, known: &[Vec<u8>]) -> Asked {
    let holder = Holder {
        handle: HANDLE,
        address: "amina@ashfield.example",
        name: "Amina Khan",
    };
    site.ask_to_make(holder, known).expect("a question")
}

fn made(site: &Site, seed: u8) -> (Authenticator, Made) {
    let mut device = Authenticator::new(seed, HERE);
    let asked = to_make(site, &[]);
    let answer = device.make(&asked.options, &Twist::default());
    let made = site.made(&asked.state, &answer).expect("a passkey");
    (device, made)
}

#[test]
fn a_passkey_is_made_and_used_again_and_again() {
    let site = site();
    let (mut device, made) = made(&site, 1);
    assert_eq!(made.credential_id, device.id);
    let mut credential = made.credential;
    for _ in 0..3 {
        let asked = site.ask_to_use(&[]).expect("a question");
        let answer = device.answer(&asked.options, &Twist::default());
        let said = named(&answer).expect("an answer");
        assert_eq!(
            (said.credential_id, said.handle),
            (device.id.clone(), Some(HANDLE))
        );
        credential = site
            .used(&asked.state, &answer, &credential)
            .expect("believed");
    }
}

#[test]
fn a_browser_is_told_what_it_needs_and_nothing_that_is_kept() {
    let site = site();
    let asked = to_make(&site, &[vec![9; 20]]);
    for told in [
        "\"residentKey\":\"required\"",
        "\"userVerification\":\"required\"",
        "\"id\":\"mentors.example\"",
        &written(&[9; 20]),
    ] {
        assert!(asked.options.contains(told), "{told}: {}", asked.options);
    }
    let asked = site.ask_to_use(&[vec![9; 20]]).expect("a question");
    assert!(asked.options.contains(&written(&[9; 20])));
    assert!(
        !asked.options.contains("mediation"),
        "a press asks, not a field"
    );
    assert!(asked.options.contains("\"userVerification\":\"required\""));
}

#[test]
fn an_answer_to_another_question_or_changed_on_its_way_is_refused() {
    let site = site();
    let (mut device, made) = made(&site, 1);
    let asked = site.ask_to_use(&[]).expect("a question");
    let other = site.ask_to_use(&[]).expect("a question");
    let answer = device.answer(&other.options, &Twist::default());
    let crossed = site.used(&asked.state, &answer, &made.credential);
    assert_eq!(crossed, Err(Refusal::Untrusted), "another question");
    for twist in [
        Twist {
            origin: Some("https://mentors.example.evil.example"),
            ..Twist::default()
        },
        Twist {
            origin: Some("http://mentors.example"),
            ..Twist::default()
        },
        Twist {
            origin: Some("https://mentors.example:8443"),
            ..Twist::default()
        },
        Twist {
            origin: Some("https://sub.mentors.example"),
            ..Twist::default()
        },
        Twist {
            place: Some("other.example"),
            ..Twist::default()
        },
        Twist {
            kind: Some("webauthn.create"),
            ..Twist::default()
        },
        Twist {
            nobody_there: true,
            ..Twist::default()
        },
        Twist {
            changed: true,
            ..Twist::default()
        },
    ] {
        let answer = device.answer(&asked.options, &twist);
        let done = site.used(&asked.state, &answer, &made.credential);
        assert_eq!(done, Err(Refusal::Untrusted), "{twist:?}");
    }
    let mut stranger = Authenticator::new(2, HERE);
    stranger.id.clone_from(&device.id);
    let answer = stranger.answer(&asked.options, &Twist::default());
    let done = site.used(&asked.state, &answer, &made.credential);
    assert_eq!(
        done,
        Err(Refusal::Untrusted),
        "another key of the same number"
    );
}

#[test]
fn a_key_that_counts_backwards_may_have_been_copied() {
    let site = site();
    let (mut device, made) = made(&site, 1);
    let asked = site.ask_to_use(&[]).expect("a question");
    device.count = 6;
    let answer = device.answer(&asked.options, &Twist::default());
    let credential = site
        .used(&asked.state, &answer, &made.credential)
        .expect("believed");
    for count in [7, 6, 1, 0] {
        let asked = site.ask_to_use(&[]).expect("a question");
        let twist = Twist {
            count: Some(count),
            ..Twist::default()
        };
        let answer = device.answer(&asked.options, &twist);
        let done = site.used(&asked.state, &answer, &credential);
        assert_eq!(done, Err(Refusal::Copied), "{count} after 7");
    }
}

#[test]
fn a_passkey_is_not_made_for_another_place_nor_without_its_person() {
    let site = site();
    for twist in [
        Twist {
            origin: Some("https://evil.example"),
            ..Twist::default()
        },
        Twist {
            place: Some("evil.example"),
            ..Twist::default()
        },
        Twist {
            kind: Some("webauthn.get"),
            ..Twist::default()
        },
        Twist {
            nobody_there: true,
            ..Twist::default()
        },
    ] {
        let asked = to_make(&site, &[]);
        let answer = Authenticator::new(1, HERE).make(&asked.options, &twist);
        assert_eq!(
            site.made(&asked.state, &answer),
            Err(Refusal::Untrusted),
            "{twist:?}"
        );
    }
    let (asked, other) = (to_make(&site, &[]), to_make(&site, &[]));
    let answer = Authenticator::new(1, HERE).make(&other.options, &Twist::default());
    assert_eq!(site.made(&asked.state, &answer), Err(Refusal::Untrusted));
}

#[test]
fn what_is_no_answer_is_refused_and_breaks_nothing() {
    let site = site();
    let (mut device, made) = made(&site, 1);
    let asked = site.ask_to_use(&[]).expect("a question");
    let whole = device.answer(&asked.options, &Twist::default());
    let long = format!("{}{whole}", " ".repeat(20_000));
    let half = &whole[..whole.len() / 2];
    for text in ["", "{}", "null", "[]", "{\"id\":1}", half, long.as_str()] {
        assert_eq!(named(text), Err(Refusal::Unreadable), "{text}");
        let used = site.used(&asked.state, text, &made.credential);
        assert_eq!(used, Err(Refusal::Unreadable), "{text}");
        assert_eq!(site.made(&asked.state, text), Err(Refusal::Unreadable));
    }
    let emptied = whole.replace("\"authenticatorData\":\"", "\"authenticatorData\":\"AAAA");
    let used = site.used(&asked.state, &emptied, &made.credential);
    assert_eq!(used, Err(Refusal::Untrusted));
}

#[test]
fn passkeys_are_for_names_and_not_for_bare_addresses() {
    for place in ["http://127.0.0.1:8420", "http://[::1]", "mentors", ""] {
        assert!(Site::at(place, "Alongside").is_none(), "{place}");
    }
    for place in [HERE, "http://localhost:8420"] {
        assert!(Site::at(place, "Alongside").is_some(), "{place}");
    }
}

#[test]
fn bytes_are_written_as_browsers_write_them() {
    for (told, text) in [
        ("", ""),
        ("f", "Zg"),
        ("fo", "Zm8"),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg"),
    ] {
        assert_eq!(written(told.as_bytes()), text);
        assert_eq!(bytes(text), told.as_bytes());
    }
}
