//! Tries what becomes of a form whose sender is not signed in any more, and what asks for a proof.
//!
//! Owns the address that is sent to be added. It never sends a form of its own making elsewhere.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{
    Page, Whole, field,
    sign_in::{ask, link, newest},
};

const TYPED: &str = "once=00000000-0000-0000-0000-0000000000a1&to=&email=ivy.lane%40fulford.example\
     &first_name=Ivy+%26+Co&last_name=%C3%89dith&role=general_mentor&school=900001";
const FORM: &str = "/access/invite/y75";

/// Addresses of the office of York St John.
async fn offices(whole: &Whole) -> Vec<String> {
    let mut addresses = whole.kept("person_email", "address").await;
    addresses.retain(|address| address.ends_with("@york.example"));
    addresses.sort();
    addresses
}

/// Signs in by a link, so that nothing is proved.
async fn by_link(whole: &Whole, address: &str) -> String {
    ask(whole, address, "").await;
    let pressed = whole.post(&link(&newest(whole).await), "", "").await;
    pressed.cookie
}

/// The first of the office who may invite, with their cookie.
async fn officer(whole: &Whole) -> (String, String) {
    for address in offices(whole).await {
        let cookie = by_link(whole, &address).await;
        if whole.get(FORM, &cookie).await.status == StatusCode::OK {
            return (address, cookie);
        }
    }
    panic!("nobody of the office can invite");
}

async fn code(whole: &Whole) -> String {
    let message = newest(whole).await;
    let line = message.lines().find(|line| line.starts_with("    "));
    line.expect("a code").trim().replace(' ', "")
}

/// Everything that the first form of a page carries, as its press sends it.
fn carried(page: &Page) -> String {
    let form = page.text.split("action=\"/sign-in/again\"").nth(1);
    let form = form.and_then(|rest| rest.split("</form>").next());
    let fields = form.expect("the form").split("type=\"hidden\" name=\"");
    let pairs = fields.skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        let value = rest.split('"').next()?.replace("&amp;", "&");
        let value = value.replace('&', "%26").replace('+', "%2B");
        Some(format!("{name}={}", value.replace(' ', "+")))
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn a_form_whose_sender_must_sign_in_again_goes_on_with_everything_that_was_typed() {
    let whole = Whole::installed().await;
    let (address, cookie) = officer(&whole).await;
    whole.post("/sign-out", &cookie, "").await;

    let asked = whole.post(FORM, &cookie, TYPED).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert!(asked.text.contains("What you typed is kept on this page"));
    for (name, value) in [
        ("door-to", FORM),
        ("first_name", "Ivy &amp; Co"),
        ("last_name", "Édith"),
        ("email", "ivy.lane@fulford.example"),
    ] {
        assert_eq!(field(&asked.text, name), value);
    }
    let email = address.replace('@', "%40");
    let sending = format!("{}&door-email={email}&door-step=send", carried(&asked));
    let sent = whole.post("/sign-in/again", &cookie, &sending).await;
    assert_eq!(sent.status, StatusCode::OK);
    let with = |code: &str| format!("{}&door-code={code}&door-step=code", carried(&sent));
    let wrong = whole.post("/sign-in/again", &cookie, &with("999999")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(field(&wrong.text, "first_name"), "Ivy &amp; Co");
    let code = code(&whole).await;
    let on = whole.post("/sign-in/again", &cookie, &with(&code)).await;
    assert_eq!(
        (on.status, on.location.as_str()),
        (StatusCode::TEMPORARY_REDIRECT, FORM),
        "the browser sends it again"
    );
    assert!(on.cookie.starts_with("__Host-alongside="));
    let done = whole.post(&on.location, &on.cookie, &with(&code)).await;
    assert_eq!(
        done.location,
        "/access/invite/y75?sent=ivy.lane%40fulford.example"
    );
}

#[tokio::test]
async fn whoever_signs_in_beside_goes_on_and_nobody_sends_what_another_typed() {
    let whole = Whole::installed().await;
    let (address, cookie) = officer(&whole).await;
    whole.post("/sign-out", &cookie, "").await;
    let asked = whole.post(FORM, &cookie, TYPED).await;
    let beside = format!("{}&door-step=beside", carried(&asked));
    let nobody = whole.post("/sign-in/again", &cookie, &beside).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text.contains("not signed in yet in this browser"));

    let others = offices(&whole).await;
    let other = others.iter().find(|other| **other != address);
    let other = by_link(&whole, other.expect("somebody else")).await;
    let not_theirs = whole.post("/sign-in/again", &other, &beside).await;
    assert_eq!(not_theirs.status, StatusCode::FORBIDDEN);
    assert!(not_theirs.text.contains("This was somebody else’s"));
    assert!(!not_theirs.text.contains("Ivy"), "nothing of it is shown");

    let own = by_link(&whole, &address).await;
    let on = whole.post("/sign-in/again", &own, &beside).await;
    assert_eq!(on.status, StatusCode::TEMPORARY_REDIRECT);
    let away = beside.replace(&format!("door-to={FORM}"), "door-to=//evil.example");
    let on = whole.post("/sign-in/again", &own, &away).await;
    assert_eq!(on.location, "/", "to no other house");
}

#[tokio::test]
async fn what_carries_nothing_and_what_carries_a_file_is_led_to_the_door() {
    let whole = Whole::installed().await;
    let empty = whole.post(FORM, "", "").await;
    assert_eq!(empty.location, "/sign-in");
    let upload = Request::post("/audit/y75/imports/new")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("--edge--\r\n"));
    let led = whole.ask(upload.expect("a request")).await;
    assert_eq!(
        led.location,
        "/sign-in?to=%2Faudit%2Fy75%2Fimports%2Fnew&why=file"
    );
    let door = whole.get(&led.location, "").await;
    assert!(door.text.contains("choose it once more"));
    assert_eq!(field(&door.text, "to"), "/audit/y75/imports/new");
}

