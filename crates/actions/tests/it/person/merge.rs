//! Tries the joining of two records of one person: minutes, roles, files, leave, and what is refused.
//!
//! Owns the pair that most tests begin with. It never looks at a page.

use actions::{
    ActionError,
    insight::quality,
    person::{Pair, joined_into, known, merge, pair, tell_apart},
};
use domain::{
    Minutes,
    access::Actor,
    audit::import::Kind,
    partnership::Urn,
    person::{PersonId, Role},
};
use jiff::civil::date;

use crate::{
    placement::import_as,
    world::{KEEP, World, asking, attended, is_forbidden, mentor, on_each, refusal},
};

const ZOFIA: &str = "1000001";
const ADDRESS: &str = "zofia@x.example";

/// Zofia twice: with a TRN and two entries, and by an address alone with three, one of them the same.
async fn twice(world: &World) -> (PersonId, PersonId) {
    let rows = [
        mentor(ZOFIA, "Zofia", "Król", 100_001),
        format!(",Zofia,Krol,{ADDRESS},general_mentor,100001,history,,2025-09-01,\n"),
        format!(",Zofia,Krol,{ADDRESS},lead_mentor,,,,2025-09-01,\n"),
    ];
    world.people("Y75", &rows.concat()).await;
    let rows = [
        attended(ZOFIA, "pedagogy", "2025-10-01", 60),
        attended(ZOFIA, "curriculum", "2025-10-02", 90),
    ];
    world.attended("Y75", &rows.concat()).await;
    files(world).await;
    (world.person(ZOFIA).await, other(world).await)
}

/// The file that names the second record by its address.
async fn files(world: &World) -> (u64, u64, u64, u64) {
    let text = format!(
        "email,component,held_on,minutes,kind,verified_by,how,reference\n\
         {ADDRESS},pedagogy,2025-10-01,60,attended,Dr Register,register,\n\
         {ADDRESS},behaviour-and-high-expectations,2025-10-03,45,attended,Dr Register,register,F-1\n\
         {ADDRESS},assessment,2025-10-04,30,attended,Dr Register,register,F-2\n"
    );
    let told = world
        .attendance_as(&world.operator(), "Y75", text, KEEP)
        .await;
    let told = told.unwrap();
    assert_eq!(told.sentences(), Vec::<String>::new());
    told.counts()
}

async fn other(world: &World) -> PersonId {
    let mut tx = world.store.read().await.unwrap();
    let emails = store::person::emails(&mut tx).await.unwrap();
    emails
        .into_iter()
        .find(|(address, _)| address == ADDRESS)
        .unwrap()
        .1
}

async fn looked(world: &World, actor: &Actor, two: (PersonId, PersonId)) -> Pair {
    pair(&world.platform, actor, "Y75", two, None)
        .await
        .unwrap()
}

async fn join(
    world: &World,
    actor: &Actor,
    (kept, other): (PersonId, PersonId),
) -> Result<(), ActionError> {
    let seen = pair(&world.platform, actor, "Y75", (kept, other), Some(kept))
        .await?
        .seen;
    let once = world.platform.number();
    merge(&world.platform, actor, once, "Y75", (kept, other), &seen).await
}

/// The minutes that stand in the book for the one who has the TRN.
async fn total(world: &World) -> Minutes {
    let entries = world.entries("Y75", ZOFIA).await;
    let standing = entries.iter().filter(|listed| listed.replaced_by.is_none());
    standing.map(|listed| listed.entry.minutes).sum()
}

async fn sound(world: &World) {
    let books = actions::ledger::verify(&world.platform, &world.operator(), None, None).await;
    for book in books.unwrap() {
        assert_eq!(book.fault, None);
    }
}

