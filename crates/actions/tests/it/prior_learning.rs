//! Tries prior learning from the telling to the decision, the second look and the withdrawal.
//! Owns the item and the map that other tests attempt deeds on.
//! Never reckons what is left.

pub mod adjustment;
mod file;
mod group;
pub mod issuer;
mod together;
mod waiting;

use actions::{
    ledger::Listed,
    prior_learning::{
        Brought, appeal, ask, begin, brought, case, decide, export, keep_item, keep_map, map,
        remove, shown, weigh_map, withdraw,
    },
};
use domain::{
    Minutes,
    access::Actor,
    ledger::Kind,
    person::{PersonId, Role},
    prior_learning::{
        Decision, ItemDraft, ItemId, ItemKind, Outcome, Reason, Request, RequestId, Stage,
    },
};
use jiff::civil::date;
use store::prior_learning::Decided;

use crate::world::{TODAY, World, is_forbidden, mentor, on_each, refusal};

/// A map in which half of a session stands for a component.
pub const MAP: &str = r#"
map = 1
provider = "L51"

[[session]]
institution = "Liverpool Hope University"
code = "MT-3"
title = "Assessing \"well\""
minutes = 90

[[session.stands_for]]
component = "assessment"
share = 50
from = 2024-09-01
agreed_by = "Helen Marsh"
source = "Meeting of the group"

[[session.stands_for]]
component = "their-own"
share = 50
from = 2024-09-01
agreed_by = "Helen Marsh"
source = "Meeting of the group"
"#;

const AMINA: &str = "1000001";

fn draft(id: ItemId, person: PersonId) -> ItemDraft {
    ItemDraft {
        title: "Assessing \"well\"".to_owned(),
        given_by: "Liverpool Hope University".to_owned(),
        session: "MT-3".to_owned(),
        held_on: Some(date(2025, 3, 4)),
        minutes: Minutes(90),
        evidence: Some(true),
        ..ItemDraft::begun(id, person, ItemKind::Provider)
    }
}

