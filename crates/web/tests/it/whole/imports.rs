//! Tries imports as the office meets them: bring, look, take in, put right, undo; and what is amiss.
//!
//! Owns the presses of a partnership officer. It never reads a file from the disk.

use super::*;

const SIGN_INS: &str = "name,email,component,held_on,minutes,kind,verified_by,how,reference\n\
    Tom Brice,tom@home.example,pedagogy,2025-10-14,60,attended,Jo Marsh,register,CONF\n\
    Nobody Known,nk@home.example,pedagogy,2025-10-14,60,attended,Jo Marsh,register,CONF\n";

async fn bring(whole: &Whole, officer: &str, kind: &str, text: &str) -> Page {
    let parts = [
        ("kind", "", kind.as_bytes()),
        ("file", "sign-ins.csv", text.as_bytes()),
    ];
    whole.send("/audit/y75/imports/new", officer, &parts).await
}

#[tokio::test]
async fn a_file_is_looked_at_taken_in_put_right_with_one_press_and_undone() {
    let whole = Whole::filled().await;
    let officer = whole.office("Y75").await;
    let brought = bring(&whole, &officer, "attendance", SIGN_INS).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER);
    let there = brought.location;
    let preview = whole.get(&there, &officer).await;
    assert!(preview.text.contains("Nothing has been kept yet."));
    let taken = whole.post(&there, &officer, "step=take-in").await;
    assert_eq!(taken.location, there);
    let page = whole.get(&there, &officer).await;
    assert!(page.text.contains("2 rows left to put right"));
    assert!(page.text.contains("It is Tom Bryce"));

    let person = page.text.split("name=\"person\" value=\"").nth(1);
    let person = person
        .and_then(|rest| rest.split('"').next())
        .expect("somebody");
    let form = format!("once={}&person={person}", field(&page.text, "once"));
    for _ in 0..2 {
        let settled = whole
            .post(&format!("{there}/rows/2"), &officer, &form)
            .await;
        assert_eq!(settled.location, format!("{there}#waiting"));
    }
    let page = whole.get(&there, &officer).await;
    assert!(page.text.contains("1 row left to put right"));

    let row = whole
        .get(&format!("{there}/rows/3?q=bryce"), &officer)
        .await;
    assert!(row.text.contains("It is Tom Bryce"));
    let mend = format!("once={}&step=mend&cell-0=x", field(&row.text, "once"));
    let still = whole
        .post(&format!("{there}/rows/3"), &officer, &mend)
        .await;
    assert_eq!(still.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = whole.get(&format!("{there}/refused.csv"), &officer).await;
    assert!(refused.text.contains("Nobody Known"));

    let undo = format!("{there}/undo");
    let ask = whole.get(&undo, &officer).await;
    assert!(ask.text.contains("1 entry"));
    let once = field(&ask.text, "once");
    let silent = whole
        .post(&undo, &officer, &format!("once={once}&reason="))
        .await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("once={once}&reason=the+wrong+day");
    assert_eq!(whole.post(&undo, &officer, &form).await.location, there);
    let page = whole.get(&there, &officer).await;
    assert!(page.text.contains("the wrong day"));
}

#[tokio::test]
async fn a_bad_file_says_so_beside_the_field_and_nobody_else_sees_an_import() {
    let whole = Whole::filled().await;
    let officer = whole.office("Y75").await;
    let bad = bring(&whole, &officer, "attendance", "PK\u{3}\u{4}").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("a workbook"));
    let large = "x".repeat(100_000);
    let large = bring(&whole, &officer, "people", &large).await;
    assert_eq!(
        large.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "more than a form may send"
    );
    let others = whole.office("L51").await;
    for path in [
        "/audit/y75/imports",
        "/audit/y75/imports/new",
        "/insight/y75/quality",
    ] {
        assert_eq!(whole.get(path, &others).await.status, StatusCode::NOT_FOUND);
        assert_eq!(whole.get(path, &officer).await.status, StatusCode::OK);
    }
    let template = whole
        .get("/audit/y75/imports/template/people.csv", &officer)
        .await;
    assert!(template.text.contains("first_name"));
}

#[tokio::test]
async fn an_entry_that_waits_is_vouched_for_with_one_press() {
    let whole = Whole::filled().await;
    let officer = whole.office("L51").await;
    let page = whole.get("/insight/l51/quality", &officer).await;
    assert!(page.text.contains("Data quality"));
    let section = page
        .text
        .split("id=\"waiting\"")
        .nth(1)
        .expect("entries that wait");
    let form = format!(
        "once={}&of={}&step=vouch",
        field(section, "once"),
        field(section, "of")
    );
    let done = whole.post("/insight/l51/quality", &officer, &form).await;
    assert_eq!(done.location, "/insight/l51/quality?done=vouch");
    let again = whole.get("/insight/l51/quality?done=vouch", &officer).await;
    assert!(!again.text.contains(&field(section, "of")));
}

#[tokio::test]
async fn a_row_that_waits_names_its_file_and_leads_to_it_and_the_list_tells_the_time() {
    let whole = Whole::filled().await;
    let officer = whole.office("Y75").await;
    let there = bring(&whole, &officer, "attendance", SIGN_INS)
        .await
        .location;
    whole.post(&there, &officer, "step=take-in").await;
    let amiss = whole.get("/insight/y75/quality", &officer).await.text;
    let named = format!("<strong>Row 2</strong> of <a href=\"{there}\">sign-ins.csv</a>: ");
    assert!(amiss.contains(&named));
    let list = whole.get("/audit/y75/imports", &officer).await.text;
    assert!(list.contains("</time> <span class=\"whole\">at 10:00</span>"));
}
