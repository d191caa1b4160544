//! Tries a question to whoever gave earlier training, from the asking to the answer.
//! Owns the person who is asked.
//! Never signs anybody in: the link is enough.

use actions::{
    access,
    notice::{inbox, would_be_sent},
    prior_learning::{
        brought, case, decide,
        issuer::{answer, ask, asked as opened, take_back},
        queue, ratify, shown,
    },
};
use domain::{
    Minutes,
    access::{Actor, session::Device},
    prior_learning::{
        Outcome, Stage,
        issuer::{Contact, Said},
    },
};
use jiff::civil::date;

use super::{asked, decision, with_amina, with_the_map};
use crate::world::{World, on_each, refusal};

/// Somebody at the institution.
pub fn contact() -> Contact {
    Contact {
        institution: "Liverpool Hope University".to_owned(),
        name: "Jo Field".to_owned(),
        email: "jo@hope.example".to_owned(),
    }
}

/// Somebody of the office, or a lead, with a record and an address of their own.
async fn colleague(world: &World, trn: &str, role: &str) -> Actor {
    let row = format!("{trn},Siân,Rees,{role}@uni.example,{role},,,,,\n");
    world.people("Y75", &row).await;
    let person = world.person(trn).await;
    access::actor(&world.platform, person).await.unwrap()
}

/// The secret of the link in the last message to an address.
async fn secret(world: &World, to: &str) -> String {
    let mut tx = world.store.read().await.unwrap();
    let all = store::notice::outbox::waiting(&mut tx, 50).await.unwrap();
    let sent = all.iter().find(|message| message.to == to).unwrap();
    let at = sent.text.find("/issuer/").unwrap() + "/issuer/".len();
    sent.text[at..]
        .chars()
        .take_while(char::is_ascii_hexdigit)
        .collect()
}

#[tokio::test]
async fn an_issuer_answers_once_without_an_account_and_both_sides_read_it() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        let request = asked(world, amina).await;
        let officer = colleague(world, "1000008", "partnership_officer").await;
        let once = || platform.number();
        let of = ("Y75", request);
        let sent = ask(platform, &officer, once(), of, (&contact(), "Was it so?")).await;
        sent.unwrap();
        let again = ask(platform, &officer, once(), of, (&contact(), "")).await;
        assert_eq!(
            refusal(again),
            "Jo Field was asked about this, and has not answered yet."
        );

        let device = Device::default();
        let secret = secret(world, "jo@hope.example").await;
        let nowhere = opened(platform, "abc", &device).await;
        assert_eq!(refusal(nowhere), "There is no such question here.");
        let page = opened(platform, &secret, &device).await.unwrap();
        assert_eq!((page.mentor.as_str(), page.is_open), ("Amina Khan", true));
        let same = Said::Corrected {
            held_on: date(2025, 3, 4),
            minutes: Minutes(90),
        };
        let said = answer(platform, &secret, &device, (same, "")).await;
        assert!(refusal(said).starts_with("That is what it says already"));
        let said = Said::Corrected {
            held_on: date(2025, 3, 4),
            minutes: Minutes(60),
        };
        answer(platform, &secret, &device, (said, "It was the short one."))
            .await
            .unwrap();
        let twice = answer(platform, &secret, &device, (Said::Confirmed, "")).await;
        assert!(refusal(twice).starts_with("This question is closed"));

        let mine = shown(platform, &actor, request).await.unwrap();
        let theirs = case(platform, &officer, "Y75", request).await.unwrap();
        for enquiries in [&mine.enquiries, &theirs.enquiries] {
            let answer = enquiries[0].answer.as_ref().unwrap();
            assert_eq!(
                (answer.said, answer.words.as_str()),
                (said, "It was the short one.")
            );
        }
        let told = inbox(platform, &officer, officer.person).await.unwrap();
        let mut told = told.notices.iter();
        assert!(told.any(|one| one.subject.starts_with("Jo Field has answered")));
    })
    .await;
}

#[tokio::test]
async fn what_an_issuer_says_otherwise_of_is_not_proposed_by_the_map() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        let request = asked(world, amina).await;
        let officer = colleague(world, "1000008", "partnership_officer").await;
        with_the_map(world, &officer).await;
        let proposed = async || {
            let open = queue(platform, &officer, "Y75", (Stage::Open, 1)).await;
            let one = case(platform, &officer, "Y75", request).await.unwrap();
            let line = open.unwrap().lines[0].proposed.is_some();
            assert_eq!(line, one.proposed.is_some());
            line
        };
        assert!(proposed().await);
        let mut hoped = brought(platform, &actor, amina).await.unwrap();
        assert_eq!(
            hoped.plans.remove(0).hopes.len(),
            1,
            "it waits, so it is hoped for"
        );
        let of = ("Y75", request);
        for (said, is_proposed) in [(Said::NoRecord, false), (Said::Confirmed, true)] {
            let once = platform.number();
            ask(platform, &officer, once, of, (&contact(), ""))
                .await
                .unwrap();
            let secret = secret(world, "jo@hope.example").await;
            answer(platform, &secret, &Device::default(), (said, ""))
                .await
                .unwrap();
            assert_eq!(proposed().await, is_proposed, "{said:?}");
            if !is_proposed {
                let once = platform.number();
                let unread = ratify(platform, &officer, once, &[(request, 0)]).await;
                assert!(refusal(unread).contains("says otherwise"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_question_that_is_taken_back_opens_nothing_and_nobody_decides_on_their_own_word() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, _) = with_amina(world).await;
        let request = asked(world, amina).await;
        let officer = colleague(world, "1000008", "partnership_officer").await;
        let lead = colleague(world, "1000009", "programme_lead").await;
        let once = || platform.number();
        let of = ("Y75", request);
        ask(platform, &officer, once(), of, (&contact(), ""))
            .await
            .unwrap();
        let first = secret(world, "jo@hope.example").await;
        let enquiry = case(platform, &officer, "Y75", request)
            .await
            .unwrap()
            .enquiries[0]
            .id;
        take_back(platform, &officer, once(), of, enquiry)
            .await
            .unwrap();
        let gone = opened(platform, &first, &Device::default()).await;
        assert_eq!(refusal(gone), "There is no such question here.");
        let waiting = would_be_sent(platform).await.unwrap();
        let to_jo = waiting.iter().filter(|one| one.to == "jo@hope.example");
        assert_eq!(to_jo.count(), 0, "what has not gone stays");

        // The lead has worked for the other institution, and was asked there.
        let mut tx = world.store.write().await.unwrap();
        let address = "lead@hope.example";
        store::person::add_email(&mut tx, lead.person, address)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let theirs = Contact {
            email: "Lead@hope.example".to_owned(),
            ..contact()
        };
        let own = ask(platform, &lead, once(), of, (&theirs, "")).await;
        assert_eq!(
            refusal(own),
            "That is your own address. Ask somebody at the institution."
        );
        ask(platform, &officer, once(), of, (&theirs, ""))
            .await
            .unwrap();
        let link = secret(world, "Lead@hope.example").await;
        answer(platform, &link, &Device::default(), (Said::Confirmed, ""))
            .await
            .unwrap();
        let full = decision(Outcome::Full);
        let decided = decide(platform, &lead, once(), (request, 0), &full).await;
        assert!(refusal(decided).starts_with("You gave this training"));
        let barred = case(platform, &lead, "Y75", request).await.unwrap().barred;
        assert!(barred.unwrap().starts_with("You gave this training"));
        decide(platform, &officer, once(), (request, 0), &full)
            .await
            .unwrap();
    })
    .await;
}
