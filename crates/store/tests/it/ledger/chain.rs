//! Tampers with a book behind the program's back: the walk names the first entry where it shows.
//! Owns the walk through a whole book.
//! Never tampers with a hash that it could also forge: a head kept outside is for that.

use domain::{
    Minutes,
    ledger::{Draft, Fault, Head, Walk, Words},
    partnership::ProviderId,
};
use store::{Store, Tx, ledger};
use uuid::Uuid;

use super::id;
use crate::{
    made::{self, append, behind, draft, number, provider, read, second, write},
    on_both, on_both_at,
};

/// Walks a book in small pieces and gives back where it ends, or the first fault.
pub async fn walked(tx: &mut Tx, provider: ProviderId) -> Result<Head, Fault> {
    let mut walk = Walk::new(None);
    let books = ledger::books(tx).await.expect("books");
    let found = books.into_iter().find(|(of, _)| *of == provider);
    let (_, head) = found.expect("a book");
    let mut after = i64::MIN;
    loop {
        let piece = ledger::sealed(tx, provider, after, 2).await.expect("read");
        assert!(piece.len() <= 2, "no more than was asked for");
        for sealed in &piece {
            walk.step(sealed, head)?;
        }
        match piece.last() {
            Some(last) => after = last.number,
            None => break,
        }
    }
    walk.end(head).map(|()| head)
}

/// A book of five entries, 21 to 25: the second with words, the fourth a correction of the first.
async fn book(store: &Store) -> (ProviderId, Head) {
    let mut tx = write(store).await;
    let ours = provider(&mut tx, 11, "L51").await;
    let amina = made::person(&mut tx, 1).await;
    let ben = made::person(&mut tx, 2).await;
    let words = Words {
        reason: "The list names a pupil.".to_owned(),
        stated_verifier: "Ms Ńowak".to_owned(),
    };
    let with_words = Draft {
        reference: "b".to_owned(),
        words: words.clone(),
        ..draft(ours, ben)
    };
    let waiting = Draft {
        verified_by: None,
        component: None,
        ..draft(ours, ben)
    };
    let correction = Draft {
        minutes: Minutes(60),
        replaces: Some(id(21)),
        words,
        ..draft(ours, amina)
    };
    let last = Draft {
        reference: "e".to_owned(),
        ..draft(ours, amina)
    };
    let first = vec![
        (21, draft(ours, amina)),
        (22, with_words),
        (23, waiting),
        (24, correction),
    ];
    append(&mut tx, second(0), first).await.expect("appended");
    let head = append(&mut tx, second(1), vec![(25, last)])
        .await
        .expect("appended");
    tx.commit().await.expect("kept");
    (ours, head)
}

/// Tampers with a fresh book, walks it, and forgets the tampering.
async fn fault_after(store: &Store, provider: ProviderId, deeds: &[(&str, &[Uuid])]) -> Fault {
    let mut tx = write(store).await;
    for (sql, ids) in deeds {
        let touched = behind(&mut tx, sql, ids).await.expect("tampered");
        assert!(touched > 0, "{sql}");
    }
    match walked(&mut tx, provider).await {
        Err(fault) => fault,
        Ok(_) => panic!("nobody notices {deeds:?}"),
    }
}

#[tokio::test]
async fn a_sound_book_is_walked_to_its_head() {
    on_both(async |store| {
        let (ours, head) = book(store).await;
        assert_eq!(head.entries, 5);
        assert_eq!(walked(&mut read(store).await, ours).await, Ok(head));
    })
    .await;
}

