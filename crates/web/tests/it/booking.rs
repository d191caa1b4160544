//! Tries the pages of sessions on the demo's database: another day in one press, several at once, rows that
//! are pasted.
//!
//! Owns the day that was called off. It never looks at the database.

use axum::http::StatusCode;

use crate::{
    seen::Seen,
    whole::{Page, Whole, field},
};

/// The first address on a page that begins so, after some words.
fn address(page: &str, after: &str, begins: &str) -> String {
    let rest = page.split(after).nth(1).expect("the words are there");
    let rest = rest.split(&format!("href=\"{begins}")).nth(1);
    let rest = rest.expect("a link").split('"').next();
    format!("{begins}{}", rest.expect("its end"))
}

#[tokio::test]
async fn whose_session_was_called_off_books_another_in_one_press_from_this_week() {
    let whole = Whole::filled().await;
    let tom = whole.mentor("tom+bryce").await;
    let week = whole.get("/this-week", &tom).await;
    let seen = Seen::of(&week.text);
    seen.says("“Conference day 2: Hull” was called off: choose another day");
    let first = address(&week.text, "class=\"tasks\"", "/booking/");
    let page = whole.get(&first, &tom).await;
    Seen::of(&page.text).says("Choose another day");
    let other = field(&page.text, "instead");
    let once = field(&page.text, "once");
    let form = format!("once={once}&do=instead&instead={other}");
    let done = whole.post(&first, &tom, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(
        done.location
            .starts_with(&format!("/booking/{other}?done="))
    );
    let again = whole.post(&first, &tom, &form).await;
    assert_eq!(again.location, done.location, "a double press books once");
    let week = whole.get("/this-week", &tom).await;
    let seen = Seen::of(&week.text);
    seen.says_not("was called off");
    seen.says("Your next session");
    let twice = format!("once={other}&do=instead&instead={other}");
    let refused = whole.post(&first, &tom, &twice).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    Seen::of(&refused.text).says("nothing to make up for here");
    let nowhere = format!("once={other}&do=instead&instead=nothing");
    let lost = whole.post(&first, &tom, &nowhere).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_school_books_for_several_and_reads_what_came_of_each() {
    let whole = Whole::filled().await;
    let school = whole.seated(" school Y75").await;
    let list = whole.get("/booking?component=conference-2", &school).await;
    let session = address(&list.text, "<h1>", "/booking/0");
    let page = whole.get(&session, &school).await;
    Seen::of(&page.text).says("Book for your mentors");
    let several = format!("{session}/several");
    let page = whole.get(&several, &school).await;
    let once = field(&page.text, "once");
    let nobody = whole.post(&several, &school, &format!("once={once}")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    Seen::of(&nobody.text).says("Choose at least one person");
    let rest = page
        .text
        .split("name=\"person\" type=\"checkbox\" value=\"")
        .nth(1);
    let person = rest
        .and_then(|rest| rest.split('"').next())
        .expect("somebody is free");
    let form = format!("once={once}&person={person}");
    let done = whole.post(&several, &school, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let told = whole.get(&done.location, &school).await;
    assert!(told.text.contains("Is on the list already"));
    let stranger = whole.mentor("tom+bryce").await;
    let hidden = whole.get(&several, &stranger).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

async fn pasted(whole: &Whole, path: &str, cookie: &str, rows: &str) -> Page {
    whole
        .send(path, cookie, &[("rows", "", rows.as_bytes())])
        .await
}

#[tokio::test]
async fn an_office_pastes_rows_and_sees_who_is_meant_before_anybody_is_booked() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let list = whole
        .get(
            "/booking?component=behaviour-and-high-expectations",
            &office,
        )
        .await;
    let session = address(&list.text, "<h1>", "/booking/0");
    let people = format!("{session}/people");
    let empty = pasted(&whole, &people, &office, "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let rows = "Name\tTRN\nTom Bryce\t\n<script>alert(1)</script>\t\n\t9999999\n";
    let look = pasted(&whole, &people, &office, rows).await;
    assert_eq!(look.status, StatusCode::OK);
    let seen = Seen::of(&look.text);
    seen.says("Is this right?");
    seen.says("1 person to book, 2 rows not matched");
    seen.says("Nobody of the providers of this session has this TRN");
    assert!(!look.text.contains("<script>alert"));
    let person = field(&look.text.replace("type=\"checkbox\" ", ""), "person");
    let form = format!("once={}&person={person}", field(&look.text, "once"));
    let done = whole.post(&format!("{people}/book"), &office, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let told = whole.get(&done.location, &office).await;
    assert!(told.text.contains("<strong>Tom Bryce</strong>: "));
    let page = whole.get(&session, &office).await;
    assert!(page.text.contains("Tom Bryce"));
}

#[tokio::test]
async fn an_office_says_for_whom_a_session_is_and_for_whom_places_are_kept() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let form = whole.get("/booking/offer/y75", &office).await;
    let once = field(&form.text, "once");
    let typed = "component=conference-2&title=For+some&held_on-day=4&held_on-month=2&held_on-year=2026\
                 &from=16:30&until=17:30&minutes-hours=1&minutes-minutes=0&place=York&capacity=20\
                 &phase=secondary&track=initial&subject=mathematics";
    let wrong = format!("once={once}&{typed}&kept_for_1=Nowhere&kept_places_1=many");
    let again = whole.post("/booking/offer/y75", &office, &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let seen = Seen::of(&again.text);
    seen.says("Give the code of a provider, such as L51, or the URN of a school.");
    assert!(
        again.text.contains("value=\"Nowhere\""),
        "nothing typed is lost"
    );
    let right = format!(
        "once={once}&{typed}&kept_for_1=l51&kept_places_1=5&kept_until_1-day=10&kept_until_1-month=1&kept_until_1-year=2026"
    );
    let done = whole.post("/booking/offer/y75", &office, &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = whole.get(&done.location, &office).await;
    let seen = Seen::of(&page.text);
    seen.says("secondary mentors on initial training who teach mathematics");
    seen.says("5 places until the end of");
    let list = whole.get("/booking?component=conference-2", &office).await;
    Seen::of(&list.text).says("For secondary mentors on initial training");
}

#[tokio::test]
async fn an_office_offers_several_days_at_once_and_a_slip_in_one_offers_none() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let form = whole.get("/booking/offer/y75", &office).await;
    let once = field(&form.text, "once");
    let typed = "component=conference-2&title=Thursdays+with+us&held_on-day=5&held_on-month=2&held_on-year=2026\
                 &from=16:30&until=17:30&minutes-hours=1&minutes-minutes=0&place=York&capacity=20";
    for (also_on, words) in [
        ("every+Thursday", "every Thursday"),
        ("12/2/2026%0D%0A12/2/2025", "On 12 February 2025:"),
    ] {
        let slip = format!("once={once}&{typed}&also_on={also_on}");
        let told = whole.post("/booking/offer/y75", &office, &slip).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        Seen::of(&told.text).says(words);
    }
    let right = format!("once={once}&{typed}&also_on=5/2/2026%0D%0A12+February+2026%0D%0A");
    let done = whole.post("/booking/offer/y75", &office, &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = whole.get(&done.location, &office).await;
    let seen = Seen::of(&page.text);
    seen.says("“Thursdays with us”");
    seen.says("Also on: Thursday 12 February 2026");
    let list = whole.get("/booking?component=conference-2", &office).await;
    assert_eq!(
        list.text.matches("Thursdays with us").count(),
        2,
        "{}",
        list.text
    );
}

#[tokio::test]
async fn an_office_changes_what_a_session_is_and_a_slip_keeps_everything_that_was_typed() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let list = whole.get("/booking?component=conference-2", &office).await;
    let session = address(&list.text, "<h1>", "/booking/0");
    let ways = format!("{session}/change");
    let page = whole.get(&ways, &office).await;
    Seen::of(&page.text).says("With whom it is shared");
    let (once, seen) = (field(&page.text, "once"), field(&page.text, "seen"));
    let slip = format!("once={once}&seen={seen}&do=places&capacity=1");
    let refused = whole.post(&ways, &office, &slip).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text
            .contains("name=\"capacity\" type=\"text\" value=\"1\"")
    );
    for (way, field_of) in [
        ("move", "held_on"),
        ("words", "title"),
        ("hosts", "host"),
        ("cancel", "off_reason"),
    ] {
        let blank = format!("once={once}&seen={seen}&do={way}");
        let refused = whole.post(&ways, &office, &blank).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{way}");
        let fault = format!("id=\"{field_of}-fault\"");
        assert!(refused.text.contains(&fault), "{way}");
    }
    let form = format!("once={once}&seen={seen}&do=words&title=Hull+again&materials=A+pen.");
    let done = whole.post(&ways, &office, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(done.location, format!("{session}?done=changed"));
    let page = whole.get(&done.location, &office).await;
    let told = Seen::of(&page.text);
    told.says("The change to this session is kept.");
    told.says("Hull again");
    told.says("A pen.");
    let nothing = format!("once={once}&seen={seen}&do=nothing");
    let lost = whole.post(&ways, &office, &nothing).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
}
