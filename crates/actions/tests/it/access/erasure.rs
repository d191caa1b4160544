//! Tries the way from asking to be erased to an erased person, and what stays.
//!
//! Owns somebody who has left, known by everything that can be known of them. It never looks at a page.

use actions::{
    ActionError, access,
    access::erasure::{
        answer_erasure, ask_erasure, erase, erase_by_hand, erasures, erasures_with, own_erasure,
        preview_erasure, take_back_erasure,
    },
    audit, ledger,
    person::{merge, pair},
    standing::Question,
};
use domain::{
    Minutes,
    access::{Actor, Proof},
    audit::import::Kind,
    person::{PersonId, Role, erasure::Stand},
};
use jiff::civil::date;
use uuid::Uuid;

use crate::world::{World, asking, attended, is_forbidden, mentor, on_each, refusal};

const TRN: &str = "1000001";
const FORMS: [&str; 4] = ["Zofia", "Król", TRN, "zofia@x.example"];

/// Zofia, who mentored at two schools until October, and whose second record was joined to the first.
/// Ben stays, and has an entry for which Zofia is stated as the verifier.
async fn left(world: &World) -> PersonId {
    let rows = [
        format!(
            "{TRN},Zofia,Król,zofia@x.example,general_mentor,100001,history,,2024-09-01,2025-10-31\n"
        ),
        ",Zofia,Krol,zofia@y.example,general_mentor,100002,,,2024-09-01,2025-10-31\n".to_owned(),
        mentor("1000002", "Ben", "Low", 100_001),
    ];
    let told = world.people("Y75", &rows.concat()).await;
    assert_eq!(told.sentences(), Vec::<String>::new());
    let rows = [
        attended(TRN, "pedagogy", "2025-10-01", 60),
        attended(TRN, "curriculum", "2025-10-02", 90),
        "1000002,assessment,2025-10-04,30,attended,Zofia Król,register,\n".to_owned(),
    ];
    world.attended("Y75", &rows.concat()).await;
    let person = world.person(TRN).await;
    let other = {
        let mut tx = world.store.read().await.unwrap();
        let emails = store::person::emails(&mut tx).await.unwrap();
        let mut emails = emails.into_iter();
        emails.find(|(to, _)| to == "zofia@y.example").unwrap().1
    };
    let (platform, operator) = (&world.platform, world.operator());
    let two = (person, other);
    let seen = pair(platform, &operator, "Y75", two, Some(person)).await;
    let seen = seen.unwrap().seen;
    merge(platform, &operator, platform.number(), "Y75", two, &seen)
        .await
        .unwrap();
    let entry = world.entries("Y75", TRN).await[0].entry.id;
    let why = "Zofia Król named a pupil";
    ledger::strike_out(platform, &operator, entry, why)
        .await
        .unwrap();
    person
}

/// Somebody as they are when they sign in.
async fn own(world: &World, person: PersonId) -> Actor {
    access::actor(&world.platform, person).await.unwrap()
}

async fn asked(world: &World, person: PersonId) -> Uuid {
    let (platform, actor) = (&world.platform, own(world, person).await);
    ask_erasure(platform, &actor, platform.number(), person)
        .await
        .unwrap();
    let told = own_erasure(platform, &actor, person).await.unwrap();
    told.unwrap().request.id
}

/// What stands in the books: whose, where, what and how much.
async fn books(world: &World) -> Vec<String> {
    let mut tx = world.store.read().await.unwrap();
    let mut lines = Vec::new();
    for person in store::person::people(&mut tx).await.unwrap() {
        for entry in store::ledger::entries_of(&mut tx, person.id).await.unwrap() {
            lines.push(format!(
                "{:?} {:?} {:?} {:?} {:?} {}",
                entry.person,
                entry.school,
                entry.component,
                entry.minutes,
                entry.held_on,
                entry.reference
            ));
        }
    }
    lines.sort();
    lines
}

