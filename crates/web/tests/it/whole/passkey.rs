//! Tries the pages of passkeys as a browser without a device sees them: asked, refused, offered, declined.
//!
//! Owns no way in of its own. It never answers as a device would: a real browser's journey does.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{
    Page, Whole, field,
    sign_in::{ask, link, newest, officer},
};

const REFUSED: &str = "That passkey opens nothing here.";
const VOID: &str = "That took too long, or was used already.";

/// Somebody of the office, by the link of a message: that proves nothing.
async fn by_link(whole: &Whole) -> Page {
    let address = officer(whole).await;
    ask(whole, &address, "/policy").await;
    let link = link(&newest(whole).await);
    whole.post(&link, "", "").await
}

#[tokio::test]
async fn a_question_is_put_once_and_what_is_no_answer_is_asked_anew() {
    let whole = Whole::installed().await;
    let door = whole.get("/sign-in?to=/policy", "").await;
    assert!(door.text.contains("Use a passkey"));
    let away = whole.get("/sign-in/passkey", "").await;
    assert_eq!(away.location, "/sign-in");
    let asked = whole.post("/sign-in/passkey", "", "to=%2Fpolicy").await;
    assert_eq!((asked.status, &asked.cookie[..]), (StatusCode::OK, ""));
    assert!(asked.text.contains("data-options="));
    assert!(asked.text.contains("Passkeys need script"));
    let key = field(&asked.text, "question");
    for (answer, said) in [("%7B%7D", REFUSED), ("%7B%7D", VOID)] {
        let form = format!("question={key}&answer={answer}&to=%2Fpolicy");
        let again = whole.post("/sign-in/passkey/answer", "", &form).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains(said), "{said}");
        assert_ne!(field(&again.text, "question"), key, "a new question");
        assert_eq!(field(&again.text, "to"), "/policy");
        assert_eq!(again.cookie, "");
    }
    for form in ["", "question=&answer=", "answer=x", "to=//evil.example"] {
        let again = whole.post("/sign-in/passkey/answer", "", form).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_eq!(field(&again.text, "to"), "");
    }
    let long = format!("question={key}&answer={}", "x".repeat(70_000));
    let refused = whole.post("/sign-in/passkey/answer", "", &long).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_question_is_put_to_our_own_pages_alone() {
    let whole = Whole::installed().await;
    for path in [
        "/sign-in/passkey",
        "/sign-in/passkey/answer",
        "/access/passkeys",
    ] {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site")
            .body(Body::from("to="))
            .expect("a request");
        let page = whole.ask(request).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!page.text.contains("data-options"), "{path}");
    }
}

#[tokio::test]
async fn adding_and_taking_away_ask_whether_it_is_really_they() {
    let whole = Whole::installed().await;
    let cookie = by_link(&whole).await.cookie;
    let page = whole.get("/access/passkeys", &cookie).await;
    assert!(page.text.contains("You have no passkey yet"));
    let number = "00000000-0000-0000-0000-000000000009";
    let form = format!("once={number}&passkey={number}");
    for (path, form) in [("/access/passkeys", ""), ("/access/passkeys/remove", &form)] {
        let asked = whole.post(path, &cookie, form).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{path}");
        assert!(asked.text.contains("Is it you?"), "{path}");
        assert!(!asked.text.contains("Use a passkey"), "there is none yet");
    }
    let form = format!("{form}&name=Mine");
    let named = whole.post("/access/passkeys/name", &cookie, &form).await;
    assert_eq!(named.status, StatusCode::NOT_FOUND, "there is no such one");
    let none = "proof-step=passkey&proof-to=%2Faccess&proof-how=GET";
    let none = whole.post("/access/proof", &cookie, none).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text.contains("Send the code to"));
}

#[tokio::test]
async fn a_first_passkey_is_offered_in_one_line_and_never_after_a_no() {
    const OFFER: &str = "Add a passkey to this device";
    let whole = Whole::installed().await;
    let cookie = by_link(&whole).await.cookie;
    let with = |offer: &str| format!("{cookie}; __Host-alongside-offer={offer}");
    let shown = async |path: &str, cookie: &str| whole.get(path, cookie).await.text.contains(OFFER);
    assert!(shown("/policy", &with("passkey")).await);
    assert!(!shown("/access/devices", &with("passkey")).await);
    assert!(!shown("/policy", &with("no")).await);
    assert!(!shown("/policy", &cookie).await);
    assert!(!shown("/policy", "__Host-alongside-offer=passkey").await);
    for (to, lands) in [
        ("%2Fpolicy", "/policy"),
        ("%2F%2Fevil.example", "/"),
        ("", "/"),
    ] {
        let form = format!("to={to}");
        let no = whole.post("/access/passkeys/not-now", &cookie, &form).await;
        assert_eq!(
            (&no.location[..], &no.cookie[..]),
            (lands, "__Host-alongside-offer=no")
        );
    }
}

#[tokio::test]
async fn the_demo_offers_no_passkeys_and_says_why() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let page = whole.get("/access/passkeys", &office).await;
    assert!(
        page.text
            .contains("Passkeys cannot be added at this address")
    );
    let refused = whole.post("/access/passkeys", &office, "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text
            .contains("Passkeys do not work at this address")
    );
}
