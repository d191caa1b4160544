//! Tries what is remembered of a group that shares a map.
//! Owns the group.
//! Never decides what holds with whom.

use domain::prior_learning::{
    Belonging, Equivalence, Group, GroupId, GroupLine, GroupPart, Meaning, PartnerSession,
};
use store::prior_learning::{
    begin_group, belong, equivalences, group_lines, group_members, group_sessions, groups_of,
    hand_over, keep_equivalence, keep_group_session, keep_line, keep_part, keep_session,
    lines_with_groups, mean, meanings, sessions_with_groups,
};

use super::{HOPE, agreed, offered};
use crate::{
    made::{CLERK, number, provider, second, write},
    on_both,
};

fn eight() -> Group {
    Group {
        id: GroupId(number(90)),
        name: "The eight".to_owned(),
    }
}

#[tokio::test]
async fn providers_belong_to_a_group_and_each_says_what_its_parts_mean() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 8, "L51").await;
        let theirs = provider(&mut tx, 9, "Y75").await;
        let (eight, when) = (eight(), (second(1), CLERK));
        begin_group(&mut tx, &eight, when).await.expect("begun");
        for (one, how) in [
            (ours, Belonging::Member),
            (theirs, Belonging::Asked),
            (theirs, Belonging::Member),
        ] {
            belong(&mut tx, (eight.id, one), how, when)
                .await
                .expect("kept");
            let found = groups_of(&mut tx, one).await.expect("read");
            assert_eq!(found, [(eight.clone(), how)]);
        }
        let mut members = group_members(&mut tx, eight.id).await.expect("read");
        members.sort_by_key(|(one, _)| *one != ours);
        assert_eq!(
            members,
            [(ours, Belonging::Member), (theirs, Belonging::Member)]
        );
        let part = |title: &str| GroupPart {
            code: "coaching".to_owned(),
            title: title.to_owned(),
        };
        for title in ["Coaching", "Another title"] {
            keep_part(&mut tx, eight.id, &part(title))
                .await
                .expect("kept");
        }
        for meaning in [
            Meaning::Component("pedagogy".to_owned()),
            Meaning::Nothing,
            Meaning::AsNamed,
        ] {
            let said = ("coaching", &meaning);
            mean(&mut tx, (eight.id, theirs), said, when)
                .await
                .expect("kept");
            let found = meanings(&mut tx, eight.id, theirs).await.expect("read");
            assert_eq!(found, [(part("Coaching"), meaning)]);
            let found = meanings(&mut tx, eight.id, ours).await.expect("read");
            assert_eq!(found, [(part("Coaching"), Meaning::AsNamed)]);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_shared_is_found_by_members_alone_and_stands_once() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 8, "L51").await;
        let theirs = provider(&mut tx, 9, "Y75").await;
        let (eight, when) = (eight(), (second(1), CLERK));
        begin_group(&mut tx, &eight, when).await.expect("begun");
        belong(&mut tx, (eight.id, ours), Belonging::Member, when)
            .await
            .expect("kept");
        belong(&mut tx, (eight.id, theirs), Belonging::Asked, when)
            .await
            .expect("kept");
        let part = GroupPart {
            code: "coaching".to_owned(),
            title: "Coaching".to_owned(),
        };
        keep_part(&mut tx, eight.id, &part).await.expect("kept");
        let mut kept = None;
        for n in [70, 71] {
            let session = PartnerSession {
                title: format!("Instructional coaching {n}"),
                ..offered()
            };
            let id = keep_group_session(&mut tx, number(n), eight.id, &session)
                .await
                .expect("kept");
            assert_eq!(*kept.get_or_insert(id), id, "it keeps its number");
            let found = group_sessions(&mut tx, eight.id).await.expect("read");
            assert_eq!(found, [session]);
        }
        let session = kept.expect("kept");
        for (n, share) in [(80, 50), (81, 100)] {
            let ids = (number(n), session, eight.id);
            let line = Equivalence {
                title: "Instructional coaching 71".to_owned(),
                ..agreed(n - 79, share)
            };
            keep_line(&mut tx, ids, &line, ours, when)
                .await
                .expect("kept");
            let found = group_lines(&mut tx, eight.id).await.expect("read");
            assert_eq!(found, std::slice::from_ref(&line));
            let with_us = GroupLine {
                group: eight.clone(),
                agreed: line,
                meaning: Meaning::AsNamed,
            };
            assert_eq!(
                lines_with_groups(&mut tx, ours).await.expect("read"),
                [with_us]
            );
        }
        assert_eq!(
            sessions_with_groups(&mut tx, ours)
                .await
                .expect("read")
                .len(),
            1
        );
        assert!(
            lines_with_groups(&mut tx, theirs)
                .await
                .expect("read")
                .is_empty()
        );
        assert!(
            sessions_with_groups(&mut tx, theirs)
                .await
                .expect("read")
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_handed_over_is_ones_own_again_once_it_is_changed() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 8, "L51").await;
        let (eight, when) = (eight(), (second(1), CLERK));
        begin_group(&mut tx, &eight, when).await.expect("begun");
        store::partnership::add_institution(&mut tx, ours, HOPE)
            .await
            .expect("kept");
        keep_session(&mut tx, number(70), ours, &offered())
            .await
            .expect("kept");
        let ids = (number(80), number(70));
        for share in [50, 60] {
            let line = agreed(1, share);
            keep_equivalence(&mut tx, ids, &line, when)
                .await
                .expect("kept");
            let found = equivalences(&mut tx, ours).await.expect("read");
            assert_eq!(found, std::slice::from_ref(&line));
            hand_over(&mut tx, (ours, eight.id), &line)
                .await
                .expect("handed over");
            assert!(equivalences(&mut tx, ours).await.expect("read").is_empty());
        }
    })
    .await;
}
