//! Tries what is remembered of earlier training: what is told, asked, decided and agreed.
//! Owns the institution that everything here is about.
//! Never decides what stands for what.

mod adjustment;
mod file;
mod group;
mod issuer;

use domain::{
    Minutes,
    partnership::ProviderId,
    person::PersonId,
    prior_learning::{
        Audit, Equivalence, ItemDraft, ItemId, ItemKind, PartnerSession, Reason, Request,
        RequestId, Stage,
    },
};
use jiff::civil::date;
use store::{
    Tx,
    partnership::add_institution,
    prior_learning::{
        Decided, Reply, ReplyKind, ask, audit, count, decide, decisions, decisions_of,
        equivalences, hand, item, items, keep_audit, keep_equivalence, keep_item, keep_session,
        move_to, of_person, queue, remove_item, replies, reply, request, session, sessions,
        withdraw,
    },
};

use crate::{
    made::{A_DAY, CLERK, number, person, provider, second, write},
    on_both,
};

const HOPE: &str = "Liverpool Hope University";

fn draft(n: u32, person: PersonId) -> ItemDraft {
    ItemDraft {
        title: "Instructional coaching".to_owned(),
        given_by: HOPE.to_owned(),
        session: "MT-3".to_owned(),
        held_on: Some(date(2025, 3, 4)),
        minutes: Minutes(90),
        evidence: Some(true),
        ..ItemDraft::begun(ItemId(number(n)), person, ItemKind::Provider)
    }
}

/// A session of an institution.
fn offered() -> PartnerSession {
    PartnerSession {
        institution: HOPE.to_owned(),
        programme: "Mentor training".to_owned(),
        code: "MT-3".to_owned(),
        title: "Instructional coaching".to_owned(),
        covers: "Questions that help.".to_owned(),
        minutes: Minutes(90),
    }
}

/// What it stands for, in a version of it.
fn agreed(version: u32, share: u8) -> Equivalence {
    Equivalence {
        institution: HOPE.to_owned(),
        session: "MT-3".to_owned(),
        title: "Instructional coaching".to_owned(),
        component: "coaching".to_owned(),
        share,
        from: date(2024, 9, 1),
        until: None,
        agreed_by: "Helen Marsh".to_owned(),
        source: "Meeting of the group".to_owned(),
        version,
    }
}

fn asking(n: u32, item: ItemId, person: PersonId, provider: ProviderId) -> Request {
    Request {
        id: RequestId(number(n)),
        item,
        person,
        provider,
        component: "coaching".to_owned(),
        claimed: Minutes(60),
        used: "I use its questions.".to_owned(),
        stage: Stage::Open,
        asked_on: Some(A_DAY),
        version: 0,
    }
}

async fn asked(tx: &mut Tx, n: u32, person: PersonId, provider: ProviderId) -> Request {
    let item = draft(n, person);
    keep_item(tx, &item, second(1)).await.expect("kept");
    let request = asking(n + 1, item.id, person, provider);
    ask(tx, &request, A_DAY).await.expect("asked");
    request
}

#[tokio::test]
async fn an_item_is_kept_at_every_step_and_never_over_somebody_elses_change() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let begun = ItemDraft::begun(ItemId(number(40)), amina, ItemKind::Npq);
        assert!(keep_item(&mut tx, &begun, second(1)).await.expect("kept"));
        assert_eq!(
            item(&mut tx, begun.id).await.expect("read"),
            Some(begun.clone())
        );
        let more = ItemDraft {
            version: 1,
            ..draft(40, amina)
        };
        assert!(keep_item(&mut tx, &more, second(2)).await.expect("kept"));
        assert!(!keep_item(&mut tx, &more, second(3)).await.expect("asked"));
        assert_eq!(items(&mut tx, amina).await.expect("read"), [more]);
        remove_item(&mut tx, begun.id).await.expect("removed");
        assert_eq!(item(&mut tx, begun.id).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn how_somebody_sees_themself_is_kept_in_the_place_of_what_they_said_before() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        assert_eq!(audit(&mut tx, amina).await.expect("read"), None);
        for ratings in [[1, 0, 0, 2], [1, 2, 3, 4]] {
            let said = Audit {
                person: amina,
                ratings,
                help: "Time.".to_owned(),
            };
            keep_audit(&mut tx, &said, second(1)).await.expect("kept");
            assert_eq!(audit(&mut tx, amina).await.expect("read"), Some(said));
        }
        let ours = provider(&mut tx, 8, "L51").await;
        let request = asked(&mut tx, 40, amina, ours).await;
        hand(&mut tx, amina, ben).await.expect("handed");
        assert_eq!(audit(&mut tx, amina).await.expect("read"), None);
        let handed = audit(&mut tx, ben).await.expect("read").expect("there");
        assert_eq!(handed.ratings, [1, 2, 3, 4]);
        assert_eq!(items(&mut tx, ben).await.expect("read").len(), 1);
        let theirs = of_person(&mut tx, ben).await.expect("read");
        assert_eq!(theirs[0].id, request.id);
    })
    .await;
}

