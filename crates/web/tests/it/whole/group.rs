//! Tries the pages of a group that shares a map.
//!
//! Owns the presses of two offices. It never makes up a page.

use super::*;
use crate::seen::Seen;

/// The address of the group of the demo, as a map names it.
fn group_of(map: &str) -> String {
    let rest = map.split("href=\"/prior-learning/group/").nth(1);
    let rest = rest.and_then(|rest| rest.split('"').next());
    format!("/prior-learning/group/{}", rest.expect("a group"))
}

#[tokio::test]
async fn an_office_that_was_asked_reads_all_before_it_joins() {
    let whole = Whole::filled().await;
    let york = whole.office("Y75").await;
    let map = whole.get("/prior-learning/map/y75", &york).await;
    Seen::of(&map.text).says("Liverpool and Greater Merseyside ITT Group asks you to join");
    let home = group_of(&map.text);
    let page = whole.get(&home, &york).await;
    let seen = Seen::of(&page.text);
    for words in [
        "Does York St John University join?",
        "York St John University asked, has not answered yet",
        "From supervising to mentoring",
    ] {
        seen.says(words);
    }
    for words in [
        "Leave the group",
        "Ask them to join",
        "Share what you have agreed",
    ] {
        seen.says_not(words);
    }
    for inner in ["/ours", "/import"] {
        let page = whole.get(&format!("{home}{inner}"), &york).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{inner}");
    }
    let file = whole.get(&format!("{home}/file"), &york).await;
    assert!(file.text.starts_with("map = 1"));

    let answer = format!("once={}&step=decline", field(&page.text, "once"));
    let declined = whole.post(&format!("{home}/answer"), &york, &answer).await;
    assert_eq!(declined.location, "/prior-learning/map/y75?done=declined");
    assert_eq!(whole.get(&home, &york).await.status, StatusCode::NOT_FOUND);
    let again = format!("once={}&step=join", uuid::Uuid::from_u128(1));
    let again = whole.post(&format!("{home}/answer"), &york, &again).await;
    Seen::of(&again.text).says("Nobody waits for this answer any more.");
}

#[tokio::test]
async fn what_is_wrong_on_the_page_of_a_group_is_told_beside_the_field() {
    let whole = Whole::filled().await;
    let liverpool = whole.office("L51").await;
    let home = group_of(&whole.get("/prior-learning/map/l51", &liverpool).await.text);
    let page = whole.get(&home, &liverpool).await;
    let once = field(&page.text, "once");
    for (deed, form, words) in [
        ("/ask", "other=", "Tell which provider you ask."),
        ("/ask", "other=Y75", "belongs to this group already"),
        (
            "/mean",
            "code-0=coaching&part-0=no-such",
            "Choose what it matches from the list.",
        ),
    ] {
        let form = format!("once={once}&{form}");
        let told = whole
            .post(&format!("{home}{deed}"), &liverpool, &form)
            .await;
        assert_eq!(
            told.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{deed} {form}"
        );
        Seen::of(&told.text).says(words);
    }
    let import = format!("{home}/import");
    for (step, map) in [("", "["), ("keep", "map = 2")] {
        let parts = [("once", once.as_str()), ("step", step), ("map", map)];
        let parts = parts.map(|(name, held)| (name, "", held.as_bytes()));
        let told = whole.send(&import, &liverpool, &parts).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{map}");
        Seen::of(&told.text).says("Line 1");
    }
    let begin = "/prior-learning/group/l51";
    let page = whole.get(begin, &liverpool).await;
    let form = format!("once={}&name=+", field(&page.text, "once"));
    let told = whole.post(begin, &liverpool, &form).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    Seen::of(&told.text).says("Tell what the group is called.");
}

#[tokio::test]
async fn a_lead_mentor_reads_what_is_shared_and_a_mentor_does_not() {
    let whole = Whole::filled().await;
    let liverpool = whole.office("L51").await;
    let home = group_of(&whole.get("/prior-learning/map/l51", &liverpool).await.text);
    let lead = whole.seated(" lead L51").await;
    let page = whole.get(&home, &lead).await;
    let seen = Seen::of(&page.text);
    seen.says("From supervising to mentoring");
    seen.says_not("Keep what they mean");
    let amina = whole.mentor("Amina+Rahman").await;
    assert_eq!(whole.get(&home, &amina).await.status, StatusCode::NOT_FOUND);
    let other = home.replace("/l51/", "/y75/");
    assert_eq!(
        whole.get(&other, &liverpool).await.status,
        StatusCode::NOT_FOUND
    );
    for wrong in ["/prior-learning/group/l51/x", "/prior-learning/group/zz"] {
        let page = whole.get(wrong, &liverpool).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}