#[tokio::test]
async fn every_file_with_people_in_it_asks_for_a_fresh_proof_and_is_then_offered() {
    let whole = Whole::installed().await;
    let (_, cookie) = officer(&whole).await;
    for file in [
        "/person/y75.csv",
        "/person/y75.xlsx?group=students",
        "/placement/y75.csv",
        "/audit/y75.csv",
        "/audit/y75.xlsx",
        "/access/me.json",
        "/policy/changes.csv",
    ] {
        let asked = whole.get(file, &cookie).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{file}");
        assert_eq!(field(&asked.text, "proof-to").replace("&amp;", "&"), file);
    }
    for page in ["/partnership/y75.csv", "/policy.csv", "/person/y75"] {
        let free = whole.get(page, &cookie).await;
        assert_eq!(
            free.status,
            StatusCode::OK,
            "{page} names nobody, or is a page"
        );
    }
    let carried = "proof-to=%2Faudit%2Fy75.csv&proof-how=GET";
    let sending = format!("{carried}&proof-address=0&proof-step=send");
    let sent = whole.post("/access/proof", &cookie, &sending).await;
    let handle = field(&sent.text, "proof-handle");
    let code = code(&whole).await;
    let check = format!("{carried}&proof-handle={handle}&proof-code={code}&proof-step=check");
    let ready = whole.post("/access/proof", &cookie, &check).await;
    assert_eq!(ready.status, StatusCode::OK);
    assert!(
        ready.text.contains("href=\"/audit/y75.csv\""),
        "a link, for a file leaves the page"
    );
    let file = whole.get("/audit/y75.csv", &cookie).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.text
            .starts_with("at,by,deed,on,name,told,session,device,network_address")
    );
}

#[tokio::test]
async fn the_way_out_is_in_sight_and_makes_the_browser_forget() {
    let whole = Whole::installed().await;
    let (_, cookie) = officer(&whole).await;
    for page in ["/access", "/policy", "/person/y75", "/access/me"] {
        let page = whole.get(page, &cookie).await;
        let head = page.text.split("</header>").next().expect("a head");
        assert!(head.contains("action=\"/sign-out\""));
    }
    let out = whole.post("/sign-out", &cookie, "").await;
    assert_eq!(out.forgets, "\"cache\", \"storage\"");
}

#[tokio::test]
async fn ending_a_device_asks_for_a_fresh_proof() {
    let whole = Whole::installed().await;
    let (address, cookie) = officer(&whole).await;
    by_link(&whole, &address).await;
    let devices = whole.get("/access/devices", &cookie).await;
    let once = field(&devices.text, "once");
    let session = field(&devices.text, "session");
    let form = format!("once={once}&session={session}");
    let asked = whole.post("/access/devices/end", &cookie, &form).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert_eq!(field(&asked.text, "session"), session);
}
