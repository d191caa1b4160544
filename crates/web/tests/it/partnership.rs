//! Tries the pages of schools: lists, files, the map, one school and who may see it.
//!
//! Owns no words of its own. It never makes up a page.

use axum::http::StatusCode;

use crate::whole::Whole;

#[tokio::test]
async fn the_office_finds_its_schools_and_each_has_its_page() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let list = whole.get("/partnership/y75", &office).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.text.contains("class=\"map-picture\""));
    let file = whole
        .get("/partnership/y75.csv?phase=secondary", &office)
        .await;
    let rows = file.text.lines().skip(1);
    assert!(rows.clone().count() > 3 && rows.clone().all(|row| row.contains("secondary")));
    for row in rows {
        let urn = row.split(',').next().expect("a number");
        let page = whole.get(&format!("/partnership/y75/{urn}"), &office).await;
        assert_eq!(page.status, StatusCode::OK, "{urn}");
        assert!(page.text.contains("Funding area"));
    }
    let none = whole.get("/partnership/y75?q=zzzz", &office).await;
    assert!(none.text.contains("No school is found"));
    for nowhere in [
        "/partnership/y75/1",
        "/partnership/y75/x",
        "/partnership/zzz",
    ] {
        assert_eq!(
            whole.get(nowhere, &office).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn a_school_seat_opens_its_own_school_and_no_other() {
    let whole = Whole::filled().await;
    let office = whole.office("Y75").await;
    let file = whole.get("/partnership/y75.csv", &office).await;
    let urns: Vec<&str> = file
        .text
        .lines()
        .skip(1)
        .take(12)
        .filter_map(|row| row.split(',').next())
        .collect();
    let first = whole
        .get(&format!("/partnership/y75/{}", urns[0]), &office)
        .await;
    let others = first
        .text
        .split("Others who work here")
        .nth(1)
        .expect("somebody looks after it");
    let number = others
        .split("/person/y75/")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let seat = format!("alongside_demo={}", number.expect("a person"));
    let mut own = 0;
    for urn in urns {
        let page = whole.get(&format!("/partnership/y75/{urn}"), &seat).await;
        own += usize::from(page.status == StatusCode::OK);
        assert!(
            !page.text.contains("href=\"/person/"),
            "hours, and no records"
        );
    }
    assert!((1..=6).contains(&own), "{own} schools");
    let list = whole.get("/partnership/y75", &seat).await;
    assert_eq!(list.status, StatusCode::NOT_FOUND);
}