/// The sums of every mentor: required, done, recognised and left.
async fn sums(world: &World) -> Vec<String> {
    let question = Question {
        as_of: Some(date(2025, 10, 20)),
        ..asking("Y75")
    };
    let rows = world.list(&question).await;
    assert_eq!(rows.len(), 2, "Zofia and Ben");
    let mut told: Vec<String> = rows
        .iter()
        .map(|row| {
            let (id, stands) = (row.person.id, &row.standing);
            let figures = (
                stands.required,
                stands.done,
                stands.recognised,
                stands.remaining,
            );
            format!(
                "{id:?} {:?} {figures:?} {}",
                row.school, stands.claimable_hours
            )
        })
        .collect();
    told.sort();
    told
}

async fn sound(world: &World) {
    let (platform, operator) = (&world.platform, world.operator());
    for book in ledger::verify(platform, &operator, None, None)
        .await
        .unwrap()
    {
        assert_eq!(book.fault, None);
    }
    for chain in audit::verify(platform, &operator, None, None)
        .await
        .unwrap()
    {
        assert_eq!(chain.fault, None, "{:?}", chain.provider);
    }
}

/// Everything that the notes, the people and the words of entries say.
async fn said(world: &World) -> String {
    let mut tx = world.store.read().await.unwrap();
    let people = store::person::people(&mut tx).await.unwrap();
    let emails = store::person::emails(&mut tx).await.unwrap();
    let mut said = format!("{people:?} {emails:?} {:?}", world.notes().await);
    for person in people {
        let entries = store::ledger::entries_of(&mut tx, person.id).await.unwrap();
        let merged = store::person::merged_from(&mut tx, person.id).await;
        said.push_str(&format!("{entries:?} {:?}", merged.unwrap()));
    }
    said
}

#[tokio::test]
async fn an_erased_person_leaves_their_minutes_and_nothing_that_tells_who_they_were() {
    on_each(async |world| {
        let person = left(world).await;
        let request = asked(world, person).await;
        let platform = &world.platform;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let admin = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let (books_before, sums_before) = (books(world).await, sums(world).await);
        for told in FORMS {
            assert!(said(world).await.contains(told), "{told} was known");
        }
        let early = erase(platform, &admin, platform.number(), request).await;
        assert!(refusal(early).starts_with("Not every office has answered yet"));
        answer_erasure(platform, &office, platform.number(), ("Y75", request), None)
            .await
            .unwrap();
        let preview = preview_erasure(platform, &admin, request).await.unwrap();
        assert_eq!(preview.told.unwrap().stand, Stand::Ready);
        assert_eq!(preview.stays[0].2, Minutes(150));
        assert!(preview.notes >= 1, "the striking out");
        let once = platform.number();
        erase(platform, &admin, once, request).await.unwrap();
        erase(platform, &admin, once, request).await.unwrap();

        for told in FORMS {
            assert!(!said(world).await.contains(told), "{told} is gone");
        }
        assert_eq!(books(world).await, books_before);
        assert_eq!(sums(world).await, sums_before);
        sound(world).await;
        let rows = world.list(&asking("Y75")).await;
        let row = rows.iter().find(|row| row.person.id == person);
        assert!(row.is_none_or(|row| row.person.name() == "Erased person"));
        let found = actions::search::find(platform, &office, "Zofia").await;
        assert!(format!("{found:?}").find("Król").is_none(), "{found:?}");
        let again = erase(platform, &admin, platform.number(), request).await;
        assert!(refusal(again).starts_with("Nobody asks for this any more"));
        let ben = world.entries("Y75", "1000002").await;
        assert_eq!(ben[0].entry.minutes, Minutes(30));
        assert_eq!(ben[0].entry.words.stated_verifier, "");
    })
    .await;
}

