//! Tries the rules and the search as their readers meet them.
//!
//! Owns the presses of somebody who sets a rule. It never makes up a page.

use super::*;

const CAP: &str = "/policy/general_mentor.initial.claimable";
const TYPED: &str = "value-hours=10&from-day=1&from-month=11&from-year=2025\
    &source=a+letter&confidence=confirmed&because=as+agreed";

/// Steps into the place of somebody whom the front page finds.
async fn as_person(whole: &Whole, name: &str) -> String {
    let found = whole.get(&format!("/?q={name}"), "").await;
    let part = offered(&found.text).into_iter().next().expect("somebody");
    whole.step_in(&part).await.cookie
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let value = page
        .split(&start)
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    value.expect("a hidden field").to_owned()
}

#[tokio::test]
async fn the_rules_of_a_day_are_shown_found_and_opened() {
    let whole = Whole::filled().await;
    let noor = as_person(&whole, "Noor").await;
    let page = whole.get("/policy", &noor).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text
            .contains("Initial training: most hours a school can claim")
    );
    assert!(
        page.text
            .contains("Provisional: not yet confirmed at its source")
    );
    let boxed = whole
        .get(
            "/policy?q=initial&on-day=12&on-month=11&on-year=2024",
            &noor,
        )
        .await;
    assert_eq!(boxed.location, "/policy?q=initial&on=2024-11-12");
    let before = whole
        .get("/policy?q=initial+least&on=2024-11-12", &noor)
        .await;
    assert!(before.text.contains("<strong>20 h</strong>"));
    let wrong = whole
        .get("/policy?on-day=31&on-month=2&on-year=2025", &noor)
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let one = whole.get(CAP, &noor).await;
    assert!(one.text.contains("Set a value for everybody"));
    let none = whole.get("/policy/general_mentor.nothing", &noor).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_rule_is_previewed_set_and_taken_back() {
    let whole = Whole::filled().await;
    let noor = as_person(&whole, "Noor").await;
    let address = format!("{CAP}/preview?{TYPED}");
    let preview = whole.get(&address, &noor).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.text.contains("figures differ"));
    let file = whole
        .get(&format!("{CAP}/preview.csv?{TYPED}"), &noor)
        .await;
    assert!(file.text.contains("claimable_hours_before"));
    assert!(file.text.lines().count() > 1);

    let (once, seen) = (hidden(&preview.text, "once"), hidden(&preview.text, "seen"));
    let form = format!("{TYPED}&once={once}&seen={seen}&step=keep");
    for _ in 0..2 {
        let set = whole.post(&format!("{CAP}/set"), &noor, &form).await;
        assert_eq!(set.location, format!("{CAP}?done=set"));
    }
    let late = form.replace(&once, "00000000-0000-0000-0000-000000000007");
    let late = whole.post(&format!("{CAP}/set"), &noor, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Somebody was here while you typed"));
    assert!(late.text.contains("as agreed"), "nothing typed is lost");

    let one = whole.get(CAP, &noor).await;
    assert_eq!(one.text.matches("/undo/").count(), 1, "set once");
    let undo = one
        .text
        .split("href=\"")
        .find(|rest| rest.contains("/undo/"));
    let undo = undo
        .and_then(|rest| rest.split('"').next())
        .expect("an undo");
    let asked = whole.get(undo, &noor).await;
    let once = hidden(&asked.text, "once");
    let blank = whole
        .post(undo, &noor, &format!("once={once}&because="))
        .await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = whole
        .post(undo, &noor, &format!("once={once}&because=a+mistake"))
        .await;
    assert_eq!(done.location, format!("{CAP}?done=undone"));
    let one = whole.get(CAP, &noor).await;
    assert!(one.text.contains("Taken back") && one.text.contains("a mistake"));
}

#[tokio::test]
async fn a_form_that_is_not_right_keeps_what_was_typed() {
    let whole = Whole::filled().await;
    let noor = as_person(&whole, "Noor").await;
    let address = format!("{CAP}/preview?value-hours=ten&source=a+certain+letter");
    let page = whole.get(&address, &noor).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "href=\"#value\"",
        "href=\"#from\"",
        "a certain letter",
        "value=\"ten\"",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_mentor_reads_the_rules_and_sets_none() {
    let whole = Whole::filled().await;
    let amina = as_person(&whole, "Amina").await;
    let page = whole.get(CAP, &amina).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("/set"));
    for path in ["/set", "/preview?"] {
        let page = whole.get(&format!("{CAP}{path}"), &amina).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = whole.get("/policy/changes?on=2024-11-13", &amina).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_changes_on_a_day_is_light_and_its_file_is_whole() {
    let whole = Whole::filled().await;
    let noor = as_person(&whole, "Noor").await;
    let page = whole.get("/policy/changes?on=2024-11-13", &noor).await;
    assert!(
        page.text
            .contains("What changes on Wednesday 13 November 2024")
    );
    assert!(page.text.len() < 32 * 1024, "{} bytes", page.text.len());
    let file = whole.get("/policy/changes.csv?on=2024-11-13", &noor).await;
    assert!(file.text.lines().count() > 10);
}

#[tokio::test]
async fn the_search_box_stands_on_every_page_and_keeps_what_was_asked() {
    let whole = Whole::filled().await;
    let noor = as_person(&whole, "Rees").await;
    let page = whole.get("/search?q=Sian", &noor).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Siân Rees"));
    assert!(page.text.contains("type=\"search\" value=\"Sian\""));
    for odd in ["%00", "%ff", "%3Cb%3E", "'+or+1=1", "%25", ""] {
        let page = whole.get(&format!("/search?q={odd}"), &noor).await;
        assert_eq!(page.status, StatusCode::OK, "{odd}");
        assert!(!page.text.contains("<b>"));
    }
    let rules = whole.get("/policy", &noor).await;
    assert!(rules.text.contains("action=\"/search\""));
}
