//! Tries recording and correcting as the office does: nothing typed is lost, nothing is kept twice.
//!
//! Owns no words of its own. It never makes up a page.

use axum::http::StatusCode;

use crate::whole::{Whole, field};

const WHAT: &str = "component=&kind=community&held-day=3&held-month=11&held-year=2025\
                    &time-hours=1&time-minutes=30&school=&verifier=&how=register";

async fn whose(whole: &Whole, office: &str) -> (String, String) {
    let list = whole.get("/person/y75.csv?q=tom+bryce", office).await;
    assert_eq!(list.text.lines().count(), 2);
    let list = whole.get("/person/y75?q=tom+bryce", office).await;
    let rest = list.text.split("<a href=\"/person/y75/").nth(1);
    let number = rest.and_then(|rest| rest.split('"').next());
    let number = number.expect("he is listed").to_owned();
    (format!("/person/y75/{number}"), number)
}

#[tokio::test]
async fn an_entry_is_looked_at_once_more_and_kept_once() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let (page, number) = whose(&whole, &office).await;
    let ask = format!("/ledger/y75/record?person={number}");
    let once = field(&whole.get(&ask, &office).await.text, "once");
    let send = "/ledger/y75/record";

    let without = format!("once={once}&person={number}&{WHAT}&reference=M-1&reason=");
    let wrong = whole.post(send, &office, &without).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("href=\"#reason\"") && wrong.text.contains("value=\"M-1\""));

    let typed = format!("once={once}&person={number}&{WHAT}&reference=M-1&reason=Left+out");
    let look = whole.post(send, &office, &typed).await;
    assert_eq!(look.status, StatusCode::OK);
    assert!(look.text.contains("Is this right?") && look.text.contains("1 h 30 min"));
    assert!(
        !whole.get(&page, &office).await.text.contains("M-1"),
        "nothing is kept yet"
    );
    let back = whole
        .post(send, &office, &format!("{typed}&step=change"))
        .await;
    assert!(
        back.text.contains("value=\"M-1\""),
        "the way back keeps what was typed"
    );

    let once = field(&look.text, "once");
    let keep =
        format!("once={once}&person={number}&{WHAT}&reference=M-1&reason=Left+out&step=keep");
    let done = whole.post(send, &office, &keep).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(
        done.location
            .starts_with(&format!("{page}?done=recorded#entry-"))
    );
    let again = whole.post(send, &office, &keep).await;
    assert_eq!(again.location, done.location, "a restored tab does it once");
    let twice = whole.post(send, &office, &typed).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text.contains("already entered"));
    let kept = whole.get(&page, &office).await;
    assert_eq!(kept.text.matches(">M-1<").count(), 1);
    assert!(kept.text.contains("Waits for someone to confirm"));
}

#[tokio::test]
async fn a_long_day_is_pointed_out_before_it_is_kept() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let (_, number) = whose(&whole, &office).await;
    let long = WHAT.replace("time-hours=1", "time-hours=9");
    let typed = format!("once={number}&person={number}&{long}&reference=M-2&reason=Left+out");
    let look = whole.post("/ledger/y75/record", &office, &typed).await;
    assert!(look.text.contains("That day would have 9 h 30 min"));
    let future = typed.replace("held-year=2025", "held-year=2026");
    let refused = whole.post("/ledger/y75/record", &office, &future).await;
    assert!(refused.text.contains("has not come yet"));
}

#[tokio::test]
async fn the_second_who_corrects_an_entry_is_shown_the_difference_and_loses_nothing() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let (page, number) = whose(&whole, &office).await;
    let typed =
        format!("once={number}&person={number}&{WHAT}&reference=M-3&reason=Left+out&step=keep");
    let done = whole.post("/ledger/y75/record", &office, &typed).await;
    let entry = done
        .location
        .split("#entry-")
        .nth(1)
        .expect("an entry")
        .to_owned();
    let send = format!("/ledger/y75/{entry}/correct");
    let form = whole.get(&send, &office).await;
    let once = field(&form.text, "once");
    let with = |once: &str, hours: &str, step: &str| {
        let what = WHAT.replace("time-hours=1", &format!("time-hours={hours}"));
        format!("once={once}&{what}&reason=Misread&step={step}")
    };
    let look = whole.post(&send, &office, &with(&once, "2", "")).await;
    assert!(look.text.contains("<del class=\"quiet\">1 h 30 min</del>"));
    let key = field(&look.text, "once");
    let kept = whole.post(&send, &office, &with(&key, "2", "keep")).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let again = whole.post(&send, &office, &with(&key, "2", "keep")).await;
    assert_eq!(
        again.location, kept.location,
        "a double press corrects once"
    );

    let late = whole.post(&send, &office, &with(&once, "3", "keep")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("Somebody was here while you typed"));
    assert!(late.text.contains("2 h 30 min") && late.text.contains("3 h 30 min"));
    assert!(
        late.text.contains(">Misread</textarea>"),
        "nothing typed is lost"
    );
    let newer = kept
        .location
        .split("#entry-")
        .nth(1)
        .expect("the newer entry");
    assert!(
        late.text
            .contains(&format!("action=\"/ledger/y75/{newer}/correct\""))
    );
    let all = whole.get(&page, &office).await;
    assert!(all.text.contains("Replaced"), "the old one stays");
    let none = whole
        .get(
            "/ledger/y75/0190b29b-2e0a-7e61-b722-615e9b21eafc/correct",
            &office,
        )
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