#[tokio::test]
async fn any_field_altered_is_noticed_at_its_entry() {
    on_both(async |store| {
        let (ours, _) = book(store).await;
        let other = number(2);
        let new = number(77);
        let third = number(23);
        for (change, ids) in [
            ("minutes = 91", &[third][..]),
            ("person_id = $2", &[third, number(1)]),
            ("school_urn = 105123", &[third]),
            ("component = 'coaching'", &[third]),
            ("kind = 'visit'", &[third]),
            ("held_on = '2025-10-08'", &[third]),
            ("counts_for = 2026", &[third]),
            ("recorded_at = recorded_at - 1", &[third]),
            ("recorded_by = $2", &[third, other]),
            ("verified_by = $2", &[third, new]),
            ("how = 'code'", &[third]),
            ("reference = 'x'", &[third]),
            ("until_on = '2026-08-31'", &[third]),
            ("replaces_id = $2", &[third, number(22)]),
            ("id = $2", &[third, new]),
        ] {
            let sql = format!("update ledger_entry set {change} where id = $1");
            let found = fault_after(store, ours, &[(&sql, ids)]).await;
            let named = if change == "id = $2" { new } else { third };
            assert_eq!(found, Fault::Altered(named, 3), "{change}");
        }
        for column in ["link", "words_hash"] {
            let sql = format!(
                "update ledger_entry set {column} = (select link from ledger_entry where id = $1) where id = $2"
            );
            let found = fault_after(store, ours, &[(&sql, &[number(21), third])]).await;
            assert_eq!(found, Fault::Altered(third, 3), "{column}");
        }
    })
    .await;
}

#[tokio::test]
async fn words_altered_are_noticed_beside_their_entry() {
    on_both(async |store| {
        let (ours, _) = book(store).await;
        for change in [
            "reason = 'Nothing to see.'",
            "stated_verifier = ''",
            "reason = reason || stated_verifier, stated_verifier = ''",
            "salt = (select salt from ledger_words where entry_id <> $1)",
        ] {
            let sql = format!("update ledger_words set {change} where entry_id = $1");
            let found = fault_after(store, ours, &[(&sql, &[number(22)])]).await;
            assert_eq!(found, Fault::WordsAltered(number(22), 2), "{change}");
        }
        let added = "insert into ledger_words (entry_id, salt, reason, stated_verifier)
             select $1, salt, 'slipped in', '' from ledger_words where entry_id = $2";
        let found = fault_after(store, ours, &[(added, &[number(23), number(22)])]).await;
        assert_eq!(found, Fault::WordsAltered(number(23), 3));
    })
    .await;
}

#[tokio::test]
async fn words_struck_out_leave_the_chain_whole() {
    on_both(async |store| {
        let (ours, head) = book(store).await;
        let mut tx = write(store).await;
        for n in [22, 24] {
            let struck = ledger::strike_out(&mut tx, id(n)).await;
            assert!(struck.expect("struck out"));
        }
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        assert_eq!(walked(&mut tx, ours).await, Ok(head));
        let sealed = ledger::sealed(&mut tx, ours, 0, 9).await.expect("read");
        assert!(sealed.iter().all(|sealed| sealed.told.is_none()));
        assert!(sealed.iter().all(|sealed| sealed.entry.words.is_empty()));
    })
    .await;
}

#[tokio::test]
async fn an_entry_removed_is_named_by_its_number() {
    const REMOVE: &str = "delete from ledger_entry where id = $1";
    on_both(async |store| {
        let (ours, _) = book(store).await;
        let found = fault_after(store, ours, &[(REMOVE, &[number(23)])]).await;
        let removed = Fault::Removed {
            missing: 3,
            next: number(24),
            number: 4,
        };
        assert_eq!(found, removed);
        let moved_up = "update ledger_entry set number = 3 where id = $1";
        let deeds: [(&str, &[Uuid]); 2] = [(REMOVE, &[number(23)]), (moved_up, &[number(24)])];
        let found = fault_after(store, ours, &deeds).await;
        assert_eq!(found, Fault::Altered(number(24), 3));
    })
    .await;
}

