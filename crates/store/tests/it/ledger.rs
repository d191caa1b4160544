//! Tries the books: what is added, read, claimed and struck out.
//! Owns no words of its own.
//! Never judges an entry: `domain` does.

mod brought;
mod chain;
mod conflict;
mod hand;
mod history;
mod line;
mod two_writers;

use domain::{
    AcademicYear, Minutes, Timestamp,
    ledger::{Draft, Entry, EntryId, Head, How, Kind, Words},
    partnership::Urn,
    person::PersonId,
};
use jiff::civil::date;
use store::ledger;

use crate::{
    made::{self, A_DAY, CLERK, append, draft, number, provider, read, second, write},
    on_both,
};

fn id(n: u32) -> EntryId {
    EntryId(number(n))
}

/// The entry that a draft becomes.
fn entry(n: u32, at: i64, draft: Draft) -> Entry {
    Entry {
        id: id(n),
        person: draft.person,
        provider: draft.provider,
        school: draft.school,
        component: draft.component,
        kind: draft.kind,
        minutes: draft.minutes,
        held_on: draft.held_on,
        counts_for: draft.counts_for,
        recorded_at: second(at),
        recorded_by: CLERK,
        verified_by: draft.verified_by,
        how: draft.how,
        reference: draft.reference,
        until: draft.until,
        replaces: draft.replaces,
        words: draft.words,
    }
}

#[tokio::test]
async fn a_book_is_opened_once_and_empty() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        for _ in 0..2 {
            let head = ledger::lock_book(&mut tx, ours).await.expect("a book");
            assert_eq!(head, Head::default());
        }
        let found = ledger::books(&mut tx).await.expect("read");
        assert_eq!(found, [(ours, Head::default())]);
        let unopened = ledger::book(&mut tx, theirs).await.expect("read");
        assert_eq!(unopened, Head::default());
    })
    .await;
}

#[tokio::test]
async fn an_entry_of_every_kind_comes_back_to_the_letter() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let recognised = Draft {
            school: Some(Urn(105_123)),
            component: Some("coaching".to_owned()),
            kind: Kind::Recognised,
            held_on: date(2024, 2, 29),
            counts_for: AcademicYear::starting(2023).expect("a year"),
            verified_by: Some(PersonId(number(2))),
            how: How::Decision,
            reference: "certificate |7/24| – “Ł”".to_owned(),
            until: Some(date(2027, 8, 31)),
            words: Words {
                reason: "Seen |by| the programme lead.\nTwice: 👩🏽‍🏫.".to_owned(),
                stated_verifier: "Dr Siân Ó".to_owned(),
            },
            ..draft(ours, amina)
        };
        let bare = Draft {
            component: None,
            kind: Kind::Community,
            verified_by: None,
            minutes: Minutes(1_440),
            how: How::JoinLog,
            ..draft(ours, amina)
        };
        let corrected = Draft {
            minutes: Minutes(0),
            replaces: Some(id(22)),
            words: Words {
                reason: "Was not there.".to_owned(),
                ..Words::default()
            },
            ..bare.clone()
        };
        let drafts = vec![
            (21, recognised.clone()),
            (22, bare.clone()),
            (23, corrected.clone()),
        ];
        let head = append(&mut tx, second(5), drafts).await.expect("appended");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        assert_eq!(head.entries, 3);
        assert_eq!(ledger::book(&mut tx, ours).await.expect("read"), head);
        assert_eq!(ledger::books(&mut tx).await.expect("read"), [(ours, head)]);
        let newest_first = [
            entry(23, 5, corrected),
            entry(22, 5, bare),
            entry(21, 5, recognised),
        ];
        let found = ledger::entries(&mut tx, ours, amina, Timestamp::MAX)
            .await
            .expect("read");
        assert_eq!(found, newest_first);
        let everywhere = ledger::entries_of(&mut tx, amina).await.expect("read");
        assert_eq!(everywhere, newest_first);
        let recorded = ledger::recorded_by(&mut tx, ours, CLERK, 2).await;
        assert_eq!(recorded.expect("read"), newest_first[..2]);
        let recorded = ledger::recorded_by(&mut tx, ours, amina, 2).await;
        assert_eq!(recorded.expect("read"), []);
        for wanted in newest_first {
            let found = ledger::entry(&mut tx, wanted.id).await.expect("read");
            assert_eq!(found, Some(wanted));
        }
        let earlier = ledger::entries(&mut tx, ours, amina, second(5)).await;
        assert_eq!(earlier.expect("read"), [], "nothing was known before");
        let nothing = ledger::entry(&mut tx, id(99)).await.expect("read");
        assert_eq!(nothing, None);
        let others = ledger::entries(&mut tx, ours, CLERK, Timestamp::MAX)
            .await
            .expect("read");
        assert_eq!(others, []);
    })
    .await;
}

