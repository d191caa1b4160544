//! Keeps the secret of a session in the browser: one cookie that no script and no other site can use.
//!
//! Owns the names of the cookies. It never reads what the secret opens.

use actions::{Doors, access::session::Opened};
use axum::http::{Extensions, HeaderMap, header};
use domain::access::session::Device;

use crate::parts::address;

/// Sent over an encrypted line alone, by this very host.
const NAME: &str = "__Host-alongside";
/// On the machine itself, where there is no encrypted line.
const NAME_HERE: &str = "alongside";

/// What the asking browser keeps until a code is typed.
const ASKED: &str = "__Host-alongside-asked";
const ASKED_HERE: &str = "alongside-asked";

/// For how many seconds it keeps that, at most.
const ASKED_KEPT: i64 = 60 * 60;

/// The network address of whoever asks, as far as it can be believed: whoever serves puts it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller(pub String);

fn name(doors: &Doors) -> &'static str {
    if doors.on_this_machine() {
        NAME_HERE
    } else {
        NAME
    }
}

fn name_asked(doors: &Doors) -> &'static str {
    if doors.on_this_machine() {
        ASKED_HERE
    } else {
        ASKED
    }
}

/// The values that a browser sent under a name.
pub fn values<'h>(headers: &'h HeaderMap, name: &'h str) -> impl Iterator<Item = &'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(move |pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The secret that the browser sent, if it sent one.
#[must_use]
pub fn secret<'h>(headers: &'h HeaderMap, doors: &Doors) -> Option<&'h str> {
    values(headers, name(doors)).find(|value| !value.is_empty())
}

/// The cookie of a session: kept as long as the session may last, or until the browser is closed.
#[must_use]
pub fn keep(opened: &Opened, doors: &Doors) -> String {
    let lasts = opened
        .lasts
        .map(|lasts| format!("; Max-Age={}", i64::from(lasts.0) * 60))
        .unwrap_or_default();
    written(name(doors), &opened.secret, &lasts, doors)
}

/// The cookie that forgets the session.
#[must_use]
pub fn drop(doors: &Doors) -> String {
    written(name(doors), "", "; Max-Age=0", doors)
}

/// What the browser keeps of a message that it asked for, and the address that was typed.
#[must_use]
pub fn asked(headers: &HeaderMap, doors: &Doors) -> Option<(String, String)> {
    let (handle, address) = values(headers, name_asked(doors)).next()?.split_once('|')?;
    Some((handle.to_owned(), address::plain(address)))
}

/// The cookie that keeps it.
#[must_use]
pub fn keep_asked(handle: &str, address: &str, doors: &Doors) -> String {
    let value = format!("{handle}|{}", address::escaped(address));
    let lasts = format!("; Max-Age={ASKED_KEPT}");
    written(name_asked(doors), &value, &lasts, doors)
}

/// The cookie that forgets it.
#[must_use]
pub fn drop_asked(doors: &Doors) -> String {
    written(name_asked(doors), "", "; Max-Age=0", doors)
}

/// What the browser keeps of a question to an identity provider until its answer comes.
const QUESTION: &str = "__Host-alongside-question";
const QUESTION_HERE: &str = "alongside-question";

/// For how many seconds it keeps that.
const QUESTION_KEPT: i64 = 10 * 60;

fn name_question(doors: &Doors) -> &'static str {
    if doors.on_this_machine() {
        QUESTION_HERE
    } else {
        QUESTION
    }
}

/// What the browser kept of a question, if it kept anything.
#[must_use]
pub fn question<'h>(headers: &'h HeaderMap, doors: &Doors) -> Option<&'h str> {
    values(headers, name_question(doors)).find(|value| !value.is_empty())
}

/// The cookie that keeps it.
#[must_use]
pub fn keep_question(state: &str, doors: &Doors) -> String {
    let lasts = format!("; Max-Age={QUESTION_KEPT}");
    written(name_question(doors), state, &lasts, doors)
}

/// The cookie that forgets it.
#[must_use]
pub fn drop_question(doors: &Doors) -> String {
    written(name_question(doors), "", "; Max-Age=0", doors)
}

/// What the browser keeps of the offer of a passkey: that it is shown, or that it never is again.
const OFFER: &str = "__Host-alongside-offer";
const OFFER_HERE: &str = "alongside-offer";

/// For how many seconds it is shown after signing in, and for how many it is not after a no.
const OFFER_KEPT: i64 = 10 * 60;
const NO_KEPT: i64 = 400 * 24 * 60 * 60;