#[tokio::test]
async fn a_request_moves_once_from_each_version_and_stands_in_its_queue() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let ours = provider(&mut tx, 8, "L51").await;
        let asked = asked(&mut tx, 40, amina, ours).await;
        assert_eq!(
            request(&mut tx, asked.id).await.expect("read"),
            Some(asked.clone())
        );
        let open = (ours, Stage::Open);
        assert_eq!(count(&mut tx, open).await.expect("counted"), 1);
        let line = queue(&mut tx, open, (50, 0)).await.expect("read").remove(0);
        assert_eq!(
            (line.id, line.name.as_str(), line.item.session.as_deref()),
            (asked.id, "Amina Okafor 1", Some("MT-3"))
        );
        assert!(
            queue(&mut tx, open, (50, 1))
                .await
                .expect("read")
                .is_empty()
        );
        for moved in [true, false] {
            let done = move_to(&mut tx, (asked.id, 0), Stage::Decided).await;
            assert_eq!(done.expect("moved"), moved);
        }
        assert_eq!(count(&mut tx, open).await.expect("counted"), 0);
    })
    .await;
}

#[tokio::test]
async fn the_same_is_asked_once_until_it_is_taken_back() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let ours = provider(&mut tx, 8, "L51").await;
        let first = asked(&mut tx, 40, amina, ours).await;
        move_to(&mut tx, (first.id, 0), Stage::Withdrawn)
            .await
            .expect("moved");
        let again = asking(42, first.item, amina, ours);
        ask(&mut tx, &again, A_DAY).await.expect("asked again");
        let twice = asking(43, first.item, amina, ours);
        assert!(ask(&mut tx, &twice, A_DAY).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_kept_as_it_was_made_and_withdrawn_once() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let ours = provider(&mut tx, 8, "L51").await;
        let request = asked(&mut tx, 40, amina, ours).await.id;
        let made = Decided {
            id: number(50),
            request,
            outcome: "part".to_owned(),
            minutes: Minutes(30),
            reason: Reason::SomeOfTheContent,
            words: "Half of it.".to_owned(),
            until: Some(date(2027, 8, 31)),
            by: CLERK,
            at: second(20),
            entry: None,
            withdrawn_at: None,
        };
        decide(&mut tx, &made).await.expect("kept");
        assert_eq!(
            decisions(&mut tx, request).await.expect("read"),
            std::slice::from_ref(&made)
        );
        assert_eq!(decisions_of(&mut tx, amina).await.expect("read"), [made]);
        for first in [true, false] {
            let done = withdraw(&mut tx, number(50), second(30)).await;
            assert_eq!(done.expect("withdrawn"), first);
        }
        let said = Reply {
            id: number(60),
            kind: ReplyKind::Appeal,
            words: "There is more.".to_owned(),
            at: second(31),
        };
        reply(&mut tx, request, &said).await.expect("kept");
        assert_eq!(replies(&mut tx, request).await.expect("read"), [said]);
    })
    .await;
}

#[tokio::test]
async fn what_is_agreed_takes_the_place_of_what_was_agreed_from_the_same_day() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 8, "L51").await;
        add_institution(&mut tx, ours, HOPE).await.expect("kept");
        let theirs = offered();
        for n in [70, 71] {
            keep_session(&mut tx, number(n), ours, &theirs)
                .await
                .expect("kept");
        }
        let found = session(&mut tx, ours, (HOPE, "MT-3")).await.expect("read");
        assert_eq!(found, Some(number(70)));
        assert_eq!(sessions(&mut tx, ours).await.expect("read"), [theirs]);
        for (n, share) in [(80, 50), (81, 100)] {
            let agreed = agreed(n - 79, share);
            let ids = (number(n), number(70));
            keep_equivalence(&mut tx, ids, &agreed, (second(1), CLERK))
                .await
                .expect("kept");
            assert_eq!(equivalences(&mut tx, ours).await.expect("read"), [agreed]);
        }
    })
    .await;
}
