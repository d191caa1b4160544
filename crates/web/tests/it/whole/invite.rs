//! Tries an invitation from the office's form to the first useful page, and what asks for a proof.
//!
//! Owns the presses. It never counts one that a reader does not make.

use axum::http::StatusCode;

use super::{
    Whole, field,
    sign_in::{ask, link, newest},
};

/// The cookie of somebody of an office, signed in by a link: nothing is proved.
async fn office(whole: &Whole) -> String {
    let mut addresses = whole.kept("person_email", "address").await;
    addresses.retain(|address| address.ends_with("@york.example"));
    addresses.sort();
    for address in addresses {
        ask(whole, &address, "").await;
        let pressed = whole.post(&link(&newest(whole).await), "", "").await;
        let form = whole.get("/access/invite/y75", &pressed.cookie).await;
        if form.text.contains("value=\"partnership_officer\"") {
            return pressed.cookie;
        }
    }
    panic!("nobody of the office can sign in");
}

#[tokio::test]
async fn from_an_invitation_to_the_first_useful_page_there_are_three_presses() {
    let whole = Whole::installed().await;
    let office = office(&whole).await;
    let form = whole.get("/access/invite/y75?to=/this-week", &office).await;
    let once = field(&form.text, "once");
    let typed = format!(
        "once={once}&to=/this-week&email=new.mentor%40fulford.example&role=general_mentor&school=900001"
    );
    for _ in 0..2 {
        let sent = whole.post("/access/invite/y75", &office, &typed).await;
        assert_eq!(
            sent.location,
            "/access/invite/y75?sent=new.mentor%40fulford.example"
        );
    }
    let told = whole.kept("notice_outbox", "plain").await;
    let invitations = told
        .iter()
        .filter(|told| told.contains("This link is your account"));
    assert_eq!(invitations.count(), 1, "a double press sends one");

    // The first press: the link in the message.
    let link = link(&newest(&whole).await);
    let door = whole.get(&link, "").await;
    assert!(door.text.contains("You are invited"));
    // The second: the button on its page.
    let pressed = whole.post(&link, "", "").await;
    assert_eq!(pressed.location, "/access/who?to=%2Fthis-week");
    let who = whole.get(&pressed.location, &pressed.cookie).await;
    assert_eq!(field(&who.text, "to"), "/this-week");
    assert!(who.text.contains("Teacher reference number"));
    let once = field(&who.text, "once");
    let wrong = format!("once={once}&to=/this-week&first_name=New&last_name=&trn=12");
    let again = whole.post("/access/who", &pressed.cookie, &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("value=\"12\""), "nothing typed is lost");
    // The third: who they are, with no number.
    let typed = format!("once={once}&to=/this-week&first_name=Nour&last_name=Mentor&trn=");
    let landed = whole.post("/access/who", &pressed.cookie, &typed).await;
    assert_eq!(landed.location, "/this-week");
    let week = whole.get(&landed.location, &pressed.cookie).await;
    assert_eq!(week.status, StatusCode::OK);
    assert!(week.text.contains("Nour Mentor"));

    // They invite nobody, and what the office typed wrongly is said beside it.
    let none = whole.get("/access/invite/y75", &pressed.cookie).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    for (typed, said) in [
        (
            "email=office%40elm.example&role=business_manager&school=900001",
            "a mailbox that several people read",
        ),
        (
            "email=a.b%40elm.example&role=general_mentor&school=",
            "Give the school",
        ),
        ("email=&role=wizard&school=x", "Choose the role."),
    ] {
        let form = whole.get("/access/invite/y75", &office).await;
        let typed = format!("once={}&{typed}", field(&form.text, "once"));
        let page = whole.post("/access/invite/y75", &office, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.text.contains(said), "{typed}");
    }
}

#[tokio::test]
async fn what_asks_for_a_proof_goes_on_with_everything_that_was_typed() {
    let whole = Whole::installed().await;
    let office = office(&whole).await;
    let asked = whole.get("/person/y75.csv", &office).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert!(asked.text.contains("Is it you?"));
    assert_eq!(field(&asked.text, "proof-to"), "/person/y75.csv");

    let form = whole.get("/access/invite/y75", &office).await;
    let once = field(&form.text, "once");
    let typed = format!(
        "once={once}&to=&email=second.officer%40york.example&first_name=Bo+%26+Co&last_name=Lind&role=partnership_officer&school="
    );
    let asked = whole.post("/access/invite/y75", &office, &typed).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    for (name, value) in [
        ("proof-to", "/access/invite/y75"),
        ("proof-how", "POST"),
        ("once", &*once),
        ("first_name", "Bo &amp; Co"),
    ] {
        assert_eq!(field(&asked.text, name), value);
    }
    let carried = format!("{typed}&proof-to=%2Faccess%2Finvite%2Fy75&proof-how=POST");
    let sending = format!("{carried}&proof-address=0&proof-step=send");
    let sent = whole.post("/access/proof", &office, &sending).await;
    assert_eq!(sent.status, StatusCode::OK);
    let handle = field(&sent.text, "proof-handle");
    let message = newest(&whole).await;
    let code = message.lines().find(|line| line.starts_with("    "));
    let code = code.expect("a code").trim().replace(' ', "");
    let check =
        |code: &str| format!("{carried}&proof-handle={handle}&proof-code={code}&proof-step=check");
    let wrong = whole.post("/access/proof", &office, &check("999999")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(field(&wrong.text, "first_name"), "Bo &amp; Co");
    let on = whole.post("/access/proof", &office, &check(&code)).await;
    assert_eq!(
        on.status,
        StatusCode::TEMPORARY_REDIRECT,
        "the browser sends it again"
    );
    assert_eq!(on.location, "/access/invite/y75");
    let done = whole.post(&on.location, &office, &check(&code)).await;
    assert_eq!(
        done.location,
        "/access/invite/y75?sent=second.officer%40york.example"
    );
    let file = whole.get("/person/y75.csv", &office).await;
    assert_eq!(
        file.status,
        StatusCode::OK,
        "the proof is fresh for a while"
    );
    let away = format!("{carried}&proof-to=//evil.example&proof-step=check&proof-code=1");
    let page = whole.post("/access/proof", "", &away).await;
    assert_eq!(
        page.status,
        StatusCode::FORBIDDEN,
        "nobody without a session"
    );
    assert_eq!(field(&page.text, "door-to"), "/access/invite/y75");
    assert_eq!(field(&page.text, "first_name"), "Bo &amp; Co");
    let nothing = whole.post("/access/proof", "", "proof-how=GET").await;
    assert_eq!(nothing.location, "/sign-in", "nothing was typed");
}
