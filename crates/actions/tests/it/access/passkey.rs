//! Tries passkeys: added, named and taken away by their owner, and every answer that opens nothing.
//!
//! Owns the way to a person with a passkey. It never speaks to a browser: a device of the tests answers.

mod answer;
#[path = "../../../../exchange/tests/it/authenticator.rs"]
mod authenticator;

use actions::{
    ActionError, Platform,
    access::{
        self,
        passkey::{Wanted, add, begin, name, passkeys, remove},
        session::{Entrance, Opened, enter, open},
    },
};
use authenticator::{Authenticator, Twist};
use domain::{
    access::{
        Actor, Deed, Proof,
        passkey::Passkey,
        session::{How, Session},
    },
    person::PersonId,
};
use uuid::Uuid;

use super::sign_in::{amina, device, mailbox};
use crate::world::{World, is_forbidden, mentor, on_each, refusal};

const HERE: &str = "https://mentors.example";
const VOID: &str = "That took too long, or was used already. Press the button once more.";
const UNBELIEVED: &str =
    "That passkey opens nothing here. Use another one, or a code that we send by e-mail.";
const NOT_MADE: &str =
    "Your device did not make a passkey that we can use. Try once more, or on another device.";

/// Somebody as deeds ask for them, who has just proved who they are, or has not.
async fn actor(platform: &Platform, person: PersonId, proof: Proof) -> Actor {
    let found = access::actor(platform, person).await.unwrap();
    Actor { proof, ..found }
}

async fn signed_in(world: &World, platform: &Platform, person: PersonId) -> (Opened, Session) {
    let mut tx = world.store.write().await.unwrap();
    let from = device("192.0.2.7");
    let opened = open(platform, &mut tx, person, How::Link, &from).await;
    tx.commit().await.unwrap();
    let opened = opened.unwrap();
    let session = session(platform, &opened.secret).await;
    (opened, session)
}

async fn session(platform: &Platform, secret: &str) -> Session {
    match enter(platform, secret).await.unwrap() {
        Entrance::Open(entered) => (*entered.session).clone(),
        other => panic!("not signed in: {other:?}"),
    }
}

/// Adds a passkey of a device to somebody.
async fn added(platform: &Platform, actor: &Actor, seed: u8, called: &str) -> Authenticator {
    let mut device = Authenticator::new(seed, HERE);
    let asked = begin(platform, actor, actor.person).await.unwrap();
    let answer = device.make(&asked.options, &Twist::default());
    let wanted = Wanted {
        key: &asked.key,
        answer: &answer,
        name: called,
    };
    let once = platform.number();
    let done = add(platform, actor, actor.person, once, wanted).await;
    done.unwrap();
    device
}

/// Tries to add a passkey to the mentor, as somebody.
pub(super) async fn attempt_adding(world: &World, actor: &Actor) -> Result<(), ActionError> {
    let platform = world.installed();
    let person = world.person("1000001").await;
    let asked = begin(&platform, actor, person).await?;
    let answer = Authenticator::new(200, HERE).make(&asked.options, &Twist::default());
    let wanted = Wanted {
        key: &asked.key,
        answer: &answer,
        name: "",
    };
    add(&platform, actor, person, platform.number(), wanted).await
}

/// A passkey of somebody's that is kept already.
pub(super) async fn kept(world: &World, trn: &str) -> (PersonId, Uuid) {
    let person = world.person(trn).await;
    let id = world.platform.number();
    let passkey = Passkey {
        id,
        person,
        credential_id: id.as_bytes().to_vec(),
        handle: person.0,
        credential: "{}".to_owned(),
        name: "A key".to_owned(),
        made_at: world.platform.now(),
        used_at: None,
    };
    let mut tx = world.store.write().await.unwrap();
    store::access::passkey::add(&mut tx, &passkey)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (person, id)
}

async fn names(platform: &Platform, actor: &Actor) -> Vec<String> {
    let all = passkeys(platform, actor, actor.person).await.unwrap();
    all.into_iter().map(|one| one.name).collect()
}