#[tokio::test]
async fn an_entry_waits_until_somebody_vouches_for_it() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        let waiting = Draft {
            verified_by: None,
            ..draft(ours, amina)
        };
        let earlier = Draft {
            held_on: date(2025, 9, 30),
            ..waiting.clone()
        };
        let sound = Draft {
            reference: "sound".to_owned(),
            ..draft(ours, amina)
        };
        let drafts = vec![(21, waiting.clone()), (22, sound), (23, earlier.clone())];
        append(&mut tx, second(0), drafts).await.expect("appended");
        let found = ledger::waiting(&mut tx, ours, Timestamp::MAX)
            .await
            .expect("read");
        assert_eq!(
            found,
            [entry(23, 0, earlier.clone()), entry(21, 0, waiting.clone())]
        );
        let found = ledger::waiting(&mut tx, theirs, Timestamp::MAX)
            .await
            .expect("read");
        assert_eq!(found, []);

        let vouched = Draft {
            verified_by: Some(CLERK),
            replaces: Some(id(21)),
            ..waiting
        };
        append(&mut tx, second(1), vec![(24, vouched)])
            .await
            .expect("appended");
        let found = ledger::waiting(&mut tx, ours, Timestamp::MAX)
            .await
            .expect("read");
        assert_eq!(found, [entry(23, 0, earlier)]);
        let then = ledger::waiting(&mut tx, ours, second(1))
            .await
            .expect("read");
        assert_eq!(then.len(), 2, "it was vouched for later");
    })
    .await;
}

#[tokio::test]
async fn words_struck_out_are_gone_and_the_entry_stays() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let with_words = Draft {
            words: Words {
                reason: "Names a pupil.".to_owned(),
                stated_verifier: String::new(),
            },
            ..draft(ours, amina)
        };
        append(&mut tx, second(0), vec![(21, with_words.clone())])
            .await
            .expect("appended");
        assert!(ledger::strike_out(&mut tx, id(21)).await.expect("struck"));
        assert!(!ledger::strike_out(&mut tx, id(21)).await.expect("struck"));

        let silent = Draft {
            words: Words::default(),
            ..with_words
        };
        let found = ledger::entry(&mut tx, id(21)).await.expect("read");
        assert_eq!(found, Some(entry(21, 0, silent)));
    })
    .await;
}

