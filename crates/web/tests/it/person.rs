//! Tries the pages of people as the office opens them: lists, files, one record, two who change it at once.
//!
//! Owns no words of its own. It never makes up a page.

use axum::http::StatusCode;

use crate::whole::{Whole, field};

/// The address of the first person of a list.
fn first(list: &str, place: &str) -> String {
    let rest = list.split(&format!("<a href=\"/{place}/y75/")).nth(1);
    let rest = rest.expect("somebody is listed");
    format!(
        "/{place}/y75/{}",
        rest.split('"').next().expect("an address")
    )
}

#[tokio::test]
async fn the_office_finds_sorts_and_takes_away_its_mentors() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let list = whole.get("/person/y75", &office).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.text.contains("1 to 50 of <strong>"));
    assert!(
        list.text.contains("aria-sort=\"descending\""),
        "the most urgent first"
    );
    assert!(list.text.len() < 40_000, "{} letters", list.text.len());
    let last = whole.get("/person/y75?page=9999", &office).await;
    assert!(last.text.contains("rel=\"prev\"") && !last.text.contains("rel=\"next\""));

    let found = whole.get("/person/y75?q=tom+bryce", &office).await;
    assert!(found.text.contains("Tom Bryce") && found.text.contains("<strong>1</strong> mentor"));
    let file = whole.get("/person/y75.csv?q=tom+bryce", &office).await;
    assert_eq!(file.text.lines().count(), 2, "exactly what is shown");
    assert!(file.text.starts_with("name,trn,email,school_urn,"));
    let all = whole.get("/person/y75.csv?components=1", &office).await;
    assert!(
        all.text
            .lines()
            .next()
            .is_some_and(|names| names.contains("conference-1_minutes"))
    );
    assert!(all.text.lines().count() > 51, "all pages of it");
    let book = whole.get("/person/y75.xlsx", &office).await;
    assert_eq!((book.status, &book.text[..2]), (StatusCode::OK, "PK"));
    for group in ["students", "others"] {
        let list = whole
            .get(&format!("/person/y75?group={group}"), &office)
            .await;
        assert_eq!(list.status, StatusCode::OK);
        let file = whole
            .get(&format!("/person/y75.csv?group={group}"), &office)
            .await;
        assert!(file.text.lines().count() > 5, "{group}");
    }
    let capitals = whole.get("/person/Y75?q=a", &office).await;
    assert_eq!(capitals.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(capitals.location, "/person/y75?q=a");
}

#[tokio::test]
async fn who_is_not_of_the_office_finds_no_list_of_people_and_no_record() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let list = whole.get("/person/y75", &office).await;
    let person = first(&list.text, "person");
    let other = whole.office("L51").await;
    let mentor = whole.mentor("tom+bryce").await;
    for path in [
        "/person/y75".to_owned(),
        "/person/y75.csv".to_owned(),
        "/partnership/y75".to_owned(),
        first(&list.text, "partnership"),
        format!("{person}/change"),
        format!("{person}/role"),
        person,
    ] {
        for cookie in [&other, &mentor] {
            let page = whole.get(&path, cookie).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn the_second_who_changes_a_record_is_shown_the_difference_and_loses_nothing() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let list = whole.get("/person/y75?q=tom+bryce", &office).await;
    let person = first(&list.text, "person");
    let asked = format!("{person}/change");
    let form = whole.get(&asked, &office).await;
    let (once, seen) = (field(&form.text, "once"), field(&form.text, "seen"));
    let typed = |name: &str, trn: &str| {
        format!(
            "once={once}&seen={seen}&first_name={name}&last_name=Bryce&trn={trn}&emails=t%40x.org.uk"
        )
    };
    let wrong = whole.post(&asked, &office, &typed("Thomas", "12")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("href=\"#trn\"") && wrong.text.contains("value=\"Thomas\""));

    let done = whole.post(&asked, &office, &typed("Thomas", "")).await;
    assert_eq!(
        (done.status, done.location.clone()),
        (StatusCode::SEE_OTHER, format!("{person}?done=changed"))
    );
    let again = whole.post(&asked, &office, &typed("Thomas", "")).await;
    assert_eq!(again.location, done.location, "a double press does it once");
    let page = whole.get(&person, &office).await;
    assert!(page.text.contains("<h1>Thomas Bryce</h1>"));
    assert!(
        page.text.contains("name changed"),
        "it stands in the record"
    );

    let other_key = typed("Tommy", "").replace(&once, "0190b29b-2e0a-7e61-b722-615e9b21eafc");
    let late = whole.post(&asked, &office, &other_key).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("Somebody was here while you typed"));
    assert!(
        late.text.contains("value=\"Tommy\""),
        "nothing typed is lost"
    );
    assert_ne!(field(&late.text, "seen"), seen, "sent again, it holds");
}

#[tokio::test]
async fn a_view_is_kept_among_the_tabs_and_dropped_again() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let asked = "/person/y75?state=overdue&hosts=yes";
    let list = whole.get(asked, &office).await;
    let once = field(&list.text, "once");
    let question = "state%3Doverdue%26hosts%3Dyes";
    let nameless = format!("once={once}&question={question}&name=");
    let refused = whole.post("/person/y75/view", &office, &nameless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = format!("once={once}&question={question}&name=Late+hosts");
    let done = whole.post("/person/y75/view", &office, &kept).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (StatusCode::SEE_OTHER, asked)
    );
    let list = whole.get(asked, &office).await;
    assert!(list.text.contains(">Late hosts</a>"));
    let drop = format!(
        "once={}&view={}",
        field(&list.text, "once"),
        field(&list.text, "view")
    );
    whole.post("/person/y75/view/drop", &office, &drop).await;
    assert!(
        !whole
            .get(asked, &office)
            .await
            .text
            .contains(">Late hosts</a>")
    );
}

#[tokio::test]
async fn a_role_is_added_and_ended_and_one_without_its_school_is_refused() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let list = whole.get("/person/y75?q=tom+bryce", &office).await;
    let person = first(&list.text, "person");
    let asked = format!("{person}/role");
    let once = field(&whole.get(&asked, &office).await.text, "once");
    let from = "from-day=1&from-month=9&from-year=2025";
    let nowhere = format!("once={once}&role=headteacher&school=&{from}");
    let refused = whole.post(&asked, &office, &nowhere).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("href=\"#school\""));
    let lead = format!("once={once}&role=lead_mentor&school=&{from}");
    let done = whole.post(&asked, &office, &lead).await;
    assert_eq!(done.location, format!("{person}?done=role"));
    let page = whole.get(&person, &office).await;
    let ends = page
        .text
        .split(&format!("{asked}/"))
        .nth(1)
        .expect("a role to end");
    let ends = format!("{asked}/{}", ends.split('"').next().expect("an address"));
    let once = field(&whole.get(&ends, &office).await.text, "once");
    let early = format!("once={once}&until-day=1&until-month=1&until-year=2020");
    let refused = whole.post(&ends, &office, &early).await;
    assert!(refused.text.contains("comes before the first"));
    let until = format!("once={once}&until-day=1&until-month=Dec&until-year=2025");
    let done = whole.post(&ends, &office, &until).await;
    assert_eq!(done.location, format!("{person}?done=ended"));
}