#[tokio::test]
async fn two_records_become_one_with_every_minute_but_what_stood_on_both() {
    on_each(async |world| {
        let (kept, other) = twice(world).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let shown = looked(world, &officer, (other, kept)).await;
        assert_eq!(shown.kept.person.id, kept, "the one with a TRN");
        assert_eq!(
            (shown.kept.minutes, shown.other.minutes),
            (Minutes(150), Minutes(135))
        );
        assert_eq!(
            (shown.carried.entries, shown.carried.minutes),
            (2, Minutes(75))
        );
        assert_eq!((shown.carried.doubles, shown.after), (1, Minutes(225)));
        assert_eq!(shown.no, None);
        assert_eq!(world.list(&asking("Y75")).await.len(), 2);
        let once = world.platform.number();
        for _ in 0..2 {
            let two = (kept, other);
            let done = merge(&world.platform, &officer, once, "Y75", two, &shown.seen).await;
            done.unwrap();
        }
        assert_eq!(total(world).await, Minutes(225));
        let row = world.standing("Y75", ZOFIA).await;
        assert_eq!(row.school, Some(Urn(100_001)));
        let (cold, operator) = (world.cold(), world.operator());
        let listed = actions::standing::list(&cold, &operator, &asking("Y75")).await;
        assert_eq!(listed.unwrap().rows.len(), 1, "nobody else is listed");
        assert_eq!(world.list(&asking("Y75")).await.len(), 1, "nor from memory");
        sound(world).await;
        let page = known(&world.platform, &officer, "Y75", kept).await.unwrap();
        assert_eq!(page.emails, [ADDRESS]);
        let roles: Vec<_> = page.roles.iter().map(|held| &held.membership).collect();
        assert_eq!(roles.len(), 2, "the same role is held once");
        let mentors = roles.iter().find(|held| held.role == Role::GeneralMentor);
        let mentors = mentors.unwrap();
        assert_eq!(
            (mentors.from, mentors.until),
            (Some(date(2024, 9, 1)), None)
        );
        assert_eq!(mentors.subject.as_deref(), Some("history"));
        let told = world.notes().await;
        let told = told.last().unwrap();
        assert_eq!(told.subject, kept.0.to_string());
        assert!(told.told.contains(&other.0.to_string()));
        let leads = joined_into(&world.platform, &officer, "Y75", other).await;
        assert_eq!(leads.unwrap(), Some(kept));
        let found = quality(&world.platform, &officer, "Y75").await.unwrap();
        assert!(found.twins.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_file_that_names_the_record_given_up_finds_the_kept_one_and_changes_nothing() {
    on_each(async |world| {
        let (kept, other) = twice(world).await;
        join(world, &world.operator(), (kept, other)).await.unwrap();
        assert_eq!(files(world).await, (0, 0, 3, 0));
        let text = format!(
            "person,component,held_on,minutes,kind,verified_by,how,reference\n\
             {},pedagogy,2025-10-06,20,attended,Dr Register,register,\n",
            other.0
        );
        let told = world
            .attendance_as(&world.operator(), "Y75", text, KEEP)
            .await;
        assert_eq!(
            told.unwrap().counts(),
            (1, 0, 0, 0),
            "by our own number too"
        );
        assert_eq!(total(world).await, Minutes(245));
        assert_eq!(self::other(world).await, kept);
        sound(world).await;
    })
    .await;
}

#[tokio::test]
async fn an_import_that_is_undone_later_leaves_what_was_joined_and_names_it() {
    on_each(async |world| {
        let (kept, other) = twice(world).await;
        let operator = world.operator();
        let runs = actions::import::imports(&world.platform, &operator, "Y75", 50, 0).await;
        let runs = runs.unwrap().list;
        join(world, &operator, (kept, other)).await.unwrap();
        for kind in [Kind::Attendance, Kind::People] {
            let run = runs.iter().find(|run| run.kind == kind).unwrap();
            let once = world.platform.number();
            let undone =
                actions::import::undo(&world.platform, &operator, run.id, "wrong", once).await;
            undone.unwrap();
        }
        assert_eq!(total(world).await, Minutes(225));
        let page = known(&world.platform, &operator, "Y75", kept)
            .await
            .unwrap();
        assert_eq!((page.roles.len(), page.emails.len()), (2, 1));
        sound(world).await;
    })
    .await;
}

#[tokio::test]
async fn whichever_is_kept_the_minutes_are_the_same_and_the_trn_comes_along() {
    on_each(async |world| {
        let (trn, other) = twice(world).await;
        join(world, &world.operator(), (other, trn)).await.unwrap();
        assert_eq!(world.person(ZOFIA).await, other);
        assert_eq!(total(world).await, Minutes(225));
        sound(world).await;
    })
    .await;
}

#[tokio::test]
async fn student_teachers_and_placements_come_along() {
    on_each(async |world| {
        let (kept, other) = twice(world).await;
        let rows = format!(
            "STU-7,Kit Moss,,,Autumn,1,100001,{ZOFIA},,2025-09-15,\n\
             STU-7,Kit Moss,,,Autumn,1,100001,{ADDRESS},,2025-09-15,\n\
             STU-8,Lea Nash,,,Autumn,1,100001,{ADDRESS},{ADDRESS},2025-09-15,\n"
        );
        let told = import_as(world, &world.operator(), "Y75", &rows, KEEP)
            .await
            .unwrap();
        assert_eq!(told.sentences(), Vec::<String>::new());
        join(world, &world.operator(), (kept, other)).await.unwrap();
        let operator = world.operator();
        let page = known(&world.platform, &operator, "Y75", kept)
            .await
            .unwrap();
        assert_eq!(page.hosted.len(), 2, "each once");
        let mut tx = world.store.read().await.unwrap();
        let none = store::placement::mentored_by(&mut tx, other).await.unwrap();
        assert!(none.is_empty());
        let y75 = world.provider("Y75").await;
        let led = store::placement::placements(&mut tx, y75).await.unwrap();
        assert!(led.iter().any(|one| one.lead_mentor == Some(kept)));
    })
    .await;
}

#[tokio::test]
async fn two_trns_two_providers_and_a_record_that_changed_meanwhile_are_refused() {
    on_each(async |world| {
        let (kept, other) = twice(world).await;
        world.people("Y75", &mentor("1000002", "Ben", "Low", 100_001)).await;
        let ben = world.person("1000002").await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let no = refusal(join(world, &officer, (kept, ben)).await);
        assert_eq!(no, "Each of them has a TRN of their own, 1000001 and 1000002, so they are two people. If one of the numbers is wrong, correct it first.");
        assert!(refusal(join(world, &officer, (kept, kept)).await).contains("one record"));
        let seen = looked(world, &officer, (kept, other)).await.seen;
        let row = attended(ZOFIA, "pedagogy", "2025-10-08", 10);
        world.attended("Y75", &row).await;
        let once = world.platform.number();
        let late = merge(&world.platform, &officer, once, "Y75", (kept, other), &seen).await;
        assert!(refusal(late).starts_with("Somebody changed this record"));
        let rows = format!(",Zofia,Krol,{ADDRESS},general_mentor,100002,,,2025-09-01,\n");
        world.people("L51", &rows).await;
        let no = refusal(join(world, &officer, (kept, other)).await);
        assert!(no.starts_with("Zofia Krol is also known to "), "{no}");
        join(world, &officer, (other, kept)).await.unwrap();
        let again = refusal(join(world, &officer, (other, kept)).await);
        assert!(again.starts_with("This record leads to another already"));
    })
    .await;
}

#[tokio::test]
async fn somebody_of_another_provider_or_another_role_joins_nobody() {
    on_each(async |world| {
        let two = twice(world).await;
        for (role, provider) in [
            (Role::PartnershipOfficer, "L51"),
            (Role::LeadMentor, "Y75"),
            (Role::GeneralMentor, "Y75"),
        ] {
            let actor = world.actor(role, provider, Some(100_001)).await;
            let seen = pair(&world.platform, &actor, "Y75", two, None).await;
            assert!(is_forbidden(&seen), "{role:?}");
            let once = world.platform.number();
            let done = merge(&world.platform, &actor, once, "Y75", two, "").await;
            assert!(is_forbidden(&done), "{role:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_people_who_were_told_apart_are_not_proposed_again() {
    on_each(async |world| {
        let (kept, other) = twice(world).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let found = quality(&world.platform, &officer, "Y75").await.unwrap();
        assert_eq!(found.twins.len(), 1);
        let once = world.platform.number();
        for _ in 0..2 {
            let two = (other, kept);
            tell_apart(&world.platform, &officer, once, "Y75", two)
                .await
                .unwrap();
        }
        let found = quality(&world.platform, &officer, "Y75").await.unwrap();
        assert!(found.twins.is_empty());
        let told: Vec<_> = world.notes().await;
        let told = told
            .iter()
            .filter(|note| note.told.starts_with("another person than"));
        assert_eq!(told.count(), 1);
    })
    .await;
}
