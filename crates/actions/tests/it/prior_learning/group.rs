//! Tries a map that two providers share: asked, joined, shared, meant, kept otherwise, and left.
//! Owns the group.
//! Never reckons what an item stands for: the domain does.

use actions::prior_learning::{
    GroupShown, answer_group, ask_in, begin_group, brought, export, export_group, follow, group,
    keep_map, keep_shared_map, leave_group, map, mean, our_map, weigh_map, weigh_shared_map,
};
use domain::{
    Minutes,
    access::Actor,
    person::{Person, Role},
    prior_learning::{Belonging, GroupId, Meaning},
};

use store::person::NewMembership;

use super::{MAP, told, with_amina, with_the_map};
use crate::world::{TODAY, World, is_forbidden, on_each, refusal};

const NAME: &str = "The eight";
const HOPE: &str = "Liverpool Hope University";

async fn officers(world: &World) -> (Actor, Actor) {
    let york = world.actor(Role::PartnershipOfficer, "Y75", None).await;
    let liverpool = world.actor(Role::PartnershipOfficer, "L51", None).await;
    (york, liverpool)
}

/// Keeps an officer as somebody who is found among a provider's people.
async fn employed(world: &World, officer: &Actor) {
    let mut tx = world.store.write().await.unwrap();
    let known = Person {
        id: officer.person,
        trn: None,
        first_name: "Helen".to_owned(),
        last_name: "Marsh".to_owned(),
    };
    store::person::add(&mut tx, &known).await.unwrap();
    let held = NewMembership {
        id: world.platform.number(),
        membership: officer.memberships[0].clone(),
    };
    store::person::add_membership(&mut tx, &held).await.unwrap();
    tx.commit().await.unwrap();
}

/// A group of York, into which Liverpool was asked.
async fn begun(world: &World, york: &Actor) -> GroupId {
    let platform = &world.platform;
    let once = platform.number();
    let id = begin_group(platform, york, once, "Y75", NAME)
        .await
        .unwrap();
    let again = begin_group(platform, york, once, "Y75", NAME)
        .await
        .unwrap();
    assert_eq!(id, again, "sent twice, it is begun once");
    ask_in(platform, york, platform.number(), ("Y75", id), "L51")
        .await
        .unwrap();
    id
}

async fn joined(world: &World, york: &Actor, liverpool: &Actor) -> GroupId {
    let id = begun(world, york).await;
    let (platform, of) = (&world.platform, ("L51", id));
    answer_group(platform, liverpool, platform.number(), of, true)
        .await
        .unwrap();
    id
}

/// Shares what York has agreed.
async fn shared(world: &World, york: &Actor, id: GroupId) {
    let (platform, of) = (&world.platform, ("Y75", id));
    let ours = our_map(platform, york, of).await.unwrap();
    keep_shared_map(platform, york, platform.number(), of, &ours)
        .await
        .unwrap();
}

async fn seen(world: &World, actor: &Actor, (code, id): (&str, GroupId)) -> GroupShown {
    group(&world.platform, actor, code, id).await.unwrap()
}

/// What stands for what with a provider: the component, the share, and whether a group shares it.
async fn holds(world: &World, actor: &Actor, code: &str) -> Vec<(String, u8, bool)> {
    let found = map(&world.platform, actor, code).await.unwrap();
    let line =
        |one: domain::prior_learning::Agreed| (one.by.component, one.by.share, one.group.is_some());
    found.agreed.into_iter().map(line).collect()
}

async fn first_component(world: &World, actor: &Actor, code: &str) -> String {
    let found = map(&world.platform, actor, code).await.unwrap();
    found.components[0].0.clone()
}

