//! Tries signing in as a browser does: the form, the message, the press, the cookie, the way out.
//!
//! Owns the mailbox from which the message is read. It never steps into a place.

use axum::http::StatusCode;

use super::{Page, Whole, field};

/// The cookies of a browser, as one header.
fn jar(cookies: &[&str]) -> String {
    cookies.join("; ")
}

/// The address of somebody of the office of York St John.
pub(super) async fn officer(whole: &Whole) -> String {
    let mut addresses = whole.kept("person_email", "address").await;
    addresses.sort();
    let found = addresses
        .into_iter()
        .find(|address| address.ends_with("@york.example"));
    found.expect("somebody of the office")
}

/// Asks for a message, and gives back the page's cookie.
pub(super) async fn ask(whole: &Whole, address: &str, to: &str) -> Page {
    let form = format!("email={}&to={to}", address.replace('@', "%40"));
    whole.post("/sign-in", "", &form).await
}

pub(super) async fn newest(whole: &Whole) -> String {
    let mut messages = whole.kept("notice_outbox", "plain").await;
    messages.pop().expect("a message")
}

pub(super) fn link(message: &str) -> String {
    let (_, rest) = message
        .split_once("https://mentors.example")
        .expect("a link");
    rest.split_whitespace().next().expect("a path").to_owned()
}

#[tokio::test]
async fn somebody_signs_in_by_a_link_or_a_code_and_out_again() {
    let whole = Whole::installed().await;
    let away = whole.get("/policy?q=cap", "").await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert_eq!(away.location, "/sign-in?to=%2Fpolicy%3Fq%3Dcap");
    let page = whole.get(&away.location, "").await;
    assert_eq!(field(&page.text, "to"), "/policy?q=cap");
    for path in ["/", "/access", "/access/devices", "/this-week"] {
        let away = whole
            .get(path, "alongside_demo=00000000-0000-0000-0000-000000000007")
            .await;
        assert!(away.location.starts_with("/sign-in?to="), "{path}");
    }

    let address = officer(&whole).await;
    let asked = ask(&whole, &address, "/policy?q=cap").await;
    assert_eq!(
        (asked.status, &asked.location[..]),
        (StatusCode::SEE_OTHER, "/sign-in/code")
    );
    let unknown = ask(&whole, "nobody@elsewhere.example", "").await;
    assert_eq!(
        (unknown.status, &unknown.location),
        (asked.status, &asked.location)
    );
    assert_eq!(whole.kept("notice_outbox", "plain").await.len(), 1);

    // The link, on another device: looking uses nothing up, pressing does.
    let link = link(&newest(&whole).await);
    for _ in 0..2 {
        let page = whole.get(&link, "").await;
        assert_eq!((page.status, &page.cookie[..]), (StatusCode::OK, ""));
        assert!(page.text.contains("This link signs in"));
    }
    let pressed = whole.post(&link, "", "").await;
    assert_eq!(pressed.location, "/policy?q=cap");
    assert!(pressed.cookie.starts_with("__Host-alongside="));
    let again = whole.post(&link, "", "").await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.text.contains("This link has been used"));
    let policy = whole.get("/policy?q=cap", &pressed.cookie).await;
    assert_eq!(policy.status, StatusCode::OK);
    assert!(!policy.text.contains("Every person here is invented"));
    let home = whole.get("/", &pressed.cookie).await;
    let place = whole.get(&home.location, &pressed.cookie).await;
    assert_eq!(place.status, StatusCode::OK, "{}", home.location);

    // The code, where it was asked for.
    let second = ask(&whole, &address, "").await;
    let message = newest(&whole).await;
    let code = message
        .lines()
        .find(|line| line.starts_with("    "))
        .expect("a code")
        .trim();
    let wrong = whole
        .post("/sign-in/code", &second.cookie, "code=999+999")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong
            .text
            .contains("That is not the code of the newest message")
    );
    let elsewhere = whole
        .post("/sign-in/code", "", &format!("code={code}"))
        .await;
    assert_eq!(elsewhere.location, "/sign-in", "not where it was asked for");
    let form = format!("code={}&shared=yes", code.replace(' ', "+"));
    let typed = whole.post("/sign-in/code", &second.cookie, &form).await;
    assert_eq!(typed.location, "/");

    // Both devices are listed; one ends the other.
    let devices = whole.get("/access/devices", &typed.cookie).await;
    assert!(devices.text.contains("with the link of a message"));
    assert!(devices.text.contains("others use it too"));
    let once = field(&devices.text, "once");
    let session = field(&devices.text, "session");
    let form = format!("once={once}&session={session}");
    let ended = whole
        .post("/access/devices/end", &typed.cookie, &form)
        .await;
    assert_eq!(ended.location, "/access/devices?done=ended");
    let over = whole.get("/policy", &pressed.cookie).await;
    assert!(
        over.location.ends_with("why=ended_elsewhere"),
        "{}",
        over.location
    );
    let said = whole.get(&over.location, "").await;
    assert!(
        said.text
            .contains("You ended the sign-in of this device from another one.")
    );

    // Out: the cookie goes, and would open nothing.
    let out = whole.post("/sign-out", &typed.cookie, "").await;
    assert_eq!(out.cookie, "__Host-alongside=");
    let over = whole.get("/access", &typed.cookie).await;
    assert!(over.location.ends_with("why=signed_out"));
    for forged in ["", "x", "0", &"f".repeat(64), "' or 1=1"] {
        let cookie = jar(&["a=b", &format!("__Host-alongside={forged}")]);
        let away = whole.get("/access", &cookie).await;
        assert_eq!(away.location, "/sign-in?to=%2Faccess", "{forged}");
    }
}

