//! Tries a mentor's first page, the question about an earlier record, and the word to those who are overdue.
//!
//! Owns the presses of mentors and of those who look after them. It never makes up a page.

use super::*;
use crate::seen::Seen;

#[tokio::test]
async fn the_first_page_names_what_is_owed_to_both_providers_with_its_days() {
    let whole = Whole::filled().await;
    let marguerite = whole.mentor("Marguerite+Osei").await;
    let page = whole.get("/this-week", &marguerite).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "<h1>This week</h1>",
        "Professional behaviours",
        "York St John University",
        "Friday 19 December 2025",
        "Liverpool John Moores University",
        "Friday 30 January 2026",
        "Your student teachers",
        "Somebody to ask",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    let office = whole.office("Y75").await;
    let theirs = whole.get("/this-week", &office).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_mentor_of_two_providers_reads_one_plan_and_what_may_be_skipped() {
    let whole = Whole::filled().await;
    let marguerite = whole.mentor("Marguerite+Osei").await;
    for (address, all) in [
        (
            "/prior-learning/together",
            [
                "One plan for all your providers",
                "of training meets what every provider asks of you",
                "With York St John University",
                "With Liverpool John Moores University",
            ],
        ),
        (
            "/prior-learning/skip",
            [
                "What may I skip?",
                "York St John University",
                "Liverpool John Moores University",
                "your school can claim",
            ],
        ),
    ] {
        let page = whole.get(address, &marguerite).await;
        assert_eq!(page.status, StatusCode::OK);
        let seen = Seen::of(&page.text);
        for words in all {
            seen.says(words);
        }
    }
}

#[tokio::test]
async fn an_earlier_record_is_questioned_with_words_and_then_confirmed() {
    let whole = Whole::filled().await;
    let ivan = whole.mentor("Ivan+Petrov").await;
    let first = whole.get("/this-week", &ivan).await;
    assert!(
        first
            .text
            .contains("Check what we think you have done already")
    );
    let address = "/standing/y75/history";
    let asked = whole.get(address, &ivan).await;
    assert_eq!(asked.status, StatusCode::OK);
    let once = field(&asked.text, "once");
    let nothing = whole.post(address, &ivan, &format!("once={once}")).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let silent = format!("once={once}&answer=wrong&words=+");
    let silent = whole.post(address, &ivan, &silent).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text.contains("href=\"#words\""));

    let words = format!("once={once}&answer=wrong&words=My+days+at+Edge+Hill+are+missing");
    let questioned = whole.post(address, &ivan, &words).await;
    assert_eq!(
        (questioned.status, questioned.location.as_str()),
        (StatusCode::SEE_OTHER, "/this-week")
    );
    let told = whole.get("/this-week", &ivan).await;
    assert!(told.text.contains("that your record is not right"));
    assert!(!told.text.contains("Check what we think"));

    let once = field(&whole.get(address, &ivan).await.text, "once");
    let right = format!("once={once}&answer=right&words=");
    assert_eq!(
        whole.post(address, &ivan, &right).await.status,
        StatusCode::SEE_OTHER
    );
    let told = whole.get("/this-week", &ivan).await;
    assert!(
        told.text
            .contains("You have confirmed what York St John University knew")
    );
}

