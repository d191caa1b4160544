//! Tries one's own addresses, the word for somebody's new one, and seeing pages as somebody does.
//!
//! Owns the administrator who looks. It never changes anything as somebody else.

use axum::http::StatusCode;

use super::{
    Whole, field,
    sign_in::{ask, link, newest},
};

fn code(message: &str) -> String {
    let line = message.lines().find(|line| line.starts_with("    "));
    line.expect("a code").trim().replace(' ', "")
}

/// Signs in by a code, so that everything is proved.
async fn proved(whole: &Whole, address: &str) -> String {
    let asked = ask(whole, address, "").await;
    let code = code(&newest(whole).await);
    let typed = whole
        .post("/sign-in/code", &asked.cookie, &format!("code={code}"))
        .await;
    assert_eq!(typed.location, "/", "{address}");
    typed.cookie
}

async fn ending(whole: &Whole, end: &str) -> Vec<String> {
    let mut addresses = whole.kept("person_email", "address").await;
    addresses.retain(|address| address.ends_with(end));
    addresses.sort();
    addresses
}

#[tokio::test]
async fn somebody_adds_an_address_and_takes_the_old_one_away() {
    let whole = Whole::installed().await;
    let old = ending(&whole, "@school-900001.example").await.remove(0);
    let mentor = proved(&whole, &old).await;
    let page = whole.get("/access/addresses", &mentor).await;
    assert!(page.text.contains(&old));
    assert!(!page.text.contains("Take away"), "the last one stays");
    let wrong = whole
        .post("/access/addresses", &mentor, "email=office%40elm.example")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = whole
        .post("/access/addresses", &mentor, "email=new%40elm.example")
        .await;
    let handle = field(&asked.text, "handle");
    let code = code(&newest(&whole).await);
    let form = |code: &str| format!("email=new%40elm.example&handle={handle}&code={code}");
    let wrong = whole
        .post("/access/addresses/code", &mentor, &form("999999"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let added = whole
        .post("/access/addresses/code", &mentor, &form(&code))
        .await;
    assert_eq!(added.location, "/access/addresses?done=added");
    let page = whole.get(&added.location, &mentor).await;
    assert!(page.text.contains("new@elm.example") && page.text.contains("Take away"));
    assert!(
        page.text.contains("End all other sign-ins"),
        "offered there and then"
    );
    let form = format!(
        "once={}&gone={}",
        field(&page.text, "once"),
        old.replace('@', "%40")
    );
    let gone = whole.post("/access/addresses/drop", &mentor, &form).await;
    assert_eq!(gone.location, "/access/addresses?done=dropped");
    proved(&whole, "new@elm.example").await;
}

#[tokio::test]
async fn an_administrator_sees_pages_as_somebody_does_and_can_change_nothing() {
    let whole = Whole::installed().await;
    let mut administrator = None;
    for address in ending(&whole, ".example").await {
        if address.contains("@school-") || address.contains("@students") {
            continue;
        }
        ask(&whole, &address, "").await;
        let pressed = whole.post(&link(&newest(&whole).await), "", "").await;
        let page = whole.get("/access", &pressed.cookie).await;
        if page.text.contains("/access/view") {
            administrator = Some(address);
            break;
        }
    }
    let Some(administrator) = administrator else {
        return; // The sample has nobody of that seat with an address.
    };
    let cookie = proved(&whole, &administrator).await;
    let mentor = ending(&whole, "@school-900001.example").await.remove(0);
    let form = format!(
        "email={}&reason=asked+on+the+phone",
        mentor.replace('@', "%40")
    );
    let seen = whole.post("/access/view", &cookie, &form).await;
    assert_eq!(seen.location, "/");
    assert!(newest(&whole).await.contains("asked on the phone"));
    let week = whole.get("/this-week", &cookie).await;
    assert_eq!(week.status, StatusCode::OK);
    assert!(
        week.text
            .contains("Nothing can be changed, and they were told.")
    );
    let other = whole.get("/access/view", &cookie).await;
    assert_eq!(
        other.status,
        StatusCode::NOT_FOUND,
        "with the rights of the mentor"
    );
    for path in [
        "/access/addresses",
        "/access/devices/end-others",
        "/access/who",
    ] {
        let refused = whole.post(path, &cookie, "once=1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(refused.text.contains("nothing can be changed"), "{path}");
    }
    let back = whole.post("/access/view/stop", &cookie, "").await;
    assert_eq!(back.location, "/");
    let own = whole.get("/access/view", &cookie).await;
    assert_eq!(own.status, StatusCode::OK);
}