#[tokio::test]
async fn no_address_leads_to_another_house_and_no_forged_link_opens() {
    let whole = Whole::installed().await;
    let address = officer(&whole).await;
    for to in [
        "https://evil.example",
        "//evil.example",
        "%2F%5Cevil.example",
        "javascript:1",
    ] {
        let page = whole.get(&format!("/sign-in?to={to}"), "").await;
        assert_eq!(field(&page.text, "to"), "", "{to}");
    }
    ask(&whole, &address, "//evil.example").await;
    let link = link(&newest(&whole).await);
    assert_eq!(whole.post(&link, "", "").await.location, "/");
    for forged in [&link[..link.len() - 1], "/sign-in/x", &format!("{link}0")] {
        for page in [
            whole.get(forged, "").await,
            whole.post(forged, "", "").await,
        ] {
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{forged}");
            assert_eq!(page.cookie, "");
        }
    }
    let fresh = whole.post(&format!("{link}/fresh"), "", "").await;
    assert_eq!(fresh.location, "/sign-in/sent");
    assert_eq!(whole.kept("notice_outbox", "plain").await.len(), 2);
    for (form, said) in [
        ("email=", "Type your work e-mail address."),
        ("email=amina", "is no e-mail address"),
    ] {
        let page = whole.post("/sign-in", "", form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(said), "{form}");
    }
    let shared = ask(&whole, "office@elm.example", "").await;
    let page = whole.get("/sign-in/code", &shared.cookie).await;
    assert!(page.text.contains("a mailbox that several people read"));
}

#[tokio::test]
async fn a_new_session_ends_the_one_that_the_browser_had() {
    let whole = Whole::installed().await;
    let address = officer(&whole).await;
    ask(&whole, &address, "").await;
    let first = whole.post(&link(&newest(&whole).await), "", "").await;
    let there = whole.get("/access/devices", &first.cookie).await;
    assert_eq!(there.status, StatusCode::OK);

    ask(&whole, &address, "").await;
    let next = link(&newest(&whole).await);
    let second = whole.post(&next, &first.cookie, "").await;
    assert_ne!(second.cookie, first.cookie);
    let old = whole.get("/access/devices", &first.cookie).await;
    assert!(old.location.starts_with("/sign-in?"), "{}", old.location);
    let new = whole.get("/access/devices", &second.cookie).await;
    assert_eq!(new.status, StatusCode::OK);
}