#[tokio::test]
async fn taking_back_an_import_later_does_not_bring_an_erased_person_back() {
    on_each(async |world| {
        let person = left(world).await;
        let (platform, operator) = (&world.platform, world.operator());
        erase_by_hand(platform, &operator, person, false)
            .await
            .unwrap();
        let list = actions::import::imports(platform, &operator, "Y75", 50, 0).await;
        let list = list.unwrap().list;
        for kind in [Kind::Attendance, Kind::People] {
            let run = list.iter().find(|run| run.kind == kind).unwrap();
            let once = platform.number();
            actions::import::undo(platform, &operator, run.id, "the wrong file", once)
                .await
                .unwrap();
        }
        for told in FORMS {
            assert!(!said(world).await.contains(told), "{told} came back");
        }
        sound(world).await;
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_changes_nothing_and_somebody_with_a_role_stays() {
    on_each(async |world| {
        let person = left(world).await;
        let (platform, operator) = (&world.platform, world.operator());
        let before = said(world).await;
        let preview = erase_by_hand(platform, &operator, person, true)
            .await
            .unwrap();
        assert_eq!(preview.person.name(), "Zofia Król");
        assert_eq!(said(world).await, before);
        let ben = world.person("1000002").await;
        let held = erase_by_hand(platform, &operator, ben, false).await;
        assert!(refusal(held).starts_with("Ben Low still has a role here"));
        assert_eq!(said(world).await, before);
    })
    .await;
}

#[tokio::test]
async fn an_office_holds_back_what_stands_against_an_erasure_and_silence_does_not() {
    on_each(async |world| {
        let person = left(world).await;
        let request = asked(world, person).await;
        let platform = &world.platform;
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let elsewhere = world.actor(Role::PartnershipOfficer, "L51", None).await;
        let admin = world.actor(Role::SupportAdministrator, "Y75", None).await;
        let other = world.actor(Role::GeneralMentor, "Y75", Some(100_001)).await;

        let theirs = erasures_with(platform, &elsewhere, "L51").await.unwrap();
        assert!(theirs.1.is_empty(), "they hold nothing of her");
        let ours = erasures_with(platform, &office, "Y75").await.unwrap();
        assert_eq!(ours.1[0].name, "Zofia Król");
        assert!(is_forbidden(
            &erasures_with(platform, &elsewhere, "Y75").await
        ));
        assert!(is_forbidden(&erasures(platform, &office).await));
        assert!(is_forbidden(&own_erasure(platform, &other, person).await));
        let strange = answer_erasure(
            platform,
            &elsewhere,
            platform.number(),
            ("L51", request),
            Some("no"),
        );
        assert!(matches!(strange.await, Err(ActionError::NotFound(_))));

        let blank = answer_erasure(
            platform,
            &office,
            platform.number(),
            ("Y75", request),
            Some("  "),
        );
        assert!(refusal(blank.await).starts_with("Say what stands against it"));
        let why = Some("a claim of hers is being sampled");
        answer_erasure(platform, &office, platform.number(), ("Y75", request), why)
            .await
            .unwrap();
        world.wind(date(2026, 3, 1));
        let actor = own(world, person).await;
        let told = own_erasure(platform, &actor, person)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(told.stand, Stand::HeldBack);
        let said = told.said[0].answer.clone().unwrap().against;
        assert_eq!(said.as_deref(), why, "she reads why");
        let held = erase(platform, &admin, platform.number(), request).await;
        assert!(refusal(held).starts_with("Something stands against it"));
        let by_hand = erase_by_hand(platform, &world.operator(), person, false).await;
        assert!(refusal(by_hand).starts_with("Something stands against it"));

        let notes = format!("{:?}", world.notes().await);
        assert!(!notes.contains("being sampled"), "no reason in a note");
        let twice = ask_erasure(platform, &actor, platform.number(), person).await;
        assert!(refusal(twice).starts_with("You have asked already"));
        take_back_erasure(platform, &actor, platform.number(), person)
            .await
            .unwrap();
        let over = erase(platform, &admin, platform.number(), request).await;
        assert!(refusal(over).starts_with("Nobody asks for this any more"));
        asked(world, person).await;
        world.wind(date(2026, 3, 16));
        let request = erasures(platform, &admin).await.unwrap()[0].request.id;
        erase(platform, &admin, platform.number(), request)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn asking_and_erasing_take_a_fresh_proof() {
    on_each(async |world| {
        let person = left(world).await;
        let platform = &world.platform;
        let mut actor = own(world, person).await;
        actor.proof = Proof::Stale;
        let done = ask_erasure(platform, &actor, platform.number(), person).await;
        assert!(matches!(done, Err(ActionError::AsksProof(_))));
        let request = asked(world, person).await;
        let mut admin = world.actor(Role::SupportAdministrator, "Y75", None).await;
        admin.proof = Proof::Stale;
        let done = erase(platform, &admin, platform.number(), request).await;
        assert!(matches!(done, Err(ActionError::AsksProof(_))));
    })
    .await;
}
