//! Tries what is remembered of questions to issuers, and which request comes next in a queue.
//! Owns one question.
//! Never knows the secret of its link, only a hash.

use domain::{
    Minutes,
    person::PersonId,
    prior_learning::{
        ItemId, RequestId, Stage,
        issuer::{Answer, Contact, Enquiry, Said},
    },
};
use jiff::civil::date;
use store::{
    Tx,
    prior_learning::{
        ask as ask_provider, hand,
        issuer::{answer, ask, by_secret, contradicted, of_item, take_back},
        keep_item, next,
    },
};

use super::{asking, draft};
use crate::{
    made::{CLERK, number, person, provider, second, write},
    on_both,
};

const SECRET: [u8; 32] = [7; 32];

fn enquiry(
    n: u32,
    item: ItemId,
    person: PersonId,
    provider: domain::partnership::ProviderId,
) -> Enquiry {
    Enquiry {
        id: number(n),
        item,
        person,
        provider,
        contact: Contact {
            institution: "Liverpool Hope University".to_owned(),
            name: "Jo Ŵynn".to_owned(),
            email: "jo@hope.example".to_owned(),
        },
        asks: "Was it the long one?".to_owned(),
        asked_by: CLERK,
        asked_at: second(10),
        ends_at: second(100),
        answer: None,
    }
}

async fn an_item(tx: &mut Tx, n: u32, person: PersonId) -> ItemId {
    let item = draft(n, person);
    keep_item(tx, &item, second(1)).await.expect("kept");
    item.id
}

#[tokio::test]
async fn a_question_takes_one_answer_in_its_time_and_is_found_by_its_link() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let provider = provider(&mut tx, 9, "L51").await;
        let item = an_item(&mut tx, 40, amina).await;
        let asked = enquiry(50, item, amina, provider);
        ask(&mut tx, &asked, &SECRET).await.expect("asked");
        let found = by_secret(&mut tx, &SECRET).await.expect("read");
        assert_eq!(found.as_ref(), Some(&asked));
        assert_eq!(by_secret(&mut tx, &[8; 32]).await.expect("read"), None);
        let said = |at| Answer {
            said: Said::Corrected {
                held_on: date(2025, 3, 5),
                minutes: Minutes(60),
            },
            words: "A day later.".to_owned(),
            at: second(at),
        };
        let late = answer(&mut tx, asked.id, &said(100)).await.expect("asked");
        assert!(!late, "its time is over");
        assert!(answer(&mut tx, asked.id, &said(99)).await.expect("kept"));
        assert!(!answer(&mut tx, asked.id, &said(99)).await.expect("asked"));
        let all = of_item(&mut tx, item).await.expect("read");
        assert_eq!(all[0].answer, Some(said(99)));
        assert!(!take_back(&mut tx, asked.id).await.expect("asked"));
        let denied = contradicted(&mut tx, provider).await.expect("read");
        assert_eq!(denied, [item]);
        let other = enquiry(51, item, amina, provider);
        ask(&mut tx, &other, &[9; 32]).await.expect("asked");
        let denied = contradicted(&mut tx, provider).await.expect("read");
        assert_eq!(denied, [item], "what waits says nothing");
        assert!(take_back(&mut tx, other.id).await.expect("gone"));
        let ben = person(&mut tx, 2).await;
        hand(&mut tx, amina, ben).await.expect("handed");
        let all = of_item(&mut tx, item).await.expect("read");
        assert_eq!((all.len(), all[0].person), (1, ben));
    })
    .await;
}

#[tokio::test]
async fn the_next_of_a_queue_comes_after_this_one_by_day_and_number() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let provider = provider(&mut tx, 9, "L51").await;
        for (n, day) in [(60, 2), (61, 2), (62, 1)] {
            let item = an_item(&mut tx, n, amina).await;
            let request = asking(n, item, amina, provider);
            let asked_on = date(2025, 9, day);
            ask_provider(&mut tx, &request, asked_on)
                .await
                .expect("asked");
        }
        let id = |n| RequestId(number(n));
        let open = (provider, Stage::Open);
        let none = id(99);
        let after = Some((date(2025, 9, 1), id(62)));
        let second = next(&mut tx, open, after, id(62)).await.expect("read");
        assert_eq!(second, Some(id(60)));
        let after = Some((date(2025, 9, 2), id(60)));
        let third = next(&mut tx, open, after, id(60)).await.expect("read");
        assert_eq!(third, Some(id(61)));
        let after = Some((date(2025, 9, 2), id(61)));
        let over = next(&mut tx, open, after, id(61)).await.expect("read");
        assert_eq!(over, None);
        let first = next(&mut tx, open, None, none).await.expect("read");
        assert_eq!(first, Some(id(62)));
        let besides = next(&mut tx, open, None, id(62)).await.expect("read");
        assert_eq!(besides, Some(id(60)));
    })
    .await;
}
