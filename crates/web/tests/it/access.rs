//! Tries the pages that say who may do what, and what is held about whom.
//!
//! Owns no page of its own. It never decides what anybody may see.

use axum::http::StatusCode;

use crate::{seen::Seen, whole::Whole};

#[tokio::test]
async fn everybody_reads_who_may_do_what_with_their_own_roles_marked() {
    let whole = Whole::filled().await;
    for (cookie, own) in [
        (whole.office("Y75").await, "Partnership officer (you)"),
        (whole.mentor("amina+rahman").await, " (you)"),
        (whole.mentor("imelda+quayle").await, "Inspector (you)"),
        (whole.mentor("gwen+ibbotson").await, "Trust (you)"),
    ] {
        let page = whole.get("/access/permissions", &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        let seen = Seen::of(&page.text);
        seen.says("Who may do what");
        seen.says(own);
        for (deed, _) in domain::access::Deed::ALL {
            seen.says(deed.words());
        }
        seen.says("Only the operator, at the command line.");
    }
    let nobody = whole.get("/access/permissions", "").await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_mentor_reads_who_has_looked_and_takes_everything_away() {
    let whole = Whole::filled().await;
    let tom = whole.mentor("tom+bryce").await;
    let page = whole.get("/access/me", &tom).await;
    assert_eq!(page.status, StatusCode::OK);
    let seen = Seen::of(&page.text);
    seen.says("Who sees what about me, and who has looked");
    seen.says("Nobody is ranked.");
    seen.says("Nobody has looked.");
    let office = whole.office("Y75").await;
    let found = whole.get("/person/y75?q=tom+bryce", &office).await;
    let address = found.text.split("href=\"/person/y75/").nth(1);
    let person = address.and_then(|rest| rest.split('"').next());
    let person = person.expect("his page");
    for _ in 0..2 {
        let opened = whole.get(&format!("/person/y75/{person}"), &office).await;
        assert_eq!(opened.status, StatusCode::OK);
    }
    let page = whole.get("/access/me", &tom).await;
    let seen = Seen::of(&page.text);
    seen.says("The record that the office keeps of you");
    seen.says("Partnership officer");
    seen.says("2 times");
    let file = whole.get("/access/me.json", &tom).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.text.contains("\"who_has_looked\""));
    assert!(file.text.contains("\"Bryce\""));
    assert!(file.text.contains("\"state\": \"to_choose\""));
    assert!(file.text.contains("\"earlier_training\": {"));
    let audit = whole.get("/audit/y75", &office).await;
    assert_eq!(audit.status, StatusCode::OK);
    let seen = Seen::of(&audit.text);
    seen.says("The record of Tom Bryce");
    let csv = whole
        .get("/audit/y75.csv?deed=import_people", &office)
        .await;
    assert!(csv.text.starts_with("at,by,deed,on,name,told,session"));
    assert!(csv.text.contains("import_people") && !csv.text.contains("import_trainees"));
    let lead = whole.seated(" lead Y75").await;
    let hidden = whole.get("/audit/y75", &lead).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}
