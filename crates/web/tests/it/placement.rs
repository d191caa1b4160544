//! Tries the pages of placements on the demo's database: the list, its files, forms sent twice and too late.
//!
//! Owns the way to fill in a form as a browser would. It never looks at the database.

use axum::http::StatusCode;

use crate::whole::{Page, Whole, offered};

/// The value that a field shows.
fn shown(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\"")).nth(1);
    let value = rest.and_then(|rest| rest.split("value=\"").nth(1));
    let found = value.and_then(|value| value.split('"').next());
    found
        .unwrap_or_else(|| panic!("no field {name}"))
        .to_owned()
}

/// Every mentor who can be chosen.
fn choices(page: &str) -> Vec<String> {
    let offers = page
        .split("name=\"mentor\" type=\"radio\" value=\"")
        .skip(1);
    let values = offers.filter_map(|rest| rest.split('"').next());
    values
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The first address on a page that begins so.
fn address(page: &str, begins: &str) -> String {
    let link = format!("href=\"{begins}");
    let rest = page.split(&link).nth(1).expect("a link");
    format!("{begins}{}", rest.split('"').next().expect("its end"))
}

async fn stepped(whole: &Whole, words: &str) -> Page {
    let found = whole.get(&format!("/?q={words}"), "").await;
    whole.step_in(&offered(&found.text)[0]).await
}

#[tokio::test]
async fn an_office_finds_who_has_no_mentor_and_names_one_once() {
    let whole = Whole::filled().await;
    let cookie = stepped(&whole, "marcus+doyle").await.cookie;
    let list = whole.get("/placement/l51", &cookie).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.text.contains("Placements</h1>"));
    let moved = whole.get("/placement/L51?stage=1", &cookie).await;
    assert_eq!(moved.location, "/placement/l51?stage=1");
    let file = whole.get("/placement/l51.csv?lacks=mentor", &cookie).await;
    assert!(file.text.contains("Without a mentor from"));

    let lacking = whole.get("/placement/l51?lacks=mentor", &cookie).await;
    let own = address(&lacking.text, "/placement/l51/");
    assert_eq!(
        file.text.lines().count() - 1,
        lacking.text.matches("<th role=\"rowheader\"").count()
    );
    let page = whole.get(&own, &cookie).await;
    assert!(page.text.contains("No mentor"), "{own}");
    let form = whole
        .get(&address(&page.text, &format!("{own}/mentor")), &cookie)
        .await;
    let (once, seen) = (shown(&form.text, "once"), shown(&form.text, "seen"));
    let mentor = &choices(&form.text)[0];
    let sent = |once: &str, mentor: &str, days: &str| {
        format!("once={once}&seen={seen}&how=beside&mentor={mentor}&{days}")
    };
    let days = ["from-day", "from-month", "from-year"];
    let days = days.map(|name| format!("{name}={}", shown(&form.text, name)));
    let first = &days.join("&");
    let to = format!("{own}/mentor");
    let wrong = whole
        .post(
            &to,
            &cookie,
            &sent(&once, mentor, "from-day=31&from-month=2&from-year=2026"),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Something needs another look"));
    assert!(
        wrong.text.contains("value=\"31\""),
        "what was typed is kept"
    );
    let nobody = whole
        .post(&to, &cookie, &sent(&once, "nobody", first))
        .await;
    assert!(nobody.text.contains("Choose who is to mentor."));
    let outside = whole
        .post(
            &to,
            &cookie,
            &sent(&once, mentor, "from-day=29&from-month=8&from-year=2026"),
        )
        .await;
    assert!(outside.text.contains("is outside this placement"));
    let kept = shown(&outside.text, "seen");
    assert_eq!(
        kept, seen,
        "with a fault the form stands for what it showed"
    );

    let done = whole.post(&to, &cookie, &sent(&once, mentor, first)).await;
    let again = whole.post(&to, &cookie, &sent(&once, mentor, first)).await;
    let expected = (StatusCode::SEE_OTHER, format!("{own}?done=mentor"));
    assert_eq!(
        (done.status, done.location),
        expected.clone(),
        "{}",
        done.text
    );
    assert_eq!(
        (again.status, again.location),
        expected,
        "the same form does its deed once"
    );
    let late = sent(&uuid::Uuid::from_u128(7).to_string(), mentor, first);
    let late = format!("{late}&was=Whom+the+form+showed");
    let late = whole.post(&to, &cookie, &late).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("Somebody was here while you typed"));
    assert!(late.text.contains("Whom the form showed"), "what it was");
    let now = shown(&late.text, "was");
    assert!(!now.is_empty(), "the form now stands for what is there");
    assert_ne!(shown(&late.text, "seen"), seen);
}

#[tokio::test]
async fn everybody_sees_their_own_side_of_a_placement_and_no_other() {
    let whole = Whole::filled().await;
    let office = stepped(&whole, "marcus+doyle").await.cookie;
    let list = whole.get("/placement/l51", &office).await;
    let own = address(&list.text, "/placement/l51/");
    let mentor = stepped(&whole, "amina+rahman").await.cookie;
    for path in ["/placement", "/placement/school", "/placement/l51", &own] {
        let page = whole.get(path, &mentor).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    let student = stepped(&whole, "corin+blythe").await.cookie;
    let page = whole.get("/placement", &student).await;
    assert!(
        page.text.contains("Your placements") && page.text.contains("Whom to ask at the school")
    );
    assert_eq!(
        whole.get("/placement/l51", &student).await.status,
        StatusCode::NOT_FOUND
    );
    for wrong in [
        "/placement/l51/x",
        "/placement/zzz9",
        "/placement/y75",
        "/placement/l51/00000000-0000-0000-0000-000000000007",
    ] {
        let page = whole.get(wrong, &office).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}