#[tokio::test]
async fn nobody_is_a_member_who_was_not_asked_and_did_not_say_so() {
    on_each(async |world| {
        let (york, liverpool) = officers(world).await;
        let platform = &world.platform;
        let id = begun(world, &york).await;
        let of = ("L51", id);
        let asked = seen(world, &liverpool, of).await;
        assert_eq!(
            (asked.belonging, asked.members.len()),
            (Belonging::Asked, 2)
        );
        let done = keep_shared_map(platform, &liverpool, platform.number(), of, MAP).await;
        assert_eq!(refusal(done), "There is no such group here.");
        let twice = ask_in(platform, &york, platform.number(), ("Y75", id), "L51").await;
        assert!(
            refusal(twice)
                .ends_with("belongs to this group already, or was asked and has not answered.")
        );
        let foreign = answer_group(platform, &york, platform.number(), of, true).await;
        assert!(is_forbidden(&foreign));
        answer_group(platform, &liverpool, platform.number(), of, false)
            .await
            .unwrap();
        let again = answer_group(platform, &liverpool, platform.number(), of, true).await;
        assert_eq!(refusal(again), "Nobody waits for this answer any more.");
        assert!(
            refusal(group(platform, &liverpool, "L51", id).await)
                .starts_with("There is no such group")
        );
        ask_in(platform, &york, platform.number(), ("Y75", id), "L51")
            .await
            .unwrap();
        for name in [" ".to_owned(), "a".repeat(101)] {
            let done = begin_group(platform, &york, platform.number(), "Y75", &name).await;
            assert!(
                refusal(done).starts_with("Tell what the group is called"),
                "{name}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_question_stands_in_the_inboxes_of_those_who_answer_until_it_is_answered() {
    on_each(async |world| {
        let (york, liverpool) = officers(world).await;
        employed(world, &liverpool).await;
        let platform = &world.platform;
        let id = begun(world, &york).await;
        let unread = async || {
            let mut tx = world.store.read().await.unwrap();
            store::notice::inbox::unread(&mut tx, liverpool.person)
                .await
                .unwrap()
        };
        assert_eq!(unread().await, 1);
        answer_group(platform, &liverpool, platform.number(), ("L51", id), true)
            .await
            .unwrap();
        assert_eq!(unread().await, 0);
        with_the_map(world, &york).await;
        shared(world, &york, id).await;
        assert_eq!(unread().await, 1, "the other member is told of the change");
    })
    .await;
}

#[tokio::test]
async fn what_is_shared_holds_with_each_member_by_what_it_means() {
    on_each(async |world| {
        let (york, liverpool) = officers(world).await;
        let platform = &world.platform;
        with_the_map(world, &york).await;
        let id = joined(world, &york, &liverpool).await;
        let ours = our_map(platform, &york, ("Y75", id)).await.unwrap();
        let (_, _, change) = weigh_shared_map(platform, &york, ("Y75", id), &ours)
            .await
            .unwrap();
        assert_eq!(change.lines.len(), 3, "{change:?}");
        assert_eq!(change.lines[0], "New part in common: “Assessment”");
        assert!(
            seen(world, &york, ("Y75", id)).await.shared.is_empty(),
            "it was only weighed"
        );
        shared(world, &york, id).await;
        assert_eq!(
            holds(world, &york, "Y75").await,
            [("assessment".to_owned(), 50, true)]
        );
        assert!(
            holds(world, &liverpool, "L51").await.is_empty(),
            "nothing is called so there"
        );

        let component = first_component(world, &liverpool, "L51").await;
        let meant = [(
            "assessment".to_owned(),
            Meaning::Component(component.clone()),
        )];
        mean(platform, &liverpool, platform.number(), ("L51", id), &meant)
            .await
            .unwrap();
        assert_eq!(
            holds(world, &liverpool, "L51").await,
            [(component, 50, true)]
        );
        let wrong = [(
            "assessment".to_owned(),
            Meaning::Component("no such".to_owned()),
        )];
        let done = mean(platform, &liverpool, platform.number(), ("L51", id), &wrong).await;
        assert_eq!(refusal(done), "Choose what it matches from the list.");

        let (amina, actor) = with_amina(world).await;
        told(world, amina).await;
        let found = brought(platform, &actor, amina).await.unwrap();
        assert_eq!(found.plans[0].hoped(), Minutes(45));
        assert_eq!(
            found.sessions.len(),
            1,
            "a mentor chooses from what is shared"
        );

        let file = export_group(platform, &liverpool, ("L51", id))
            .await
            .unwrap();
        let (_, _, same) = weigh_shared_map(platform, &york, ("Y75", id), &file)
            .await
            .unwrap();
        assert!(
            same.lines.is_empty() && same.left_out.is_empty(),
            "{same:?}"
        );
        let whole = export(platform, &york, "Y75").await.unwrap();
        let (_, same) = weigh_map(platform, &york, "Y75", &whole).await.unwrap();
        assert!(
            same.lines.is_empty() && same.left_out.is_empty(),
            "{same:?}"
        );

        let notes = world.notes().await;
        let told = |code: &str, id| {
            notes
                .iter()
                .filter(|note| note.provider == Some(id) && note.told.contains(code))
                .count()
        };
        for code in ["Y75", "L51"] {
            let provider = world.provider(code).await;
            assert_eq!(told("lines of the shared map", provider), 1, "{code}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_member_keeps_its_own_beside_what_is_shared_and_may_go_by_the_group_again() {
    on_each(async |world| {
        let (york, liverpool) = officers(world).await;
        let platform = &world.platform;
        with_the_map(world, &york).await;
        let id = joined(world, &york, &liverpool).await;
        shared(world, &york, id).await;
        let less = MAP.replace("share = 50", "share = 20");
        let (_, change) = weigh_map(platform, &york, "Y75", &less).await.unwrap();
        assert!(
            change.lines[0].starts_with("Yours, in place of what The eight shares"),
            "{change:?}"
        );
        keep_map(platform, &york, platform.number(), "Y75", &less)
            .await
            .unwrap();
        assert_eq!(
            holds(world, &york, "Y75").await,
            [("assessment".to_owned(), 20, false)]
        );
        let shown = seen(world, &york, ("Y75", id)).await;
        let shares: Vec<(u8, u8)> = shown
            .beside
            .iter()
            .map(|(shared, ours)| (shared.share, ours.share))
            .collect();
        assert_eq!(shares, [(50, 20)]);
        assert!(seen(world, &liverpool, ("L51", id)).await.beside.is_empty());

        let which = (HOPE, "MT-3", "assessment");
        let of = ("Y75", id);
        follow(platform, &york, platform.number(), of, which)
            .await
            .unwrap();
        assert_eq!(
            holds(world, &york, "Y75").await,
            [("assessment".to_owned(), 50, true)]
        );
        let gone = follow(platform, &york, platform.number(), of, which).await;
        assert_eq!(refusal(gone), "There is no such agreement here.");

        let meant = [("assessment".to_owned(), Meaning::Nothing)];
        mean(platform, &york, platform.number(), of, &meant)
            .await
            .unwrap();
        assert!(holds(world, &york, "Y75").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_leaves_keeps_what_held_and_nothing_that_comes_later() {
    on_each(async |world| {
        let (york, liverpool) = officers(world).await;
        let platform = &world.platform;
        with_the_map(world, &york).await;
        let id = joined(world, &york, &liverpool).await;
        shared(world, &york, id).await;
        let component = first_component(world, &liverpool, "L51").await;
        let meant = [(
            "assessment".to_owned(),
            Meaning::Component(component.clone()),
        )];
        let of = ("L51", id);
        mean(platform, &liverpool, platform.number(), of, &meant)
            .await
            .unwrap();
        let once = platform.number();
        for _ in 0..2 {
            leave_group(platform, &liverpool, once, of).await.unwrap();
        }
        let kept = [(component, 50, false)];
        assert_eq!(holds(world, &liverpool, "L51").await, kept);
        let more = our_map(platform, &york, ("Y75", id)).await.unwrap();
        assert!(!more.contains("share"), "all of it goes by the group now");
        let more = MAP.replace("share = 50", "share = 90");
        keep_shared_map(platform, &york, platform.number(), ("Y75", id), &more)
            .await
            .unwrap();
        assert_eq!(
            holds(world, &york, "Y75").await,
            [("assessment".to_owned(), 90, true)]
        );
        assert_eq!(holds(world, &liverpool, "L51").await, kept);
        let shown = seen(world, &york, ("Y75", id)).await;
        assert_eq!((shown.members.len(), shown.shared[0].version), (1, 2));
        let strength = map(platform, &york, "Y75").await.unwrap();
        assert_eq!(strength.strength(HOPE, "assessment", TODAY), Some(90));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_map_is_refused_with_its_line_and_what_fits_nobody_is_left_out() {
    on_each(async |world| {
        let (york, _) = officers(world).await;
        let platform = &world.platform;
        let id = begun(world, &york).await;
        let of = ("Y75", id);
        for wrong in ["", "map = 2", "["] {
            let done = weigh_shared_map(platform, &york, of, wrong).await;
            assert!(refusal(done).starts_with("Line "), "{wrong}");
        }
        let (_, _, change) = weigh_shared_map(platform, &york, of, MAP).await.unwrap();
        assert_eq!(change.left_out.len(), 1, "{change:?}");
        assert!(change.left_out[0].ends_with("there is no component “their-own” here."));
    })
    .await;
}
