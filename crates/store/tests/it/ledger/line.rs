//! Tries the lines that a standing rests on: what was known, and what a correction replaced.
//! Owns no words of its own.
//! Never adds a minute up.

use domain::{
    AcademicYear, Minutes,
    ledger::{Draft, How, Kind, Line},
    partnership::Urn,
};
use jiff::civil::date;
use store::{StoreError, ledger};

use super::id;
use crate::{
    made::{self, A_DAY, append, behind, draft, provider, read, second, write},
    on_both,
};

/// The line that ninety minutes of mentoring leave.
fn line() -> Line {
    Line {
        component: Some("mentoring".into()),
        kind: Kind::Attended,
        minutes: Minutes(90),
        held_on: A_DAY,
        counts_for: AcademicYear::containing(A_DAY),
        school: None,
        until: None,
        verified: true,
        imported: false,
        brought_at: None,
    }
}

#[tokio::test]
async fn a_line_says_what_a_standing_needs_to_know() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        let ben = made::person(&mut tx, 2).await;
        let recognised = Draft {
            component: None,
            kind: Kind::Recognised,
            school: Some(Urn(105_123)),
            held_on: date(2025, 7, 3),
            counts_for: AcademicYear::containing(A_DAY),
            until: Some(date(2027, 8, 31)),
            verified_by: None,
            ..draft(ours, amina)
        };
        let drafts = vec![
            (21, draft(ours, amina)),
            (22, recognised),
            (23, draft(ours, ben)),
        ];
        append(&mut tx, second(0), drafts).await.expect("appended");
        append(&mut tx, second(0), vec![(24, draft(theirs, amina))])
            .await
            .expect("appended");
        tx.commit().await.expect("kept");

        let in_order = [
            line(),
            Line {
                component: None,
                kind: Kind::Recognised,
                school: Some(Urn(105_123)),
                held_on: date(2025, 7, 3),
                until: Some(date(2027, 8, 31)),
                verified: false,
                ..line()
            },
        ];
        let mut tx = read(store).await;
        let found = ledger::lines_of(&mut tx, ours, amina, second(1)).await;
        assert_eq!(found.expect("read"), in_order);
        let all = ledger::lines(&mut tx, ours, second(1)).await.expect("read");
        assert_eq!(all.len(), 2);
        assert_eq!(all[&amina], in_order);
        assert_eq!(all[&ben], [line()]);
    })
    .await;
}

#[tokio::test]
async fn a_component_s_code_may_hold_any_letter() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let code = "a|b||Łukasz’s \"module\"\n";
        let odd = Draft {
            component: Some(code.to_owned()),
            ..draft(ours, amina)
        };
        append(&mut tx, second(0), vec![(21, odd)])
            .await
            .expect("appended");
        let wanted = Line {
            component: Some(code.into()),
            ..line()
        };
        let found = ledger::lines_of(&mut tx, ours, amina, second(1)).await;
        assert_eq!(found.expect("read"), std::slice::from_ref(&wanted));
        let found = ledger::lines(&mut tx, ours, second(1)).await.expect("read");
        assert_eq!(found[&amina], [wanted]);
    })
    .await;
}

#[tokio::test]
async fn a_correction_replaces_only_from_the_instant_at_which_it_was_known() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        append(&mut tx, second(10), vec![(21, draft(ours, amina))])
            .await
            .expect("appended");
        for (n, replaces, minutes) in [(22, 21, 60), (23, 22, 0)] {
            let correction = Draft {
                minutes: Minutes(minutes),
                replaces: Some(id(replaces)),
                ..draft(ours, amina)
            };
            append(&mut tx, second(i64::from(n)), vec![(n, correction)])
                .await
                .expect("appended");
        }
        for (known_before, wanted) in [
            (10, None),
            (11, Some(90)),
            (22, Some(90)),
            (23, Some(60)),
            (24, None),
        ] {
            let wanted: Vec<Line> = wanted
                .into_iter()
                .map(|minutes| Line {
                    minutes: Minutes(minutes),
                    ..line()
                })
                .collect();
            let at = second(known_before);
            let found = ledger::lines_of(&mut tx, ours, amina, at).await;
            assert_eq!(found.expect("read"), wanted, "known before {known_before}");
            let mut all = ledger::lines(&mut tx, ours, at).await.expect("read");
            let all = all.remove(&amina).unwrap_or_default();
            assert_eq!(all, wanted, "known before {known_before}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_row_that_cannot_be_is_impossible_and_named() {
    on_both(async |store| {
        for (column, wrong) in [
            ("kind", "kind = 'imagined'"),
            ("counts_for", "counts_for = 40000"),
            ("school_urn", "school_urn = -1"),
        ] {
            let mut tx = write(store).await;
            let ours = provider(&mut tx, 11, "L51").await;
            let amina = made::person(&mut tx, 1).await;
            append(&mut tx, second(0), vec![(21, draft(ours, amina))])
                .await
                .expect("appended");
            behind(&mut tx, &format!("update ledger_entry set {wrong}"), &[])
                .await
                .expect("altered");
            let named = |error: StoreError| match error {
                StoreError::Impossible { table, column, id } => (table, column, id),
                other => panic!("{other:?}"),
            };
            let found = ledger::lines(&mut tx, ours, second(1)).await;
            let wanted = ("ledger_entry", column, "number 1".to_owned());
            assert_eq!(named(found.expect_err("impossible")), wanted);
            let wanted = ("ledger_entry", column, id(21).0.to_string());
            let found = ledger::entry(&mut tx, id(21)).await;
            assert_eq!(named(found.expect_err("impossible")), wanted);
        }
    })
    .await;
}

#[tokio::test]
async fn lines_of_several_people_are_those_of_each() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 111, "L51").await;
        let mut drafts = Vec::new();
        let mut everybody = Vec::new();
        for n in 1..=25 {
            let person = made::person(&mut tx, n).await;
            everybody.push(person);
            drafts.push((200 + n, draft(ours, person)));
            let other = Draft {
                component: Some("coaching".to_owned()),
                ..draft(ours, person)
            };
            drafts.push((300 + n, other));
        }
        append(&mut tx, second(0), drafts).await.expect("appended");
        let known = second(1);
        let all = ledger::lines(&mut tx, ours, known).await.expect("read");
        for many in [0, 1, 20, 25] {
            let found = ledger::lines_among(&mut tx, ours, &everybody[..many], known)
                .await
                .expect("read");
            assert_eq!(found.len(), many);
            assert!(found.iter().all(|(person, lines)| all[person] == *lines));
        }
        let before = ledger::lines_among(&mut tx, ours, &everybody, second(0)).await;
        assert!(before.expect("read").is_empty(), "not known yet");
    })
    .await;
}

#[tokio::test]
async fn what_was_brought_in_says_when_unless_it_takes_another_s_place() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let earlier = Draft {
            how: How::Import,
            ..draft(ours, amina)
        };
        append(&mut tx, second(5), vec![(21, earlier.clone())])
            .await
            .expect("appended");
        let corrected = Draft {
            replaces: Some(id(21)),
            ..earlier
        };
        append(&mut tx, second(7), vec![(22, corrected)])
            .await
            .expect("appended");
        for (known_before, brought_at) in [(6, Some(second(5))), (8, None)] {
            let wanted = Line {
                imported: true,
                brought_at,
                ..line()
            };
            let found = ledger::lines_of(&mut tx, ours, amina, second(known_before)).await;
            assert_eq!(found.expect("read"), [wanted]);
        }
    })
    .await;
}
