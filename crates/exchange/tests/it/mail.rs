//! Tries a mail server that takes, refuses, hangs up and sleeps.
//! Owns the message that these tests send.
//! Never looks at the wording of a mail server.

use std::time::{Duration, SystemTime};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use exchange::mail::{Failure, Letter, Post, Security, Server};
use ical::{IcalParser, parser::Component};
use uuid::Uuid;

use crate::postbox::{Mood, Postbox};

const LETTER: Letter<'static> = Letter {
    number: Uuid::from_u128(7),
    to: "amina@school.example",
    subject: "Your link – and a code",
    text: "Press the link.\nIt is Amina’s.",
    html: "<p>Press the link.</p>",
    calendar: None,
    written_at: SystemTime::UNIX_EPOCH,
};

fn post(postbox: &Postbox) -> Post {
    Post::new(&Server {
        host: "127.0.0.1".to_owned(),
        port: postbox.port,
        security: Security::None,
        account: None,
        sender: "Alongside <alongside@partnership.example>".to_owned(),
        authority: None,
        patience: Duration::from_millis(700),
    })
    .expect("a server of this machine")
}

#[tokio::test]
async fn a_message_arrives_as_words_and_as_a_page_under_its_own_number() {
    let postbox = Postbox::open(&[Mood::Takes]).await;
    let post = post(&postbox);
    post.send(&LETTER).await.expect("taken");
    post.send(&LETTER).await.expect("taken again");
    let taken = postbox.taken();
    assert_eq!(taken.len(), 2);
    for part in [
        "From: \"Alongside\" <alongside@partnership.example>",
        "To: amina@school.example",
        "Message-ID: <00000000-0000-0000-0000-000000000007@partnership.example>",
        "Date: Thu, 01 Jan 1970 00:00:00 +0000",
        "Auto-Submitted: auto-generated",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "<p>Press the link.</p>",
    ] {
        let found = taken[0].replace("From: Alongside", "From: \"Alongside\"");
        assert!(found.contains(part), "{part} is missing from\n{found}");
    }
}

/// The entry of a calendar in a message, as it comes out of its wrapping, with the heads of its part.
fn entry(taken: &str) -> (String, String) {
    let at = taken.find("text/calendar").expect("a part of its own");
    let begins = taken[..at].rfind("--").expect("a border before it");
    let (heads, rest) = taken[begins..].split_once("\n\n").expect("heads");
    let body = rest.split("\n--").next().expect("a border after it");
    let body: String = body.split_whitespace().collect();
    let bytes = STANDARD.decode(body).expect("as its heads say");
    let text = String::from_utf8(bytes).expect("words");
    (heads.to_owned(), text)
}

#[tokio::test]
async fn the_entry_of_a_calendar_arrives_as_it_was_written_under_its_own_method() {
    for method in ["PUBLISH", "CANCEL"] {
        let postbox = Postbox::open(&[Mood::Takes]).await;
        let written = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:7@alongside\r\nSEQUENCE:3\r\nSUMMARY:Écoute – “Giving feedback”\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let letter = Letter {
            calendar: Some(&written),
            ..LETTER
        };
        post(&postbox).send(&letter).await.expect("taken");
        let taken = postbox.taken();
        assert!(taken[0].contains("multipart/mixed"), "{}", taken[0]);
        assert!(taken[0].contains("multipart/alternative"), "{}", taken[0]);
        let (heads, text) = entry(&taken[0]);
        for part in [
            &format!("method={method}"),
            "charset=utf-8",
            "Content-Disposition: attachment; filename=\"session.ics\"",
            "Content-Transfer-Encoding: base64",
        ] {
            assert!(heads.contains(part), "{part} in {heads}");
        }
        assert_eq!(text, written);
        let mut found = IcalParser::new(text.as_bytes());
        let read = found.next().expect("a calendar").expect("it can be read");
        let told = |name| read.events[0].get_property(name)?.value.clone();
        assert_eq!(told("UID").as_deref(), Some("7@alongside"));
        assert_eq!(
            told("SUMMARY").as_deref(),
            Some("Écoute – “Giving feedback”")
        );
    }
}

