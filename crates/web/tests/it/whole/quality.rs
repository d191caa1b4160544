//! Tries the page of data quality and the page of two records as the office meets them.
//!
//! Owns the presses of two partnership officers. It never makes up a page.

use super::*;

const QUALITY: &str = "/insight/y75/quality";

async fn officer(whole: &Whole, name: &str) -> String {
    let found = whole
        .get(&format!("/?q={}", name.replace(' ', "+")), "")
        .await;
    let part = offered(&found.text).into_iter().next().expect("somebody");
    whole.step_in(&part).await.cookie
}

/// The value of the hidden field of a name, the first on the page.
fn hidden(page: &str, name: &str) -> String {
    let opening = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&opening).expect("the field");
    rest.split('"').next().expect("its end").to_owned()
}

/// The addresses of the pages on which two records stand side by side.
fn pairs(page: &str) -> Vec<String> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|address| address.contains("/merge?"))
        .map(|address| address.replace("&amp;", "&"))
        .collect()
}

/// The page on which the two records of a name stand side by side.
async fn looked(whole: &Whole, cookie: &str, name: &str) -> Page {
    for address in pairs(&whole.get(QUALITY, cookie).await.text) {
        let page = whole.get(&address, cookie).await;
        if page.text.contains(name) {
            return page;
        }
    }
    panic!("nobody is like {name}");
}

#[tokio::test]
async fn two_records_are_looked_at_and_joined_and_the_other_leads_to_the_kept_one() {
    let whole = Whole::filled().await;
    let sian = officer(&whole, "Siân Rees").await;
    let page = looked(&whole, &sian, "Zofia").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("What joining them changes"));
    assert!(page.text.contains("2 entries"));
    let field = |name: &str| hidden(&page.text, name);
    let (kept, other) = (field("kept"), field("other"));
    let form = |seen: &str| {
        let once = field("once");
        format!("once={once}&seen={seen}&kept={kept}&other={other}&step=join")
    };
    let marcus = officer(&whole, "Marcus Doyle").await;
    let address = "/person/y75/merge";
    let no = whole.post(address, &marcus, &form(&field("seen"))).await;
    assert_eq!(no.status, StatusCode::NOT_FOUND);
    let stale = whole.post(address, &sian, &form("another")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.text.contains("Somebody changed this record"));
    let form = form(&field("seen"));
    for _ in 0..2 {
        let done = whole.post(address, &sian, &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(done.location, format!("/person/y75/{kept}?done=joined"));
    }
    let leads = whole.get(&format!("/person/y75/{other}"), &sian).await;
    assert_eq!(leads.status, StatusCode::SEE_OTHER);
    assert_eq!(leads.location, format!("/person/y75/{kept}"));
    let theirs = whole
        .get(&format!("/person/y75/{kept}?done=joined"), &sian)
        .await;
    assert!(theirs.text.contains("The two records are joined"));
    assert!(
        theirs
            .text
            .contains("joined with the record of Zofia Krol: 2 entries")
    );
    assert_eq!(pairs(&whole.get(QUALITY, &sian).await.text).len(), 1);
    let offers = whole.get("/?q=Zofia", "").await.text;
    assert_eq!(offered(&offers).len(), 1, "the other seat is gone");
}

#[tokio::test]
async fn two_people_are_told_apart_and_an_area_is_given_from_the_page_itself() {
    let whole = Whole::filled().await;
    let sian = officer(&whole, "Siân Rees").await;
    let page = looked(&whole, &sian, "Fairclough").await.text;
    let (one, other) = (hidden(&page, "kept"), hidden(&page, "other"));
    let once = hidden(&page, "once");
    let form = format!("once={once}&of={one}&other={other}&step=apart");
    let done = whole.post(QUALITY, &sian, &form).await;
    assert_eq!(done.location, "/insight/y75/quality?done=apart");
    let page = whole.get(&done.location, &sian).await.text;
    assert!(page.contains("Two people"), "what was done is said");
    assert!(!page.contains("Fairclough"));
    let once = hidden(&page, "once");
    let blank = format!("once={once}&of=900043&area-900043=&step=area");
    let again = whole.post(QUALITY, &sian, &blank).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again
            .text
            .contains("Choose the area in which the school lies.")
    );
    let form = format!("once={once}&of=900043&area-900043=fringe&step=area");
    let done = whole.post(QUALITY, &sian, &form).await;
    assert_eq!(done.location, "/insight/y75/quality?done=area");
    let page = whole.get(&done.location, &sian).await.text;
    assert!(!page.contains("Canal Head Primary School, 900043"));
    let school = whole.get("/partnership/y75/900043", &sian).await.text;
    assert!(school.to_lowercase().contains("fringe"));
}

#[tokio::test]
async fn a_closed_school_says_how_much_moved_to_the_one_in_its_place() {
    let whole = Whole::filled().await;
    let marcus = officer(&whole, "Marcus Doyle").await;
    let page = whole.get("/insight/l51/quality", &marcus).await.text;
    assert!(page.contains("Parr Meadow Infant School"));
    let once = hidden(&page, "once");
    let form = format!("once={once}&of=900022&step=move");
    let done = whole.post("/insight/l51/quality", &marcus, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = whole.get(&done.location, &marcus).await.text;
    assert!(page.contains(" moved to the school that took the other’s place."));
    assert!(!page.contains("Parr Meadow Infant School"));
}

#[tokio::test]
async fn what_lacks_something_leads_to_exactly_those_placements() {
    let whole = Whole::filled().await;
    let sian = officer(&whole, "Siân Rees").await;
    let page = whole.get(QUALITY, &sian).await.text;
    let link = "href=\"/placement/y75?lacks=either\">All ";
    let told = page.split(link).nth(1).expect("a link to all of them");
    let told: usize = told.split(' ').next().unwrap().parse().unwrap();
    let file = whole.get("/placement/y75.csv?lacks=either", &sian).await;
    assert_eq!(file.text.trim().lines().count() - 1, told);
    assert!(told > 20, "more than stand on the page");
}