/// Keeps an item of somebody, told in full.
pub async fn told(world: &World, person: PersonId) -> ItemId {
    let item = draft(ItemId(world.platform.number()), person);
    let mut tx = world.store.write().await.unwrap();
    let now = world.platform.now();
    store::prior_learning::keep_item(&mut tx, &item, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    item.id
}

/// Keeps a request of somebody that waits for a decision.
pub async fn asked(world: &World, person: PersonId) -> RequestId {
    let item = told(world, person).await;
    let request = Request {
        id: RequestId(world.platform.number()),
        item,
        person,
        provider: world.provider("Y75").await,
        component: "assessment".to_owned(),
        claimed: Minutes(45),
        used: "I use its questions.".to_owned(),
        stage: Stage::Open,
        asked_on: Some(TODAY),
        version: 0,
    };
    let mut tx = world.store.write().await.unwrap();
    store::prior_learning::ask(&mut tx, &request, TODAY)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    request.id
}

/// Keeps a request of somebody that was decided on.
pub async fn decided(world: &World, person: PersonId) -> RequestId {
    let request = asked(world, person).await;
    let made = Decided {
        id: world.platform.number(),
        request,
        outcome: "declined".to_owned(),
        minutes: Minutes::ZERO,
        reason: Reason::OtherContent,
        words: "It covers something else.".to_owned(),
        until: None,
        by: person,
        at: world.platform.now(),
        entry: None,
        withdrawn_at: None,
    };
    let mut tx = world.store.write().await.unwrap();
    store::prior_learning::decide(&mut tx, &made).await.unwrap();
    store::prior_learning::move_to(&mut tx, (request, 0), Stage::Decided)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    request
}

fn decision(outcome: Outcome) -> Decision {
    Decision {
        outcome,
        reason: Reason::SomeOfTheContent,
        words: "Some of it is the same.".to_owned(),
        until: None,
    }
}

/// A decision that recognises nothing.
pub fn declined() -> Decision {
    decision(Outcome::Declined)
}

async fn with_amina(world: &World) -> (PersonId, Actor) {
    world
        .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
        .await;
    let person = world.person(AMINA).await;
    let actor = actions::access::actor(&world.platform, person)
        .await
        .unwrap();
    (person, actor)
}

async fn with_the_map(world: &World, officer: &Actor) {
    let once = world.platform.number();
    keep_map(&world.platform, officer, once, "Y75", MAP)
        .await
        .unwrap();
}

/// The lines that recognise something and that nothing replaces.
async fn recognised(world: &World) -> Vec<i32> {
    let entries: Vec<Listed> = world.entries("Y75", AMINA).await;
    entries
        .iter()
        .filter(|one| one.replaced_by.is_none() && one.entry.kind == Kind::Recognised)
        .map(|one| one.entry.minutes.0)
        .collect()
}

#[tokio::test]
async fn a_map_shows_its_difference_before_it_is_kept_and_comes_back_as_it_went() {
    on_each(async |world| {
        let platform = &world.platform;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let (_, change) = weigh_map(platform, &officer, "Y75", MAP).await.unwrap();
        assert_eq!((change.lines.len(), change.left_out.len()), (3, 1));
        assert!(
            map(platform, &officer, "Y75")
                .await
                .unwrap()
                .agreed
                .is_empty()
        );
        with_the_map(world, &officer).await;
        let found = map(platform, &officer, "Y75").await.unwrap();
        assert_eq!(found.institutions, ["Liverpool Hope University"]);
        let strength = |code| found.strength("Liverpool Hope University", code, TODAY);
        assert_eq!(
            (strength("assessment"), strength("pedagogy")),
            (Some(50), None)
        );
        let before = found.strength("Liverpool Hope University", "assessment", date(2024, 8, 31));
        assert_eq!(before, None, "it does not hold yet");
        let ours = MAP.replace("Liverpool Hope University", &found.provider.name);
        let (_, ours) = weigh_map(platform, &officer, "Y75", &ours).await.unwrap();
        assert!(ours.lines.is_empty(), "{ours:?}");
        assert!(ours.left_out[0].contains("your own training"));
        let file = export(platform, &officer, "Y75").await.unwrap();
        let (_, again) = weigh_map(platform, &officer, "Y75", &file).await.unwrap();
        assert!(
            again.lines.is_empty() && again.left_out.is_empty(),
            "{again:?}"
        );
        let more = file.replace("share = 50", "share = 60");
        let once = platform.number();
        keep_map(platform, &officer, once, "Y75", &more)
            .await
            .unwrap();
        let found = map(platform, &officer, "Y75").await.unwrap();
        let by = &found.agreed[0].by;
        assert_eq!((by.share, by.version), (60, 2));
        for wrong in ["", "map = 2", "map = 1\nprovider = \"L51\"\nmore = 1", "["] {
            let done = weigh_map(platform, &officer, "Y75", wrong).await;
            assert!(refusal(done).starts_with("Line "), "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_told_shows_at_once_what_might_come_off() {
    on_each(async |world| {
        let platform = &world.platform;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        with_the_map(world, &officer).await;
        let (amina, actor) = with_amina(world).await;
        let once = platform.number();
        let kind = (amina, ItemKind::Provider);
        let id = begin(platform, &actor, once, kind).await.unwrap();
        let again = begin(platform, &actor, once, kind).await.unwrap();
        assert_eq!(id, again, "sent twice, it is begun once");
        let item = draft(id, amina);
        keep_item(platform, &actor, platform.number(), &item)
            .await
            .unwrap();
        let late = keep_item(platform, &actor, platform.number(), &item).await;
        assert!(refusal(late).starts_with("Somebody changed this"));
        let found: Brought = brought(platform, &actor, amina).await.unwrap();
        let plan = &found.plans[0];
        assert_eq!(
            (plan.hoped(), plan.hopes[0].component.as_str()),
            (Minutes(45), "Assessment")
        );
        assert!(recognised(world).await.is_empty(), "nobody has decided");
        let (_, other) = {
            world
                .people("Y75", &mentor("1000002", "Ben", "Low", 100_001))
                .await;
            let ben = world.person("1000002").await;
            (ben, actions::access::actor(platform, ben).await.unwrap())
        };
        assert!(is_forbidden(&brought(platform, &other, amina).await));
        assert!(is_forbidden(
            &remove(platform, &other, platform.number(), id).await
        ));
        remove(platform, &actor, platform.number(), id)
            .await
            .unwrap();
        assert!(
            brought(platform, &actor, amina)
                .await
                .unwrap()
                .items
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_part_is_recognised_looked_at_again_by_another_and_taken_back() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        let item = told(world, amina).await;
        let asks = |claimed| ("assessment", claimed, "I use its questions.");
        let of = (item, "Y75");
        let once = || platform.number();
        let much = ask(platform, &actor, once(), of, asks(Minutes(91))).await;
        assert!(refusal(much).contains("at most that much"));
        let local = ("joint-observation", Minutes(30), "I use it.");
        let local = ask(platform, &actor, once(), of, local).await;
        assert_eq!(refusal(local), "Choose what it matches from the list.");
        let request = ask(platform, &actor, once(), of, asks(Minutes(60)))
            .await
            .unwrap();
        let twice = ask(platform, &actor, once(), of, asks(Minutes(60))).await;
        assert!(refusal(twice).starts_with("You have asked for this already"));

        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let before = world.standing("Y75", AMINA).await.standing.clone();
        let part = decision(Outcome::Part(Minutes(40)));
        let done = decide(platform, &officer, once(), (request, 0), &part).await;
        done.unwrap();
        let after = world.standing("Y75", AMINA).await.standing.clone();
        assert_eq!(recognised(world).await, [40]);
        assert_eq!(after.recognised, before.recognised + Minutes(40));
        assert_eq!(after.claimable_hours, before.claimable_hours);
        let seen = shown(platform, &actor, request).await.unwrap();
        assert_eq!(seen.decisions.len(), 1);
        let inbox = actions::notice::inbox(platform, &actor, amina)
            .await
            .unwrap();
        assert!(
            format!("{inbox:?}").contains("40 min of the 1 h"),
            "{inbox:?}"
        );

        let late = decide(platform, &officer, once(), (request, 0), &part).await;
        assert!(refusal(late).starts_with("Somebody changed this"));
        appeal(
            platform,
            &actor,
            once(),
            (request, 1),
            "There is more in it.",
        )
        .await
        .unwrap();
        let full = decision(Outcome::Full);
        let same = decide(platform, &officer, once(), (request, 2), &full).await;
        assert!(refusal(same).starts_with("You decided this the first time"));
        assert_eq!(recognised(world).await, [40], "nothing is left half done");
        let second = world.actor(Role::LeadMentor, "Y75", None).await;
        decide(platform, &second, once(), (request, 2), &full)
            .await
            .unwrap();
        assert_eq!(recognised(world).await.iter().sum::<i32>(), 60);
        let third = appeal(platform, &actor, once(), (request, 3), "And more.").await;
        assert!(refusal(third).contains("moved on"));

        withdraw(platform, &officer, request, 3, "Seen wrongly.")
            .await
            .unwrap();
        assert_eq!(recognised(world).await.iter().sum::<i32>(), 0);
        let after = world.standing("Y75", AMINA).await.standing.clone();
        assert_eq!(after.remaining, before.remaining);
    })
    .await;
}

#[tokio::test]
async fn nobody_decides_on_their_own_or_on_a_school_that_employs_them() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, mut actor) = with_amina(world).await;
        let request = asked(world, amina).await;
        let once = || platform.number();
        let full = decision(Outcome::Full);
        let done = decide(platform, &actor, once(), (request, 0), &full).await;
        assert!(is_forbidden(&done));
        let office = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let mut held = office.memberships[0].clone();
        held.person = amina;
        actor.memberships.push(held);
        let done = decide(platform, &actor, once(), (request, 0), &full).await;
        assert!(refusal(done).starts_with("Nobody decides on their own"));

        let mut lead = world.actor(Role::LeadMentor, "Y75", None).await;
        let at = world.actor(Role::GeneralMentor, "Y75", Some(100_001)).await;
        lead.memberships.push(at.memberships[0].clone());
        let done = decide(platform, &lead, once(), (request, 0), &full).await;
        assert!(is_forbidden(&done), "the mentor’s school employs them");
        let seen = case(platform, &lead, "Y75", request).await.unwrap();
        assert!(seen.barred.is_some());
        assert!(recognised(world).await.is_empty());
    })
    .await;
}