#[tokio::test]
async fn whoever_has_no_earlier_record_is_not_asked() {
    let whole = Whole::filled().await;
    let amina = whole.mentor("Amina+Rahman").await;
    for path in ["/standing/l51/history", "/standing/y75/history"] {
        let page = whole.get(path, &amina).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_word_goes_to_those_who_are_overdue_and_to_nobody_else() {
    let whole = Whole::filled().await;
    let grace = whole.mentor("Grace+Okafor").await;
    let list = whole.get("/our-mentors", &grace).await;
    assert_eq!(list.status, StatusCode::OK);
    let nudge = list.text.split("Nudge the ").nth(1);
    let many = nudge.and_then(|rest| rest.split(' ').next()?.parse().ok());
    let many: usize = many.expect("several are overdue");
    let letter = whole.get("/our-mentors/nudge", &grace).await;
    let to: Vec<&str> = letter
        .text
        .split("type=\"hidden\" name=\"to\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(to.len(), many);
    let mail = letter.text.split("href=\"mailto:?bcc=").nth(1);
    let mail = mail.and_then(|rest| rest.split("&amp;").next());
    assert_eq!(mail.expect("a message").split(',').count(), many);

    let once = field(&letter.text, "once");
    let chosen: String = to
        .iter()
        .map(|to| format!("&to={}", to.replace(' ', "+")))
        .collect();
    let form = format!("once={once}{chosen}");
    for _ in 0..2 {
        let sent = whole.post("/our-mentors/nudge", &grace, &form).await;
        assert_eq!(
            (sent.status, sent.location.as_str()),
            (
                StatusCode::SEE_OTHER,
                format!("/our-mentors?nudged={many}").as_str()
            )
        );
    }
    let told = whole.get("/our-mentors", &grace).await.text;
    let nudged = told
        .matches("Nudged <time datetime=\"2025-11-18\">")
        .count();
    assert_eq!(nudged, many);
    let nobody = whole
        .post("/our-mentors/nudge", &grace, &format!("once={once}"))
        .await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_business_manager_reads_hours_and_writes_to_nobody() {
    let whole = Whole::filled().await;
    let colin = whole.mentor("Colin+Webb").await;
    let list = whole.get("/our-mentors", &colin).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(!list.text.contains("Nudge"));
    assert!(list.text.contains("Remaining"));
    for path in ["/our-mentors/nudge", "/our-mentors/caseload"] {
        let page = whole.get(path, &colin).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    let file = whole.get("/our-mentors.csv", &colin).await;
    assert!(file.text.contains("remaining_minutes"));
    let of_another = whole.mentor("Amina+Rahman").await;
    let hers = whole.get("/our-mentors", &of_another).await;
    assert_eq!(hers.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_school_reads_the_training_of_its_mentor_as_another_s() {
    let whole = Whole::filled().await;
    let grace = whole.mentor("Grace+Okafor").await;
    let list = whole.get("/our-mentors", &grace).await.text;
    let link = list.split("href=\"/standing/").nth(1);
    let link = link
        .and_then(|rest| rest.split('"').next())
        .expect("a link");
    let page = whole.get(&format!("/standing/{link}"), &grace).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("Your training"));
    assert!(page.text.contains(" training</h1>"));
    let amina = whole.mentor("Amina+Rahman").await;
    let hidden = whole.get(&format!("/standing/{link}"), &amina).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let shouted = format!("/standing/{}", link.to_uppercase());
    let led = whole.get(&shouted, &grace).await;
    assert_eq!(led.location, format!("/standing/{link}"));
}

#[tokio::test]
async fn people_are_counted_and_chosen_once_each_with_however_many_providers_they_train() {
    let whole = Whole::filled().await;
    let grace = whole.mentor("Grace+Okafor").await;
    let list = whole.get("/our-mentors", &grace).await.text;
    let main = list.split("class=\"lead\"").nth(1).expect("a sentence");
    let number = |after: &str| {
        let rest = main.split(after).nth(1).expect("a number after it");
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<usize>().expect("a number")
    };
    let people = number(">All ");
    assert_eq!(
        number(" of "),
        people,
        "the heading and the tab count people"
    );
    let rows = list.matches("<tr role=\"row\" id=").count();
    assert!(
        rows > people,
        "{rows} rows: somebody trains with two providers"
    );
    assert!(list.contains("Who trains with two providers has a row with each."));
    let letter = whole.get("/our-mentors/nudge", &grace).await.text;
    let offered: Vec<&str> = letter
        .split("type=\"checkbox\"")
        .skip(1)
        .filter_map(|rest| rest.split("value=\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(offered.len(), people);
    let both = offered.join("&to=");
    let asked = format!("/our-mentors/nudge?chosen=yes&to={both}");
    let all = whole.get(&asked, &grace).await.text;
    let names = all.split("Goes to ").nth(1).expect("names");
    let names = names.split("</p>").next().expect("their end");
    assert_eq!(names.matches("<strong>").count(), people);
}

#[tokio::test]
async fn the_signs_along_each_year_are_told_once_above_the_list() {
    let whole = Whole::filled().await;
    let grace = whole.mentor("Grace+Okafor").await;
    let list = whole.get("/our-mentors", &grace).await.text;
    let key = list
        .split("class=\"strip-key is-of-all\"")
        .nth(1)
        .expect("a key");
    let key = key.split("</ul>").next().expect("its end");
    for word in ["Half term", "Placement", "Today", "Overdue", "Met"] {
        assert!(key.contains(word), "{word}");
    }
    assert_eq!(list.matches("class=\"strip-key").count(), 1);
}
