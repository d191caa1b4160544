//! Tries the inbox, the choices of mail, and an office that writes to a list.
//!
//! Owns the presses of Amina and of an officer. It never makes up a page.

use super::*;

/// The addresses of the messages that a page leads to.
fn messages(page: &str) -> Vec<String> {
    page.split("href=\"/notice/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| id.len() == 36)
        .map(|id| format!("/notice/{id}"))
        .collect()
}

#[tokio::test]
async fn a_message_is_new_until_it_is_opened_and_leads_to_its_task() {
    let whole = Whole::filled().await;
    let amina = whole.mentor("Amina+Rahman").await;
    let page = whole.get("/notice", &amina).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("2 messages are new."), "{}", page.text);
    assert!(page.text.contains("Messages (2"), "the shell counts");
    let all = messages(&page.text);
    assert_eq!(all.len(), 2);
    let one = whole.get(&all[1], &amina).await;
    for words in [
        "Thank you for a good half term",
        "You get this because",
        "ask <strong>the partnership office",
    ] {
        assert!(one.text.contains(words), "{words}");
    }
    let after = whole.get("/notice", &amina).await;
    assert!(after.text.contains("One message is new."));
    let once = field(&one.text, "once");
    let opened = whole
        .post(&format!("{}/open", all[1]), &amina, &format!("once={once}"))
        .await;
    assert_eq!(
        (opened.status, opened.location.as_str()),
        (StatusCode::SEE_OTHER, "/standing/l51")
    );
    let once = whole.platform.number();
    let marked = whole
        .post(&format!("{}/mark", all[1]), &amina, &format!("once={once}"))
        .await;
    assert_eq!(marked.status, StatusCode::SEE_OTHER);
    let again = whole.get("/notice", &amina).await;
    assert!(
        again.text.contains("2 messages are new."),
        "it stands among the new ones again"
    );

    let office = whole.office("L51").await;
    let theirs = whole.get(&all[1], &office).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND, "nobody else's");
}

#[tokio::test]
async fn somebody_chooses_which_mail_comes_and_nothing_typed_is_lost() {
    let whole = Whole::filled().await;
    let amina = whole.mentor("Amina+Rahman").await;
    let page = whole.get("/notice/preferences", &amina).await;
    assert_eq!(page.status, StatusCode::OK);
    let once = field(&page.text, "once");
    let bad = format!("once={once}&remind=hourly&digest_on=9&any_hour=yes");
    let refused = whole.post("/notice/preferences", &amina, &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Choose a day of the week."));
    let kept_tick = refused
        .text
        .split("name=\"any_hour\"")
        .nth(1)
        .expect("the field");
    assert!(
        kept_tick
            .split('>')
            .next()
            .expect("its end")
            .contains("checked")
    );
    let good = format!("once={once}&remind=week&digest_on=5");
    let kept = whole.post("/notice/preferences", &amina, &good).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let page = whole.get("/notice/preferences", &amina).await;
    assert!(page.text.contains("<option value=\"5\" selected>Friday"));
}

#[tokio::test]
async fn an_office_writes_to_those_whom_the_list_shows_and_sees_who_has_it() {
    let whole = Whole::filled().await;
    let sian = whole.office("Y75").await;
    let list = whole.get("/person/y75?q=Bryce", &sian).await;
    assert!(
        list.text.contains("/notice/write/y75?q=Bryce"),
        "the list leads there"
    );
    let address = "/notice/write/y75?q=Bryce";
    let page = whole.get(address, &sian).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Tom Bryce") && page.text.contains("Send it to one person"));
    let once = field(&page.text, "once");
    let words = |step: &str, words: &str| {
        format!("once={once}&seen=1&subject=Hello+%7Bfirst_name%7D&words={words}&step={step}")
    };
    let unknown = whole
        .post(address, &sian, &words("send", "Dear+%7Bnick%7D"))
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("There is no field {nick}"));
    assert!(
        unknown.text.contains("Dear {nick}"),
        "nothing typed is lost"
    );
    let look = whole
        .post(address, &sian, &words("look", "Dear+%7Bname%7D"))
        .await;
    assert_eq!(look.status, StatusCode::OK);
    assert!(look.text.contains("Hello Tom") && look.text.contains("Dear Tom Bryce"));
    let sent = whole
        .post(address, &sian, &words("send", "Dear+%7Bname%7D"))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let written = whole.get("/notice/written/y75", &sian).await;
    assert!(written.text.contains("Hello {first_name}"));
    let tom = whole.mentor("Tom+Bryce").await;
    let inbox = whole.get("/notice", &tom).await;
    assert!(inbox.text.contains("Hello Tom"));
    let theirs = whole.get(address, &tom).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
}