#[tokio::test]
async fn passkeys_are_added_named_and_taken_away_by_their_owner_who_is_told() {
    on_each(async |world| {
        let amina = amina(world).await;
        let platform = world.installed();
        let actor = actor(&platform, amina, Proof::Fresh).await;
        added(&platform, &actor, 1, "  My   phone ").await;
        added(&platform, &actor, 2, "").await;
        assert_eq!(names(&platform, &actor).await, ["My phone", "A passkey"]);
        let all = passkeys(&platform, &actor, amina).await.unwrap();
        let (once, second) = (platform.number(), (amina, all[1].id));
        for _ in 0..2 {
            name(&platform, &actor, second, once, "The key on my ring")
                .await
                .unwrap();
        }
        let long = name(
            &platform,
            &actor,
            second,
            platform.number(),
            &"x".repeat(61),
        )
        .await;
        assert_eq!(
            refusal(long),
            "Give the passkey a name of at most 60 letters."
        );
        let once = platform.number();
        for _ in 0..2 {
            remove(&platform, &actor, (amina, all[0].id), once)
                .await
                .unwrap();
        }
        assert_eq!(names(&platform, &actor).await, ["The key on my ring"]);
        let gone = remove(&platform, &actor, (amina, all[0].id), platform.number()).await;
        assert!(matches!(gone, Err(ActionError::NotFound(_))));

        let told = mailbox(world).await;
        assert_eq!(told.len(), 3, "two were added and one was taken away");
        assert!(told[0].contains("“My phone” was added"), "{}", told[0]);
        assert!(told[2].contains("was taken away"), "{}", told[2]);
        let notes = world.notes().await;
        let done = |deed| notes.iter().filter(|note| note.deed == deed).count();
        let deeds = [Deed::AddPasskey, Deed::NamePasskey, Deed::RemovePasskey];
        assert_eq!(deeds.map(done), [2, 1, 1]);
        assert!(notes.iter().all(|note| !note.told.contains("phone")));
    })
    .await;
}

#[tokio::test]
async fn nobody_touches_somebody_else_s_passkeys() {
    on_each(async |world| {
        let amina = amina(world).await;
        world
            .people("Y75", &mentor("1000002", "Ben", "Low", 100_001))
            .await;
        let platform = world.installed();
        let hers = actor(&platform, amina, Proof::Fresh).await;
        let ben = world.person("1000002").await;
        let his = actor(&platform, ben, Proof::Fresh).await;
        added(&platform, &hers, 1, "My phone").await;
        let one = passkeys(&platform, &hers, amina).await.unwrap()[0].id;
        let once = || platform.number();
        assert!(is_forbidden(&passkeys(&platform, &his, amina).await));
        assert!(is_forbidden(&begin(&platform, &his, amina).await));
        let named = name(&platform, &his, (amina, one), once(), "Mine").await;
        assert!(is_forbidden(&named));
        assert!(is_forbidden(
            &remove(&platform, &his, (amina, one), once()).await
        ));
        for done in [
            name(&platform, &his, (ben, one), once(), "Mine").await,
            remove(&platform, &his, (ben, one), once()).await,
        ] {
            assert!(matches!(done, Err(ActionError::NotFound(_))), "{done:?}");
        }
        assert_eq!(names(&platform, &hers).await, ["My phone"]);

        let asked = begin(&platform, &hers, amina).await.unwrap();
        let answer = Authenticator::new(9, HERE).make(&asked.options, &Twist::default());
        let wanted = Wanted {
            key: &asked.key,
            answer: &answer,
            name: "",
        };
        let stolen = add(&platform, &his, ben, once(), wanted).await;
        assert_eq!(refusal(stolen), VOID, "the question of somebody else");
        let known = Authenticator::new(1, HERE);
        let asked = begin(&platform, &his, ben).await.unwrap();
        let answer = known.clone().make(&asked.options, &Twist::default());
        let wanted = Wanted {
            key: &asked.key,
            answer: &answer,
            name: "",
        };
        let copied = add(&platform, &his, ben, once(), wanted).await;
        assert_eq!(
            refusal(copied),
            "There is a passkey on this device already, and one is enough."
        );
    })
    .await;
}

