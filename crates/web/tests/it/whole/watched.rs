//! Tries what the log is told of: attempts that fail, deeds that are refused, and forms from elsewhere.
//!
//! Owns the log of a test. It never looks at what is on a page.

use std::{
    fmt::{Debug, Write},
    sync::{Arc, Mutex},
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tracing::{
    Dispatch, Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use super::{
    Whole,
    sign_in::{ask, link, newest},
};

/// Keeps each line that the log is told, as its values follow one another.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl Subscriber for Log {
    /// As the program itself keeps its log, unless somebody asks for more.
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        *of.level() <= Level::INFO
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.0.lock().expect("a lock").push(line.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

impl Log {
    /// The lines since the last time that hold all of these words.
    fn with(&self, words: &[&str]) -> usize {
        let lines = std::mem::take(&mut *self.0.lock().expect("a lock"));
        let holds = |line: &&String| words.iter().all(|word| line.contains(word));
        let found = lines.iter().filter(holds).count();
        assert!(found > 0, "{words:?} in {lines:#?}");
        found
    }

    fn whole(&self) -> String {
        self.0.lock().expect("a lock").join("\n")
    }
}

#[tokio::test]
async fn attempts_and_refusals_are_told_to_the_log_and_nothing_that_was_typed() {
    let whole = Whole::installed().await;
    let log = Log::default();
    let _kept = tracing::subscriber::set_default(log.clone());
    // With one log alone, a line that another test's thread meets first would be told to nobody.
    let _another = Dispatch::new(Log::default());
    let addresses = whole.kept("person_email", "address").await;
    let mentor = addresses
        .iter()
        .find(|address| address.ends_with("@school-900001.example"))
        .expect("a mentor");

    let asked = ask(&whole, mentor, "").await;
    let secret_link = link(&newest(&whole).await);
    whole
        .post("/sign-in/code", &asked.cookie, "code=999999")
        .await;
    log.with(&["WARN", "a wrong code", "an attempt to get in was refused"]);
    whole.post("/sign-in/0123456789", "", "").await;
    log.with(&["WARN", "a link that nobody ever made"]);
    let pressed = whole.post(&secret_link, "", "").await;
    log.with(&["INFO", "somebody signed in", "how=\"link\""]);
    whole.post(&secret_link, "", "").await;
    log.with(&["WARN", "a link that opens nothing any more"]);
    whole.get("/access", "__Host-alongside=forged").await;
    log.with(&["WARN", "a cookie was sent that opens nothing"]);

    let away = whole.get("/audit/y75", &pressed.cookie).await;
    assert_eq!(away.status, StatusCode::NOT_FOUND);
    log.with(&[
        "WARN",
        "not theirs to do",
        "page=\"/audit/{provider}\"",
        "session=\"0",
    ]);
    let number = "0191b29b-2e03-7f6f-9182-de519a61b029";
    whole
        .get(&format!("/person/y75/{number}"), &pressed.cookie)
        .await;
    log.with(&["record=\"0191b29b", "status=404"]);
    let elsewhere = Request::post("/access/devices/end-others")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, &pressed.cookie)
        .body(Body::from("once=1"));
    let refused = whole.ask(elsewhere.expect("a request")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    log.with(&["WARN", "sent from another site", "method=\"POST\""]);

    whole
        .get("/search?q=%0A2026+WARN+Zofia", &pressed.cookie)
        .await;
    whole.get("/zofia%0Aforged", &pressed.cookie).await;
    whole.post("/sign-in", "", "email=zofia.forged").await;
    ask(&whole, "zofia.forged@elm.example", "").await;
    let all = log.whole().to_lowercase();
    assert!(all.contains("no page of ours"), "{all}");
    for typed in ["zofia", "forged", "@", "0123456789"] {
        assert!(!all.contains(typed), "{typed} in {all}");
    }
}