/// The address of the session that was asked about, as an office comes upon it.
async fn asked_about(whole: &Whole, cookie: &str) -> String {
    let page = whole.get("/feedback/provider/y75", cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    let rest = page.text.split("href=\"/feedback/").skip(1);
    let mut ids = rest.filter_map(|rest| rest.split('/').next());
    let id = ids.find(|id| id.len() == 36).expect("a session");
    format!("/feedback/{id}")
}

#[tokio::test]
async fn a_link_of_the_message_chooses_a_point_and_only_a_press_keeps_it() {
    let whole = Whole::filled().await;
    let sian = whole.office("Y75").await;
    let address = asked_about(&whole, &sian).await;
    let tom = whole.mentor("Tom+Bryce").await;
    let page = whole.get(&format!("{address}/4"), &tom).await;
    assert_eq!(page.status, StatusCode::OK);
    let chosen = page.text.split("value=\"4\"").nth(1).expect("the point");
    assert!(
        chosen
            .split('>')
            .next()
            .expect("its end")
            .contains("checked")
    );
    let again = whole.get(&address, &tom).await;
    assert!(
        !again.text.contains("checked"),
        "opening a link keeps nothing"
    );
    let once = field(&page.text, "once");
    let none = whole
        .post(&address, &tom, &format!("once={once}&words=Good"))
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text.contains("Choose one of the five") && none.text.contains(">Good<"));
    let form = format!("once={once}&scale=4&words=Good");
    let kept = whole.post(&format!("{address}/4"), &tom, &form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let after = whole.get(&kept.location, &tom).await;
    assert!(after.text.contains("your answer is kept") && after.text.contains("You said, we did"));
    let amina = whole.mentor("Amina+Rahman").await;
    for path in [
        address.clone(),
        format!("{address}/heard"),
        format!("{address}/6"),
    ] {
        assert_eq!(
            whole.get(&path, &amina).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn an_office_reads_what_was_said_without_names_collects_it_and_tells_what_was_done() {
    let whole = Whole::filled().await;
    let sian = whole.office("Y75").await;
    let address = format!("{}/heard", asked_about(&whole, &sian).await);
    let page = whole.get(&address, &sian).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "8 answers",
        "The room was too small",
        "examples: 2",
        "You said, we did",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    let (once, answer) = (field(&page.text, "once"), field(&page.text, "answer"));
    let form = format!("once={once}&answer={answer}&themes=Space,+pace");
    let kept = whole.post(&format!("{address}/theme"), &sian, &form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(whole.get(&address, &sian).await.text.contains("space: 1"));
    let once = whole.platform.number();
    let half = whole
        .post(
            &format!("{address}/follow"),
            &sian,
            &format!("once={once}&said=Room"),
        )
        .await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("Write both") && half.text.contains(">Room<"));
    let both = format!("once={once}&said=Room&did=A+larger+one");
    let told = whole.post(&format!("{address}/follow"), &sian, &both).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER);
    assert!(
        whole
            .get(&address, &sian)
            .await
            .text
            .contains("A larger one")
    );
}

#[tokio::test]
async fn without_a_session_that_was_asked_about_there_is_nothing_to_answer() {
    let whole = Whole::filled().await;
    let amina = whole.mentor("Amina+Rahman").await;
    let id = whole.platform.number();
    for path in [
        format!("/feedback/{id}"),
        format!("/feedback/{id}/3"),
        format!("/feedback/{id}/6"),
        format!("/feedback/{id}/heard"),
        "/feedback/none".to_owned(),
        "/feedback/provider/y75".to_owned(),
    ] {
        let page = whole.get(&path, &amina).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn mail_that_came_back_is_told_to_its_reader_and_sent_again_by_the_office() {
    let whole = Whole::filled().await;
    let tom = whole.mentor("Tom+Bryce").await;
    let page = whole.get("/access/addresses", &tom).await;
    let mut pieces = page.text.split(['<', '>']);
    let found = pieces.find(|piece| piece.contains("@") && !piece.contains('='));
    let address = found.expect("an address").trim();
    let device = domain::access::session::Device::default();
    actions::access::sign_in::ask(&whole.platform, address, None, None, &device)
        .await
        .expect("a link is sent");
    let given = actions::notice::batch(&whole.platform).await.expect("read");
    let ours = given
        .messages
        .iter()
        .filter(|one| one.message.to == address);
    let no = actions::notice::Fared::Never("The mail server refused it.".to_owned());
    for leased in ours {
        actions::notice::settle(&whole.platform, &given, leased, &no)
            .await
            .expect("kept");
    }
    let told = format!("Mail to {address} came back.");
    let home = whole.get("/this-week", &tom).await;
    assert!(home.text.contains(&told), "{}", home.text);

    let sian = whole.office("Y75").await;
    let written = whole.get("/notice/written/y75", &sian).await;
    for words in [
        "Mail that did not arrive",
        "Tom Bryce",
        "The mail server refused it.",
    ] {
        assert!(written.text.contains(words), "{words}");
    }
    let message = field(&written.text, "message");
    let body = format!("once={}&message={message}", field(&written.text, "once"));
    let again = whole.post("/notice/written/y75/again", &sian, &body).await;
    assert_eq!(
        (again.status, again.location.as_str()),
        (StatusCode::SEE_OTHER, "/notice/written/y75?done=again")
    );
    let theirs = whole.office("L51").await;
    let refused = whole
        .post("/notice/written/l51/again", &theirs, &body)
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "another office");
    let written = whole.get(&again.location, &sian).await;
    assert!(written.text.contains("is sent again within a few seconds"));
    assert!(!written.text.contains("The mail server refused it."));

    let page = whole.get("/access/addresses", &tom).await;
    assert!(page.text.contains("Mail to this address came back"));
    let once = whole.platform.number();
    for (of, status) in [
        ("nobody@ash.example", StatusCode::NOT_FOUND),
        (address, StatusCode::SEE_OTHER),
    ] {
        let body = format!("once={once}&address={of}");
        let right = whole.post("/access/addresses/right", &tom, &body).await;
        assert_eq!(right.status, status, "{of}");
    }
    let home = whole.get("/this-week", &tom).await;
    assert!(!home.text.contains("came back"));
}
