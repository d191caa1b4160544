//! Tries the addresses of a person, and looking at pages as somebody sees them.
//!
//! Owns the people who give their word. It never adds an address by hand.

use actions::{
    ActionError, access,
    access::{
        address::{Vouched, ask_for, confirm, drop, give_word, known},
        invite::{Invitation, invite_and_tell},
        session::{Entrance, enter},
        sign_in::{Landed, ask, press, type_code},
        view_as,
    },
};
use domain::{
    access::{Actor, Deed, Proof},
    audit::Note,
    person::{PersonId, Role},
};

use super::sign_in::{AMINA, amina, code, device, mailbox, secret};
use crate::world::{World, is_forbidden, on_each, refusal};

const NEW: &str = "amina@birch.example";

async fn addresses(world: &World, person: PersonId) -> Vec<String> {
    let mut tx = world.store.read().await.unwrap();
    store::person::emails_of(&mut tx, person).await.unwrap()
}

async fn newest(world: &World) -> String {
    mailbox(world).await.pop().unwrap()
}

#[tokio::test]
async fn a_second_address_is_confirmed_by_a_code_and_signs_in_too() {
    on_each(async |world| {
        let amina = amina(world).await;
        let (platform, from) = (&world.platform, device("192.0.2.7"));
        let actor = access::actor(platform, amina).await.unwrap();
        let handle = ask_for(platform, &actor, " Amina@Birch.example")
            .await
            .unwrap();
        assert_eq!(
            addresses(world, amina).await,
            [AMINA],
            "not before it is confirmed"
        );
        let sent = code(&newest(world).await);
        let wrong = confirm(platform, &actor, &handle, "999999").await;
        assert!(refusal(wrong).starts_with("That is not the code"));
        let signed_in = type_code(platform, &handle, &sent, &from).await;
        assert!(
            refusal(signed_in).starts_with("This code opens nothing"),
            "it signs nobody in"
        );
        confirm(platform, &actor, &handle, &sent).await.unwrap();
        assert_eq!(addresses(world, amina).await, [AMINA, NEW]);
        let again = confirm(platform, &actor, &handle, &sent).await;
        assert!(refusal(again).starts_with("This code opens nothing"));
        ask(platform, NEW, None, None, &from).await.unwrap();
        let landed = press(platform, &secret(&newest(world).await), &from).await;
        assert!(matches!(landed, Ok(Landed::In { .. })));

        let once = platform.number();
        drop(platform, &actor, once, AMINA).await.unwrap();
        drop(platform, &actor, once, AMINA).await.unwrap();
        assert_eq!(addresses(world, amina).await, [NEW]);
        let last = drop(platform, &actor, platform.number(), NEW).await;
        assert!(refusal(last).starts_with("This is your only address"));
        let shared = ask_for(platform, &actor, "office@birch.example").await;
        assert!(refusal(shared).contains("a mailbox that several people read"));
    })
    .await;
}

#[tokio::test]
async fn an_address_of_another_record_is_not_taken_and_both_are_noted_as_one_person_s() {
    on_each(async |world| {
        let amina = amina(world).await;
        let other = format!("1000002,Amina,Khan,{NEW},general_mentor,100002,,,2024-09-01,\n");
        world.people("Y75", &other).await;
        let platform = &world.platform;
        let actor = access::actor(platform, amina).await.unwrap();
        let handle = ask_for(platform, &actor, NEW).await.unwrap();
        let sent = code(&newest(world).await);
        let done = confirm(platform, &actor, &handle, &sent).await;
        assert!(refusal(done).starts_with("Another record here has this address"));
        let mut tx = world.store.read().await.unwrap();
        let ours = world.provider("Y75").await;
        let proposed = store::person::twins(&mut tx, ours).await.unwrap();
        assert_eq!(proposed.len(), 1, "the office reads of it");
        assert_eq!(proposed[0].2, domain::person::Sameness::Address);
        assert_eq!(addresses(world, amina).await, [AMINA]);
        let other = world.person("1000002").await.0.to_string();
        let notes = world.notes().await;
        assert!(notes.iter().any(|note| note.told.contains(&other)));
    })
    .await;
}