#[tokio::test]
async fn no_passkey_is_added_or_taken_away_on_a_stale_proof() {
    on_each(async |world| {
        let amina = amina(world).await;
        let platform = world.installed();
        let fresh = actor(&platform, amina, Proof::Fresh).await;
        let stale = actor(&platform, amina, Proof::Stale).await;
        added(&platform, &fresh, 1, "My phone").await;
        let asked = begin(&platform, &fresh, amina).await.unwrap();
        let answer = Authenticator::new(2, HERE).make(&asked.options, &Twist::default());
        let wanted = Wanted {
            key: &asked.key,
            answer: &answer,
            name: "",
        };
        let one = passkeys(&platform, &stale, amina).await.unwrap()[0].id;
        let begun = begin(&platform, &stale, amina).await.map(|_| ());
        let kept = add(&platform, &stale, amina, platform.number(), wanted).await;
        let gone = remove(&platform, &stale, (amina, one), platform.number()).await;
        for done in [begun, kept, gone] {
            assert!(matches!(done, Err(ActionError::AsksProof(_))), "{done:?}");
        }
        assert_eq!(names(&platform, &stale).await, ["My phone"]);
    })
    .await;
}

#[tokio::test]
async fn a_passkey_is_made_in_answer_to_its_own_question_once_and_in_time() {
    on_each(async |world| {
        let amina = amina(world).await;
        let platform = world.installed();
        let actor = actor(&platform, amina, Proof::Fresh).await;
        let keep = async |key: &str, answer: &str| {
            let wanted = Wanted {
                key,
                answer,
                name: "",
            };
            let once = platform.number();
            add(&platform, &actor, amina, once, wanted).await
        };
        let asked = begin(&platform, &actor, amina).await.unwrap();
        let answer = Authenticator::new(1, HERE).make(&asked.options, &Twist::default());
        assert_eq!(refusal(keep("", &answer).await), VOID);
        assert_eq!(refusal(keep(&"f".repeat(64), &answer).await), VOID);
        world.wind_to("2025-11-18T10:05:00Z");
        assert_eq!(refusal(keep(&asked.key, &answer).await), VOID, "too late");

        let (first, other) = (
            begin(&platform, &actor, amina).await.unwrap(),
            begin(&platform, &actor, amina).await.unwrap(),
        );
        let answer = Authenticator::new(1, HERE).make(&other.options, &Twist::default());
        assert_eq!(refusal(keep(&first.key, &answer).await), NOT_MADE);
        assert_eq!(refusal(keep(&first.key, &answer).await), VOID, "once");
        keep(&other.key, &answer).await.unwrap();
        assert_eq!(refusal(keep(&other.key, &answer).await), VOID, "replayed");
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
                nobody_there: true,
                ..Twist::default()
            },
        ] {
            let asked = begin(&platform, &actor, amina).await.unwrap();
            let answer = Authenticator::new(2, HERE).make(&asked.options, &twist);
            let done = keep(&asked.key, &answer).await;
            assert_eq!(refusal(done), NOT_MADE, "{twist:?}");
        }
        for answer in ["", "{}", "null", &"[".repeat(20_000)] {
            let asked = begin(&platform, &actor, amina).await.unwrap();
            assert_eq!(refusal(keep(&asked.key, answer).await), NOT_MADE);
        }
        assert_eq!(names(&platform, &actor).await, ["A passkey"]);
    })
    .await;
}

#[tokio::test]
async fn somebody_has_so_many_passkeys_and_none_where_browsers_make_none() {
    on_each(async |world| {
        let amina = amina(world).await;
        let platform = world.installed();
        let actor = actor(&platform, amina, Proof::Fresh).await;
        assert!(
            access::passkey::is_worth_offering(&platform, amina)
                .await
                .unwrap()
        );
        for seed in 1..=10 {
            added(&platform, &actor, seed, "").await;
        }
        assert_eq!(
            refusal(begin(&platform, &actor, amina).await.map(|_| ())),
            "You have 10 passkeys, and that is the most. Remove one that you no longer use first."
        );
        assert!(
            !access::passkey::is_worth_offering(&platform, amina)
                .await
                .unwrap()
        );
        let demo = world.cold();
        assert!(!access::passkey::is_possible(&demo));
        assert_eq!(
            refusal(begin(&demo, &actor, amina).await.map(|_| ())),
            "Passkeys do not work at this address. Sign in by e-mail."
        );
    })
    .await;
}
