//! Tries what is remembered of feedback: who was asked, what was answered, and what came of it.
//! Owns the session that is asked about.
//! Never decides what may be shown.

use domain::{
    Minutes,
    booking::{Audience, Session, SessionId},
    feedback::{Answer, Followed},
    partnership::ProviderId,
    person::PersonId,
    programme::Mode,
};
use store::{
    Tx,
    feedback::{
        answer, answers, answers_of, ask, asked, asked_of, follow, followed, hand, set_themes,
        themes, unask,
    },
};

use crate::{
    made::{A_DAY, CLERK, number, person, provider, second, write},
    on_both,
};

async fn session(tx: &mut Tx, with: ProviderId, host: PersonId) -> SessionId {
    let session = Session {
        id: SessionId(number(500)),
        provider: with,
        component: "feedback".to_owned(),
        title: "Giving feedback".to_owned(),
        about: String::new(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Live,
        held_on: A_DAY,
        starts_at: second(10),
        ends_at: second(5_410),
        place: "De Grey Court".to_owned(),
        link: String::new(),
        host,
        capacity: 40,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    store::booking::offer(tx, &session, second(1), CLERK)
        .await
        .expect("offered");
    session.id
}

fn given(n: u32, session: SessionId, person: PersonId, scale: i64) -> Answer {
    Answer {
        id: number(n),
        session,
        person,
        scale,
        words: format!("Words {n}"),
        answered_at: second(i64::from(n)),
    }
}

#[tokio::test]
async fn each_is_asked_once_and_their_last_answer_stands() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 8, "L51").await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let of = session(&mut tx, ours, ben).await;
        assert!(ask(&mut tx, of, amina, second(20)).await.expect("asked"));
        assert!(!ask(&mut tx, of, amina, second(21)).await.expect("asked"));
        assert_eq!(asked(&mut tx, of).await.expect("read"), [amina]);
        assert_eq!(asked_of(&mut tx, amina).await.expect("read"), [of]);
        assert!(asked_of(&mut tx, ben).await.expect("read").is_empty());
        assert!(ask(&mut tx, of, ben, second(22)).await.expect("asked"));
        assert_eq!(unask(&mut tx, of).await.expect("kept"), [amina, ben]);
        assert!(ask(&mut tx, of, amina, second(23)).await.expect("asked"));
        for (n, scale) in [(31, 2), (32, 5)] {
            answer(&mut tx, &given(n, of, amina, scale))
                .await
                .expect("kept");
        }
        let found = answers(&mut tx, of).await.expect("read");
        assert_eq!(
            (found.len(), found[0].id, found[0].scale),
            (1, number(31), 5)
        );
        assert_eq!(answers_of(&mut tx, amina).await.expect("read"), found);
        assert!(ask(&mut tx, of, ben, second(33)).await.expect("asked"));
        let gone = unask(&mut tx, of).await.expect("kept");
        assert_eq!(gone, [ben], "not who has answered");
        assert_eq!(asked(&mut tx, of).await.expect("read"), [amina]);

        for tags in [
            vec!["room".to_owned()],
            vec!["pace".to_owned(), "time".to_owned()],
        ] {
            set_themes(&mut tx, number(31), &tags).await.expect("kept");
        }
        let found = themes(&mut tx, of).await.expect("read");
        let tags: Vec<&str> = found.iter().map(|(_, theme)| theme.as_str()).collect();
        assert_eq!(tags, ["pace", "time"]);
        let told = Followed {
            id: number(60),
            session: of,
            said: "More time".to_owned(),
            did: "We took it".to_owned(),
            told_at: second(60),
            told_by: ben,
        };
        follow(&mut tx, &told).await.expect("kept");
        assert_eq!(followed(&mut tx, of).await.expect("read"), [told]);
    })
    .await;
}

#[tokio::test]
async fn what_two_records_answered_becomes_one_persons() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 8, "L51").await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let cho = person(&mut tx, 3).await;
        let of = session(&mut tx, ours, cho).await;
        for (n, who) in [(31, amina), (32, ben)] {
            ask(&mut tx, of, who, second(20)).await.expect("asked");
            answer(&mut tx, &given(n, of, who, 3)).await.expect("kept");
            set_themes(&mut tx, number(n), &["time".to_owned()])
                .await
                .expect("kept");
        }
        hand(&mut tx, ben, amina).await.expect("handed");
        let found = answers(&mut tx, of).await.expect("read");
        assert_eq!(
            (found.len(), found[0].person),
            (1, amina),
            "that of the record that stays"
        );
        assert_eq!(themes(&mut tx, of).await.expect("read").len(), 1);
        hand(&mut tx, amina, cho).await.expect("handed");
        assert_eq!(asked(&mut tx, of).await.expect("read"), [cho]);
        assert_eq!(answers_of(&mut tx, cho).await.expect("read").len(), 1);
    })
    .await;
}
