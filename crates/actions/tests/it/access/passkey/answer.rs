//! Tries the answers of passkeys: taken once, in time, by whom they were asked for, and believed.
//!
//! Owns the way to sign in by one. It never adds one itself.

use actions::access::{
    passkey::{Begun, begin_proof, begin_sign_in, passkeys, prove, sign_in},
    proof::proof,
    sign_in::Landed,
};

use super::{
    Authenticator, HERE, Platform, Proof, Twist, UNBELIEVED, VOID, World, actor, added, amina,
    device, mailbox, mentor, on_each, refusal, session, signed_in,
};

async fn asked(platform: &Platform) -> Begun {
    let from = device("192.0.2.7");
    let begun = begin_sign_in(platform, Some("/this-week"), &from).await;
    begun.unwrap()
}

/// Signs in; says with whom, or why not.
async fn came_in(platform: &Platform, key: &str, answer: &str) -> Result<Landed, String> {
    let from = device("192.0.2.7");
    let done = sign_in(platform, key, answer, &from).await;
    match done {
        Ok(landed) => Ok(landed),
        Err(error) => Err(refusal(Err::<(), _>(error))),
    }
}

async fn with_a_passkey(
    world: &World,
) -> (Platform, actions::access::session::Opened, Authenticator) {
    let amina = amina(world).await;
    let platform = world.installed();
    let her = actor(&platform, amina, Proof::Fresh).await;
    let key = added(&platform, &her, 1, "My phone").await;
    let (opened, _) = signed_in(world, &platform, amina).await;
    (platform, opened, key)
}

#[tokio::test]
async fn a_passkey_signs_in_without_an_address_and_proves_who_it_is() {
    on_each(async |world| {
        let (platform, opened, mut key) = with_a_passkey(world).await;
        for _ in 0..2 {
            let asked = asked(&platform).await;
            assert!(!asked.options.contains("allowCredentials\":[{"));
            let answer = key.answer(&asked.options, &Twist::default());
            let landed = came_in(&platform, &asked.key, &answer).await.unwrap();
            let Landed::In { opened: by, to, .. } = landed else {
                panic!("not in");
            };
            assert_eq!(
                (by.person, to.as_deref()),
                (opened.person, Some("/this-week"))
            );
            let session = session(&platform, &by.secret).await;
            assert_eq!(proof(&platform, &session), Proof::Fresh);
        }
        let her = actor(&platform, opened.person, Proof::Fresh).await;
        let held = passkeys(&platform, &her, her.person).await.unwrap();
        assert_eq!(held[0].used_at, Some(platform.now()));
    })
    .await;
}

#[tokio::test]
async fn an_answer_opens_once_in_time_and_to_its_own_question() {
    on_each(async |world| {
        let (platform, _, mut key) = with_a_passkey(world).await;
        let (first, other) = (asked(&platform).await, asked(&platform).await);
        let answer = key.answer(&first.options, &Twist::default());
        let crossed = came_in(&platform, &other.key, &answer).await;
        assert_eq!(crossed.unwrap_err(), UNBELIEVED, "another question");
        let again = came_in(&platform, &other.key, &answer).await;
        assert_eq!(again.unwrap_err(), VOID, "that question is gone");
        for forged in ["", "0", &"f".repeat(64), &first.key.to_uppercase()] {
            let done = came_in(&platform, forged, &answer).await;
            assert_eq!(done.unwrap_err(), VOID, "{forged}");
        }
        came_in(&platform, &first.key, &answer).await.unwrap();
        let replayed = came_in(&platform, &first.key, &answer).await;
        assert_eq!(replayed.unwrap_err(), VOID);

        let late = asked(&platform).await;
        let answer = key.answer(&late.options, &Twist::default());
        world.wind_to("2025-11-18T10:05:00Z");
        let done = came_in(&platform, &late.key, &answer).await;
        assert_eq!(done.unwrap_err(), VOID, "expired");
    })
    .await;
}