#[tokio::test]
async fn entries_cut_from_the_end_are_missed() {
    const CUT: &str = "delete from ledger_entry where id = $1";
    on_both(async |store| {
        let (ours, head) = book(store).await;
        let found = fault_after(store, ours, &[(CUT, &[number(25)])]).await;
        let short = Fault::CutShort {
            counted: 5,
            found: 4,
        };
        assert_eq!(found, short);

        let count = "update ledger_book set entries = 4";
        let deeds: [(&str, &[Uuid]); 2] = [(CUT, &[number(25)]), (count, &[])];
        let found = fault_after(store, ours, &deeds).await;
        assert_eq!(found, Fault::OtherHead(number(24), 4));

        // With count and head moved back too, only a head kept outside tells.
        let mut tx = write(store).await;
        behind(&mut tx, CUT, &[number(25)]).await.expect("cut");
        let moved = "update ledger_book
            set entries = 4, head = (select link from ledger_entry where id = $1)";
        behind(&mut tx, moved, &[number(24)]).await.expect("moved");
        let short = walked(&mut tx, ours).await.expect("a shorter book");
        assert_eq!(short.entries, 4);
        let mut walk = Walk::new(Some(head.link));
        for sealed in ledger::sealed(&mut tx, ours, 0, 9).await.expect("read") {
            walk.step(&sealed, short).expect("sound");
        }
        assert!(!walk.found_wanted(), "the head kept outside is not passed");
    })
    .await;
}

#[tokio::test]
async fn an_entry_inserted_is_named() {
    on_both(async |store| {
        let (ours, _) = book(store).await;
        let copy = |number: i64| {
            format!(
                "insert into ledger_entry
                 (id, provider_id, number, person_id, school_urn, component, kind, minutes, held_on, counts_for,
                  recorded_at, recorded_by, verified_by, how, reference, until_on, replaces_id, words_hash, link)
                 select $1, provider_id, {number}, person_id, school_urn, component, kind, minutes, held_on,
                  counts_for, recorded_at, recorded_by, verified_by, how, 'slipped in', until_on, null,
                  words_hash, link
                 from ledger_entry where id = $2"
            )
        };
        let ids = &[number(77), number(25)][..];
        let found = fault_after(store, ours, &[(&copy(6), ids)]).await;
        assert_eq!(found, Fault::Inserted(number(77), 6, 5));

        let counted = "update ledger_book set entries = 6";
        let found = fault_after(store, ours, &[(&copy(6), ids), (counted, &[])]).await;
        assert_eq!(found, Fault::Altered(number(77), 6));

        // Before the first, where a walk that starts at one would never look.
        for number_before in [0, -1] {
            let mut tx = write(store).await;
            behind(&mut tx, &copy(number_before), ids).await.expect("inserted");
            let found = walked(&mut tx, ours).await.expect_err("noticed");
            assert!(found.to_string().contains(&number(77).to_string()), "{found}");
        }
    })
    .await;
}

#[tokio::test]
async fn another_head_or_count_is_noticed() {
    on_both(async |store| {
        let (ours, _) = book(store).await;
        let head = "update ledger_book
            set head = (select link from ledger_entry where number = 1)";
        let found = fault_after(store, ours, &[(head, &[])]).await;
        assert_eq!(found, Fault::OtherHead(number(25), 5));
        let more = "update ledger_book set entries = 6";
        let found = fault_after(store, ours, &[(more, &[])]).await;
        let short = Fault::CutShort {
            counted: 6,
            found: 5,
        };
        assert_eq!(found, short);
        let fewer = "update ledger_book set entries = 4";
        let found = fault_after(store, ours, &[(fewer, &[])]).await;
        assert_eq!(found, Fault::Inserted(number(25), 5, 4));
    })
    .await;
}

#[tokio::test]
async fn entries_whose_book_was_taken_away_are_still_found() {
    on_both_at(async |made| {
        let (ours, _) = book(&made.store).await;
        made::without_references(&made.address, "delete from ledger_book").await;
        let mut tx = read(&made.store).await;
        let books = ledger::books(&mut tx).await.expect("read");
        assert_eq!(books, [(ours, Head::default())]);
        let found = walked(&mut tx, ours).await.expect_err("noticed");
        assert_eq!(found, Fault::Inserted(number(21), 1, 0));
    })
    .await;
}