#[tokio::test]
async fn two_different_people_give_their_word_for_a_new_address_and_one_does_not_do() {
    on_each(async |world| {
        let amina = amina(world).await;
        let (platform, from) = (&world.platform, device("192.0.2.7"));
        ask(platform, AMINA, None, None, &from).await.unwrap();
        let landed = press(platform, &secret(&newest(world).await), &from)
            .await
            .unwrap();
        let Landed::In { opened, .. } = landed else {
            panic!("not in");
        };
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let mentor = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let elsewhere = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_002))
            .await;
        let own = access::actor(platform, amina).await.unwrap();
        let whom = ("Y75", amina);
        let word = async |actor: &Actor, to: &str| {
            give_word(platform, actor, platform.number(), whom, to).await
        };
        assert!(is_forbidden(&word(&elsewhere, NEW).await));
        assert!(is_forbidden(&word(&own, NEW).await));
        assert!(is_forbidden(&known(platform, &own, "Y75", amina).await));
        let stale = Actor {
            proof: Proof::Stale,
            ..office.clone()
        };
        let asked = word(&stale, NEW).await;
        assert!(matches!(asked, Err(ActionError::AsksProof(_))));
        for _ in 0..2 {
            assert_eq!(
                word(&office, NEW).await.unwrap(),
                Vouched::Waits,
                "one person"
            );
        }
        let other = "amina@cedar.example";
        assert_eq!(
            word(&mentor, other).await.unwrap(),
            Vouched::Waits,
            "another address"
        );
        assert_eq!(addresses(world, amina).await, [AMINA]);
        assert_eq!(word(&mentor, NEW).await.unwrap(), Vouched::Added);
        assert_eq!(addresses(world, amina).await, [AMINA, NEW]);
        let gone = enter(platform, &opened.secret).await.unwrap();
        assert!(matches!(gone, Entrance::Over(_)), "signed out everywhere");
        let sent = mailbox(world).await;
        assert!(
            sent.iter()
                .any(|sent| sent.contains("because this one was said to be dead"))
        );
        let link = sent
            .iter()
            .find(|sent| sent.contains("this address is yours"))
            .unwrap();
        let landed = press(platform, &secret(link), &from).await;
        assert!(matches!(landed, Ok(Landed::In { .. })));
        let taken = word(&office, NEW).await;
        assert!(refusal(taken).starts_with("Somebody else here has the address"));
    })
    .await;
}

#[tokio::test]
async fn somebody_s_word_waits_so_long_for_a_second_and_no_longer() {
    on_each(async |world| {
        let amina = amina(world).await;
        let platform = &world.platform;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let mentor = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let whom = ("Y75", amina);
        give_word(platform, &office, platform.number(), whom, NEW)
            .await
            .unwrap();
        world.wind_to("2025-12-02T10:00:00Z");
        let late = give_word(platform, &mentor, platform.number(), whom, NEW).await;
        assert_eq!(late.unwrap(), Vouched::Waits);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_looks_at_pages_as_somebody_sees_them_and_that_person_is_told() {
    on_each(async |world| {
        let amina = amina(world).await;
        let platform = &world.platform;
        let row = "1000003,Olu,Ade,,partnership_officer,,,,2024-09-01,\n";
        world.people("Y75", row).await;
        let invitation = Invitation {
            address: "ada@host.example".to_owned(),
            first_name: "Ada".to_owned(),
            last_name: "Min".to_owned(),
            role: Role::SupportAdministrator,
            school: None,
            to: None,
        };
        let operator = world.operator();
        let (ada, _) = invite_and_tell(platform, &operator, "Y75", &invitation)
            .await
            .unwrap();
        let office = world.person("1000003").await;
        ask(
            platform,
            "ada@host.example",
            None,
            None,
            &device("192.0.2.7"),
        )
        .await
        .unwrap();
        let landed = press(platform, &secret(&newest(world).await), &device(""))
            .await
            .unwrap();
        let Landed::In { opened, .. } = landed else {
            panic!("not in");
        };
        let actor = access::actor(platform, ada).await.unwrap();
        let whose = async || match enter(platform, &opened.secret).await.unwrap() {
            Entrance::Open(entered) => (entered.reader.person.id, entered.session),
            other => panic!("not signed in: {other:?}"),
        };
        let session = Some(opened.session);
        let more = view_as::begin(platform, &actor, session, office, "asked").await;
        assert!(refusal(more).contains("may do more than look"));
        view_as::begin(
            platform,
            &actor,
            session,
            amina,
            "she cannot find her hours",
        )
        .await
        .unwrap();
        let (seen, session) = whose().await;
        assert_eq!((seen, session.person), (amina, ada));
        let told = newest(world).await;
        assert!(told.contains("Ada Min") && told.contains("she cannot find her hours"));
        let notes = world.notes().await;
        let looked = |note: &&Note| note.deed == Deed::ViewAs;
        let noted: Vec<&Note> = notes.iter().filter(looked).collect();
        assert_eq!(noted.len(), 1);
        let subject = amina.0.to_string();
        assert_eq!((noted[0].done_by, &noted[0].subject), (ada, &subject));
        view_as::stop(platform, &session).await.unwrap();
        assert_eq!(whose().await.0, ada);
    })
    .await;
}

#[tokio::test]
async fn no_address_is_added_or_taken_away_on_a_stale_proof() {
    on_each(async |world| {
        let amina = amina(world).await;
        let platform = &world.platform;
        let actor = access::actor(platform, amina).await.unwrap();
        let stale = Actor {
            proof: Proof::Stale,
            ..actor
        };
        let asked = ask_for(platform, &stale, NEW).await;
        assert!(matches!(asked, Err(ActionError::AsksProof(_))));
        let once = platform.number();
        let dropped = drop(platform, &stale, once, AMINA).await;
        assert!(matches!(dropped, Err(ActionError::AsksProof(_))));
        assert_eq!(addresses(world, amina).await, [AMINA]);
    })
    .await;
}