#[tokio::test]
async fn what_is_forged_or_unknown_is_refused_in_the_same_words() {
    on_each(async |world| {
        let (platform, _, mut key) = with_a_passkey(world).await;
        let before = key.clone();
        for twist in [
            Twist {
                origin: Some("https://evil.example"),
                ..Twist::default()
            },
            Twist {
                place: Some("evil.example"),
                ..Twist::default()
            },
            Twist {
                kind: Some("webauthn.create"),
                ..Twist::default()
            },
            Twist {
                nobody_there: true,
                ..Twist::default()
            },
            Twist {
                changed: true,
                ..Twist::default()
            },
            Twist {
                handle: Some(vec![7; 16]),
                ..Twist::default()
            },
            Twist {
                handle: Some(Vec::new()),
                ..Twist::default()
            },
        ] {
            let asked = asked(&platform).await;
            let answer = key.answer(&asked.options, &twist);
            let done = came_in(&platform, &asked.key, &answer).await;
            assert_eq!(done.unwrap_err(), UNBELIEVED, "{twist:?}");
        }
        let mut stranger = Authenticator::new(2, HERE);
        let asked_ = asked(&platform).await;
        let answer = stranger.answer(&asked_.options, &Twist::default());
        let done = came_in(&platform, &asked_.key, &answer).await;
        assert_eq!(done.unwrap_err(), UNBELIEVED, "a passkey that nobody has");
        stranger.id.clone_from(&before.id);
        let asked_ = asked(&platform).await;
        let answer = stranger.answer(&asked_.options, &Twist::default());
        let done = came_in(&platform, &asked_.key, &answer).await;
        assert_eq!(done.unwrap_err(), UNBELIEVED, "another key of that number");
        for text in ["", "{}", "null", &"{\"a\":".repeat(5_000)] {
            let asked = asked(&platform).await;
            let done = came_in(&platform, &asked.key, text).await;
            assert_eq!(done.unwrap_err(), UNBELIEVED);
        }
        let asked = asked(&platform).await;
        let answer = key.answer(&asked.options, &Twist::default());
        came_in(&platform, &asked.key, &answer).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_passkey_that_counts_backwards_is_taken_away_and_its_person_told() {
    on_each(async |world| {
        let (platform, opened, mut key) = with_a_passkey(world).await;
        key.count = 40;
        let first = asked(&platform).await;
        let answer = key.answer(&first.options, &Twist::default());
        came_in(&platform, &first.key, &answer).await.unwrap();
        let copy = Twist {
            count: Some(12),
            ..Twist::default()
        };
        let second = asked(&platform).await;
        let answer = key.answer(&second.options, &copy);
        let done = came_in(&platform, &second.key, &answer).await;
        assert_eq!(done.unwrap_err(), UNBELIEVED);
        let told = mailbox(world).await.pop().unwrap();
        assert!(told.contains("there is a copy of it"), "{told}");
        let notes = world.notes().await;
        let told = "a passkey that counted backwards was taken away";
        assert!(notes.iter().any(|note| note.told == told));
        let her = actor(&platform, opened.person, Proof::Fresh).await;
        assert_eq!(passkeys(&platform, &her, her.person).await.unwrap(), []);
        let third = asked(&platform).await;
        let answer = key.answer(&third.options, &Twist::default());
        let done = came_in(&platform, &third.key, &answer).await;
        assert_eq!(done.unwrap_err(), UNBELIEVED, "it opens nothing any more");
    })
    .await;
}

#[tokio::test]
async fn a_proof_is_taken_from_one_s_own_passkey_in_one_s_own_session() {
    on_each(async |world| {
        let (platform, opened, mut key) = with_a_passkey(world).await;
        world
            .people("Y75", &mentor("1000002", "Ben", "Low", 100_001))
            .await;
        let ben = world.person("1000002").await;
        let his = actor(&platform, ben, Proof::Fresh).await;
        let mut his_key = added(&platform, &his, 2, "").await;
        let (_, bens) = signed_in(world, &platform, ben).await;
        let (_, other) = signed_in(world, &platform, opened.person).await;
        let hers = session(&platform, &opened.secret).await;
        assert_eq!(proof(&platform, &hers), Proof::Stale);

        let asked_of_her = begin_proof(&platform, &hers).await.unwrap();
        let answer = his_key.answer(&asked_of_her.options, &Twist::default());
        let done = prove(&platform, &hers, &asked_of_her.key, &answer).await;
        assert_eq!(refusal(done), UNBELIEVED, "somebody else's passkey");
        for session in [&bens, &other] {
            let asked = begin_proof(&platform, &hers).await.unwrap();
            let answer = key.answer(&asked.options, &Twist::default());
            let done = prove(&platform, session, &asked.key, &answer).await;
            assert_eq!(refusal(done), VOID, "another session's question");
        }
        let door = asked(&platform).await;
        let answer = key.answer(&door.options, &Twist::default());
        let done = prove(&platform, &hers, &door.key, &answer).await;
        assert_eq!(refusal(done), VOID, "asked for another purpose");
        let asked = begin_proof(&platform, &hers).await.unwrap();
        let answer = key.answer(&asked.options, &Twist::default());
        let done = came_in(&platform, &asked.key, &answer).await;
        assert_eq!(done.unwrap_err(), VOID, "a proof signs nobody in");

        let asked = begin_proof(&platform, &hers).await.unwrap();
        let answer = key.answer(&asked.options, &Twist::default());
        prove(&platform, &hers, &asked.key, &answer).await.unwrap();
        let done = prove(&platform, &hers, &asked.key, &answer).await;
        assert_eq!(refusal(done), VOID, "replayed");
        let proved = session(&platform, &opened.secret).await;
        assert_eq!(proof(&platform, &proved), Proof::Fresh);
        let unproved = signed_in(world, &platform, ben).await.1;
        assert_eq!(proof(&platform, &unproved), Proof::Stale);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_answers_to_one_question_at_the_same_moment_one_lets_in() {
    on_each(async |world| {
        let (platform, _, mut key) = with_a_passkey(world).await;
        for round in 0..5 {
            let asked = asked(&platform).await;
            let answers: Vec<_> = (0..12)
                .map(|n| {
                    let platform = if n % 2 == 0 {
                        world.installed()
                    } else {
                        platform.clone()
                    };
                    let answer = key.answer(&asked.options, &Twist::default());
                    let asked = asked.key.clone();
                    tokio::spawn(async move { came_in(&platform, &asked, &answer).await.is_ok() })
                })
                .collect();
            let mut entered = 0;
            for answer in answers {
                entered += usize::from(answer.await.unwrap());
            }
            assert_eq!(entered, 1, "round {round}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_network_that_tries_passkeys_too_often_waits() {
    on_each(async |world| {
        let (platform, _, _) = with_a_passkey(world).await;
        for _ in 0..150 {
            let asked = asked(&platform).await;
            let done = came_in(&platform, &asked.key, "{}").await;
            assert_eq!(done.unwrap_err(), UNBELIEVED);
        }
        let from = device("192.0.2.7");
        let busy = begin_sign_in(&platform, None, &from).await.map(|_| ());
        assert!(refusal(busy).starts_with("Very many people"));
        let elsewhere = device("198.51.100.9");
        begin_sign_in(&platform, None, &elsewhere).await.unwrap();
    })
    .await;
}