#[tokio::test]
async fn a_server_that_asks_for_patience_is_tried_again_and_takes_it() {
    let postbox = Postbox::open(&[
        Mood::Answers("451 4.7.1 come back later, amina@school.example"),
        Mood::AnswersAtEnd("452 full"),
        Mood::Takes,
    ])
    .await;
    let post = post(&postbox);
    for _ in 0..2 {
        let failure = post.send(&LETTER).await.expect_err("not now");
        assert!(matches!(failure, Failure::Later(_)), "{failure:?}");
        assert!(!failure.words().contains("amina"), "{failure:?}");
    }
    post.send(&LETTER).await.expect("taken");
    assert_eq!(postbox.taken().len(), 1);
}

#[tokio::test]
async fn a_server_that_refuses_for_good_is_believed() {
    let postbox = Postbox::open(&[
        Mood::Answers("550 5.1.1 nobody is called amina@school.example"),
        Mood::AnswersAtEnd("554 no"),
    ])
    .await;
    let post = post(&postbox);
    for _ in 0..2 {
        let failure = post.send(&LETTER).await.expect_err("refused");
        assert!(matches!(failure, Failure::ForGood(_)), "{failure:?}");
        assert!(!failure.words().contains("amina"), "{failure:?}");
    }
}

#[tokio::test]
async fn a_refusal_that_settings_can_mend_is_not_for_good() {
    let postbox = Postbox::open(&[Mood::Answers("530 5.7.0 sign in first")]).await;
    let failure = post(&postbox).send(&LETTER).await.expect_err("refused");
    assert!(matches!(failure, Failure::Later(_)), "{failure:?}");
}

#[tokio::test]
async fn a_line_that_breaks_or_a_server_that_sleeps_is_tried_again() {
    for mood in [&[Mood::HangsUp], &[Mood::Sleeps]] {
        let postbox = Postbox::open(mood).await;
        let failure = post(&postbox).send(&LETTER).await.expect_err("not now");
        assert!(matches!(failure, Failure::Later(_)), "{failure:?}");
        assert!(postbox.taken().is_empty());
    }
}

#[tokio::test]
async fn a_server_without_a_private_line_is_told_nothing() {
    let postbox = Postbox::open(&[Mood::Takes]).await;
    let post = Post::new(&Server {
        host: "127.0.0.1".to_owned(),
        port: postbox.port,
        security: Security::Starttls,
        account: Some(("amina".to_owned(), "a secret".to_owned())),
        sender: "alongside@partnership.example".to_owned(),
        authority: None,
        patience: Duration::from_secs(2),
    })
    .expect("a server");
    let failure = post.send(&LETTER).await.expect_err("not over an open line");
    assert!(matches!(failure, Failure::Later(_)), "{failure:?}");
    assert!(postbox.taken().is_empty());
}

#[tokio::test]
async fn an_address_that_cannot_be_written_is_given_up_and_cannot_slip_a_line_in() {
    let postbox = Postbox::open(&[Mood::Takes]).await;
    let post = post(&postbox);
    for to in [
        "nobody",
        "a@b@c",
        "amina@school.example\r\nRCPT TO:<x@y.example>",
    ] {
        let failure = post.send(&Letter { to, ..LETTER }).await;
        assert!(matches!(failure, Err(Failure::ForGood(_))), "{to}");
    }
    let sly = Letter {
        subject: "Hello\r\nBcc: everyone@school.example",
        ..LETTER
    };
    post.send(&sly).await.expect("taken as one subject");
    let taken = postbox.taken();
    let heads = taken[0].split("\n\n").next().expect("heads");
    assert!(!heads.contains("\nBcc:"), "{heads}");
}