fn name_offer(doors: &Doors) -> &'static str {
    if doors.on_this_machine() {
        OFFER_HERE
    } else {
        OFFER
    }
}

/// Whether a passkey is offered on this browser; nothing where nobody asked yet.
#[must_use]
pub fn offer(headers: &HeaderMap, doors: &Doors) -> Option<bool> {
    match values(headers, name_offer(doors)).next()? {
        "passkey" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The cookie by which a passkey is offered for a while.
#[must_use]
pub fn keep_offer(doors: &Doors) -> String {
    let lasts = format!("; Max-Age={OFFER_KEPT}");
    written(name_offer(doors), "passkey", &lasts, doors)
}

/// The cookie by which none is offered again.
#[must_use]
pub fn keep_no_offer(doors: &Doors) -> String {
    let lasts = format!("; Max-Age={NO_KEPT}");
    written(name_offer(doors), "no", &lasts, doors)
}

fn written(name: &str, value: &str, lasts: &str, doors: &Doors) -> String {
    let secure = if doors.on_this_machine() {
        ""
    } else {
        "; Secure"
    };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lasts}")
}

/// The device from which a request comes.
#[must_use]
pub fn device(headers: &HeaderMap, extensions: &Extensions, shared: bool) -> Device {
    let agent = headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok());
    let caller = extensions.get::<Caller>();
    Device {
        agent: agent.unwrap_or_default().to_owned(),
        address: caller.map(|caller| caller.0.clone()).unwrap_or_default(),
        shared,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use domain::{Minutes, person::PersonId};
    use uuid::Uuid;

    use super::*;

    fn doors(public_url: &str) -> Doors {
        Doors {
            public_url: public_url.to_owned(),
            ..Doors::default()
        }
    }

    fn opened(lasts: Option<Minutes>) -> Opened {
        Opened {
            secret: "abc".to_owned(),
            session: Uuid::nil(),
            person: PersonId::OPERATOR,
            lasts,
        }
    }

    #[test]
    fn the_cookie_goes_over_an_encrypted_line_to_this_host_alone() {
        let outside = doors("https://mentors.example");
        assert_eq!(
            keep(&opened(Some(Minutes(60))), &outside),
            "__Host-alongside=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=3600"
        );
        assert_eq!(
            keep(&opened(None), &outside),
            "__Host-alongside=abc; Path=/; HttpOnly; SameSite=Lax; Secure",
            "a shared computer forgets it when the browser is closed"
        );
        assert_eq!(
            drop(&doors("http://localhost:8080")),
            "alongside=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        );
    }

    #[test]
    fn what_was_asked_for_comes_back_with_the_address_that_was_typed() {
        let outside = doors("https://mentors.example");
        let kept = keep_asked("a.b", "o'neill; x@elm.example", &outside);
        let pair = kept.split("; ").next().expect("a pair").to_owned();
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, pair.parse().expect("a header"));
        let found = asked(&headers, &outside);
        let expected = ("a.b".to_owned(), "o'neill; x@elm.example".to_owned());
        assert_eq!(found, Some(expected));
        assert_eq!(asked(&headers, &doors("http://localhost")), None);
    }

    #[test]
    fn an_offer_is_made_or_was_declined_or_neither() {
        let outside = doors("https://mentors.example");
        let told = |cookie: &str| {
            let pair = cookie.split("; ").next().expect("a pair");
            let mut headers = HeaderMap::new();
            headers.append(header::COOKIE, pair.parse().expect("a header"));
            offer(&headers, &outside)
        };
        assert_eq!(told(&keep_offer(&outside)), Some(true));
        assert_eq!(told(&keep_no_offer(&outside)), Some(false));
        assert_eq!(told("__Host-alongside-offer=else"), None);
        assert_eq!(told("alongside-offer=passkey"), None, "of another door");
    }

    #[test]
    fn the_secret_is_read_from_our_own_cookie_alone() {
        let mut headers = HeaderMap::new();
        let line = "alongside=near; x=y; __Host-alongside2=no; __Host-alongside=far";
        headers.append(header::COOKIE, HeaderValue::from_static(line));
        assert_eq!(
            secret(&headers, &doors("https://mentors.example")),
            Some("far")
        );
        assert_eq!(secret(&headers, &doors("http://127.0.0.1:1")), Some("near"));
        assert_eq!(secret(&HeaderMap::new(), &doors("https://a.example")), None);
    }
}
