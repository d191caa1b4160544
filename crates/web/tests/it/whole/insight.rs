//! Tries the overview as the office meets it, and the people behind each of its figures.
//!
//! Owns the presses of a head of initial teacher education. It never makes up a page.

use super::*;

async fn head(whole: &Whole) -> String {
    let found = whole.get("/?q=Ada+Lind", "").await;
    let part = offered(&found.text).into_iter().next().expect("somebody");
    whole.step_in(&part).await.cookie
}

/// Every address of a page that begins so.
fn addresses(page: &str, start: &str) -> Vec<String> {
    let opening = format!("href=\"{start}");
    page.split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|rest| format!("{start}{}", rest.replace("&amp;", "&")))
        .collect()
}

#[tokio::test]
async fn the_overview_answers_in_a_sentence_and_leads_to_the_people_behind_each_gap() {
    let whole = Whole::filled().await;
    let ada = head(&whole).await;
    let page = whole.get("/insight/y75", &ada).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text
            .contains("Is every mentor who hosts in November 2025 ready for this stage?")
    );
    assert!(page.text.contains("<strong>Not yet.</strong>"));
    assert!(
        page.text
            .contains("A mentor may lack several of these, and is counted in each.")
    );
    let gaps = addresses(&page.text, "/person/y75?ready=not-ready&amp;gap=");
    assert!(!gaps.is_empty());
    for gap in gaps {
        let people = whole.get(&gap, &ada).await;
        assert_eq!(people.status, StatusCode::OK, "{gap}");
        assert!(people.text.contains("Leave that out"), "{gap}");
        assert!(!people.text.contains("No mentor is found"), "{gap}");
    }
    let capitals = whole.get("/insight/Y75", &ada).await;
    assert_eq!(capitals.location, "/insight/y75");
    let second = whole.get("/insight/y75?page=2", &ada).await;
    assert_eq!(second.status, StatusCode::OK);
    let others = whole.get("/insight/l51", &ada).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    let nobody = whole.get("/insight/y75", "").await;
    assert!(nobody.status.is_redirection());
}

#[tokio::test]
async fn what_is_counted_without_a_mentor_leads_to_as_many_placements() {
    let whole = Whole::filled().await;
    let ada = head(&whole).await;
    let page = whole.get("/insight/y75", &ada).await;
    let link = "href=\"/placement/y75?lacks=mentor&amp;when=month\">";
    let counted = page.text.split(link).nth(1).expect("the count is a link");
    let counted: usize = counted.split('<').next().unwrap().parse().unwrap();
    let file = whole
        .get("/placement/y75.csv?lacks=mentor&when=month", &ada)
        .await;
    assert_eq!(file.text.trim().lines().count() - 1, counted);
}