#[tokio::test]
async fn a_day_is_seen_over_all_books() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        let ben = made::person(&mut tx, 2).await;
        let waiting = Draft {
            verified_by: None,
            reference: "r".to_owned(),
            ..draft(ours, amina)
        };
        let recognised = Draft {
            kind: Kind::Recognised,
            ..draft(theirs, amina)
        };
        let other_day = Draft {
            held_on: date(2025, 10, 8),
            ..draft(ours, amina)
        };
        let to_less = Draft {
            minutes: Minutes(60),
            replaces: Some(id(21)),
            ..waiting.clone()
        };
        let ours_all = vec![(21, waiting), (22, other_day), (23, to_less)];
        append(&mut tx, second(0), ours_all)
            .await
            .expect("appended");
        append(&mut tx, second(0), vec![(24, recognised)])
            .await
            .expect("appended");
        append(&mut tx, second(0), vec![(25, draft(ours, ben))])
            .await
            .expect("appended");

        let mut found = ledger::on_these_days(&mut tx, &[(amina, A_DAY)])
            .await
            .expect("read");
        found.sort_by_key(|held| held.id);
        let told: Vec<_> = found
            .iter()
            .map(|held| (held.id, held.provider, held.minutes.0))
            .collect();
        assert_eq!(
            told,
            [(id(21), ours, 90), (id(23), ours, 60), (id(24), theirs, 90)]
        );
        let [waiting, to_less, recognised] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!((waiting.verified, waiting.replaced), (false, true));
        assert_eq!((to_less.verified, to_less.replaced), (false, false));
        assert_eq!((recognised.verified, recognised.recognised), (true, true));
        assert_eq!(
            (waiting.component.as_str(), waiting.reference.as_str()),
            ("mentoring", "r")
        );
        assert_eq!((waiting.person, waiting.held_on), (amina, A_DAY));
    })
    .await;
}

#[tokio::test]
async fn many_entries_and_their_words_are_kept_in_pieces_and_none_is_lost() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let mut entered = 0;
        for many in [1, 20, 21, 45] {
            let drafts: Vec<(u32, Draft)> = (0..many)
                .map(|n| {
                    let held_on = A_DAY.saturating_sub(jiff::Span::new().days(n));
                    let words = Words {
                        reason: format!("reason {n}"),
                        ..Words::default()
                    };
                    let draft = Draft {
                        held_on,
                        reference: format!("of {many}"),
                        words: if n % 2 == 0 { words } else { Words::default() },
                        ..draft(ours, amina)
                    };
                    (entered + n as u32 + 100, draft)
                })
                .collect();
            entered += drafts.len() as u32;
            append(&mut tx, second(0), drafts).await.expect("appended");
        }
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = ledger::entries(&mut tx, ours, amina, Timestamp::MAX)
            .await
            .expect("read");
        assert_eq!(found.len(), 87);
        let worded = found.iter().filter(|entry| !entry.words.is_empty());
        assert_eq!(worded.count(), 1 + 10 + 11 + 23);
        let wanted: Vec<_> = (0..45)
            .map(|n| (amina, A_DAY.saturating_sub(jiff::Span::new().days(n))))
            .collect();
        let held = ledger::on_these_days(&mut tx, &wanted).await.expect("read");
        assert_eq!(held.len(), 87, "each entry once");
        let none = ledger::on_these_days(&mut tx, &[]).await.expect("read");
        assert_eq!(none, []);
    })
    .await;
}

#[tokio::test]
async fn a_reference_is_held_by_the_provider_that_claimed_it_first() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        let ben = made::person(&mut tx, 2).await;
        let claim = |person, n: usize| (person, format!("session {n}"));
        let first: Vec<_> = (0..45).map(|n| claim(amina, n)).collect();
        let held = ledger::claim_references(&mut tx, ours, &first)
            .await
            .expect("claimed");
        assert_eq!(held.len(), 45);
        assert!(held.iter().all(|(.., holder)| *holder == ours));

        let second = [claim(amina, 44), claim(amina, 45), claim(ben, 44)];
        let mut held = ledger::claim_references(&mut tx, theirs, &second)
            .await
            .expect("claimed");
        held.sort();
        let session = |n: usize| format!("session {n}");
        assert_eq!(
            held,
            [
                (amina, session(44), ours),
                (amina, session(45), theirs),
                (ben, session(44), theirs)
            ]
        );
        ledger::release_reference(&mut tx, ours, amina, "session 44")
            .await
            .expect("released");
        let again = ledger::claim_references(&mut tx, theirs, &[claim(amina, 44)]).await;
        assert_eq!(again.expect("claimed"), [(amina, session(44), theirs)]);
        let none = ledger::claim_references(&mut tx, ours, &[]).await;
        assert_eq!(none.expect("claimed"), []);
    })
    .await;
}
